"""Painting on the page Mark with a mouse, a pen or a finger: where it was drawn, as it was drawn."""

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from bodymap.drawing.geometry import drawing_areas, mark_area
from bodymap.drawing.model import Stroke
from bodymap.geometry.brush import stroke_area
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.canvas.brush_tools import LIGHTEST
from bodymap.ui.canvas.mark_settings import BRUSHES
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, NONE, alike, at, drag, middle, over, path, pen, pixel, settle, tap
from tests.ui.pages.mark.conftest import BUTTOCK, LUMBAR, down_the_thigh, marks


@pytest.mark.parametrize("brush", range(len(BRUSHES)))
def test_a_stroke_is_one_mark_where_it_was_drawn(window: MainWindow, view: BodyView, brush: int) -> None:
    window.mark_page.paint_button.click()
    window.mark_page.panel.choose_brush(brush)
    passed = drag(view, "back", down_the_thigh(window), steps=30)
    (mark,) = marks(window)
    assert mark.chart == "back"
    assert mark.stroke is not None
    assert mark.stroke.radius == BRUSHES[brush]
    hand = np.array([view.layout_.to_chart(pixel.x(), pixel.y())[1:] for pixel in passed])
    drawn = shapely.intersection(stroke_area(hand, BRUSHES[brush]), window.document.charts["back"].outline)
    one_pixel = 1 / view.layout_.scale
    assert shapely.hausdorff_distance(mark_area(mark, window.document.charts).boundary, drawn.boundary) <= one_pixel


def test_a_click_with_the_brush_is_a_dot(window: MainWindow, view: BodyView) -> None:
    window.mark_page.paint_button.click()
    QTest.mouseClick(view, LEFT, NONE, over(view, BUTTOCK, window))
    (mark,) = marks(window)
    assert mark.stroke is not None
    assert len(mark.stroke.points) == 1


def test_painting_beside_the_body_leaves_nothing(window: MainWindow, view: BodyView) -> None:
    window.mark_page.paint_button.click()
    drag(view, "front", [(420, 60), (440, 200)])
    assert marks(window) == ()
    assert not window.document.can_undo


def test_painting_stops_at_the_edge_of_the_body(window: MainWindow, view: BodyView) -> None:
    window.mark_page.paint_button.click()
    window.mark_page.panel.choose_brush(3)
    x, y = middle(window, "back/hip-back-right")
    drag(view, "back", [(x, y), (x + 300, y)])
    (mark,) = marks(window)
    painted = mark_area(mark, window.document.charts)
    outline = window.document.charts["back"].outline
    assert not painted.is_empty
    assert shapely.difference(painted, outline).area < 1e-6
    assert mark.stroke is not None
    assert stroke_area(np.array(mark.stroke.points), BRUSHES[3]).area > painted.area + 1000


def test_a_stroke_that_runs_on_over_the_other_chart_stays_on_its_own(window: MainWindow, view: BodyView) -> None:
    window.mark_page.paint_button.click()
    start, end = at(view, "front", *middle(window, "front/palm-left")), over(view, "back/lumbar-left", window)
    QTest.mousePress(view, LEFT, NONE, start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT, NONE, end)
    assert {mark.chart for mark in marks(window)} == {"front"}
    areas = drawing_areas(window.document.drawing, window.document.charts)
    assert set(areas) == {"front"}


def test_the_stroke_in_hand_is_seen_where_it_is_painted(window: MainWindow, view: BodyView) -> None:
    window.mark_page.paint_button.click()
    places = path(view, "back", down_the_thigh(window))
    before = view.grab().toImage()
    QTest.mousePress(view, LEFT, NONE, places[0])
    for place in places[1:]:
        QTest.mouseMove(view, place)
    during = view.grab().toImage()
    QTest.mouseRelease(view, LEFT, NONE, places[-1])
    settle()
    after = view.grab().toImage()
    on_the_way = places[len(places) // 2]
    assert pixel(during, on_the_way) != pixel(before, on_the_way)
    assert alike(pixel(after, on_the_way), pixel(during, on_the_way))


def test_overlapping_strokes_of_one_quality_are_one_tint(window: MainWindow, view: BodyView) -> None:
    window.mark_page.paint_button.click()
    window.mark_page.panel.choose_brush(2)
    line = down_the_thigh(window)
    drag(view, "back", line)
    QTest.mouseMove(view, at(view, "back", 440, 100))
    settle()
    place = at(view, "back", *line[1])
    once = pixel(view.grab(), place)
    drag(view, "back", line[::-1])
    QTest.mouseMove(view, at(view, "back", 440, 100))
    settle()
    assert pixel(view.grab(), place) == once


def test_escape_drops_the_stroke_in_hand(window: MainWindow, view: BodyView) -> None:
    window.mark_page.paint_button.click()
    places = path(view, "back", down_the_thigh(window))
    QTest.mousePress(view, LEFT, NONE, places[0])
    QTest.mouseMove(view, places[1])
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseMove(view, places[2])
    QTest.mouseRelease(view, LEFT, NONE, places[2])
    assert marks(window) == ()


def test_the_pressure_of_a_pen_widens_the_brush(window: MainWindow, view: BodyView) -> None:
    window.mark_page.paint_button.click()
    places = path(view, "back", down_the_thigh(window))
    pressures = np.linspace(0, 1, len(places))
    pen(view, QEvent.Type.TabletPress, places[0], 0.0)
    for place, pressure in zip(places[1:], pressures[1:], strict=True):
        pen(view, QEvent.Type.TabletMove, place, float(pressure))
    pen(view, QEvent.Type.TabletRelease, places[-1], 0.0)
    (mark,) = marks(window)
    assert mark.stroke is not None
    assert isinstance(mark.stroke.radius, tuple)
    assert list(mark.stroke.radius) == sorted(mark.stroke.radius)
    assert mark.stroke.radius[0] == pytest.approx(BRUSHES[1] * LIGHTEST)
    assert mark.stroke.radius[-1] == pytest.approx(BRUSHES[1])


def test_after_the_pen_the_mouse_works_at_once(window: MainWindow, view: BodyView) -> None:
    place = over(view, LUMBAR, window)
    pen(view, QEvent.Type.TabletPress, place, 0.5)
    pen(view, QEvent.Type.TabletRelease, place, 0.0)
    tap(window, view, BUTTOCK)
    assert [mark.region for mark in marks(window)] == [LUMBAR, BUTTOCK]


def test_one_finger_paints(window: MainWindow, view: BodyView, touch_screen: QPointingDevice) -> None:
    window.mark_page.paint_button.click()
    places = path(view, "back", down_the_thigh(window))
    QTest.touchEvent(view, touch_screen).press(0, places[0], view).commit()
    for place in places[1:]:
        QTest.touchEvent(view, touch_screen).move(0, place, view).commit()
    QTest.touchEvent(view, touch_screen).release(0, places[-1], view).commit()
    settle()
    (mark,) = marks(window)
    assert isinstance(mark.stroke, Stroke)
    assert len(mark.stroke.points) > 3
