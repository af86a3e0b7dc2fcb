"""Erasing on the page Mark: what is rubbed out is gone, what is not stays."""

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from bodymap.drawing.geometry import mark_area
from bodymap.geometry.brush import stroke_area
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.canvas.mark_settings import BRUSHES
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, NONE, at, drag, middle, over, pixel, settle, tap
from tests.ui.pages.mark.conftest import LUMBAR, THIGH, down_the_thigh, marks


def test_erasing_across_a_mark_splits_it(window: MainWindow, view: BodyView) -> None:
    window.mark_page.panel.choose_quality("numb")
    tap(window, view, THIGH)
    before = mark_area(marks(window)[0], window.document.charts)
    window.mark_page.erase_button.click()
    x0, y0, x1, y1 = before.bounds
    middle_y = (y0 + y1) / 2
    passed = drag(view, "back", [(x0 - 25, middle_y), (x1 + 25, middle_y)])
    (mark,) = marks(window)
    assert (mark.quality, mark.intensity) == ("numb", 5)
    left = mark_area(mark, window.document.charts)
    assert len(shapely.get_parts(left)) == 2
    assert shapely.difference(left, before).area < 1e-6
    hand = np.array([view.layout_.to_chart(pixel.x(), pixel.y())[1:] for pixel in passed])
    rubbed = shapely.intersection(before, stroke_area(hand, BRUSHES[1]))
    assert before.area - left.area == pytest.approx(rubbed.area, rel=0.01)


def test_what_is_wholly_erased_is_gone(window: MainWindow, view: BodyView) -> None:
    window.mark_page.paint_button.click()
    window.mark_page.panel.choose_brush(0)
    line = down_the_thigh(window)
    drag(view, "back", line[:2])
    tap_place = middle(window, LUMBAR)
    window.mark_page.erase_button.click()
    window.mark_page.panel.choose_brush(3)
    drag(view, "back", line[:2])
    assert marks(window) == ()
    drag(view, "back", [tap_place, tap_place])
    assert marks(window) == ()


def test_an_eraser_is_seen_to_erase_and_only_marks(window: MainWindow, view: BodyView) -> None:
    tap(window, view, THIGH)
    window.mark_page.erase_button.click()
    QTest.mouseMove(view, at(view, "back", 440, 100))
    settle()
    place = over(view, THIGH, window)
    away = place + QPoint(0, round(3 * BRUSHES[1] * view.layout_.scale))
    marked, marked_away = pixel(view.grab(), place), pixel(view.grab(), away)
    QTest.mousePress(view, LEFT, NONE, place)
    during = view.grab().toImage()
    assert pixel(during, place) != marked
    assert pixel(during, away) == marked_away
    QTest.keyClick(view, Qt.Key.Key_Escape)
    settle()
    assert pixel(view.grab(), place) == marked
    QTest.mouseRelease(view, LEFT, NONE, place)
    assert len(marks(window)) == 1
