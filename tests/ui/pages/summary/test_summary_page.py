"""The page Summary: its preview shows what will be printed, choices change it, and others hear what was done."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from bodymap.drawing.model import Drawing
from bodymap.report.paper.sheet_options import VisitContext
from bodymap.ui.pages.summary.summary_page import SummaryPage
from bodymap.ui.window.main_window import MainWindow
from tests.report.printed import VISIT, many, tool, words
from tests.ui.conftest import Answers
from tests.ui.hands import push, settle


@pytest.fixture
def page(window: MainWindow, example: Drawing) -> SummaryPage:
    """The page in the window with the example, as it is at the start."""
    window.document.set_drawing(example)
    window.show_page(3)
    page = window.summary_page
    for text in ("Therapist", "A4", "Colour"):
        push(page, text)
    page.set_context(VisitContext())
    settle()
    return page


def said(page: SummaryPage, folder: Path) -> str:
    assert page.preview.sheet is not None
    return words(page.preview.sheet, folder)


def box(page: SummaryPage, text: str) -> QCheckBox:
    (found,) = (one for one in page.findChildren(QCheckBox) if one.isVisible() and one.text() == text)
    return found


def test_each_version_is_shown(page: SummaryPage, tmp_path: Path) -> None:
    for button, title in (("Patient", "Your visit"), ("Blank form", "Where does it hurt?"), ("Therapist", "Session")):
        push(page, button)
        assert said(page, tmp_path).startswith(title)


def test_paper_and_ink_can_be_chosen(page: SummaryPage) -> None:
    push(page, "Letter")
    assert page.preview.sheet is not None
    assert page.preview.sheet.size == (612, 792)
    coloured = page.preview.sheet.pdf
    push(page, "Black and white")
    assert page.preview.sheet.pdf != coloured
    assert page.choice.black_and_white


def test_a_section_can_be_left_out_and_taken_back(page: SummaryPage, tmp_path: Path) -> None:
    assert "What the patient marked" in said(page, tmp_path)
    for shown in (False, True):
        box(page, "Marks").click()
        assert ("What the patient marked" in said(page, tmp_path)) == shown


def test_whose_visit_it_is_comes_from_outside_and_goes_with_the_drawing(page: SummaryPage, tmp_path: Path) -> None:
    page.set_context(VISIT)
    assert "M. Example" in said(page, tmp_path)
    assert page.choices.note.toPlainText() == VISIT.note
    page.window().document.new()  # type: ignore[attr-defined]
    settle()
    assert page.context == VisitContext(), "a note on one patient is not printed for another"
    assert page.choices.note.toPlainText() == ""
    assert "Sleeps badly" not in said(page, tmp_path)


def test_what_was_being_written_does_not_follow_to_another_drawing(page: SummaryPage, tmp_path: Path) -> None:
    page.choices.note.setFocus()
    page.choices.note.insertPlainText("About the first.")
    page.window().document.new()  # type: ignore[attr-defined]
    page.save_pdf(tmp_path / "out.pdf")
    assert page.context.note == page.choices.note.toPlainText() == ""


def test_a_visit_that_comes_while_another_page_is_shown_keeps_its_note(page: SummaryPage, tmp_path: Path) -> None:
    page.window().show_page(0)  # type: ignore[attr-defined]
    page.set_context(VISIT)
    page.save_pdf(tmp_path / "out.pdf")
    assert page.context.note == VISIT.note


def test_what_is_written_is_printed_and_told(page: SummaryPage, tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    page.note_changed.connect(lambda text: told.append(("note", text)))
    page.plan_changed.connect(lambda text: told.append(("plan", text)))
    page.set_context(VISIT)
    assert told == [], "what comes from outside is not told back"
    page.choices.note.setPlainText("Better at night.")
    page.choices.plan.setPlainText("Walks.")
    page.save_pdf(tmp_path / "out.pdf")
    assert told == [("note", "Better at night."), ("plan", "Walks.")]
    printed = " ".join(tool("pdftotext", "-raw", str(tmp_path / "out.pdf"), "-").split())
    assert "Notes Better at night. Plan Walks." in printed


def test_it_is_told_what_went_to_paper(
    page: SummaryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, boxes: Answers
) -> None:
    told: list[str] = []
    page.printed.connect(told.append)

    def accepted(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accepted)
    page.print()
    page.save_pdf(tmp_path / "out.pdf")
    page.save_pdf(tmp_path / "nowhere" / "out.pdf")
    assert told == ["printed", "exported"]
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")
    assert ["there is no folder" in one for one in boxes.said] == [True]


def test_the_preview_follows_what_is_typed_without_holding_it_up(
    page: SummaryPage, tmp_path: Path, qtbot: QtBot
) -> None:
    before = page.preview.sheet
    page.choices.note.setPlainText("First thought.")
    page.choices.note.hand_on()
    assert page.preview.sheet is before, "nobody waited for it"
    page.choices.note.setPlainText("Second thought.")
    page.choices.note.hand_on()
    qtbot.waitUntil(lambda: page.preview.sheet is not before and "thought" in said(page, tmp_path), timeout=8000)
    assert "Second thought." in said(page, tmp_path)


def test_a_sheet_that_is_being_set_does_not_come_after_another_drawing(
    page: SummaryPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.choices.note.setPlainText("About the first.")
    page.choices.note.hand_on()
    page.window().document.new()  # type: ignore[attr-defined]
    qtbot.wait(600)
    assert "About the first." not in said(page, tmp_path)


def test_a_second_page_can_be_turned_to(page: SummaryPage) -> None:
    def turns() -> list[QPushButton]:
        return [one for one in page.preview.findChildren(QPushButton) if one.isVisible()]

    assert turns() == []
    page.window().document.set_drawing(many().drawing)  # type: ignore[attr-defined]
    settle()
    assert [one.text() for one in turns()] == ["Page 1", "Page 2"]
    first = page.preview.grab().toImage()
    push(page.preview, "Page 2")
    assert page.preview.grab().toImage() != first


def test_the_muscles_on_the_charts_can_be_chosen(page: SummaryPage, tmp_path: Path) -> None:
    listed = [one for one in page.choices.findChildren(QCheckBox) if "·" in one.text()]
    free = next(one for one in listed if not one.isChecked())
    assert page.preview.sheet is not None
    before = page.preview.sheet.pdf
    page.choices.ensureWidgetVisible(free)
    free.click()
    assert page.preview.sheet.pdf != before
    for one in [one for one in listed if one.isChecked()]:
        one.click()
    assert "bold: shown on the charts" not in said(page, tmp_path)
