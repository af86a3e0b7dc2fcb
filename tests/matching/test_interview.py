"""The course of the questions: it comes to an end, asks nothing twice, and never moves back by itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.questions import Answer
from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.matching.interview import Interview
from bodymap.matching.match import match_drawing
from bodymap.matching.next_questions import MOST
from bodymap.report.text.duration_words import UNITS, answer_text, largest_unit

PLACES = ("buttock-upper", "thigh-back", "calf-outer")
SCIATICA = Drawing(marks=tuple(Mark(region=f"back/{name}-right") for name in PLACES))
FIRST = 5
VALUES: dict[str, list[AnswerValue]] = {
    "yes_no": [True, False],
    "days": [3, 21, 400],
    "strength": [0, 5, 10],
    "side": ["left", "right", "both"],
    "age": [12, 45, 70],
}


def fixed(name: str, value: AnswerValue) -> tuple[Answer, AnswerValue]:
    """A question of the atlas with an answer."""
    return load_atlas().answers[name], value


def said(drawing: Drawing, answer: Answer, value: AnswerValue | None) -> Drawing:
    """The drawing with an answer, or without one."""
    rest = {name: given for name, given in drawing.answers.items() if name != answer.id}
    return drawing.model_copy(update={"answers": rest if value is None else {**rest, answer.id: value}})


@given(st.data())
@settings(max_examples=5, deadline=None)
def test_it_ends_after_the_first_the_most_telling_and_the_follow_ups_and_asks_nothing_twice(
    data: st.DataObject,
) -> None:
    drawing = SCIATICA
    course = Interview.begin(match_drawing(drawing))
    asked: list[str] = []
    follow_ups = 0
    share = 0.0
    while (step := course.current) is not None:
        asked.append(step.answer.id)
        follow_ups += bool(step.telling and step.telling.follow_up)
        assert share <= course.share < 1
        assert course.place + 1 <= course.total
        share = course.share
        value = data.draw(st.sampled_from([*VALUES[step.answer.kind], None]), label=step.answer.id)
        drawing = said(drawing, step.answer, value)
        course = course.answered(match_drawing(drawing), unknown=value is None)
    assert course.share == 1
    assert len(set(asked)) == len(asked) <= FIRST + MOST + follow_ups
    for name in reversed(asked):
        course = course.back()
        assert course.current is not None
        assert course.current.answer.id == name


def test_what_the_drawing_answers_is_behind_it_and_can_be_gone_back_to() -> None:
    drawing = SCIATICA.model_copy(update={"answers": {"limp": True, "pain_strength": 4, "pain_days": 3}})
    course = Interview.begin(match_drawing(drawing))
    assert [step.answer.id for step in course.done] == ["pain_days", "pain_strength", "limp"]
    assert course.current is not None
    assert course.current.answer.id == "comes_and_goes"
    assert "history_of_low_back_pain" in [step.answer.id for step in course.ahead]


def test_a_corrected_answer_changes_what_is_ahead() -> None:
    drawing = said(said(SCIATICA, *fixed("comes_and_goes", False)), *fixed("pain_strength", 8))
    strong = Interview.begin(match_drawing(drawing))
    assert "unbearable_pain" in [step.answer.id for step in strong.ahead]
    weak = said(drawing, *fixed("pain_strength", 2))
    after = strong.at("pain_strength").answered(match_drawing(weak), unknown=False)
    assert "unbearable_pain" not in [step.answer.id for step in after.ahead]
    assert after.place == len(after.done), "one that was picked leads back to the first open one"


def test_other_marks_start_over_with_the_answers_behind() -> None:
    course = Interview.begin(match_drawing(SCIATICA))
    course = course.answered(match_drawing(said(SCIATICA, *fixed("pain_days", 3))), unknown=False)
    course = course.answered(match_drawing(course.seen), unknown=True)
    more = course.seen.model_copy(update={"marks": (*SCIATICA.marks, Mark(region="front/navel"))})
    after = course.caught_up(match_drawing(more), show=True)
    assert [step.answer.id for step in after.done] == ["pain_days"]
    assert after.current is not None
    assert after.current.answer.id == "comes_and_goes"


def test_an_answer_given_elsewhere_is_not_asked_again() -> None:
    course = Interview.begin(match_drawing(SCIATICA))
    asked = course.ahead[-1].answer
    after = course.caught_up(match_drawing(said(SCIATICA, asked, False)), show=True)
    assert asked.id in [step.answer.id for step in after.done]
    assert asked.id not in [step.answer.id for step in after.ahead]
    assert after.current == course.current


def test_no_pain_today_asks_nothing() -> None:
    course = Interview.begin(match_drawing(Drawing(answers={"no_pain_today": True})))
    assert course.current is None


@given(st.integers(1, 40_000))
def test_a_duration_is_told_back_exactly(days: int) -> None:
    number, unit = largest_unit(days)
    assert number * UNITS[unit][1] == days
    assert not any(days % larger == 0 for _, larger in UNITS[unit + 1 :])


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("pain_days", 21, "3 weeks"),
        ("pain_days", 1, "1 day"),
        ("pain_days", 1001, "143 weeks"),
        ("pain_days", 1003, "1,003 days"),
        ("pain_days", 0, "0 days"),
        ("pain_strength", 7, "7 of 10"),
        ("worse_side", "both", "Both sides"),
        ("comes_and_goes", False, "It is always there"),
        ("limp", True, "Yes"),
    ],
)
def test_answers_are_told_back_in_words(name: str, value: AnswerValue, words: str) -> None:
    assert answer_text(*fixed(name, value)) == words
