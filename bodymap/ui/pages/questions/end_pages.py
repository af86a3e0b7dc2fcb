"""What stands in the place of a question: the stop when an answer cannot wait, and the end with what was said."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import button, clear, quiet
from bodymap.ui.widgets.centred_column import TEXT_WIDTH, WIDTH, centred, centred_scroll
from bodymap.ui.widgets.clickable_row import ClickableRow

THANKS = _("Thank you, that is all we need to ask.")
NO_PAIN_TITLE = _("No pain today: there is nothing to ask.")


class StopPage(QWidget):
    """A full and calm stop: the patient is asked to speak to the therapist before anything else."""

    told_therapist = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        card = QFrame()
        card.setProperty("stop", True)
        card.setMaximumWidth(WIDTH)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(centred(card))
        whole.addStretch(3)
        column = QVBoxLayout(card)
        column.setContentsMargins(44, 36, 44, 36)
        column.setSpacing(18)
        title = QLabel(_("Let us stop here for a moment."))
        title.setObjectName("stop")
        title.setWordWrap(True)
        column.addWidget(title)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(12)
        column.addLayout(self._texts)
        column.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(14)
        self._told = button(_("I have told my therapist"), self.told_therapist.emit, primary=True)
        self._back = button(_("‹ Back"), self.back_requested.emit)
        self._back.setAccessibleName(_("Back to correct the answer"))
        for made in (self._told, self._back):
            made.setProperty("answer", True)
            made.setAutoDefault(True)
            made.setMinimumSize(200, 64)
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)

    def say(self, texts: Sequence[str], correctable: bool) -> None:
        """Shows what the patient is told; `correctable` if it came with an answer that can be gone back to."""
        clear(self._texts)
        for text in dict.fromkeys(texts):
            label = QLabel(text)
            label.setObjectName("said")
            label.setWordWrap(True)
            self._texts.addWidget(label)
            label.show()
        self._back.setVisible(correctable)

    def take_keyboard(self) -> None:
        """To the button that a key pressed once too often does no harm with."""
        (self._told if self._back.isHidden() else self._back).setFocus(Qt.FocusReason.TabFocusReason)


class EndPage(QWidget):
    """Thanks, and what was said; each line goes back to its question."""

    question_chosen = Signal(str)
    """To be asked again, by id."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(6)
        self._title = QLabel()
        self._title.setObjectName("question")
        self._title.setWordWrap(True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        self._subtitle = quiet(_("This is what you told us. Choose a line to change it."))
        self._subtitle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._subtitle)
        holder = QWidget()
        holder.setMaximumWidth(TEXT_WIDTH)
        self._urgent = QLabel()
        self._urgent.setObjectName("said")
        self._urgent.setWordWrap(True)
        self._urgent.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._urgent)
        self._rows = QVBoxLayout(holder)
        self._rows.setSpacing(0)
        scroll = centred_scroll(holder)
        column.addWidget(scroll, 1)

    def say(self, title: str, said: Sequence[tuple[str, str, str]], urgent: Sequence[str] = ()) -> None:
        """Shows the end; `said` holds the id, the question and the answer in words, in the order of asking.

        `urgent` is what the patient is told of red flags that are open.
        """
        self._urgent.setText("<br>".join(dict.fromkeys(urgent)))
        self._urgent.setVisible(bool(urgent))
        self._title.setText(title)
        self._subtitle.setVisible(bool(said))
        clear(self._rows)
        for name, question, words in said:
            self._rows.addWidget(self._row(name, question, words))
        self._rows.addStretch(1)

    def _row(self, name: str, question: str, words: str) -> ClickableRow:
        row = ClickableRow(selected=False)
        row.setAccessibleName(f"{question} {words}. Change")
        row.chosen.connect(lambda: self.question_chosen.emit(name))
        line = QHBoxLayout(row)
        line.setContentsMargins(6, 9, 6, 9)
        line.setSpacing(20)
        asked, answered = QLabel(question), QLabel(words)
        asked.setWordWrap(True)
        answered.setProperty("heading", True)
        answered.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(asked, 1)
        line.addWidget(answered)
        return row
