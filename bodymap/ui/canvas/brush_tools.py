"""The tools of the pointer: tap a region, paint, erase. They turn places on a chart into changes of the document."""

import math
from collections.abc import Callable

import numpy as np
import shapely
from PySide6.QtCore import Qt
from shapely.geometry.base import BaseGeometry

from bodymap.body.figure import ChartName
from bodymap.drawing.model import Mark, Stroke
from bodymap.errors import BodymapError
from bodymap.geometry.brush import segment_areas
from bodymap.matching.live import LiveDrawing
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.canvas.mark_settings import MarkSettings
from bodymap.ui.models.document import Document

STEP = 0.12
"""A pointer move shorter than this share of the brush radius adds no point to a stroke."""


LIGHTEST = 0.45
"""Share of the brush radius that a pen of no pressure paints."""


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
        try:
            self._document.add_mark(mark)
        except BodymapError as error:
            self._view.say(error_sentence(error))
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
