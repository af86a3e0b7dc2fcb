"""Every complaint in the articles is a question, or part of one, and every question has its words and its use."""

from bodymap.atlas.flags import RedFlags
from bodymap.atlas.model import Atlas
from bodymap.atlas.shipped import load_atlas, load_flags

NOT_ASKED = {
    "GMIN-07": "where it hurts is drawn, not asked",
    "PIR-05": "says how rare the syndrome is",
}
"""Statements among the complaints that no question can put, and why."""


def used(atlas: Atlas, table: RedFlags) -> set[str]:
    """Every answer that a muscle, a red flag, a rule of company or another answer looks at."""
    found = {one.id for muscle in atlas.muscles.values() for one in muscle.answers}
    found |= {answer for flag in table.flags for _, answer in flag.answers()}
    found |= {answer for rule in atlas.company for condition in rule.when for answer in condition.answers}
    return found | {one.implied.by for one in atlas.answers.values() if one.implied and one.id in found}


def test_every_complaint_of_the_articles_is_asked_about() -> None:
    atlas = load_atlas()
    told = {
        source.fact
        for muscle in atlas.muscles.values()
        for fact in (*muscle.symptoms, *muscle.aggravating, *muscle.relieving, *muscle.acute)
        for source in fact.sources
        if source.fact
    }
    asked = {
        source.fact
        for entry in (*(one for muscle in atlas.muscles.values() for one in muscle.answers), *atlas.answers.values())
        for source in entry.sources
        if source.fact
    }
    assert len(told) > 15
    assert told - asked == set(NOT_ASKED)


def test_every_question_can_change_something() -> None:
    atlas = load_atlas()
    aside = {"worse_side", "pain_days", "age"}
    assert set(atlas.answers) - used(atlas, load_flags()) <= aside, (
        "the side is compared, the days are shown, flags look at the age"
    )


def test_the_first_questions_are_how_long_how_constant_how_strong_what_was_before_and_the_age() -> None:
    first = sorted((one.first, one.id) for one in load_atlas().answers.values() if one.first is not None)
    assert [name for _, name in first] == [
        "pain_days", "comes_and_goes", "pain_strength", "history_of_low_back_pain", "age",
    ]  # fmt: skip


def test_questions_are_plain_and_their_wording_is_not_a_question() -> None:
    for answer in load_atlas().answers.values():
        assert answer.question.endswith("?"), answer.id
        assert not answer.wording.endswith("?"), answer.id
        assert answer.wording != answer.question
        assert len(answer.question) < 125, f"{answer.id} is long for somebody in pain"
