"""Red flags on the page Review: above the ranking, settled by their questions; an emergency stops the page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from bodymap.drawing.findings import Settled
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
    assert not push_if_allowed(page.stop, outcome), "one click settles nothing that cannot wait"
    write_note(page.stop, "spoke to the ward")
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


def note_of(within: QWidget, name: str) -> QLineEdit:
    """The note of a flag that is shown."""
    (note,) = (
        one for one in within.findChildren(QLineEdit) if one.accessibleName().startswith(name) and one.isVisible()
    )
    return note


def write_note(within: QWidget, text: str, name: str = "Note on") -> None:
    """Writes the note of a flag and leaves the field as it is."""
    QTest.keyClicks(note_of(within, name), text)


def chip(within: QWidget, name: str) -> QPushButton:
    """The last button that is shown whose name begins so; those that were cleared come first."""
    return [
        one for one in within.findChildren(QPushButton) if one.accessibleName().startswith(name) and one.isVisible()
    ][-1]


def push_if_allowed(within: QWidget, name: str) -> bool:
    """Clicks a chip with the mouse; whether it may be pressed at all."""
    made = chip(within, name)
    allowed = made.isEnabled()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    settle()
    return allowed


NEAR = 6
"""Pixels: less than half a chip; a focus ring may move one by a pixel."""

URGENT = "Ruled out by examination: an infection or a cancer"


def test_one_click_never_settles_an_urgent_flag(page: ReviewPage, window: MainWindow) -> None:
    window.document.answer("cancer_history", True)
    page.open_sheet("flags")
    settle()
    sheet = page.panel.flag_sheet
    assert "Urgent, this week" in words(sheet)
    assert not push_if_allowed(sheet, URGENT)
    assert window.document.drawing.findings.settled("infection_or_cancer") is None
    flag = next(one for one in window.document.match.warnings if one.id == "infection_or_cancer")
    window.document.settle(flag.id, Settled(flag=flag.id, level=flag.level, outcome="ruled_out", note="  "))
    assert window.document.drawing.findings.settled(flag.id) is None, "whoever asks, not only this panel"
    for question in ("fever", "weight_loss", "night_pain"):
        window.document.answer(question, False)
    settle()
    assert push_if_allowed(sheet, URGENT)
    assert window.document.drawing.findings.settled("infection_or_cancer") is not None
    push(sheet, "Undo, open it again: an infection or a cancer")
    assert window.document.drawing.findings.settled("infection_or_cancer") is None


def test_a_note_settles_an_urgent_flag_too(page: ReviewPage, window: MainWindow) -> None:
    window.document.answer("cancer_history", True)
    page.open_sheet("flags")
    settle()
    write_note(page.panel.flag_sheet, "bone scan of May is clear", "Note on an infection or a cancer")
    assert push_if_allowed(page.panel.flag_sheet, URGENT)
    found = window.document.drawing.findings.settled("infection_or_cancer")
    assert found is not None
    assert found.note == "bone scan of May is clear"
    window.document.undo()
    assert window.document.drawing.findings.settled("infection_or_cancer") is None


def test_no_other_flag_slides_under_the_pointer(page: ReviewPage, window: MainWindow) -> None:
    page.open_sheet("flags")
    settle()
    sheet = page.panel.flag_sheet
    before = [flag.id for flag in window.document.match.warnings]
    assert len(before) > 1
    first = window.document.match.warnings[0]
    made = chip(sheet, f"Ruled out by examination: {first.rule_out}")
    at = made.mapTo(window, made.rect().center())
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    settle()
    again = chip(sheet, f"Ruled out by examination: {first.rule_out}")
    moved = (again.mapTo(window, again.rect().center()) - at).manhattanLength()
    assert moved < NEAR, "a second click takes it back and meets no other flag"
    page.close_sheet()
    page.open_sheet("flags")
    settle()
    assert [flag.id for flag in window.document.match.warnings][-1] == first.id


def test_no_other_emergency_slides_under_the_pointer(page: ReviewPage, window: MainWindow) -> None:
    window.document.answer("saddle_numbness", True)
    window.document.answer("cold_pale_leg", True)
    settle()
    name = "Sent to a physician: compression of the cauda equina"
    write_note(page.stop, "sent", "Note on compression of the cauda equina")
    made = chip(page.stop, name)
    at = made.mapTo(window, made.rect().center())
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    settle()
    assert page.stop.isVisible()
    again = chip(page.stop, name)
    assert (again.mapTo(window, again.rect().center()) - at).manhattanLength() < NEAR


def test_not_asked_looks_like_no_answer(page: ReviewPage) -> None:
    page.open_sheet("flags")
    settle()
    none = [one for one in page.panel.flag_sheet.findChildren(QPushButton) if one.text() == "Not asked"]
    assert none
    assert all(one.property("unset") for one in none)


def test_a_settled_flag_can_be_noted_and_opened_again(page: ReviewPage, window: MainWindow) -> None:
    page.open_sheet("flags")
    first = next(flag for flag in window.document.match.warnings if flag.open)
    push(page.panel.flag_sheet, f"Ruled out by examination: {first.rule_out}")
    settled = window.document.match.warnings[-1]
    assert (settled.id, settled.state) == (first.id, "settled")
    note = note_of(page.panel.flag_sheet, f"Note on {first.rule_out}")
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
