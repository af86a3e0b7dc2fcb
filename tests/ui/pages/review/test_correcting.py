"""Correcting the drawing on the page Review: numbers go along, and both pages show one drawing."""

import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bodymap.matching.match import match_drawing
from bodymap.report.text.number_words import percent
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.pages.review.review_page import ReviewPage
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, NONE, drag, middle, over, path, pixel, push, region, settle
from tests.ui.pages.review.conftest import numbers, rows, spots


def test_numbers_live_while_painting_and_are_exact_after(window: MainWindow, page: ReviewPage, view: BodyView) -> None:
    push(page.rail, "Paint")
    window.mark_page.panel.choose_brush(3)
    before = {row.row.key: numbers(row) for row in rows(page)}
    x0, y0, x1, y1 = region(window, "back/calf-outer-right").area.bounds
    places = path(view, "back", [((x0 + x1) / 2, y0 + 20), ((x0 + x1) / 2, y1 - 20)])
    QTest.mousePress(view, LEFT, NONE, places[0])
    for place in places[1:]:
        QTest.mouseMove(view, place)
    QTest.qWait(80)
    live = {row.row.key: numbers(row) for row in rows(page)}
    assert live != before
    QTest.mouseRelease(view, LEFT, NONE, places[-1])
    settle()
    match = match_drawing(window.document.drawing)
    assert len(window.document.drawing.marks) == 5
    after = {row.row.key: numbers(row) for row in rows(page)}
    assert after == {
        key: (f"{row.score:.2f}", percent(row.explained), percent(row.filled))
        for key in after
        for row in [match.ranking.by_key[key]]
    }
    assert {key: live[key] for key in live if key in after} == {key: after[key] for key in live if key in after}


def test_a_dropped_stroke_takes_its_numbers_along(window: MainWindow, page: ReviewPage, view: BodyView) -> None:
    push(page.rail, "Paint")
    window.mark_page.panel.choose_brush(3)
    before = {row.row.key: numbers(row) for row in rows(page)}
    places = path(view, "back", [middle(window, "back/calf-outer-right"), middle(window, "back/heel-back-right")])
    QTest.mousePress(view, LEFT, NONE, places[0])
    for place in places[1:]:
        QTest.mouseMove(view, place)
    QTest.qWait(80)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert {row.row.key: numbers(row) for row in rows(page)} == before
    QTest.mouseRelease(view, LEFT, NONE, places[-1])
    assert len(window.document.drawing.marks) == 4


def test_erasing_leaves_the_zones_on_the_charts(window: MainWindow, page: ReviewPage, view: BodyView) -> None:
    """Where nothing is marked, an eraser changes nothing that is seen."""
    marked = match_drawing(window.document.drawing).areas
    chart, zone = next(
        (chart, rest)
        for point in page.inspect.ranked
        if point.key in page.shown_points
        for chart, area in (*point.essential.items(), *point.spillover.items())
        for rest in [shapely.difference(area, shapely.buffer(marked.get(chart, shapely.Polygon()), 40))]
        if rest.area > 500 and spots(view, chart, rest)
    )
    push(page.rail, "Erase")
    place = spots(view, chart, zone)[0]
    before = view.grab().toImage()
    QTest.mousePress(view, LEFT, NONE, place)
    QTest.mouseRelease(view, LEFT, NONE, place)
    QTest.mouseMove(view, QPoint(2, 2))
    settle()
    after = view.grab().toImage()
    assert all(
        pixel(before, place + QPoint(dx, dy)) == pixel(after, place + QPoint(dx, dy))
        for dx in range(-4, 5)
        for dy in range(-4, 5)
    )


def test_a_region_is_tapped_and_erased_here_too(window: MainWindow, page: ReviewPage, view: BodyView) -> None:
    push(page.rail, "Region")
    QTest.mouseClick(view, LEFT, NONE, over(view, "back/lumbar-left", window))
    settle()
    assert window.document.drawing.marks[-1].region == "back/lumbar-left"
    assert any(row.row.side == "left" for row in rows(page))
    push(page.rail, "Erase")
    window.mark_page.panel.choose_brush(3)
    x, y = middle(window, "back/lumbar-left")
    whole = window.document.match.ranking.marked
    drag(view, "back", [(x - 60, y), (x + 60, y)])
    assert window.document.match.ranking.marked < whole - 1000
    window.document.undo()
    window.document.undo()
    settle()
    assert [mark.region for mark in window.document.drawing.marks][-1] == "front/palm-left"


def test_both_bodies_show_the_same_drawing(window: MainWindow, page: ReviewPage) -> None:
    for one in (window.mark_page.stage, page.stage):
        assert isinstance(one, QWidget)
        assert list(one.view.charts) == ["front", "back"]
    push(page.stage, "Man")
    assert window.mark_page.stage.view.charts["front"].figure == "male"
    assert page.stage.view.charts["front"].figure == "male"
