"""All questions as a list, for the therapist: those that bear on what was drawn first, each with its answers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bodymap.atlas.questions import Answer
from bodymap.matching.match import Match, expectations
from bodymap.matching.next_questions import TOP, first_questions
from bodymap.report.text.translation import _
from bodymap.ui.models.document import Document
from bodymap.ui.pages.questions.answer_widgets import answer_widget
from bodymap.ui.widgets.basics import clear, heading, quiet
from bodymap.ui.widgets.centred_column import centred_scroll


class QuestionRow(QFrame):
    """One question with small answers."""

    def __init__(self, answer: Answer, document: Document) -> None:
        super().__init__()
        self.answer = answer
        self._document = document
        self._unsure = False
        """Whether "don't know" was chosen here, which the drawing does not hold."""
        self.setProperty("row", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 8, 4, 8)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        question = QLabel(answer.question)
        question.setWordWrap(True)
        words.addWidget(question)
        self._follows = quiet(_("follows from another answer"))
        words.addWidget(self._follows)
        row.addLayout(words, 1)
        self._answers = answer_widget(answer, self._reply, large=False)
        row.addWidget(self._answers)
        self.refresh(document.match)

    def _reply(self, value: bool | int | str | None) -> None:
        self._unsure = value is None
        self._document.answer(self.answer.id, value)  # type: ignore[arg-type]
        self.refresh(self._document.match)  # the document is silent where nothing changed

    def refresh(self, match: Match) -> None:
        """Shows the answer that the drawing holds or that another one implies; one that was not asked shows none."""
        given = match.drawing.answers.get(self.answer.id)
        implied = match.evidence.answers.get(self.answer.id) if given is None else None
        self._answers.show_given(implied if given is None else given, unknown=self._unsure)
        self._follows.setVisible(implied is not None)


class AllQuestions(QWidget):
    """The list. Its order is made when it is opened, so that it stays while somebody answers."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.rows: list[QuestionRow] = []
        holder = QWidget()
        holder.setMaximumWidth(1080)
        self._column = QVBoxLayout(holder)
        self._column.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = centred_scroll(holder)
        whole.addWidget(self._scroll)

    def open(self) -> None:
        """Makes the list for the drawing as it stands."""
        clear(self._column)
        self.rows = []
        for title, answers in sections(self._document.match):
            if answers:
                self._column.addSpacing(18)
                self._column.addWidget(heading(title))
                self._column.addSpacing(4)
            for answer in answers:
                self.rows.append(QuestionRow(answer, self._document))
                self._column.addWidget(self.rows[-1])
        self._column.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Shows the answers as they are now."""
        match = self._document.match
        for row in self.rows:
            row.refresh(match)


def sections(match: Match) -> Sequence[tuple[str, Sequence[Answer]]]:
    """All questions of the drawing's figure under headings, each once."""
    table = match.knowledge.atlas.answers
    flags = [table[one.id] for flag in match.warnings if flag.open for one in flag.questions]
    best: dict[str, float] = {}
    for row in match.ranking.rows[:TOP]:
        for one in expectations(match.evidence, match.knowledge)[row.key]:
            best[one.answer] = max(best.get(one.answer, 0.0), row.score)
    top = [table[name] for name in sorted(best, key=lambda name: -best[name])]
    left = {one.id for one in table.values() if one.figure in (None, match.drawing.figure)}
    made = []
    for title, wanted in (
        (_("For everyone"), first_questions(match)),
        (_("About open red flags"), flags),
        (_("Could change the top of the ranking"), top),
        (_("All others"), list(table.values())),
    ):
        found = [one for one in dict.fromkeys(one.id for one in wanted) if one in left]
        left -= set(found)
        made.append((title, [table[one] for one in found]))
    return made
