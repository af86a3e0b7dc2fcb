"""The charts of the page Mark: which are shown, what is written on them, how they are magnified and moved."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, NONE, over, pixel, push, settle, tap
from tests.ui.pages.mark.conftest import LUMBAR, marks


def test_right_and_left_are_written_on_the_correct_side_of_every_chart(window: MainWindow, view: BodyView) -> None:
    """On the front the patient's left is at the viewer's right; on the back right is right."""
    charts = window.document.charts
    assert charts["front"].regions["front/palm-left"].area.centroid.x > 0
    assert charts["back"].regions["back/hand-back-right"].area.centroid.x > 0
    picture = view.grab().toImage()
    page = pixel(picture, QPoint(2, 2))
    widths = {}
    for chart, x in itertools.product(("front", "back"), (-300, 300)):
        across, down = (round(value) for value in view.layout_.from_chart(chart, x, 60))  # type: ignore[arg-type]
        band = range(across - 40, across + 40)
        inked = [
            column for column in band
            if any(pixel(picture, QPoint(column, row)) != page for row in range(down - 16, down + 8))
        ]  # fmt: skip
        assert inked, f"no word at {x} on the {chart}"
        widths[chart, x] = max(inked) - min(inked)
    # "Right" is the longer word.
    assert widths["front", -300] > widths["front", 300]
    assert widths["back", 300] > widths["back", -300]


def test_front_back_or_both(window: MainWindow, view: BodyView) -> None:
    stage = window.mark_page.stage
    small = view.layout_.scale
    for label, shown in (
        ("Front", ["front"]),
        ("Back", ["back"]),
        ("Sides", ["right", "left"]),
        ("Soles", ["soles"]),
        ("All", ["front", "back", "right", "left", "soles"]),
        ("Front and back", ["front", "back"]),
    ):
        push(stage, label)
        assert list(view.charts) == shown
    window.resize(1000, 900)
    settle()
    small = view.layout_.scale
    push(stage, "Back")
    assert view.layout_.scale > 1.1 * small
    tap(window, view, LUMBAR)
    assert [mark.region for mark in marks(window)] == [LUMBAR]


def test_the_figure_is_chosen_on_the_page(window: MainWindow, view: BodyView) -> None:
    tap(window, view, LUMBAR)
    push(window.mark_page.stage, "Man")
    assert window.document.drawing.figure == "male"
    assert [mark.region for mark in marks(window)] == [LUMBAR]
    assert view.charts["back"].figure == "male"


def wheel(view: BodyView, place: QPoint, steps: int) -> None:
    """Turns the wheel over a place."""
    event = QWheelEvent(
        QPointF(place), QPointF(view.mapToGlobal(place)), QPoint(), QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    settle()


def test_the_wheel_zooms_about_the_pointer(window: MainWindow, view: BodyView) -> None:
    place = over(view, LUMBAR, window)
    chart, x, y = view.layout_.to_chart(place.x(), place.y())
    scale = view.layout_.scale
    wheel(view, place, 5)
    assert view.layout_.scale > 2 * scale
    now = view.layout_.from_chart(chart, x, y)
    assert now == pytest.approx((place.x(), place.y()), abs=0.5)
    tap(window, view, LUMBAR)
    assert [mark.region for mark in marks(window)] == [LUMBAR]
    wheel(view, place, -9)
    assert view.layout_.scale == pytest.approx(scale)


def test_buttons_and_keys_zoom(window: MainWindow, view: BodyView) -> None:
    scale = view.layout_.scale
    push(window.mark_page.rail, "Zoom in")
    closer = view.layout_.scale
    assert closer > scale
    push(window.mark_page.rail, "Zoom out")
    assert view.layout_.scale == pytest.approx(scale)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.layout_.scale > scale
    push(window.mark_page.rail, "Fit")
    assert view.layout_.scale == pytest.approx(scale)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.layout_.scale == pytest.approx(scale)


@pytest.mark.qt_log_ignore("could not find the target for gesture", extend=True)  # fingers without a screen
def test_two_fingers_magnify_and_leave_no_mark(
    window: MainWindow, view: BodyView, touch_screen: QPointingDevice
) -> None:
    window.mark_page.paint_button.click()
    scale = view.layout_.scale
    centre = over(view, LUMBAR, window)
    reach = QPoint(30, 0)
    QTest.touchEvent(view, touch_screen).press(0, centre - reach, view).commit()
    QTest.touchEvent(view, touch_screen).stationary(0).press(1, centre + reach, view).commit()
    for step in range(1, 12):
        apart = reach + QPoint(6 * step, 0)
        QTest.touchEvent(view, touch_screen).move(0, centre - apart, view).move(1, centre + apart, view).commit()
    QTest.touchEvent(view, touch_screen).release(0, centre - apart, view).release(1, centre + apart, view).commit()
    settle()
    assert view.layout_.scale > 1.5 * scale
    assert marks(window) == ()


@pytest.mark.parametrize("hand", ["middle button", "space bar"])
def test_the_body_is_moved_by_hand(window: MainWindow, view: BodyView, hand: str) -> None:
    place = over(view, LUMBAR, window)
    wheel(view, place, 8)
    where = view.layout_.from_chart("back", 0, 700)
    button = Qt.MouseButton.MiddleButton if hand == "middle button" else LEFT
    if hand == "space bar":
        QTest.keyPress(view, Qt.Key.Key_Space)
    QTest.mousePress(view, button, NONE, place)
    QTest.mouseMove(view, place + QPoint(-20, -10))
    QTest.mouseMove(view, place + QPoint(-40, -30))
    QTest.mouseRelease(view, button, NONE, place + QPoint(-40, -30))
    if hand == "space bar":
        QTest.keyRelease(view, Qt.Key.Key_Space)
    moved = view.layout_.from_chart("back", 0, 700)
    assert moved == pytest.approx((where[0] - 40, where[1] - 30), abs=0.5)
    assert marks(window) == ()
    tap(window, view, LUMBAR)
    assert [mark.region for mark in marks(window)] == [LUMBAR]
