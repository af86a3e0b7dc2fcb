"""What is drawn on a chart: body, marks, zones, points. Each layer is made of the shapes of `report.scene`."""

from collections.abc import Collection, Iterable, Mapping

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.placed import PlacedPoint
from bodymap.body.areas import Areas
from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName, Side
from bodymap.drawing.geometry import chart_of, mark_area
from bodymap.drawing.model import Drawing, Quality
from bodymap.geometry.curve import Curve
from bodymap.geometry.polygons import polygonal
from bodymap.report.graphics.chart_frame import SOLES_SCALE
from bodymap.report.graphics.patterns import pattern
from bodymap.report.graphics.scene import (
    Dots,
    Fill,
    Group,
    Item,
    Outline,
    Text,
    geometry_curve,
    hatching,
    line_curve,
    stipple,
)
from bodymap.report.graphics.theme import Theme

WIDTHS = {"outline": 3.0, "main": 2.0, "detail": 1.4, "faint": 1.0}
LINE_OPACITY = {"main": 0.85, "detail": 0.6, "faint": 0.38}
STIPPLE_GAP, STIPPLE_RADIUS = 8.0, 1.7
HATCH_GAP, HATCH_WIDTH = 8.0, 2.2
POINT_RADIUS = 10.0
LABEL_SIZE = 34.0

Layers = dict[ChartName, list[Group]]


def body_group(chart: Chart, theme: Theme) -> Group:
    """The body itself: skin, shading bands, inner lines, outline."""
    outline = geometry_curve(chart.outline)
    items: list[Item] = [Fill(outline, theme.skin)]
    for shade in chart.shades:
        light = shade.tone == "light"
        strength = theme.light_strength if light else theme.shadow_strength
        items.append(Fill(shade.path, theme.light if light else theme.shadow, min(1.0, shade.opacity * strength)))
    items += [
        Outline(line.path, theme.line, WIDTHS[line.weight], LINE_OPACITY[line.weight])
        for line in chart.lines
        if line.path
    ]
    items.append(Outline(outline, theme.outline, WIDTHS["outline"]))
    return Group(f"body-{chart.name}", tuple(items), f"{chart.figure} figure, {chart.name}")


def side_labels(chart: Chart, theme: Theme, size: float = LABEL_SIZE) -> Group:
    """ "Right" and "Left", the patient's own: at both sides of the head, before a face in profile, above each foot."""
    shape = chart.shape
    if shape.face:
        places, y = [shape.face * 420.0], 60.0
    elif chart.name == "soles":
        places, y, size = [-85.0, 85.0], -12.0, size / SOLES_SCALE
    else:
        places, y = [-300.0, 300.0], 60.0
    labels = (
        Text(x, y, side.capitalize(), size, theme.quiet_text, "middle", bold=True)
        for side, x in zip(shape.sides, places, strict=True)
    )
    return Group(f"sides-{chart.name}", tuple(labels))


def mark_groups(drawing: Drawing, charts: Mapping[ChartName, Chart], theme: Theme) -> Layers:
    """The marks, translucent, coloured by quality; marks of one quality are one area, so overlaps do not darken."""
    areas: dict[tuple[ChartName, Quality], list[BaseGeometry]] = {}
    for mark in drawing.marks:
        areas.setdefault((chart_of(mark), mark.quality or "other"), []).append(mark_area(mark, charts))
    layers: Layers = {}
    for (chart, quality), geometries in areas.items():
        area = polygonal(shapely.union_all(geometries))
        path = geometry_curve(area)
        if path:
            color = theme.quality(quality)
            inside = pattern(quality, area, color) if theme.patterned else [Fill(path, color, theme.mark_strength)]
            items = (*inside, Outline(path, color, 2.6 if theme.patterned else 1.6, 0.9))
            layers.setdefault(chart, []).append(Group(f"marks-{chart}-{quality}", items, f"marked, {quality}"))
    return layers


def zone_groups(points: Iterable[PlacedPoint], theme: Theme) -> Layers:
    """The referral zones of some points together: essential flat, spillover stippled where it is not essential."""
    points = list(points)
    layers: Layers = {}
    for chart in dict.fromkeys(c for p in points for c in (*p.essential, *p.spillover)):
        essential = polygonal(shapely.union_all([p.essential[chart] for p in points if chart in p.essential]))
        spillover = polygonal(
            shapely.difference(
                shapely.union_all([p.spillover[chart] for p in points if chart in p.spillover]), essential
            )
        )
        items: list[Item] = []
        if not spillover.is_empty:
            edge = geometry_curve(spillover)
            items.append(Fill(edge, theme.spillover, 0.06))
            items.append(Dots(stipple(spillover, STIPPLE_GAP, STIPPLE_RADIUS), STIPPLE_RADIUS, theme.spillover, 0.95))
        if not essential.is_empty:
            path = geometry_curve(essential)
            items.append(Fill(path, theme.essential, 0.42))
            items.append(Outline(path, theme.essential, 1.8, 0.95))
        layers[chart] = [Group(f"zones-{chart}", tuple(items), "essential and spillover zone")]
    return layers


def unexplained_groups(areas: Areas, theme: Theme) -> Layers:
    """Marked pain that no zone explains: hatched."""
    return {
        chart: [
            Group(
                f"unexplained-{chart}",
                (
                    Outline(line_curve(hatching(area, HATCH_GAP)), theme.unexplained, HATCH_WIDTH, 0.95),
                    Outline(geometry_curve(area), theme.unexplained, 1.4, 0.9),
                ),
                "marked, and in no zone",
            )
        ]
        for chart, area in areas.items()
    }


def circle(x: float, y: float, radius: float) -> Curve:
    """A circle as a path of four curves."""
    k = 0.5522847498 * radius
    return (
        ("M", (x + radius, y)),
        ("C", (x + radius, y + k, x + k, y + radius, x, y + radius)),
        ("C", (x - k, y + radius, x - radius, y + k, x - radius, y)),
        ("C", (x - radius, y - k, x - k, y - radius, x, y - radius)),
        ("C", (x + k, y - radius, x + radius, y - k, x + radius, y)),
        ("Z", ()),
    )


def point_groups(
    points: Iterable[PlacedPoint],
    selected: Collection[tuple[str, Side, str]],
    theme: Theme,
    radius: float = POINT_RADIUS,
) -> Layers:
    """Trigger points: an × on a light disc, with a ring in the accent colour where the point is selected.

    `radius` in chart units: on a small window larger than the body would ask for, so that a point can be seen and hit.
    """
    layers: Layers = {}
    for point in sorted(points, key=lambda point: point.key in selected):
        for chart, (x, y) in point.position.items():
            chosen = point.key in selected
            arm, line = radius * 0.4, radius / POINT_RADIUS
            edge = (theme.accent, 3.4 * line) if chosen else (theme.quiet_text, 1.2 * line)
            cross = (
                ("M", (x - arm, y - arm)),
                ("L", (x + arm, y + arm)),
                ("M", (x - arm, y + arm)),
                ("L", (x + arm, y - arm)),
            )
            disc = circle(x, y, radius)
            items = (Fill(disc, theme.disc, 0.95), Outline(disc, *edge), Outline(cross, theme.cross, 2.6 * line))
            name = f"point-{chart}-{point.muscle}-{point.side}-{point.name.replace(' ', '-')}"
            layers.setdefault(chart, []).append(Group(name, items, f"trigger point {point.name}, {point.side}"))
    return layers


def highlight_group(chart: ChartName, area: BaseGeometry, theme: Theme) -> Group:
    """The region under the pointer: a light tint with an edge."""
    path = geometry_curve(area)
    return Group(f"hover-{chart}", (Fill(path, theme.hover, 0.16), Outline(path, theme.hover, 2.2, 0.9)))
