"""A red flag that the therapist settled is kept in sight, comes last, and opens again if it rises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.flags import LEVELS, Level
from bodymap.atlas.shipped import load_flags
from bodymap.drawing.findings import OUTCOMES, Findings, Settled
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.matching.match import match_drawing
from bodymap.matching.warnings import RaisedFlag
from tests.matching.strategies import questioned

settlements = st.lists(
    st.builds(
        Settled,
        flag=st.sampled_from([flag.id for flag in load_flags().flags]),
        level=st.sampled_from(LEVELS),
        outcome=st.sampled_from(OUTCOMES),
    ),
    unique_by=lambda one: one.flag,
).map(lambda some: Findings(flags=tuple(some)))


def raised(drawing: Drawing, findings: Findings) -> tuple[RaisedFlag, ...]:
    """The flags of a drawing after what was settled."""
    return match_drawing(drawing.model_copy(update={"findings": findings})).warnings


@settings(max_examples=20)
@given(questioned(), settlements)
def test_settling_hides_no_flag_and_lowers_none(drawing: Drawing, findings: Findings) -> None:
    before, after = raised(drawing, Findings()), raised(drawing, findings)
    assert {flag.id: flag.level for flag in before} == {flag.id: flag.level for flag in after}
    for flag in after:
        settled = findings.settled(flag.id)
        enough = settled is not None and LEVELS.index(settled.level) <= LEVELS.index(flag.level)
        assert flag.open != enough
        assert flag.settled == (settled if enough else None)


@settings(max_examples=20)
@given(questioned(), settlements)
def test_open_flags_come_first_and_each_group_has_its_most_urgent_first(drawing: Drawing, findings: Findings) -> None:
    order = [(not flag.open, LEVELS.index(flag.level)) for flag in raised(drawing, findings)]
    assert order == sorted(order)


def test_a_settled_emergency_stands_below_an_open_question() -> None:
    marks = (Mark(region="back/calf-inner-left"), Mark(region="back/perineum", quality="numb"))
    drawing = Drawing(marks=marks)
    assert raised(drawing, Findings())[0].id == "cauda_equina"
    settled = Findings(flags=(Settled(flag="cauda_equina", level="emergency", outcome="sent_on"),))
    *open_, last = raised(drawing, settled)
    assert "dvt" in {flag.id for flag in open_}
    assert (last.id, last.level, last.state) == ("cauda_equina", "emergency", "settled")


@pytest.mark.parametrize(
    ("level", "answers", "open_"),
    [
        ("ask", {}, False),
        ("ask", {"leg_swelling": True}, True),
        ("urgent", {"leg_swelling": True}, False),
        ("urgent", {}, False),
        ("emergency", {"leg_swelling": True}, False),
    ],
)
def test_a_flag_that_rises_above_what_was_settled_is_open_again(
    level: Level, answers: dict[str, AnswerValue], open_: bool
) -> None:
    drawing = Drawing(marks=(Mark(region="back/calf-inner-left"),), answers=answers)
    findings = Findings(flags=(Settled(flag="dvt", level=level, outcome="ruled_out", note="Wells 0"),))
    (flag,) = (one for one in raised(drawing, findings) if one.id == "dvt")
    assert flag.open == open_
    assert (flag.settled is None) == open_


def test_a_settled_flag_that_no_longer_stands_is_not_listed() -> None:
    findings = Findings(flags=(Settled(flag="dvt", level="urgent", outcome="sent_on"),))
    assert raised(Drawing(marks=(Mark(region="back/lumbar-left"),)), findings) == ()


@pytest.mark.parametrize(
    ("before", "after", "flag"),
    [
        ({"tearing_pain": True}, {"pulsating_belly": True}, "aortic"),
        ({"saddle_numbness": True}, {"bladder_or_bowel_change": True}, "cauda_equina"),
        ({"weight_loss": True}, {"cancer_history": True}, "infection_or_cancer"),
    ],
)
def test_a_new_ground_at_the_same_level_opens_a_settled_flag_again(
    before: dict[str, AnswerValue], after: dict[str, AnswerValue], flag: str
) -> None:
    drawing = Drawing(marks=(Mark(region="back/lumbar-right"),), answers=before)
    (found,) = (one for one in raised(drawing, Findings()) if one.id == flag)
    settled = Settled(flag=flag, level=found.level, outcome="ruled_out", grounds=found.grounds)
    findings = Findings().with_flag(flag, settled)
    assert not next(one for one in raised(drawing, findings) if one.id == flag).open
    more = drawing.model_copy(update={"answers": before | after})
    assert next(one for one in raised(more, findings) if one.id == flag).open
    other = drawing.model_copy(update={"answers": before | {"worse_upright": True}})
    assert not next(one for one in raised(other, findings) if one.id == flag).open, "that is no ground of it"


def test_another_place_is_a_new_ground() -> None:
    drawing = Drawing(marks=(Mark(region="back/calf-inner-left"),))
    (found,) = (one for one in raised(drawing, Findings()) if one.id == "dvt")
    settled = Settled(flag="dvt", level="ask", outcome="ruled_out", grounds=found.grounds)
    findings = Findings().with_flag("dvt", settled)
    wider = Drawing(marks=(*drawing.marks, Mark(region="back/calf-outer-left")))
    assert not next(one for one in raised(wider, findings) if one.id == "dvt").open, "the same place of the same side"
    both = Drawing(marks=(*drawing.marks, Mark(region="back/calf-inner-right")))
    assert next(one for one in raised(both, findings) if one.id == "dvt").open
