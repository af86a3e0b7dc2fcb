"""Which questions are asked: those that can change something, the most telling first, ten at most, none twice."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.shipped import load_atlas, load_flags
from bodymap.body.figure import FigureName
from bodymap.drawing.findings import Settled
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.matching.answers import yes_or_no
from bodymap.matching.match import Match, match_drawing
from bodymap.matching.next_questions import (
    MOST,
    MOST_OF_DANGER,
    TOP,
    WEIGHTS,
    QuestionValue,
    first_questions,
    questions_ahead,
    telling_questions,
)
from tests.matching.strategies import questioned

TABLE = load_atlas().answers
FLAGS = {flag.id: flag for flag in load_flags().flags}
LOW_BACK = ("back/lumbar-right", "back/flank-right")
SCIATICA = ("back/buttock-upper-right", "back/thigh-back-right")


def matched(*regions: str, figure: FigureName = "female", **answers: AnswerValue) -> Match:
    """The match of a drawing of whole regions with answers."""
    return match_drawing(Drawing(figure=figure, marks=tuple(Mark(region=one) for one in regions), answers=answers))


def names(telling: tuple[QuestionValue, ...]) -> list[str]:
    """The ids of questions, in their order."""
    return [one.answer.id for one in telling]


def interview(match: Match, reply: Callable[[QuestionValue], AnswerValue | None]) -> tuple[Match, list[QuestionValue]]:
    """Asks what is ahead, one after the other; the match at the end and all that was asked. None is "don't know"."""
    asked: list[QuestionValue] = []
    while ahead := questions_ahead(match, asked):
        assert sum(not one.follow_up for one in (*asked, *ahead)) <= MOST
        assert len(set(names((*asked, *ahead)))) == len(asked) + len(ahead), "asked twice"
        value = reply(ahead[0])
        asked.append(ahead[0])
        if value is not None:
            given_ = {**match.drawing.answers, ahead[0].answer.id: value}
            match = match_drawing(match.drawing.model_copy(update={"answers": given_}))
    return match, asked


# How many, and which


@settings(max_examples=15)
@given(questioned())
def test_only_open_questions_of_this_figure_are_asked_and_no_more_than_the_limit(drawing: Drawing) -> None:
    match = match_drawing(drawing)
    known = yes_or_no(TABLE, drawing.answers).keys() | drawing.answers.keys()
    first = {one.id for one in first_questions(match)}
    ahead = questions_ahead(match)
    assert sum(not one.follow_up for one in ahead) <= MOST
    assert len(set(names(ahead))) == len(ahead)
    for one in ahead:
        assert one.answer.id not in known | first
        assert one.answer.figure in (None, drawing.figure)


@settings(max_examples=8)
@given(questioned(), st.data())
def test_whatever_is_answered_no_more_than_the_limit_are_asked_and_none_twice(
    drawing: Drawing, data: st.DataObject
) -> None:
    def reply(one: QuestionValue) -> AnswerValue | None:
        wanted: list[AnswerValue | None] = ["left", "right", "both"] if one.answer.kind == "side" else [True, False]
        return data.draw(st.sampled_from([*wanted, None]))

    _, asked = interview(match_drawing(drawing), reply)
    assert sum(not one.follow_up for one in asked) <= MOST


@settings(max_examples=8)
@given(questioned())
def test_no_to_everything_clears_every_flag_whose_questions_were_all_asked(drawing: Drawing) -> None:
    match, asked = interview(match_drawing(drawing), lambda one: "both" if one.answer.kind == "side" else False)
    heard = set(names(tuple(asked)))
    for flag in match.warnings:
        if flag.open and set(FLAGS[flag.id].questions) <= heard:
            assert flag.level != "ask", flag.id


@settings(max_examples=15)
@given(questioned())
def test_every_question_bears_on_a_flag_or_on_a_listed_muscle(drawing: Drawing) -> None:
    match = match_drawing(drawing)
    listed = {row.muscle for row in match.ranking.rows}
    for one in telling_questions(match):
        assert one.weight > 0
        assert one.about
        if one.answer.kind == "side":
            continue
        for name in one.about:
            if name in FLAGS:
                assert one.answer.id in {answer for _, answer in FLAGS[name].answers()}
            else:
                assert name in listed
                assert one.answer.id in {effect.id for effect in load_atlas().muscles[name].answers}


@settings(max_examples=5)
@given(questioned(least=1))
def test_an_answer_that_changes_the_top_or_a_flag_is_worth_a_question(drawing: Drawing) -> None:
    """The other way round: nothing that alone changes a row of the top or an open flag is passed over."""
    match = match_drawing(drawing)
    told = set(names(telling_questions(match)))
    open_ = [one for one in TABLE.values() if one.kind == "yes_no" and one.first is None]
    for answer in open_:
        if answer.id in told | match.evidence.answers.keys() or answer.figure not in (None, drawing.figure):
            continue
        seen = [
            match_drawing(drawing.model_copy(update={"answers": {**drawing.answers, answer.id: value}}))
            for value in (True, False)
        ]
        tops = [[row.key for row in one.ranking.rows[:TOP]] for one in seen]
        assert tops[0] == tops[1], answer.id
        before = {flag.id for flag in match.warnings if flag.open}
        levels = [{flag.id: flag.level for flag in one.warnings if flag.open and flag.id in before} for one in seen]
        assert levels[0] == levels[1], answer.id


@settings(max_examples=15)
@given(questioned(least=1))
def test_whatever_has_to_be_answered_before_a_flag_is_cleared_is_worth_a_question(drawing: Drawing) -> None:
    """Some of a flag's questions move nothing by themselves."""
    match = match_drawing(drawing)
    told = set(names(telling_questions(match))) | {one.id for one in first_questions(match)}
    for flag in match.warnings:
        for one in flag.questions if flag.open else ():
            of_this_figure = TABLE[one.id].figure in (None, drawing.figure)
            if one.given is None and one.id in FLAGS[flag.id].questions and of_this_figure:
                assert one.id in told, flag.id


# The order


@settings(max_examples=15)
@given(questioned())
def test_the_most_telling_comes_first_and_less_after_others_about_the_same(drawing: Drawing) -> None:
    match = match_drawing(drawing)
    weights = [one.weight for one in telling_questions(match)]
    assert weights == sorted(weights, reverse=True)
    urgent = [one for one in questions_ahead(match) if one.follow_up]
    ahead = questions_ahead(match)[len(urgent) :]
    assert not any(one.follow_up for one in ahead)
    heard: Counter[str] = Counter(name for one in urgent for name in one.about)
    for place, one in enumerate(ahead):
        worth = [later.worth(heard) for later in ahead[place:]]
        if sum(before.of_danger for before in ahead[:place]) < MOST_OF_DANGER:
            assert worth[0] == pytest.approx(max(worth))
        heard.update(one.about)


@settings(max_examples=15)
@given(questioned())
def test_what_may_be_an_emergency_comes_before_everything_that_may_not(drawing: Drawing) -> None:
    match = match_drawing(drawing)
    step = WEIGHTS["emergency"] - WEIGHTS["urgent"]
    urgent = {one.answer.id for one in questions_ahead(match) if one.follow_up}
    ahead = questions_ahead(match)[len(urgent) :]
    if any(one.danger > step for one in telling_questions(match) if one.answer.id not in urgent):
        assert ahead[0].danger > step


@settings(max_examples=15)
@given(questioned(least=1))
def test_four_of_ten_are_kept_for_the_ranking_where_it_can_still_change(drawing: Drawing) -> None:
    match = match_drawing(drawing)
    moving = [one for one in telling_questions(match) if one.ranking > 0]
    ahead = questions_ahead(match)
    assert sum(one.ranking > 0 for one in ahead) >= min(MOST - MOST_OF_DANGER, len(moving))


# Where


def test_a_question_about_a_place_that_is_not_marked_is_not_asked() -> None:
    told = set(names(telling_questions(matched(*LOW_BACK, figure="male"))))
    assert not told & {"sudden_testicle_pain", "testicle_swollen", "groin_lump", "leg_warm_or_red", "chest_tightness"}
    told = set(names(telling_questions(matched("front/genitals", figure="male"))))
    assert {"sudden_testicle_pain", "testicle_swollen"} <= told


def test_a_flag_that_stands_is_asked_about_before_one_that_an_answer_might_raise() -> None:
    """Swelling makes a thrombosis urgent that the marked calf raised, fever something that nothing points at."""
    told = {one.answer.id: one.danger for one in telling_questions(matched("back/calf-inner-left"))}
    assert told["leg_swelling"] > told["fever"] > 0


def test_of_pain_down_the_leg_the_cauda_equina_is_asked_first() -> None:
    assert set(names(questions_ahead(matched(*SCIATICA)))[:2]) == {"saddle_numbness", "bladder_or_bowel_change"}


@pytest.mark.parametrize("figure", ["female", "male"])
def test_of_an_empty_drawing_only_danger_is_asked(figure: FigureName) -> None:
    ahead = telling_questions(matched(figure=figure))
    assert ahead
    for one in ahead:
        assert one.danger > 0 == one.ranking
        assert one.about <= FLAGS.keys()


def test_the_side_is_asked_where_a_slip_would_change_every_row() -> None:
    assert "worse_side" in names(telling_questions(matched(*LOW_BACK)))
    assert "worse_side" not in names(telling_questions(matched(*LOW_BACK, worse_side="right")))
    assert "worse_side" not in names(telling_questions(matched("back/lumbar-left", "back/lumbar-right")))


def test_a_settled_flag_asks_no_more() -> None:
    match = matched("back/calf-inner-left")
    assert {"leg_swelling", "leg_warm_or_red"} <= set(names(telling_questions(match)))
    settled = Settled(flag="dvt", level="emergency", outcome="ruled_out")
    findings = match.drawing.findings.with_flag("dvt", settled)
    after = match_drawing(match.drawing.model_copy(update={"findings": findings}))
    assert not {"leg_swelling", "leg_warm_or_red"} & set(names(telling_questions(after)))


# First


def test_everybody_is_asked_the_same_first_questions() -> None:
    for match in (matched(), matched(*SCIATICA, figure="male"), matched(*LOW_BACK, pain_days=3)):
        assert [one.first for one in first_questions(match)] == [1, 2, 3, 4, 5]
