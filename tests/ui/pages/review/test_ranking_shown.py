"""The ranking on the page Review is the ranking of the drawing, with what it leaves unexplained."""

import json
from pathlib import Path

import pytest
import shapely
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from bodymap.atlas.shipped import load_atlas
from bodymap.cli import main
from bodymap.drawing.file import drawing_json, write_drawing
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.match import match_drawing
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import percent
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.pages.review.review_page import ReviewPage
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, NONE, at, drag, middle, over, pixel, region, settle, words
from tests.ui.pages.review.conftest import numbers, rows, said_of_the_set, show_all, spots


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
    assert "No muscle of this set reaches what is marked." in words(window.review_page)


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
