"""The sheets of the page Review: every number opens down to its arithmetic, every zone up to its source."""

import re

import pytest

from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.model import Drawing
from bodymap.matching.examination_order import company_notes
from bodymap.matching.match import match_drawing
from bodymap.matching.overlap import SPILLOVER_WEIGHT, UNPAINTED_COST
from bodymap.report.text.examination_words import reason_words
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import percent
from bodymap.ui.pages.review.review_page import ReviewPage
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import push, settle
from tests.ui.pages.review.conftest import rows, show_all


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
