"""What a review of drawings found missing, and its neighbours: every place and each side of it raises its red flag.

What raises, clears and settles a flag in general is in `test_warnings` and `test_settled`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pytest

from bodymap.atlas.flags import RedFlag, Trigger, urgency
from bodymap.atlas.shipped import load_atlas, load_flags
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FIGURES, FigureName
from bodymap.drawing.findings import OUTCOMES, Findings, Outcome, Settled
from bodymap.drawing.model import AnswerValue, Drawing, Mark, Quality
from bodymap.matching.interview import Interview
from bodymap.matching.match import Match, match_drawing
from bodymap.matching.next_questions import MOST, questions_ahead, telling_questions
from bodymap.matching.warnings import RaisedFlag

FLAGS = load_flags().flags
EFFORT: dict[str, AnswerValue] = {"worse_on_effort": True, "cold_sweat": True}
ABOVE_THE_NAVEL = (
    "front/jaw", "front/chin", "front/throat", "front/neck-side", "front/mouth", "front/shoulder-front",
    "front/collarbone", "front/chest-upper", "front/breast", "front/breastbone", "front/chest-side",
    "front/upper-abdomen-side", "front/upper-abdomen", "front/upper-arm-front", "front/elbow-crease",
    "front/forearm-front-ulnar", "front/palm", "back/nape", "back/shoulder-top", "back/shoulder-back", "back/scapula",
    "back/interscapular", "back/mid-back", "back/lower-ribs-back", "back/upper-arm-back", "back/elbow-back",
    "back/hand-back",
)  # fmt: skip
BELOW_THE_KNEE = (
    "front/shin", "front/leg-inner", "front/leg-outer", "front/foot-top", "front/great-toe", "front/lesser-toes",
    "back/calf-inner", "back/calf-outer", "back/achilles", "back/heel-back",
)  # fmt: skip
SADDLE = ("back/sacrum", "back/coccyx", "back/perineum", "front/genitals", "front/thigh-inner", "back/thigh-back-inner")
SHOULDER_BLADES = ("back/interscapular", "back/scapula")


def sides_of(name: str) -> list[str]:
    """The ids of a region on the charts: one of each side, or the one on the midline."""
    charts = load_charts("female").values()
    return sorted(one for chart in charts for one in chart.regions if one in (name, f"{name}-left", f"{name}-right"))


def matched(
    *regions: str, figure: FigureName = "female", quality: Quality | None = None, **answers: AnswerValue
) -> Match:
    """The match of a drawing of whole regions with answers."""
    return match_drawing(drawn(regions, answers, figure, quality))


def drawn(
    regions: Iterable[str],
    answers: Mapping[str, AnswerValue],
    figure: FigureName = "female",
    quality: Quality | None = None,
) -> Drawing:
    """A drawing of whole regions with answers."""
    marks = tuple(Mark(region=region, quality=quality) for region in regions)
    return Drawing(figure=figure, marks=marks, answers=answers)


def flags(match: Match) -> dict[str, RaisedFlag]:
    """Its red flags by id."""
    return {flag.id: flag for flag in match.warnings}


def each(names: tuple[str, ...]) -> list[str]:
    """Both sides of each region."""
    return [one for name in names for one in sides_of(name)]


@pytest.mark.parametrize("region", each(ABOVE_THE_NAVEL))
@pytest.mark.parametrize("figure", FIGURES)
def test_effort_with_cold_sweat_anywhere_above_the_navel_is_an_emergency_of_the_heart(
    region: str, figure: FigureName
) -> None:
    assert flags(match_drawing(drawn([region], EFFORT, figure)))["cardiac"].level == "emergency"
    without = flags(matched(region, figure=figure)).get("cardiac")
    assert without is None or without.level == "ask"


@pytest.mark.parametrize(
    "region", each(("back/lumbar", "back/sacrum", "front/groin", "back/calf-inner", "front/navel"))
)
def test_effort_with_cold_sweat_below_it_is_none(region: str) -> None:
    assert "cardiac" not in flags(match_drawing(drawn([region], EFFORT)))


@pytest.mark.parametrize("region", each(SADDLE))
@pytest.mark.parametrize("quality", ["numb", "tingling"])
def test_numbness_drawn_at_the_saddle_is_an_emergency(region: str, quality: Quality) -> None:
    assert flags(matched(region, quality=quality))["cauda_equina"].level == "emergency"
    aching = flags(matched(region, quality="aching"))
    assert "cauda_equina" not in aching or aching["cauda_equina"].level == "ask"


@pytest.mark.parametrize("region", each(SHOULDER_BLADES))
def test_the_shoulder_blades_ask_after_aorta_heart_and_lung(region: str) -> None:
    found = flags(matched(region))
    assert {found[name].level for name in ("aortic", "cardiac", "pulmonary")} == {"ask"}


@pytest.mark.parametrize("region", each(("back/mid-back", "back/shoulder-top", "front/throat")))
def test_beside_them_the_same_is_asked_though_no_flag_stands(region: str) -> None:
    assert not flags(matched(region)).keys() & {"aortic", "cardiac", "pulmonary"}
    asked = {one.answer.id for one in telling_questions(matched(region))}
    assert {"tearing_pain", "chest_tightness", "pain_on_breathing", "worse_on_effort", "sudden_breathlessness"} <= asked


@pytest.mark.parametrize("region", each(("back/flank", "back/lower-ribs-back", "back/lumbar")))
def test_waves_with_fever_at_the_kidney_angle_are_an_obstructed_infected_kidney(region: str) -> None:
    assert flags(matched(region, pain_in_waves=True, fever=True))["kidney_stone"].level == "emergency"


@pytest.mark.parametrize("region", each(BELOW_THE_KNEE))
def test_pain_below_the_knee_asks_for_the_tests_of_a_root(region: str) -> None:
    flag = flags(matched(region))["disc_radiculopathy"]
    assert flag.level == "ask"
    for test in ("straight leg", "slump", "reflexes", "power"):
        assert test in flag.text


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("figure", FIGURES)
def test_one_flank_over_sixty_asks_after_an_aneurysm(side: str, figure: FigureName) -> None:
    for place in ("back/flank", "back/lumbar", "front/abdomen-side"):
        assert "aortic" in flags(matched(f"{place}-{side}", figure=figure, age=70))
        assert "aortic" not in flags(matched(f"{place}-{side}", figure=figure, age=45))


def test_the_two_sided_low_back_of_the_young_is_no_alarm_for_the_aorta() -> None:
    both = ("back/lumbar-left", "back/lumbar-right")
    assert "aortic" not in flags(matched(*both, age=30))
    assert "aortic" in flags(matched(*both, age=75))


# Each reason of the table, at each region that it names


class Reason(NamedTuple):
    """One trigger of one flag."""

    flag: RedFlag
    trigger: Trigger

    def drawings(self) -> Iterator[Drawing]:
        """Drawings that it has to hold in: each region of each of its places alone, on each side that it allows."""
        answers: dict[str, AnswerValue] = dict.fromkeys(
            (*self.trigger.all_of, *self.trigger.any_of[: self.trigger.least]), True
        )
        if self.trigger.of_age:
            answers["age"] = self.trigger.age_from or self.trigger.age_to or 0
        places = [load_flags().places[name].regions for name in self.trigger.marked]
        quality: Quality | None = self.trigger.quality
        figure = self.trigger.figure or "female"
        longest = max((len(regions) for regions in places), default=1)
        for number in range(longest):
            for sides in self.sides():
                marks = [
                    Mark(region=one, quality=quality)
                    for regions in places
                    for one in sides_of(regions[number % len(regions)])
                    if one.rpartition("-")[2] in sides or not one.endswith(("-left", "-right"))
                ]
                yield Drawing(figure=figure, marks=tuple(marks), answers=answers)

    def sides(self) -> list[tuple[str, ...]]:
        """The sides to draw on."""
        if self.trigger.side == "both":
            return [("left", "right")]
        if self.trigger.side in ("left", "right"):
            return [(self.trigger.side,)]
        return [("left",), ("right",)]


REASONS = [Reason(flag, trigger) for flag in FLAGS for trigger in flag.raised_by]


@pytest.mark.parametrize("reason", REASONS, ids=lambda one: f"{one.flag.id}-{one.flag.raised_by.index(one.trigger)}")
def test_a_reason_holds_at_each_region_and_side_that_it_names(reason: Reason) -> None:
    for drawing in reason.drawings():
        lone_midline = reason.trigger.side in ("left", "right", "one") and not any(
            str(mark.region).endswith(("-left", "-right")) for mark in drawing.marks
        )
        if lone_midline:  # a region on the midline is no organ's side
            continue
        found = flags(match_drawing(drawing)).get(reason.flag.id)
        assert found is not None, drawing
        assert urgency((found.level, found.within)) <= urgency(reason.trigger.step), drawing


# What raised an open flag speaks for no muscle


@pytest.mark.parametrize(
    ("answer", "muscle", "regions"),
    [
        ("leg_swelling", "piriformis", ("back/buttock-lower-right", "back/thigh-back-right")),
        ("numbness_down_leg", "piriformis", ("back/buttock-lower-right", "back/thigh-back-right")),
        ("sexual_problems", "piriformis", ("back/buttock-lower-right", "back/thigh-back-right")),
        ("pain_after_fatty_food", "rectus_abdominis", ("front/upper-abdomen",)),
        ("leaning_forward_helps", "iliopsoas", ("front/thigh-front-left", "front/thigh-front-right")),
    ],
)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_may_point_at_a_danger_scores_only_once_its_flag_is_settled(
    answer: str, muscle: str, regions: tuple[str, ...], outcome: Outcome
) -> None:
    def factor(match: Match) -> float:
        return match.ranking.by_key[muscle, "right"].answer_factor

    open_ = match_drawing(drawn(regions, {answer: True}))
    assert answer in open_.evidence.suspended
    assert answer in open_.to_json()["suspended_answers"]
    assert factor(open_) == 1
    settled = tuple(Settled(flag=one.id, level=one.level, outcome=outcome, note="seen") for one in open_.warnings)
    after = match_drawing(open_.drawing.model_copy(update={"findings": Findings(flags=settled)}))
    assert not after.evidence.suspended
    assert factor(after) > 1


def test_a_suspended_answer_may_still_speak_against_a_muscle() -> None:
    match = matched("back/buttock-lower-right", "back/thigh-back-right", unbearable_pain=True, constant_pain=True)
    assert "unbearable_pain" in match.evidence.suspended
    assert match.ranking.by_key["piriformis", "right"].answer_factor < 1


def test_a_cough_and_what_comes_and_goes_move_no_score() -> None:
    moved = {one.id for muscle in load_atlas().muscles.values() for one in muscle.answers}
    assert not {"cough_or_sneeze_hurts", "comes_and_goes"} & moved


# Whether anybody asked


def test_a_drawing_without_an_answer_about_danger_says_that_none_was_asked() -> None:
    assert not matched("back/lumbar-right").red_flags_asked
    assert not matched("back/lumbar-right", pain_days=5, worse_upright=True, limp=True, age=40).red_flags_asked
    assert matched("back/lumbar-right", fever=False).red_flags_asked
    assert matched("back/lumbar-right", fever=False).to_json()["red_flags_asked"] is True


# What comes next in the interview


def answered(course: Interview, match: Match, **answers: AnswerValue) -> tuple[Interview, Match]:
    """The course after its question was answered, and the match with the answer."""
    found = match_drawing(match.drawing.model_copy(update={"answers": {**match.drawing.answers, **answers}}))
    return course.answered(found, unknown=not answers), found


def test_a_flag_raised_late_gets_its_questions_next_and_past_any_limit() -> None:
    match = matched("back/lumbar-right")
    course = Interview.begin(match)
    while course.current is not None and course.current.answer.id != "cancer_history":
        course, match = answered(course, match)  # "don't know" to all
    assert course.current is not None, "a history of cancer is asked of everybody"
    before = len([step for step in course.done if step.telling])
    course, match = answered(course, match, cancer_history=True)
    open_ = [one.id for one in flags(match)["infection_or_cancer"].to_ask]
    asked = {step.answer.id for step in course.done}
    wanted = [one for one in open_ if one not in asked]
    assert [step.answer.id for step in course.ahead[: len(wanted)]] == wanted
    assert before <= MOST


@pytest.mark.parametrize("flag", [flag for flag in FLAGS if len(flag.questions) > 1], ids=lambda flag: flag.id)
def test_the_questions_of_an_urgent_flag_come_whatever_was_asked(flag: RedFlag) -> None:
    urgent = [one for one in (Reason(flag, trigger) for trigger in flag.raised_by) if one.trigger.level != "ask"]
    for reason in urgent:
        match = next(one for one in map(match_drawing, reason.drawings()) if flag.id in flags(one))
        many = [one for one in questions_ahead(matched("back/lumbar-right")) if not one.follow_up][:MOST]
        ahead = [one for one in questions_ahead(match, many) if one.follow_up]
        by_first = {"constant_pain", "unbearable_pain", "a_week_or_less"}
        wanted = {one.id for one in flags(match)[flag.id].to_ask} - by_first - {one.answer.id for one in many}
        assert wanted <= {one.answer.id for one in ahead}


def test_the_age_is_asked_once_and_not_where_the_record_has_it() -> None:
    def ids(match: Match) -> list[str]:
        return [step.answer.id for step in Interview.begin(match).ahead]

    assert ids(matched("back/lumbar-right")).count("age") == 1
    known = Interview.begin(matched("back/lumbar-right", age=64))
    assert "age" not in [step.answer.id for step in (*known.done, *known.ahead)]
    assert known.place == 0


@pytest.mark.parametrize("days", [1, 42, 89, 90, 4000])
def test_what_a_duration_tells_is_not_asked(days: int) -> None:
    match = matched("back/lumbar-right", pain_days=days)
    assert match.evidence.answers["chronic"] == (days >= 90)
    assert "chronic" not in [one.answer.id for one in questions_ahead(match)]
