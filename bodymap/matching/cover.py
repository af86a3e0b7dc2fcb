"""The smallest set: the fewest muscles that together cover what any muscle's zones cover of a drawing.

Weighted set cover over the pieces into which the muscles' zones cut the drawing; essential and spillover zones count
alike here, since the question is whether a place is covered, not how well. Exact for few candidates; of many a greedy
set is found first, and then the smallest of those that it and the widest others can form.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.body.areas import Areas, intersection, size, union
from bodymap.body.figure import ChartName
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
    if len(rows) <= EXACT_CANDIDATES:
        task = _task(index, areas, ranking, rows, confirmed=confirmed, goal=None)
        if task.goal <= 0 and not task.fixed:
            return ()
        return _steps(task, _exact(task) or _greedy(task))
    reached = ranking.covered if not ruled_out else size(intersection(areas, union(index.united[r.key] for r in rows)))
    goal = reached / ranking.marked - LEFT_OPEN
    if goal <= 0 and not any(row.key in confirmed for row in rows):
        return ()
    greedy = _widest_first(index, areas, ranking.marked, rows, confirmed=confirmed, goal=goal)
    some = _shortlist(rows, greedy)
    task = _task(index, areas, ranking, some, confirmed=confirmed, goal=goal)
    found = _exact(task) if len(some) <= EXACT_CANDIDATES else []
    return _steps(task, found or [some.index(row) for row in greedy])


def _task(
    index: ZoneIndex,
    areas: Areas,
    ranking: Ranking,
    rows: tuple[MuscleScore, ...],
    *,
    confirmed: Collection[MuscleKey],
    goal: float | None,
) -> _Task:
    """The task for some rows; without a goal, to cover what they all cover together but for a stray dot."""
    covers, pieces = _pieces(index, areas, rows)
    pieces = pieces / ranking.marked
    fixed = [number for number, row in enumerate(rows) if row.key in confirmed]
    scores = np.array([row.score for row in rows])
    return _Task(rows, covers, pieces, scores, float(pieces.sum()) - LEFT_OPEN if goal is None else goal, fixed)


class _Open:
    """What is still open of a drawing, by its connected parts, of which a zone touches few."""

    def __init__(self, index: ZoneIndex, areas: Areas) -> None:
        self._united = index.united
        self._parts: list[tuple[ChartName, BaseGeometry]] = []
        self._boxes: dict[ChartName, tuple[int, NDArray[np.float64]]] = {}
        for chart, drawn in areas.items():
            parts = shapely.get_parts(drawn)
            self._boxes[chart] = len(self._parts), shapely.bounds(parts)
            self._parts += [(chart, part) for part in parts]
        self.size = size(areas)
        """The area that is open, in square chart units."""
        self._taken_from = [0] * len(self._parts)
        self._touched: dict[MuscleKey, list[int]] = {}
        self._gains: dict[tuple[MuscleKey, int], tuple[int, float]] = {}

    def gain(self, key: MuscleKey) -> float:
        """How much of it a muscle's zones cover, in square chart units; measured again only where some was taken."""
        total = 0.0
        for number in self._touching(key):
            state, gain = self._gains.get((key, number), (-1, 0.0))
            if state != self._taken_from[number]:
                chart, part = self._parts[number]
                gain = shapely.intersection(part, self._united[key][chart]).area
                self._gains[key, number] = self._taken_from[number], gain
            total += gain
        return total

    def take(self, key: MuscleKey) -> None:
        """Takes away what a muscle's zones cover."""
        for number in self._touching(key):
            chart, part = self._parts[number]
            rest = polygonal(shapely.difference(part, self._united[key][chart]))
            self.size -= part.area - rest.area
            self._parts[number] = chart, rest
            self._taken_from[number] += 1

    def _touching(self, key: MuscleKey) -> list[int]:
        if key not in self._touched:
            touched: list[int] = []
            for chart, zone in self._united[key].items():
                if chart in self._boxes:
                    (x0, y0, x1, y1), (first, boxes) = zone.bounds, self._boxes[chart]
                    meets = (boxes[:, :2] <= (x1, y1)).all(axis=1) & (boxes[:, 2:] >= (x0, y0)).all(axis=1)
                    touched += (np.flatnonzero(meets) + first).tolist()
            self._touched[key] = touched
        return self._touched[key]


def _widest_first(
    index: ZoneIndex,
    areas: Areas,
    marked: float,
    rows: tuple[MuscleScore, ...],
    *,
    confirmed: Collection[MuscleKey],
    goal: float,
) -> list[MuscleScore]:
    """What `_greedy` finds, among many rows: what a row adds is measured only when it may be the most.

    What a row adds never grows while others join, so what it added earlier bounds what it adds now.
    """
    left = _Open(index, areas)
    chosen = [row for row in rows if row.key in confirmed]
    for row in chosen:
        left.take(row.key)
    weights = [0.5 + row.score / 2 for row in rows]
    known = 0 if chosen else 1  # while nothing is chosen, the ranking has measured what each row adds
    bounds = [(-_covered(row) * weights[n], n, known) for n, row in enumerate(rows) if row.key not in confirmed]
    heapify(bounds)
    while bounds and left.size > marked * (1 - goal):
        bound, number, measured = heappop(bounds)
        key = rows[number].key
        if measured != len(chosen) + 1:
            heappush(bounds, (-left.gain(key) * weights[number], number, len(chosen) + 1))
            continue
        if bound >= 0:
            break
        chosen.append(rows[number])
        left.take(key)
    return chosen


def _covered(row: MuscleScore) -> float:
    return row.united.essential_marked + row.united.spillover_marked


def _shortlist(rows: tuple[MuscleScore, ...], greedy: Sequence[MuscleScore]) -> tuple[MuscleScore, ...]:
    """The greedy set with the other sides of its muscles, and the widest of the rest while all sets can be tried."""
    muscles, keys = {row.muscle for row in greedy}, {row.key for row in greedy}
    keys |= {row.key for row in rows if row.muscle in muscles}
    widest = sorted((row for row in rows if row.key not in keys), key=_covered, reverse=True)
    keys |= {row.key for row in widest[: max(0, EXACT_CANDIDATES - len(keys))]}
    return tuple(row for row in rows if row.key in keys)


def _pieces(
    index: ZoneIndex, areas: Areas, rows: tuple[MuscleScore, ...]
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """The covered pieces of a drawing: which row covers which, shape (rows, pieces), and their sizes, shape (pieces,).

    Splits each connected part of the drawing by one muscle after the other, of those that touch it; pieces that have
    the same muscles stay one geometry, so there are as many as there are different companies of muscles.
    """
    by_company: dict[frozenset[int], float] = {}
    for chart, drawn in areas.items():
        zones = {n: zone for n, row in enumerate(rows) if (zone := index.united[row.key].get(chart)) is not None}
        numbers, shapes = list(zones), np.array(list(zones.values()), dtype=object)
        for part in shapely.get_parts(drawn):
            shapely.prepare(part)
            companies: dict[frozenset[int], BaseGeometry] = {frozenset(): part}
            for at in np.flatnonzero(shapely.intersects(part, shapes)):
                companies = _split(companies, numbers[at], shapes[at])
            for company, piece in companies.items():
                if company:
                    by_company[company] = by_company.get(company, 0.0) + piece.area
    covers = np.array([[number in company for company in by_company] for number in range(len(rows))], dtype=bool)
    return covers.reshape(len(rows), len(by_company)), np.array(list(by_company.values()))


def _split(
    companies: Mapping[frozenset[int], BaseGeometry], number: int, zone: BaseGeometry
) -> dict[frozenset[int], BaseGeometry]:
    """Pieces by company, each split by one more zone."""
    split: dict[frozenset[int], BaseGeometry] = {}
    for company, piece in companies.items():
        inside = polygonal(shapely.intersection(piece, zone))
        if inside.is_empty:
            split[company] = piece
            continue
        split[company | {number}] = inside
        outside = polygonal(shapely.difference(piece, zone))
        if not outside.is_empty:
            split[company] = outside
    return split


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
