"""Asks for a new passphrase, twice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QWidget,
)

from bodymap.clinic.access.passphrase import passphrase_problem
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.form_dialog import FormDialog


class PassphraseDialog(FormDialog):
    """A new passphrase for the file, entered twice; with the old one where there is one."""

    change_requested = Signal(object, str)
    """The passphrase now (str), or None where there is none, and the new one."""

    def __init__(self, parent: QWidget, encrypted: bool) -> None:
        super().__init__(
            parent,
            _("Change the passphrase") if encrypted else _("Encrypt the patients"),
            _(
                "The file is written anew and takes the place of the old one at the end: nothing is lost if the power "
                "goes in between. If the passphrase is lost, the patients are lost: nobody can open the file "
                "without it. "
                "Backups, and files that a restore set aside, keep the passphrase that they were made with, or none."
            ),
            "Change" if encrypted else "Encrypt",
        )
        self.old = self.secret(_("Passphrase now")) if encrypted else None
        self.new, self.again = self.secret(_("New passphrase")), self.secret(_("Once more"))

    def do(self) -> str:
        """Writes the file anew."""
        problem = passphrase_problem(self.new.text(), self.again.text())
        if not problem:
            self.change_requested.emit(self.old.text() if self.old else None, self.new.text())
        return problem
