"""Asks which of two versions of a visit counts, when another desk changed it too."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from bodymap.clinic.saving.visit_saver import Resolution, VisitConflict
from bodymap.report.text.conflict_words import listed, what_changed
from bodymap.report.text.saving_words import saving_sentence
from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import button, fit_height, quiet, title


class VisitConflictDialog(QDialog):
    """Another desk changed the visit too: what it did, and three ways on. There is no way to close it unanswered."""

    chosen = Signal(str)
    """One of `Resolution`."""

    def __init__(self, parent: QWidget, visit_conflict: VisitConflict) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("This visit was changed on two workstations"))
        self.setFixedWidth(600)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(_("This visit was changed on two workstations")))
        words = QLabel()
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setText(
            _(
                "{saving_sentence}\n\nThere: {listed}.\nHere: {listed2}.\n\nNothing was overwritten. Which one counts?"
            ).format(
                saving_sentence=saving_sentence(visit_conflict),
                listed=listed(what_changed(visit_conflict.base, visit_conflict.theirs)),
                listed2=listed(what_changed(visit_conflict.base, visit_conflict.mine)),
            )
        )
        self.words = words
        column.addWidget(words)
        choices: tuple[tuple[str, str, Resolution], ...] = (
            (_("Keep both"), _("Your version is saved as a separate visit."), "both"),
            (_("Take theirs"), _("Your changes are discarded."), "theirs"),
            (_("Keep mine"), _("The other changes are discarded."), "mine"),
        )
        for label, text, choice in choices:
            row = QHBoxLayout()
            made = button(label, lambda choice=choice: self._choose(choice), primary=choice == "both")  # type: ignore[misc]
            made.setFixedWidth(150)
            row.addWidget(made)
            row.addWidget(quiet(text), 1)
            column.addLayout(row)
        fit_height(self)

    def _choose(self, choice: Resolution) -> None:
        self.chosen.emit(choice)
        super().accept()

    def reject(self) -> None:
        """Qt's; Escape is no answer to this question."""
