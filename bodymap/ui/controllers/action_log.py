"""Adds what a person did to the audit trail of the clinic that is open."""

from bodymap.clinic.model import Action
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.models.open_clinic import OpenClinic
from bodymap.ui.models.visit_session import VisitSession
from bodymap.ui.window.main_window import MainWindow


class ActionLog:
    """Lines of the audit trail; without a clinic there is none, and nothing happens."""

    def __init__(self, window: MainWindow, clinic: OpenClinic, visit: VisitSession) -> None:
        self._window, self._clinic, self._visit = window, clinic, visit

    def add(self, action: Action, patient: str | None = None, visit: str | None = None, detail: str = "") -> None:
        """Adds a line; about the open visit where no patient is named. A server that is away does not hold up work."""
        session = self._clinic.session
        if session is None:
            return
        open_visit = self._visit.visit
        if patient is None and open_visit is not None:
            patient, visit = open_visit.patient, open_visit.id
        try:
            session.note(action, patient, visit, detail)
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
