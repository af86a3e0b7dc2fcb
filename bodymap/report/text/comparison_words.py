"""What changed between two visits, in words: a headline, lines of what is gone, smaller and new, rows for a table.

The numbers are `bodymap.clinic.analysis.comparison`'s. Areas and strengths are told, never whether somebody got better.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bodymap.atlas.shipped import load_atlas
from bodymap.clinic.analysis.comparison import Comparison, InRegion, Kind, RegionChange
from bodymap.clinic.model import VisitMetrics
from bodymap.drawing.words import QUALITY_WORDS, region_words
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.text.findings_words import known_name
from bodymap.report.text.number_words import percent
from bodymap.report.text.translation import _

STEADY = 0.05
"""Share by which the marked area may change and still be "as much"."""

STRONGER = 1.0
"""Steps of the mean intensity, of ten, from which a drawing is stronger or milder."""

MOST_NAMED = 4
"""Regions that a line names; of more it says how many."""

NOTHING = "–"

OTHER_FIGURE = _("Drawn on different figures: compared by regions, not place by place.")

HEADS: dict[Kind, str] = {
    "gone": "Gone",
    "smaller": "Smaller",
    "moved": _("Moved within"),
    "larger": "Larger",
    "new": "New",
}
"""In the order in which lines stand: relief first, then what has to be looked at. `same` has no line."""


@dataclass(frozen=True)
class ComparisonLine:
    """A line such as "Smaller: buttock, right (−38 %)", in two parts so that the head can stand out."""

    head: str
    text: str

    @property
    def sentence(self) -> str:
        """The whole line with its full stop."""
        return f"{self.head}: {self.text}."


@dataclass(frozen=True)
class ComparisonRow:
    """A region in a table; shares are of the region, strengths from 0 to 10."""

    place: str
    kind: Kind
    change: str
    before: str
    after: str
    strength: str
    """Mean strength before and after, e.g. "6 → 4"; empty where none is known."""
    quality: str
    """The kinds of pain now, and those before where others came, e.g. "aching → numb"."""


@dataclass(frozen=True)
class ComparisonWords:
    """All that is said of a comparison: `short` for a line on paper, the rest for a page."""

    headline: str
    strength: str
    """Mean and highest strength now and last time; empty where neither drawing says how strong."""
    lines: tuple[ComparisonLine, ...]
    rows: tuple[ComparisonRow, ...]
    note: str
    """What qualifies the numbers; empty where nothing does."""

    @property
    def short(self) -> str:
        """One paragraph for paper: "Gone: flank, left. Smaller: buttock, right (−38 %). New: calf, right (numb)."."""
        said = [line.sentence for line in self.lines] or [f"{self.headline}."]
        return " ".join([*said, *([self.note] if self.note else [])])


def comparison_words(comparison: Comparison) -> ComparisonWords:
    """A comparison in words."""
    return ComparisonWords(
        headline(comparison.before, comparison.after),
        strength_words(comparison.before, comparison.after),
        tuple(_lines(comparison, _WORDS)),
        tuple(_row(one) for one in comparison.regions),
        "" if comparison.exact else OTHER_FIGURE,
    )


def headline(before: VisitMetrics, after: VisitMetrics) -> str:
    """How much is marked now and was last time, and how strong, e.g. "Less pain: 3.1 % of the body marked …".

    Area and strength together; where they go different ways both are said.
    """
    if after.marked <= 0:
        return _("No pain is marked") + (
            _("; last time {tenths} of the body").format(tenths=tenths(before.marked)) if before.marked > 0 else ""
        )
    if before.marked <= 0:
        return _("New pain: {tenths} of the body marked, last time nothing").format(tenths=tenths(after.marked))
    grown, step = after.marked / before.marked - 1, _step(before, after)
    size = (grown > STEADY) - (grown < -STEADY)
    strength = (step >= STRONGER) - (step <= -STRONGER)
    words = {
        (-1, -1): _("Less and milder pain"), (-1, 0): _("Less pain"), (-1, 1): _("Smaller but stronger"),
        (0, -1): _("Milder pain"), (0, 0): _("As much pain"), (0, 1): _("Stronger pain"),
        (1, -1): _("Larger but milder"), (1, 0): _("More pain"), (1, 1): _("More and stronger pain"),
    }[size, strength]  # fmt: skip
    said = _("{words}: {tenths} of the body marked, last time {tenths2}").format(
        words=words, tenths=tenths(after.marked), tenths2=tenths(before.marked)
    )
    if strength and before.mean_intensity is not None and after.mean_intensity is not None:
        said += _("; mean strength {mean_intensity:.1f}, last time {mean_intensity2:.1f}").format(
            mean_intensity=after.mean_intensity, mean_intensity2=before.mean_intensity
        )
    return said


def _step(before: VisitMetrics, after: VisitMetrics) -> float:
    known = before.mean_intensity is not None and after.mean_intensity is not None
    return (after.mean_intensity or 0.0) - (before.mean_intensity or 0.0) if known else 0.0


def strength_words(before: VisitMetrics, after: VisitMetrics) -> str:
    """E.g. "Mean strength 3.2 (was 4.8), highest 4 (was 6)"; a dash where a drawing does not say."""
    if before.mean_intensity is None and after.mean_intensity is None:
        return ""
    both = after, before
    means = [NOTHING if one.mean_intensity is None else f"{one.mean_intensity:.1f}" for one in both]
    highest = [NOTHING if one.highest_intensity is None else f"{one.highest_intensity}" for one in both]
    return _("Mean strength {means} (was {means2}), highest {highest} (was {highest2})").format(
        means=means[0], means2=means[1], highest=highest[0], highest2=highest[1]
    )


def tenths(share: float) -> str:
    """A share of the body with one decimal, e.g. "3.1 %"; what is there but rounds to nothing is "< 0.1 %"."""
    return "< 0.1 %" if 0 < share < 0.0005 else f"{share * 100:.1f} %"


def plain_words(comparison: Comparison) -> str:
    """What the patient reads of it, without a number: "Gone: flank, left. Smaller: buttock, right."."""
    if not comparison.after.marked:
        return _("You marked no pain this time.")
    lines = _lines(comparison, _PLAIN)
    return " ".join(line.sentence for line in lines) or _("You marked about the same as last time.")


def _lines(comparison: Comparison, words: "Words") -> list[ComparisonLine]:
    """The lines; `words` say how a region of a kind is told, if not by its name alone."""
    lines = []
    for kind, head in HEADS.items():
        found = [one for one in comparison.regions if one.kind == kind]
        if found:
            lines.append(ComparisonLine(head, _listed(found, words.get(kind, _named))))
    turned: dict[str, list[RegionChange]] = {}
    for one in comparison.turned:
        turned.setdefault(" and ".join(QUALITY_WORDS[kind] for kind in one.came), []).append(one)
    lines += [ComparisonLine(f"Now {kind}", _listed(found, _turned)) for kind, found in turned.items()]
    return lines


def _listed(found: Sequence[RegionChange], words: Callable[[RegionChange], str]) -> str:
    said = [words(one) for one in found[:MOST_NAMED]]
    if len(found) > MOST_NAMED:
        said.append(f"{len(found) - MOST_NAMED} more")
    return "; ".join(said)


def _named(one: RegionChange) -> str:
    words = region_words([one.region])
    # "Achilles" keeps its capital.
    return words if words.startswith("Achilles") else words[:1].lower() + words[1:]


def _changed(one: RegionChange) -> str:
    return f"{_named(one)} ({change_words(one)})"


def _with_kind(one: RegionChange) -> str:
    return _named(one) + (f" ({_kinds(one.after)})" if one.after.qualities else "")


Words = Mapping[Kind, Callable[[RegionChange], str]]
_PLAIN: Words = {"new": _with_kind}
_WORDS: Words = {"smaller": _changed, "larger": _changed, "new": _with_kind}


def _turned(one: RegionChange) -> str:
    return f"{_named(one)} (was {' and '.join(QUALITY_WORDS[kind] for kind in one.before.qualities)})"


def change_words(one: RegionChange) -> str:
    """The change of a region's marked area, e.g. "−38 %"; a word where a number would say nothing."""
    if one.kind in ("gone", "new", "moved"):
        return one.kind
    change = one.change or 0.0
    if one.kind == "same" or round(change * 100) == 0:
        return _("as before")
    if change >= 9.995:
        return f"{change + 1:.0f} times"
    return f"{'+' if change > 0 else '−'}{abs(change) * 100:.0f} %"


def _row(one: RegionChange) -> ComparisonRow:
    place = region_words([one.region])
    return ComparisonRow(
        place,
        one.kind,
        change_words(one),
        percent(one.before.share),
        percent(one.after.share),
        _arrow(_strength(one.before), _strength(one.after)),
        _arrow(_kinds(one.before), _kinds(one.after)),
    )


def _arrow(before: str, after: str) -> str:
    if not before or not after or before == after:
        return after or before
    return f"{before} → {after}"


def _strength(marked: InRegion) -> str:
    return "" if marked.intensity is None else f"{marked.intensity:.1f}".removesuffix(".0")


def _kinds(marked: InRegion) -> str:
    return ", ".join(QUALITY_WORDS[kind] for kind in marked.qualities)


def muscle_words(keys: Sequence[MuscleKey]) -> str:
    """Muscles in a line, e.g. "piriformis right, gluteus medius left"; a dash where there is none."""
    atlas = load_atlas()
    names = ((known_name(atlas, muscle), side) for muscle, side in keys)
    return ", ".join(f"{name[:1].lower()}{name[1:]} {side}" for name, side in names) or NOTHING


def muscle_lines(comparison: Comparison) -> tuple[ComparisonLine, ...]:
    """What became of the muscles of the smallest sets, and of those that were confirmed."""
    groups = (
        (_("New among the muscles"), comparison.muscles.came),
        (_("No longer among them"), comparison.muscles.went),
        (_("Still there"), comparison.muscles.stayed),
        (_("Confirmed now"), comparison.confirmed.came),
        (_("Confirmed both times"), comparison.confirmed.stayed),
        (_("Confirmed last time only"), comparison.confirmed.went),
    )
    return tuple(ComparisonLine(head, muscle_words(keys)) for head, keys in groups if keys)
