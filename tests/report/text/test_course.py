"""The course of a patient: no visit and no muscle is left out, axes hold their values, words say what is drawn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.atlas.shipped import load_atlas
from bodymap.clinic.analysis.visit_metrics import current
from bodymap.clinic.model import MadeBy, VisitLine, VisitMetrics
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.text.course import (
    MOST_ROWS,
    STEPS,
    axis_top,
    course,
    row_words,
    time_places,
    trend_words,
    values_words,
)
from bodymap.report.text.visit_words import (
    aged_words,
    between_words,
    figures_words,
    key_words,
    line_words,
    list_words,
    made_words,
    share_words,
    since_words,
    spoken_visit,
)

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
QL: MuscleKey = ("quadratus_lumborum", "right")
MEDIUS: MuscleKey = ("gluteus_medius", "right")
PIRIFORMIS: MuscleKey = ("piriformis", "left")


NOTHING = VisitMetrics()


def visit(day: int, figures: VisitMetrics = NOTHING) -> VisitLine:
    return VisitLine(f"v{day}", "p", START + timedelta(days=day), "", "", figures, MadeBy("0.1", "a"), 1, None, "")


@given(st.lists(st.none() | st.floats(0, 1e6), max_size=20), st.floats(0.5, 10))
def test_an_axis_holds_all_values_and_has_a_half_that_can_be_read(values: list[float | None], least: float) -> None:
    top = axis_top(values, least)
    known = [value for value in values if value is not None]
    assert top >= max([*known, least])
    assert top < 10 * max([*known, least, 1]), "and is not out of proportion"
    assert f"{top:e}".startswith(tuple(f"{step:g}."[:2] for step in STEPS))


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=30))
def test_places_follow_time(days: list[int]) -> None:
    days = sorted(days)
    places = time_places([START + timedelta(days=day) for day in days])
    assert list(places) == sorted(places)
    assert all(0 <= place <= 1 for place in places)
    if days[0] != days[-1]:
        assert (places[0], places[-1]) == (0, 1)
        span = days[-1] - days[0]
        assert list(places) == pytest.approx([(day - days[0]) / span for day in days])


def test_a_single_visit_stands_in_the_middle() -> None:
    assert time_places([START]) == (0.5,)
    assert time_places([]) == ()


def test_visits_come_in_any_order_and_are_shown_by_time() -> None:
    shown = course([visit(9), visit(2), visit(5)], load_atlas())
    assert [line.id for line in shown.visits] == ["v2", "v5", "v9"]


def test_trends_say_each_visit_with_its_values() -> None:
    visits = [visit(0, VisitMetrics(0.034, 5.2, 7, 9)), visit(7, VisitMetrics(0.0001, None, None, 1))]
    shown = course(visits, load_atlas())
    area, intensity, regions = shown.trends
    assert trend_words(area, shown.visits) == "5 Jan 2026: 3.4 %; 12 Jan 2026: < 0.1 %."
    assert values_words(intensity, 0) == "mean 5.2, highest 7"
    assert values_words(intensity, 1) == "mean not given, highest not given"
    assert values_words(regions, 1) == "1 region"
    assert intensity.series[0].latest == 5.2
    assert intensity.top == 10
    assert trend_words(area, ()) == "No visit yet."


def test_muscles_have_a_row_each_with_their_places() -> None:
    visits = [
        visit(0, VisitMetrics(first=(MEDIUS, QL), confirmed=(QL,))),
        visit(7, VisitMetrics(first=(QL,), confirmed=(MEDIUS, QL))),
        visit(9, VisitMetrics(first=(QL, PIRIFORMIS))),
    ]
    shown = course(visits, load_atlas())
    assert [(row.key, row.places) for row in shown.confirmed] == [(QL, (1, 1, None)), (MEDIUS, (None, 1, None))]
    assert [(row.key, row.places) for row in shown.first] == [
        (QL, (2, 1, 1)), (MEDIUS, (1, None, None)), (PIRIFORMIS, (None, None, 2)),
    ]  # fmt: skip
    assert row_words(shown.first[0], shown.visits, ranked=True) == (
        "Quadratus lumborum right: 5 Jan 2026 (place 2), 12 Jan 2026 (place 1), 14 Jan 2026 (place 1)"
    )
    assert row_words(shown.confirmed[1], shown.visits, ranked=False) == "Gluteus medius right: 12 Jan 2026"


def test_muscles_that_have_no_row_are_counted() -> None:
    keys: list[MuscleKey] = [(muscle, side) for muscle in load_atlas().muscles for side in ("left", "right")]
    shown = course([visit(0, VisitMetrics(first=tuple(keys[: MOST_ROWS + 3])))], load_atlas())
    assert len(shown.first) == MOST_ROWS
    assert shown.more == 3


def test_a_muscle_that_the_atlas_no_longer_has_keeps_its_name() -> None:
    assert key_words(load_atlas(), ("old_muscle", "left")) == "Old muscle left"
    assert list_words(load_atlas(), [QL, MEDIUS, PIRIFORMIS], 2) == (
        "Quadratus lumborum right, Gluteus medius right and 1 more"
    )


def test_the_numbers_of_a_visit() -> None:
    assert figures_words(VisitMetrics(0.034, 5.25, 7, 1)) == "3.4 % marked · intensity 5.2, highest 7 · 1 region"
    assert figures_words(VisitMetrics(0.034, None, None, 9)) == "3.4 % marked · no intensity · 9 regions"
    assert figures_words(VisitMetrics()) == "nothing marked"
    assert share_words(0.0004) == "< 0.1 %"
    assert share_words(0) == "0.0 %"


def test_a_visit_that_was_not_ranked_yet_has_no_numbers_rather_than_noughts() -> None:
    ranked, bare = visit(0, VisitMetrics(0.034, 5.2, 7, 3)), replace(visit(7), made_by=None)
    trends = course([ranked, bare], load_atlas()).trends
    assert [trend.series[0].values[1] for trend in trends] == [None, None, None]
    assert "open the visit" in line_words(bare)
    assert "open the visit" in spoken_visit(load_atlas(), bare)
    assert line_words(visit(0)) == "nothing marked"


def test_what_made_a_ranking_is_said_and_that_it_is_an_older_one() -> None:
    assert made_words(MadeBy("0.1", "1a2b")) == "Ranked by bodymap 0.1 with atlas 1a2b"
    assert made_words(None) == aged_words(None) == aged_words(current()) == ""
    for other in (replace(current(), program="0.0.1"), replace(current(), atlas="older")):
        assert f"bodymap {other.program}, atlas {other.atlas}" in aged_words(other)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, ""), (1, "1 day"), (13, "13 days"), (14, "2 weeks"), (62, "9 weeks"), (91, "3 months"), (800, "2 years")],
)
def test_the_time_between_visits(days: int, words: str) -> None:
    assert between_words(START, START + timedelta(days=days)) == words


def test_a_visit_says_how_long_after_the_one_before_it_was() -> None:
    assert since_words(visit(0), None) == "first visit"
    assert since_words(visit(21), visit(0)) == "3 weeks after the visit before"
    assert since_words(visit(0), visit(0)) == "same day as the visit before"


def test_a_screen_reader_hears_all_of_a_visit() -> None:
    said = spoken_visit(load_atlas(), visit(0, VisitMetrics(0.1, 4, 6, 3, first=(QL,), confirmed=(MEDIUS,))))
    assert said.startswith("Visit of 5 Jan 2026")
    for part in ("10.0 % marked", "first Quadratus lumborum right", "confirmed Gluteus medius right"):
        assert part in said
