"""Many drawings counted together: how many mark each place, each region, and which muscles come first how often.

Drawings are counted, not people: whoever gathers the files sees to it that each stands for one. Numbers,
ids and geometry only, no sentences and no names.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bodymap.body.areas import Areas
from bodymap.body.chart import Region
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FIGURES, FigureName, Side
from bodymap.body.frequency import FrequencyMap, frequency, region_counts
from bodymap.clinic.analysis.visit_metrics import TOUCHED
from bodymap.drawing.file import read_drawing
from bodymap.drawing.folder import drawings_named
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError, about
from bodymap.matching.match import Match, match_drawing
from bodymap.matching.zone_index import MuscleKey

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store  # the database is only loaded where one is open

Progress = Callable[[int, int], object]
"""Is told how many drawings of how many are done. May raise to stop the counting."""

Source = tuple[str, Callable[[], Drawing]]
"""A drawing to count: its name in what cannot be read, and how it is read; that may raise BodymapError."""

MOST_PATIENTS = 2**31 - 1
"""More than any clinic has."""


@dataclass(frozen=True)
class RegionRow:
    """A region with the number of drawings that mark at least TOUCHED of it, whatever their figure."""

    region: Region
    drawings: int


@dataclass
class _Counts:
    confirmed: int = 0
    first: int = 0
    in_set: int = 0


@dataclass(frozen=True)
class MuscleRow:
    """A muscle of one side: in how many drawings it is confirmed, ranks first, and is in the smallest set.

    The last two are None where drawings were not ranked.
    """

    muscle: str
    side: Side
    confirmed: int
    first: int | None
    in_set: int | None


@dataclass(frozen=True)
class GroupCount:
    """What was counted."""

    drawings: int
    left_out: int
    """Drawings on another figure than the one that was asked for."""
    maps: tuple[tuple[FigureName, FrequencyMap], ...] = field(repr=False)
    """A map for each figure that somebody drew on: places of two bodies cannot be laid over each other exactly."""
    regions: tuple[RegionRow, ...] = field(repr=False)
    """Most often marked first; regions that nobody marked are left out."""
    muscles: tuple[MuscleRow, ...] = field(repr=False)
    """Most often first, in the smallest set or confirmed, first of these."""
    ranked: bool
    problems: tuple[BodymapError, ...]
    """A sentence for each file that could not be counted."""


def file_sources(files: Iterable[Path]) -> list[Source]:
    """Files as drawings to count."""
    return [(str(path), partial(read_drawing, path)) for path in files]


def latest_visits(store: "Store") -> list[Source]:
    """The latest visit of each patient of a clinic as a drawing to count. Raises BodymapError."""
    lines = [store.visits(patient.id) for patient in store.recent_patients(limit=MOST_PATIENTS)]
    return [("", partial(_visit_drawing, store, visits[0].id)) for visits in lines if visits]


def _visit_drawing(store: "Store", visit: str) -> Drawing:
    return store.visit(visit).drawing


def drawing_files(paths: Iterable[Path]) -> list[Path]:
    """The files to count: each file as given, and of a folder all drawings in it and below, by name, each once."""
    return list(drawings_named(paths))


@dataclass
class Gathered:
    """Drawings that were read, before they are laid over each other."""

    ranked: bool
    areas: dict[FigureName, list[Areas]] = field(default_factory=lambda: {name: [] for name in FIGURES})
    muscles: dict[MuscleKey, _Counts] = field(default_factory=dict)
    problems: list[BodymapError] = field(default_factory=list)
    left_out: int = 0

    def counted(self) -> GroupCount:
        """Lays the drawings over each other, which takes a second or more for a thousand."""
        return GroupCount(
            drawings=sum(map(len, self.areas.values())),
            left_out=self.left_out,
            maps=tuple((name, frequency(self.areas[name])) for name in FIGURES if self.areas[name]),
            regions=_regions(self.areas),
            muscles=_muscles(self.muscles, self.ranked),
            ranked=self.ranked,
            problems=tuple(self.problems),
        )


def gather(
    sources: Sequence[Source],
    figure: FigureName | None = None,
    *,
    ranked: bool = False,
    progress: Progress = lambda _done, _all: None,
) -> Gathered:
    """Reads drawings; the errors of those that cannot be read stand in `problems`.

    With `figure`, only drawings on that one. With `ranked`, each drawing is ranked too, which takes as long again as
    everything else.
    """
    made = Gathered(ranked)
    for number, (name, read) in enumerate(sources):
        progress(number, len(sources))
        try:
            with about(name):
                drawing = read()
                if figure not in (None, drawing.figure):
                    made.left_out += 1
                    continue
                match = match_drawing(drawing) if ranked else None
        except BodymapError as error:
            made.problems.append(error)
            continue
        areas = match.areas if match else drawing_areas(drawing, load_charts(drawing.figure))
        made.areas[drawing.figure].append(areas)
        _count_muscles(made.muscles, drawing, match)
    progress(len(sources), len(sources))
    return made


def count_group(
    files: Sequence[Path],
    figure: FigureName | None = None,
    *,
    ranked: bool = False,
    progress: Progress = lambda _done, _all: None,
) -> GroupCount:
    """Counts the drawings in some files, as `gather` reads them."""
    return gather(file_sources(files), figure, ranked=ranked, progress=progress).counted()


def _count_muscles(counts: dict[MuscleKey, _Counts], drawing: Drawing, match: Match | None) -> None:
    for key in drawing.findings.keys("confirmed"):
        counts.setdefault(key, _Counts()).confirmed += 1
    if match is not None and match.ranking.rows:
        counts.setdefault(match.ranking.rows[0].key, _Counts()).first += 1
        for step in match.examined_cover:
            counts.setdefault(step.row.key, _Counts()).in_set += 1


def _regions(areas: dict[FigureName, list[Areas]]) -> tuple[RegionRow, ...]:
    counts: dict[str, int] = {}
    known: dict[str, Region] = {}
    for figure, drawn in areas.items():
        charts = load_charts(figure)
        for region, number in region_counts(drawn, charts, TOUCHED).items():
            counts[region] = counts.get(region, 0) + number
        known.update({one.id: one for chart in charts.values() for one in chart.regions.values()})
    order = sorted(counts, key=lambda region: (-counts[region], region))
    return tuple(RegionRow(known[region], counts[region]) for region in order)


def _muscles(counts: dict[MuscleKey, _Counts], ranked: bool) -> tuple[MuscleRow, ...]:
    order = sorted(counts, key=lambda key: (-counts[key].in_set, -counts[key].confirmed, -counts[key].first, key))
    return tuple(
        MuscleRow(
            muscle,
            side,
            counts[muscle, side].confirmed,
            counts[muscle, side].first if ranked else None,
            counts[muscle, side].in_set if ranked else None,
        )
        for muscle, side in order
    )
