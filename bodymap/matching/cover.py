"""The smallest set: the fewest muscles that together cover what any muscle's zones cover of a drawing.

Weighted set cover over the pieces into which the muscles' zones cut the drawing; essential and spillover zones count
alike here, since the question is whether a place is covered, not how well. Exact for few candidates, greedy beyond.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from bodymap.body.areas import Areas, size
from bodymap.geometry.polygons import polygonal
from bodymap.matching.ranking import MuscleScore, Ranking
from bodymap.matching.zone_index import MuscleKey, ZoneIndex

LEFT_OPEN = 0.01
"""Share of the drawing that the set may leave open: no muscle joins it for less than a stray dot."""

EVEN = 1e-3
"""Share and score by which two sides may differ and still be even."""

EXACT_CANDIDATES = 14
"""Up to this many muscles all sets are tried: 16,384 at most, in some milliseconds."""


@dataclass(frozen=True)
class CoverStep:
    """A muscle of the smallest set; `explained` is the share that it and those before it cover together."""

    row: MuscleScore
    explained: float
    either: bool = False
    """Whether the same muscle of the other side would do as well, as with a drawing that is the same on both."""


@dataclass(frozen=True)
class _Task:
    """Weighted set cover: which of the rows together cover so much of the drawing."""

    rows: tuple[MuscleScore, ...]
    covers: NDArray[np.bool_]
    """Which row covers which piece, shape (rows, pieces)."""
    pieces: NDArray[np.float64]
    """The size of each piece as a share of the drawing, shape (pieces,)."""
    scores: NDArray[np.float64]
    """The score of each row, shape (rows,)."""
    goal: float
    """The share of the drawing that is to be covered."""
    fixed: Sequence[int]
    """The rows that are in the set whatever they cover."""


def smallest_set(
    index: ZoneIndex,
    areas: Areas,
    ranking: Ranking,
    confirmed: Collection[MuscleKey] = (),
    ruled_out: Collection[MuscleKey] = (),
) -> tuple[CoverStep, ...]:
    """The smallest set for a drawing, the muscle that adds most first. Of equal sets the one with the higher scores.

    What was `confirmed` is in the set and comes first, what was `ruled_out` is not; the rest is the smallest addition.
    Empty if nothing is marked, or if nothing is confirmed and zones cover no more than the set may leave open.
    """
    rows = tuple(row for row in ranking.rows if row.key not in ruled_out)
    if not rows or ranking.marked <= 0:
        return ()
    covers, pieces = _pieces(index, areas, rows)
    pieces = pieces / ranking.marked
    goal = float(pieces.sum()) - LEFT_OPEN
    fixed = [number for number, row in enumerate(rows) if row.key in confirmed]
    if goal <= 0 and not fixed:
        return ()
    scores = np.array([row.score for row in rows])
    task = _Task(rows, covers, pieces, scores, goal, fixed)
    return _steps(task, _exact(task) or _greedy(task))


def _pieces(
    index: ZoneIndex, areas: Areas, rows: tuple[MuscleScore, ...]
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """The covered pieces of a drawing: which row covers which, shape (rows, pieces), and their sizes, shape (pieces,).

    Splits the drawing by one muscle after the other; pieces that have the same muscles stay one geometry, so there
    are as many as there are different companies of muscles.
    """
    by_company: dict[frozenset[int], float] = {}
    for chart, drawn in areas.items():
        companies: dict[frozenset[int], shapely.geometry.base.BaseGeometry] = {frozenset(): drawn}
        for number, row in enumerate(rows):
            zone = index.united[row.key].get(chart)
            if zone is None:
                continue
            split: dict[frozenset[int], shapely.geometry.base.BaseGeometry] = {}
            for company, piece in companies.items():
                inside = polygonal(shapely.intersection(piece, zone))
                if inside.is_empty:
                    split[company] = piece
                    continue
                split[company | {number}] = inside
                outside = polygonal(shapely.difference(piece, zone))
                if not outside.is_empty:
                    split[company] = outside
            companies = split
        for company, piece in companies.items():
            if company:
                by_company[company] = by_company.get(company, 0.0) + size({chart: piece})
    covers = np.array([[number in company for company in by_company] for number in range(len(rows))], dtype=bool)
    return covers.reshape(len(rows), len(by_company)), np.array(list(by_company.values()))


def _exact(task: _Task) -> list[int]:
    """The smallest set with all `fixed` rows by trying all, or an empty list if there are too many candidates."""
    count = len(task.rows)
    if count > EXACT_CANDIDATES:
        return []
    sets = np.arange(1, 2**count)  # each set of rows as a number, row i as its bit i
    companies = (1 << np.arange(count)) @ task.covers
    covered = np.zeros(len(sets))
    for company, size_ in zip(companies.tolist(), task.pieces.tolist(), strict=True):
        covered += np.where(sets & company, size_, 0.0)
    members = (sets[:, None] >> np.arange(count)) & 1
    numbers = members.sum(axis=1)
    wanted = sum(1 << number for number in task.fixed)
    reached = (covered >= task.goal) & (sets & wanted == wanted)
    if not reached.any():
        return []
    fewest = np.flatnonzero(reached & (numbers == numbers[reached].min()))
    best = max(
        fewest,
        key=lambda i: (round(float(members[i] @ task.scores), 9), round(float(covered[i]), 9), members[i].tolist()),
    )
    return np.flatnonzero(members[best]).tolist()


def _greedy(task: _Task) -> list[int]:
    """A small set: to the `fixed` rows, again and again the one that adds most, weighted by its score."""
    covers, pieces = task.covers, task.pieces
    chosen = list(task.fixed)
    open_pieces = ~covers[chosen].any(axis=0) if chosen else np.ones(len(pieces), dtype=bool)
    while pieces[~open_pieces].sum() < task.goal:
        gains = (covers & open_pieces) @ pieces * (0.5 + task.scores / 2)
        best = int(np.argmax(gains))
        if gains[best] <= 0:
            break
        chosen.append(best)
        open_pieces &= ~covers[best]
    return chosen


def _steps(task: _Task, chosen: Sequence[int]) -> tuple[CoverStep, ...]:
    """The chosen rows: those that are fixed before the others, and within each group the one first that adds most."""
    steps = []
    covers, pieces = task.covers, task.pieces
    open_pieces = np.ones(len(pieces), dtype=bool)
    for group in (task.fixed, [number for number in chosen if number not in task.fixed]):
        left = list(group)
        while left:
            best = max(left, key=lambda number: (float(pieces[covers[number] & open_pieces].sum()), -number))
            left.remove(best)
            others = () if best in task.fixed else set(range(len(task.rows))).difference(chosen, task.fixed)
            either = any(_equal(task, best, other) for other in others)
            open_pieces &= ~covers[best]
            steps.append(CoverStep(task.rows[best], min(1.0, float(pieces[~open_pieces].sum())), either))
    return tuple(steps)


def _equal(task: _Task, one: int, other: int) -> bool:
    """Whether a row is the same muscle of the other side, and covers and scores the same."""
    covers, pieces, rows = task.covers, task.pieces, task.rows
    return (
        rows[one].muscle == rows[other].muscle
        and rows[one].side != rows[other].side
        and abs(rows[one].score - rows[other].score) < EVEN
        and abs(float(pieces[covers[one]].sum() - pieces[covers[other]].sum())) < EVEN
        and float(pieces[covers[one] ^ covers[other]].sum()) < EVEN
    )
