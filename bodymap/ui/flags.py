"""Red flags on the page Review: a banner above the body, the questions that settle them, the stop at an emergency."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bodymap.matching.warnings import Asked, RaisedFlag
from bodymap.ui.widgets import button, clear, heading, quiet, restyle

ANSWERS: tuple[tuple[str, bool | None], ...] = (("Yes", True), ("No", False), ("Not asked", None))
LEVEL_WORDS = {"emergency": "Emergency", "urgent": "Urgent", "ask": "Ask"}

Answer = Callable[[str, bool | None], object]


def answered(flag: RaisedFlag) -> str:
    """How far the questions of a flag are answered, e.g. "2 of 4 answered"."""
    return f"{sum(one.given is not None for one in flag.questions)} of {len(flag.questions)} answered"


class FlagBanner(QFrame):
    """The most urgent open flag in one line, how many more there are, and the way to their questions."""

    def __init__(self, open_flags: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("notice", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        self.text = QLabel()
        self.text.setWordWrap(True)
        row.addWidget(self.text, 1)
        self.link = button("", open_flags, link=True)
        row.addWidget(self.link)
        self.hide()

    def show_flags(self, flags: Sequence[RaisedFlag]) -> None:
        """Shows the flags that stand, most urgent first; nothing if there are none."""
        self.setVisible(bool(flags))
        if not flags:
            return
        first = flags[0]
        restyle(self, "urgent", first.level != "ask")
        self.text.setText(first.text)
        more = f" · {len(flags) - 1} more" if len(flags) > 1 else ""
        self.link.setText(f"{answered(first)}{more}")
        self.link.setAccessibleName(f"Questions of the red flags, {self.link.text()}")


class FlagSheet(QScrollArea):
    """All flags that stand, each with what raised it and its questions to be answered on the spot."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 6, 8, 6)
        self._column.setSpacing(8)
        self.setWidget(holder)

    def show_flags(self, flags: Sequence[RaisedFlag]) -> None:
        """Shows these flags."""
        clear(self._column)
        if not flags:
            self._column.addWidget(quiet("No red flag stands for this drawing and these answers."))
        for flag in flags:
            self._column.addWidget(flag_card(flag, self._answer))
        self._column.addStretch(1)


def flag_card(flag: RaisedFlag, answer: Answer) -> QFrame:
    """One flag: level, what to rule out, why it stands, its questions."""
    card = QFrame()
    card.setProperty("card", True)
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 10, 12, 10)
    column.setSpacing(6)
    lowered = " · lowered by an answer" if flag.state == "lowered" else ""
    column.addWidget(heading(f"{LEVEL_WORDS[flag.level]}{lowered}"))
    for text in (QLabel(flag.text), quiet(f"Because: {'; '.join(flag.why)}.")):
        text.setWordWrap(True)
        column.addWidget(text)
    for one in flag.questions:
        column.addWidget(_question(one, answer))
    return card


def _question(one: Asked, answer: Answer) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(4)
    words = QLabel(one.question)
    words.setWordWrap(True)
    column.addWidget(words)
    row = QHBoxLayout()
    row.setSpacing(6)
    group = QButtonGroup(holder)
    for label, value in ANSWERS:
        made = QPushButton(label)
        made.setCheckable(True)
        made.setProperty("chip", True)
        made.setChecked(one.given is value)
        made.setAccessibleName(f"{label}: {one.question}")
        made.clicked.connect(lambda _checked=False, value=value: answer(one.id, value))
        group.addButton(made)
        row.addWidget(made)
    row.addStretch(1)
    column.addLayout(row)
    return holder


class EmergencyStop(QFrame):
    """Takes the page while an emergency stands, until the therapist says that it has been dealt with."""

    def __init__(self, dealt_with: Callable[[], object], answer: Answer) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._answer = answer
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        self._cards = QVBoxLayout()
        holder = QWidget()
        holder.setMaximumWidth(760)
        inner = QVBoxLayout(holder)
        inner.setSpacing(14)
        title = QLabel("Before any muscle")
        title.setObjectName("title")
        inner.addWidget(title)
        inner.addWidget(quiet("The answers point to something that cannot wait. It has to be ruled out first."))
        inner.addLayout(self._cards)
        self.button = button("This has been dealt with: show the ranking", dealt_with, primary=True)
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(holder, 10)
        across.addStretch(1)
        column.addLayout(across)
        column.addStretch(2)

    def show_flags(self, flags: Sequence[RaisedFlag]) -> None:
        """Shows these emergencies."""
        clear(self._cards)
        for flag in flags:
            self._cards.addWidget(flag_card(flag, self._answer))
