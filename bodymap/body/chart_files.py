"""Reads the chart files that ship with the program. Charts of others are read by `bodymap.body.imported`."""

from functools import cache
from pathlib import Path
from typing import Literal

import shapely

from bodymap.body.chart import Chart, Line, Region, Shade
from bodymap.body.figure import CHARTS, ChartName, FigureName
from bodymap.body.region_terms import region_ids
from bodymap.errors import BodymapError
from bodymap.geometry.curve import Curve
from bodymap.geometry.fill import filled
from bodymap.geometry.flatten import outline
from bodymap.prepared import prepared
from bodymap.resources import resource
from bodymap.svg.attributes import view_box
from bodymap.svg.xml_reader import Node, plain, read_document


@cache
def load_chart(figure: FigureName, chart: ChartName) -> Chart:
    """The chart that ships with the program, from `assets/svg/<figure>-<chart>.svg`."""
    path = resource("assets", "svg", f"{figure}-{chart}.svg")
    made_of = (path, resource("data", "regions.csv"))
    return prepared(f"chart {figure} {chart}", made_of, lambda: read_own_chart(path, figure, chart))


def load_charts(figure: FigureName) -> dict[ChartName, Chart]:
    """All charts of a figure that are drawn today, by name."""
    return {chart: load_chart(figure, chart) for chart in CHARTS}


def _curve(d: str) -> Curve:
    from bodymap.svg.path_data import curve  # noqa: PLC0415  (svgelements costs 27 ms: only when a chart is read)

    return curve(d)


_TOLERANCE = 0.036
"""How far a flattened curve may be off, in chart units: what `chart_report` uses for a figure of 1800 units."""


class _OwnFile:
    """The elements of one of our files by id, with one sentence for whatever is missing."""

    def __init__(self, path: Path) -> None:
        self.name = plain(path.name)
        self.root = read_document(path)
        self._by_id = {node.get("id"): node for node in self.root.descendants()}

    def element(self, name: str) -> Node:
        if name not in self._by_id:
            raise BodymapError("chart.no_element", file=self.name, element=name)
        return self._by_id[name]

    def paths(self, group: str) -> list[Node]:
        return [node for node in self.element(group).descendants() if node.tag == "path"]

    def area(self, name: str) -> shapely.Polygon | shapely.MultiPolygon:
        rings = outline(_curve(self.element(name).get("d"))).rings(_TOLERANCE)
        area, _ = filled([ring.points for ring in rings], even_odd=False)
        if not isinstance(area, shapely.Polygon | shapely.MultiPolygon) or area.is_empty:
            raise BodymapError("chart.no_area", file=self.name, element=name)
        return area

    def polygon(self, name: str) -> shapely.Polygon:
        area = self.area(name)
        if not isinstance(area, shapely.Polygon):
            raise BodymapError("chart.not_one_piece", file=self.name, element=name)
        return area

    def shade(self, node: Node) -> Shade:
        tone: Literal["light", "shadow"] = "light" if node.get("data-tone") == "light" else "shadow"
        try:
            return Shade(tone, float(node.get("opacity", "0.1")), _curve(node.get("d")))
        except ValueError:
            raise BodymapError("chart.opacity", file=self.name, line=node.line) from None


def read_own_chart(path: Path, figure: FigureName, chart: ChartName) -> Chart:
    """The chart in one of the SVG files of `assets/svg/`. Raises BodymapError if the file is damaged or missing."""
    file = _OwnFile(path)
    box = view_box(file.root.get("viewBox"))
    if box is None:
        raise BodymapError("chart.no_view_box", file=file.name)
    regions = {
        name: Region(name, chart, term.name, side, term.label, term.term, file.polygon(name))
        for name, (term, side) in region_ids(chart).items()
    }
    lines = tuple(Line(node.get("data-weight", "detail"), _curve(node.get("d"))) for node in file.paths("lines"))
    shades = tuple(map(file.shade, file.paths("shading")))
    return Chart(figure, chart, box, file.area("skin"), regions, lines, shades)
