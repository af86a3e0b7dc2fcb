"""The form of a patient, new or to be changed. It says at once what cannot be, and who is there already.

Checks what a person types and stores it; what the words mean is in `report.patient_words`.
"""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from bodymap.clinic.dates import day_words
from bodymap.clinic.model import Patient, PatientLine, new_id
from bodymap.clinic.records import Records
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.figure_words import FIGURE_LABELS
from bodymap.report.text.patient_words import EXAMPLES, age_words, line_words, parse_birth_date, perhaps_same
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.patient_conflict_dialog import store_patient
from bodymap.ui.models.clock import SYSTEM_CLOCK, Clock
from bodymap.ui.widgets.announce import announce
from bodymap.ui.widgets.basics import button, clear, fit_height, quiet, restyle
from bodymap.ui.widgets.plain_text import plain_text
from bodymap.ui.widgets.segmented_control import SegmentedControl

NAME, REFERENCE = 200, 100
"""Letters that a field takes."""

SHOWN = 3
"""Patients of the same name that the form names."""

MANY = 200
"""Patients that are looked through for one of the same name."""


class PatientDialog(QDialog):
    """Name, birth date, reference, figure, note."""

    saved = Signal(object)
    """The `Patient` as stored."""
    other_chosen = Signal(str)
    """One who was there already, by id."""

    def __init__(
        self, parent: QWidget | None, store: Records, *, patient: Patient | None = None, clock: Clock = SYSTEM_CLOCK
    ) -> None:
        super().__init__(parent)
        self._store, self._clock = store, clock
        self._base = patient
        self._id = patient.id if patient else new_id()
        self._figure = patient.figure if patient else "female"
        self.setWindowTitle("bodymap")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(600)
        self.name = _field(patient.name if patient else "", NAME, "Name")
        born = day_words(patient.birth_date) if patient and patient.birth_date else ""
        self.birth = _field(born, 40, _("Birth date"))
        self.reference = _field(patient.reference if patient else "", REFERENCE, "Reference")
        self.reference.setPlaceholderText(_("Your clinic's own number for this patient, if any"))
        self.note = QPlainTextEdit(patient.note if patient else "")
        self.note.setTabChangesFocus(True)
        self.note.document().setDocumentMargin(7)
        self.note.setFixedHeight(84)
        self.note.setAccessibleName(_("Note"))
        self.note.setPlaceholderText(_("Important for every visit"))
        self.figures = SegmentedControl([label for _kind, label in FIGURE_LABELS], 0, self._choose_figure)
        self.figures.choose([name for name, _kind in FIGURE_LABELS].index(self._figure))
        self.hint = quiet("")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.notice = QFrame()
        self.notice.setProperty("notice", True)
        self._same = QVBoxLayout(self.notice)
        self._lay_out(_("Change patient") if patient else _("New patient"))
        self.name.textEdited.connect(lambda _text: self._name_typed())
        self.birth.textEdited.connect(lambda _text: self._say_age())
        for field in (self.name, self.birth):
            field.editingFinished.connect(self._look_for_same)
        self._say_age()
        self._name_typed()
        self._look_for_same()
        self.name.setFocus()

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        head = QLabel(title)
        head.setObjectName("title")
        column.addWidget(head)
        column.addWidget(self.notice)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Name", self.name), (_("Birth date"), self.birth), ("", self.hint), ("Reference", self.reference),
            ("Figure", self.figures), ("Note", self.note),
        )  # fmt: skip
        for number, (words, widget) in enumerate(rows):
            if words:
                label = QLabel(words)
                label.setBuddy(widget)
                top = Qt.AlignmentFlag.AlignTop if widget is self.note else Qt.AlignmentFlag.AlignVCenter
                grid.addWidget(label, number, 0, top)
            left = Qt.AlignmentFlag.AlignLeft if widget is self.figures else Qt.AlignmentFlag(0)
            grid.addWidget(widget, number, 1, left)
        column.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.cancel_button = button(_("Cancel"), self.reject)
        self.save_button = button(_("Save"), self.save, primary=True)
        self.save_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        column.addLayout(buttons)

    # While somebody types

    def _choose_figure(self, number: int) -> None:
        self._figure = FIGURE_LABELS[number][0]

    def _name_typed(self) -> None:
        self.save_button.setEnabled(bool(self.name.text().strip()))

    def _birth(self) -> date | None:
        return parse_birth_date(self.birth.text(), self._clock.today())

    def _say_age(self) -> None:
        """The age, so that a wrong year is seen; nothing is complained about before the person has gone on."""
        try:
            born = self._birth()
        except BodymapError:
            self.hint.setText(_("Like {examples}").format(examples=EXAMPLES))
        else:
            self.hint.setText(
                f"{day_words(born)}, {age_words(born, self._clock.today())} old"
                if born
                else _("Like {examples}").format(examples=EXAMPLES)
            )
        restyle(self.hint, "wrong", False)
        fit_height(self)

    def _look_for_same(self) -> None:
        """Says what is wrong with the date, and who is there already with this name."""
        try:
            born = self._birth()
            lines = self._store.search(self.name.text(), MANY) if self.name.text().strip() else ()
        except BodymapError as error:
            self._show_problem(error_sentence(error))
            return
        same = perhaps_same(self.name.text(), born, lines, but=self._id)
        clear(self._same)
        if same:
            who = _("A patient with this name is") if len(same) == 1 else _("Patients with this name are")
            found = QLabel(_("{who} already on file. Is it the same person?").format(who=who))
            found.setTextFormat(Qt.TextFormat.PlainText)
            self._same.addWidget(found)
        for line in same[:SHOWN]:
            self._same.addWidget(self._offer(line))
        self.notice.setVisible(bool(same))
        fit_height(self)

    def _offer(self, line: PatientLine) -> QWidget:
        """Somebody who is there already, with a button that opens that patient."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        said = line_words(line, self._clock.today(), namesake=True)
        who = quiet(f"{line.name}, {said}")
        who.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(who, 1)
        made = button(_("Open this one"), lambda: self._instead(line.id), small=True)
        made.setAutoDefault(False)
        made.setAccessibleDescription(said)
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _instead(self, patient: str) -> None:
        self.reject()
        self.other_chosen.emit(patient)

    def _show_problem(self, sentence: str) -> None:
        self.hint.setText(sentence)
        restyle(self.hint, "wrong", True)
        fit_height(self)
        announce(self.hint, sentence)

    # When done

    def patient(self) -> Patient:
        """What the form says. Raises BodymapError if the birth date is none."""
        base = self._base if self._base is not None else Patient(self._id, "")
        return replace(
            base,
            name=" ".join(self.name.text().split()),
            birth_date=self._birth(),
            reference=self.reference.text().strip(),
            figure=self._figure,
            note=self.note.toPlainText().strip(),
        )

    def save(self) -> None:
        """Stores what the form says, hands it on and closes; stays open if something is wrong with it."""
        if not self.name.text().strip():
            return
        try:
            mine = self.patient()
        except BodymapError as error:
            self._show_problem(error_sentence(error))
            self.birth.setFocus()
            return
        try:
            if self._base is None:
                stored: Patient | None = self._store.add_patient(mine)
            else:
                stored = store_patient(self, self._store, self._base, mine)
        except BodymapError as error:
            QMessageBox.warning(self, "bodymap", plain_text(error_sentence(error)))
            return
        if stored is not None:
            self.accept()
            self.saved.emit(stored)


def _field(text: str, most: int, name: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setMaxLength(most)
    made.setAccessibleName(name)
    return made
