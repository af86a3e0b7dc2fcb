"""Reads a chart that we drew, from its SVG. Not yet: charts of other people."""

from pathlib import Path
from typing import cast
from xml.etree import ElementTree

import shapely
import svgelements

from bodymap.body.chart import Chart, Curve, Line, Region, Shade, region_ids
from bodymap.body.figure import ChartName, FigureName

_SVG = "{http://www.w3.org/2000/svg}"


def curve(d: str) -> Curve:
    """An SVG path as absolute commands M, L, C and Z; quadratic curves and arcs become cubics."""
    path = svgelements.Path(d)
    path.approximate_arcs_with_cubics()
    commands: list[tuple[str, tuple[float, ...]]] = []
    for part in path:
        if isinstance(part, svgelements.Move):
            commands.append(("M", (part.end.x, part.end.y)))
        elif isinstance(part, svgelements.Close):
            commands.append(("Z", ()))
        elif isinstance(part, svgelements.CubicBezier):
            points = (part.control1, part.control2, part.end)
            commands.append(("C", tuple(v for p in points for v in (p.x, p.y))))
        elif isinstance(part, svgelements.QuadraticBezier):
            a, c, b = part.start, part.control, part.end
            points = (a + (c - a) * (2 / 3), b + (c - b) * (2 / 3), b)
            commands.append(("C", tuple(v for p in points for v in (p.x, p.y))))
        else:
            commands.append(("L", (part.end.x, part.end.y)))
    return tuple(commands)


def _polygon(d: str) -> shapely.Polygon:
    return shapely.Polygon([values for _, values in curve(d) if values])


def read_own_chart(path: Path, figure: FigureName, chart: ChartName) -> Chart:
    """The chart in one of the SVG files of `assets/svg/`."""
    root = ElementTree.parse(path).getroot()
    by_id = {element.get("id"): element for element in root.iter()}
    regions = {}
    for region_id, (term, side) in region_ids(chart).items():
        area = _polygon(by_id[region_id].get("d", ""))
        regions[region_id] = Region(region_id, chart, term.name, side, term.label, term.term, area)
    shading = by_id["shading"].iter(f"{_SVG}path")
    return Chart(
        figure,
        chart,
        cast("tuple[float, float, float, float]", tuple(float(v) for v in root.get("viewBox", "").split())),
        _polygon(by_id["skin"].get("d", "")),
        regions,
        tuple(Line(e.get("data-weight", "detail"), curve(e.get("d", ""))) for e in by_id["lines"].iter(f"{_SVG}path")),
        tuple(
            Shade(
                "light" if e.get("data-tone") == "light" else "shadow",
                float(e.get("opacity", "0.1")),
                curve(e.get("d", "")),
            )
            for e in shading
        ),
    )
