"""What the drawn charts promise: every named region is there, once, whole, where its name says, and together they
are the body.

The geometry is read from the committed SVG files, as any program would read them.
"""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.body.chart import Chart
from bodymap.body.chart_files import load_chart
from bodymap.body.chart_shape import OWN_CHARTS, mirror_sign
from bodymap.body.figure import CHARTS, FIGURES, ChartName, FigureName, figure_content, load_figure
from bodymap.body.region_terms import region_ids, region_terms
from bodymap.resources import resource

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
TOLERANCE = 1.0  # square units a chart (design, section 2)

EVERY_CHART = [(figure, chart) for figure in FIGURES for chart in CHARTS]


@pytest.fixture(params=EVERY_CHART, ids="-".join)
def drawn(request: pytest.FixtureRequest) -> Chart:
    figure, chart = request.param
    return load_chart(figure, chart)


def svg_file(figure: FigureName, chart: ChartName) -> Path:
    return resource("assets", "svg", f"{figure}-{chart}.svg")


def own_half(chart: Chart, name: str) -> BaseGeometry:
    """The region of that name at +x, or the part of the midline region at x ≥ 0; all of it on a side chart."""
    region = chart.regions.get(f"{chart.name}/{name}") or chart.regions[f"{chart.name}/{name}-left"]
    area = region.area
    if not chart.shape.both_sides:
        return area
    if region.side == "left" and mirror_sign(chart.name, "left") < 0:
        area = shapely.transform(area, lambda xy: xy * [-1.0, 1.0])
    return shapely.intersection(area, shapely.box(0, -50, 600, 2000))


# -- every region, once, whole -----------------------------------------------------------------------------------


def test_every_region_of_the_list_is_drawn_and_no_other(drawn: Chart) -> None:
    root = ElementTree.parse(svg_file(drawn.figure, drawn.name)).getroot()
    group = next(element for element in root.iter(f"{SVG}g") if element.get("id") == "regions")
    assert {element.get("id") for element in group} == set(region_ids(drawn.name))
    assert set(drawn.regions) == set(region_ids(drawn.name))


def test_no_id_is_used_twice(drawn: Chart) -> None:
    root = ElementTree.parse(svg_file(drawn.figure, drawn.name)).getroot()
    counts = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert [name for name, count in counts.items() if count > 1] == []


def test_a_region_is_one_valid_piece_that_a_finger_can_hit(drawn: Chart) -> None:
    for region in drawn.regions.values():
        assert region.area.geom_type == "Polygon", region.id
        assert region.area.is_valid, region.id
        assert not region.area.interiors, region.id
        # A disc of 18 units fits in, about 18 mm on the body: narrower, and the zoom does not help enough.
        # The soles are shown 1.6 times as large.
        least = 9 / 1.6 if drawn.name == "soles" else 9
        assert shapely.maximum_inscribed_circle(region.area).length >= least, region.id


def test_the_file_says_region_and_side_in_plain_words(drawn: Chart) -> None:
    root = ElementTree.parse(svg_file(drawn.figure, drawn.name)).getroot()
    for element in root.iter(f"{SVG}path"):
        if region := drawn.regions.get(element.get("id", "")):
            assert element.get("data-label") == region.words
            assert element.findtext(f"{SVG}title") == region.words


# -- together they are the body ----------------------------------------------------------------------------------


def test_areas_add_up_to_the_outline(drawn: Chart) -> None:
    total = sum(region.area.area for region in drawn.regions.values())
    assert total == pytest.approx(drawn.outline.area, abs=TOLERANCE)


def test_no_two_regions_overlap(drawn: Chart) -> None:
    areas = [region.area for region in drawn.regions.values()]
    first, second = shapely.STRtree(areas).query(areas, predicate="intersects")
    pairs = [(areas[i], areas[j]) for i, j in zip(first, second, strict=True) if i < j]
    assert len(pairs) > len(areas)
    assert sum(shapely.intersection(a, b).area for a, b in pairs) < TOLERANCE


def test_their_union_is_the_outline(drawn: Chart) -> None:
    union = shapely.union_all([region.area for region in drawn.regions.values()])
    assert shapely.symmetric_difference(union, drawn.outline).area < TOLERANCE


def test_neighbours_share_their_corners_to_the_last_digit(drawn: Chart) -> None:
    """So that no hairline shows between them in any program, and measuring needs no tolerance."""
    rings = [set(map(tuple, shapely.get_coordinates(region.area))) for region in drawn.regions.values()]
    uses = Counter(corner for ring in rings for corner in ring)
    outline = set(map(tuple, shapely.get_coordinates(drawn.outline)))
    assert {corner for corner, count in uses.items() if count == 1} <= outline
    assert outline <= set(uses)


def test_left_is_the_mirror_image_of_right(drawn: Chart) -> None:
    other = load_chart(drawn.figure, drawn.shape.mirror)
    for name, region in drawn.regions.items():
        partner = name.removesuffix("-left") + "-right" if region.side == "left" else name
        if not drawn.shape.both_sides:
            partner = f"{other.name}/{region.name}"
        elif region.side == "right":
            continue
        mirrored = shapely.transform(region.area, lambda xy: xy * [-1.0, 1.0])
        assert shapely.normalize(mirrored).equals_exact(shapely.normalize(other.regions[partner].area), 1e-9), name


def test_a_side_lies_on_its_side(drawn: Chart) -> None:
    if not drawn.shape.both_sides:
        assert {region.side for region in drawn.regions.values()} == {drawn.name}
        return
    for region in drawn.regions.values():
        left, _, right, _ = region.area.bounds
        if region.side == "midline":
            assert left == pytest.approx(-right), region.id
        else:
            sign = mirror_sign(drawn.name, region.side)
            assert min(sign * left, sign * right) >= 0, region.id


# -- each lies where its name says -------------------------------------------------------------------------------

CLAIMS = """
front/crown above front/forehead
front/forehead above eye_centre
front/temple lateral eye_centre
front/eye holds eye_centre
front/nose holds nose_tip
front/mouth between nose_tip chin_menton
front/chin between nose_tip chin_menton
front/cheek between eye_centre chin_menton
front/ear lateral front/cheek
front/jaw lateral front/chin
front/throat between chin_menton suprasternal_notch
front/neck-side lateral front/throat
front/collarbone above glenohumeral_centre
front/collarbone medial acromion
front/breastbone between suprasternal_notch xiphoid_xiphisternal_joint
front/chest-upper above nipple
front/breast holds nipple
front/chest-side between axilla_apex lowest_rib_lateral
front/shoulder-front holds glenohumeral_centre
front/shoulder-side lateral glenohumeral_centre
front/upper-arm-front between axilla_apex elbow_crease
front/elbow-crease holds elbow_crease
front/elbow-inner medial elbow_crease
front/elbow-outer lateral elbow_crease
front/forearm-front-radial lateral front/forearm-front-ulnar
front/forearm-front-ulnar between elbow_crease wrist_crease_centre
front/wrist-front holds wrist_crease_centre
front/palm medial thumb_mcp
front/thumb-base medial thumb_mcp
front/thumb-base lateral front/palm
front/thumb-front lateral front/thumb-base
front/fingers-front below front/palm
front/upper-abdomen between xiphoid_xiphisternal_joint navel
front/upper-abdomen-side above iliac_crest_top_L4
front/upper-abdomen-side below front/chest-side
front/navel holds navel
front/abdomen-side between lowest_rib_lateral ASIS
front/abdomen-side lateral front/navel
front/lower-abdomen between navel pubic_symphysis
front/lower-abdomen-side medial ASIS
front/lower-abdomen-side lateral front/lower-abdomen
front/groin below ASIS
front/groin lateral pubic_tubercle_symphysis_edge
front/genitals between pubic_symphysis crotch_perineum
front/hip-front holds greater_trochanter_lateral
front/thigh-front holds mid_thigh
front/thigh-inner medial mid_thigh
front/thigh-outer lateral mid_thigh
front/knee-front holds patella_centre
front/knee-inner medial patella_centre
front/knee-outer lateral patella_centre
front/shin between tibial_tuberosity ankle_joint_centre
front/leg-inner medial front/shin
front/leg-outer lateral front/shin
front/ankle-front holds ankle_joint_centre
front/ankle-inner medial ankle_joint_centre
front/ankle-outer lateral ankle_joint_centre
front/foot-top holds foot_dorsum_centre
front/great-toe holds toe1_tip
front/lesser-toes holds toe3_tip
front/lesser-toes lateral front/great-toe
back/crown-back above back/occiput
back/occiput above C7
back/mastoid lateral back/occiput
back/nape above C7
back/shoulder-top above glenohumeral_centre
back/shoulder-top lateral C7
back/shoulder-back holds glenohumeral_centre
back/scapula between scapula_spine_root axilla_apex
back/scapula lateral scapula_spine_root
back/interscapular between C7 scapula_inferior_angle
back/interscapular medial back/scapula
back/mid-back between scapula_inferior_angle rib12_tip_back
back/lower-ribs-back lateral back/mid-back
back/lower-ribs-back above iliac_crest_top_L4
back/lumbar below back/mid-back
back/lumbar medial back/flank
back/flank below back/lower-ribs-back
back/sacroiliac holds PSIS
back/sacrum medial PSIS
back/coccyx below gluteal_cleft_top
back/coccyx above ischial_tuberosity
back/perineum between buttock_most_prominent crotch_perineum
back/buttock-upper above greater_trochanter_lateral
back/buttock-lower holds ischial_tuberosity
back/hip-back holds greater_trochanter_lateral
back/thigh-back holds mid_thigh
back/thigh-back-inner medial mid_thigh
back/thigh-back-outer lateral mid_thigh
back/knee-back holds popliteal_crease
back/knee-back holds knee_joint_line
back/calf-inner medial back/calf-outer
back/calf-outer between popliteal_crease ankle_joint_centre
back/achilles holds ankle_joint_centre
back/heel-back holds heel_most_posterior
back/upper-arm-back between axilla_apex olecranon
back/elbow-back holds olecranon
back/forearm-back-radial lateral back/forearm-back-ulnar
back/forearm-back-ulnar between olecranon wrist_crease_centre
back/wrist-back holds wrist_crease_centre
back/hand-back between wrist_crease_centre middle_tip
back/thumb-back lateral back/hand-back
back/fingers-back holds middle_mcp
back/fingers-back below back/hand-back
side/crown above side/temple
side/crown above side/head-back
side/forehead above eye_outer_canthus
side/forehead before side/temple
side/temple holds temple
side/temple behind eye_outer_canthus
side/eye holds eye_outer_canthus
side/ear holds ear_tragus
side/ear holds TMJ
side/cheek between eye_outer_canthus mouth_corner
side/cheek touches nose_tip
side/mouth holds mouth_corner
side/mouth touches chin_menton
side/jaw between TMJ chin_menton
side/jaw before gonion_jaw_angle
side/head-back touches occiput_most_posterior
side/head-back behind ear_tragus
side/throat between gonion_jaw_angle suprasternal_notch
side/throat before side/neck-side
side/neck-side between mastoid_tip suprasternal_notch
side/nape behind side/neck-side
side/nape above C7
side/shoulder-top between C7 glenohumeral_centre
side/shoulder-side holds glenohumeral_centre
side/shoulder-side touches acromion_lateral_edge
side/shoulder-side behind deltoid_tuberosity
side/scapula between C7 spinous_T8_level
side/scapula touches spinous_T4_level
side/scapula behind glenohumeral_centre
side/upper-arm-side before glenohumeral_centre
side/upper-arm-side behind lateral_epicondyle_humerus
side/elbow-outer holds lateral_epicondyle_humerus
side/elbow-outer holds olecranon
side/forearm-side holds brachioradialis_bulk
side/forearm-side behind wrist_joint_centre
side/hand-back between thumb_mcp little_mcp
side/hand-back before wrist_joint_centre
side/thumb-back touches thumb_tip
side/fingers-back touches middle_tip
side/fingers-back touches little_tip
side/chest-side between mid_axillary_line_upper lowest_rib_lateral_10_11
side/chest-side behind side/breast
side/breast between anterior_axillary_line_upper rib12_tip
side/breast touches nipple
side/lower-ribs-back touches spinous_T12_level
side/lower-ribs-back behind side/chest-side
side/lumbar between spinous_T12_level iliac_crest_top
side/lumbar touches spinous_L2_level
side/lumbar behind side/flank
side/flank between lowest_rib_lateral_10_11 ASIS
side/flank touches iliac_crest_top
side/abdomen-side before side/flank
side/abdomen-side touches navel_level
side/hip-side holds greater_trochanter
side/hip-side holds hip_joint_centre
side/buttock-side touches buttock_most_prominent
side/buttock-side behind greater_trochanter
side/thigh-front before side/thigh-outer
side/thigh-outer holds mid_thigh_lateral
side/thigh-back behind side/thigh-outer
side/thigh-back below gluteal_fold
side/knee-front touches patella_centre
side/knee-outer holds lateral_epicondyle_femur
side/knee-outer holds knee_joint_line_lateral
side/knee-back touches popliteal_crease
side/leg-outer between tibial_tuberosity lateral_malleolus
side/leg-outer before side/calf
side/calf touches calf_most_prominent
side/ankle-outer holds lateral_malleolus
side/ankle-outer touches achilles_insertion
side/heel touches heel_most_posterior
side/heel touches heel_pad_bottom
side/foot-outer holds metatarsal5_base
side/foot-outer touches toe1_tip
soles/great-toe touches toe1_tip
soles/great-toe medial soles/lesser-toes
soles/lesser-toes touches toe2_tip
soles/lesser-toes touches toe5_tip
soles/ball-of-foot holds metatarsal_head_1
soles/ball-of-foot holds metatarsal_head_5
soles/arch holds medial_arch
soles/arch holds navicular_tuberosity
soles/outer-sole holds metatarsal5_base
soles/outer-sole lateral soles/arch
soles/heel holds heel_centre
soles/heel holds plantar_fascia_origin
"""


def middle_of(chart: Chart, name: str) -> shapely.Point:
    """A landmark, or the centroid of a region named `chart/region`, on the half at x ≥ 0."""
    if "/" in name:
        return own_half(chart, name.split("/")[1]).centroid
    mark = load_figure(chart.figure).landmark(chart.name, name)
    return shapely.Point(mark.x, mark.y)


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("claim", CLAIMS.strip().splitlines())
def test_a_region_lies_where_its_name_says(figure: FigureName, claim: str) -> None:
    """`holds`: the landmark is inside; `touches`: on the edge, or a hair beside it. Otherwise the centroid is above,
    below, medial, lateral or between in height; on the side before or behind."""
    subject, relation, *others = claim.split()
    kind: Any = subject.partition("/")[0]
    chart = load_chart(figure, OWN_CHARTS[kind])
    area = own_half(chart, subject.split("/")[1])
    here, there = area.centroid, [middle_of(chart, other) for other in others]
    held = {
        "holds": lambda: area.covers(there[0]),
        "touches": lambda: area.buffer(3).covers(there[0]),
        "before": lambda: here.x > there[0].x,
        "behind": lambda: here.x < there[0].x,
        "above": lambda: here.y < there[0].y,
        "below": lambda: here.y > there[0].y,
        "medial": lambda: here.x < there[0].x,
        "lateral": lambda: here.x > there[0].x,
        "between": lambda: there[0].y < here.y < there[1].y,
    }[relation]()
    assert held, f"{claim}: centroid ({here.x:.0f}, {here.y:.0f}), others {[(p.x, p.y) for p in there]}"


def test_every_region_name_has_its_place_claimed() -> None:
    claimed = {line.split()[0] for line in CLAIMS.strip().splitlines()}
    assert claimed == {f"{term.chart}/{term.name}" for term in region_terms()}


# -- the belt-line -----------------------------------------------------------------------------------------------

LOW_BACK = ("lumbar", "flank")
BELOW_BELT = ("sacrum", "sacroiliac", "buttock-upper", "hip-back", "buttock-lower", "coccyx", "perineum")


@pytest.mark.statement("GEN-16")
@pytest.mark.parametrize("figure", FIGURES)
def test_the_belt_line_parts_low_back_from_buttock(figure: FigureName) -> None:
    chart, belt = load_chart(figure, "back"), load_figure(figure).belt_line()
    for name in LOW_BACK:
        assert own_half(chart, name).bounds[3] == belt, name
    for name in BELOW_BELT:
        assert own_half(chart, name).bounds[1] >= belt, name
    for name in ("sacrum", "sacroiliac", "buttock-upper"):
        assert own_half(chart, name).bounds[1] == belt, name


@pytest.mark.parametrize("figure", FIGURES)
def test_the_belt_line_is_a_border_from_silhouette_to_silhouette(figure: FigureName) -> None:
    chart, belt = load_chart(figure, "back"), load_figure(figure).belt_line()
    trunk = shapely.union_all([own_half(chart, name) for name in (*LOW_BACK, *BELOW_BELT)])
    width = shapely.intersection(trunk, shapely.LineString([(-1, belt), (600, belt)])).length
    upper = shapely.union_all([own_half(chart, name) for name in LOW_BACK])
    lower = shapely.union_all([own_half(chart, name) for name in BELOW_BELT])
    assert shapely.intersection(upper, lower).length == pytest.approx(width, abs=1e-6)
    assert width > 100


# -- the files -----------------------------------------------------------------------------------------------


def test_the_committed_charts_are_what_the_builder_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "tools.build_charts", str(tmp_path)], cwd=ROOT, check=True, timeout=60)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert built == {path.name: path.read_bytes() for path in resource("assets", "svg").glob("*.svg")}


def test_any_program_can_show_a_chart(drawn: Chart) -> None:
    text = svg_file(drawn.figure, drawn.name).read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.get("data-figure") == drawn.figure
    assert root.get("data-chart") == drawn.name
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "title", "desc", "path", "g"}
    assert not re.search(r"transform=|style=|class=|href|\d(?:px|mm|in)\b", text)
    assert "CC0 1.0" in text
    assert "Delp et al. 1990" in text


def test_the_outline_is_the_measured_curve(drawn: Chart) -> None:
    """Within 0.05 units, so that no corner shows at eightfold zoom."""
    segments = np.array(figure_content(drawn.figure)["views"][drawn.name]["outline"])
    t = np.linspace(0, 1, 9)[:, None, None]
    p0, c1, c2, p1 = segments.transpose(1, 0, 2)
    points = (1 - t) ** 3 * p0 + 3 * t * (1 - t) ** 2 * c1 + 3 * t**2 * (1 - t) * c2 + t**3 * p1
    off = shapely.distance(shapely.points(points.reshape(-1, 2)), drawn.outline.boundary)
    assert off.max() < 0.05


def test_nothing_is_drawn_outside_the_outline(drawn: Chart) -> None:
    skin = drawn.outline.buffer(0.5)
    for line in drawn.lines:
        ends = [values[-2:] for command, values in line.path if command != "Z"]
        assert all(skin.covers(shapely.Point(end)) for end in ends)
