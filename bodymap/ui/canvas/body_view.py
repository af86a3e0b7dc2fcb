"""The surface that shows charts and takes the pointer. It knows layers and places, not muscles or drawings.

What stays the same while somebody paints is kept as pictures (`bodymap.ui.canvas.layer_cache`); a pointer move repaints
only a small rectangle.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QSizePolicy, QToolTip, QWidget
from shapely.geometry.base import BaseGeometry

from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName
from bodymap.report.graphics.layers import Layers
from bodymap.report.graphics.scene import Group
from bodymap.report.graphics.theme import LIGHT, Theme
from bodymap.ui.canvas.brush_cursor import BrushCursor
from bodymap.ui.canvas.layer_cache import LayerCache, place
from bodymap.ui.canvas.layout import Layout, rooms_of
from bodymap.ui.canvas.tool import Tool
from bodymap.ui.painting.scene_painter import paint


def _application() -> QCoreApplication:
    application = QApplication.instance()
    assert application is not None  # there is no widget without one
    return application


class BodyView(QWidget):
    """Charts side by side with layers over them."""

    zoomed = Signal()
    """The scale changed, by zooming or with the window's size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(320, 320))
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.theme: Theme = LIGHT
        self.layout_: Layout = Layout()
        self.tool: Tool | None = None
        self.eraser: Tool | None = None
        """The tool of a pen's eraser end, where erasing is possible."""
        self.marked_regions: frozenset[str] = frozenset()
        """Ids of the regions that are marked whole; a screen reader asks for them."""
        self._charts: Mapping[ChartName, Chart] = {}
        self._pictures = LayerCache()
        self._over: dict[ChartName, list[Group]] = {}
        self._pointer: QPointF | None = None
        self._pressed: ChartName | None = None
        self._down: Tool | None = None
        """The tool that went down and has not come up; with `_pressed`, the chart where it did."""
        self._pan_from: QPointF | None = None
        self._space = False
        self._pen = False
        """Whether the stroke that is being drawn is a pen's."""

    # What is shown

    def show_charts(self, charts: Mapping[ChartName, Chart]) -> None:
        """Shows these charts in this order, all of them in view."""
        self._charts = dict(charts)
        self.layout_ = replace(self.layout_, rooms=rooms_of(charts.values()), zoom=1.0, centre=None)
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of another theme; layers have to be set again by whoever made them."""
        self.theme = theme
        self.refresh()

    def set_layer(self, name: str, layers: Layers) -> None:
        """Replaces a layer (one of `pictures.LAYER_ORDER`)."""
        if self._pictures.set_layer(name, layers):
            self.update()

    def set_over(self, groups: Mapping[ChartName, Iterable[Group]]) -> None:
        """Replaces what lies above all layers and changes often: the region under the pointer."""
        self._over = {chart: list(items) for chart, items in groups.items()}
        self.update()

    def refresh(self) -> None:
        """Paints everything anew."""
        self._pictures.reset(self._charts, self.layout_, self.theme, self.size(), self.devicePixelRatioF())
        self.update()

    def set_tool(self, tool: Tool | None) -> None:
        """Takes another tool into the hand."""
        self._release()
        if self.tool is not None:
            self.tool.leave()
        self.tool = tool
        self._show_cursor()
        self.update()

    @property
    def charts(self) -> Mapping[ChartName, Chart]:
        """The charts on the surface."""
        return self._charts

    # A stroke in hand

    def begin_stroke(self, name: str, opacity: float) -> None:
        """Opens an empty stroke of one colour; it shows at `opacity`, however often the brush passes."""
        self._pictures.begin_stroke(name, opacity)

    def add_to_stroke(self, chart: ChartName, segment: BaseGeometry, erase: bool = False) -> None:
        """Adds the area of one segment, in chart units; with `erase` it is wiped from the marks instead."""
        if segment.is_empty:
            return
        if erase:
            self._pictures.wipe(chart, segment)
        else:
            self._pictures.add_to_stroke(chart, segment)
        x0, y0, x1, y1 = segment.bounds
        left, top = self.layout_.from_chart(chart, x0, y0)
        right, bottom = self.layout_.from_chart(chart, x1, y1)
        self.update(QRectF(QPointF(left, top), QPointF(right, bottom)).toAlignedRect().adjusted(-3, -3, 3, 3))

    def end_stroke(self) -> None:
        """Takes the stroke away, or shows again what was wiped; the layer of the marks is right by now."""
        self._pictures.end_stroke()
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's; the still picture, the stroke in hand, what is under the pointer."""
        painter = QPainter(self)
        ratio = self._pictures.ratio
        dirty = QRectF(event.rect())
        source = QRectF(dirty.topLeft() * ratio, dirty.size() * ratio)
        for picture, opacity in self._pictures.all():
            painter.setOpacity(opacity)
            painter.drawPixmap(dirty, picture, source)
        painter.setOpacity(1)
        for chart, groups in self._over.items():
            if chart in self._charts and groups:
                painter.save()
                place(painter, self.layout_, chart)
                paint(painter, groups)
                painter.restore()
        ring = self._ring()
        if ring is not None and self._pan_from is None:
            ring.paint(painter)
        if self.hasFocus() and self.focus_visible:
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    focus_visible = False
    """Whether the focus came by keyboard, so that a ring says where it is."""

    def _ring(self) -> BrushCursor | None:
        """The ring of the brush round the pointer; None where there is none."""
        radius = self.tool.brush_radius() if self.tool is not None else None
        if radius is None or self._pointer is None:
            return None
        return BrushCursor(self._pointer, radius * self.layout_.scale)

    def _update_ring(self) -> None:
        if (ring := self._ring()) is not None:
            self.update(ring.rect)

    # Zoom and pan

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Magnifies about a window position, the middle if none is given."""
        place = at or QPointF(self.width() / 2, self.height() / 2)
        self.layout_ = self.layout_.zoomed(factor, place.x(), place.y())
        self.refresh()
        self.zoomed.emit()

    def zoom_to_fit(self) -> None:
        """All charts in view."""
        self.layout_ = replace(self.layout_, zoom=1.0, centre=None)
        self.refresh()
        self.zoomed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's."""
        self.layout_ = replace(self.layout_, width=event.size().width(), height=event.size().height())
        self.refresh()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's; the wheel magnifies about the pointer."""
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(1.2**steps, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Qt's; two fingers on a touch screen or a touch pad magnify and move."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._cancel()  # the first finger came down as if to mark
                moved = pinch.centerPoint() - pinch.lastCenterPoint()
                self.layout_ = self.layout_.panned(moved.x(), moved.y())
                self.zoom_by(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.hotSpot().toPoint())))
                return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.refresh()  # the window came to a screen of another density
        return super().event(event)

    # The pointer

    def _chart_place(self, position: QPointF) -> tuple[ChartName, float, float]:
        if self._pressed is None:
            return self.layout_.to_chart(position.x(), position.y())
        left, top = self.layout_.origin(self._pressed)
        return self._pressed, (position.x() - left) / self.layout_.scale, (position.y() - top) / self.layout_.scale

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: its tip marks, pressure widens the brush, its eraser end erases, its side button does nothing."""
        kind, tip = event.type(), Qt.MouseButton.LeftButton
        if kind == QEvent.Type.TabletPress and event.button() == tip:
            erasing = event.pointerType() == QPointingDevice.PointerType.Eraser and self.eraser is not None
            self._press(event.position(), event.pressure(), self.eraser if erasing else self.tool, pen=True)
        elif kind == QEvent.Type.TabletRelease and event.button() == tip:
            self._release()
        elif kind == QEvent.Type.TabletMove:
            if self._pressed is not None and not event.buttons() & tip:
                self._release()  # the release came to another window
            self._move(event.position(), event.pressure())
        event.accept()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """While a pen is down: only the application hears that it left the reach of its tablet without coming up."""
        if event.type() == QEvent.Type.TabletLeaveProximity:
            self._release()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button marks; the middle one, or the space bar with any, moves the charts."""
        self.focus_visible = False
        if self._of_pen(event):
            return
        if event.button() == Qt.MouseButton.MiddleButton or self._space:
            self._pan_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press(event.position(), 1.0, self.tool)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Marks or moves the charts while the button is down, points at regions while it is up."""
        if self._of_pen(event):
            return
        if self._pan_from is not None:
            delta = event.position() - self._pan_from
            self._pan_from = event.position()
            self.layout_ = self.layout_.panned(delta.x(), delta.y())
            self.refresh()
            return
        if self._pressed is not None and not event.buttons() & Qt.MouseButton.LeftButton:
            self._release()  # the release came to another window
        self._move(event.position(), 1.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke becomes a mark, or the charts stay where they are."""
        if self._of_pen(event):
            return
        if self._pan_from is not None:
            self._pan_from = None
            self._show_cursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._release()

    def _of_pen(self, event: QMouseEvent) -> bool:
        """Whether a mouse event only repeats what a pen did. A real mouse beside a pen that is down ends its stroke."""
        if event.device() is not None and event.device().type() == QInputDevice.DeviceType.Stylus:
            return True
        if self._pen:
            self._release()
        return False

    def _press(self, position: QPointF, pressure: float, tool: Tool | None, pen: bool = False) -> None:
        self._release()  # a stroke that is still open stays as it is
        if tool is not None and self._charts:
            chart, x, y = self._chart_place(position)
            self._pressed, self._down, self._pen = chart, tool, pen
            if pen:
                _application().installEventFilter(self)
            tool.press(chart, x, y, pressure)

    def _move(self, position: QPointF, pressure: float) -> None:
        self._update_ring()
        self._pointer = position
        self._update_ring()
        if not self._charts:
            return
        place = self._chart_place(position)
        if self._down is not None:
            self._down.drag(*place, pressure)
        elif self.tool is not None:
            self.tool.hover(*place)

    def _lift(self) -> Tool | None:
        """The tool that was down until now."""
        tool, self._pressed, self._down = self._down, None, None
        if self._pen:
            _application().removeEventFilter(self)
            self._pen = False
        return tool

    def _release(self) -> None:
        if (tool := self._lift()) is not None:
            tool.release()

    def _cancel(self) -> None:
        if (tool := self._lift()) is not None:
            tool.cancel()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt's."""
        self._pointer = event.position()
        self._show_cursor()

    def leaveEvent(self, _event: QEvent) -> None:
        """Qt's."""
        self._pointer = None
        self.update()
        if self.tool is not None:
            self.tool.leave()

    def _show_cursor(self) -> None:
        self.setCursor(self.tool.cursor if self.tool is not None else Qt.CursorShape.ArrowCursor)

    def say(self, text: str, at: QPoint | None = None) -> None:
        """A word beside the pointer, or at a window position; empty text takes it away."""
        place = at or (self._pointer.toPoint() if self._pointer is not None else QPoint())
        if text:
            QToolTip.showText(self.mapToGlobal(place + QPoint(14, 18)), text, self)
        else:
            QToolTip.hideText()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's; the tool comes first, then zoom, pan and the hand under the space bar."""
        self.focus_visible = True
        if self.tool is not None and self.tool.key(event.key()):
            return
        if event.key() == Qt.Key.Key_Space:
            self._space = True
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() == Qt.Key.Key_Escape and self._pressed is not None:
            self._cancel()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(1.25)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(0.8)
        elif event.key() == Qt.Key.Key_0:
            self.zoom_to_fit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A button or a space bar that is let go elsewhere is not heard here: what is drawn until now is kept."""
        self._space = False
        self._pan_from = None
        self._release()
        self._show_cursor()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown: what is drawn until now is kept."""
        self._release()
        super().hideEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Qt's."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
        else:
            super().keyReleaseEvent(event)
