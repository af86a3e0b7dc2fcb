"""Shows how the open visit stands: in the header, on Review, on paper, and when another desk changed or erased it."""

from PySide6.QtCore import QObject

from bodymap.clinic.dates import date_words
from bodymap.clinic.model import Patient, Visit
from bodymap.clinic.saving.background_saver import ON_ITS_WAY
from bodymap.clinic.saving.visit_saver import Erased, Resolution, VisitConflict, Waiting
from bodymap.errors import BodymapError
from bodymap.report.paper.sheet_options import VisitContext
from bodymap.report.paper.visit_context import VisitContexts
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.saving_words import saving_sentence
from bodymap.report.text.translation import _
from bodymap.report.text.visit_words import aged_words
from bodymap.ui.controllers.lock_controller import LockController
from bodymap.ui.dialogs.visit_conflict_dialog import VisitConflictDialog
from bodymap.ui.models.clinic_settings import ClinicSettings
from bodymap.ui.models.open_clinic import OpenClinic
from bodymap.ui.models.visit_session import VisitSession
from bodymap.ui.window.main_window import MainWindow
from bodymap.ui.window.navigator import VisitBanner

Subject = tuple[Patient, Visit, VisitContext]


def _not_saved(state: Waiting | VisitConflict | Erased) -> str:
    if isinstance(state, Erased):
        return "erased"
    return _("server away") if isinstance(state, Waiting) and state.away else _("not saved yet")


class VisitStatus(QObject):
    """Follows the open visit; asks what to do about a clash."""

    def __init__(
        self,
        window: MainWindow,
        visit: VisitSession,
        clinic: OpenClinic,
        settings: ClinicSettings,
        lock: LockController,
    ) -> None:
        """While `lock` is not open, messages wait until it is."""
        super().__init__(window)
        self._window, self._visit, self._clinic = window, visit, clinic
        self._settings, self._lock = settings, lock
        self._contexts = VisitContexts()
        self._dialog: VisitConflictDialog | None = None
        visit.state_changed.connect(self._show_age)
        window.document.knowledge_changed.connect(self._show_age)
        visit.clashed.connect(self.ask_about_clash)
        visit.erased.connect(self._show_erased)
        visit.state_changed.connect(self._show_banner)
        lock.opened.connect(self.show_waiting)
        window.summary_page.context_wanted.connect(self._show_context)

    def banner(self) -> VisitBanner | None:
        """What the header shows; None while no visit is open."""
        patient, visit = self._visit.patient, self._visit.visit
        if patient is None or visit is None:
            return None
        state, saved, hint, trouble = self._visit.state, "saved", _("Every stroke is saved as soon as it ends"), False
        if isinstance(state, Waiting | VisitConflict | Erased):
            saved, hint = _not_saved(state), saving_sentence(state)
            trouble = bool(hint) and state != ON_ITS_WAY
        day = date_words(visit.started.astimezone()).partition(",")[0]
        state_words = f"visit {self._visit.number} · {day} · {saved}"
        return VisitBanner(patient.name, state_words, hint, self._visit.number > 1, trouble)

    def _show_banner(self) -> None:
        self._window.show_visit(self.banner())

    def context(self) -> VisitContext | None:
        """What surrounds the drawing on paper; None while no visit is open."""
        store, patient, visit = self._clinic.store, self._visit.patient, self._visit.visit
        if store is None or patient is None or visit is None:
            return None
        return self._contexts.occasion(
            store,
            patient,
            visit,
            number=self._visit.number,
            matched=self._window.document.match,
            therapist=self._settings.person,
        )

    def _show_context(self) -> None:
        if (context := self.context()) is not None:
            self._window.summary_page.show_context(context)

    def subject(self) -> Subject | None:
        """Patient, visit and its context, for an export; None while no visit is open."""
        patient, visit, context = self._visit.patient, self._visit.visit, self.context()
        if patient is None or visit is None or context is None:
            return None
        return patient, visit, context

    def show_waiting(self) -> None:
        """The therapist has the screen again: now what another desk did meanwhile is shown."""
        self.ask_about_clash()
        self._show_erased()

    def ask_about_clash(self) -> None:
        """Asks which of two states of the visit counts, if there are two and nobody was asked yet."""
        state = self._visit.state
        asked = self._dialog is not None and self._dialog.isVisible()
        if not isinstance(state, VisitConflict) or asked or self._lock.mode != "open":
            return
        self._dialog = VisitConflictDialog(self._window, state)
        self._dialog.chosen.connect(self._settle_clash)
        self._dialog.open()

    def _settle_clash(self, choice: Resolution) -> None:
        try:
            self._visit.resolve(choice)
        except BodymapError as error:
            self._window.show_error(error_sentence(error))

    def _show_erased(self) -> None:
        state = self._visit.state
        if isinstance(state, Erased) and self._lock.mode == "open":
            self._window.show_error(
                _("{saving_sentence} Save the drawing as a file if you still need it.").format(
                    saving_sentence=saving_sentence(state)
                )
            )

    def _show_age(self) -> None:
        visit = self._visit.visit
        words = aged_words(visit.made_by, self._window.document.knowledge) if visit is not None else ""
        self._window.review_page.panel.show_age(words)
