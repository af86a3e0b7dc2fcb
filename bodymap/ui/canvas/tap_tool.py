"""Marks the region that is tapped."""

import math

from PySide6.QtCore import QPoint, Qt

from bodymap.body.chart import Region
from bodymap.body.figure import ChartName
from bodymap.drawing.model import Mark
from bodymap.report.graphics.layers import highlight_group
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.canvas.mark_settings import MarkSettings
from bodymap.ui.models.document import Document
from bodymap.ui.widgets.announce import announce

REACH = 6.0
"""Pixels beside the body within which a tap still finds a region: a hand that shakes meets a finger or an ankle."""


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
