"""Hands for the window tests: they click, drag and read as a person does, on the widgets that are really there.

No checks here; those are in the tests.
"""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QInputDevice, QPixmap, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from bodymap.body.chart import Region
from bodymap.body.figure import ChartName
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.window.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def settle() -> None:
    """Lets the program do what is waiting, as its own loop would."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def region(window: MainWindow, name: str) -> Region:
    """A region of the drawing's figure."""
    chart: ChartName = "front" if name.startswith("front/") else "back"
    return window.document.charts[chart].regions[name]


def middle(window: MainWindow, name: str) -> tuple[float, float]:
    """A place well inside a region, in chart units."""
    place = region(window, name).area.representative_point()
    return place.x, place.y


def at(view: BodyView, chart: ChartName, x: float, y: float) -> QPoint:
    """A place on a chart in whole pixels of the view."""
    return QPoint(*(round(value) for value in view.layout_.from_chart(chart, x, y)))


def over(view: BodyView, name: str, window: MainWindow) -> QPoint:
    """The pixel in the middle of a region."""
    chart: ChartName = "front" if name.startswith("front/") else "back"
    return at(view, chart, *middle(window, name))


def tap(window: MainWindow, view: BodyView, name: str) -> None:
    """A click in the middle of a region."""
    QTest.mouseClick(view, LEFT, NONE, over(view, name, window))
    settle()


def path(view: BodyView, chart: ChartName, places: Iterable[tuple[float, float]], steps: int = 8) -> list[QPoint]:
    """The pixels that a hand passes on its way through some places of a chart, pixels counted once."""
    corners = [view.layout_.from_chart(chart, *place) for place in places]
    passed = [QPoint(round(corners[0][0]), round(corners[0][1]))]
    for (x0, y0), (x1, y1) in pairwise(corners):
        for step in range(1, steps + 1):
            pixel = QPoint(round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps))
            if pixel != passed[-1]:
                passed.append(pixel)
    return passed


def drag(view: BodyView, chart: ChartName, places: Iterable[tuple[float, float]], steps: int = 8) -> list[QPoint]:
    """A stroke with the left button through some places of a chart; returns the pixels it passed."""
    passed = path(view, chart, places, steps)
    QTest.mousePress(view, LEFT, NONE, passed[0])
    for pixel in passed[1:]:
        QTest.mouseMove(view, pixel)
    QTest.mouseRelease(view, LEFT, NONE, passed[-1])
    settle()
    return passed


def button(parent: QWidget, text: str) -> QAbstractButton:
    """The one visible button with a text or an accessible name."""
    (found,) = (
        made
        for made in parent.findChildren(QAbstractButton)
        if text in (made.text(), made.accessibleName()) and made.isVisible()
    )
    return found


def push(parent: QWidget, text: str) -> None:
    """A click on a button with a text or an accessible name."""
    QTest.mouseClick(button(parent, text), LEFT)
    settle()


def words(parent: QWidget) -> list[str]:
    """The texts of all visible labels, in the order in which they were made."""
    return [label.text() for label in parent.findChildren(QLabel) if label.isVisible() and label.text()]


def pixel(picture: QPixmap | QImage, place: QPointF | QPoint) -> QColor:
    """The colour of a picture at a place of the widget, in its own points."""
    image = picture.toImage() if isinstance(picture, QPixmap) else picture
    ratio = image.devicePixelRatio()
    return image.pixelColor(int(place.x() * ratio), int(place.y() * ratio))


def alike(one: QColor, other: QColor) -> bool:
    """Whether two colours are one to the eye: they differ by less than what rounding makes of them."""
    return all(abs(a - b) <= 3 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))  # type: ignore[call-overload]


def pen(
    view: BodyView,
    kind: QEvent.Type,
    place: QPoint,
    pressure: float = 0.5,
    button: Qt.MouseButton = LEFT,
    buttons: Qt.MouseButton | None = None,
    end: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen,
) -> None:
    """An event of a pen on a tablet. `button` caused it; `buttons` are down after it, by default the tip till it lifts.

    `end` is the end of the pen that points at the tablet.
    """
    device = QPointingDevice(
        "pen", 7, QInputDevice.DeviceType.Stylus, end,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 2,
    )  # fmt: skip
    if buttons is None:
        buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else LEFT
    QApplication.sendEvent(
        view,
        QTabletEvent(
            kind, device, QPointF(place), QPointF(view.mapToGlobal(place)), pressure, 0, 0, 0, 0, 0, NONE,
            button, buttons,
        ),
    )  # fmt: skip
