"""The ranking: from measured quantities to ordered muscles with their trigger points.

Pure arithmetic on a vector of areas; the geometry was done by `bodymap.matching.zone_index`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bodymap.body.areas import Areas, difference, size, union
from bodymap.body.figure import ChartName, Side
from bodymap.matching.answers import AnswerFactor, Expectation, answer_factors, combined
from bodymap.matching.overlap import SPILLOVER_WEIGHT, Overlap, explained_share, overlap_score
from bodymap.matching.zone_index import MuscleKey, Quantities, ZoneIndex

TOUCHED = 1e-4
"""A muscle is listed if it explains at least this share of the drawing: less is the width of a line."""

SCORE_DIGITS = 9
"""Scores are rounded to this many digits, so that rounding errors of the geometry never decide an order."""


@dataclass(frozen=True)
class PointScore:
    """A trigger point's place in the ranking: its overlap and the score that answers made of it."""

    name: str
    overlap: Overlap
    score: float
    factors: tuple[AnswerFactor, ...] = ()

    @property
    def answer_factor(self) -> float:
        """What all answers together multiply the overlap score by."""
        return combined(self.factors)


@dataclass(frozen=True)
class MuscleScore:
    """A row of the ranking: one muscle on one side.

    The score is its best point's. `explained` is of the united zones of all its points, so it is never more than
    those zones cover; `filled` is of the best point's essential zone.
    """

    muscle: str
    side: Side
    points: tuple[PointScore, ...]
    """All points of the muscle, best first."""
    united: Overlap
    """The overlap of the united zones; its `essential` size is the best point's."""

    @property
    def key(self) -> MuscleKey:
        """Muscle and side."""
        return self.muscle, self.side

    @property
    def best(self) -> PointScore:
        """The point that the muscle scores by."""
        return self.points[0]

    @property
    def score(self) -> float:
        """The best point's score."""
        return self.best.score

    @property
    def explained(self) -> float:
        """Share of the drawing that the muscle's zones explain."""
        return self.united.explained

    @property
    def filled(self) -> float:
        """Share of the best point's essential zone that is marked."""
        return self.best.overlap.filled

    @property
    def factors(self) -> tuple[AnswerFactor, ...]:
        """The answers that moved the best point's score."""
        return self.best.factors

    @property
    def answer_factor(self) -> float:
        """What all answers together multiply the best point's overlap score by."""
        return self.best.answer_factor


@dataclass(frozen=True)
class Ranking:
    """The muscles that a drawing touches, best first. Empty for an empty drawing."""

    marked: float
    """|D| in square chart units."""
    rows: tuple[MuscleScore, ...]
    covered: float
    """The part of |D| that lies under any zone."""

    @property
    def unexplained(self) -> float:
        """Share of the drawing that no zone covers; 0 for an empty drawing."""
        return min(1.0, max(0.0, 1 - self.covered / self.marked)) if self.marked > 0 else 0.0

    @cached_property
    def by_key(self) -> Mapping[MuscleKey, MuscleScore]:
        """Rows by muscle and side."""
        return {row.key: row for row in self.rows}


def rank_quantities(
    index: ZoneIndex,
    marked: float,
    quantities: Quantities,
    expected: Mapping[MuscleKey, Sequence[Expectation]],
    answers: Mapping[str, bool],
    *,
    marked_on: Collection[ChartName],
) -> Ranking:
    """The ranking of a drawing of size `marked` (square units) whose `quantities` the index measured.

    `marked_on` are the charts with marks, which decide on which charts zones count (`counted_charts`).
    `expected` says for each muscle and side which answers bear on it. A muscle whose best point has zones of general
    knowledge only is never first while another one is there.
    """
    if marked <= 0:
        return Ranking(0.0, (), 0.0)
    measured = quantities[:-1].reshape(-1, 2)
    count = len(index.points)
    pairs: list[list[float]] = measured.tolist()
    essential = index.essential_sizes(marked_on)
    scores = _overlap_scores(marked, measured[:count], essential)
    sides: dict[Side, float] = {}
    rows = []
    for (muscle, side), numbers, united in zip(index.muscles, index.points_of, pairs[count:], strict=True):
        explained = explained_share(marked, *united)
        sides[side] = sides.get(side, 0.0) + explained
        if explained < TOUCHED:
            continue
        bearing = [one for one in expected.get((muscle, side), ()) if one.answer in answers]
        points = []
        for number in numbers:
            name = index.points[number].name
            factors = answer_factors(bearing, answers, name) if bearing else ()
            score = round(min(1.0, scores[number] * combined(factors)), SCORE_DIGITS) if factors else scores[number]
            overlap = Overlap(marked, pairs[number][0], pairs[number][1], float(essential[number]))
            points.append(PointScore(name, overlap, score, factors))
        points.sort(key=lambda point: (-point.score, point.name))
        best = points[0]
        row = MuscleScore(muscle, side, tuple(points), Overlap(marked, united[0], united[1], best.overlap.essential))
        rows.append((-best.score, -round(explained, SCORE_DIGITS), muscle, side, row))
    # A zone on the midline serves both sides alike; then the side comes first that explains more of the drawing.
    order = sorted(sides, key=lambda side: (-round(sides[side], SCORE_DIGITS), side))
    rows.sort(key=lambda row: (*row[:3], order.index(row[3])))
    ranked = [row for *_, row in rows]
    if ranked and index.unpublished:
        published = (n for n, row in enumerate(ranked) if (*row.key, row.best.name) not in index.unpublished)
        ranked.insert(0, ranked.pop(next(published, 0)))
    return Ranking(marked, tuple(ranked), float(quantities[-1]))


def _overlap_scores(marked: float, measured: Quantities, sizes: NDArray[np.float64]) -> list[float]:
    """The rounded overlap score of each point: `Overlap.score` for all at once. `measured` has shape (points, 2)."""
    explained = np.minimum(1.0, (measured[:, 0] + SPILLOVER_WEIGHT * measured[:, 1]) / marked)
    filled = np.divide(measured[:, 0], sizes, out=np.zeros(len(sizes)), where=sizes > 0)
    scores = overlap_score(explained, np.minimum(1.0, filled))
    rounded: list[float] = np.round(scores, SCORE_DIGITS).tolist()
    return rounded


def rank(
    index: ZoneIndex,
    areas: Areas,
    expected: Mapping[MuscleKey, Sequence[Expectation]] | None = None,
    answers: Mapping[str, bool] | None = None,
) -> Ranking:
    """The ranking of the areas of a drawing. `expected` says for each muscle and side which answers bear on it."""
    return rank_quantities(index, size(areas), index.measure(areas), expected or {}, answers or {}, marked_on=areas)


def unexplained_areas(index: ZoneIndex, areas: Areas, ruled_out: Collection[MuscleKey] = ()) -> Areas:
    """The part of a drawing that no zone covers, but for those of muscles that were ruled out, as geometry."""
    if not ruled_out:
        return difference(areas, index.everything)
    return difference(areas, union([zones for key, zones in index.united.items() if key not in ruled_out]))
