"""The page Questions: what the patient can say besides the drawing; first what bears on danger, then on the ranking."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bodymap.atlas.questions import Answer
from bodymap.atlas.reader import load_atlas
from bodymap.matching.session import expectations
from bodymap.ui.document import Document
from bodymap.ui.style import Look
from bodymap.ui.widgets import button

CHOICES: tuple[tuple[str, bool | None], ...] = (("Yes", True), ("No", False), ("Don't know", None))

FIRST = 10
"""Questions shown before somebody asks for all: what a patient in pain can be expected to read."""


class _Question(QFrame):
    """One question with its three answers."""

    def __init__(self, answer: Answer, document: Document) -> None:
        super().__init__()
        self.id = answer.id
        self._document = document
        self.setProperty("row", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 10, 4, 10)
        row.setSpacing(8)
        text = QLabel(answer.question)
        text.setWordWrap(True)
        text.setStyleSheet("font-size: 17px;")
        row.addWidget(text, 1)
        self._group = QButtonGroup(self)
        for number, (label, _) in enumerate(CHOICES):
            made = QPushButton(label)
            made.setCheckable(True)
            made.setProperty("segment", True)
            made.setMinimumSize(96, 42)
            made.setAccessibleName(f"{label}: {answer.question}")
            self._group.addButton(made, number)
            row.addWidget(made)
        self._group.idClicked.connect(self._chosen)
        self.refresh()

    def _chosen(self, number: int) -> None:
        self._document.answer(self.id, CHOICES[number][1])

    def refresh(self) -> None:
        """Shows the answer that the drawing holds; one not given is not known."""
        given = self._document.match.evidence.answers.get(self.id)
        self._group.button([value for _, value in CHOICES].index(given)).setChecked(True)


class QuestionsPage(QWidget):
    """All questions, those first that bear on the muscles at the top of the ranking."""

    def __init__(self, document: Document, look: Look, on_next: Callable[[], object]) -> None:
        super().__init__()
        self._document = document
        self._order: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 14)
        for text, name in (
            ("A few questions", "title"),
            ("Answer what you can. What you don't know changes nothing.", "subtitle"),
        ):
            label = QLabel(text)
            label.setObjectName(name)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self._holder = QWidget()
        self._list = QVBoxLayout(self._holder)
        self._list.setSpacing(0)
        self._questions = {answer.id: _Question(answer, document) for answer in load_atlas().answers.values()}
        for question in self._questions.values():
            self._list.addWidget(question)
        self._list.addStretch(1)
        self._holder.setMaximumWidth(980)
        centred = QWidget()
        across = QHBoxLayout(centred)
        across.addStretch(1)
        across.addWidget(self._holder, 20)
        across.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(centred)
        column.addWidget(scroll, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(20, 0, 20, 0)
        self._all = False
        self._more = button("", self.show_all, flat=True)
        bottom.addWidget(self._more)
        bottom.addStretch(1)
        bottom.addWidget(button("Next: review", on_next, primary=True))
        column.addLayout(bottom)
        document.changed.connect(self._refresh)
        self.set_look(look)

    def showEvent(self, _event: object) -> None:
        """Qt's; the order is made when somebody looks, so that it stays while they answer."""
        self._order = self._by_bearing()
        for place, name in enumerate(self._order):
            self._list.insertWidget(place, self._questions[name])
        self._show_some()

    def _by_bearing(self) -> list[str]:
        """Questions of the red flags that stand, then by the best score among the muscles that they bear on."""
        match = self._document.match
        best: dict[str, float] = dict.fromkeys(self._questions, 0.0)
        for row in match.ranking.rows:
            for one in expectations(match.evidence)[row.key]:
                best[one.answer] = max(best[one.answer], row.score)
        for flag in match.warnings:
            best |= {one.id: 2.0 for one in flag.questions}
        return sorted(best, key=lambda name: -best[name])

    def _show_some(self) -> None:
        """The first few questions and those with an answer, or all of them."""
        answers = self._document.drawing.answers
        for number, name in enumerate(self._order):
            self._questions[name].setVisible(self._all or number < FIRST or name in answers)
        self._more.setText("Show fewer" if self._all else f"Show all {len(self._order)} questions")

    def show_all(self) -> None:
        """Shows all questions, or the first few again."""
        self._all = not self._all
        self._show_some()

    def _refresh(self) -> None:
        for question in self._questions.values():
            question.refresh()

    def set_look(self, _look: Look) -> None:
        """Takes another look: all of it is in the style sheet."""
