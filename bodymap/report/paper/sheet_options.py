"""What surrounds a drawing on paper: whose visit it was, what was noted and planned, and which sheet is wanted.

All of it is optional, so that a bare drawing file prints with lines to fill by hand. How a sheet looks is in
`assets/paper`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

Version = Literal["therapist", "patient", "blank"]
"""Who a sheet is for; `blank` is the form to fill by hand."""
VERSIONS: tuple[Version, ...] = get_args(Version)

PageName = Literal["A4", "Letter"]
PAGES: tuple[PageName, ...] = get_args(PageName)

Section = Literal[
    "charts", "marked", "answers", "muscles", "findings", "since_last", "notes", "plan", "at_home", "signature"
]
"""What can be left out. Red flags, and when to call, cannot: they always stand on paper."""
SECTIONS: tuple[Section, ...] = get_args(Section)

SECTION_WORDS: dict[Section, str] = {
    "charts": "Charts",
    "marked": "Marks",
    "answers": "Answers",
    "muscles": "Ranking of muscles",
    "findings": "Findings",
    "since_last": "Since last visit",
    "notes": "Notes",
    "plan": "Plan",
    "at_home": "At home",
    "signature": "Signature",
}

SECTIONS_OF: dict[Version, tuple[Section, ...]] = {
    "therapist": ("charts", "marked", "answers", "muscles", "findings", "since_last", "notes", "plan", "signature"),
    "patient": ("charts", "marked", "findings", "since_last", "plan", "at_home"),
    "blank": (),
}
"""Which sections a version has, in their order. Notes are the therapist's own and never go home with the patient."""


@dataclass(frozen=True)
class VisitContext:
    """Whose visit it was and what was said about it. Empty where nobody knows."""

    patient_name: str = ""
    birth_date: date | None = None
    reference: str = ""
    """The clinic's own number or sign of the patient."""
    visit_number: int | None = None
    """Counted from 1."""
    started: datetime | None = None
    therapist: str = ""
    note: str = ""
    plan: str = ""
    since_last: tuple[str, ...] = ()
    """What changed since the last visit, a sentence each."""
    since_last_plain: tuple[str, ...] = ()
    """The same for the patient: in plain words, without a share."""
    marked_before: float | None = None
    """Share of the body charts that was marked at the last visit, 0 to 1."""
    sections: frozenset[Section] = frozenset(SECTIONS)
    """What is wanted on the sheet."""


@dataclass(frozen=True)
class SheetChoice:
    """Which sheet is wanted, and for which paper and printer."""

    version: Version = "therapist"
    page: PageName = "A4"
    black_and_white: bool = False
    """Patterns alone tell kinds of pain, zones and what is unexplained apart."""
