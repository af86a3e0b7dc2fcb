"""Which areas count: every region where it belongs, from its share on, on its own side, and never less for more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import scale

from bodymap.body.chart_files import load_charts
from bodymap.body.chart_shape import mirror_sign
from bodymap.body.figure import CHARTS, FIGURES, FigureName
from bodymap.body.region_terms import region_terms
from bodymap.clinic.analysis import visit_metrics as figures
from bodymap.drawing.geometry import geojson
from bodymap.drawing.mirror import mirrored_drawing
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching import evidence
from bodymap.report.instruments.definition import INSTRUMENTS, InstrumentId, load_instrument
from bodymap.report.instruments.mapping import pieces, unmapped_areas
from bodymap.report.instruments.scoring import SHARE, marked_areas
from tests.matching.strategies import REGIONS, drawings
from tests.refusals import refused

instruments = st.sampled_from(INSTRUMENTS)
shares = st.floats(0.01, 1)


def names(instrument: InstrumentId, drawing: Drawing, share: float = SHARE) -> set[str]:
    """The names of the areas that count."""
    return {area.name for area in marked_areas(instrument, drawing, share).areas}


def of_regions(*regions: str, figure: FigureName = "female") -> Drawing:
    """A drawing of whole regions."""
    return Drawing(figure=figure, marks=tuple(Mark(region=region) for region in regions))


def test_the_share_is_that_of_visits_and_flags() -> None:
    assert SHARE == figures.TOUCHED == evidence.SHARE


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_region_counts_for_what_the_table_says(name: InstrumentId, figure: FigureName) -> None:
    """Marked as a whole, at the highest share there is: the area of its side, or both where it lies on the midline."""
    words = {(term.chart, term.name): getattr(term, name) for term in region_terms()}
    for chart in load_charts(figure).values():
        for region in chart.regions.values():
            word = words[chart.shape.kind, region.name]
            expected = {
                area.name
                for area in load_instrument(name).areas
                if area.regions == word and (area.side in (None, region.side) or region.side == "midline")
            }
            assert names(name, of_regions(region.id, figure=figure), 1.0) == expected, region.id


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", INSTRUMENTS)
def test_pieces_are_the_regions_and_none_is_in_two_areas(name: InstrumentId, figure: FigureName) -> None:
    some = [piece for area in pieces(name, figure).values() for piece in area]
    assert len({(piece.region, piece.half) for piece in some}) == len(some)
    assert unmapped_areas(name, figure) == ()
    for piece in some:
        region = load_charts(figure)[piece.chart].regions[piece.region]
        if piece.half:
            assert region.side == "midline"
            assert piece.area.centroid.x * mirror_sign(piece.chart, piece.half) > 0
            assert piece.area.area == pytest.approx(region.area.area / 2, rel=0.01)
        else:
            assert piece.area.equals(region.area)


@given(instruments, st.sampled_from(REGIONS), st.floats(0.02, 0.98), shares)
def test_a_region_counts_from_its_share_on(name: InstrumentId, region: str, part: float, share: float) -> None:
    """A region that is cut at a height, so that a known share of it is marked."""
    chart = next(one for one in load_charts("female").values() if region in one.regions)
    whole = chart.regions[region]
    shrunk = scale(whole.area, part**0.5, part**0.5, origin=whole.area.representative_point())
    inside = shrunk.intersection(whole.area)
    covered = inside.area / whole.area.area
    drawing = Drawing(marks=(Mark(chart=chart.name, geometry=geojson(inside)),))
    areas = [area for area, some in pieces(name, "female").items() if any(one.region == region for one in some)]
    if whole.side != "midline" and abs(covered - share) > 1e-6:
        assert names(name, drawing, share) == (set(areas) if covered >= share else set())


@given(instruments, drawings(least=0), st.sampled_from([1e-300, 1e-12, 1e-9]))
def test_what_is_not_marked_counts_at_no_share(name: InstrumentId, drawing: Drawing, share: float) -> None:
    marked = marked_areas(name, drawing, share)
    assert all(part > 0 for part in marked.shares.values())
    assert marked.count == 0 or drawing.marks


@given(instruments, drawings(), shares, shares)
def test_a_higher_share_never_counts_more(name: InstrumentId, drawing: Drawing, one: float, other: float) -> None:
    assert names(name, drawing, max(one, other)) <= names(name, drawing, min(one, other))


@given(instruments, drawings(least=2), shares)
def test_a_further_mark_never_counts_less(name: InstrumentId, drawing: Drawing, share: float) -> None:
    fewer = drawing.model_copy(update={"marks": drawing.marks[:-1]})
    assert names(name, fewer, share) <= names(name, drawing, share)


@given(instruments, drawings(), shares)
def test_what_reaches_the_share_of_a_whole_area_counts(name: InstrumentId, drawing: Drawing, share: float) -> None:
    low = marked_areas(name, drawing, 1e-6)
    assert {area for area, part in low.shares.items() if part >= share} <= names(name, drawing, share)


@given(instruments, drawings(), shares)
def test_sides_are_the_patients(name: InstrumentId, drawing: Drawing, share: float) -> None:
    """The mirrored drawing counts the mirrored areas."""
    swap = {"left": "right", "right": "left"}
    flipped = mirrored_drawing(drawing, CHARTS)
    here = {(area.regions, area.side) for area in marked_areas(name, drawing, share).areas}
    there = {(area.regions, area.side) for area in marked_areas(name, flipped, share).areas}
    assert there == {(word, swap.get(side or "")) for word, side in here}


def test_a_stripe_over_the_calf_is_pain_of_the_lower_leg() -> None:
    """It is less than a tenth of the index's area, which is why areas do not count by their whole."""
    stripe = '{"chart": "back", "stroke": {"points": [[95, 1400], [95, 1460]], "radius": 18}}'
    found = marked_areas("wpi", Drawing(marks=(Mark.model_validate_json(stripe),)))
    assert [area.name for area in found.areas] == ["Lower leg, right"]
    assert found.shares["Lower leg, right"] < SHARE


@pytest.mark.parametrize("share", [0, -0.1, 1.01, float("nan"), float("inf")])
def test_what_is_no_share_is_refused(share: float) -> None:
    with refused("score.share"):
        marked_areas("wpi", Drawing(), share)
