"""The sheet "Examine in this order": each muscle with the reasons for its place."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bodymap.drawing.findings import Findings
from bodymap.matching.examination_order import ExamStep
from bodymap.report.text.examination_words import reason_words, step_name
from bodymap.report.text.outcome_words import VERDICT_WORDS
from bodymap.report.text.translation import _
from bodymap.ui.models.document import Document
from bodymap.ui.widgets.basics import clear, quiet
from bodymap.ui.widgets.clickable_row import ClickableRow
from bodymap.ui.widgets.plain_text import plain_text
from bodymap.ui.widgets.scroll_area import ScrolledColumn

SHOWN = 4
"""Reasons that a step shows at once; the rest can be pointed at, and is read out."""


class ExaminationOrderPanel(ScrolledColumn):
    """The order as a list; a step opens its muscle for the hands."""

    muscle_chosen = Signal(object)
    """The `MuscleKey` of a step."""

    def __init__(self, document: Document) -> None:
        super().__init__((0, 4, 8, 6), 0)
        self._document = document

    def show_order(self, steps: Sequence[ExamStep], findings: Findings, steady: str) -> None:
        """Shows these steps with what was found at them, and how steady the top of the ranking is."""
        clear(self.column)
        if steady:
            self.column.addWidget(quiet(steady))
        if not steps:
            self.column.addWidget(quiet(_("Nothing is marked, so there is nothing to examine.")))
        for number, step in enumerate(steps, start=1):
            self.column.addWidget(self._step(number, step, findings.of(*step.key).verdict))
        self.column.addStretch(1)

    def _step(self, number: int, step: ExamStep, verdict: str | None) -> QWidget:
        row = ClickableRow(False)
        name = step_name(self._document.knowledge.atlas, step)
        done = f" · {VERDICT_WORDS[verdict]}" if verdict else ""  # type: ignore[index]
        row.setAccessibleName(f"{number}. {name}{done}")
        column = QVBoxLayout(row)
        column.setContentsMargins(4, 10, 4, 10)
        column.setSpacing(3)
        title = QLabel(f"<b>{number}. {escape(name)}</b>{escape(done)}")
        title.setTextFormat(Qt.TextFormat.RichText)
        column.addWidget(title)
        reasons = list(dict.fromkeys(reason_words(self._document.knowledge.atlas, reason) for reason in step.reasons))
        for words in reasons[:SHOWN]:
            column.addWidget(quiet(f"– {words}"))
        if len(reasons) > SHOWN:
            row.setToolTip(plain_text("\n".join(reasons)))
            row.setAccessibleDescription(" ".join(reasons))
        row.chosen.connect(lambda key=step.key: self.muscle_chosen.emit(key))
        return row
