"""What is done with visits as a whole: begun, opened, compared, and let go only once they are safe.

What is entered into a visit is kept by `ui.visit_in_hand`; what is said of it is `ui.visit_notices`'s.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.clinic.saving.outbox import same_content
from bodymap.clinic.saving.visit_saver import Erased, VisitConflict
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.models.visit_session import SERVER_PATIENCE
from bodymap.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store
    from bodymap.ui.controllers.clinic_controller import ClinicController

MOST_COMPARED = 24
"""Visits that the page of comparisons is given, the newest."""


class VisitController:
    """Takes visits of the reception's store in hand, and out of it."""

    def __init__(self, window: MainWindow, reception: "ClinicController") -> None:
        self._window, self._reception = window, reception

    def new(self, patient: Patient) -> None:
        """A new visit, with an empty drawing on the patient's figure."""
        desk = self._reception.desk
        if desk is None or not self._reception.leave():
            return
        visit = Visit(new_id(), patient.id, datetime.now(UTC).astimezone(), Drawing(figure=patient.figure))
        try:
            stored = desk.store.add_visit(visit)
            number = len(desk.store.visits(patient.id))
        except BodymapError as error:
            self._window.complain(error_sentence(error))
            return
        self._reception.visit.take(patient, stored, number)
        self._window.show_page(0)

    def new_here(self) -> None:
        """A new visit of the patient whose page or visit is open."""
        desk, name = self._reception.desk, self._reception.open_patient_id
        if desk is None or name is None:
            self._window.complain("No patient is open; open the one who came.")
            return
        try:
            patient = desk.store.patient(name)
        except BodymapError as error:
            self._window.complain(error_sentence(error))
            return
        self.new(patient)

    def open(self, name: str) -> None:
        """A visit that is stored, by its id."""
        desk = self._reception.desk
        if desk is None or not self._reception.leave():
            return
        try:
            visit = desk.store.visit(name)
            patient = desk.store.patient(visit.patient)
            lines = desk.store.visits(patient.id)
        except BodymapError as error:
            self._window.complain(error_sentence(error))
            return
        number = len(lines) - [one.id for one in lines].index(name)
        self._reception.note("opened", patient.id, visit.id)
        self._reception.visit.take(patient, visit, number)
        self._window.show_page(2 if visit.drawing.marks else 0)

    def leave(self) -> bool:
        """Stores the visit in hand and lets it go; False if not all of it is safe and the person wants to stay."""
        hand = self._reception.visit
        if hand.patient is None:
            return True
        kept = self.is_kept()
        if isinstance(hand.state, VisitConflict):
            self._reception.notices.ask_about_clash()
            return False
        if not kept and not self._reception.keeping.leave_unsaved(hand.state):
            return False
        hand.let_go()
        return True

    def is_kept(self) -> bool:
        """Whether nothing of the visit in hand would be lost if it were let go; none in hand is nothing to lose."""
        hand = self._reception.visit
        return hand.finish(SERVER_PATIENCE) or isinstance(hand.state, Erased) or self._in_outbox()

    def _in_outbox(self) -> bool:
        """Whether the visit as it is in hand is safe on this computer, to be sent later."""
        desk, visit = self._reception.desk, self._reception.visit.visit
        if desk is None or desk.journal is None or visit is None:
            return False
        try:
            waiting = desk.journal.pending(visit.id)
        except BodymapError:
            return False
        return waiting is not None and same_content(waiting, visit)

    def compare(self, chosen: Sequence[str] | None) -> None:
        """Visits of the patient side by side: those chosen, or the newest with the one before."""
        desk, patient = self._reception.desk, self._reception.open_patient_id
        if desk is None or patient is None:
            self._window.complain("No patient is open; open one, whose visits are to be compared.")
            return
        self._window.finish_typing()
        self._reception.visit.finish()
        try:
            name = desk.store.patient(patient).name
            visits = _compared(desk.store, patient, chosen)
        except BodymapError as error:
            self._window.complain(error_sentence(error))
            return
        if len(visits) < 2:
            self._window.complain("There is one visit that can be shown; comparing needs two.")
            return
        self._reception.note("opened", patient, detail=f"{len(visits)} visits compared")
        self._reception.show_comparison(patient, name, visits)


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
