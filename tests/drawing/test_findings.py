"""Findings by hand: they say what was ticked, each muscle and flag once, and travel with the drawing file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.drawing.file import drawing_json, parse_drawing
from bodymap.drawing.findings import OUTCOMES, SIGNS, VERDICTS, Findings, MuscleFinding, Settled, Sign
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.match import match_drawing
from tests.refusals import refused

names = st.sampled_from(["quadratus_lumborum", "gluteus_medius", "piriformis"])
points = st.sampled_from(["upper", "lower", "beside “the” ½"])
texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
muscles = st.builds(
    MuscleFinding,
    muscle=names,
    side=st.sampled_from(["left", "right"]),
    verdict=st.none() | st.sampled_from(VERDICTS),
    note=texts,
    signs=st.dictionaries(points, st.lists(st.sampled_from(SIGNS), min_size=1, unique=True).map(tuple)),
)
flags = st.builds(
    Settled,
    flag=st.sampled_from(["dvt", "hernia"]),
    level=st.sampled_from(["emergency", "urgent", "ask"]),
    outcome=st.sampled_from(OUTCOMES),
    note=texts,
)


@st.composite
def findings(draw: st.DrawFn) -> Findings:
    """Findings made as the program makes them, one after the other."""
    made = Findings()
    for one in draw(st.lists(muscles, max_size=5)):
        made = made.with_muscle(one)
    for flag in draw(st.lists(flags, max_size=3)):
        made = made.with_flag(flag.flag, flag)
    return made


@given(findings())
def test_findings_come_back_from_the_file_as_they_were(found: Findings) -> None:
    drawing = Drawing(marks=(Mark(region="back/lumbar-right"),), findings=found)
    assert parse_drawing(drawing_json(drawing), "x") == drawing


def test_a_drawing_that_nobody_examined_says_nothing_of_findings() -> None:
    assert "findings" not in json.loads(drawing_json(Drawing()))


@given(findings(), muscles)
def test_each_muscle_stands_once_and_has_its_newest_finding(found: Findings, newest: MuscleFinding) -> None:
    after = found.with_muscle(newest)
    keys = [one.key for one in after.muscles]
    assert len(keys) == len(set(keys))
    assert (newest.key in keys) == newest.says_something
    assert after.of(*newest.key) == (
        newest if newest.says_something else MuscleFinding(muscle=newest.muscle, side=newest.side)
    )
    others = [one for one in found.muscles if one.key != newest.key]
    assert [one for one in after.muscles if one.key != newest.key] == others


@given(muscles, points, st.sampled_from(SIGNS))
def test_a_tick_adds_one_sign_and_taking_it_back_removes_it(finding: MuscleFinding, point: str, sign: Sign) -> None:
    ticked = finding.ticked(point, sign, True)
    assert set(ticked.signs[point]) == {*finding.signs.get(point, ()), sign}
    assert list(ticked.signs[point]) == sorted(ticked.signs[point], key=SIGNS.index)
    back = ticked.ticked(point, sign, False)
    assert set(back.signs.get(point, ())) == set(finding.signs.get(point, ())) - {sign}
    assert all(back.signs.values()), "a point without signs is left out"


@given(findings())
def test_a_flag_is_settled_until_it_is_opened_again(found: Findings) -> None:
    settled = Settled(flag="dvt", level="ask", outcome="known")
    assert found.with_flag("dvt", settled).settled("dvt") == settled
    assert found.with_flag("dvt", settled).with_flag("dvt", None).settled("dvt") is None


@pytest.mark.parametrize(
    ("content", "at", "problem"),
    [
        ({"muscles": [{"muscle": "a", "side": "left"}] * 2}, "", "findings.muscle_twice"),
        ({"flags": [{"flag": "a", "level": "ask", "outcome": "known"}] * 2}, "", "findings.flag_twice"),
        (
            {"muscles": [{"muscle": "a", "side": "left", "verdict": "maybe"}]},
            "muscles 1 verdict",
            "literal_error",
        ),
        (
            {"muscles": [{"muscle": "a", "side": "left", "signs": {"x": ["red"]}}]},
            "muscles 1 signs x 1",
            "literal_error",
        ),
        ({"muscles": [{"muscle": "a", "side": "left", "wrong": 1}]}, "muscles 1 wrong", "extra_forbidden"),
        ({"flags": [{"flag": "a", "level": "ask", "outcome": "gone"}]}, "flags 1 outcome", "literal_error"),
        (
            {"muscles": [{"muscle": "a", "side": "left", "note": "x" * 5000}]},
            "muscles 1 note",
            "string_too_long",
        ),
    ],
)
def test_findings_that_cannot_be_are_told_in_one_sentence(content: dict[str, object], at: str, problem: str) -> None:
    text = json.dumps({"format": "bodymap-drawing", "findings": content})
    with refused("drawing.invalid", path="file.json", at=("findings", *at.split()), problem=problem):
        parse_drawing(text, "file.json")


@given(findings())
def test_findings_never_move_the_ranking(found: Findings) -> None:
    drawing = Drawing(marks=(Mark(region="back/lumbar-right"), Mark(region="back/buttock-upper-right")))
    examined = match_drawing(drawing.model_copy(update={"findings": found}))
    plain = match_drawing(drawing)
    assert examined.ranking.rows == plain.ranking.rows
    assert [step.row.key for step in examined.cover] == [step.row.key for step in plain.cover]


def test_findings_that_are_null_are_none() -> None:
    text = '{"format": "bodymap-drawing", "findings": null}'
    assert parse_drawing(text, "x").findings == Findings()
