"""A red flag that the therapist settled is kept in sight, comes last, and opens again if it rises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.flags import LEVELS, Level
from bodymap.atlas.reader import load_flags
from bodymap.drawing.findings import OUTCOMES, Findings, Settled
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.matching.session import match_drawing
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
