"""One question in the middle of the page, with its large answers and the keys that give them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bodymap.atlas.questions import Answer
from bodymap.drawing.model import AnswerValue
from bodymap.ui.pages.questions.answer_widgets import Choice, Choices, Duration, answer_widget
from bodymap.ui.widgets.basics import clear
from bodymap.ui.widgets.centred_column import TEXT_WIDTH, WIDTH, centred

TEXT_HEIGHT = 150
"""Pixels: room for a long question and its hint: the answers stay where they are from one question to the next."""

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
LETTERS: dict[str, AnswerValue | None] = {"Y": True, "N": False, "D": None}
"""The keys that answer a question; D is "don't know"."""


class QuestionCard(QWidget):
    """The question in hand."""

    answered = Signal(object)
    """The `AnswerValue`, or None for "don't know"."""

    def __init__(self) -> None:
        super().__init__()
        self.by_keys = False
        """Whether the last answer came from the keyboard, so that the next one shows where the keyboard is."""
        self.answers: Choices | Duration | None = None
        self.setMaximumWidth(WIDTH)
        self._question, self._hint = QLabel(), QLabel()
        self._question.setObjectName("question")
        self._hint.setObjectName("hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(2)
        text = QWidget()
        text.setMaximumWidth(TEXT_WIDTH)
        text.setMinimumHeight(TEXT_HEIGHT)
        above = QVBoxLayout(text)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(8)
        above.addStretch(1)
        for label in (self._question, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            above.addWidget(label)
        column.addWidget(centred(text))
        column.addSpacing(28)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        column.addStretch(5)

    def ask(self, answer: Answer, given: AnswerValue | None, unknown: bool) -> None:
        """Shows a question with the answer that it has."""
        clear(self._below)
        self._question.setText(answer.question)
        self._hint.setText(answer.hint or "")
        self._hint.setVisible(bool(answer.hint))
        self.answers = answer_widget(answer, self._answered, large=True)
        self.answers.show_given(given, unknown)
        self._below.addWidget(self.answers)
        self.answers.show()

    def take_keyboard(self) -> None:
        """Brings the keyboard to the answer that was given, else to the first."""
        if self.answers is not None:
            reason = Qt.FocusReason.TabFocusReason if self.by_keys else Qt.FocusReason.OtherFocusReason
            self.answers.start().setFocus(reason)

    def _answered(self, value: AnswerValue | None) -> None:
        self.by_keys = self.answers is not None and self.answers.by_keys
        self.answered.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's; arrows go from answer to answer, a letter gives one, a digit goes to one."""
        step = STEPS.get(Qt.Key(event.key()), 0)
        if isinstance(self.answers, Duration) and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.answers.step(-step)
        elif isinstance(self.answers, Choices) and step:
            self._move(self.answers.buttons, step)
        elif not (isinstance(self.answers, Choices) and self._spelt(self.answers, event)):
            super().keyPressEvent(event)

    def _move(self, buttons: Sequence[Choice], step: int) -> None:
        focused = next((place for place, made in enumerate(buttons) if made.hasFocus()), -step)
        buttons[max(0, min(focused + step, len(buttons) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def _spelt(self, answers: Choices, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        letter = event.text().upper()
        for made in answers.buttons:
            if made.text() == letter:
                made.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if letter in LETTERS and made.value is LETTERS[letter]:
                if not event.isAutoRepeat():  # a key that is held down answers one question, not several
                    answers.press(made.value)
                return True
        return False
