"""The smallest set: no smaller one exists, each step adds, and at the end only a stray dot may be open.

What the therapist confirmed is in it and comes first, what was ruled out is not.
"""

from collections.abc import Collection, Sequence
from itertools import combinations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.placed import PlacedPoint
from bodymap.body.areas import Areas, intersection, size, union
from bodymap.drawing.findings import Findings, MuscleFinding
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching import cover
from bodymap.matching.cover import LEFT_OPEN, CoverStep, smallest_set
from bodymap.matching.match import match_drawing
from bodymap.matching.ranking import Ranking, rank
from bodymap.matching.zone_index import MuscleKey, ZoneIndex, build_index
from tests.matching.strategies import drawings, placed, placed_points

DRAWN: Areas = {"back": shapely.box(0.5, 0.5, 9.5, 9.5)}


def found(
    points: list[PlacedPoint], confirmed: Collection[MuscleKey] = (), ruled_out: Collection[MuscleKey] = ()
) -> tuple[ZoneIndex, Ranking, tuple[CoverStep, ...]]:
    index = build_index(points)
    ranking = rank(index, DRAWN)
    return index, ranking, smallest_set(index, DRAWN, ranking, confirmed, ruled_out)


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
    reachable = 1 - ranking.unexplained if ranking.marked else 0
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


@given(placed_points(muscles=7), st.integers(1, 6))
def test_of_many_muscles_the_set_lies_between_the_smallest_and_the_greedy_one(
    points: list[PlacedPoint], most: int
) -> None:
    sizes = []
    for limit in (cover.EXACT_CANDIDATES, most, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cover, "EXACT_CANDIDATES", limit)
            _, ranking, steps = found(points)
            _sound(steps, ranking)
        sizes.append(len(steps))
    assert sizes == sorted(sizes)


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


@pytest.mark.parametrize(
    ("right", "either"),
    [((0, 0, 10, 10), True), ((0, 0, 10, 10.01), True), ((0, 0, 8, 10), False), ((0, 0, 40, 10), False)],
)
def test_a_step_says_where_the_other_side_would_do_as_well(
    right: tuple[float, float, float, float], either: bool
) -> None:
    """The same zone on both sides; one that covers less; one that covers the same and scores less."""
    none = shapely.Polygon()
    left = placed("m", "a", shapely.box(0, 0, 10, 10), none)
    _, _, (step,) = found([left, placed("m", "a", shapely.box(*right), none, "right")])
    assert step.either == either
    _, _, (step,) = found([left, placed("n", "a", shapely.box(0, 0, 10, 10), none, "right")])
    assert not step.either, "another muscle is not the other side"


@settings(max_examples=8)
@given(drawings())
def test_of_two_sides_that_are_both_in_the_set_neither_would_do_for_the_other(drawing: Drawing) -> None:
    steps = match_drawing(drawing).cover
    names = [step.row.muscle for step in steps]
    assert not any(step.either for step in steps if names.count(step.row.muscle) == 2)


def test_nothing_to_cover_needs_no_set() -> None:
    assert match_drawing(Drawing(marks=(Mark(region="front/forehead-left"),))).cover == ()


# With what the therapist found

MUSCLES: list[MuscleKey] = [(f"m{number}", "left") for number in range(7)]
VERDICTS = ("confirmed", "ruled_out")
verdicts = st.dictionaries(st.sampled_from(MUSCLES), st.sampled_from(VERDICTS), max_size=5)
limits = st.sampled_from([cover.EXACT_CANDIDATES, 0])
"""Exact, and greedy as with many muscles."""


def examined(
    points: list[PlacedPoint], verdicts: dict[MuscleKey, str], limit: int = cover.EXACT_CANDIDATES
) -> tuple[ZoneIndex, Ranking, tuple[CoverStep, ...], set[MuscleKey], set[MuscleKey]]:
    """The set after an examination; the confirmed muscles that touch the drawing, and the rest that may join."""
    confirmed, ruled_out = ({key for key, one in verdicts.items() if one == wanted} for wanted in VERDICTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cover, "EXACT_CANDIDATES", limit)
        index, ranking, steps = found(points, confirmed, ruled_out)
    left = {row.key for row in ranking.rows} - ruled_out
    return index, ranking, steps, confirmed & left, left - confirmed


@given(placed_points(muscles=7), verdicts, limits)
def test_what_was_confirmed_comes_first_and_what_was_ruled_out_never(
    points: list[PlacedPoint], verdicts: dict[MuscleKey, str], limit: int
) -> None:
    index, _, steps, fixed, free = examined(points, verdicts, limit)
    keys = [step.row.key for step in steps]
    assert set(keys[: len(fixed)]) == fixed
    assert set(keys[len(fixed) :]) <= free
    assert len(set(keys)) == len(keys)
    shares = [step.explained for step in steps]
    for number, share in enumerate(shares, start=1):
        assert share == pytest.approx(covered(index, keys[:number]), abs=1e-9)
    reachable = covered(index, [*fixed, *free])
    assert (shares[-1] if shares else 0) >= reachable - LEFT_OPEN - 1e-9


@pytest.mark.parametrize("limit", [cover.EXACT_CANDIDATES, 0])
def test_what_joins_the_confirmed_is_what_they_leave_open(limit: int) -> None:
    """Two halves fit best; with the wide one of the left confirmed, the left half has nothing to add."""
    none = shapely.Polygon()
    points = [
        placed("left half", "a", shapely.box(0, 0, 5, 10), none),
        placed("right half", "a", shapely.box(5, 0, 10, 10), none),
        placed("wide left", "a", shapely.box(-60, 0, 5.2, 10), none),
    ]
    *_, plain, _, _ = examined(points, {}, limit)
    assert {step.row.muscle for step in plain} == {"left half", "right half"}
    *_, steps, _, _ = examined(points, {("wide left", "left"): "confirmed"}, limit)
    assert [step.row.muscle for step in steps] == ["wide left", "right half"]


@given(placed_points(muscles=7), verdicts)
def test_no_smaller_set_with_the_confirmed_in_it_covers_as_much(
    points: list[PlacedPoint], verdicts: dict[MuscleKey, str]
) -> None:
    index, _, steps, fixed, free = examined(points, verdicts)
    goal = covered(index, [*fixed, *free]) - LEFT_OPEN
    for count in range(len(steps) - len(fixed)):
        for fewer in combinations(sorted(free), count):
            assert covered(index, [*fixed, *fewer]) < goal + 1e-9


@given(placed_points(muscles=7), st.sets(st.sampled_from(MUSCLES)))
def test_confirming_never_makes_the_set_smaller_and_adds_at_most_what_was_confirmed(
    points: list[PlacedPoint], confirmed: set[MuscleKey]
) -> None:
    _, _, plain = found(points)
    *_, steps, fixed, _ = examined(points, dict.fromkeys(confirmed, "confirmed"))
    assert len(plain) <= len(steps) <= len(plain) + len(fixed)


@given(placed_points(muscles=7), st.booleans())
def test_confirming_the_set_itself_keeps_it_and_ruling_all_out_leaves_none(
    points: list[PlacedPoint], confirm: bool
) -> None:
    _, ranking, plain = found(points)
    keys = {step.row.key for step in plain} if confirm else {row.key for row in ranking.rows}
    *_, steps, _, _ = examined(points, dict.fromkeys(keys, "confirmed" if confirm else "ruled_out"))
    assert {step.row.key for step in steps} == (keys if confirm else set())


@given(placed_points(muscles=7), limits)
def test_muscles_that_the_drawing_does_not_touch_change_nothing(points: list[PlacedPoint], limit: int) -> None:
    """Confirmed by hand, but without a part in this pain."""
    beside: dict[MuscleKey, str] = {("elsewhere", "left"): "confirmed", ("nowhere", "right"): "ruled_out"}
    away = placed("elsewhere", "a", shapely.box(900, 900, 910, 910), shapely.Polygon())
    *_, steps, _, _ = examined([*points, away], beside, limit)
    *_, plain, _, _ = examined([*points, away], {}, limit)
    assert steps == plain


@settings(max_examples=8)
@given(drawings(), st.data())
def test_verdicts_reshape_the_set_and_the_open_rest_of_a_drawing(drawing: Drawing, data: st.DataObject) -> None:
    plain = match_drawing(drawing)
    assert plain.examined_cover == plain.cover
    assert plain.examined_open == plain.ranking.unexplained
    keys = [row.key for row in plain.ranking.rows]
    some = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(VERDICTS))) if keys else {}
    found_ = Findings.model_validate(
        {"muscles": [{"muscle": muscle, "side": side, "verdict": one} for (muscle, side), one in some.items()]}
    )
    match = match_drawing(drawing.model_copy(update={"findings": found_}))
    shown = [step.row.key for step in match.examined_cover]
    assert set(shown[: len(match.confirmed)]) == match.confirmed
    assert not match.ruled_out & set(shown)
    assert (match.ranking, match.cover) == (plain.ranking, plain.cover)
    assert match.examined_open >= plain.ranking.unexplained - 1e-9
    last = match.examined_cover[-1].explained if match.examined_cover else 0
    assert last <= 1 - match.examined_open + 1e-6 if plain.ranking.marked else last == 0


def test_ruling_out_all_that_explains_a_place_leaves_it_open() -> None:
    drawing = Drawing(marks=(Mark(region="back/lumbar-right"),))
    keys = [row.key for row in match_drawing(drawing).ranking.rows]
    every = Findings(
        muscles=tuple(MuscleFinding(muscle=muscle, side=side, verdict="ruled_out") for muscle, side in keys)
    )
    match = match_drawing(drawing.model_copy(update={"findings": every}))
    assert match.examined_open == pytest.approx(1)
    assert match.examined_cover == ()
    assert match.ranking.unexplained < 0.05
    later = Findings(muscles=tuple(one.model_copy(update={"verdict": "later"}) for one in every.muscles))
    assert not match_drawing(drawing.model_copy(update={"findings": later})).examined
