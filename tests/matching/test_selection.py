"""Which muscles and points are shown: the smallest set, or those that somebody names."""

from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.match import match_drawing
from bodymap.matching.selection import LEADING, chosen_muscles, leading_points, shown_points
from tests.refusals import refused
from tests.report.drawings import WALK


def test_without_a_name_it_is_the_smallest_set() -> None:
    match = match_drawing(WALK)
    assert chosen_muscles(match) == tuple(step.row.key for step in match.cover)
    assert chosen_muscles(match_drawing(Drawing())) == ()


def test_a_named_muscle_is_shown_on_the_side_that_hurts() -> None:
    assert chosen_muscles(match_drawing(WALK), ["piriformis", "piriformis"]) == (("piriformis", "right"),)


def test_a_muscle_that_the_drawing_misses_is_shown_on_both_sides_with_all_points() -> None:
    match = match_drawing(Drawing(marks=(Mark(region="back/lumbar-right"),)))
    muscles = chosen_muscles(match, ["piriformis"])
    assert {side for _, side in muscles} == {"left", "right"}
    every, leading = shown_points(match, muscles)
    assert every == leading
    assert len(every) == 4


def test_an_unknown_muscle_is_named_with_what_there_is() -> None:
    with refused("muscle.unknown"):
        chosen_muscles(match_drawing(WALK), ["biceps"])


def test_a_stray_touch_is_no_set() -> None:
    match = match_drawing(Drawing(marks=(Mark(region="front/foot-top-left"),)))
    assert match.ranking.unexplained > 0.99
    assert chosen_muscles(match) == ()


def test_leading_points_score_near_the_best() -> None:
    for row in match_drawing(WALK).ranking.rows:
        leading = leading_points(row)
        assert leading[0] == row.best
        assert all(point.score >= LEADING * row.score for point in leading)
        others = [point for point in row.points if point not in leading]
        assert all(point.score < LEADING * row.score for point in others)
