"""Invented patients and visits for the tests of the store."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.drawing.model import Drawing, Mark

ACHE = Drawing(
    marks=(Mark(region="back/lumbar-right", quality="aching", intensity=6),), answers={"worse_upright": True}
)
MARCH = datetime(2026, 3, 5, 14, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))


def someone(name: str = "Zoë Müller", **more: Any) -> Patient:
    """A patient who is not stored yet."""
    return replace(Patient(new_id(), name), **more)


def session(patient: Patient, started: datetime = MARCH, drawing: Drawing = ACHE, **more: Any) -> Visit:
    """A visit that is not stored yet."""
    return replace(Visit(new_id(), patient.id, started, drawing), **more)
