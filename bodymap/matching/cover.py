"""The smallest set: the fewest muscles that together cover what any muscle's zones cover of a drawing.

Weighted set cover over the pieces into which the muscles' zones cut the drawing; essential and spillover zones count
alike here, since the question is whether a place is covered, not how well. Exact for few candidates, greedy beyond.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from bodymap.body.areas import Areas, polygonal, size
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
    chosen = _exact(covers, pieces, goal, scores, fixed) or _greedy(covers, pieces, goal, scores, fixed)
    return _steps(covers, pieces, [fixed, [number for number in chosen if number not in fixed]], rows)


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


def _exact(
    covers: NDArray[np.bool_],
    pieces: NDArray[np.float64],
    goal: float,
    scores: NDArray[np.float64],
    fixed: Sequence[int],
) -> list[int]:
    """The smallest set with all `fixed` rows by trying all, or an empty list if there are too many candidates."""
    count = len(scores)
    if count > EXACT_CANDIDATES:
        return []
    sets = np.arange(1, 2**count)  # each set of rows as a number, row i as its bit i
    companies = (1 << np.arange(count)) @ covers
    covered = np.zeros(len(sets))
    for company, size_ in zip(companies.tolist(), pieces.tolist(), strict=True):
        covered += np.where(sets & company, size_, 0.0)
    members = (sets[:, None] >> np.arange(count)) & 1
    numbers = members.sum(axis=1)
    wanted = sum(1 << number for number in fixed)
    reached = (covered >= goal) & (sets & wanted == wanted)
    if not reached.any():
        return []
    fewest = np.flatnonzero(reached & (numbers == numbers[reached].min()))
    best = max(
        fewest, key=lambda i: (round(float(members[i] @ scores), 9), round(float(covered[i]), 9), members[i].tolist())
    )
    return np.flatnonzero(members[best]).tolist()


def _greedy(
    covers: NDArray[np.bool_],
    pieces: NDArray[np.float64],
    goal: float,
    scores: NDArray[np.float64],
    fixed: Sequence[int],
) -> list[int]:
    """A small set: to the `fixed` rows, again and again the one that adds most, weighted by its score."""
    chosen = list(fixed)
    open_pieces = ~covers[chosen].any(axis=0) if chosen else np.ones(len(pieces), dtype=bool)
    while pieces[~open_pieces].sum() < goal:
        gains = (covers & open_pieces) @ pieces * (0.5 + scores / 2)
        best = int(np.argmax(gains))
        if gains[best] <= 0:
            break
        chosen.append(best)
        open_pieces &= ~covers[best]
    return chosen


def _steps(
    covers: NDArray[np.bool_], pieces: NDArray[np.float64], groups: list[list[int]], rows: tuple[MuscleScore, ...]
) -> tuple[CoverStep, ...]:
    """The rows of one group after the other, within each the one first that adds most."""
    steps = []
    open_pieces = np.ones(len(pieces), dtype=bool)
    chosen = {number for group in groups for number in group}
    fixed = set(groups[0])
    for group in groups:
        left = list(group)
        while left:
            best = max(left, key=lambda number: (float(pieces[covers[number] & open_pieces].sum()), -number))
            left.remove(best)
            others = () if best in fixed else set(range(len(rows))) - chosen
            either = any(_equal(covers, pieces, rows, best, other) for other in others)
            open_pieces &= ~covers[best]
            steps.append(CoverStep(rows[best], min(1.0, float(pieces[~open_pieces].sum())), either))
    return tuple(steps)


def _equal(
    covers: NDArray[np.bool_], pieces: NDArray[np.float64], rows: tuple[MuscleScore, ...], one: int, other: int
) -> bool:
    """Whether a row is the same muscle of the other side, and covers and scores the same."""
    return (
        rows[one].muscle == rows[other].muscle
        and rows[one].side != rows[other].side
        and abs(rows[one].score - rows[other].score) < EVEN
        and abs(float(pieces[covers[one]].sum() - pieces[covers[other]].sum())) < EVEN
        and float(pieces[covers[one] ^ covers[other]].sum()) < EVEN
    )
