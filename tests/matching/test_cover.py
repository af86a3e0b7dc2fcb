"""The smallest set: no smaller one exists, each step adds, and at the end only a stray dot may be open."""

from collections.abc import Sequence
from itertools import combinations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.placed import PlacedPoint
from bodymap.body.areas import Areas, intersection, size, union
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching import cover
from bodymap.matching.cover import LEFT_OPEN, CoverStep, smallest_set
from bodymap.matching.ranking import Ranking, rank
from bodymap.matching.session import match_drawing
from bodymap.matching.zone_index import ZoneIndex, build_index
from tests.matching.strategies import drawings, placed, placed_points

DRAWN: Areas = {"back": shapely.box(0.5, 0.5, 9.5, 9.5)}


def found(points: list[PlacedPoint], areas: Areas = DRAWN) -> tuple[ZoneIndex, Ranking, tuple[CoverStep, ...]]:
    index = build_index(points)
    ranking = rank(index, areas)
    return index, ranking, smallest_set(index, areas, ranking)


def covered(index: ZoneIndex, keys: Sequence[tuple[str, str]]) -> float:
    zones = union(zone for key, zone in index.united.items() if key in keys)
    return size(intersection(DRAWN, zones)) / size(DRAWN)


@given(placed_points(muscles=7))
def test_no_smaller_set_covers_as_much(points: list[PlacedPoint]) -> None:
    index, ranking, steps = found(points)
    keys = [row.key for row in ranking.rows]
    goal = covered(index, keys) - LEFT_OPEN
    for count in range(len(steps)):
        for fewer in combinations(keys, count):
            assert covered(index, list(fewer)) < goal + 1e-9


def _sound(steps: tuple[CoverStep, ...], ranking: Ranking) -> None:
    shares = [step.explained for step in steps]
    assert shares == sorted(shares)
    assert len({step.row.key for step in steps}) == len(steps)
    assert all(step.row in ranking.rows for step in steps)
    reachable = 1 - ranking.unexplained
    last = shares[-1] if shares else 0
    assert reachable - LEFT_OPEN - len(ranking.rows) * 1e-4 <= last <= reachable + 1e-9


@settings(max_examples=10)
@given(drawings())
def test_the_set_of_a_drawing_leaves_no_more_open_than_it_may(drawing: Drawing) -> None:
    match = match_drawing(drawing)
    _sound(match.cover, match.ranking)


@given(placed_points(muscles=7))
def test_the_steps_say_what_they_cover_together(points: list[PlacedPoint]) -> None:
    index, ranking, steps = found(points)
    _sound(steps, ranking)
    for number, step in enumerate(steps, start=1):
        assert step.explained == pytest.approx(covered(index, [one.row.key for one in steps[:number]]), abs=1e-9)


@given(placed_points(muscles=7), st.just(0))
def test_the_greedy_set_is_sound_too(points: list[PlacedPoint], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cover, "EXACT_CANDIDATES", most)
        _, ranking, steps = found(points)
        _sound(steps, ranking)
    _, _, exact = found(points)
    assert len(exact) <= len(steps)


def test_many_muscles_are_covered_greedily() -> None:
    none = shapely.Polygon()
    columns = [placed(f"m{n:02}", "a", shapely.box(n / 2, 0, n / 2 + 0.5, 10), none) for n in range(20)]
    _, ranking, steps = found([*columns, placed("wide", "a", shapely.box(0, 0, 9, 10), none)])
    assert len(ranking.rows) > cover.EXACT_CANDIDATES
    assert steps[0].row.muscle == "wide"
    _sound(steps, ranking)


def test_greedy_takes_the_widest_first_and_exact_the_fewest() -> None:
    """The textbook case: the widest muscle is not part of the smallest set."""
    none = shapely.Polygon()
    halves = [placed("left half", "a", shapely.box(0, 0, 5, 10), none)]
    halves.append(placed("right half", "a", shapely.box(5, 0, 10, 10), none))
    wide = placed("middle", "a", shapely.box(2, 0, 8, 10), none)
    _, _, steps = found([*halves, wide])
    assert {step.row.muscle for step in steps} == {"left half", "right half"}


def test_of_equal_sets_the_one_with_the_higher_scores_wins() -> None:
    zone, around = shapely.box(0, 0, 10, 10), shapely.box(0, 0, 40, 10)
    none = shapely.Polygon()
    _, _, steps = found([placed("a", "a", around, none), placed("b", "a", zone, none)])
    assert [step.row.muscle for step in steps] == ["b"]


def test_a_muscle_does_not_join_for_less_than_a_stray_dot() -> None:
    none = shapely.Polygon()
    points = [
        placed("most", "a", shapely.box(0, 0, 9.42, 10), none),
        placed("rest", "a", shapely.box(9.42, 0, 10, 10), none),
    ]
    _, ranking, steps = found(points)
    assert len(ranking.rows) == 2
    assert [step.row.muscle for step in steps] == ["most"]


def test_nothing_to_cover_needs_no_set() -> None:
    assert match_drawing(Drawing(marks=(Mark(region="front/forehead-left"),))).cover == ()
