"""Dialogs about one patient: new, changed, erased, the audit trail. What was stored is shown by the pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bodymap.clinic.model import Patient
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.dialogs.audit_dialog import AuditDialog
from bodymap.ui.dialogs.erase_dialog import EraseDialog
from bodymap.ui.dialogs.patient_dialog import PatientDialog
from bodymap.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store

CLOSED = "Patients are not open yet; open them first, or make a drawing without a patient."


class PatientController:
    """Opens the dialogs over the store that is open."""

    def __init__(
        self,
        window: MainWindow,
        store: Callable[[], "Store | None"],
        show: Callable[[str], object],
        refresh: Callable[[], object],
        erased: Callable[[], object],
    ) -> None:
        """`show` opens a patient's page, `refresh` reads the one that is open anew, `erased` leaves it."""
        self._window, self._store = window, store
        self._show, self._refresh, self._erased = show, refresh, erased

    def new(self) -> None:
        """Asks for a new patient."""
        if (store := self._store()) is None:
            self._window.complain(CLOSED)
            return
        PatientDialog(self._window, store, done=lambda one: self._show(one.id), open_instead=self._show).open()

    def edit(self, patient: Patient) -> None:
        """Changes a patient."""
        if (store := self._store()) is not None:
            PatientDialog(
                self._window, store, done=lambda _one: self._refresh(), open_instead=self._show, patient=patient
            ).open()

    def erase(self, patient: Patient) -> None:
        """Erases a patient for good, once that is confirmed."""
        if (store := self._store()) is None:
            return

        def erase() -> None:
            self._try(lambda: store.erase_patient(patient.id), self._erased)

        self._try(lambda: EraseDialog(self._window, patient, len(store.visits(patient.id)), erase).open(), lambda: None)

    def show_audit(self, patient: Patient) -> None:
        """Who did what."""
        if (store := self._store()) is not None:
            self._try(lambda: AuditDialog(self._window, store, patient).open(), lambda: None)

    def _try(self, work: Callable[[], object], then: Callable[[], object]) -> None:
        try:
            work()
        except BodymapError as error:
            self._window.complain(error_sentence(error))
            return
        then()
