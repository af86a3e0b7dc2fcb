"""Red flags on the page Review: above the ranking, settled by their questions; an emergency stops the page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.match import match_drawing
from bodymap.ui.pages.review.review_page import ReviewPage
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import push, settle, words


@pytest.fixture
def page(window: MainWindow, example: Drawing) -> Iterator[ReviewPage]:
    """The page Review of a drawing of buttock and leg."""
    marks = [Mark(region=f"back/{name}-right") for name in ("buttock-lower", "thigh-back", "calf-outer")]
    window.document.set_drawing(Drawing(figure=example.figure, marks=tuple(marks)))
    window.show_page(2)
    settle()
    yield window.review_page
    window.document.new()


def test_the_most_urgent_flag_stands_above_the_body(page: ReviewPage, window: MainWindow) -> None:
    flags = window.document.match.warnings
    assert flags
    assert page.banner.isVisible()
    assert page.banner.text.text() == flags[0].text
    assert f"0 of {len(flags[0].questions)} answered" in page.banner.link.text()
    assert page.banner.mapTo(window, page.banner.rect().bottomLeft()).y() <= page.stage.view.mapTo(
        window, page.stage.view.rect().topLeft()
    ).y()  # fmt: skip


def test_no_flag_no_banner(page: ReviewPage, window: MainWindow) -> None:
    window.document.set_marks([Mark(region="back/elbow-back-left")])
    settle()
    assert not window.document.match.warnings
    assert not page.banner.isVisible()


def test_all_questions_answered_no_takes_the_flag_away(page: ReviewPage, window: MainWindow) -> None:
    first = window.document.match.warnings[0]
    page.banner.link.click()
    settle()
    for one in first.questions:
        push(page.panel.flag_sheet, f"No: {one.question}")
        settle()
    assert first.id not in {flag.id for flag in window.document.match.warnings}
    assert first.text not in words(page)
    assert window.document.drawing.answers == {one.id: False for one in first.questions}


def test_their_sheet_stays_for_answers_and_not_for_another_drawing(page: ReviewPage, window: MainWindow) -> None:
    page.open_sheet("flags")
    window.document.answer("both_legs_affected", False)
    settle()
    assert page.panel.flag_sheet.isVisible()
    window.document.set_marks([Mark(region="back/lumbar-left")])
    settle()
    assert not page.panel.flag_sheet.isVisible()


@pytest.mark.parametrize("outcome", ["Ruled out by examination", "Known and under treatment", "Sent to a physician"])
def test_an_emergency_takes_the_page_until_it_is_dealt_with(page: ReviewPage, window: MainWindow, outcome: str) -> None:
    window.document.answer("saddle_numbness", True)
    settle()
    assert page.stop.isVisible()
    assert not page.panel.isVisible()
    push(page.stop, outcome)
    assert not page.stop.isVisible()
    assert page.panel.isVisible()
    assert page.banner.isVisible(), "dealt with is not gone"
    window.document.answer("worse_upright", True)
    settle()
    assert not page.stop.isVisible(), "it is not asked again"
    window.document.undo()
    window.document.undo()
    settle()
    assert page.stop.isVisible(), "taken back is open again"


def test_a_settled_flag_can_be_noted_and_opened_again(page: ReviewPage, window: MainWindow) -> None:
    page.open_sheet("flags")
    first = next(flag for flag in window.document.match.warnings if flag.open)
    push(page.panel.flag_sheet, f"Ruled out by examination: {first.rule_out}")
    settled = window.document.match.warnings[-1]
    assert (settled.id, settled.state) == (first.id, "settled")
    (note,) = (
        one for one in page.panel.flag_sheet.findChildren(QLineEdit)
        if one.accessibleName() == f"Note on {first.rule_out}" and one.isVisible()
    )  # fmt: skip
    note.setFocus()
    QTest.keyClicks(note, "reflexes equal")
    QTest.keyClick(note, Qt.Key.Key_Return)
    settle()
    found = window.document.drawing.findings.settled(first.id)
    assert found is not None
    assert found.note == "reflexes equal"
    push(page.panel.flag_sheet, f"Ruled out by examination: {first.rule_out}")
    assert window.document.drawing.findings.settled(first.id) is None


def test_a_flag_that_rises_after_it_was_settled_is_open_again(page: ReviewPage, window: MainWindow) -> None:
    page.open_sheet("flags")
    first = window.document.match.warnings[0]
    assert first.level == "ask"
    push(page.panel.flag_sheet, f"Known and under treatment: {first.rule_out}")
    window.document.answer("bladder_or_bowel_change", True)
    settle()
    assert page.stop.isVisible()


def test_the_window_says_the_same_flags_as_the_command_line(page: ReviewPage, window: MainWindow) -> None:
    told = [flag["text"] for flag in match_drawing(window.document.drawing).to_json()["warnings"]]
    page.open_sheet("flags")
    settle()
    said = words(page.panel.flag_sheet)
    assert all(text in said for text in told)
    chosen = [one for one in page.panel.flag_sheet.findChildren(QPushButton) if one.isChecked()]
    assert {one.text() for one in chosen} == {"Not asked"}


def test_an_open_emergency_is_told_beside_the_paper_too(page: ReviewPage, window: MainWindow) -> None:
    window.show_page(3)
    settle()
    assert not window.summary_page.notice.isVisible()
    window.document.answer("saddle_numbness", True)
    settle()
    assert window.summary_page.notice.isVisible()
    assert window.document.match.warnings[0].text in " ".join(words(window.summary_page.notice))
