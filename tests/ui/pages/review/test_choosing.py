"""Choosing on the page Review: a row, a point, a chip show their zones; the keyboard stays."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip

from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.model import Mark
from bodymap.matching.knowledge import shipped_knowledge
from bodymap.report.text.muscle_names import muscle_name
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.pages.review.ranking_row import RankingRow
from bodymap.ui.pages.review.review_page import ReviewPage
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, NONE, at, pixel, settle
from tests.ui.pages.review.conftest import near_points, points_on, rows, spots


def test_the_first_row_is_chosen_at_first(page: ReviewPage) -> None:
    assert page.selected == rows(page)[0].row.key


def test_choosing_a_row_shows_its_zones_and_points(page: ReviewPage, view: BodyView) -> None:
    row = rows(page)[1]
    best = next(
        point for point in shipped_knowledge().index("female").points
        if point.key == (row.row.muscle, row.row.side, row.row.best.name)
    )  # fmt: skip
    chart, zone = next(iter(best.essential.items()))
    drawn = page.stage.view.grab().toImage()
    place = next(spot for spot in spots(view, chart, zone) if not near_points(page, view, chart, spot))
    before = pixel(drawn, place)
    QTest.mouseClick(row, LEFT, NONE, QPoint(20, 20))
    settle()
    assert page.selected == row.row.key
    assert page.shown_points == {best.key}
    assert pixel(view.grab(), place) != before
    names = {point.key for point in page.inspect.shown}
    assert {(row.row.muscle, row.row.side, point.name) for point in row.row.points} <= names


def test_a_click_on_a_point_of_the_chart_chooses_its_row(page: ReviewPage, view: BodyView) -> None:
    chosen = 0
    for point in points_on(page, "back"):
        place = at(view, "back", *point.position["back"])
        nearest = min(
            points_on(page, "back"), key=lambda one: (at(view, "back", *one.position["back"]) - place).manhattanLength()
        )
        if nearest.key != point.key or point.key[:2] == page.selected:
            continue
        QTest.mouseClick(view, LEFT, NONE, place)
        settle()
        assert page.selected == point.key[:2]
        assert page.shown_points == {point.key}
        (row,) = (one for one in rows(page) if one.property("selected"))
        assert row.row.key == point.key[:2]
        chosen += 1
    assert chosen >= 3


def test_the_chosen_row_is_brought_into_view(window: MainWindow, page: ReviewPage, view: BodyView) -> None:
    last = rows(page)[5]
    point = next(point for point in points_on(page, "back") if point.key[:2] == last.row.key)
    QTest.mouseClick(view, LEFT, NONE, at(view, "back", *point.position["back"]))
    settle()
    settle()
    (row,) = (one for one in rows(page) if one.property("selected"))
    assert not row.visibleRegion().isEmpty()


def test_a_chip_shows_and_hides_the_zones_of_a_point(page: ReviewPage) -> None:
    row = next(one for one in rows(page) if len(one.row.points) > 1)
    second = row.row.points[1]
    key = (row.row.muscle, row.row.side, second.name)
    QTest.mouseClick(row, LEFT, NONE, QPoint(20, 20))
    settle()
    best = page.shown_points
    chip(page, row.row.key, second.name).click()
    settle()
    assert page.shown_points == best | {key}
    chip(page, row.row.key, second.name).click()
    settle()
    assert page.shown_points == best


def chip(page: ReviewPage, muscle: tuple[str, str], point: str) -> QPushButton:
    """The chip of a point."""
    (row,) = (one for one in rows(page) if one.row.key == muscle)
    (found,) = (one for one in row.findChildren(QPushButton) if one.text() == f"× {point}")
    return found


def test_hovering_a_zone_says_whose_it_is(page: ReviewPage, view: BodyView) -> None:
    best = page.inspect.ranked[0]
    chart, zone = next(iter(best.essential.items()))
    spot = next(spot for spot in spots(view, chart, zone) if not near_points(page, view, chart, spot))
    QTest.mouseMove(view, spot)
    settle()
    name = muscle_name(load_atlas(), best.muscle)
    assert f"{name}, {best.side}: essential zone of {best.name}" in QToolTip.text().splitlines()


def test_hovering_a_point_names_it(page: ReviewPage, view: BodyView) -> None:
    point = points_on(page, "back")[0]
    QTest.mouseMove(view, at(view, "back", *point.position["back"]))
    settle()
    assert "trigger point" in QToolTip.text()


def test_the_keyboard_alone_chooses_and_stays(page: ReviewPage) -> None:
    second = rows(page)[1]
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Return)
    settle()
    assert page.selected == second.row.key
    focused = QApplication.focusWidget()
    assert isinstance(focused, RankingRow)
    assert focused.row.key == second.row.key


def test_another_drawing_begins_with_its_own_first_muscle(page: ReviewPage, window: MainWindow) -> None:
    last = window.document.match.ranking.rows[-1]
    page.select(last.key)
    window.show_page(0)
    window.document.new()
    window.document.set_marks([Mark(region="back/lumbar-right"), Mark(region="back/buttock-upper-right")])
    window.show_page(2)
    settle()
    assert last.key in window.document.match.ranking.by_key
    assert page.selected == window.document.match.ranking.rows[0].key
