"""The page of one patient: who it is, the visits on a time line, how things went on, and the patient's note.

Opening a visit, comparing, exporting and erasing are for whoever listens to its signals.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from bodymap.clinic.model import Patient, VisitLine
from bodymap.clinic.records import Records
from bodymap.clinic.store.store_errors import ConflictError
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.patient_words import counted, head_words, visits_words
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.patient_conflict_dialog import store_patient
from bodymap.ui.models.clock import SYSTEM_CLOCK, Clock
from bodymap.ui.pages.patient.trends_view import TrendsView
from bodymap.ui.pages.patient.visit_timeline import VisitTimeline
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import button, heading, quiet
from bodymap.ui.widgets.elided_label import ElidedLabel
from bodymap.ui.widgets.note_edit import NoteEdit

VISITS_WIDTH = 720
"""Points that the time line takes at most: what a visit says is read in a line or two."""

NO_VISIT = _("No visit yet. “New visit” begins the first: the patient marks where it hurts.")


class PatientPage(QWidget):
    """Head above; visits at the left, the course over time and the note at the right."""

    visit_chosen = Signal(str)
    """By id."""
    new_visit_requested = Signal(object)
    """For a `Patient`, as the other requests below."""
    edit_requested = Signal(object)
    export_requested = Signal(object)
    erase_requested = Signal(object)
    audit_requested = Signal(object)
    compare_requested = Signal(object)
    """Ids of visits (tuple of str), the oldest first; None where nobody chose any."""
    back_requested = Signal()

    def __init__(self, look: Palette, clock: Clock = SYSTEM_CLOCK) -> None:
        super().__init__()
        self._clock = clock
        self._store: Records | None = None
        self.patient: Patient | None = None
        self._lines: Sequence[VisitLine] = ()
        self._unsaved: tuple[Patient, str] | None = None
        """A patient as read, and the note typed over it that could not be kept before the page was emptied."""
        self.visits = VisitTimeline(look)
        self.visits.visit_chosen.connect(self._open_visit)
        self.visits.choice_changed.connect(self._choice_changed)
        self.course = TrendsView(look)
        self.course.visit_chosen.connect(self.visits.go_to)
        self.note = NoteEdit("")
        self.note.finished.connect(self._noted)
        self.note.setAccessibleName(_("Note on the patient"))
        self.note.setPlaceholderText(_("Important for every visit"))
        self.note.document().setDocumentMargin(7)
        self.setFocusProxy(self.visits)
        self._build()

    # The frame

    def _build(self) -> None:
        stage = QFrame()
        stage.setObjectName("stage")
        left = QVBoxLayout(stage)
        left.setContentsMargins(14, 12, 6, 0)
        left.setSpacing(6)
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.notice = QFrame()
        self.notice.setProperty("notice", True)
        self._choose_button = button(_("Choose …"), self.finish_typing, small=True)
        told = QHBoxLayout(self.notice)
        told.addWidget(self._trouble, 1)
        told.addWidget(self._choose_button, 0, Qt.AlignmentFlag.AlignTop)
        self.notice.hide()
        self.empty = quiet(NO_VISIT)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left.addWidget(self.notice)
        left.addWidget(self.visits, 1)
        left.addWidget(self.empty, 1)
        stage.setMaximumWidth(VISITS_WIDTH)
        side = QFrame()
        side.setObjectName("panel")
        right = QVBoxLayout(side)
        right.setContentsMargins(22, 14, 12, 14)
        right.setSpacing(6)
        right.addWidget(self.course, 1)
        right.addSpacing(4)
        right.addWidget(heading(_("Note")))
        right.addWidget(self.note)
        halves = QHBoxLayout()
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(stage, 1)
        halves.addWidget(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addLayout(halves, 1)

    def _head(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("header")
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name = ElidedLabel("title")
        self.about = ElidedLabel()
        self.about.setProperty("quiet", True)
        words.addWidget(self.name)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        self.more_menu = QMenu(self)
        for label, request in (
            (_("&Export this patient …"), self.export_requested),
            (_("&Audit trail …"), self.audit_requested),
            (_("E&rase this patient …"), self.erase_requested),
        ):
            self.more_menu.addAction(label).triggered.connect(
                lambda _checked=False, request=request: self._request(request)
            )
        self.more_button = button(_("More"), lambda: None)
        self.more_button.setMenu(self.more_menu)
        self.edit_button = button(_("Edit"), lambda: self._request(self.edit_requested))
        self.compare_button = button(_("Compare"), self._compare)
        self.new_button = button(_("New visit"), lambda: self._request(self.new_visit_requested), primary=True)
        for made in (self.more_button, self.edit_button, self.compare_button, self.new_button):
            row.addWidget(made)
        return frame

    def _request(self, request: SignalInstance) -> None:
        """Asks for something to be done with the patient, once the note is saved."""
        if self.finish_typing() and self.patient is not None:
            request.emit(self.patient)

    def _open_visit(self, visit: str) -> None:
        if self.finish_typing():
            self.visit_chosen.emit(visit)

    def go_back(self) -> None:
        """Back to all patients, once the note is kept."""
        if self.finish_typing():
            self.back_requested.emit()

    # What is shown

    def set_store(self, store: Records | None) -> None:
        """Reads from a store; None, while none is open, leaves nothing of a patient on the page.

        Nobody is asked anything: a note that cannot be kept now comes back when its patient does.
        """
        self._noted("")
        if self.patient is not None and self._written() != self.patient.note:
            self._unsaved = self.patient, self._written()
        self._store = store
        if store is None:
            self._show(None, ())

    def show_patient(self, patient: str) -> None:
        """Shows a patient by id. Raises BodymapError if it cannot be read, or the note that stands here is not kept."""
        assert self._store is not None, "a patient is opened from a store"
        if not self.finish_typing():
            raise BodymapError("patient.unsaved_note")
        found, lines = self._store.patient(patient), self._store.visits(patient)
        if self.patient is None or self.patient.id != patient:
            self._show(None, ())  # nothing that was chosen of another patient stays
        self._show(found, lines)
        if self._unsaved is not None and self._unsaved[0].id == patient:
            before, note = self._unsaved
            self._unsaved = None
            self._show_head(before)  # so that what another desk changed since is noticed
            self.note.show_note(note)
            self._noted("")

    def refresh(self) -> None:
        """Reads the patient again; what fails is told on the page, which keeps what it had."""
        if self.patient is None or self._store is None:
            return
        try:
            self.show_patient(self.patient.id)
        except BodymapError as error:
            self.show_error(error_sentence(error))

    def show_error(self, sentence: str, choose: bool = False) -> None:
        """Says what is wrong above the visits, until the next time that all is well; `choose` offers a way out."""
        self._trouble.setText(sentence)
        self._choose_button.setVisible(choose)
        self.notice.setVisible(bool(sentence))

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self.visits.set_look(look)
        self.course.set_look(look)

    def _show(self, patient: Patient | None, lines: Sequence[VisitLine]) -> None:
        self._lines = lines
        self.visits.show_visits(lines, self._store.visit if self._store is not None else None)
        self.visits.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.setFocusProxy(self.visits if lines else self.new_button)
        self.course.show_visits(lines)
        self._show_head(patient)
        self._choice_changed()

    def _show_head(self, patient: Patient | None) -> None:
        self.patient = patient
        self.show_error("")
        self.name.say(patient.name if patient else "")
        about = ""
        if patient is not None:
            last = self._lines[0].started if self._lines else None
            about = f"{head_words(patient, self._clock.today())} · {visits_words(len(self._lines), last)}"
        self.about.say(about)
        note = patient.note if patient is not None else ""
        if self._written() != note:
            self.note.show_note(note)
        self.note.setEnabled(patient is not None)

    # Choosing and noting

    def _choice_changed(self) -> None:
        chosen = self.visits.chosen_ids()
        self.compare_button.setEnabled(len(self._lines) > 1)
        self.compare_button.setText(
            _("Compare") if len(chosen) < 2 else _("Compare {counted}").format(counted=counted(len(chosen), "visit"))
        )
        hint = _("The last two visits, or those ticked “Compare”")
        self.compare_button.setToolTip(hint if len(self._lines) > 1 else _("There is only one visit so far"))

    def _compare(self) -> None:
        """One visit that is chosen is compared with the newest; the newest with the one before it."""
        if not self.finish_typing():
            return
        chosen = list(self.visits.chosen_ids())
        if len(chosen) == 1:
            newest, before = self._lines[0].id, self._lines[1].id
            chosen = [newest, chosen[0] if chosen[0] != newest else before]
        self.compare_requested.emit(tuple(reversed(chosen)) if chosen else None)

    def _noted(self, _text: str) -> None:
        """Keeps the note without a question: nobody is interrupted while typing."""
        if self.patient is None or self._store is None or self._written() == self.patient.note:
            return
        try:
            self._show_head(self._store.save_patient(replace(self.patient, note=self._written())))
        except BodymapError as error:
            self.show_error(
                _("The note is not saved. {error_sentence}").format(error_sentence=error_sentence(error)),
                choose=isinstance(error, ConflictError),
            )

    def finish_typing(self) -> bool:
        """Keeps the note before the page is left, and asks if another desk was quicker. False if it is not kept."""
        if self.patient is None or self._store is None or self._written() == self.patient.note:
            return True
        try:
            stored = store_patient(self, self._store, self.patient, replace(self.patient, note=self._written()))
        except BodymapError as error:
            self.show_error(_("The note is not saved. {error_sentence}").format(error_sentence=error_sentence(error)))
            return False
        if stored is not None:
            self._show_head(stored)
        return stored is not None

    def _written(self) -> str:
        return self.note.toPlainText().strip()
