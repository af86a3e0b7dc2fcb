"""Asks which backup to write or to restore, and its passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QWidget,
)

from bodymap.clinic.access.passphrase import passphrase_problem
from bodymap.clinic.store.open import state_of
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.form_dialog import FormDialog


class BackupDialog(FormDialog):
    """A passphrase for a backup of a server's patients; without one the file is not encrypted."""

    write_requested = Signal(object)
    """The passphrase (str), or None."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            _("Back up all patients"),
            _(
                "The backup is a file that bodymap opens. With a passphrase it is encrypted; if that is lost, "
                "the backup "
                "is lost. Left empty, whoever finds the file can read it."
            ),
            _("Choose a place …"),
        )
        self.passphrase, self.again = self.secret(_("Passphrase")), self.secret(_("Once more"))

    def do(self) -> str:
        """Goes on to the file."""
        if self.passphrase.text() or self.again.text():
            problem = passphrase_problem(self.passphrase.text(), self.again.text())
            if problem:
                return problem
        self.write_requested.emit(self.passphrase.text() or None)
        return ""


class RestoreDialog(FormDialog):
    """The passphrase of a backup, and what restoring does."""

    restore_requested = Signal(object)
    """The passphrase of the backup (str), or None where it has none."""

    def __init__(self, parent: QWidget, backup: Path, on_file: bool) -> None:
        """Raises BodymapError if the backup cannot be read."""
        kept = (
            _(
                "What is here now is kept beside it under another name. From then on the passphrase of the "
                "backup counts."
            )
            if on_file
            else _("This replaces what is on the server now, for all workstations. Back it up first.")
        )
        super().__init__(
            parent,
            _("Restore a backup"),
            _("All patients and visits of {name} take the place of those that are here. {kept}").format(
                name=backup.name, kept=kept
            ),
            "Restore",
        )
        self.passphrase = self.secret(_("Passphrase of the backup")) if state_of(backup) == "encrypted" else None

    def do(self) -> str:
        """Restores."""
        self.restore_requested.emit(self.passphrase.text() if self.passphrase else None)
        return ""
