"""The articles' rules of which pain points to which muscle hold in the ranking, on both figures."""

from functools import cache

import pytest

from bodymap.atlas.placing import place_points
from bodymap.atlas.shipped import load_atlas
from bodymap.body.areas import union
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FIGURES, FigureName
from bodymap.matching.ranking import Ranking, rank
from bodymap.matching.zone_index import ZoneIndex, build_index

each_figure = pytest.mark.parametrize("figure", FIGURES)

BUTTOCK = ("back/buttock-upper-right", "back/buttock-lower-right")
LOW_BACK = ("back/lumbar-right", "back/flank-right")
SCIATICA = ("back/buttock-lower-right", "back/thigh-back-right", "back/calf-inner-right", "back/calf-outer-right")


@cache
def index(figure: FigureName) -> ZoneIndex:
    return build_index(place_points(load_atlas(), figure))


def ranking(figure: FigureName, *regions: str) -> Ranking:
    """The ranking of a drawing of whole regions."""
    charts = load_charts(figure)
    drawn = []
    for region in regions:
        chart = next(chart for chart in charts.values() if region in chart.regions)
        drawn.append({chart.name: chart.regions[region].area})
    return rank(index(figure), union(drawn))


def order(found: Ranking, muscle: str) -> list[str]:
    """The points of the right muscle, best first."""
    return [point.name for point in found.by_key[muscle, "right"].points if point.score > 0]


def names(found: Ranking) -> list[tuple[str, str]]:
    return [(row.muscle, row.side) for row in found.rows]


@pytest.mark.statement("QL-10")
@each_figure
def test_low_back_alone_speaks_for_the_upper_points_of_quadratus_lumborum(figure: FigureName) -> None:
    found = ranking(figure, *LOW_BACK)
    assert found.rows[0].key == ("quadratus_lumborum", "right")
    assert set(order(found, "quadratus_lumborum")[:2]) == {"upper superficial", "upper deep"}


@pytest.mark.statement("QL-11")
@each_figure
def test_buttock_alone_speaks_for_the_middle_of_quadratus_lumborum(figure: FigureName) -> None:
    points = order(ranking(figure, *BUTTOCK), "quadratus_lumborum")
    assert points[0] == "middle"


@pytest.mark.statement("GMED-06")
@each_figure
def test_the_lumbar_spine_speaks_for_medial_and_lateral_gluteus_medius(figure: FigureName) -> None:
    points = {p.name: p.score for p in ranking(figure, "back/lumbar-right").by_key["gluteus_medius", "right"].points}
    assert min(points["medial"], points["lateral"]) > points["middle"]


@pytest.mark.statement("GMED-08")
@each_figure
def test_belt_line_sacroiliac_joint_and_buttock_speak_for_medial_gluteus_medius(figure: FigureName) -> None:
    found = ranking(figure, "back/lumbar-right", "back/sacroiliac-right", "back/buttock-upper-right")
    assert found.rows[0].key == ("gluteus_medius", "right")
    assert found.rows[0].best.name == "medial"


@pytest.mark.statement("IP-08")
@each_figure
def test_the_lumbar_spine_of_both_sides_speaks_for_both_iliopsoas(figure: FigureName) -> None:
    found = ranking(figure, "back/lumbar-left", "back/lumbar-right")
    assert set(names(found)[:2]) == {("iliopsoas", "left"), ("iliopsoas", "right")}


@pytest.mark.statement("GEN-09")
@each_figure
def test_low_back_pain_reaches_all_four_primary_muscles(figure: FigureName) -> None:
    found = {muscle for muscle, _ in names(ranking(figure, "back/lumbar-left", "back/lumbar-right", *LOW_BACK))}
    assert found == {"quadratus_lumborum", "gluteus_medius", "iliopsoas", "rectus_abdominis"}


@pytest.mark.statement("GEN-14", "GMIN-08")
@each_figure
def test_sciatica_speaks_for_gluteus_minimus_and_piriformis(figure: FigureName) -> None:
    found = names(ranking(figure, *SCIATICA))
    assert found[0] == ("gluteus_minimus", "right")
    assert ("piriformis", "right") in found[:3]


@pytest.mark.statement("GMIN-09", "GMIN-10")
@each_figure
def test_pain_down_the_outside_speaks_for_the_lateral_points_of_gluteus_minimus(figure: FigureName) -> None:
    side = ("back/hip-back-right", "back/thigh-back-outer-right", "front/thigh-outer-right", "front/leg-outer-right")
    found = ranking(figure, *side)
    assert found.rows[0].key == ("gluteus_minimus", "right")
    assert set(order(found, "gluteus_minimus")[:2]) == {"lateral upper", "lateral lower"}


@each_figure
def test_the_side_of_the_hip_speaks_for_the_lower_point_of_quadratus_lumborum(figure: FigureName) -> None:
    found = ranking(figure, "back/hip-back-right")
    assert ("quadratus_lumborum", "right") in names(found)[:2]
    assert order(found, "quadratus_lumborum")[0] == "lower"


@pytest.mark.statement("GMAX-01")
@each_figure
def test_the_buttock_has_gluteus_maximus_and_the_low_back_has_not(figure: FigureName) -> None:
    assert ("gluteus_maximus", "right") in names(ranking(figure, *BUTTOCK))
    for gluteal in ("gluteus_maximus", "gluteus_minimus", "piriformis"):
        low = ranking(figure, *LOW_BACK, "back/lower-ribs-back-right")
        assert gluteal not in {muscle for muscle, _ in names(low)}


@pytest.mark.statement("GEN-20", "GMED-11")
@each_figure
def test_quadratus_lumborum_and_gluteus_medius_are_there_for_low_back_and_buttock(figure: FigureName) -> None:
    for regions in (LOW_BACK, BUTTOCK):
        found = names(ranking(figure, *regions))
        assert {("quadratus_lumborum", "right"), ("gluteus_medius", "right")} <= set(found[:3])


@each_figure
def test_low_back_buttock_and_thigh_of_one_side_bring_up_its_four_muscles(figure: FigureName) -> None:
    found = names(ranking(figure, "back/lumbar-right", *BUTTOCK, "back/thigh-back-right"))
    assert {muscle for muscle, _ in found[:4]} == {
        "quadratus_lumborum",
        "gluteus_medius",
        "gluteus_minimus",
        "piriformis",
    }
    assert {side for _, side in found[:4]} == {"right"}


@pytest.mark.statement("RA-07")
@each_figure
def test_a_band_across_the_mid_back_speaks_for_upper_rectus_abdominis_of_either_side(figure: FigureName) -> None:
    found = ranking(figure, "back/lower-ribs-back-left", "back/lower-ribs-back-right")
    assert set(names(found)[:2]) == {("rectus_abdominis", "left"), ("rectus_abdominis", "right")}
    assert order(found, "rectus_abdominis")[0] == "upper"


@pytest.mark.statement("RA-06")
@each_figure
def test_belt_line_and_both_sacroiliac_joints_speak_for_lower_rectus_abdominis(figure: FigureName) -> None:
    sides = ("left", "right")
    found = ranking(figure, *(f"back/{name}-{side}" for name in ("lumbar", "sacroiliac") for side in sides))
    assert set(names(found)[:2]) == {("rectus_abdominis", "left"), ("rectus_abdominis", "right")}
    assert order(found, "rectus_abdominis")[0] == "lower"


@pytest.mark.statement("RA-09")
@each_figure
def test_the_side_of_the_belly_speaks_for_lateral_rectus_abdominis_of_that_side(figure: FigureName) -> None:
    found = ranking(figure, "front/lower-abdomen-side-right")
    assert found.rows[0].key == ("rectus_abdominis", "right")
    assert order(found, "rectus_abdominis")[0] == "lateral"


@pytest.mark.statement("RA-10")
@each_figure
def test_pelvis_and_genitals_speak_for_a_mid_point_of_rectus_abdominis(figure: FigureName) -> None:
    found = ranking(figure, "front/genitals")
    assert found.rows[0].muscle == "rectus_abdominis"
    assert order(found, "rectus_abdominis")[0].startswith("mid")
    assert "quadratus_lumborum" in {muscle for muscle, _ in names(found)}


@pytest.mark.statement("IP-07")
@each_figure
def test_the_groin_weighs_less_for_iliopsoas_than_the_low_back(figure: FigureName) -> None:
    groin = ranking(figure, "front/groin-right").by_key["iliopsoas", "right"].score
    assert 0 < groin < ranking(figure, "back/lumbar-right").by_key["iliopsoas", "right"].score
