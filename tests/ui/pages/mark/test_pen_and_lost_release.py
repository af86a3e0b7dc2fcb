"""A pen's ends and buttons, and strokes whose release the window never gets: nothing is lost or goes on by itself."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from bodymap.body.areas import size
from bodymap.drawing.geometry import drawing_areas
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, NONE, over, path, pen, settle
from tests.ui.pages.mark.conftest import down_the_thigh, marks

PRESS, MOVE, RELEASE = QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease
SIDE = Qt.MouseButton.RightButton
NOTHING = Qt.MouseButton.NoButton


@pytest.fixture
def places(window: MainWindow, view: BodyView) -> list[QPoint]:
    """The pixels of a stroke down the back of a thigh; painting is chosen."""
    window.mark_page.paint_button.click()
    return path(view, "back", down_the_thigh(window))


def area(window: MainWindow) -> float:
    return size(drawing_areas(window.document.drawing, window.document.charts))


def reaches(window: MainWindow, view: BodyView, place: QPoint) -> bool:
    """Whether the only mark is a stroke that ends at a pixel."""
    (mark,) = marks(window)
    assert mark.stroke is not None
    _, x, y = view.layout_.to_chart(place.x(), place.y())
    return mark.stroke.points[-1] == pytest.approx((x, y), abs=0.02)


def test_the_eraser_end_of_a_pen_takes_away_what_is_marked(
    window: MainWindow, view: BodyView, places: list[QPoint]
) -> None:
    pen(view, PRESS, places[0])
    pen(view, MOVE, places[-1])
    pen(view, RELEASE, places[-1])
    before = area(window)
    pen(view, PRESS, places[0], end=QPointingDevice.PointerType.Eraser)
    pen(view, MOVE, places[len(places) // 2], end=QPointingDevice.PointerType.Eraser)
    pen(view, RELEASE, places[len(places) // 2], end=QPointingDevice.PointerType.Eraser)
    assert 0 < area(window) < before
    pen(view, PRESS, places[0])
    pen(view, RELEASE, places[0])
    assert area(window) > 0, "the tip paints again afterwards"
    assert window.mark_page.paint_button.isChecked()


def test_the_side_button_of_a_hovering_pen_marks_nothing(
    window: MainWindow, view: BodyView, places: list[QPoint]
) -> None:
    pen(view, PRESS, places[0], 0, SIDE, SIDE)
    for place in places[1:]:
        pen(view, MOVE, place, 0, NOTHING, SIDE)
    pen(view, RELEASE, places[-1], 0, SIDE, NOTHING)
    assert marks(window) == ()


def test_the_side_button_in_the_middle_of_a_stroke_changes_nothing(
    window: MainWindow, view: BodyView, places: list[QPoint]
) -> None:
    half = len(places) // 2
    pen(view, PRESS, places[0])
    for place in places[1:half]:
        pen(view, MOVE, place)
    pen(view, PRESS, places[half], 0.5, SIDE, LEFT | SIDE)
    pen(view, RELEASE, places[half], 0.5, SIDE, LEFT)
    for place in places[half:]:
        pen(view, MOVE, place)
    pen(view, RELEASE, places[-1])
    assert reaches(window, view, places[-1])
    assert len(marks(window)) == 1


def test_a_pen_that_leaves_its_tablet_ends_the_stroke(
    window: MainWindow, view: BodyView, places: list[QPoint], qapp: QApplication
) -> None:
    pen(view, PRESS, places[0])
    for place in places[1:]:
        pen(view, MOVE, place)
    QApplication.sendEvent(
        qapp,
        QTabletEvent(
            QEvent.Type.TabletLeaveProximity, QPointingDevice.primaryPointingDevice(), QPointF(), QPointF(),
            0, 0, 0, 0, 0, 0, NONE, NOTHING, NOTHING,
        ),
    )  # fmt: skip
    assert reaches(window, view, places[-1])
    QTest.mouseClick(view, LEFT, NONE, over(view, "front/thigh-front-left", window))
    assert len(marks(window)) == 2, "the mouse marks at once"


def test_a_mouse_beside_a_pen_that_never_came_up_ends_the_stroke(
    window: MainWindow, view: BodyView, places: list[QPoint]
) -> None:
    pen(view, PRESS, places[0])
    pen(view, MOVE, places[-1])
    QTest.mouseClick(view, LEFT, NONE, over(view, "front/thigh-front-left", window))
    assert len(marks(window)) == 2


def move_without_button(view: BodyView, place: QPoint) -> None:
    """A mouse that only passes by."""
    QApplication.sendEvent(
        view,
        QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(view.mapToGlobal(place)), NOTHING, NOTHING, NONE),
    )


def lost_under_a_dialog(window: MainWindow, view: BodyView) -> None:
    """A dialog opens by itself and goes again while the button is down; the release comes to it."""
    dialog = QDialog(window)
    QTimer.singleShot(0, dialog.reject)
    dialog.exec()


def lost_to_another_window(window: MainWindow, view: BodyView) -> None:
    """Another program takes the keyboard."""
    view.clearFocus()


def lost_without_a_trace(window: MainWindow, view: BodyView) -> None:
    """Nothing at all is heard."""


@pytest.mark.parametrize("lose", [lost_under_a_dialog, lost_to_another_window, lost_without_a_trace])
@pytest.mark.parametrize("device", ["mouse", "pen"])
def test_a_stroke_whose_release_is_lost_ends_where_it_was_and_stays(
    window: MainWindow,
    view: BodyView,
    places: list[QPoint],
    lose: Callable[[MainWindow, BodyView], None],
    device: str,
) -> None:
    half = len(places) // 2
    if device == "mouse":
        QTest.mousePress(view, LEFT, NONE, places[0])
        for place in places[1:half]:
            QTest.mouseMove(view, place)
    else:
        pen(view, PRESS, places[0])
        for place in places[1:half]:
            pen(view, MOVE, place)
    lose(window, view)
    settle()
    for place in places[half:]:
        if device == "mouse":
            move_without_button(view, place)
        else:
            pen(view, MOVE, place, 0, NOTHING, NOTHING)
    assert reaches(window, view, places[half - 1])
    QTest.mouseRelease(view, LEFT, NONE, places[-1])  # for the test's own record of the button
    QTest.mouseClick(view, LEFT, NONE, over(view, "front/thigh-front-left", window))
    assert len(marks(window)) == 2, "the next click adds a mark and takes nothing away"


def test_turning_to_another_page_in_the_middle_of_a_stroke_keeps_it(
    window: MainWindow, view: BodyView, places: list[QPoint]
) -> None:
    QTest.mousePress(view, LEFT, NONE, places[0])
    for place in places[1:]:
        QTest.mouseMove(view, place)
    window.show_page(1)
    assert reaches(window, view, places[-1])
    QTest.mouseRelease(view, LEFT, NONE, places[-1])
    assert len(marks(window)) == 1
