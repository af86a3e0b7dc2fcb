"""The visit that is open: its drawing is the document's, and every change of it, of note and plan goes to the keeper.

Ranking and numbers are made a moment after the last change: they cost more than a stroke may.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from bodymap.clinic.analysis.visit_metrics import with_ranking
from bodymap.clinic.dates import local
from bodymap.clinic.model import Patient, Visit, VisitMetrics
from bodymap.clinic.saving.visit_saver import Erased, Resolution, State, Stored, VisitConflict, VisitSaver, Waiting
from bodymap.drawing.model import AGE, OLDEST, Drawing
from bodymap.errors import BodymapError
from bodymap.report.text.patient_words import age
from bodymap.ui.models.document import Document

RANK_AFTER = 800
"""Milliseconds without a change before the ranking is stored with the drawing."""

RETRY_AFTER = 4000
"""Milliseconds before something that could not be stored is tried again."""

SERVER_PATIENCE = 3.0
"""Seconds that leaving a visit waits for a server; what is not sent then waits in the outbox."""

MakeKeeper = Callable[[Visit, Callable[[State], None]], VisitSaver]


class VisitSession(QObject):
    """One visit at a time; none while `patient` is None."""

    state_changed = Signal()
    """How it stands with the store changed."""
    clashed = Signal()
    """Another desk stored the visit too: `state` is a Clash."""
    erased = Signal()
    """The visit was erased by another desk: `state` is Erased."""
    _told = Signal(object)

    def __init__(
        self, owner: QObject, document: Document, make_keeper: MakeKeeper, wait: Callable[[Callable[[], bool]], bool]
    ) -> None:
        """Ends with its `owner`: nothing is told of a visit once the window is gone.

        `wait` does work that may wait for a server, and keeps the window alive meanwhile.
        """
        super().__init__(owner)
        self._document, self._make_keeper, self._wait = document, make_keeper, wait
        self.patient: Patient | None = None
        self.number = 0
        """The visit's number among the patient's, from 1."""
        self._keeper: VisitSaver | None = None
        self._rank = QTimer(self)
        self._rank.setSingleShot(True)
        self._rank.setInterval(RANK_AFTER)
        self._rank.timeout.connect(self._store_ranking)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_AFTER)
        self._retry.timeout.connect(self._try_again)
        self._told.connect(self._take_state)  # from the keeper's thread into this one

    @property
    def visit(self) -> Visit | None:
        """The visit as it is in hand."""
        return self._keeper.visit if self._keeper else None

    @property
    def state(self) -> State:
        """How it stands with the store."""
        return self._keeper.state if self._keeper else Stored()

    def take(self, patient: Patient, visit: Visit, number: int) -> None:
        """Opens a stored visit."""
        self.patient, self.number = patient, number
        self._keeper = self._make_keeper(visit, self._tell)
        visit = self._keeper.visit  # the outbox of this machine may hold more than the server
        self._document.open_visit(self._aged(visit), self._drawn)
        if not visit.ranking:
            self._rank.start()
        self.state_changed.emit()

    def _aged(self, visit: Visit) -> Drawing:
        """The visit's drawing with the patient's age on that day, if the record has a birth date."""
        born = self.patient.birth_date if self.patient else None
        if born is None:
            return visit.drawing
        years = min(max(0, age(born, local(visit.started).date())), OLDEST)
        return visit.drawing.model_copy(update={"answers": {**visit.drawing.answers, AGE: years}})

    def _tell(self, state: State) -> None:
        self._told.emit(state)

    def _take_state(self, state: State) -> None:
        if self._keeper is None or state != self._keeper.state:
            return  # told before something newer, or of a visit that was let go
        if isinstance(state, Waiting):
            self._retry.start()
        self.state_changed.emit()
        if isinstance(state, VisitConflict):
            self.clashed.emit()
        elif isinstance(state, Erased):
            self.erased.emit()

    def _drawn(self, drawing: Drawing) -> None:
        """A change of the drawing: stored at once, its ranking later, and till then it has none."""
        if (visit := self.visit) is not None:
            changed = replace(visit, drawing=drawing, ranking={}, figures=VisitMetrics(), made_by=None)
            self._put(changed)
            self._rank.start()

    def set_note(self, note: str) -> None:
        """Takes another note."""
        if (visit := self.visit) is not None and note != visit.note:
            self._put(replace(visit, note=note))

    def set_plan(self, plan: str) -> None:
        """Takes another plan."""
        if (visit := self.visit) is not None and plan != visit.plan:
            self._put(replace(visit, plan=plan))

    def _put(self, visit: Visit) -> None:
        assert self._keeper is not None
        self._keeper.keep(visit)
        self.state_changed.emit()

    def _store_ranking(self) -> None:
        self._rank.stop()
        visit = self.visit
        if visit is None or visit.ranking or isinstance(self.state, VisitConflict | Erased):
            return
        try:
            self._put(with_ranking(visit, self._document.match))
        except BodymapError:
            return  # the pages say what is wrong with a drawing that cannot be matched

    def _try_again(self) -> None:
        if self._keeper is not None:
            self._keeper.flush(0)

    def resolve(self, choice: Resolution) -> None:
        """Ends a clash as the person chose. Raises BodymapError if that cannot be stored."""
        assert self._keeper is not None
        before = self._document.drawing
        visit = self._keeper.resolve(choice)
        if self._aged(visit) != before:
            self._document.open_visit(self._aged(visit), self._drawn)
        if not visit.ranking:
            self._rank.start()
        self.state_changed.emit()

    def finish(self, seconds: float = 0.0) -> bool:
        """Stores what is still open; waits at most so long for a server. True if the store has everything."""
        if self._keeper is None:
            return True
        self._store_ranking()
        keeper = self._keeper
        return self._wait(lambda: keeper.flush(seconds)) if seconds else keeper.flush(0)

    def let_go(self) -> None:
        """Closes the visit; the document begins an empty drawing."""
        if self._keeper is None:
            return
        self._rank.stop()
        self._retry.stop()
        keeper, self._keeper, self.patient = self._keeper, None, None
        self._wait(lambda: keeper.close() is None)
        self._document.new()
        self.state_changed.emit()
