"""How a patient's visits went on: numbers over time, muscles confirmed, muscles that came first.

Only what is shown and what it says; not how it is painted. Numbers of one
person, not a statistic: no line is fitted and no change is called significant.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bodymap.atlas.model import Atlas
from bodymap.clinic.analysis.visit_metrics import TOUCHED
from bodymap.clinic.dates import day_words, local
from bodymap.clinic.model import VisitLine
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.text.number_words import percent
from bodymap.report.text.patient_words import counted
from bodymap.report.text.translation import _
from bodymap.report.text.visit_words import key_words, share_words

MOST_ROWS = 8
"""Muscles that "first muscles" lists: with five a visit, a year of visits may name twenty."""

STEPS = (1.0, 2.0, 4.0, 10.0)
"""Ends of an axis, times a power of ten: half of each is a number that can be read."""

INTENSITY_TOP = 10.0

UNKNOWN = _("not given")


@dataclass(frozen=True)
class Series:
    """One line of a chart: a value for each visit, oldest first, None where a visit has none."""

    name: str
    values: tuple[float | None, ...]
    words: Callable[[float], str]
    """How a value is written, with its unit."""

    def said(self, number: int) -> str:
        """The value of a visit, counted from 0, in words."""
        value = self.values[number]
        return UNKNOWN if value is None else self.words(value)

    @property
    def latest(self) -> float | None:
        """The value of the last visit that has one."""
        return next((value for value in reversed(self.values) if value is not None), None)


@dataclass(frozen=True)
class Trend:
    """A small chart: one line or two on an axis from 0 to `top`."""

    title: str
    unit: str
    series: tuple[Series, ...]
    top: float
    tick: Callable[[float], str]
    """How the axis writes a value."""


@dataclass(frozen=True)
class MuscleRow:
    """A muscle over the visits: for each, oldest first, the place that it has there (from 1), or None."""

    key: MuscleKey
    name: str
    places: tuple[int | None, ...]


@dataclass(frozen=True)
class Course:
    """All visits of a patient, oldest first, as trends and rows of muscles."""

    visits: tuple[VisitLine, ...]
    trends: tuple[Trend, ...]
    confirmed: tuple[MuscleRow, ...]
    """Muscles confirmed at any visit, the longest known first; their places are all 1."""
    first: tuple[MuscleRow, ...]
    """Muscles among the first of the ranking, those that came first most often above; at most `MOST_ROWS`."""
    more: int
    """Muscles among the first that have no row."""


def course(visits: Iterable[VisitLine], atlas: Atlas) -> Course:
    """The course of a patient's visits, which may come in any order."""
    ordered = tuple(sorted(visits, key=lambda line: line.started))
    figures = [line.figures for line in ordered]
    ranked = [line.made_by is not None for line in ordered]
    areas = _where(ranked, (one.marked * 100 for one in figures))
    counts = _where(ranked, (float(one.regions) for one in figures))
    share = Series(_("Area marked"), areas, lambda value: share_words(value / 100))
    mean = Series(_("Mean"), tuple(one.mean_intensity for one in figures), lambda value: f"{value:.1f}")
    highest = Series(
        _("Highest"),
        tuple(None if one.highest_intensity is None else float(one.highest_intensity) for one in figures),
        lambda value: f"{value:.0f}",
    )
    regions = Series(_("Regions"), counts, lambda value: counted(round(value), "region"))
    first = _rows([one.first for one in figures], atlas, _leading)
    return Course(
        visits=ordered,
        trends=(
            Trend(_("Area marked"), _("% of body"), (share,), axis_top(share.values, 1.0), lambda value: f"{value:g}"),
            Trend(_("Intensity"), "0 to 10", (mean, highest), INTENSITY_TOP, lambda value: f"{value:g}"),
            Trend(
                _("Regions"),
                f"≥ {percent(TOUCHED)} marked",
                (regions,),
                axis_top(regions.values, 2.0),
                lambda value: f"{value:g}",
            ),
        ),
        confirmed=_rows([one.confirmed for one in figures], atlas, _since, ranked=False),
        first=first[:MOST_ROWS],
        more=max(0, len(first) - MOST_ROWS),
    )


def _where(ranked: Sequence[bool], values: Iterable[float]) -> tuple[float | None, ...]:
    """Values of the visits whose numbers are stored: a program that ended early leaves one without, until opened."""
    return tuple(value if known else None for known, value in zip(ranked, values, strict=True))


def _leading(row: MuscleRow) -> tuple[float, ...]:
    """Muscles that came first often, and then those that were named often, stand above."""
    places = [place for place in row.places if place is not None]
    return (-sum(1 / place for place in places), -len(places))


def _since(row: MuscleRow) -> tuple[float, ...]:
    return (next(number for number, place in enumerate(row.places) if place is not None),)


def _rows(
    lists: Sequence[Sequence[MuscleKey]],
    atlas: Atlas,
    order: Callable[[MuscleRow], tuple[float, ...]],
    ranked: bool = True,
) -> tuple[MuscleRow, ...]:
    """A row for each muscle of these lists, one list a visit."""
    found = dict.fromkeys(key for keys in lists for key in keys)
    rows = [
        MuscleRow(
            key,
            key_words(atlas, key),
            tuple((keys.index(key) + 1 if ranked else 1) if key in keys else None for keys in lists),
        )
        for key in found
    ]
    return tuple(sorted(rows, key=lambda row: (*order(row), row.name)))


def axis_top(values: Iterable[float | None], least: float) -> float:
    """The end of an axis that holds all values: 1, 2, 4 or 10 times a power of ten, and at least `least`."""
    highest = max((value for value in values if value is not None), default=0.0)
    power = 1.0
    while True:
        for step in STEPS:
            if step * power >= max(highest, least):
                return step * power
        power *= 10


def time_places(when: Sequence[datetime]) -> tuple[float, ...]:
    """Where moments in order stand on a line from 0 to 1, by time; a single one stands in the middle."""
    if not when:
        return ()
    span = (when[-1] - when[0]).total_seconds()
    if span <= 0:
        return tuple((number + 0.5) / len(when) for number in range(len(when)))
    return tuple((one - when[0]).total_seconds() / span for one in when)


def trend_words(trend: Trend, visits: Sequence[VisitLine]) -> str:
    """A chart for those who cannot see it: every visit with its values."""
    if not visits:
        return _("No visit yet.")
    return "; ".join(f"{visit_day(line)}: {values_words(trend, n)}" for n, line in enumerate(visits)) + "."


def values_words(trend: Trend, number: int) -> str:
    """The values of a visit, counted from 0; of several lines each with its name."""
    if len(trend.series) == 1:
        return trend.series[0].said(number)
    return ", ".join(f"{one.name.lower()} {one.said(number)}" for one in trend.series)


def row_words(row: MuscleRow, visits: Sequence[VisitLine], *, ranked: bool) -> str:
    """A row of muscles in words: at which visits, and in which place."""
    said = [
        f"{visit_day(line)} (place {place})" if ranked else visit_day(line)
        for line, place in zip(visits, row.places, strict=True)
        if place is not None
    ]
    return f"{row.name}: {', '.join(said)}"


def visit_day(line: VisitLine) -> str:
    """The day of a visit on this machine's clock."""
    return day_words(local(line.started).date())
