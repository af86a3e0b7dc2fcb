"""The tools of the pointer: tap a region, paint, erase. They turn places on a chart into changes of the document."""

import math
from collections.abc import Callable

import numpy as np
import shapely
from PySide6.QtCore import QPoint, Qt
from shapely.geometry.base import BaseGeometry

from bodymap.body.brush import segment_areas
from bodymap.body.chart import Region
from bodymap.body.figure import ChartName
from bodymap.drawing.model import Mark, Quality, Stroke
from bodymap.matching.live import LiveDrawing
from bodymap.report.layers import highlight_group
from bodymap.ui.accessibility import announce
from bodymap.ui.canvas.view import BodyView
from bodymap.ui.document import Document

BRUSHES = (7.0, 16.0, 30.0, 52.0)
"""Radii of the four brushes in chart units; 10 units are about a centimetre of a grown body."""

STEP = 0.12
"""A pointer move shorter than this share of the brush radius adds no point to a stroke."""

REACH = 6.0
"""Pixels beside the body within which a tap still finds a region: a hand that shakes meets a finger or an ankle."""

LIGHTEST = 0.45
"""Share of the brush radius that a pen of no pressure paints."""


class MarkSettings:
    """What the next mark will be: quality, intensity and brush. Shared by the panel and the tools."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """As they stand before anybody chose: what the last patient felt says nothing of the next one."""
        self.quality: Quality | None = "aching"
        self.intensity: int | None = 5
        self.brush = BRUSHES[1]


class TapTool:
    """Marks the region under the pointer, or takes it back; says what it is called while the pointer is over it."""

    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, view: BodyView, document: Document, settings: MarkSettings) -> None:
        self._view, self._document, self._settings = view, document, settings
        self._region: Region | None = None
        self._down: Region | None = None
        self._at: Region | None = None
        self._from = self._to = (0.0, 0.0)

    def brush_radius(self) -> float | None:
        """No ring."""
        return None

    def press(self, chart: ChartName, x: float, y: float, _pressure: float) -> None:
        """A finger comes down on a region."""
        self._down = self._at = self._region_near(chart, x, y)
        self._from = self._to = x, y

    def drag(self, chart: ChartName, x: float, y: float, _pressure: float) -> None:
        """It may slide off again, and then nothing was meant."""
        self._at, self._to = self._region_near(chart, x, y), (x, y)

    def release(self) -> None:
        """Marks or unmarks the region, if the finger stayed on it or hardly moved."""
        down, self._down = self._down, None
        stayed = self._at is down or math.dist(self._from, self._to) * self._view.layout_.scale <= 2 * REACH
        if down is not None and stayed:
            self._toggle(down)

    def cancel(self) -> None:
        """Nothing was meant."""
        self._down = None

    def _region_near(self, chart: ChartName, x: float, y: float) -> Region | None:
        return self._document.charts[chart].region_near(x, y, REACH / self._view.layout_.scale)

    def _toggle(self, region: Region) -> None:
        mark = Mark(region=region.id, quality=self._settings.quality, intensity=self._settings.intensity)
        self._document.toggle_region(region.id, mark)

    def hover(self, chart: ChartName, x: float, y: float) -> None:
        """Lights the region up and names it."""
        self._focus(self._region_near(chart, x, y))

    def leave(self) -> None:
        """Quiet again."""
        self._focus(None)

    def _focus(self, region: Region | None, at: QPoint | None = None) -> None:
        if region is not None and self._region is not None and region.id == self._region.id and at is None:
            self._view.say(region.words[:1].upper() + region.words[1:])
            return
        self._region = region
        over = {region.chart: [highlight_group(region.chart, region.area, self._view.theme)]} if region else {}
        self._view.set_over(over)
        self._view.say(region.words[:1].upper() + region.words[1:] if region else "", at)

    def key(self, key: int) -> bool:
        """Arrows walk from region to region, Enter marks."""
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)
        }  # fmt: skip
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._region is not None:
            self._toggle(self._region)
            self._tell(self._region)
            return True
        if key not in steps:
            return False
        target = self.neighbour(*steps[Qt.Key(key)])
        if target is not None:
            x, y = self._on_screen(target)
            self._focus(target, QPoint(round(x), round(y)))
            self._tell(target)
        return True

    def _tell(self, region: Region) -> None:
        marked = any(mark.region == region.id for mark in self._document.drawing.marks)
        announce(self._view, f"{region.words}, {'marked' if marked else 'not marked'}")

    def _on_screen(self, region: Region) -> tuple[float, float]:
        place = region.area.representative_point()
        return self._view.layout_.from_chart(region.chart, place.x, place.y)

    def neighbour(self, dx: int, dy: int) -> Region | None:
        """The nearest region in a direction, off-axis distance counting double; the first region if none has focus."""
        shown = [region for name in self._view.charts for region in self._document.charts[name].regions.values()]
        if self._region is None:
            return min(shown, key=lambda region: self._on_screen(region)[::-1], default=None)
        x0, y0 = self._on_screen(self._region)
        best: tuple[float, Region] | None = None
        for region in shown:
            x, y = self._on_screen(region)
            along = (x - x0) * dx + (y - y0) * dy
            across = abs((x - x0) * dy) + abs((y - y0) * dx)
            if along > 2 and (best is None or along + 2 * across < best[0]):
                best = along + 2 * across, region
        return best[1] if best else None


class _BrushTool:
    """What painting and erasing share: a stroke that grows segment by segment."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: BodyView, document: Document, settings: MarkSettings) -> None:
        self._view, self._document, self._settings = view, document, settings
        self._chart: ChartName | None = None
        self._points: list[tuple[float, float]] = []
        self._radii: list[float] = []
        self._waiting: tuple[float, float, float] | None = None

    def brush_radius(self) -> float | None:
        """The ring shows the brush."""
        return self._settings.brush

    def _radius(self, pressure: float) -> float:
        return round(self._settings.brush * (LIGHTEST + (1 - LIGHTEST) * min(1.0, max(0.0, pressure))), 2)

    def _start(self, chart: ChartName, x: float, y: float, pressure: float) -> BaseGeometry:
        self._chart, self._waiting = chart, None
        self._points, self._radii = [(round(x, 2), round(y, 2))], [self._radius(pressure)]
        return self._segment()

    def _grow(self, x: float, y: float, pressure: float) -> BaseGeometry | None:
        """The area of the new segment, None if the pointer hardly moved."""
        radius = self._radius(pressure)
        if math.dist(self._points[-1], (x, y)) < STEP * radius:
            self._waiting = x, y, radius
            return None
        return self._grow_to(x, y, radius)

    def _grow_to_end(self) -> BaseGeometry | None:
        """The area up to where the pointer was last, None if a point is there already."""
        if self._waiting is None:
            return None
        return self._grow_to(*self._waiting)

    def _grow_to(self, x: float, y: float, radius: float) -> BaseGeometry:
        self._waiting = None
        self._points.append((round(x, 2), round(y, 2)))
        self._radii.append(radius)
        return self._segment()

    def _segment(self) -> BaseGeometry:
        assert self._chart is not None
        area = segment_areas(np.array(self._points[-2:]), np.array(self._radii[-2:]))[0]
        cut: BaseGeometry = shapely.intersection(area, self._document.charts[self._chart].outline)
        return cut

    def _stroke(self) -> Stroke:
        """The whole stroke; one radius if the pressure never changed."""
        same = len(set(self._radii)) == 1
        return Stroke(points=tuple(self._points), radius=self._radii[0] if same else tuple(self._radii))

    def cancel(self) -> None:
        """The stroke is not wanted."""
        self._chart = None
        self._view.end_stroke()

    def hover(self, chart: ChartName, x: float, y: float) -> None:
        """Nothing: the ring follows by itself."""

    def leave(self) -> None:
        """Nothing."""

    def key(self, _key: int) -> bool:
        """No keys: with keys alone, regions are tapped."""
        return False


class PaintTool(_BrushTool):
    """Paints a stroke, and scores it while it grows if somebody listens."""

    def __init__(
        self,
        view: BodyView,
        document: Document,
        settings: MarkSettings,
        listener: Callable[[LiveDrawing | None], None] | None = None,
    ) -> None:
        """`listener` is called with the live areas after each move, and with None if the stroke is not wanted; without
        a listener nothing is scored meanwhile."""
        super().__init__(view, document, settings)
        self._listener = listener
        self._live: LiveDrawing | None = None

    def press(self, chart: ChartName, x: float, y: float, pressure: float) -> None:
        """A stroke begins."""
        self._view.begin_stroke(self._view.theme.quality(self._settings.quality), self._view.theme.mark_strength)
        self._view.add_to_stroke(chart, self._start(chart, x, y, pressure))
        if self._listener is not None:
            self._live = self._document.live()
            self._live.begin(chart, *self._points[-1], self._radii[-1])
            self._listener(self._live)

    def drag(self, chart: ChartName, x: float, y: float, pressure: float) -> None:
        """It grows."""
        segment = self._grow(x, y, pressure)
        if segment is None:
            return
        self._view.add_to_stroke(chart, segment)
        if self._live is not None and self._listener is not None:
            self._live.move(*self._points[-1], self._radii[-1])
            self._listener(self._live)

    def release(self) -> None:
        """It becomes a mark."""
        if self._chart is None:
            return
        self._grow_to_end()
        mark = Mark(
            chart=self._chart,
            stroke=self._stroke(),
            quality=self._settings.quality,
            intensity=self._settings.intensity,
        )
        self._chart, self._live = None, None
        self._document.add_mark(mark)
        self._view.end_stroke()

    def cancel(self) -> None:
        """The stroke is not wanted, nor are the numbers that it made."""
        super().cancel()
        self._live = None
        if self._listener is not None:
            self._listener(None)


class EraseTool(_BrushTool):
    """Takes away what is marked under the brush."""

    def press(self, chart: ChartName, x: float, y: float, pressure: float) -> None:
        """Erasing begins."""
        self._view.add_to_stroke(chart, self._start(chart, x, y, pressure), erase=True)

    def drag(self, chart: ChartName, x: float, y: float, pressure: float) -> None:
        """It goes on."""
        segment = self._grow(x, y, pressure)
        if segment is not None:
            self._view.add_to_stroke(chart, segment, erase=True)

    def release(self) -> None:
        """The marks lose what was under the brush."""
        if self._chart is not None:
            self._grow_to_end()
            area = shapely.union_all(segment_areas(np.array(self._points), np.array(self._radii)))
            chart, self._chart = self._chart, None
            self._document.erase(chart, area)
            self._view.end_stroke()
