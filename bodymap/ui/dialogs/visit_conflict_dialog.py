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
from bodymap.ui.widgets.basics import button, fit_height, quiet, title


class VisitConflictDialog(QDialog):
    """Another desk changed the visit too: what it did, and three ways on. There is no way to close it unanswered."""

    chosen = Signal(str)
    """One of `Resolution`."""

    def __init__(self, parent: QWidget, visit_conflict: VisitConflict) -> None:
        super().__init__(parent)
        self.setWindowTitle("Two desks changed this visit")
        self.setFixedWidth(600)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title("Two desks changed this visit"))
        words = QLabel()
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setText(
            f"{saving_sentence(visit_conflict)}\n\n"
            f"There: {listed(what_changed(visit_conflict.base, visit_conflict.theirs))}.\n"
            f"Here: {listed(what_changed(visit_conflict.base, visit_conflict.mine))}.\n\n"
            "Nothing was overwritten. Which one counts?"
        )
        self.words = words
        column.addWidget(words)
        choices: tuple[tuple[str, str, Resolution], ...] = (
            ("Keep both", "What is here becomes a visit of its own beside the other.", "both"),
            ("Take theirs", "What was changed here is given up.", "theirs"),
            ("Keep mine", "What was changed there is given up.", "mine"),
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
