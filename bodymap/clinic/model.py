"""Patients and their visits, as the program holds them in hand. Frozen: a change makes a new one.

Not how they are stored (`bodymap.clinic.store`): nothing here knows a database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, get_args
from uuid import uuid4

from bodymap.body.figure import FigureName
from bodymap.drawing.model import Drawing
from bodymap.matching.zone_index import MuscleKey

Action = Literal[
    "opened", "added", "changed", "printed", "exported", "erased", "backed_up", "restored", "handed_over", "unlocked"
]
"""What the audit trail knows that somebody did."""
ACTIONS: tuple[Action, ...] = get_args(Action)


def new_id() -> str:
    """The id of a new patient or visit: random, so that two desks never give the same."""
    return uuid4().hex


@dataclass(frozen=True)
class Actor:
    """Who works at which desk. It stands beside each change and in the audit trail."""

    person: str
    desk: str

    def __str__(self) -> str:
        return f"{self.person} at {self.desk}"

    @staticmethod
    def person_in(words: str) -> str:
        """The person alone of what an actor is stored as, e.g. "Anna" of "Anna at desk 1"."""
        return words.partition(" at ")[0]


@dataclass(frozen=True)
class Patient:
    """A person who comes to visits."""

    id: str
    name: str
    """As the clinic writes it; any script, up to 200 letters."""
    birth_date: date | None = None
    reference: str = ""
    """The clinic's own number or sign, up to 100 letters."""
    figure: FigureName = "female"
    """The figure that a new visit begins with."""
    note: str = ""
    version: int = 0
    """Counts the times that it was stored; 0 was never."""
    changed_at: datetime | None = None
    changed_by: str = ""


@dataclass(frozen=True)
class PatientLine:
    """A patient in a list, with what a list says of the visits."""

    id: str
    name: str
    birth_date: date | None
    reference: str
    visits: int
    last_visit: datetime | None


@dataclass(frozen=True)
class VisitMetrics:
    """The numbers of a visit that trends show; kept beside the drawing so that a list need not rank anew."""

    marked: float = 0.0
    """Share of the charts' whole area that is marked, 0 to 1."""
    mean_intensity: float | None = None
    """Over the marks that have an intensity, by area; None where none has."""
    highest_intensity: int | None = None
    regions: int = 0
    """Regions of which at least `bodymap.clinic.analysis.visit_metrics.TOUCHED` is marked."""
    first: tuple[MuscleKey, ...] = ()
    """The first muscles of the ranking, best first, at most `bodymap.clinic.analysis.visit_metrics.FIRST`."""
    confirmed: tuple[MuscleKey, ...] = ()
    """The muscles that the therapist confirmed."""


@dataclass(frozen=True)
class MadeBy:
    """The versions that a stored ranking was made with."""

    program: str
    atlas: str


@dataclass(frozen=True)
class Visit:
    """A session: what was drawn, answered, found and planned, and the ranking as it stood."""

    id: str
    patient: str
    """The patient's id."""
    started: datetime
    """With a time zone."""
    drawing: Drawing
    """Marks, answers, findings and how red flags were settled."""
    note: str = ""
    plan: str = ""
    ranking: Mapping[str, Any] = field(default_factory=dict)
    """What `Match.to_json` gave when the visit was stored."""
    figures: VisitMetrics = VisitMetrics()
    made_by: MadeBy | None = None
    version: int = 0
    """Counts the times that it was stored; 0 was never."""
    changed_at: datetime | None = None
    changed_by: str = ""


@dataclass(frozen=True)
class VisitLine:
    """A visit in a list: everything but drawing and ranking, which `Store.visit` reads."""

    id: str
    patient: str
    started: datetime
    note: str
    plan: str
    figures: VisitMetrics
    made_by: MadeBy | None
    version: int
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit trail. It names ids, never a person's name: it stays when a patient is erased."""

    when: datetime
    actor: str
    action: Action
    patient: str | None = None
    visit: str | None = None
    detail: str = ""
