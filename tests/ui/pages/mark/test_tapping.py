"""Tapping on the page Mark: a region is named, marked and taken back."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from bodymap.body.figure import ChartName
from bodymap.drawing.model import Mark
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, NONE, at, drag, middle, over, pixel, push, region, settle, tap
from tests.ui.pages.mark.conftest import BUTTOCK, LUMBAR, THIGH, marks


def test_a_tap_marks_a_region_and_another_takes_it_back(window: MainWindow, view: BodyView) -> None:
    tap(window, view, LUMBAR)
    assert marks(window) == (Mark(region=LUMBAR, quality="aching", intensity=5),)
    tap(window, view, BUTTOCK)
    tap(window, view, LUMBAR)
    assert [mark.region for mark in marks(window)] == [BUTTOCK]


def test_a_tap_beside_the_body_marks_nothing(window: MainWindow, view: BodyView) -> None:
    QTest.mouseClick(view, LEFT, NONE, at(view, "back", 0, 1700))
    QTest.mouseClick(view, LEFT, NONE, at(view, "front", 440, 100))
    assert marks(window) == ()


def test_a_finger_that_slides_off_a_region_marks_nothing(window: MainWindow, view: BodyView) -> None:
    drag(view, "back", [middle(window, LUMBAR), middle(window, THIGH)])
    assert marks(window) == ()


def test_a_finger_that_trembles_still_taps(window: MainWindow, view: BodyView) -> None:
    start = over(view, LUMBAR, window)
    QTest.mousePress(view, LEFT, NONE, start)
    QTest.mouseMove(view, start + QPoint(3, -2))
    QTest.mouseRelease(view, LEFT, NONE, start + QPoint(3, -2))
    assert [mark.region for mark in marks(window)] == [LUMBAR]


@pytest.mark.parametrize("chart", ["front", "back"])
@pytest.mark.parametrize("figure", ["female", "male"])
def test_every_region_can_be_tapped_in_a_window_of_1280_by_720(
    window: MainWindow, view: BodyView, chart: ChartName, figure: str
) -> None:
    push(window.mark_page.stage, "Woman" if figure == "female" else "Man")
    push(window.mark_page.stage, chart.capitalize())
    missed = []
    for name in window.document.charts[chart].regions:
        place = over(view, name, window)
        found = window.document.charts[chart].region_at(*view.layout_.to_chart(place.x(), place.y())[1:])
        if found is None or found.id != name:
            missed.append(name)
    assert not missed


def test_the_region_under_the_pointer_is_named_with_its_side(window: MainWindow, view: BodyView) -> None:
    QTest.mouseMove(view, over(view, BUTTOCK, window))
    settle()
    assert QToolTip.text().lower() == region(window, BUTTOCK).words.lower()
    assert QToolTip.text().endswith(", right")
    QTest.mouseMove(view, over(view, "front/navel", window))
    settle()
    assert QToolTip.text().lower() == region(window, "front/navel").words.lower()


def test_a_region_is_quiet_until_the_pointer_is_over_it(window: MainWindow, view: BodyView) -> None:
    place = over(view, BUTTOCK, window)
    QTest.mouseMove(view, at(view, "back", 440, 100))
    settle()
    quiet = pixel(view.grab(), place)
    QTest.mouseMove(view, place)
    settle()
    assert pixel(view.grab(), place) != quiet
    QTest.mouseMove(view, at(view, "back", 440, 100))
    settle()
    assert pixel(view.grab(), place) == quiet
