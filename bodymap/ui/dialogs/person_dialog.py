"""Asks for the name of whoever works at this computer."""

from PySide6.QtWidgets import (
    QWidget,
)

from bodymap.ui.dialogs.form_dialog import FormDialog
from bodymap.ui.models.clinic_settings import LOCK_CHOICES, ClinicSettings
from bodymap.ui.widgets.combo_box import ComboBox


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
        self.lock = ComboBox("Lock after")
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
