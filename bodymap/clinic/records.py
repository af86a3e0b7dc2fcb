"""What the pages of patients ask of the place where patients are kept. `bodymap.clinic.store` fulfils it.

A page that names only what it needs can be shown anything that keeps patients. Every call may raise BodymapError: the
server is away, the file is damaged.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bodymap.clinic.model import Action, AuditLine, Patient, PatientLine, Visit, VisitLine


class Records(Protocol):
    """Patients and visits, kept somewhere."""

    def search(self, text: str, limit: int = 20) -> Sequence[PatientLine]:
        """Patients found by the beginnings of name, reference and birth date."""

    def seen_on(self, day: date) -> Sequence[PatientLine]:
        """Patients with a visit on a day."""

    def recent_patients(self, limit: int = 30) -> Sequence[PatientLine]:
        """Patients who were here or changed last, newest first."""

    def count(self) -> int:
        """How many patients there are."""

    def patient(self, patient_id: str, /) -> Patient:
        """A patient as stored."""

    def add_patient(self, patient: Patient, /) -> Patient:
        """Stores a new patient and returns it as stored."""

    def save_patient(self, patient: Patient, /) -> Patient:
        """Stores a change and returns it as stored; raises Conflict if another desk was quicker."""

    def visits(self, patient_id: str, /) -> Sequence[VisitLine]:
        """The visits of a patient, newest first, without their drawings."""

    def visit(self, visit_id: str, /) -> Visit:
        """A visit with its drawing."""

    def audit(self, patient: str | None = None, limit: int = 1000) -> Sequence[AuditLine]:
        """The audit trail, of one patient if one is named, newest first."""

    def note(self, action: Action, patient: str | None = None, visit: str | None = None, detail: str = "") -> object:
        """Adds a line to the audit trail."""
