"""Which pieces of our charts make an area of an instrument.

A piece is a region, or half of one: what lies across the midline, such as the sacrum, is cut there for an area that
has a side.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import shapely

from bodymap.body.chart import Region
from bodymap.body.chart_files import load_charts
from bodymap.body.chart_shape import mirror_sign
from bodymap.body.figure import HEIGHT, ChartName, FigureName, Side
from bodymap.body.region_terms import region_terms
from bodymap.geometry.polygons import clipped
from bodymap.report.instruments.definition import Area, InstrumentId, load_instrument


@dataclass(frozen=True)
class Piece:
    """A region, or the half of it on one side (then `half`)."""

    region: str
    chart: ChartName
    half: Side | None
    area: shapely.Polygon = field(repr=False, compare=False)


@cache
def pieces(name: InstrumentId, figure: FigureName) -> Mapping[str, tuple[Piece, ...]]:
    """Name of an area → its pieces on the figure's charts; none where no region stands for it."""
    instrument = load_instrument(name)
    words = {(term.chart, term.name): getattr(term, instrument.column) for term in region_terms()}
    by_word: dict[str, list[Region]] = {}
    for chart in load_charts(figure).values():
        for region in chart.regions.values():
            table = chart.shape.kind
            by_word.setdefault(words[table, region.name], []).append(region)
    return MappingProxyType(
        {
            area.name: tuple(piece for region in by_word.get(area.regions, ()) for piece in _of(region, area))
            for area in instrument.areas
        }
    )


def _of(region: Region, area: Area) -> list[Piece]:
    """The piece of a region that belongs to an area, if there is one."""
    side = region.side
    if area.side in (None, side):
        return [Piece(region.id, region.chart, None, region.area)]
    if side == "midline":
        return [_half(region.id, region.chart, region.area, area.side)]
    return []


def _half(name: str, chart: ChartName, whole: shapely.Polygon, side: Side) -> Piece:
    x = sorted((0.0, mirror_sign(chart, side) * HEIGHT))
    half = clipped(whole, x[0], -HEIGHT, x[1], 2 * HEIGHT)
    assert isinstance(half, shapely.Polygon), f"{name} is no single piece on the {side}"
    return Piece(name, chart, side, half)


def unmapped_areas(name: InstrumentId, figure: FigureName) -> tuple[str, ...]:
    """Names of the areas for which no region of a drawn chart stands: no drawing can mark them."""
    return tuple(area for area, some in pieces(name, figure).items() if not some)
