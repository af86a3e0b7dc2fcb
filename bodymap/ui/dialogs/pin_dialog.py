"""Asks for a new PIN, twice."""

from PySide6.QtWidgets import (
    QWidget,
)

from bodymap.clinic.access.pin import Pin
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.form_dialog import FormDialog


class PinDialog(FormDialog):
    """A new PIN, entered twice; with the old one where there is one."""

    def __init__(self, parent: QWidget, pin: Pin) -> None:
        """Raises BodymapError if the store cannot say whether there is a PIN."""
        known = pin.is_set
        super().__init__(
            parent,
            _("Change the PIN") if known else _("Choose a PIN"),
            _(
                "The PIN takes the screen back from a patient and unlocks the program. Four digits or more. It "
                "is kept so "
                "that nobody can read it."
            ),
            _("Change PIN") if known else _("Set PIN"),
        )
        self._pin = pin
        self.old = self.secret(_("PIN now")) if known else None
        self.pin, self.again = self.secret(_("New PIN") if known else "PIN"), self.secret(_("Once more"))

    def do(self) -> str:
        """Sets the PIN."""
        if self.pin.text() != self.again.text():
            return _("The two PINs differ. Enter both again.")
        if self.old is not None:
            self._pin.check(self.old.text())
        self._pin.set(self.pin.text())
        return ""
