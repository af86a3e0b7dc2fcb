"""What is done with visits as a whole: begun, opened, compared, and let go only once they are safe.

What is entered into a visit is saved by `ui.models.visit_session`; how it stands is shown by `visit_status`.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.clinic.saving.outbox import same_content
from bodymap.clinic.saving.visit_saver import Erased, VisitConflict
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.controllers.action_log import ActionLog
from bodymap.ui.controllers.visit_status import VisitStatus
from bodymap.ui.dialogs.leave_unsaved import ask_to_leave
from bodymap.ui.models.open_clinic import OpenClinic
from bodymap.ui.models.visit_session import SERVER_PATIENCE, VisitSession
from bodymap.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store

MOST_COMPARED = 24
"""Visits that the page of comparisons is given, the newest."""


class VisitController(QObject):
    """Opens visits of the clinic that is open, and closes them."""

    visits_compared = Signal(str, str, object)
    """Id and name of a patient, and visits (list of `Visit`), newest first, to be shown beside each other."""

    def __init__(
        self, window: MainWindow, clinic: OpenClinic, visit: VisitSession, status: VisitStatus, log: ActionLog
    ) -> None:
        super().__init__(window)
        self._window, self._clinic, self._visit, self._status, self._log = window, clinic, visit, status, log

    def new(self, patient: Patient) -> None:
        """A new visit, with an empty drawing on the patient's figure."""
        session = self._clinic.session
        if session is None or not self._window.leave_drawing():
            return
        visit = Visit(new_id(), patient.id, datetime.now(UTC).astimezone(), Drawing(figure=patient.figure))
        try:
            stored = session.store.add_visit(visit)
            number = len(session.store.visits(patient.id))
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
            return
        self._visit.take(patient, stored, number)
        self._window.show_page(0)

    def new_of(self, patient_id: str | None) -> None:
        """A new visit of a patient by id; None says that none is open."""
        session = self._clinic.session
        if session is None or patient_id is None:
            self._window.show_error(_("Select a patient first."))
            return
        try:
            patient = session.store.patient(patient_id)
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
            return
        self.new(patient)

    def open(self, name: str) -> None:
        """A visit that is stored, by its id."""
        session = self._clinic.session
        if session is None or not self._window.leave_drawing():
            return
        try:
            visit = session.store.visit(name)
            patient = session.store.patient(visit.patient)
            lines = session.store.visits(patient.id)
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
            return
        number = len(lines) - [one.id for one in lines].index(name)
        self._log.add("opened", patient.id, visit.id)
        self._visit.take(patient, visit, number)
        self._window.show_page(2 if visit.drawing.marks else 0)

    def leave(self) -> bool:
        """Stores the visit in hand and lets it go; False if not all of it is safe and the person wants to stay."""
        open_visit = self._visit
        if open_visit.patient is None:
            return True
        saved = self.is_saved()
        if isinstance(open_visit.state, VisitConflict):
            self._status.ask_about_clash()
            return False
        if not saved and not ask_to_leave(self._window, open_visit.state):
            return False
        open_visit.let_go()
        return True

    def is_saved(self) -> bool:
        """Whether nothing of the visit in hand would be lost if it were let go; none in hand is nothing to lose."""
        open_visit = self._visit
        return open_visit.finish(SERVER_PATIENCE) or isinstance(open_visit.state, Erased) or self._in_outbox()

    def _in_outbox(self) -> bool:
        """Whether the visit as it is in hand is safe on this computer, to be sent later."""
        session, visit = self._clinic.session, self._visit.visit
        if session is None or session.journal is None or visit is None:
            return False
        try:
            waiting = session.journal.pending(visit.id)
        except BodymapError:
            return False
        return waiting is not None and same_content(waiting, visit)

    def compare(self, patient: str | None, chosen: Sequence[str] | None) -> None:
        """Visits of a patient, by id, side by side: those chosen, or the newest with the one before.

        None for the patient says that none is open.
        """
        session = self._clinic.session
        if session is None or patient is None:
            self._window.show_error(_("Select the patient whose visits you want to compare."))
            return
        self._window.finish_typing()
        self._visit.finish()
        try:
            name = session.store.patient(patient).name
            visits = _compared(session.store, patient, chosen)
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
            return
        if len(visits) < 2:
            self._window.show_error(_("Only one visit can be shown. Comparing needs two."))
            return
        self._log.add("opened", patient, detail=_("{n} visits compared").format(n=len(visits)))
        self.visits_compared.emit(patient, name, visits)


def _compared(store: "Store", patient: str, chosen: Sequence[str] | None) -> list[Visit]:
    """Those of the chosen visits, or of all, that can be read, newest first.

    Raises BodymapError if the store cannot say which there are, and Away if it is away.
    """
    lines = store.visits(patient)
    visits: list[Visit] = []
    for line in [one for one in lines if chosen is None or one.id in chosen][:MOST_COMPARED]:
        try:
            visits.append(store.visit(line.id))
        except ServerAwayError:
            raise
        except BodymapError:
            continue  # the patient's page says of which visit the drawing cannot be read
    return visits
