"""Writing a chart as SVG that any program shows well: presentation attributes only, no `use`, no transforms, no units.

Outline and regions are polygons of the same vertices; inner lines and shading keep their curves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import shapely
from shapely import MultiPolygon, Polygon

from tools.charts.lines import CubicLine

CREDIT = "MakeHuman base mesh (CC0 1.0); OpenSim gait2392, Delp et al. 1990 (CC BY 3.0)"

SKIN = "#ecdfd4"
INK = "#3f4247"
LINE = "#5b4a43"
TONES = {"shadow": "#5a3d30", "light": "#fffaf4"}
LINE_OPACITY = {"main": 0.75, "detail": 0.6, "faint": 0.4}


@dataclass(frozen=True)
class NamedRegion:
    """A region ready to write: its id (`front/forehead-left`), plain label (`forehead, left`) and area."""

    id: str
    label: str
    area: Polygon


def chart_svg(
    figure: str,
    chart: str,
    *,
    view: Mapping[str, Any],
    strokes: Mapping[str, float],
    outline: Polygon | MultiPolygon,
    regions: Sequence[NamedRegion],
) -> str:
    """The text of the SVG file. `view` and `strokes` are the measured view and its stroke widths in chart units."""
    shape = polygon_path(outline)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(number, view["viewBox"]))}"'
        f' data-figure="{figure}" data-chart="{chart}">',
        f"<title>{figure} figure, {chart}</title>",
        f"<desc>provenance: {escape(CREDIT)}</desc>",
        f'<path id="skin" d="{shape}" fill="{SKIN}"/>',
        '<g id="shading">',
        *(_shade(band) for band in view["shading"]),
        "</g>",
        f'<g id="lines" fill="none" stroke="{LINE}" stroke-linecap="round" stroke-linejoin="round">',
        *(path for line in view["inner_lines"] for path in _inner_line(line, strokes, outline)),
        "</g>",
        f'<path id="outline" d="{shape}" fill="none" stroke="{INK}" stroke-width="{number(strokes["outline"])}"'
        ' stroke-linejoin="round"/>',
        '<g id="regions" fill="#000000" fill-opacity="0" stroke="none">',
        *(
            f'<path id="{region.id}" data-label={quoteattr(region.label)} d="{polygon_path(region.area)}">'
            f"<title>{escape(region.label)}</title></path>"
            for region in regions
        ),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def polygon_path(area: Polygon | MultiPolygon) -> str:
    """Path data of one or several polygons without holes."""
    rings = (shapely.get_coordinates(polygon.exterior)[:-1] for polygon in shapely.get_parts(area))
    return "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in ring) + "Z" for ring in rings)


def _shade(band: Mapping[str, Any]) -> str:
    return (
        f'<path data-tone="{band["tone"]}" fill="{TONES[band["tone"]]}" opacity="{band["opacity"]}"'
        f' fill-rule="{band["fill_rule"]}" d="{band["path_d"]}"/>'
    )


def _inner_line(line: Mapping[str, Any], strokes: Mapping[str, float], outline: Polygon | MultiPolygon) -> list[str]:
    weight = line["weight"]
    style = f'data-weight="{weight}" stroke-width="{number(strokes[weight])}" stroke-opacity="{LINE_OPACITY[weight]}"'
    # The stroke has width: trimmed at the outline itself, its round end would show beyond it.
    whole = CubicLine.read(line["path_d"]).trimmed(outline.buffer(-strokes[weight]))
    sides = [whole, whole.mirrored()] if line["paired"] else [whole]
    return [f'<path {style} d="{_cubics(side)}"/>' for side in sides if len(side.points)]


def _cubics(line: CubicLine) -> str:
    def pair(point: Sequence[float]) -> str:
        return f"{number(point[0])} {number(point[1])}"

    segments = "".join("C" + " ".join(pair(point) for point in segment[1:]) for segment in line.points)
    return f"M{pair(line.points[0, 0])}{segments}" + ("Z" if line.closed else "")
