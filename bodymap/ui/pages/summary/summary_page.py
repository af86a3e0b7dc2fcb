"""The page Summary: the printed sheet as it will be, what is to stand on it, and the ways to paper.

It knows no clinic: before a sheet is set it asks by a signal for whose visit it is (`show_context`) and which muscles
are at hand (`suggest_muscles`), and it tells by signals what was printed or noted.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMessageBox, QVBoxLayout, QWidget

from bodymap.errors import BodymapError
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.paper.print_sheet import print_sheet, write_sheet
from bodymap.report.paper.sheet_options import PAGES, VERSIONS, Section, SheetChoice, VisitContext
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.save_file_dialog import save_file
from bodymap.ui.models.document import Document
from bodymap.ui.pages.summary.sheet_preview import SheetPreview
from bodymap.ui.pages.summary.sheet_printing import SIZE_IDS, print_pages
from bodymap.ui.pages.summary.summary_options import SummaryOptions
from bodymap.ui.tasks.latest_only import SheetMaker
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import button, panel, side_by_side
from bodymap.ui.widgets.plain_text import plain_text
from bodymap.ui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from bodymap.report.paper.typst_compiler import PrintedSheet  # typst is only loaded once somebody looks

WIDTH = 368
VERSION_LABELS = ("Therapist", "Patient", _("Blank form"))
FILE_NAMES = {"therapist": "summary.pdf", "patient": "for-the-patient.pdf", "blank": "blank-form.pdf"}

Printed = Literal["printed", "exported"]
"""On paper, or as a PDF."""


class SummaryPage(QWidget):
    """Preview in the middle, choices and actions at the right."""

    context_wanted = Signal()
    """A sheet is about to be set: whoever knows whose visit it is calls `show_context` now, since that changes with the
    drawing."""
    muscles_wanted = Signal()
    """The drawing changed: whoever knows which muscles are at hand calls `suggest_muscles` now."""
    printed = Signal(str)
    """What became of a sheet: one of `Printed`."""
    note_changed = Signal(str)
    plan_changed = Signal(str)

    def __init__(self, document: Document, look: Palette) -> None:
        super().__init__()
        self._document, self._look = document, look
        self.choice = SheetChoice()
        self.context = VisitContext()
        self._muscles: tuple[MuscleKey, ...] = ()
        self._drawn: object = None
        self._stale = True
        self._maker = SheetMaker(self, self._show)
        self.preview = SheetPreview()
        self.choices = SummaryOptions()
        self.choices.section_toggled.connect(self._toggle_section)
        self.choices.muscle_toggled.connect(self._toggle_muscle)
        self.choices.note_changed.connect(self._change_note)
        self.choices.plan_changed.connect(self._change_plan)
        side_by_side(self, self.preview, self._panel(), wide=self.preview)
        document.started.connect(self._start_anew)
        document.changed.connect(self._changed)

    def _panel(self) -> QFrame:
        side, column = panel()
        side.setFixedWidth(WIDTH)
        self.notice = QFrame()
        self.notice.setProperty("notice", True)
        self.notice.setProperty("urgent", True)
        self._emergency = QLabel()
        self._emergency.setWordWrap(True)
        QVBoxLayout(self.notice).addWidget(self._emergency)
        column.addWidget(self.notice)
        column.addWidget(SegmentedControl(VERSION_LABELS, 0, self._choose_version))
        column.addWidget(self.choices, 1)
        column.addWidget(SegmentedControl(PAGES, 0, self._choose_page))
        column.addWidget(SegmentedControl((_("Colour"), _("Black and white")), 0, self._choose_ink))
        column.addSpacing(4)
        actions = QHBoxLayout()
        self.pdf_button = button(_("Save as PDF …"), self.save_pdf)
        self.print_button = button(_("Print …"), self.print, primary=True)
        actions.addWidget(self.pdf_button)
        actions.addStretch(1)
        actions.addWidget(self.print_button)
        column.addLayout(actions)
        return side

    # What comes in

    def set_context(self, context: VisitContext) -> None:
        """Takes another context of the drawing, with the sections that are wanted."""
        self.context = context
        self.choices.show_texts(context)
        self._changed()

    def show_context(self, context: VisitContext) -> None:
        """Brings the context up to date; the sections that somebody chose here stay. For `context_wanted`."""
        self.context = replace(context, sections=self.context.sections)

    def suggest_muscles(self, muscles: tuple[MuscleKey, ...]) -> None:
        """The muscles whose zones are on the charts unless somebody chooses others. For `muscles_wanted`."""
        self._muscles = muscles

    def _start_anew(self) -> None:
        """Another drawing came into hand: what was noted on the last one is not for this one."""
        self.choices.show_texts(VisitContext(), anew=True)
        self.set_context(VisitContext())

    def showEvent(self, _event: object) -> None:
        """Qt's; the sheet is set when somebody looks."""
        self._refresh()

    def _changed(self) -> None:
        self._stale = True
        self._maker.forget()
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        """The muscles at hand and the sheet with them; what somebody chose stays as long as the drawing does."""
        if self._drawn is not self._document.drawing:
            self._drawn = self._document.drawing
            self.muscles_wanted.emit()
        match = self._document.match
        self.context_wanted.emit()
        open_ = [one for one in match.warnings if one.open and one.level == "emergency"]
        self._emergency.setText("<br>".join(f"<b>Before any muscle:</b> {escape(one.text)}" for one in open_))
        self.notice.setVisible(bool(open_))
        self.choices.show_choices(self.choice.version, self.context, match, self._muscles)
        self._set()

    def _set(self) -> None:
        self._maker.forget()
        self._show(self._work()())

    def _set_later(self) -> None:
        """The sheet will follow: whoever types goes on typing."""
        self._stale = True
        self._maker.want(self._work())

    def _work(self) -> "Callable[[], PrintedSheet]":
        return partial(print_sheet, self._document.match, self.choice, self.context, self._muscles)

    def _show(self, sheet: "PrintedSheet") -> None:
        self._stale = False
        self.preview.show_sheet(sheet)

    def _sheet(self) -> "PrintedSheet":
        """The sheet as it stands, with what was just being written."""
        self.choices.hand_on()
        if self._stale or self.preview.sheet is None:
            self._refresh()
        assert self.preview.sheet is not None
        return self.preview.sheet

    # Choices

    def _choose_version(self, number: int) -> None:
        self.choices.hand_on()
        self.choice = replace(self.choice, version=VERSIONS[number])
        self._refresh()

    def _choose_page(self, number: int) -> None:
        self.choice = replace(self.choice, page=PAGES[number])
        self._set()

    def _choose_ink(self, number: int) -> None:
        self.choice = replace(self.choice, black_and_white=bool(number))
        self._set()

    def _toggle_section(self, section: Section, on: bool) -> None:
        others = self.context.sections - {section}
        self.context = replace(self.context, sections=others | {section} if on else others)
        self._set()

    def _toggle_muscle(self, key: MuscleKey, on: bool) -> None:
        wanted = {*self._muscles, key} if on else set(self._muscles) - {key}
        self._muscles = tuple(row.key for row in self._document.match.ranking.rows if row.key in wanted)
        self._set()

    def _change_note(self, note: str) -> None:
        if note != self.context.note:
            self.context = replace(self.context, note=note)
            self.note_changed.emit(note)
            self._set_later()

    def _change_plan(self, plan: str) -> None:
        if plan != self.context.plan:
            self.context = replace(self.context, plan=plan)
            self.plan_changed.emit(plan)
            self._set_later()

    # To paper

    def print(self) -> None:
        """Asks for a printer and prints; says in one sentence if that fails."""
        sheet = self._sheet()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(SIZE_IDS[self.choice.page])
        printer.setDocName(_("bodymap summary"))
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, sheet.pages)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        try:
            print_pages(sheet.svgs, printer)
        except BodymapError as error:
            QMessageBox.warning(self, "bodymap", plain_text(error_sentence(error)))
        else:
            self._tell_printed("printed")

    def save_pdf(self, path: Path | None = None) -> None:
        """Writes the sheet as PDF to a file, which is asked for if not given."""
        sheet = self._sheet()
        folder = self._document.path.parent if self._document.path else Path.home()
        proposed = folder / FILE_NAMES[self.choice.version]
        write = partial(write_sheet, sheet)
        saved = save_file(
            self, path, write, title=_("Save the summary"), proposed=proposed, kinds=_("PDF files (*.pdf)")
        )
        if saved is not None:
            self._tell_printed("exported")

    def _tell_printed(self, kind: Printed) -> None:
        self.printed.emit(kind)

    def set_look(self, look: Palette) -> None:
        """Takes another look; paper stays paper."""
        self._look = look
