"""Two visits compared: geometry that adds up, regions with their changes, kinds of pain, muscles and verdicts."""

import pytest
from hypothesis import given

from bodymap.body.areas import difference, intersection, size, union
from bodymap.body.chart_files import load_charts
from bodymap.clinic.analysis.comparison import KEPT, LEFT_OVER, Comparison, RegionChange, compare
from bodymap.clinic.analysis.visit_metrics import FIRST, TOUCHED
from bodymap.drawing.findings import Findings, MuscleFinding
from bodymap.drawing.model import Drawing, Mark, Stroke
from bodymap.matching.match import match_drawing
from tests.matching.strategies import drawings

BUTTOCK, BACK, THIGH = "back/buttock-upper-right", "back/lumbar-right", "back/thigh-back-right"


def drawn(*marks: Mark, figure: str = "female") -> Drawing:
    return Drawing(figure=figure, marks=marks)  # type: ignore[arg-type]  # tests name one of the two


def changes(comparison: Comparison) -> dict[str, RegionChange]:
    return {one.region.id: one for one in comparison.regions}


@given(drawings(least=0), drawings(least=0))
def test_gone_stays_and_new_are_the_drawings_and_nothing_else(before: Drawing, after: Drawing) -> None:
    after = after.model_copy(update={"figure": before.figure})
    found = compare(before, after)
    old, new = (match_drawing(one).areas for one in (before, after))
    assert found.exact
    for parts, whole in (((found.gone, found.persisting), old), ((found.new, found.persisting), new)):
        assert sum(map(size, parts)) == pytest.approx(size(whole), abs=1e-3)
        assert size(difference(union(parts), whole)) == pytest.approx(0, abs=1e-3)
    assert size(intersection(found.gone, new)) == pytest.approx(0, abs=1e-3)
    assert size(intersection(found.new, old)) == pytest.approx(0, abs=1e-3)


@given(drawings(least=0), drawings(least=0))
def test_turned_round_what_was_new_is_gone(before: Drawing, after: Drawing) -> None:
    there, back = compare(before, after), compare(after, before)
    opposite = {"gone": "new", "new": "gone", "smaller": "larger", "larger": "smaller"}
    kinds, turned = ({one.region.id: one.kind for one in found.regions} for found in (there, back))
    assert kinds.keys() == turned.keys()
    for region, kind in kinds.items():
        # Ten per cent less is not ten per cent more, and what moved is told by what was there before.
        if kind in ("gone", "new"):
            assert turned[region] == opposite[kind]
        elif kind in opposite:
            assert turned[region] in (opposite[kind], "same", "moved")
    assert (there.before, there.after) == (back.after, back.before)
    assert there.confirmed.came == back.confirmed.went


@given(drawings(least=1))
def test_the_same_drawing_has_not_changed(drawing: Drawing) -> None:
    found = compare(drawing, drawing)
    assert (size(found.gone), size(found.new)) == (0, 0)
    assert {one.kind for one in found.regions} <= {"same"}
    assert found.turned == ()
    assert (found.muscles.came, found.muscles.went) == ((), ())


def test_each_region_has_its_change_share_and_strength() -> None:
    area = load_charts("female")["back"].regions[BUTTOCK].area
    x0, y0, x1, y1 = area.bounds
    ring = [[(x0, y0), (x1, y0), (x1, (y0 + y1) / 2), (x0, (y0 + y1) / 2), (x0, y0)]]
    half = Mark.model_validate(
        {"chart": "back", "geometry": {"type": "Polygon", "coordinates": ring}, "intensity": 2, "quality": "numb"}
    )
    before = drawn(Mark(region=BUTTOCK, intensity=6, quality="aching"), Mark(region=BACK, intensity=4))
    found = compare(before, drawn(half, Mark(region=THIGH)))
    buttock = changes(found)[BUTTOCK]
    left = match_drawing(drawn(half)).areas["back"].intersection(area).area / area.area
    assert buttock.kind == "smaller"
    assert buttock.change == pytest.approx(left - 1)
    assert buttock.before.share == 1
    assert buttock.after.share == pytest.approx(left)
    assert buttock.kept == pytest.approx(left)
    assert buttock.sizes == pytest.approx((area.area, left * area.area))
    assert (buttock.before.intensity, buttock.after.intensity) == (6, 2)
    assert buttock.came == ("numb",)
    assert found.turned == (buttock,)
    assert changes(found)[BACK].kind == "gone"
    assert changes(found)[THIGH].kind == "new"
    assert changes(found)[THIGH].change is None
    assert found.before.highest_intensity == 6
    assert found.before.mean_intensity is not None
    assert 4 < found.before.mean_intensity < 6


def test_strength_of_a_region_is_weighed_by_what_lies_in_it() -> None:
    band = Mark(chart="back", stroke=Stroke(points=((40, 700), (150, 900)), radius=25), intensity=8)
    found = changes(compare(drawn(), drawn(Mark(region=BUTTOCK, intensity=2), band)))[BUTTOCK]
    region = load_charts("female")["back"].regions[BUTTOCK].area
    common = match_drawing(drawn(band)).areas["back"].intersection(region).area
    assert found.after.intensity == pytest.approx((2 * region.area + 8 * common) / (region.area + common))


def test_pain_of_the_same_size_elsewhere_in_a_region_has_moved() -> None:
    x0, y0, x1, y1 = load_charts("female")["back"].regions[THIGH].area.bounds
    x = (x0 + x1) / 2
    upper, lower = (
        drawn(Mark(chart="back", stroke=Stroke(points=((x, y), (x, y + 50)), radius=18))) for y in (y0 + 30, y1 - 80)
    )
    moved = changes(compare(upper, lower))[THIGH]
    assert moved.kind == "moved"
    assert moved.kept is not None
    assert moved.kept < KEPT


def test_little_in_a_region_is_left_out_and_little_left_is_gone() -> None:
    speck = Mark(chart="back", stroke=Stroke(points=((100, 800),), radius=6))
    assert changes(compare(drawn(), drawn(speck))) == {}
    gone = changes(compare(drawn(Mark(region=BUTTOCK)), drawn(speck)))[BUTTOCK]
    assert 0 < gone.after.share < LEFT_OVER * TOUCHED * 10
    assert gone.kind == "gone"


def test_unnamed_pain_never_became_of_another_kind() -> None:
    unnamed, numb = Mark(region=THIGH), Mark(region=THIGH, quality="numb")
    assert compare(drawn(unnamed), drawn(numb)).turned == ()
    assert compare(drawn(numb), drawn(unnamed)).turned == ()
    assert compare(drawn(), drawn(numb)).turned == ()


def test_on_two_figures_regions_are_compared_and_places_are_not() -> None:
    marks = (Mark(region=BUTTOCK), Mark(region=BACK))
    found = compare(drawn(*marks), drawn(marks[0], figure="male"))
    assert not found.exact
    assert (found.gone, found.persisting, found.new) == ({}, {}, {})
    assert {name: one.kind for name, one in changes(found).items()} == {BUTTOCK: "same", BACK: "gone"}
    assert all(one.kept is None for one in found.regions)
    assert found.regions[0].region is load_charts("male")["back"].regions[found.regions[0].region.id]


@given(drawings(least=1), drawings(least=1))
def test_every_muscle_of_a_set_came_went_or_stayed(before: Drawing, after: Drawing) -> None:
    found = compare(before, after).muscles
    old, new = match_drawing(before), match_drawing(after)
    sets = [{step.row.key for step in one.cover} for one in (old, new)]
    assert set(found.came) | set(found.went) | set(found.stayed) == sets[0] | sets[1]
    assert len({*found.came, *found.went, *found.stayed}) == len(found.came + found.went + found.stayed)
    assert set(found.came) <= sets[1] - sets[0]
    assert set(found.went) <= sets[0] - sets[1]
    first = [{row.key for row in one.ranking.rows[:FIRST]} for one in (old, new)]
    assert not set(found.went) & first[1]
    assert not set(found.came) & first[0]


def test_verdicts_are_followed_and_what_was_ruled_out_has_gone() -> None:
    def judged(**verdicts: str) -> Drawing:
        findings = [
            MuscleFinding(muscle=name, side="right", verdict=verdict)  # type: ignore[arg-type]  # one of the three
            for name, verdict in verdicts.items()
        ]
        return Drawing(marks=(Mark(region=BACK),), findings=Findings(muscles=tuple(findings)))

    found = compare(
        judged(piriformis="confirmed", iliopsoas="confirmed", quadratus_lumborum="confirmed"),
        judged(piriformis="confirmed", gluteus_medius="confirmed", quadratus_lumborum="ruled_out"),
    )
    assert found.confirmed.came == (("gluteus_medius", "right"),)
    assert found.confirmed.went == (("iliopsoas", "right"), ("quadratus_lumborum", "right"))
    assert found.confirmed.stayed == (("piriformis", "right"),)
    assert ("quadratus_lumborum", "right") in found.muscles.went
