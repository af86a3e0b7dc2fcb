"""What a question is answered with: buttons of which one is the answer, a duration with its unit, and an age in years.

Both come large, for the one question of a patient, and small, for the rows of a list.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bodymap.atlas.questions import Answer
from bodymap.drawing.model import OLDEST, AnswerValue
from bodymap.matching.answers import STRONGEST
from bodymap.report.text.duration_words import DONT_KNOW, SIDES, UNITS, duration_note, largest_unit
from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import button, quiet, restyle
from bodymap.ui.widgets.segmented_control import SegmentedControl

Reply = Callable[[AnswerValue | None], object]
"""Called with the answer, or None for "don't know"."""

LARGE_WIDTH, LARGE_HEIGHT = 200, 64
SMALL_HEIGHT = 38
LONGEST = 120 * 365
"""Days: longer than anybody lives."""

YEARS = "Years"
"""The one unit of an age."""


class Choice(QPushButton):
    """One answer. The keys that move between answers are left to whoever holds them."""

    def __init__(self, label: str, value: AnswerValue | None, question: str) -> None:
        super().__init__(label)
        self.value = value
        self.least = QSize()
        """Pixels: it is at least this large, and larger where its words need it."""
        self.keyed = False
        """Whether it was last pressed with a key."""
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setAccessibleName(f"{label}: {question}")

    def sizeHint(self) -> QSize:
        """Qt's."""
        return super().sizeHint().expandedTo(self.least)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's; a key that is held down answers one question, not several."""
        self.keyed = True
        moves = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.isAutoRepeat() and not moves:
            event.accept()
        elif moves:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's."""
        self.keyed = False
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's; a ring only for whom uses the keys, so that no answer looks chosen to all others."""
        restyle(self, "ring", event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason))
        super().focusInEvent(event)


class Choices(QWidget):
    """The answers of a question side by side; for a strength, the scale with its ends named."""

    def __init__(self, answer: Answer, reply: Reply, large: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(14 if large else 6)
        column.addLayout(row)
        self.buttons = [Choice(label, value, answer.question) for label, value in _choices(answer)]
        unknown = Choice(DONT_KNOW, None, answer.question)
        scale = answer.kind == "strength"
        if scale:
            row.setSpacing(8 if large else 3)
        for made in self.buttons:
            made.setProperty("answer" if large and not scale else "scale" if scale else "segment", True)
            restyle(made, "large", large)
            width = LARGE_WIDTH if large else 84
            made.least = QSize((56 if large else 30) if scale else width, LARGE_HEIGHT if large else SMALL_HEIGHT)
            if scale:
                made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(made, 1)
        unknown.setProperty("answer" if large else "segment", True)
        unknown.setProperty("unsure", True)
        unknown.least = QSize(LARGE_WIDTH if large else 100, LARGE_HEIGHT if large else SMALL_HEIGHT)
        if scale and large:
            ends = QHBoxLayout()
            ends.addWidget(quiet(_("no pain"), wrap=False))
            ends.addStretch(1)
            ends.addWidget(quiet(_("worst pain"), wrap=False))
            column.addLayout(ends)
            column.addSpacing(18)
            column.addWidget(unknown, 0, Qt.AlignmentFlag.AlignHCenter)
        else:
            row.addWidget(unknown, 1)
        self.buttons.append(unknown)
        for made in self.buttons:
            made.clicked.connect(lambda _checked=False, value=made.value: reply(value))

    def show_given(self, given: AnswerValue | None, unknown: bool) -> None:
        """Shows the answer that was given; none where it is neither known nor said to be unknown."""
        for made in self.buttons:
            known = made.value is not None and given is not None
            made.setChecked(made.value == given if known else made.value is None and given is None and unknown)

    def start(self) -> QWidget:
        """Where the keyboard begins: at the answer that was given, else at the first."""
        return next((made for made in self.buttons if made.isChecked()), self.buttons[0])

    @property
    def by_keys(self) -> bool:
        """Whether it was answered with a key."""
        return any(made.keyed for made in self.buttons)

    def press(self, value: AnswerValue | None) -> None:
        """Answers with a key."""
        made = next(made for made in self.buttons if made.value is value)
        made.keyed = True
        made.click()


def _choices(answer: Answer) -> Sequence[tuple[str, AnswerValue]]:
    if answer.kind == "strength":
        return [(str(number), number) for number in range(STRONGEST + 1)]
    if answer.kind == "side":
        return SIDES
    return [(answer.labels.yes, True), (answer.labels.no, False)]


class Duration(QWidget):
    """A number with - and +, its unit, what it comes to, and a button that takes it as the answer.

    An age is answered with the same, in years alone.
    """

    def __init__(self, answer: Answer, reply: Reply, large: bool) -> None:
        super().__init__()
        self._reply = reply
        self._unit = 0
        self._of_age = answer.kind == "age"
        height = LARGE_HEIGHT if large else SMALL_HEIGHT
        self.number = QLineEdit()
        self.number.setValidator(QIntValidator(0, OLDEST if self._of_age else LONGEST, self))
        self.number.setMaxLength(5)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setProperty("large", large)
        self.number.setFixedSize(110 if large else 66, height)
        self.number.setAccessibleName(_("How many: {question}").format(question=answer.question))
        self.number.textChanged.connect(lambda _text: self._refresh())
        self.number.returnPressed.connect(self._take)
        fewer, more = button("−", lambda: self.step(-1)), button("+", lambda: self.step(1))
        for made, name in ((fewer, "Fewer"), (more, "More")):
            made.setProperty("step", True)
            made.setProperty("large", large)
            made.setAutoRepeat(True)
            made.setFixedSize(height, height)
            made.setAccessibleName(f"{name}: {answer.question}")
        self._units = SegmentedControl(
            [YEARS] if self._of_age else [name for name, _kind in UNITS], 0, self._choose_unit
        )
        for made in self._units.findChildren(QPushButton):
            made.setProperty("large", large)
            made.setMinimumHeight(height)
            made.setAccessibleName(f"{made.text()}: {answer.question}")
        self.go = Choice(_("Go on") if large else "Set", None, answer.question)
        self.go.setCheckable(False)
        self.go.setProperty("primary", large)
        self.go.clicked.connect(lambda _checked=False: self._take())
        self.unknown = Choice(DONT_KNOW, None, answer.question)
        self.unknown.clicked.connect(lambda _checked=False: reply(None))
        self.unknown.setProperty("unsure", True)
        for end in (self.go, self.unknown):
            end.setProperty("answer" if large else "segment", True)
            end.least = QSize(LARGE_WIDTH if large else 60, height)
        self._note = QLabel()
        self._note.setProperty("quiet", True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._lay_out(fewer, more, large)
        self._refresh()

    def _lay_out(self, fewer: QWidget, more: QWidget, large: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(8 if large else 4)
        row.addStretch(1)
        for made in (fewer, self.number, more):
            row.addWidget(made)
        row.addSpacing(20 if large else 4)
        row.addWidget(self._units)
        column.addLayout(row)
        if not large:
            row.addWidget(self.go)
            row.addWidget(self.unknown)
            self._note.hide()
            return
        row.addStretch(1)
        column.addSpacing(4)
        column.addWidget(self._note)
        column.addSpacing(14)
        ends = QHBoxLayout()
        ends.setSpacing(14)
        ends.addStretch(1)
        ends.addWidget(self.go)
        ends.addWidget(self.unknown)
        ends.addStretch(1)
        column.addLayout(ends)

    @property
    def value(self) -> int | None:
        """The duration in days or the age in years; None while there is no number, or more than a life."""
        text = self.number.text()
        value = int(text) * self._each if text.isdigit() else None
        return value if value is None or value <= self._most else None

    @property
    def _each(self) -> int:
        """What one of the unit counts."""
        return 1 if self._of_age else UNITS[self._unit][1]

    @property
    def _most(self) -> int:
        return OLDEST if self._of_age else LONGEST

    def show_given(self, given: AnswerValue | None, unknown: bool) -> None:
        """Shows the duration that was given, in the largest unit that fits, or the age."""
        number: int | None = None
        if given is not None:
            number, self._unit = (int(given), 0) if self._of_age else largest_unit(int(given))
        self.number.setText("" if number is None else str(number))
        self._units.choose(self._unit)
        self.unknown.setChecked(given is None and unknown)

    def start(self) -> QWidget:
        """Where the keyboard begins."""
        return self.number

    @property
    def by_keys(self) -> bool:
        """Whether it was answered with a key."""
        return self.number.hasFocus() or self.go.keyed or self.unknown.keyed

    def step(self, by: int) -> None:
        """One more or one fewer of the unit."""
        text = self.number.text()
        number = max(0, (int(text) if text.isdigit() else 0) + by)
        if number * self._each <= self._most:
            self.number.setText(str(number))

    def _choose_unit(self, unit: int) -> None:
        self._unit = unit
        self._refresh()

    def _take(self) -> None:
        if self.value is not None:
            self._reply(self.value)

    def _refresh(self) -> None:
        self.go.setEnabled(self.value is not None)
        told = self.value is not None and not self._of_age
        self._note.setText(duration_note(int(self.number.text()), self._unit) if told else "")


def answer_widget(answer: Answer, reply: Reply, large: bool) -> Choices | Duration:
    """What a question is answered with."""
    return (Duration if answer.kind in ("days", "age") else Choices)(answer, reply, large)
