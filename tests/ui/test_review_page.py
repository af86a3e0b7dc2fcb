"""The page Review: the ranking on the screen is the ranking of the drawing, and every number can be opened."""

import json
import re
from pathlib import Path

import pytest
import shapely
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.placed import PlacedPoint
from bodymap.atlas.reader import load_atlas
from bodymap.body.figure import ChartName
from bodymap.cli import main
from bodymap.drawing.file import drawing_json, write_drawing
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.company import company_notes
from bodymap.matching.overlap import SPILLOVER_WEIGHT, UNPAINTED_COST
from bodymap.matching.session import match_drawing, zone_index
from bodymap.report.company import reason_words
from bodymap.report.explain import muscle_name, percent
from bodymap.ui.canvas.view import BodyView
from bodymap.ui.main_window import MainWindow
from bodymap.ui.review_page import ReviewPage
from bodymap.ui.review_row import ReviewRow
from tests.ui.hands import LEFT, NONE, at, drag, middle, over, path, pixel, push, region, settle, words


@pytest.fixture
def page(window: MainWindow, example: Drawing) -> ReviewPage:
    """The page with the example."""
    window.document.set_drawing(example)
    window.show_page(2)
    settle()
    push(window.review_page.rail, "Inspect")
    return window.review_page


@pytest.fixture
def view(page: ReviewPage) -> BodyView:
    """The body on the page."""
    return page.stage.view


def rows(page: ReviewPage) -> list[ReviewRow]:
    """The rows on the page from above to below."""
    found = [row for row in page.findChildren(ReviewRow) if row.isVisibleTo(page)]
    return sorted(found, key=lambda row: row.mapTo(page, QPoint(0, 0)).y())


def show_all(page: ReviewPage) -> None:
    """Presses "Show all …" if the list is cut."""
    more = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.text().startswith("Show all")]
    if more:
        more[0].click()
        settle()


def numbers(row: ReviewRow) -> tuple[str, str, str]:
    """Score, explained and filled as a row shows them."""
    said = words(row)
    score = next(text for text in said if text.startswith("score "))
    explained, filled = [text for text in said if text.endswith(" %")][:2]
    return score.removeprefix("score "), explained, filled


def said_of_the_set(page: ReviewPage) -> str:
    """What stands under "Smallest set", with plain spaces."""
    return page.panel.set_label.text().replace("\u00a0", " ")


def points_on(page: ReviewPage, chart: ChartName) -> list[PlacedPoint]:
    """The points drawn on a chart."""
    return [point for point in page.inspect.shown if chart in point.position]


# The ranking


def test_rows_are_those_of_the_ranking_in_its_order_with_its_numbers(page: ReviewPage, example: Drawing) -> None:
    show_all(page)
    ranking = match_drawing(example).ranking
    atlas = load_atlas()
    shown = rows(page)
    assert [row.row.key for row in shown] == [row.key for row in ranking.rows]
    for place, (made, row) in enumerate(zip(shown, ranking.rows, strict=True), start=1):
        said = words(made)
        assert said[:3] == [str(place), muscle_name(atlas, row.muscle), row.side]
        assert numbers(made) == (f"{row.score:.2f}", percent(row.explained), percent(row.filled))
        chips = [chip.text() for chip in made.findChildren(QPushButton) if chip.property("chip")]
        assert chips == [f"× {point.name}" for point in row.points]


def test_the_command_line_says_the_same_numbers(
    page: ReviewPage, example_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rank", str(example_file), "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    show_all(page)
    assert [
        (row["muscle"], row["side"], f"{row['score']:.2f}", percent(row["explained"]), percent(row["filled"]))
        for row in printed["muscles"]
    ] == [(*made.row.key, *numbers(made)) for made in rows(page)]
    assert percent(printed["unexplained"]) in said_of_the_set(page)
    for step in printed["cover"]:
        named = f"{muscle_name(load_atlas(), step['muscle'])} {step['side']} {percent(step['explained'])}"
        assert named.casefold() in said_of_the_set(page).casefold()


def test_an_empty_drawing_has_no_ranking_and_says_so(window: MainWindow) -> None:
    window.show_page(2)
    settle()
    page = window.review_page
    assert rows(page) == []
    assert "Nothing is marked, so nothing is ranked." in words(page)
    assert said_of_the_set(page) == "–"


def test_a_drawing_that_no_zone_reaches_says_so(window: MainWindow) -> None:
    window.document.set_marks([Mark(region="front/palm-left")])
    window.show_page(2)
    settle()
    assert rows(window.review_page) == []
    assert "No muscle of the atlas reaches what is marked." in words(window.review_page)


def test_an_answer_moves_the_score_and_is_shown(window: MainWindow, page: ReviewPage) -> None:
    first = rows(page)[0]
    before = {row.row.key: row.row.score for row in rows(page)}
    moved = next(row for row in rows(page) if row.row.factors)
    assert any("worse\u00a0upright" in text for text in words(moved))
    window.document.answer("worse_upright", None)
    settle()
    after = {row.row.key: row.row.score for row in rows(page)}
    assert after[moved.row.key] != before[moved.row.key]
    assert not any("worse upright" in text for row in rows(page) for text in words(row))
    assert first is not rows(page)[0]


# Choosing


def test_the_first_row_is_chosen_at_first(page: ReviewPage) -> None:
    assert page.selected == rows(page)[0].row.key


def test_choosing_a_row_shows_its_zones_and_points(page: ReviewPage, view: BodyView) -> None:
    row = rows(page)[1]
    best = next(
        point for point in zone_index("female").points
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


def spots(view: BodyView, chart: ChartName, zone: BaseGeometry) -> list[QPoint]:
    """Pixels well inside an area."""
    x0, y0, x1, y1 = zone.bounds
    inner = shapely.buffer(zone, -6)
    grid = [(x0 + (x1 - x0) * i / 24, y0 + (y1 - y0) * j / 24) for i in range(25) for j in range(25)]
    return [at(view, chart, *place) for place in grid if shapely.contains_xy(inner, *place)]


def near_points(page: ReviewPage, view: BodyView, chart: ChartName, spot: QPoint) -> bool:
    """Whether a trigger point is drawn at a pixel."""
    return any(
        (at(view, chart, *point.position[chart]) - spot).manhattanLength() < 25 for point in points_on(page, chart)
    )


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
    assert isinstance(focused, ReviewRow)
    assert focused.row.key == second.row.key


# What stays unexplained, and the smallest set


def test_the_unexplained_part_is_hatched(page: ReviewPage, view: BodyView) -> None:
    """Some of its pixels are lines, and some are not."""
    palm = region_of(page, "front/palm-left")
    view.zoom_by(8, QPointF(at(view, "front", palm.centroid.x, palm.centroid.y)))
    settle()
    picture = view.grab().toImage()
    line = view.theme.unexplained
    seen = {pixel(picture, spot).name() for spot in spots(view, "front", palm)}
    assert len(seen) > 2
    strong = [name for name in seen if distance(name, line) < 90]
    assert strong
    assert len(strong) < len(seen)


def region_of(page: ReviewPage, name: str) -> shapely.Polygon:
    """A region's area."""
    return page.stage.view.charts["front"].regions[name].area


def distance(one: str, other: str) -> int:
    """How far two colours are apart, channel by channel."""
    return sum(abs(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) for i in (1, 3, 5))


def test_the_smallest_set_names_muscles_shares_and_what_is_left(page: ReviewPage, example: Drawing) -> None:
    match = match_drawing(example)
    text = said_of_the_set(page)
    assert match.cover
    for step in match.cover:
        name = muscle_name(load_atlas(), step.row.muscle)
        assert f"{name} {step.row.side} {percent(step.explained)}".casefold() in text.casefold()
    assert f"Unexplained {percent(match.ranking.unexplained)}" in text


# Down to the arithmetic, up to the source


def sheet(page: ReviewPage, link: str) -> str:
    """Presses a link of the page and reads the sheet that it opens."""
    push(page, link)
    assert page.panel.browser.isVisible()
    return page.panel.browser.toPlainText()


def number(text: str) -> float:
    """A printed number."""
    return float(text.replace(",", ""))


def test_the_arithmetic_recomputes(page: ReviewPage) -> None:
    row = next(made.row for made in rows(page) if made.row.factors)
    page.select(row.key)
    settle()
    text = sheet(page, "Why this place")
    assert f"score {row.score:.2f}" in text
    shares = re.findall(r"\(([\d,]+) \+ ([\d.]+) × ([\d,]+)\) / ([\d,]+) = ([\d.]+)", text)
    assert len(shares) == 2, "of all points together, and of the best"
    for essential, weight, spillover, marked, explained in (map(number, found) for found in shares):
        assert weight == SPILLOVER_WEIGHT
        assert explained == pytest.approx((essential + weight * spillover) / marked, abs=1e-3)
    found = re.search(r"\n([\d,]+) / ([\d,]+) = ([\d.]+)", text)
    assert found
    inside, zone, filled = map(number, found.groups())
    assert inside == number(shares[1][0])
    assert filled == pytest.approx(inside / zone, abs=1e-3)
    found = re.search(r"([\d.]+) / \(1 \+ ([\d.]+) × \(1 − ([\d.]+)\)\) = ([\d.]+)", text)
    assert found
    assert tuple(map(number, found.groups()[:3])) == (number(shares[1][4]), UNPAINTED_COST, filled)
    overlap = number(found.group(4))
    assert overlap == pytest.approx(number(found.group(1)) / (1 + UNPAINTED_COST * (1 - filled)), abs=2e-3)
    factors = re.findall(r"(?:yes|no), which speaks (?:for|against) this muscle", text)
    assert len(factors) == len(row.factors) > 0
    found = re.search(r"([\d.]+) × ([\d.]+) = ([\d.]+)", text.partition("All answers together")[2])
    assert found
    assert number(found.group(3)) == pytest.approx(overlap * number(found.group(2)), abs=2e-3)
    assert number(found.group(3)) == pytest.approx(row.score, abs=1e-3)
    assert percent(row.explained) in text
    for point in row.points:
        assert point.name in text


def test_why_names_the_company_and_the_source_of_each_zone(page: ReviewPage, window: MainWindow) -> None:
    text = sheet(page, "Why this place")
    row = window.document.match.ranking.rows[0]
    notes = company_notes(window.document.match, row.key)
    assert notes
    for note in notes:
        assert reason_words(load_atlas(), note) in text
    assert re.search(r"line \d+", text)
    muscle = load_atlas().muscles[row.muscle]
    for point in muscle.trigger_points:
        assert point.essential.says in text
    cited = {source.id for point in muscle.trigger_points for source in point.sources}
    cited |= {source.id for note in notes for source in note.sources}
    for name in cited:
        assert load_atlas().sources[name].title in text


def test_a_sheet_closes_back_to_the_list(page: ReviewPage) -> None:
    sheet(page, "Why this place")
    push(page, "‹ Back to the muscles")
    assert not page.panel.browser.isVisible()
    assert rows(page)[0].isVisible()


def test_a_sheet_takes_new_answers_and_stays(page: ReviewPage, window: MainWindow) -> None:
    before = sheet(page, "Why this place")
    window.document.answer("braces_with_arms", True)
    settle()
    assert page.panel.browser.isVisible()
    assert page.panel.browser.toPlainText() != before


def rows_key(page: ReviewPage) -> str:
    """The chosen muscle."""
    assert page.selected is not None
    return page.selected[0]


def test_the_set_can_be_counted(page: ReviewPage, example: Drawing) -> None:
    text = sheet(page, "How this is counted")
    for step in match_drawing(example).cover:
        assert percent(step.explained) in text


def test_every_row_opens_its_sheets(page: ReviewPage) -> None:
    show_all(page)
    for key in [row.row.key for row in rows(page)]:
        page.select(key)
        for kind in ("why", "facts"):
            page.open_sheet(kind)
            text = page.panel.browser.toPlainText()
            assert muscle_name(load_atlas(), key[0]) in text
            assert "None" not in text
            assert "<" not in text.replace("< 1 %", "")


# Painting here


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


def test_the_whole_walk_says_what_the_saved_file_says(window: MainWindow, tmp_path: Path) -> None:
    """Tap the right low back, paint the right buttock and the back of the thigh: the muscles of the issue light up."""
    mark = window.mark_page
    view = mark.stage.view
    QTest.mouseClick(view, LEFT, NONE, over(view, "back/lumbar-right", window))
    mark.paint_button.click()
    mark.panel.choose_brush(3)
    drag(view, "back", [middle(window, "back/buttock-upper-right"), middle(window, "back/buttock-lower-right")])
    x0, y0, x1, y1 = region(window, "back/thigh-back-right").area.bounds
    drag(view, "back", [((x0 + x1) / 2, y0 + 20), ((x0 + x1) / 2, y1 - 60)])
    window.show_page(2)
    settle()
    show_all(window.review_page)
    right = [row.row.muscle for row in rows(window.review_page) if row.row.side == "right"]
    assert {"quadratus_lumborum", "gluteus_medius", "gluteus_minimus", "piriformis"} <= set(right)
    file = tmp_path / "walk.json"
    write_drawing(window.document.drawing, file)
    again = Drawing.model_validate_json(file.read_text(encoding="utf-8"))
    assert drawing_json(again) == drawing_json(window.document.drawing)
    assert match_drawing(again).to_json() == window.document.match.to_json()


def test_both_bodies_show_the_same_drawing(window: MainWindow, page: ReviewPage) -> None:
    for one in (window.mark_page.stage, page.stage):
        assert isinstance(one, QWidget)
        assert list(one.view.charts) == ["front", "back"]
    push(page.stage, "Man")
    assert window.mark_page.stage.view.charts["front"].figure == "male"
    assert page.stage.view.charts["front"].figure == "male"


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
