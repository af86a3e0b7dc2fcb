"""Whose visit is on paper, and what changed since the one before: made when a sheet is set."""

from datetime import datetime
from typing import TYPE_CHECKING

from bodymap.clinic.analysis.comparison import compare_matches
from bodymap.clinic.model import Actor, Patient, Visit
from bodymap.errors import BodymapError
from bodymap.matching.knowledge import Knowledge
from bodymap.matching.match import Match, match_drawing
from bodymap.report.paper.sheet_options import SheetChoice, VisitContext
from bodymap.report.text.comparison_words import comparison_words, plain_words
from bodymap.report.text.number_words import marked_share

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store


class VisitContexts:
    """The occasion of the visit in hand; the match of the visit before is made once."""

    def __init__(self) -> None:
        self._of: tuple[str, Knowledge] | None = None
        self._before: Match | None = None

    def occasion(
        self, store: "Store", patient: Patient, visit: Visit, *, number: int, matched: Match, therapist: str
    ) -> VisitContext:
        """What surrounds the drawing of a visit. A visit before that cannot be read, or not now, is left out."""
        of = visit.id, matched.knowledge
        if self._of != of:
            self._of, self._before = of, _before(store, visit, matched.knowledge)
        compared = None if self._before is None else compare_matches(self._before, matched)
        return VisitContext(
            patient_name=patient.name,
            birth_date=patient.birth_date,
            reference=patient.reference,
            visit_number=number,
            started=_clock(visit.started),
            therapist=therapist,
            note=visit.note,
            plan=visit.plan,
            since_last=() if compared is None else (comparison_words(compared).short,),
            since_last_plain=() if compared is None else (plain_words(compared),),
            marked_before=None if self._before is None else marked_share(self._before),
        )


def _clock(when: datetime) -> datetime:
    """By the clock on the wall, as a sheet names it."""
    return when.astimezone().replace(tzinfo=None)


def _before(store: "Store", visit: Visit, knowledge: Knowledge) -> Match | None:
    try:
        earlier = [line for line in store.visits(visit.patient) if line.started < visit.started]
        return match_drawing(store.visit(earlier[0].id).drawing, knowledge) if earlier else None
    except BodymapError:
        return None


def sheet_of(store: "Store", patient: Patient, visit: Visit, choice: SheetChoice | None = None) -> bytes:
    """A sheet of a stored visit as PDF, for an export: the therapist's on A4 without a choice. Raises BodymapError."""
    from bodymap.report.paper.print_sheet import print_sheet  # noqa: PLC0415  (typst is loaded only where a sheet is wanted)

    matched = match_drawing(visit.drawing)
    lines = store.visits(patient.id)
    number = len(lines) - [line.id for line in lines].index(visit.id)
    therapist = Actor.person_in(visit.changed_by)
    occasion = VisitContexts().occasion(store, patient, visit, number=number, matched=matched, therapist=therapist)
    return print_sheet(matched, choice or SheetChoice(), occasion).pdf
