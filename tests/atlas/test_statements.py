"""The statements of the articles hold in the program, one by one; the marks say which test holds which.

What they say of the ranking of a whole drawing stands in `test_articles`, of zones in `test_placing`, of muscles
examined together in `tests/matching/test_examination_order.py`, that the table is complete in `test_statements_page`.
"""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.atlas.placed import PlacedPoint
from bodymap.atlas.placing import place_points
from bodymap.atlas.shipped import load_atlas
from bodymap.body.areas import Areas, intersection, size, union
from bodymap.body.chart_files import load_charts
from bodymap.body.chart_shape import mirror_sign
from bodymap.body.figure import FIGURES, FigureName, load_figure
from bodymap.drawing.findings import Findings, Settled
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.matching.answers import yes_or_no
from bodymap.matching.examination_order import rules_that_hold
from bodymap.matching.match import Match, match_drawing
from bodymap.matching.next_questions import first_questions
from bodymap.report.rich_text.atlas_html import muscle_html

each_figure = pytest.mark.parametrize("figure", FIGURES)
statement = pytest.mark.statement

Regions = tuple[str, ...]
Answers = Mapping[str, AnswerValue]

LOW_BACK = ("back/lumbar-right", "back/flank-right")
BUTTOCK = ("back/buttock-upper-right", "back/buttock-lower-right")
HIP_AND_BUTTOCK = ("back/hip-back-right", "back/buttock-lower-right")
SCIATICA = ("back/buttock-lower-right", "back/thigh-back-right", "back/calf-inner-right", "back/calf-outer-right")


def matched(regions: Regions, answers: Answers | None = None, figure: FigureName = "female") -> Match:
    """The match of a drawing of whole regions with answers."""
    marks = tuple(Mark(region=region) for region in regions)
    return match_drawing(Drawing(figure=figure, marks=marks, answers=dict(answers or {})))


def settled(match: Match) -> Findings:
    """Findings that settle every red flag that stands."""
    return Findings(flags=tuple(Settled(flag=one.id, level=one.level, outcome="ruled_out") for one in match.warnings))


def raised(regions: Regions, answers: Answers, findings: Findings | None = None) -> set[tuple[str, str]]:
    """The muscles of the right side with their points whose score these answers raise."""
    silent, answered = matched(regions).ranking, matched(regions, answers).drawing
    told = match_drawing(answered.model_copy(update={"findings": findings or Findings()})).ranking
    return {
        (row.muscle, point.name)
        for row in told.rows
        if row.side == "right"
        for point in row.points
        if point.score > next(one.score for one in silent.by_key[row.key].points if one.name == point.name)
    }


def muscles(found: set[tuple[str, str]]) -> set[str]:
    """The muscles among muscles with their points."""
    return {muscle for muscle, _ in found}


def together(rule: str, match: Match) -> set[str]:
    """The muscles that a rule of company brings together in a drawing; none where it does not hold."""
    return {muscle for found, _ in rules_that_hold(match) if found.id == rule for muscle in found.muscles}


def points(muscle: str, figure: FigureName = "female") -> dict[str, PlacedPoint]:
    """The points of the right muscle by name."""
    return {one.name: one for one in place_points(load_atlas(), figure) if (one.muscle, one.side) == (muscle, "right")}


def reaches(zones: Areas, figure: FigureName, region: str) -> bool:
    """Whether zones cover a tenth of a region at least."""
    (chart,) = (chart for chart in load_charts(figure).values() if region in chart.regions)
    area: Areas = {chart.name: chart.regions[region].area}
    return size(intersection(zones, area)) >= 0.1 * size(area)


# -- how long, and what comes and goes --------------------------------------------------------------------------------


@statement("GEN-04")
@given(st.integers(0, 400))
def test_a_week_or_less_is_acute(days: int) -> None:
    table = load_atlas().answers
    known = yes_or_no(table, {"pain_days": days})
    assert known["a_week_or_less"] == (days <= 7)
    assert not (known["a_week_or_less"] and known.get("chronic"))
    assert table["a_week_or_less"].wording.startswith("acute")


@statement("GEN-12")
def test_constant_and_unbearable_leg_pain_asks_after_a_disc_before_any_muscle() -> None:
    (flag,) = (
        one
        for one in matched(SCIATICA, {"comes_and_goes": False, "pain_strength": 10}).warnings
        if one.id == "disc_radiculopathy"
    )
    assert (flag.level, flag.state) == ("urgent", "open")
    for less in ({"comes_and_goes": False}, {"comes_and_goes": False, "pain_strength": 5}, {"pain_strength": 10}):
        assert {one.level for one in matched(SCIATICA, less).warnings if one.id == "disc_radiculopathy"} == {"ask"}


@statement("GEN-12")
def test_unbearable_leg_pain_speaks_against_the_muscles_of_sciatica() -> None:
    told = matched(SCIATICA, {"unbearable_pain": True}).ranking
    for muscle in ("gluteus_minimus", "piriformis"):
        assert told.by_key[muscle, "right"].answer_factor < 1


@statement("GEN-13")
def test_that_leg_pain_comes_and_goes_is_told_as_the_authors_opinion_and_moves_nothing() -> None:
    (told,) = (one for one in load_atlas().general if "GEN-13" in {source.fact for source in one.sources})
    assert told.topic == "author_opinion"
    assert not raised(SCIATICA, {"comes_and_goes": True})
    radiating = {"constant_pain": True, "unbearable_pain": True, "comes_and_goes": True}
    (flag,) = (one for one in matched(SCIATICA, radiating).warnings if one.id == "disc_radiculopathy")
    assert (flag.level, flag.state) == ("urgent", "open")


# -- what follows what ------------------------------------------------------------------------------------------------


@statement("GEN-15", "GEN-19")
def test_everybody_is_asked_about_earlier_pain_and_in_leg_pain_it_brings_in_the_low_back() -> None:
    assert "history_of_low_back_pain" in {one.id for one in first_questions(matched(LOW_BACK))}
    assert {"gluteus_minimus", "piriformis"} <= muscles(raised(SCIATICA, {"history_of_low_back_pain": True}))
    assert "quadratus_lumborum" in together("earlier_disorder", matched(SCIATICA, {"history_of_low_back_pain": True}))
    assert not together("earlier_disorder", matched(SCIATICA))


@statement("GEN-18", "GEN-05")
def test_chronic_pain_of_the_buttock_alone_brings_in_the_muscles_of_the_low_back() -> None:
    gluteal = {"gluteus_maximus", "gluteus_minimus", "piriformis"}
    assert together("one_disorder", matched(BUTTOCK, {"pain_days": 120})) == gluteal | {
        "quadratus_lumborum",
        "gluteus_medius",
    }
    assert not together("one_disorder", matched(BUTTOCK, {"pain_days": 5}))


@statement("GEN-10", "PIR-06")
@pytest.mark.parametrize(
    ("regions", "answers"),
    [
        (SCIATICA, {}),
        (("back/buttock-lower-right", "front/thigh-outer-right"), {}),
        (("back/buttock-lower-right",), {"numbness_down_leg": True}),
    ],
)
def test_sciatica_is_pain_or_numbness_from_the_buttock_down_the_back_or_the_side(
    regions: Regions, answers: Answers
) -> None:
    assert together("sciatica", matched(regions, answers)) == {"gluteus_minimus", "piriformis"}
    assert not together("sciatica", matched(("back/buttock-lower-right",)))


@statement("QL-14", "QL-24", "QL-26", "GMIN-05")
def test_quadratus_lumborum_switches_on_the_muscles_that_move_the_hip() -> None:
    known = load_atlas().muscles
    assert {"gluteus_minimus", "gluteus_medius", "piriformis"} <= {
        one.muscle for one in known["quadratus_lumborum"].satellites
    }
    assert "quadratus_lumborum" in {one.muscle for one in known["gluteus_minimus"].companions}


# -- points -----------------------------------------------------------------------------------------------------------


@statement("QL-06", "GMED-05", "RA-12")
@each_figure
def test_points_are_as_many_as_the_articles_count_and_named_as_they_name_them(figure: FigureName) -> None:
    assert len(points("quadratus_lumborum", figure)) == 4
    assert set(points("gluteus_medius", figure)) == {"medial", "middle", "lateral"}
    named = points("rectus_abdominis", figure)
    assert {"upper", "lower", "lateral"} < set(named)
    assert [name for name in named if name.startswith("mid")]


@statement("GMED-09")
def test_chronic_pain_speaks_for_the_middle_and_the_lateral_point_of_gluteus_medius() -> None:
    found = raised(("back/lumbar-right", *BUTTOCK), {"pain_days": 200})
    assert {name for muscle, name in found if muscle == "gluteus_medius"} == {"middle", "lateral"}


# -- zones ------------------------------------------------------------------------------------------------------------


@statement("QL-08")
@each_figure
def test_quadratus_lumborum_reaches_low_back_hip_and_buttock_behind_and_the_groin_in_front(figure: FigureName) -> None:
    zones = union([areas for one in points("quadratus_lumborum", figure).values() for areas in _zones(one)])
    for region in ("back/lumbar-right", "back/hip-back-right", "back/buttock-lower-right", "front/groin-right"):
        assert reaches(zones, figure, region), region


@statement("QL-16")
@each_figure
def test_quadratus_lumborum_has_a_band_of_one_side_at_the_belt_line(figure: FigureName) -> None:
    (chart, band), *more = points("quadratus_lumborum", figure)["upper superficial"].essential.items()
    assert (chart, more) == ("back", [])
    x0, y0, x1, y1 = band.bounds
    assert min(x0 * mirror_sign("back", "right"), x1 * mirror_sign("back", "right")) > 0
    assert y0 < load_figure(figure).belt_line() < y1
    assert x1 - x0 > y1 - y0


@statement("QL-23")
@each_figure
def test_groin_and_genitals_are_the_spillover_of_quadratus_lumborum(figure: FigureName) -> None:
    known = points("quadratus_lumborum", figure)
    essential, spillover = (union([_zones(one)[n] for one in known.values()]) for n in (0, 1))
    for region in ("front/groin-right", "front/genitals"):
        assert reaches(spillover, figure, region), region
        assert not reaches(essential, figure, region), region


@statement("GEN-21", "PIR-08")
@each_figure
def test_three_muscles_reach_both_buttock_and_hip(figure: FigureName) -> None:
    for muscle in ("gluteus_minimus", "quadratus_lumborum", "piriformis"):
        zones = union([one.essential for one in points(muscle, figure).values()])
        assert reaches(zones, figure, "back/buttock-lower-right"), muscle
        assert reaches(zones, figure, "back/hip-back-right"), muscle


def _zones(point: PlacedPoint) -> tuple[Areas, Areas]:
    return point.essential, point.spillover


@statement("RA-08")
def test_rectus_abdominis_may_hurt_in_the_belly_alone_in_the_back_alone_or_in_both() -> None:
    belly, back = ("front/lower-abdomen",), ("back/lower-ribs-back-left", "back/lower-ribs-back-right")
    best = []
    for regions in (belly, back, belly + back):
        rows = matched(regions).ranking.rows
        assert rows[0].muscle == "rectus_abdominis"
        best.append(rows[0].best.name)
    assert best[0] != best[1]


# -- what a patient says ----------------------------------------------------------------------------------------------


@statement("QL-21")
def test_a_chronic_history_lifts_quadratus_lumborum_where_the_low_back_does_not_hurt_now() -> None:
    for history in ({"pain_days": 200}, {"history_of_low_back_pain": True}):
        assert "quadratus_lumborum" in muscles(raised(HIP_AND_BUTTOCK, history))
        assert "quadratus_lumborum" not in muscles(raised(HIP_AND_BUTTOCK + LOW_BACK, history))


@statement("QL-22")
@each_figure
def test_at_the_side_of_the_hip_quadratus_lumborum_is_shown_with_what_it_looks_like(figure: FigureName) -> None:
    first = matched(("back/hip-back-right",), figure=figure).ranking.rows[:2]
    assert ("quadratus_lumborum", "right") in {row.key for row in first}
    assert "trochanteric bursitis" in muscle_html(load_atlas(), "quadratus_lumborum", "right")


@statement("RA-09", "RA-05", "RA-11")
def test_the_right_side_alone_looks_like_appendix_and_gall_bladder() -> None:
    right, left = (muscle_html(load_atlas(), "rectus_abdominis", side) for side in ("right", "left"))
    for condition in ("appendicitis:", "gall bladder attack:"):
        assert condition in right
        assert condition not in left
    for side, open_ in (("right", True), ("left", False)):
        flags = {one.id for one in matched((f"front/lower-abdomen-side-{side}",)).warnings}
        assert ("appendicitis" in flags) == open_


SAID = {
    "quadratus_lumborum": (
        "worse_upright", "braces_with_arms", "lightning_pain", "cannot_stand", "no_relief_in_any_position",
    ),
    "gluteus_medius": ("worse_walking", "worse_lying_on_side"),
    "iliopsoas": ("worse_standing", "leaning_forward_helps", "situp_difficult", "bowel_movement_hurts"),
    "rectus_abdominis": ("bloating", "heartburn", "nausea", "painful_periods", "pain_after_fatty_food"),
    "gluteus_minimus": ("hard_to_rise_from_chair", "limp", "long_sitting_or_bed_rest", "wallet_in_back_pocket"),
    "piriformis": ("numbness_down_leg", "leg_swelling", "sexual_problems"),
}  # fmt: skip
SUSPENDED = {
    "limp", "numbness_down_leg", "leg_swelling", "sexual_problems", "painful_periods", "pain_after_fatty_food",
}  # fmt: skip
"""Of these, what speaks for a muscle only once the red flag that it raises is settled."""

EVERYWHERE = (*LOW_BACK, *BUTTOCK, "back/hip-back-right", "back/thigh-back-right")


@statement("QL-12", "QL-13", "QL-16", "QL-17", "QL-19", "GMED-07", "IP-06", "IP-09", "IP-10")
@statement("RA-05", "RA-11", "GMIN-05", "GMIN-06", "GMIN-11", "PIR-04", "PIR-07")
@pytest.mark.parametrize(("muscle", "question"), [(muscle, one) for muscle, said in SAID.items() for one in said])
def test_a_yes_lifts_the_muscle_that_the_articles_give_it_to_and_no_other(muscle: str, question: str) -> None:
    told = matched(EVERYWHERE, {question: True})
    assert (question in told.evidence.suspended) == (question in SUSPENDED)
    if question in SUSPENDED:
        assert not muscles(raised(EVERYWHERE, {question: True})), "it may point at a danger"
    assert muscles(raised(EVERYWHERE, {question: True}, settled(told))) == {muscle}


@statement("PIR-07")
def test_the_groin_of_piriformis_syndrome_is_told_in_words_and_has_no_zone() -> None:
    known = load_atlas().muscles["piriformis"]
    (told,) = (fact for fact in known.symptoms if "groin" in fact.says)
    assert "PIR-07" in {source.fact for source in told.sources}
    assert not matched(("front/groin-right",)).ranking.by_key.keys() & {("piriformis", "right")}
