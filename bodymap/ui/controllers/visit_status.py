"""What is said of the visit in hand: in the header, on Review, on paper, and when another desk changed or erased it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from bodymap.clinic.dates import date_words
from bodymap.clinic.saving.background_saver import ON_ITS_WAY
from bodymap.clinic.saving.visit_saver import Erased, Resolution, VisitConflict, Waiting
from bodymap.errors import BodymapError
from bodymap.report.paper.sheet_options import VisitContext
from bodymap.report.paper.visit_context import VisitContexts
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.visit_words import aged_words
from bodymap.ui.controllers.export_controller import Whose
from bodymap.ui.dialogs.visit_conflict_dialog import VisitConflictDialog
from bodymap.ui.models.visit_session import VisitSession
from bodymap.ui.window.main_window import MainWindow
from bodymap.ui.window.navigator import VisitLine

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store


def _not_saved(state: Waiting | VisitConflict | Erased) -> str:
    if isinstance(state, Erased):
        return "erased"
    return "server away" if isinstance(state, Waiting) and state.away else "not saved yet"


class VisitStatus:
    """Reads the visit in hand and tells; asks what to do about a clash."""

    def __init__(
        self,
        window: MainWindow,
        visit: VisitSession,
        store: Callable[[], "Store | None"],
        therapist: Callable[[], str],
        may_speak: Callable[[], bool],
    ) -> None:
        """`may_speak` is False while the patient has the screen or it is locked: then messages wait for `speak`."""
        self._window, self._visit, self._store = window, visit, store
        self._therapist, self._may_speak = therapist, may_speak
        self._occasions = VisitContexts()
        self._dialog: QDialog | None = None
        visit.state_changed.connect(self._show_age)
        visit.clashed.connect(self.ask_about_clash)
        visit.erased.connect(self._tell_erased)

    def line(self) -> VisitLine | None:
        """What the header says; None while no visit is in hand."""
        patient, visit = self._visit.patient, self._visit.visit
        if patient is None or visit is None:
            return None
        state, saved, hint, trouble = self._visit.state, "saved", "Every stroke is saved as it ends", False
        if isinstance(state, Waiting | VisitConflict | Erased):
            saved, hint = _not_saved(state), state.reason
            trouble = bool(hint) and state != ON_ITS_WAY
        day = date_words(visit.started.astimezone()).partition(",")[0]
        said = f"visit {self._visit.number} · {day} · {saved}"
        return VisitLine(patient.name, said, hint, self._visit.number > 1, trouble)

    def occasion(self) -> VisitContext | None:
        """What surrounds the drawing on paper; None while no visit is in hand."""
        store, patient, visit = self._store(), self._visit.patient, self._visit.visit
        if store is None or patient is None or visit is None:
            return None
        return self._occasions.occasion(
            store,
            patient,
            visit,
            number=self._visit.number,
            matched=self._window.document.match,
            therapist=self._therapist(),
        )

    def whose(self) -> Whose | None:
        """Patient, visit and occasion, for an export."""
        patient, visit, occasion = self._visit.patient, self._visit.visit, self.occasion()
        if patient is None or visit is None or occasion is None:
            return None
        return patient, visit, occasion

    def speak(self) -> None:
        """The therapist has the screen again: now what another desk did meanwhile is told."""
        self.ask_about_clash()
        self._tell_erased()

    def ask_about_clash(self) -> None:
        """Asks which of two states of the visit counts, if there are two and nobody was asked yet."""
        state = self._visit.state
        asked = self._dialog is not None and self._dialog.isVisible()
        if not isinstance(state, VisitConflict) or asked or not self._may_speak():
            return
        self._dialog = VisitConflictDialog(self._window, state, self._settle_clash)
        self._dialog.open()

    def _settle_clash(self, choice: Resolution) -> None:
        try:
            self._visit.resolve(choice)
        except BodymapError as error:
            self._window.complain(error_sentence(error))

    def _tell_erased(self) -> None:
        state = self._visit.state
        if isinstance(state, Erased) and self._may_speak():
            self._window.complain(f"{state.reason} Save the drawing as a file if it is still wanted.")

    def _show_age(self) -> None:
        visit = self._visit.visit
        self._window.review_page.panel.show_age(aged_words(visit.made_by) if visit is not None else "")
