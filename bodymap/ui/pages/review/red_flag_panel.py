"""Red flags on the page Review: a banner above the body, the cards that settle them, the stop at an emergency."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bodymap.drawing.findings import OUTCOMES, Outcome, Settled
from bodymap.matching.warnings import Asked, RaisedFlag
from bodymap.report.text.outcome_words import OUTCOME_WORDS
from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import button, clear, heading, quiet, restyle
from bodymap.ui.widgets.flow_layout import FlowLayout
from bodymap.ui.widgets.focus import take_focus
from bodymap.ui.widgets.notice_bar import NoticeBar
from bodymap.ui.widgets.scroll_area import ScrolledColumn

ANSWERS: tuple[tuple[str, bool | None], ...] = (("Yes", True), ("No", False), (_("Not asked"), None))
LEVEL_WORDS = {"emergency": "Emergency", "urgent": "Urgent", "ask": "Ask"}
HOW_TO_SETTLE = _("Answer its questions or write a note before you settle it.")

Answer = Callable[[str, bool | None], object]
Settle = Callable[[str, Settled | None], object]


def answered(flag: RaisedFlag) -> str:
    """How far the questions of a flag are answered, e.g. "2 of 4 answered"."""
    return _("{sum} of {n} answered").format(
        sum=sum(one.given is not None for one in flag.questions), n=len(flag.questions)
    )


class RedFlagBanner(NoticeBar):
    """The most urgent open flag in one line, how many more there are, and the way to their questions."""

    def __init__(self, open_flags: Callable[[], object]) -> None:
        link = button("", open_flags, link=True)
        super().__init__(link)
        self.link = link

    def show_flags(self, flags: Sequence[RaisedFlag]) -> None:
        """Shows the flags that stand, open ones first; nothing if there are none."""
        self.setVisible(bool(flags))
        if not flags:
            return
        standing = [flag for flag in flags if flag.open]
        restyle(self, "urgent", bool(standing) and standing[0].level != "ask")
        if standing:
            more = f" · {len(standing) - 1} more" if len(standing) > 1 else ""
            more += f" · {len(flags) - len(standing)} settled" if len(flags) > len(standing) else ""
            self.text.setText(standing[0].text)
            self.link.setText(f"{answered(standing[0])}{more}")
        else:
            self.text.setText(_("No red flag is open: ") + "; ".join(settled_words(flag) for flag in flags) + ".")
            self.link.setText(_("See them"))
        self.link.setAccessibleName(_("Questions of the red flags, {text}").format(text=self.link.text()))


class RedFlagPanel(ScrolledColumn):
    """All flags that stand, each with what raised it, its questions, and how it can be settled."""

    def __init__(self, answer: Answer, settle: Settle) -> None:
        super().__init__((0, 6, 8, 6), 8)
        self._answer, self._settle = answer, settle
        self._order: list[str] = []

    def forget_order(self) -> None:
        """The next time the most urgent stand first again: nobody's hand is on this panel."""
        self._order = []
        self.verticalScrollBar().setValue(0)

    def show_flags(self, flags: Sequence[RaisedFlag]) -> None:
        """Shows these flags. Cards and keyboard stay where they are, so that no other card slides under the pointer."""
        flags = in_order(flags, self._order)
        self._order = [flag.id for flag in flags]
        focused = QApplication.focusWidget()
        place = self.verticalScrollBar().value()
        name = focused.accessibleName() if focused is not None and self.isAncestorOf(focused) else ""
        clear(self.column)
        if not flags:
            self.column.addWidget(quiet(_("No red flag stands for this drawing and these answers.")))
        for flag in flags:
            self.column.addWidget(flag_card(flag, self._answer, self._settle))
        self.column.addStretch(1)
        found = [one for one in self.findChildren(QWidget) if name and one.accessibleName() == name and one.isEnabled()]
        for one in found[-1:]:  # those that were cleared come first
            take_focus(one)
        # The new cards have their height a moment later, and only then there is room to scroll to.
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(place))


def in_order(flags: Sequence[RaisedFlag], order: Sequence[str]) -> list[RaisedFlag]:
    """Flags in the order that they stood in; those that are new come last, as they are given."""
    places = {name: place for place, name in enumerate(order)}
    return sorted(flags, key=lambda flag: places.get(flag.id, len(places)))


def settled_words(flag: RaisedFlag) -> str:
    """How a settled flag ended and what it was about, e.g. "ruled out by examination (hernia of the groin)"."""
    assert flag.settled is not None
    return f"{OUTCOME_WORDS[flag.settled.outcome]} ({flag.rule_out})"


def flag_card(flag: RaisedFlag, answer: Answer, settle: Settle) -> QFrame:
    """One flag: level, what to rule out, why it stands, its questions, how it was or can be settled."""
    card = QFrame()
    card.setProperty("card", True)
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 10, 12, 10)
    column.setSpacing(6)
    by_when = f", {flag.within}" if flag.within else ""
    state = "" if flag.open else " · settled"
    column.addWidget(heading(f"{LEVEL_WORDS[flag.level]}{by_when}{state}"))
    for text in (QLabel(flag.text), quiet(_("Because: {join}.").format(join="; ".join(flag.why)))):
        text.setWordWrap(True)
        column.addWidget(text)
    for one in flag.questions:
        column.addWidget(_question(one, answer))
    column.addWidget(_settling(flag, settle))
    return card


def _settling(flag: RaisedFlag, settle: Settle) -> QWidget:
    """Chips for how the flag ended, and a note; the chosen one taken back opens it again.

    What is urgent has no chip to press before its questions are answered or a note is written.
    """
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(6)
    head = QHBoxLayout()
    head.addWidget(QLabel(_("Settled:") if flag.settled else _("Settle it:")))
    undo = button(_("Undo"), lambda: settle(flag.id, None), link=True)
    undo.setAccessibleName(_("Undo, open it again: {rule_out}").format(rule_out=flag.rule_out))
    head.addWidget(undo)
    head.addStretch(1)
    column.addLayout(head)
    how = quiet(HOW_TO_SETTLE)
    note = QLineEdit(flag.settled.note if flag.settled else "")
    note.setPlaceholderText(_("Note: what was examined, who was called …"))
    note.setMaxLength(1000)
    note.setAccessibleName(_("Note on {rule_out}").format(rule_out=flag.rule_out))

    def choose(outcome: Outcome) -> None:
        taken_back = flag.settled is not None and flag.settled.outcome == outcome
        made = Settled(flag=flag.id, level=flag.level, outcome=outcome, note=note.text().strip(), grounds=flag.grounds)
        settle(flag.id, None if taken_back else made)

    def keep_note() -> None:
        if flag.settled is not None and note.text().strip() != flag.settled.note:
            settle(flag.id, flag.settled.model_copy(update={"note": note.text().strip()}))

    chips = QWidget()
    flow = FlowLayout(chips, spacing=6)
    for outcome in OUTCOMES:
        words = OUTCOME_WORDS[outcome]
        made = QPushButton(words[:1].upper() + words[1:])
        made.setCheckable(True)
        made.setProperty("chip", True)
        made.setChecked(flag.settled is not None and flag.settled.outcome == outcome)
        made.setAccessibleName(f"{made.text()}: {flag.rule_out}")
        made.clicked.connect(lambda _checked=False, outcome=outcome: choose(outcome))
        flow.addWidget(made)
    made_chips = chips.findChildren(QPushButton)

    def allow() -> None:
        allowed = flag.may_be_settled(note.text())
        for made in made_chips:
            made.setEnabled(allowed)
        how.setVisible(not allowed)

    for shown in (undo, how):  # keep their room, so that nothing moves when they go
        policy = shown.sizePolicy()
        policy.setRetainSizeWhenHidden(flag.level != "ask" or shown is undo)
        shown.setSizePolicy(policy)
    undo.setVisible(flag.settled is not None)
    column.addWidget(chips)
    column.addWidget(how)
    note.textChanged.connect(allow)
    allow()  # once it has a parent: what is shown without one becomes a window
    note.editingFinished.connect(keep_note)
    column.addWidget(note)
    return holder


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
        made.setProperty("unset", value is None)
        made.setChecked(one.given is value)
        made.setAccessibleName(f"{label}: {one.question}")
        made.clicked.connect(lambda _checked=False, value=value: answer(one.id, value))
        group.addButton(made)
        row.addWidget(made)
    row.addStretch(1)
    column.addLayout(row)
    return holder


class EmergencyStop(QFrame):
    """Takes the page while an emergency is open, until the therapist says how it has been dealt with."""

    def __init__(self, answer: Answer, settle: Settle) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._answer, self._settle = answer, settle
        self._order: list[str] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        whole.addWidget(scroll)
        centred = QWidget()
        across = QHBoxLayout(centred)
        across.setContentsMargins(24, 24, 24, 24)
        holder = QFrame()
        holder.setProperty("stop", True)
        holder.setMaximumWidth(820)
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(32, 26, 32, 26)
        inner.setSpacing(14)
        title = QLabel(_("Before any muscle"))
        title.setObjectName("title")
        inner.addWidget(title)
        inner.addWidget(
            quiet(
                _(
                    "The answers point to something that cannot wait. The ranking comes back when you have said "
                    "how it was "
                    "dealt with."
                )
            )
        )
        self._cards = QVBoxLayout()
        inner.addLayout(self._cards)
        across.addStretch(1)
        across.addWidget(holder, 10, Qt.AlignmentFlag.AlignVCenter)
        across.addStretch(1)
        scroll.setWidget(centred)

    def show_flags(self, flags: Sequence[RaisedFlag]) -> bool:
        """Shows the emergencies among the flags; False where none is open. One that was settled keeps its place."""
        place = self._scroll.verticalScrollBar().value()
        clear(self._cards)
        emergencies = [flag for flag in flags if flag.level == "emergency"]
        if not any(flag.open for flag in emergencies):
            self._order = []
            return False
        shown = in_order([flag for flag in emergencies if flag.open or flag.id in self._order], self._order)
        self._order = [flag.id for flag in shown]
        for flag in shown:
            self._cards.addWidget(flag_card(flag, self._answer, self._settle))
        # The new cards have their height a moment later, and only then there is room to scroll to.
        QTimer.singleShot(0, self._scroll, lambda: self._scroll.verticalScrollBar().setValue(place))
        return True
