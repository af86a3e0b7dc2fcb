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
BOTH_CALVES = ("back/calf-inner-left", "back/calf-inner-right")
BOTH_SHOULDERS = ("back/shoulder-top-left", "back/shoulder-top-right")


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
        Case("emergency", drawn("back/sacrum", quality="numb"), drawn("back/sacrum", quality="aching")),
        Case("emergency", drawn("back/coccyx", quality="tingling"), drawn("back/coccyx", quality="sharp")),
        Case("emergency", drawn("front/thigh-inner-left", quality="numb"), drawn("front/thigh-inner-left")),
        Case(
            "urgent",
            drawn("back/thigh-back-inner-left", "back/calf-inner-left", quality="numb"),
            drawn(
                "back/thigh-back-outer-left",
                "back/calf-inner-left",
                quality="numb",
                saddle_numbness=False,
                both_legs_affected=False,
                bladder_or_bowel_change=False,
            ),
        ),
    ],
    "disc_radiculopathy": [
        Case("ask", drawn("front/shin-left"), drawn("front/knee-front-left")),
        Case("ask", drawn("back/thigh-back-left", quality="numb"), drawn("back/thigh-back-left", quality="burning")),
        Case(
            "ask",
            drawn("back/thigh-back-left", cough_or_sneeze_hurts=True),
            drawn("back/lumbar-left", cough_or_sneeze_hurts=True),
        ),
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
        Case("ask", drawn("front/chest-side-right"), drawn("front/chest-side-left")),
        Case(
            "urgent",
            drawn("front/upper-abdomen", pain_after_fatty_food=True, fever=True),
            drawn("front/upper-abdomen", fever=True),
        ),
        Case(
            "urgent",
            drawn("front/chest-side-right", pain_after_fatty_food=True, vomiting=True),
            drawn("front/chest-side-left", vomiting=True),
        ),
        Case("urgent", drawn("front/upper-abdomen-side-right", fever=True), drawn("front/navel", fever=True)),
    ],
    "cardiac": [
        Case("ask", drawn("front/breast-right"), drawn("back/lumbar-right")),
        Case("ask", drawn("back/interscapular-right"), drawn("back/nape-right")),
        Case("urgent", drawn("front/throat-left", worse_on_effort=True), drawn("front/throat-left")),
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
        Case(
            "ask",
            drawn("back/lumbar-left", "back/lumbar-right", age=50, figure="male"),
            drawn("back/lumbar-left", "back/lumbar-right", age=50),
        ),
        Case("ask", drawn("back/flank-left", age=70, figure="male"), drawn("back/flank-left", age=59, figure="male")),
        Case("ask", drawn("back/interscapular-left", figure="male"), drawn("back/interscapular-left", age=25)),
        Case("emergency", drawn("back/flank-right", collapse=True), drawn("back/calf-inner-right", collapse=True)),
        Case("ask", drawn("front/navel"), drawn("front/abdomen-side-left")),
        Case("emergency", drawn("back/lumbar-left", tearing_pain=True), drawn("back/lumbar-left", lightning_pain=True)),
    ],
    "kidney_stone": [
        Case("ask", drawn("back/flank-left"), drawn("back/lumbar-left")),
        Case("urgent", drawn("back/flank-right", pain_in_waves=True), drawn("back/sacrum", pain_in_waves=True)),
        Case("ask", drawn("back/lower-ribs-back-left"), drawn("back/mid-back-left")),
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
        Case("ask", drawn("back/lumbar-left", fall_or_accident=True, age=30), drawn("back/lumbar-left", age=80)),
        Case("urgent", drawn("back/lumbar-left", fall_or_accident=True, age=80), drawn("back/lumbar-left", age=80)),
        Case("urgent", drawn("back/nape-left", major_trauma=True, age=30), drawn("front/chin", major_trauma=True)),
    ],
    "infection_or_cancer": [
        Case("urgent", drawn("back/lumbar-left", fever=True), drawn("back/lumbar-left", nausea=True)),
        Case("urgent", drawn("back/lumbar-left", cancer_history=True), drawn("back/lumbar-left", cancer_history=False)),
        Case(
            "ask",
            drawn("back/lumbar-left", cancer_history=True, pain_days=4000),
            drawn("back/lumbar-left", chronic=True),
        ),
        Case("ask", drawn("back/lumbar-left", night_pain=True), drawn("back/lumbar-left", worse_lying_on_side=True)),
        Case("urgent", drawn(night_pain=True, weight_loss=True), drawn(night_pain=False, weight_loss=False)),
    ],
    "thunderclap_headache": [
        Case("ask", drawn("back/occiput-left"), drawn("back/nape-left")),
        Case("emergency", drawn(sudden_worst_headache=True), drawn(lightning_pain=True)),
    ],
    "pulmonary": [
        Case("ask", drawn("front/chest-side-right"), drawn("back/flank-right")),
        Case("emergency", drawn(coughing_blood=True), drawn(cough_or_sneeze_hurts=True)),
        Case("urgent", drawn("front/breast-right", pain_on_breathing=True), drawn(pain_on_breathing=True)),
        Case(
            "urgent", drawn("back/scapula-left", pain_on_breathing=True), drawn("back/sacrum", pain_on_breathing=True)
        ),
        Case("ask", drawn("back/interscapular-left"), drawn("back/lumbar-left")),
    ],
    "collapse": [Case("urgent", drawn("back/calf-inner-left", collapse=True), drawn(unsteady_walk=True))],
    "acute_limb_ischaemia": [
        Case("emergency", drawn("back/calf-inner-left", cold_pale_leg=True), drawn(leg_warm_or_red=True)),
    ],
    "vascular_claudication": [
        Case(
            "ask",
            drawn("back/calf-outer-right", worse_on_effort=True),
            drawn("back/calf-outer-right", worse_walking=True),
        ),
        Case("ask", drawn(leg_pain_after_distance=True), drawn(worse_on_effort=True)),
    ],
    "spinal_stenosis": [
        Case("ask", drawn(*BOTH_CALVES, worse_walking=True), drawn("back/calf-inner-left", worse_walking=True)),
        Case("ask", drawn(*BOTH_CALVES, leaning_forward_helps=True), drawn(*BOTH_CALVES)),
        Case(
            "ask",
            drawn("back/thigh-back-left", worse_standing=True, leaning_forward_helps=True),
            drawn("back/lumbar-left", worse_standing=True, leaning_forward_helps=True),
        ),
    ],
    "axial_spondyloarthritis": [
        Case("ask", drawn("back/sacroiliac-left", morning_stiffness=True), drawn("back/sacroiliac-left", chronic=True)),
        Case(
            "ask",
            drawn("back/lumbar-left", inflammation_elsewhere=True),
            drawn("back/lumbar-left", inflammation_elsewhere=True, age=70),
        ),
        Case(
            "ask",
            drawn("back/interscapular-right", morning_stiffness=True),
            drawn("front/knee-front-right", morning_stiffness=True),
        ),
    ],
    "temporal_arteritis": [
        Case("ask", drawn("front/temple-right"), drawn("front/temple-right", age=30)),
        Case("ask", drawn("front/jaw-left", age=71), drawn("front/jaw-left", age=49)),
        Case("urgent", drawn("back/occiput-left", scalp_tender=True, age=50), drawn("back/occiput-left", age=50)),
        Case("emergency", drawn("front/forehead-left", sudden_loss_of_sight=True), drawn("front/chin", age=71)),
    ],
    "polymyalgia_rheumatica": [
        Case(
            "ask",
            drawn(*BOTH_SHOULDERS, morning_stiffness=True),
            drawn(*BOTH_SHOULDERS, morning_stiffness=True, age=40),
        ),
        Case(
            "urgent",
            drawn(*BOTH_SHOULDERS, morning_stiffness=True, age=70),
            drawn("back/shoulder-top-left", morning_stiffness=True, age=70),
        ),
    ],
    "shingles": [
        Case(
            "ask", drawn("front/chest-side-left", quality="burning"), drawn("front/chest-side-left", quality="aching")
        ),
        Case(
            "ask",
            drawn("back/mid-back-right", skin_hurts_to_touch=True),
            drawn("back/calf-inner-left", quality="burning"),
        ),
        Case(
            "urgent",
            drawn("back/mid-back-right", blisters=True),
            drawn("back/mid-back-left", "back/mid-back-right", quality="burning"),
        ),
    ],
    "diverticulitis": [
        Case("ask", drawn("front/lower-abdomen-side-left"), drawn("front/lower-abdomen-side-left", age=25)),
        Case(
            "urgent",
            drawn("front/lower-abdomen-side-left", fever=True),
            drawn("front/lower-abdomen-side-right", fever=True),
        ),
        Case(
            "emergency",
            drawn("front/abdomen-side-left", fever=True, worse_on_jolt=True),
            drawn("front/groin-left", fever=True),
        ),
    ],
    "stomach_or_pancreas": [
        Case("ask", drawn("back/mid-back-left", "back/mid-back-right"), drawn("back/mid-back-left")),
        Case("ask", drawn("front/upper-abdomen"), drawn("front/navel")),
        Case("urgent", drawn("back/mid-back-left", vomiting=True), drawn("back/lumbar-left", vomiting=True)),
        Case("emergency", drawn(black_stools=True), drawn(rectal_bleeding=True)),
    ],
    "ovarian_torsion": [
        Case("ask", drawn("front/lower-abdomen-side-left"), drawn("front/lower-abdomen-side-left", figure="male")),
        Case("emergency", drawn("front/groin-right", sudden_lower_belly_pain=True), drawn("front/groin-right")),
        Case("emergency", drawn(sudden_lower_belly_pain=True, vomiting=True), drawn(vomiting=True)),
    ],
    "pelvic_infection": [
        Case(
            "urgent", drawn("front/lower-abdomen", fever=True), drawn("front/lower-abdomen", fever=True, figure="male")
        ),
        Case("urgent", drawn(unusual_discharge=True), drawn("front/lower-abdomen")),
    ],
    "endometriosis": [
        Case("ask", drawn("front/lower-abdomen", painful_periods=True), drawn("front/lower-abdomen")),
        Case("ask", drawn("back/sacrum", painful_periods=True), drawn("back/nape-left", painful_periods=True)),
    ],
    "bowel_bleeding": [Case("urgent", drawn(rectal_bleeding=True), drawn("back/coccyx", bowel_movement_hurts=True))],
    "septic_joint": [
        Case("urgent", drawn("front/groin-left", fever=True), drawn("front/shin-left", fever=True)),
        Case("urgent", drawn(hot_swollen_joint=True), drawn(leg_warm_or_red=True)),
        Case("emergency", drawn("back/hip-back-right", fever=True, limp=True), drawn("back/hip-back-right", limp=True)),
    ],
    "hip_of_the_young": [
        Case("ask", drawn("front/knee-front-left", age=12), drawn("front/knee-front-left", age=18)),
        Case(
            "ask",
            drawn("front/groin-right", "front/knee-front-right", limp=True),
            drawn("front/groin-right", limp=True, age=40),
        ),
        Case("urgent", drawn("front/knee-front-left", age=12, limp=True), drawn("front/knee-front-left", limp=True)),
    ],
    "cervical_artery": [
        Case("ask", drawn("back/nape-left", "back/occiput-left"), drawn("back/nape-left")),
        Case(
            "emergency", drawn("back/nape-left", brain_signs=True), drawn("back/nape-left", unfamiliar_neck_pain=True)
        ),
        Case(
            "urgent",
            drawn("back/nape-left", unfamiliar_neck_pain=True, major_trauma=True),
            drawn("back/nape-left", major_trauma=True),
        ),
    ],
    "pregnancy": [
        Case("ask", drawn("front/navel"), drawn("front/navel", figure="male")),
        Case("ask", drawn("front/groin-left", age=30), drawn("front/groin-left", age=70)),
        Case("ask", drawn("back/lumbar-left", may_be_pregnant=True), drawn("back/lumbar-left")),
    ],
    "bleeding": [
        Case("ask", drawn("back/nape-left", blood_thinners=True), drawn("back/nape-left")),
        Case(
            "urgent",
            drawn("front/groin-left", blood_thinners=True, pain_days=2),
            drawn("front/groin-left", pain_days=2),
        ),
    ],
    "spinal_infection": [
        Case(
            "ask", drawn("back/lumbar-left", injected_drugs=True), drawn("front/knee-front-left", injected_drugs=True)
        ),
        Case(
            "urgent",
            drawn("back/mid-back-left", immune_weakness=True, night_pain=True),
            drawn("back/mid-back-left", night_pain=True),
        ),
        Case(
            "emergency",
            drawn("back/lumbar-left", spinal_procedure=True, fever=True),
            drawn("back/lumbar-left", fever=True),
        ),
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
    drawn_numb = any(mark.quality in ("numb", "tingling") for mark in case.raises.marks)
    if drawn_numb and case.level != "ask":
        assert cleared[name].level == case.level  # numbness that was drawn between the legs outweighs a "no"
    else:
        assert name not in cleared


@pytest.mark.parametrize(("name", "case"), ASKED)
def test_a_flag_that_is_answered_in_part_stays_open(name: str, case: Case) -> None:
    clearing = FLAGS[name].clearing
    for first in set(clearing) - case.raises.answers.keys() if len(clearing) > 1 else ():
        flag = raised(answered(case.raises, {first: False})).get(name)
        assert flag is not None
        assert (flag.level, flag.state) == ("ask", "open")
        assert next(one.given for one in flag.questions if one.id == first) is False


def test_nothing_but_answers_raises_a_flag_on_an_empty_drawing() -> None:
    assert raised(Drawing()) == {}
    assert raised(Drawing(answers=dict.fromkeys(ANSWERS, False))) == {}
    assert list(raised(drawn(saddle_numbness=True))) == ["cauda_equina"]


def test_that_pain_comes_and_goes_or_comes_with_a_cough_lowers_and_clears_nothing() -> None:
    for before in (
        drawn(*SCIATICA, constant_pain=True, unbearable_pain=True, saddle_numbness=True, limb_weakness=True),
        drawn(*SCIATICA, "back/calf-inner-right"),
        drawn("back/calf-inner-right", pain_strength=10),
    ):
        for answer in ("comes_and_goes", "cough_or_sneeze_hurts"):
            was, became = raised(before), raised(answered(before, {answer: True}))
            assert set(was) <= set(became)
            assert all(LEVELS.index(became[name].level) <= LEVELS.index(flag.level) for name, flag in was.items())


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


@given(st.sets(st.sampled_from(EVERYDAY), min_size=1), st.sampled_from(["aching", "sharp", "other"]))
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
    known = yes_or_no(load_atlas().answers, drawing.answers)
    assert all(one.given == known.get(one.id) for flag in flags for one in flag.questions)


RAISING = sorted({a for f in FLAGS.values() for one in f.raised_by for a in one.answers})


@given(drawings(), st.sampled_from(RAISING))
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
    assert {"appendicitis", "gallbladder", "cardiac", "diverticulitis"} == ONE_SIDED
    assert {name: flag.level for name, flag in here.items() if name not in ONE_SIDED} == {
        name: flag.level for name, flag in there.items() if name not in ONE_SIDED
    }


@given(st.lists(st.sampled_from([one for one in REGIONS if not one.endswith("-right")]), max_size=8), drawings())
def test_nothing_on_the_left_ever_asks_after_the_appendix_or_the_gallbladder(
    regions: list[str], answers: Drawing
) -> None:
    said = {
        name: yes for name, yes in answers.answers.items() if name not in ("yellow_skin", "pain_after_fatty_food")
    }  # these speak without a drawing
    flags = raised(answered(drawn(*regions), said))
    assert not {"appendicitis", "gallbladder"} & set(flags)


def test_why_says_what_was_marked_and_answered_in_words() -> None:
    flag = raised(drawn(*SCIATICA, saddle_numbness=True))["cauda_equina"]
    assert flag.why == ("marked on the right: buttock and leg", "said yes to numbness of the saddle area")
    assert raised(drawn("front/navel"))["aortic"].why == ("marked across the middle: abdomen", "the age is not known")
    assert raised(drawn("front/navel", age=71))["aortic"].why == ("marked across the middle: abdomen", "aged 71")
    both = raised(drawn("back/lumbar-left", "back/lumbar-right"))["aortic"]
    assert both.why == ("marked on both sides: low back", "the age is not known")


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


def test_rank_says_where_nobody_asked_and_by_when_a_physician_should_see_the_patient(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "drawing.json"
    path.write_text(drawn("back/lumbar-left").model_dump_json(exclude_none=True))
    assert main(["rank", str(path)]) == 0
    assert "Red flags: not asked." in capsys.readouterr().out
    path.write_text(drawn("back/lumbar-left", groin_lump=True).model_dump_json(exclude_none=True))
    assert main(["rank", str(path)]) == 0
    table = capsys.readouterr().out
    assert "Red flags: not asked." not in table
    assert "URGENT, THIS WEEK: Rule out a hernia" in table
    assert main(["rank", str(path), "--format", "json"]) == 0
    hernia = next(one for one in json.loads(capsys.readouterr().out)["warnings"] if one["id"] == "hernia")
    assert hernia["within"] == "this week"
    assert "this week" in hernia["text"]


def test_rank_prints_flags_where_nothing_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "drawing.json"
    path.write_text(drawn(chest_tightness=True).model_dump_json())
    assert main(["rank", str(path)]) == 0
    table = capsys.readouterr().out
    assert table.startswith("EMERGENCY: Rule out a cause in the heart")
    assert table.rstrip().endswith("Nothing is marked.")
