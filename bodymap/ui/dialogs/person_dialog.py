"""Asks for the name of whoever works at this computer."""

from PySide6.QtWidgets import (
    QWidget,
)

from bodymap.report.text.translation import _
from bodymap.ui.dialogs.form_dialog import FormDialog
from bodymap.ui.models.clinic_settings import LOCK_CHOICES, ClinicSettings
from bodymap.ui.widgets.combo_box import ComboBox


class PersonDialog(FormDialog):
    """Who works at which desk, and when the program locks."""

    def __init__(self, parent: QWidget, settings: ClinicSettings) -> None:
        super().__init__(
            parent,
            _("Who works here"),
            _("Your name and workstation are recorded with each change, so that colleagues know whom to ask."),
            "Save",
        )
        self._settings = settings
        self.person = self.line(_("Your name"), settings.person)
        self.desk = self.line(_("This desk"), settings.desk)
        self.lock = ComboBox(_("Lock after"))
        for minutes in LOCK_CHOICES:
            text = _("never by itself") if minutes == 0 else f"{minutes} minute{'' if minutes == 1 else 's'}"
            self.lock.addItem(f"{text}{'' if minutes == 0 else ' without a touch'}", minutes)
        self.lock.setCurrentIndex(LOCK_CHOICES.index(settings.lock_after))
        self.form.addRow(_("Lock after"), self.lock)

    def do(self) -> str:
        """Keeps all three."""
        if not self.person.text().strip():
            return _("Enter the name your colleagues know you by.")
        self._settings.person = self.person.text()
        self._settings.desk = self.desk.text()
        self._settings.lock_after = int(self.lock.currentData())
        return ""
