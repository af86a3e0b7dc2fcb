"""Borders cut wherever they meet: nothing crosses any more, nothing is lost, and near misses settle by themselves."""

from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely.affinity import rotate, scale, translate
from shapely.geometry.base import BaseGeometry

from bodymap.geometry.arrangement import SLIVER, arrange
from bodymap.geometry.noding import FARTHEST, GRID, _neighbours, noded_borders
from tests.matching.strategies import polygon

wild = st.integers(0, 400).map(lambda seed: polygon(seed, 8))
nudges = st.sampled_from([0.0, 1e-5, -1.5e-5, 3e-5, -4.6e-5])
angles = st.sampled_from([0.0, 1e-6, -7e-7, 1e-4])


@st.composite
def near_copies(draw: st.DrawFn) -> list[BaseGeometry]:
    """A shape and copies of it a grid step or a few away, of any size."""
    shape, size = draw(wild), draw(st.sampled_from([1.0, 0.3, 0.01]))
    moves = draw(st.lists(st.tuples(nudges, nudges, angles), min_size=2, max_size=8))
    return [translate(rotate(scale(shape, size, size), angle), dx, dy) for dx, dy, angle in moves]


def meetings(edges: NDArray[np.int64]) -> int:
    """How many pairs of edges share more than an end; in whole numbers of any size, pair by pair."""

    def turn(edge: list[int], x: int, y: int) -> int:
        return (edge[2] - edge[0]) * (y - edge[1]) - (edge[3] - edge[1]) * (x - edge[0])

    def sign(value: int) -> int:
        return (value > 0) - (value < 0)

    def inner(edge: list[int], x: int, y: int) -> bool:
        inside = min(edge[::2]) <= x <= max(edge[::2]) and min(edge[1::2]) <= y <= max(edge[1::2])
        return inside and turn(edge, x, y) == 0 and (x, y) not in ((edge[0], edge[1]), (edge[2], edge[3]))

    found = 0
    for a, b in combinations(edges.tolist(), 2):
        across = sign(turn(a, *b[:2])) * sign(turn(a, *b[2:])) < 0 and sign(turn(b, *a[:2])) * sign(turn(b, *a[2:])) < 0
        touching = any(inner(one, *end) for one, two in ((a, b), (b, a)) for end in (two[:2], two[2:]))
        found += across or touching or a == b
    return found


@given(st.lists(wild, min_size=1, max_size=4) | near_copies())
def test_edges_share_ends_and_nothing_else(shapes: list[BaseGeometry]) -> None:
    edges, change = noded_borders(shapes, [1] * len(shapes))
    assert meetings(edges) == 0
    assert (change != 0).all()
    # As many borders end in a corner as begin in it, each counted by what it changes.
    corners: dict[tuple[int, int], int] = {}
    for (x0, y0, x1, y1), step in zip(edges.tolist(), change.tolist(), strict=True):
        corners[x0, y0] = corners.get((x0, y0), 0) + step
        corners[x1, y1] = corners.get((x1, y1), 0) - step
    assert set(corners.values()) <= {0}


@given(near_copies())
def test_near_copies_settle_without_being_rounded_more(shapes: list[BaseGeometry]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bodymap.geometry.noding.COARSER", (1,))
        made = arrange(shapes, [1] * len(shapes))
    covered = sum(count * area for count, area in enumerate(made.sizes))
    assert covered == pytest.approx(sum(shape.area for shape in shapes), rel=1e-6, abs=2 * SLIVER)
    assert made.highest <= len(shapes)
    assert made.between(1, len(shapes)).is_valid


def test_a_splinter_that_rounding_turns_over_counts_as_nothing() -> None:
    splinter = shapely.Polygon([(0, 0.45 * GRID), (2, 0.51 * GRID), (20, 1.4 * GRID)])
    assert len(noded_borders([splinter], [1])[0]) == 3  # its middle corner goes up, beyond the edge under which it lay
    made = arrange([splinter], [1])
    assert (made.highest, int(made.left.min()), int(made.right.min())) == (0, 0, 0)
    assert arrange([splinter, shapely.box(50, 0, 60, 10)], [3, 1]).sizes.tolist() == [0, 100]


@given(st.lists(st.tuples(*[st.integers(0, 12)] * 4), min_size=1, max_size=12, unique=True), st.data())
def test_every_pair_that_may_meet_is_looked_at_once(ends: list[tuple[int, ...]], data: st.DataObject) -> None:
    fresh = np.array(data.draw(st.lists(st.booleans(), min_size=len(ends), max_size=len(ends))))
    found = list(zip(*(side.tolist() for side in _neighbours(np.array(ends), fresh)), strict=True))
    assert len(set(map(frozenset, found))) == len(found)
    for a, b in combinations(range(len(ends)), 2):
        apart = any(max(ends[i][axis::2]) + 1 < min(ends[j][axis::2]) for axis in (0, 1) for i, j in ((a, b), (b, a)))
        looked_at = (a, b) in found or (b, a) in found
        assert looked_at == (not apart and bool(fresh[a] or fresh[b]))


def test_edges_of_equal_shapes_are_one_edge_with_their_number() -> None:
    box = shapely.box(0, 0, 1, 1)
    edges, change = noded_borders([box, box, shapely.box(1, 0, 2, 1)], [2, 3, 5])
    assert len(edges) == 6  # the one between the boxes changes nothing: five on both sides
    assert set(np.abs(change).tolist()) == {5}
    assert np.abs(edges).max() == 2 / GRID


def test_corners_half_a_diagonal_beside_an_edge_do_not_swap_it_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bodymap.geometry.noding.COARSER", (1,))
    shape = polygon(305, 8)
    shapes = [translate(shape, 0, dy) for dy in (0, 1.4705271745694752e-05, -1.8918243078816855e-05, -2.28e-05)]
    assert arrange(shapes, [1] * 4).sizes[4] == pytest.approx(shape.area, rel=1e-4)


def test_borders_that_will_not_settle_are_rounded_more(monkeypatch: pytest.MonkeyPatch) -> None:
    shape = polygon(305, 8)
    shapes = [translate(shape, dx, 0.5 * dx) for dx in (0, 2e-5, 4e-5, 6e-5)]
    fine = arrange(shapes, [1] * 4)
    monkeypatch.setattr("bodymap.geometry.noding.MOST_PASSES", 3)
    rough = arrange(shapes, [1] * 4)
    assert len(rough.ends) < len(fine.ends)
    assert rough.sizes == pytest.approx(fine.sizes, abs=SLIVER)


def test_what_lies_far_from_every_chart_is_a_defect() -> None:
    with pytest.raises(ValueError, match="too far"):
        noded_borders([shapely.box(0, 0, 2 * FARTHEST, 1)], [1])
