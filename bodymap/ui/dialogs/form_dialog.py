"""A dialog with fields, one sentence for what is wrong, and two buttons. Other dialogs are made from it."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import button, fit_height, quiet, title
from bodymap.ui.widgets.focus import take_focus

WIDTH = 520


class FormDialog(QDialog):
    """Words, a form, a place for what is wrong, two buttons. Nothing entered is lost while something is wrong."""

    def __init__(self, parent: QWidget, about: str, text: str, accept: str) -> None:
        super().__init__(parent)
        self._refusal = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # nothing secret that was typed stays in its fields
        self.setWindowTitle(about)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title(about))
        column.addWidget(quiet(text))
        self.form = QFormLayout()
        self.form.setSpacing(10)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        column.addLayout(self.form)
        self._notice = QFrame()
        self._notice.setProperty("notice", True)
        self.wrong = QLabel()
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong.setWordWrap(True)
        QVBoxLayout(self._notice).addWidget(self.wrong)
        self._notice.hide()
        column.addWidget(self._notice)
        row = QHBoxLayout()
        row.addStretch(1)
        self._cancel = button(_("Cancel"), self.reject)
        self._cancel.setAutoDefault(False)
        row.addWidget(self._cancel)
        self.ok = button(accept, self.accept, primary=True)
        self.ok.setDefault(True)
        row.addWidget(self.ok)
        column.addLayout(row)

    def secret(self, label: str) -> QLineEdit:
        """A field whose letters are not shown."""
        made = self.line(label)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def line(self, label: str, text: str = "") -> QLineEdit:
        """A line of input."""
        made = QLineEdit(text)
        made.setAccessibleName(label)
        self.form.addRow(label, made)
        return made

    def show_error(self, sentence: str) -> None:
        """Shows what is wrong."""
        self.wrong.setText(sentence)
        self._notice.setVisible(bool(sentence))
        fit_height(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's; the keyboard begins at the first field and ends at the buttons, and no line of text is cut."""
        super().showEvent(event)
        fields = self._fields()
        for one, other in pairwise([*fields, self._cancel, self.ok]):
            QWidget.setTabOrder(one, other)
        take_focus((fields or [self.ok])[0])
        fit_height(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's; Enter leads from a line to the empty one below it, before it accepts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            lines = [one for one in self._fields() if isinstance(one, QLineEdit)]
            for at, below in pairwise(lines):
                if at is self.focusWidget() and at.text() and not below.text():
                    take_focus(below)
                    return
        super().keyPressEvent(event)

    def _fields(self) -> list[QWidget]:
        items = [self.form.itemAt(row, QFormLayout.ItemRole.FieldRole) for row in range(self.form.rowCount())]
        return [made for item in items if item is not None and (made := item.widget()) is not None]

    def do(self) -> str:
        """What happens on acceptance; returns what is wrong, or nothing. Raises BodymapError too.

        A dialog that leaves the doing to others emits a signal here; they call `refuse` if it cannot be done.
        """
        return ""

    def refuse(self, sentence: str) -> None:
        """What was asked for could not be done: the dialog stays open and says why."""
        self._refusal = sentence

    def accept(self) -> None:
        """Qt's; stays open while something is wrong."""
        self._refusal = ""
        try:
            problem = self.do() or self._refusal
        except BodymapError as error:
            problem = error_sentence(error)
        self.show_error(problem)
        if not problem:
            super().accept()
