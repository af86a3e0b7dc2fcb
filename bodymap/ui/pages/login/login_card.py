"""A card in the middle of a page: title, words, fields, what is wrong, ways on. `login_page` has one for each case."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

CARD_WIDTH = 620
NARROW = 460
"""Pixels of a card that asks for one thing."""


class LoginCard(QFrame):
    """A card: a title, some words, fields, a place for what is wrong, and buttons."""

    def __init__(self, title: str, text: str, width: int = CARD_WIDTH) -> None:
        super().__init__()
        self.setProperty("sheet", True)
        self.setMaximumWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(32, 26, 32, 22)
        self.column.setSpacing(14)
        self._title = QLabel(title)
        self._title.setObjectName("title")
        self._title.setWordWrap(True)
        self.text = QLabel(text)
        self.text.setWordWrap(True)
        self.text.setObjectName("hint")
        self.column.addWidget(self._title)
        self.column.addWidget(self.text)
        self.wrong = QLabel()
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong.setWordWrap(True)
        notice = QFrame()
        notice.setProperty("notice", True)
        notice.setProperty("urgent", True)
        QVBoxLayout(notice).addWidget(self.wrong)
        notice.hide()
        self._notice = notice

    def field(self, form: QFormLayout, label: str, secret: bool = False) -> QLineEdit:
        """A line of input, with a name beside it."""
        made = QLineEdit()
        made.setProperty("gate", True)
        made.setAccessibleName(label)
        if secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        form.addRow(label, made)
        return made

    def form(self) -> QFormLayout:
        """A form at the end of the column, with what is wrong under it."""
        form = QFormLayout()
        form.setSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if self.maximumWidth() == NARROW:
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.column.addLayout(form)
        self.column.addWidget(self._notice)
        return form

    def buttons(self, *made: QPushButton) -> None:
        """Buttons side by side."""
        row = QHBoxLayout()
        row.setSpacing(10)
        for one in made:
            one.setAutoDefault(True)
            row.addWidget(one)
        row.addStretch(1)
        self.column.addLayout(row)

    def wide_button(self, made: QPushButton) -> None:
        """The one button of a card that asks for one thing."""
        made.setAutoDefault(True)
        made.setProperty("answer", True)
        self.column.addWidget(made)

    def links(self, *made: QPushButton) -> None:
        """Lesser ways at the end of the card: side by side, or one under the other where it is narrow."""
        narrow = self.maximumWidth() == NARROW
        ways = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        ways.setSpacing(12 if narrow else 28)
        for one in made:
            one.setProperty("link", True)
            ways.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        ways.addStretch(1)
        self.column.addLayout(ways)

    def show_error(self, sentence: str) -> None:
        """Shows what is wrong, or nothing."""
        self.wrong.setText(sentence)
        self._notice.setVisible(bool(sentence))


def on_enter_go_on(*fields: QLineEdit) -> None:
    """Enter leads from each field to the next; what it does in the last one is its owner's."""
    for one, other in pairwise(fields):
        one.returnPressed.connect(partial(other.setFocus, Qt.FocusReason.TabFocusReason))


def on_the_page(card: LoginCard) -> QWidget:
    """A card a little above the middle of the height, where the eye looks first."""
    holder = QWidget()
    holder.setMaximumWidth(card.maximumWidth())
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 10, 0, 10)
    column.addStretch(2)
    column.addWidget(card)
    column.addStretch(3)
    return holder
