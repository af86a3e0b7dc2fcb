"""Dialogs about one patient: new, changed, erased, the audit trail. What was stored is shown by the pages."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from bodymap.clinic.model import Patient
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.audit_dialog import AuditDialog
from bodymap.ui.dialogs.erase_dialog import EraseDialog
from bodymap.ui.dialogs.patient_dialog import PatientDialog
from bodymap.ui.models.open_clinic import OpenClinic
from bodymap.ui.window.main_window import MainWindow

CLOSED = _("Open your patient file first, or start a drawing without a patient.")


class PatientController(QObject):
    """Opens the dialogs over the store that is open."""

    patient_chosen = Signal(str)
    """A new patient, or one who was there already, by id."""
    patient_changed = Signal()
    patient_erased = Signal()

    def __init__(self, window: MainWindow, clinic: OpenClinic) -> None:
        super().__init__(window)
        self._window, self._clinic = window, clinic

    def new(self) -> None:
        """Asks for a new patient."""
        if (store := self._clinic.store) is None:
            self._window.show_error(CLOSED)
            return
        dialog = PatientDialog(self._window, store)
        dialog.saved.connect(lambda patient: self.patient_chosen.emit(patient.id))
        dialog.other_chosen.connect(self.patient_chosen)
        dialog.open()

    def edit(self, patient: Patient) -> None:
        """Changes a patient."""
        if (store := self._clinic.store) is not None:
            dialog = PatientDialog(self._window, store, patient=patient)
            dialog.saved.connect(lambda _patient: self.patient_changed.emit())
            dialog.other_chosen.connect(self.patient_chosen)
            dialog.open()

    def erase(self, patient: Patient) -> None:
        """Erases a patient for good, once that is confirmed."""
        if (store := self._clinic.store) is None:
            return

        def erase() -> None:
            if self._try(lambda: store.erase_patient(patient.id)):
                self.patient_erased.emit()

        def ask() -> None:
            dialog = EraseDialog(self._window, patient, len(store.visits(patient.id)))
            dialog.erase_confirmed.connect(erase)
            dialog.open()

        self._try(ask)

    def show_audit(self, patient: Patient) -> None:
        """Who did what."""
        if (store := self._clinic.store) is not None:
            self._try(lambda: AuditDialog(self._window, store, patient).open())

    def _try(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
            return False
        return True
