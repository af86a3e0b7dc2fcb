"""The page Mark: what a patient does there with a mouse, a pen, a finger or the keys alone, and what comes of it."""

import itertools

import numpy as np
import pytest
import shapely
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolTip, QWidget

from bodymap.body.brush import stroke_area
from bodymap.body.chart import Region
from bodymap.body.figure import ChartName
from bodymap.drawing.geometry import drawing_areas, mark_area
from bodymap.drawing.model import Mark, Stroke
from bodymap.ui.canvas.tools import BRUSHES, LIGHTEST, TapTool
from bodymap.ui.canvas.view import BodyView
from bodymap.ui.document import NO_PAIN
from bodymap.ui.main_window import MainWindow
from tests.ui.hands import LEFT, NONE, alike, at, drag, middle, over, path, pixel, push, region, settle, tap, words

LUMBAR = "back/lumbar-right"
BUTTOCK = "back/buttock-upper-right"
THIGH = "back/thigh-back-right"


@pytest.fixture
def view(window: MainWindow) -> BodyView:
    """The body on the page."""
    return window.mark_page.stage.view


def marks(window: MainWindow) -> tuple[Mark, ...]:
    """What is marked."""
    return window.document.drawing.marks


def down_the_thigh(window: MainWindow) -> list[tuple[float, float]]:
    """A line inside the back of the right thigh."""
    x0, y0, x1, y1 = region(window, THIGH).area.bounds
    middle_x = (x0 + x1) / 2
    return [(middle_x, y0 + 50), (middle_x + 4, (y0 + y1) / 2), (middle_x, y1 - 40)]


# Tap


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


# Paint


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


# A pen


def pen(view: BodyView, kind: QEvent.Type, place: QPoint, pressure: float) -> None:
    """An event of a pen on a tablet."""
    device = QPointingDevice(
        "pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure, 1, 1,
    )  # fmt: skip
    is_down = kind != QEvent.Type.TabletRelease
    QApplication.sendEvent(
        view,
        QTabletEvent(
            kind, device, QPointF(place), QPointF(view.mapToGlobal(place)), pressure, 0, 0, 0, 0, 0, NONE,
            Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton if is_down else Qt.MouseButton.NoButton,
        ),
    )  # fmt: skip


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


# Erase


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


# Quality, intensity, list


def test_quality_and_intensity_are_those_of_what_comes_next(window: MainWindow, view: BodyView) -> None:
    assert "How strong is it here?" in words(window.mark_page.panel)
    push(window.mark_page.panel, "Numb")
    push(window.mark_page.panel, "4")
    tap(window, view, THIGH)
    assert "How strong is the next place?" in words(window.mark_page.panel)
    push(window.mark_page.panel, "Burning")
    push(window.mark_page.panel, "10")
    window.mark_page.paint_button.click()
    drag(view, "back", [middle(window, LUMBAR), middle(window, "back/flank-right")])
    assert [(mark.quality, mark.intensity) for mark in marks(window)] == [("numb", 4), ("burning", 10)]


def test_another_drawing_takes_nothing_over_from_the_hand_of_the_last_patient(
    window: MainWindow, view: BodyView
) -> None:
    panel = window.mark_page.panel
    for name in ("Numb", "Strength 9 of 10", "Brush 4 of 4", "Erase"):
        push(window.mark_page, name)
    window.document.new()
    tap(window, view, LUMBAR)
    assert [(mark.region, mark.quality, mark.intensity) for mark in marks(window)] == [(LUMBAR, "aching", 5)]
    push(window.mark_page, "Paint")
    (medium,) = (one for one in panel.findChildren(QAbstractButton) if one.accessibleName() == "Brush 2 of 4")
    assert medium.isChecked()
    drag(view, "back", [(60, 1000), (60, 1100)])
    stroke = marks(window)[-1].stroke
    assert stroke is not None
    assert stroke.radius == BRUSHES[1]


def test_marks_are_listed_in_words_newest_first(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    assert "Nothing yet. Tap or paint where it hurts." in words(panel)
    push(panel, "6")
    tap(window, view, LUMBAR)
    push(panel, "Numb")
    push(panel, "4")
    tap(window, view, THIGH)
    listed = words(panel)
    assert ("Low back, right · aching", "6") in itertools.pairwise(listed)
    assert ("Back of thigh, right · numb", "4") in itertools.pairwise(listed)
    assert listed.index("Back of thigh, right · numb") < listed.index("Low back, right · aching")


def test_a_mark_of_the_list_is_changed_later(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    assert "choose a line to change it" not in words(panel)
    tap(window, view, LUMBAR)
    hint = "choose a line to change it"
    tap(window, view, THIGH)
    assert hint in words(panel)
    choose_row(panel, "Low back, right · aching")
    assert hint not in words(panel)
    push(panel, "Sharp, lightning")
    push(panel, "9")
    assert [(mark.region, mark.quality, mark.intensity) for mark in marks(window)] == [
        (LUMBAR, "sharp", 9),
        (THIGH, "aching", 5),
    ]
    push(panel, "Done changing")
    tap(window, view, BUTTOCK)
    assert (marks(window)[-1].quality, marks(window)[-1].intensity) == ("aching", 5)


def choose_row(panel: QWidget, text: str) -> None:
    """A click on a line of the list."""
    (label,) = (one for one in panel.findChildren(QWidget) if one.property("text") == text and one.isVisible())
    QTest.mouseClick(label, LEFT)
    settle()


def test_after_another_mark_the_panel_is_about_the_next_one(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    tap(window, view, LUMBAR)
    tap(window, view, THIGH)
    choose_row(panel, "Back of thigh, right · aching")
    tap(window, view, LUMBAR)
    push(panel, "9")
    assert [(mark.region, mark.intensity) for mark in marks(window)] == [(THIGH, 5)]


def test_a_mark_is_taken_back_from_the_list(window: MainWindow, view: BodyView) -> None:
    tap(window, view, LUMBAR)
    tap(window, view, THIGH)
    push(window.mark_page.panel, "Take back Low back, right")
    assert [mark.region for mark in marks(window)] == [THIGH]


def test_no_pain_today_is_said_and_a_mark_unsays_it(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    tap(window, view, LUMBAR)
    push(panel, "No pain today")
    assert marks(window) == ()
    assert window.document.drawing.answers[NO_PAIN] is True
    assert "No pain today." in words(panel)
    assert panel.next_button.isEnabled()
    tap(window, view, LUMBAR)
    assert NO_PAIN not in window.document.drawing.answers


def test_next_turns_to_the_questions(window: MainWindow, view: BodyView) -> None:
    assert not window.mark_page.panel.next_button.isEnabled()
    tap(window, view, LUMBAR)
    push(window.mark_page.panel, "Next: questions")
    assert window.page == 1


# Undo and redo of everything


def test_everything_can_be_undone_and_done_again(window: MainWindow, view: BodyView) -> None:
    page, document = window.mark_page, window.document
    seen = [document.drawing]

    def step() -> None:
        assert document.drawing != seen[-1], f"step {len(seen)} did nothing"
        seen.append(document.drawing)

    tap(window, view, LUMBAR)
    step()
    page.paint_button.click()
    drag(view, "back", down_the_thigh(window))
    step()
    page.erase_button.click()
    x, y = middle(window, LUMBAR)
    drag(view, "back", [(x - 10, y), (x + 10, y)])
    step()
    page.panel.choose(0)
    push(page.panel, "Tingling")
    step()
    push(page.panel, "8")
    step()
    push(page.stage, "Man")
    step()
    push(page.panel, "Take back Back of thigh, right")
    step()
    document.answer("worse_upright", True)
    step()
    push(page.panel, "No pain today")
    step()
    tap(window, view, LUMBAR)  # with the eraser in hand: nothing
    assert document.drawing == seen[-1]
    for expected in reversed(seen[:-1]):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert document.drawing == expected
    assert not page.undo_button.isEnabled()
    for expected in seen[1:]:
        page.redo_button.click()
        assert document.drawing == expected
    assert not page.redo_button.isEnabled()


# The charts


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
    for label, shown in (("Front", ["front"]), ("Back", ["back"]), ("Front and back", ["front", "back"])):
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


# Zoom and pan


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
    push(window.mark_page.rail, "Closer")
    closer = view.layout_.scale
    assert closer > scale
    push(window.mark_page.rail, "Farther")
    assert view.layout_.scale == pytest.approx(scale)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.layout_.scale > scale
    push(window.mark_page.rail, "Whole")
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


@pytest.fixture(scope="session")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    """A touch screen, plugged in for the rest of the run."""
    return QTest.createTouchDevice()


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


# Keys alone


def test_arrows_and_enter_mark_a_region(window: MainWindow, view: BodyView) -> None:
    window.show_page(0)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    for _ in range(6):
        QTest.keyClick(view, Qt.Key.Key_Down)
    named = QToolTip.text()
    QTest.keyClick(view, Qt.Key.Key_Return)
    (mark,) = marks(window)
    assert mark.region is not None
    assert region(window, mark.region).words.lower() == named.lower()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert marks(window) == ()


def test_arrows_reach_every_region(window: MainWindow, view: BodyView) -> None:
    """From the first region, by any way: no region is an island."""
    tool = window.mark_page.stage.view.tool
    assert isinstance(tool, TapTool)
    waiting: list[Region | None] = [tool.neighbour(0, 1)]
    seen: set[str] = set()
    while waiting:
        here = waiting.pop()
        if here is not None and here.id not in seen:
            seen.add(here.id)
            place = here.area.representative_point()
            tool.hover(here.chart, place.x, place.y)
            waiting += [tool.neighbour(*step) for step in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    assert seen == {name for chart in window.document.charts.values() for name in chart.regions}


def test_the_tab_key_reaches_every_control(window: MainWindow, view: BodyView) -> None:
    tap(window, view, LUMBAR)
    window.activateWindow()
    view.setFocus()
    wanted = {one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()}
    reached: set[QWidget] = set()
    for _ in range(200):
        focused = QApplication.focusWidget()
        if focused is None or focused in reached:
            break
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    missed = []
    for one in wanted - reached:
        group = one.group()
        # Within a group of alternatives the arrow keys go on from the one that Tab reaches.
        if group is None or not any(other in reached for other in group.buttons()):
            missed.append(one.text() or one.accessibleName())
    assert not missed
    assert view in reached


def test_letters_take_tools_and_alt_turns_pages(window: MainWindow, view: BodyView) -> None:
    page = window.mark_page
    for key, made in (
        (Qt.Key.Key_P, page.paint_button),
        (Qt.Key.Key_E, page.erase_button),
        (Qt.Key.Key_T, page.tap_button),
    ):
        QTest.keyClick(view, key)
        assert made.isChecked()
    for number, key in ((1, Qt.Key.Key_2), (2, Qt.Key.Key_3), (3, Qt.Key.Key_4), (0, Qt.Key.Key_1)):
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert window.page == number


def test_the_list_keeps_the_keyboard(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    tap(window, view, LUMBAR)
    tap(window, view, THIGH)
    row = next(one for one in panel.findChildren(QWidget) if one.accessibleName().startswith("Low back, right"))
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Low back, right")
    push(panel, "9")
    assert marks(window)[0].intensity == 9
