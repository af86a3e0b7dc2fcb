"""Does the top of the ranking hold if the drawing were a little different? A hint at how much a stroke decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import shapely

from bodymap.body.areas import Areas, size, union
from bodymap.drawing.geometry import chart_of, mark_area
from bodymap.geometry.polygons import polygonal
from bodymap.matching.match import Match, expectations
from bodymap.matching.ranking import rank_quantities
from bodymap.matching.zone_index import MuscleKey

CENTIMETRE = 10.0
"""Chart units: the figures are 1.80 m high."""

ROWS = 3
"""The first rows, whose order has to stay."""

MOST_MARKS = 40
"""The largest marks that are left out in turn: without a smaller one nothing changes that these don't show."""


@dataclass(frozen=True)
class Perturbation:
    """The first rows of a drawing that is larger or smaller by a centimetre, or has one mark less."""

    kind: Literal["larger", "smaller", "without"]
    mark: int | None
    """The mark that is left out, counted from 0."""
    rows: tuple[MuscleKey, ...]
    holds: bool
    """Whether the first rows are those of the drawing itself, in the same order."""


def variations(match: Match) -> tuple[Perturbation, ...]:
    """Every variation of a drawing; none where nothing is ranked. One that leaves nothing marked is left out."""
    if not match.ranking.rows:
        return ()
    as_drawn = tuple(row.key for row in match.ranking.rows[:ROWS])
    return tuple(
        Perturbation(kind, mark, rows, rows == as_drawn)
        for kind, mark, areas in _varied(match)
        if areas and (rows := _first_rows(match, areas))
    )


def _first_rows(match: Match, areas: Areas) -> tuple[MuscleKey, ...]:
    index, evidence = match.index, match.evidence
    measured = index.measure(areas)
    expected = expectations(evidence, match.knowledge)
    found = rank_quantities(index, size(areas), measured, expected, evidence.answers, marked_on=areas)
    return tuple(row.key for row in found.rows[:ROWS])


def _varied(match: Match) -> Iterator[tuple[Literal["larger", "smaller", "without"], int | None, Areas]]:
    charts = match.charts
    for kind, by in (("larger", CENTIMETRE), ("smaller", -CENTIMETRE)):
        grown = {
            chart: polygonal(shapely.intersection(shapely.buffer(area, by), charts[chart].outline))
            for chart, area in match.areas.items()
        }
        yield kind, None, {chart: area for chart, area in grown.items() if not area.is_empty}  # type: ignore[misc]
    marks = match.drawing.marks
    if len(marks) < 2:
        return
    drawn = [{chart_of(mark): mark_area(mark, charts)} for mark in marks]
    largest = sorted(range(len(marks)), key=lambda number: -size(drawn[number]))[:MOST_MARKS]
    for number in sorted(largest):
        yield "without", number, union(drawn[:number] + drawn[number + 1 :])
