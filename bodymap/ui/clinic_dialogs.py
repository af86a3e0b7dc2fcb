"""Small dialogs of the clinic: choosing a PIN or a passphrase, who works here, and what to do about a clash."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

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

from bodymap.clinic.keeper import Clash, Resolution
from bodymap.clinic.pin import Pin
from bodymap.clinic.store.opening import state_of
from bodymap.errors import BodymapError
from bodymap.report.visit_changes import listed, what_changed
from bodymap.ui.choice import Choice
from bodymap.ui.clinic_settings import LOCK_CHOICES, ClinicSettings
from bodymap.ui.gate_page import passphrase_problem
from bodymap.ui.widgets import button, fit_height, quiet, take_focus, title

WIDTH = 520


class FormDialog(QDialog):
    """Words, a form, a place for what is wrong, two buttons. Nothing entered is lost while something is wrong."""

    def __init__(self, parent: QWidget, about: str, text: str, accept: str) -> None:
        super().__init__(parent)
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
        self.wrong.setWordWrap(True)
        QVBoxLayout(self._notice).addWidget(self.wrong)
        self._notice.hide()
        column.addWidget(self._notice)
        row = QHBoxLayout()
        row.addStretch(1)
        self._cancel = button("Cancel", self.reject)
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

    def say(self, sentence: str) -> None:
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
        """What happens on acceptance; returns what is wrong, or nothing. Raises BodymapError too."""
        return ""

    def accept(self) -> None:
        """Qt's; stays open while something is wrong."""
        try:
            problem = self.do()
        except BodymapError as error:
            problem = str(error)
        self.say(problem)
        if not problem:
            super().accept()


class PinDialog(FormDialog):
    """A new PIN, entered twice; with the old one where there is one."""

    def __init__(self, parent: QWidget, pin: Pin) -> None:
        """Raises BodymapError if the store cannot say whether there is a PIN."""
        known = pin.is_set
        super().__init__(
            parent,
            "Change the PIN" if known else "Choose a PIN",
            "The PIN takes the screen back from a patient and unlocks the program. Four digits or more. It is kept so "
            "that nobody can read it.",
            "Change PIN" if known else "Set PIN",
        )
        self._pin = pin
        self.old = self.secret("PIN now") if known else None
        self.pin, self.again = self.secret("New PIN" if known else "PIN"), self.secret("Once more")

    def do(self) -> str:
        """Sets the PIN."""
        if self.pin.text() != self.again.text():
            return "The two PINs are not the same; enter both once more."
        if self.old is not None:
            self._pin.check(self.old.text())
        self._pin.set(self.pin.text())
        return ""


class PassphraseDialog(FormDialog):
    """A new passphrase for the file, entered twice; with the old one where there is one."""

    def __init__(self, parent: QWidget, encrypted: bool, change: Callable[[str | None, str], object]) -> None:
        super().__init__(
            parent,
            "Change the passphrase" if encrypted else "Encrypt the patients",
            "The file is written anew and takes the place of the old one at the end: nothing is lost if the power "
            "goes in between. If the passphrase is lost, the patients are lost: nobody can open the file without it. "
            "Backups, and files that a restore set aside, keep the passphrase that they were made with, or none.",
            "Change" if encrypted else "Encrypt",
        )
        self._change = change
        self.old = self.secret("Passphrase now") if encrypted else None
        self.new, self.again = self.secret("New passphrase"), self.secret("Once more")

    def do(self) -> str:
        """Writes the file anew."""
        problem = passphrase_problem(self.new.text(), self.again.text())
        if not problem:
            self._change(self.old.text() if self.old else None, self.new.text())
        return problem


class BackupDialog(FormDialog):
    """A passphrase for a backup of a server's patients; without one the file is not encrypted."""

    def __init__(self, parent: QWidget, write: Callable[[str | None], object]) -> None:
        super().__init__(
            parent,
            "Back up all patients",
            "The backup is a file that bodymap opens. With a passphrase it is encrypted; if that is lost, the backup "
            "is lost. Left empty, whoever finds the file can read it.",
            "Choose a place …",
        )
        self._write = write
        self.passphrase, self.again = self.secret("Passphrase"), self.secret("Once more")

    def do(self) -> str:
        """Goes on to the file."""
        if self.passphrase.text() or self.again.text():
            problem = passphrase_problem(self.passphrase.text(), self.again.text())
            if problem:
                return problem
        self._write(self.passphrase.text() or None)
        return ""


class RestoreDialog(FormDialog):
    """The passphrase of a backup, and what restoring does."""

    def __init__(self, parent: QWidget, backup: Path, on_file: bool, restore: Callable[[str | None], object]) -> None:
        kept = (
            "What is here now is kept beside it under another name. From then on the passphrase of the backup counts."
            if on_file
            else "What is on the server now is replaced, for all desks: back it up first."
        )
        super().__init__(
            parent,
            "Restore a backup",
            f"All patients and visits of {backup.name} take the place of those that are here. {kept}",
            "Restore",
        )
        self._restore = restore
        self.passphrase = self.secret("Passphrase of the backup") if state_of(backup) == "encrypted" else None

    def do(self) -> str:
        """Restores."""
        self._restore(self.passphrase.text() if self.passphrase else None)
        return ""


class PersonDialog(FormDialog):
    """Who works at which desk, and when the program locks."""

    def __init__(self, parent: QWidget, settings: ClinicSettings) -> None:
        super().__init__(
            parent,
            "Who works here",
            "Name and desk stand beside each change, so that others know whom to ask.",
            "Save",
        )
        self._settings = settings
        self.person = self.line("Your name", settings.person)
        self.desk = self.line("This desk", settings.desk)
        self.lock = Choice("Lock after")
        for minutes in LOCK_CHOICES:
            text = "never by itself" if minutes == 0 else f"{minutes} minute{'' if minutes == 1 else 's'}"
            self.lock.addItem(f"{text}{'' if minutes == 0 else ' without a touch'}", minutes)
        self.lock.setCurrentIndex(LOCK_CHOICES.index(settings.lock_after))
        self.form.addRow("Lock after", self.lock)

    def do(self) -> str:
        """Keeps all three."""
        if not self.person.text().strip():
            return "A name is missing; give one, as your colleagues know you."
        self._settings.person = self.person.text()
        self._settings.desk = self.desk.text()
        self._settings.lock_after = int(self.lock.currentData())
        return ""


class ClashDialog(QDialog):
    """Another desk changed the visit too: what it did, and three ways on. There is no way to close it unanswered."""

    def __init__(self, parent: QWidget, clash: Clash, chosen: Callable[[Resolution], object]) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.setWindowTitle("Two desks changed this visit")
        self.setFixedWidth(600)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title("Two desks changed this visit"))
        words = QLabel()
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setText(
            f"{clash.reason}\n\nThere: {listed(what_changed(clash.base, clash.theirs))}.\n"
            f"Here: {listed(what_changed(clash.base, clash.mine))}.\n\nNothing was overwritten. Which one counts?"
        )
        self.words = words
        column.addWidget(words)
        choices: tuple[tuple[str, str, Resolution], ...] = (
            ("Keep both", "What is here becomes a visit of its own beside the other.", "both"),
            ("Take theirs", "What was changed here is given up.", "theirs"),
            ("Keep mine", "What was changed there is given up.", "mine"),
        )
        for label, text, choice in choices:
            row = QHBoxLayout()
            made = button(label, lambda choice=choice: self._choose(choice), primary=choice == "both")  # type: ignore[misc]
            made.setFixedWidth(150)
            row.addWidget(made)
            row.addWidget(quiet(text), 1)
            column.addLayout(row)
        fit_height(self)

    def _choose(self, choice: Resolution) -> None:
        self._chosen(choice)
        super().accept()

    def reject(self) -> None:
        """Qt's; Escape is no answer to this question."""
