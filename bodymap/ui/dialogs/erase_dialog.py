"""The question before a patient is erased for good: whoever means it types the name or the reference.

Erasing itself is the store's.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from bodymap.clinic.model import Patient
from bodymap.report.text.patient_words import counted, same_spelling
from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import button, fit_height, quiet, title


class EraseDialog(QDialog):
    """Says what goes, what stays elsewhere, and lets only those go on who typed who it is."""

    erase_confirmed = Signal()

    def __init__(self, parent: QWidget | None, patient: Patient, visits: int) -> None:
        super().__init__(parent)
        self._patient = patient
        self.setWindowTitle("bodymap")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("Erase this patient?")))
        had = (
            _("{counted} with drawings, findings and notes").format(counted=counted(visits, "visit"))
            if visits
            else _("no visit so far")
        )
        for text in (
            _("{name}, {had}: all of it is erased for good and cannot be taken back.").format(
                name=patient.name, had=had
            ),
            _(
                "Backups, files that a restore set aside or that were exported, and pages that were printed "
                "still hold the "
                "patient: destroy them where they are kept. The audit trail keeps that somebody was erased, by "
                "whom and "
                "when, without the name."
            ),
        ):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        words = _("the name") + (
            _(" or the reference {reference}").format(reference=patient.reference) if patient.reference else ""
        )
        column.addWidget(quiet(_("Type {words} to confirm:").format(words=words)))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(_("Type {words} to confirm").format(words=words))
        column.addWidget(self.typed)
        row = QHBoxLayout()
        row.addStretch(1)
        self.keep_button = button(_("Keep"), self.reject)
        self.erase_button = button(_("Erase for good"), self._go_on, danger=True)
        self.erase_button.setEnabled(False)
        self.erase_button.setAutoDefault(False)
        self.keep_button.setDefault(True)
        row.addWidget(self.keep_button)
        row.addWidget(self.erase_button)
        column.addLayout(row)
        self.typed.textChanged.connect(lambda _text: self.erase_button.setEnabled(self.confirmed))
        self.typed.setFocus()
        fit_height(self)

    @property
    def confirmed(self) -> bool:
        """Whether the name or the reference stands in the field, as it is spoken: no key has every letter and sign."""
        typed = same_spelling(self.typed.text())
        return bool(typed) and typed in {same_spelling(self._patient.name), same_spelling(self._patient.reference)}

    def _go_on(self) -> None:
        if self.confirmed:
            self.accept()
            self.erase_confirmed.emit()
