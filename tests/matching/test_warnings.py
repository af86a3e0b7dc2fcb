"""Red flags: what raises each of them, what clears it, and what must never raise it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.atlas.flags import LEVELS, Level
from bodymap.atlas.shipped import load_atlas, load_flags
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FIGURES, FigureName, load_figure
from bodymap.cli import main
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import QUALITIES, AnswerValue, Drawing, Mark, Quality, Stroke
from bodymap.matching.answers import yes_or_no
from bodymap.matching.evidence import gather
from bodymap.matching.match import match_drawing
from bodymap.matching.warnings import RaisedFlag, raised_flags

REGIONS = sorted(region for chart in load_charts("female").values() for region in chart.regions)
ANSWERS = sorted(one.id for one in load_atlas().answers.values() if one.kind == "yes_no")
FLAGS = {flag.id: flag for flag in load_flags().flags}
ONE_SIDED = {name for name, flag in FLAGS.items() if {"left", "right"} & {one.side for one in flag.raised_by}}
SCIATICA = ("back/buttock-upper-right", "back/thigh-back-right")


def raised(drawing: Drawing) -> dict[str, RaisedFlag]:
    """The flags of a drawing, by id, in their order."""
    charts = load_charts(drawing.figure)
    answers = yes_or_no(load_atlas().answers, drawing.answers)
    evidence = gather(drawing, drawing_areas(drawing, charts), charts, load_flags().places, answers)
    return {flag.id: flag for flag in raised_flags(load_flags(), evidence, load_atlas().answers)}


def drawn(
    *regions: str, figure: FigureName = "female", quality: Quality | None = None, **answers: AnswerValue
) -> Drawing:
    """A drawing of whole regions, with answers."""
    marks = tuple(Mark(region=region, quality=quality) for region in regions)
    return Drawing(figure=figure, marks=marks, answers=answers)


def stroked(chart: str, *points: tuple[float, float], radius: float = 16, figure: FigureName = "female") -> Drawing:
    """A drawing of one brush stroke."""
    mark = Mark.model_validate({"chart": chart, "stroke": Stroke(points=points, radius=radius)})
    return Drawing(figure=figure, marks=(mark,))


def answered(drawing: Drawing, answers: Mapping[str, AnswerValue]) -> Drawing:
    """The same drawing with these answers besides those it had."""
    return drawing.model_copy(update={"answers": {**drawing.answers, **answers}})


def no_to_all(drawing: Drawing, flag: str) -> Drawing:
    """The same drawing with every settling question of a flag answered "no"."""
    return answered(drawing, dict.fromkeys(FLAGS[flag].questions, False))


class Case(NamedTuple):
    """A drawing that raises a flag to a level, and a neighbour of it that doesn't raise it."""

    level: Level
    raises: Drawing
    neighbour: Drawing


CASES: dict[str, list[Case]] = {
    "cauda_equina": [
        Case("ask", drawn(*SCIATICA), drawn("back/buttock-upper-right", "back/lumbar-right")),
        Case("ask", drawn(*SCIATICA), drawn("back/buttock-upper-right", "back/thigh-back-left")),
        Case("emergency", drawn(*SCIATICA, saddle_numbness=True), drawn("back/lumbar-right", saddle_numbness=False)),
        Case("emergency", drawn(bladder_or_bowel_change=True), drawn(bowel_movement_hurts=True)),
        Case("emergency", drawn("back/perineum", quality="numb"), drawn("back/perineum", quality="aching")),
    ],
    "disc_radiculopathy": [
        Case(
            "urgent", drawn(*SCIATICA, constant_pain=True, unbearable_pain=True), drawn(*SCIATICA, constant_pain=True)
        ),
        Case(
            "urgent", drawn(*SCIATICA, constant_pain=True, unbearable_pain=True), drawn(*SCIATICA, unbearable_pain=True)
        ),
        Case(
            "urgent",
            drawn(pain_runs_down_leg=True, constant_pain=True, unbearable_pain=True),
            drawn("back/lumbar-right", constant_pain=True, unbearable_pain=True),
        ),
    ],
    "dvt": [
        Case("ask", drawn("back/calf-inner-left"), drawn("back/thigh-back-left")),
        Case("ask", drawn("back/calf-inner-left", "back/calf-outer-right"), drawn("back/heel-back-left")),
        Case("urgent", drawn("back/calf-outer-right", leg_warm_or_red=True), drawn("back/thigh-back-right")),
        Case("urgent", drawn(leg_swelling=True), drawn(leg_swelling=False)),
    ],
    "appendicitis": [
        Case("ask", drawn("front/lower-abdomen-side-right"), drawn("front/lower-abdomen-side-left")),
        Case("urgent", drawn("front/lower-abdomen-side-right", worse_on_jolt=True), drawn(worse_on_jolt=True)),
        Case("ask", stroked("front", (-60, 800), (-60, 830)), stroked("front", (60, 800), (60, 830))),
    ],
    "gallbladder": [
        Case("ask", drawn("front/upper-abdomen-side-right"), drawn("front/upper-abdomen-side-left")),
        Case("urgent", drawn("front/upper-abdomen-side-right", fever=True), drawn("front/navel", fever=True)),
    ],
    "cardiac": [
        Case("ask", drawn("front/breast-right"), drawn("back/mid-back-right")),
        Case(
            "emergency", drawn("front/upper-abdomen-side-right", cold_sweat=True), drawn("front/navel", cold_sweat=True)
        ),
        Case("ask", drawn("front/breastbone"), drawn("front/upper-abdomen")),
        Case("ask", drawn("front/upper-arm-front-left"), drawn("front/upper-arm-front-right")),
        Case("ask", drawn("front/jaw-left"), drawn("front/jaw-right")),
        Case("emergency", drawn("front/breastbone", cold_sweat=True), drawn("back/lumbar-left", cold_sweat=True)),
        Case("emergency", drawn(chest_tightness=True), drawn(heartburn=True)),
    ],
    "aortic": [
        Case("ask", drawn("back/lumbar-left", "back/lumbar-right"), drawn("back/lumbar-left", "back/flank-left")),
        Case("ask", drawn("front/navel"), drawn("front/abdomen-side-left")),
        Case("emergency", drawn("back/lumbar-left", tearing_pain=True), drawn("back/lumbar-left", lightning_pain=True)),
    ],
    "kidney_stone": [
        Case("ask", drawn("back/flank-left"), drawn("back/lumbar-left")),
        Case("urgent", drawn("back/flank-right", pain_in_waves=True), drawn("back/lumbar-right", pain_in_waves=True)),
        Case("emergency", drawn("back/flank-right", pain_in_waves=True, fever=True), drawn(fever=True)),
    ],
    "testicular_torsion": [
        Case("ask", drawn("front/genitals", figure="male"), drawn("front/genitals", figure="female")),
        Case("emergency", drawn(sudden_testicle_pain=True, figure="male"), drawn("front/groin-left", figure="male")),
        Case("emergency", drawn("front/genitals", sudden_testicle_pain=True), drawn("front/genitals")),
    ],
    "gynaecological": [
        Case("ask", drawn("front/lower-abdomen"), drawn("front/lower-abdomen", figure="male")),
        Case("urgent", drawn("front/lower-abdomen", may_be_pregnant=True), drawn("front/navel", may_be_pregnant=True)),
        Case("emergency", drawn(may_be_pregnant=True, unusual_vaginal_bleeding=True), drawn(painful_periods=True)),
    ],
    "hernia": [
        Case("ask", drawn("front/groin-left", figure="male"), drawn("front/thigh-front-left", figure="male")),
        Case("urgent", drawn(groin_lump=True), drawn(vomiting=True)),
        Case("emergency", drawn("front/groin-left", lump_stays_out=True), drawn("front/hip-front-left")),
    ],
    "hip_fracture": [
        Case("urgent", drawn("back/hip-back-left", fall_or_accident=True), drawn("back/hip-back-left")),
        Case("urgent", drawn(cannot_bear_weight=True), drawn("back/calf-inner-left", fall_or_accident=True)),
    ],
    "spinal_fracture": [
        Case("urgent", drawn("back/mid-back-left", osteoporosis_or_steroids=True), drawn("back/mid-back-left")),
        Case(
            "urgent", drawn("back/lumbar-left", fall_or_accident=True), drawn("front/shin-left", fall_or_accident=True)
        ),
    ],
    "infection_or_cancer": [
        Case("urgent", drawn("back/lumbar-left", fever=True), drawn("back/lumbar-left", nausea=True)),
        Case("urgent", drawn("back/lumbar-left", cancer_history=True), drawn("back/lumbar-left", cancer_history=False)),
    ],
    "thunderclap_headache": [
        Case("ask", drawn("back/occiput-left"), drawn("back/nape-left")),
        Case("emergency", drawn(sudden_worst_headache=True), drawn(lightning_pain=True)),
    ],
    "pulmonary": [
        Case("ask", drawn("front/chest-side-right"), drawn("back/flank-right")),
        Case("emergency", drawn(coughing_blood=True), drawn(cough_or_sneeze_hurts=True)),
        Case("urgent", drawn("front/breast-right", pain_on_breathing=True), drawn(pain_on_breathing=True)),
    ],
    "neurological_deficit": [
        Case("ask", drawn("back/calf-inner-left", quality="numb"), drawn("back/calf-inner-left", quality="burning")),
        Case("urgent", drawn("back/calf-inner-left", limb_weakness=True), drawn("back/calf-inner-left", limp=True)),
    ],
}
PAIRS = [(name, case) for name, cases in CASES.items() for case in cases]
ASKED = [(name, case) for name, case in PAIRS if case.level == "ask"]


def test_there_is_a_case_for_every_flag() -> None:
    assert set(CASES) == set(FLAGS)


@pytest.mark.parametrize(("name", "case"), PAIRS)
def test_a_flag_is_raised_by_its_drawing_and_not_by_a_neighbour(name: str, case: Case) -> None:
    assert raised(case.raises)[name].level == case.level
    assert name not in raised(case.neighbour)


@pytest.mark.parametrize(("name", "case"), PAIRS)
def test_no_to_every_question_clears_what_places_or_answers_raised(name: str, case: Case) -> None:
    cleared = raised(no_to_all(case.raises, name))
    if any(mark.quality == "numb" for mark in case.raises.marks) and case.level == "emergency":
        assert cleared[name].level == "emergency"  # numbness that was drawn between the legs outweighs a "no"
    else:
        assert name not in cleared


@pytest.mark.parametrize(("name", "case"), ASKED)
def test_a_flag_that_is_answered_in_part_stays_open(name: str, case: Case) -> None:
    first, *rest = FLAGS[name].questions
    flag = raised(answered(case.raises, {first: False}))[name]
    assert (flag.level, flag.state) == ("ask", "open")
    assert [one.id for one in flag.questions if one.given is None] == rest
    assert flag.questions[0].given is False


def test_nothing_but_answers_raises_a_flag_on_an_empty_drawing() -> None:
    assert raised(Drawing()) == {}
    assert raised(Drawing(answers=dict.fromkeys(ANSWERS, False))) == {}
    assert list(raised(drawn(saddle_numbness=True))) == ["cauda_equina"]


def test_comes_and_goes_lowers_the_disc_flag_and_touches_no_other() -> None:
    before = drawn(*SCIATICA, constant_pain=True, unbearable_pain=True, saddle_numbness=True, limb_weakness=True)
    after = answered(before, {"comes_and_goes": True})
    was, became = raised(before), raised(after)
    assert set(was) == set(became)
    assert {name for name in was if was[name] != became[name]} == {"disc_radiculopathy"}
    assert (was["disc_radiculopathy"].level, was["disc_radiculopathy"].state) == ("urgent", "open")
    assert (became["disc_radiculopathy"].level, became["disc_radiculopathy"].state) == ("ask", "lowered")
    assert became["disc_radiculopathy"].why[-1].startswith("lowered by")
    assert raised(answered(before, {"comes_and_goes": False}))["disc_radiculopathy"].level == "urgent"


@pytest.mark.parametrize("figure", FIGURES)
def test_a_stray_spill_over_a_border_raises_nothing(figure: FigureName) -> None:
    """A dab of the second brush on the upper buttock, whose rim touches the flank, asks nothing of a kidney."""
    drawing = stroked("back", (90, load_figure(figure).belt_line() + 8), figure=figure)
    charts = load_charts(figure)
    touched = {region.name for region in charts["back"].regions_touched(drawing_areas(drawing, charts)["back"])}
    assert {"buttock-upper", "flank"} <= touched
    assert "kidney_stone" not in raised(drawing)


def test_a_dab_on_the_chest_is_not_overlooked() -> None:
    assert raised(stroked("front", (80, 470)))["cardiac"].level == "ask"


EVERYDAY = [
    f"back/{name}-{side}" for name in ("lumbar", "flank", "buttock-upper", "thigh-back") for side in ("left", "right")
]


@given(st.sets(st.sampled_from(EVERYDAY), min_size=1), st.sampled_from(QUALITIES))
def test_an_everyday_drawing_of_the_low_back_asks_after_three_things_at_most(
    regions: set[str], quality: Quality
) -> None:
    flags = raised(drawn(*regions, quality=quality))
    assert len(flags) <= 4
    assert {flag.level for flag in flags.values()} <= {"ask"}


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Any regions with any quality and any answers."""
    marks = st.builds(Mark, region=st.sampled_from(REGIONS), quality=st.none() | st.sampled_from(QUALITIES))
    answers = draw(st.dictionaries(st.sampled_from(ANSWERS), st.booleans(), max_size=12))
    figure = draw(st.sampled_from(FIGURES))
    return Drawing(figure=figure, marks=tuple(draw(st.lists(marks, max_size=6))), answers=answers)


@given(drawings())
def test_any_drawing_with_any_answers_has_its_flags_most_urgent_first(drawing: Drawing) -> None:
    flags = list(raised(drawing).values())
    order = [LEVELS.index(flag.level) for flag in flags]
    assert order == sorted(order)
    assert all(flag.why and flag.text.startswith("Rule out ") and flag.sources for flag in flags)
    assert all(one.given == drawing.answers.get(one.id) for flag in flags for one in flag.questions)


@given(drawings(), st.sampled_from(sorted({a for f in FLAGS.values() for one in f.raised_by for a in one.answers})))
def test_one_more_yes_never_removes_or_lowers_a_flag(drawing: Drawing, answer: str) -> None:
    before = raised(drawing)
    after = raised(answered(drawing, {answer: True}))
    assert set(before) <= set(after)
    assert all(LEVELS.index(after[name].level) <= LEVELS.index(flag.level) for name, flag in before.items())


def mirrored(region: str) -> str:
    """The same region on the other side."""
    stem, _, side = region.rpartition("-")
    return f"{stem}-{'left' if side == 'right' else 'right'}" if side in ("left", "right") else region


@given(drawings())
def test_a_mirrored_drawing_raises_the_same_but_for_organs_of_one_side(drawing: Drawing) -> None:
    marks = tuple(mark.model_copy(update={"region": mirrored(str(mark.region))}) for mark in drawing.marks)
    there, here = raised(drawing.model_copy(update={"marks": marks})), raised(drawing)
    assert {"appendicitis", "gallbladder", "cardiac"} == ONE_SIDED
    assert {name: flag.level for name, flag in here.items() if name not in ONE_SIDED} == {
        name: flag.level for name, flag in there.items() if name not in ONE_SIDED
    }


@given(st.lists(st.sampled_from([one for one in REGIONS if not one.endswith("-right")]), max_size=8), drawings())
def test_nothing_on_the_left_ever_asks_after_the_appendix_or_the_gallbladder(
    regions: list[str], answers: Drawing
) -> None:
    said = {
        name: yes for name, yes in answers.answers.items() if name != "yellow_skin"
    }  # that speaks without a drawing
    flags = raised(answered(drawn(*regions), said))
    assert not {"appendicitis", "gallbladder"} & set(flags)


def test_why_says_what_was_marked_and_answered_in_words() -> None:
    flag = raised(drawn(*SCIATICA, saddle_numbness=True))["cauda_equina"]
    assert flag.why == ("marked on the right: buttock and leg", "said yes to numbness of the saddle area")
    assert raised(drawn("front/navel"))["aortic"].why == ("marked across the middle: abdomen",)
    both = raised(drawn("back/lumbar-left", "back/lumbar-right"))["aortic"]
    assert both.why == ("marked on both sides: low back",)


def test_flags_do_not_move_the_ranking() -> None:
    calm, alarmed = match_drawing(drawn(*SCIATICA)), match_drawing(drawn(*SCIATICA, saddle_numbness=True))
    assert alarmed.warnings[0].level == "emergency"
    assert calm.ranking == alarmed.ranking


def test_rank_prints_open_flags_above_the_ranking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drawing.json"
    path.write_text(drawn(*SCIATICA, saddle_numbness=True, both_legs_affected=False).model_dump_json(exclude_none=True))
    assert main(["rank", str(path)]) == 0
    table = capsys.readouterr().out
    assert table.startswith("EMERGENCY: Rule out compression of the cauda equina")
    assert table.index("to ask: ") < table.index("gluteus minimus")
    assert main(["rank", str(path), "--format", "json"]) == 0
    (warning,) = json.loads(capsys.readouterr().out)["warnings"]
    assert (warning["id"], warning["level"], warning["state"]) == ("cauda_equina", "emergency", "open")
    assert warning["text"].startswith("Rule out ")
    assert {one["id"]: one["answer"] for one in warning["questions"]} == {
        "saddle_numbness": True,
        "bladder_or_bowel_change": None,
        "both_legs_affected": False,
    }


def test_rank_prints_flags_where_nothing_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drawing.json"
    path.write_text(drawn(chest_tightness=True).model_dump_json())
    assert main(["rank", str(path)]) == 0
    table = capsys.readouterr().out
    assert table.startswith("EMERGENCY: Rule out a cause in the heart")
    assert table.rstrip().endswith("Nothing is marked.")
