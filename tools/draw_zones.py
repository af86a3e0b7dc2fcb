"""Draws the review sheets of the atlas: every trigger point with its zones, on both figures, as PNG files.

    .venv/bin/python -m tools.draw_zones FOLDER [MUSCLE…]

One sheet a muscle, `<muscle>.png`, with a row a trigger point of the right side and the charts of both figures beside
each other (side view and soles where a zone lies there), and one sheet `all.png` with the united zones of each muscle.
For looking at; the program's own drawing of zones is in `bodymap.ui`.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QGuiApplication, QImage, QPainter, QPainterPath, QPen
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.placed import PlacedPoint
from bodymap.atlas.placing import place_points
from bodymap.atlas.shipped import load_atlas
from bodymap.body.areas import union
from bodymap.body.chart import Chart
from bodymap.body.chart_files import load_chart
from bodymap.body.figure import FIGURES, ChartName, FigureName, load_figure
from bodymap.geometry.curve import Curve

SCALE = 0.62
"""Pixels a chart unit."""
HALF_WIDTH = 262.0
TOP, BOTTOM = 470.0, 1160.0
CAPTION = 24
ESSENTIAL = QColor(178, 34, 52, 165)
SPILLOVER = QColor(178, 34, 52, 60)

Rows = Sequence[tuple[str, Mapping[FigureName, Sequence[PlacedPoint]]]]
"""Captions, each with points by figure."""


def _curve(curve: Curve) -> QPainterPath:
    path = QPainterPath()
    for command, v in curve:
        if command == "M":
            path.moveTo(v[0], v[1])
        elif command == "L":
            path.lineTo(v[0], v[1])
        elif command == "C":
            path.cubicTo(v[0], v[1], v[2], v[3], v[4], v[5])
        else:
            path.closeSubpath()
    return path


def _area(geometry: BaseGeometry) -> QPainterPath:
    path = QPainterPath()
    for polygon in shapely.get_parts(geometry):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [QPointF(x, y) for x, y in ring.coords]
            path.moveTo(points[0])
            for point in points[1:]:
                path.lineTo(point)
            path.closeSubpath()
    return path


def _window(chart: Chart) -> tuple[float, float, float]:
    """First abscissa and ordinate of what a panel shows of a chart, and its width, in chart units."""
    if chart.name in ("front", "back"):
        return -HALF_WIDTH, TOP, 2 * HALF_WIDTH
    x, y, width, _ = chart.view_box
    return x, y, width


def _charts(rows: Rows) -> list[Chart]:
    used = {
        chart for _, points in rows for p in points["female"] for chart in (*p.position, *p.essential, *p.spillover)
    }
    names: list[ChartName] = ["back", "front", *(name for name in ("right", "soles") if name in used)]
    return [load_chart(figure, name) for figure in FIGURES for name in names]


def _panel(painter: QPainter, chart: Chart, points: Sequence[PlacedPoint], box: QRectF) -> None:
    painter.save()
    painter.setClipRect(box)
    painter.translate(box.x(), box.y())
    painter.scale(SCALE, SCALE)
    left, top, width = _window(chart)
    painter.translate(-left, -top)
    painter.setPen(QPen(QColor(60, 60, 60), 2))
    painter.setBrush(QColor(250, 247, 244))
    painter.drawPath(_area(chart.outline))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 45), 1))
    for region in chart.regions.values():
        painter.drawPath(_area(region.area))
    painter.setPen(QPen(QColor(0, 0, 0, 110), 1.2))
    for line in chart.lines:
        painter.drawPath(_curve(line.path))
    painter.setPen(QPen(QColor(40, 90, 200, 160), 1.5, Qt.PenStyle.DashLine))
    if chart.name != "soles":
        belt = load_figure(chart.figure).belt_line(chart.name)
        painter.drawLine(QPointF(left, belt), QPointF(left + width, belt))
    painter.setPen(Qt.PenStyle.NoPen)
    for areas, colour in (
        (union(point.spillover for point in points), SPILLOVER),
        (union(point.essential for point in points), ESSENTIAL),
    ):
        if chart.name in areas:
            painter.setBrush(QBrush(colour))
            painter.drawPath(_area(areas[chart.name]))
    painter.setPen(QPen(QColor(0, 0, 0), 3))
    for point in points:
        if chart.name in point.position:
            x, y = point.position[chart.name]
            for sign in (-1, 1):
                painter.drawLine(QPointF(x - 7, y - 7 * sign), QPointF(x + 7, y + 7 * sign))
    painter.setPen(QColor(90, 90, 90))
    painter.setFont(QFont("sans-serif", 14))
    painter.drawText(QPointF(left + 8, top + 26), f"{chart.figure} {chart.name}")
    painter.restore()


def draw(rows: Rows, path: Path, bottom: float) -> None:
    """A sheet with a row for each caption and its points by figure."""
    charts = _charts(rows)
    widths = [_window(chart)[2] * SCALE for chart in charts]
    if any(chart.name == "right" for chart in charts):
        bottom = TOP + 1840  # from the vertex down
    height = (bottom - TOP) * SCALE
    image = QImage(round(sum(widths)), round((height + CAPTION) * len(rows)), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for row, (caption, points) in enumerate(rows):
        y = row * (height + CAPTION)
        painter.setPen(Qt.GlobalColor.black)
        painter.drawText(QPointF(8, y + 17), caption)
        x = 0.0
        for chart, width in zip(charts, widths, strict=True):
            _panel(painter, chart, points[chart.figure], QRectF(x, y + CAPTION, width, height))
            x += width
    painter.end()
    image.save(str(path))


def main(folder: Path, muscles: Sequence[str]) -> None:
    """All sheets into a folder, or those of the named muscles."""
    folder.mkdir(parents=True, exist_ok=True)
    atlas = load_atlas()
    unknown = [name for name in muscles if name not in atlas.muscles]
    if unknown:
        sys.exit(f"There is no muscle {unknown[0]}; choose from: {', '.join(atlas.muscles)}.")
    placed = {figure: [p for p in place_points(atlas, figure) if p.side == "right"] for figure in FIGURES}

    def of(figure: FigureName, muscle: str, name: str | None = None) -> list[PlacedPoint]:
        return [p for p in placed[figure] if p.muscle == muscle and name in (None, p.name)]

    for name in muscles or atlas.muscles:
        rows = [
            (f"{name}: {point.name} ({point.number})", {figure: of(figure, name, point.name) for figure in FIGURES})
            for point in atlas.muscles[name].trigger_points
        ]
        zones = [zone for p in of("female", name) for zone in (p.essential, p.spillover)]
        reaches = max(area.bounds[3] for zone in zones for area in zone.values())
        draw(rows, folder / f"{name}.png", BOTTOM if reaches < BOTTOM else 1790.0)
    if not muscles:
        together = [(name, {figure: of(figure, name) for figure in FIGURES}) for name in atlas.muscles]
        draw(together, folder / "all.png", 1790.0)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Say where to: .venv/bin/python -m tools.draw_zones FOLDER [MUSCLE…]")
    application = QGuiApplication(sys.argv[:1])
    main(Path(sys.argv[1]), sys.argv[2:])
