"""The history in a few words, as Review has it above the ranking."""

import pytest

from bodymap.drawing.model import AnswerValue, Drawing
from bodymap.matching.match import match_drawing
from bodymap.report.text.answer_words import brief_history


@pytest.mark.statement("GEN-04")
@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, ""),
        ({"pain_days": 5}, "5 days, acute"),
        ({"pain_days": 7}, "7 days, acute"),
        ({"pain_days": 8}, "8 days"),
        ({"pain_days": 200}, "7 months, chronic"),
        ({"chronic": True}, "chronic"),
        ({"pain_days": 42, "chronic": True}, "42 days, yet called chronic: ask again"),
        ({"pain_days": 42, "chronic": False}, "42 days"),
        ({"a_week_or_less": True, "pain_strength": 0}, "acute · 0 of 10"),
        ({"comes_and_goes": True, "pain_strength": 7}, "comes and goes · 7 of 10"),
        ({"comes_and_goes": False}, "constant"),
        ({"history_of_low_back_pain": True}, "low back or hip pain before"),
        ({"history_of_low_back_pain": False, "constant_pain": False}, "no low back or hip pain before"),
    ],
)
def test_the_history_says_what_was_answered_and_no_more(answers: dict[str, AnswerValue], words: str) -> None:
    assert brief_history(match_drawing(Drawing(answers=answers))) == words
