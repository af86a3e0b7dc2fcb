"""Invented patients with visits for the pages of patients: pain that shrinks over a year, namesakes, a new one.

Kept in a real store in a file; nothing here checks anything.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from bodymap.clinic.analysis.visit_metrics import with_ranking
from bodymap.clinic.model import Actor, Patient, Visit
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.store import Store
from bodymap.drawing.findings import Findings, MuscleFinding
from bodymap.drawing.model import Drawing, Mark, Quality, Stroke

TODAY = date(2026, 11, 26)


class _Clock:
    def today(self) -> date:
        return TODAY

    def seconds(self) -> float:
        return 0.0


CLOCK = _Clock()
"""It is TODAY."""
DESK = Actor("A. Miller", "desk 1")
OTHER_DESK = Actor("B. Olsen", "desk 2")

CARPENTER = Patient(
    "carpenter", "Tom Hale", date(1979, 4, 3), "A-1042", "male", "Lifts boards all day. No needles, please."
)
NAMESAKE = Patient("namesake", "Tom Hale", date(2001, 12, 24), "A-2210", "male")
NEW = Patient("new", "Zoë O’Brien-Lindqvist", date(1991, 7, 30), "", "female")
ACCOUNTANT = Patient("accountant", "Ruth Amsel", None, "B-7", "female")
TEN_DAYS = (0, 6, 20, 41, 62, 90, 125, 160, 204, 251, 300, 352)
"""Days of the visits after the first."""


@cache
def shrinking(number: int) -> Drawing:
    """Pain of the right low back, buttock and thigh at a visit, counted from 0; less and less of it."""
    left = 1 - number / 13
    strength = round(8 * left)
    strokes = [
        Stroke(points=((70, 640), (70 + 60 * left, 690), (60, 720)), radius=8 + 28 * left),
        Stroke(points=((95, 830), (110, 830 + 80 * left)), radius=6 + 30 * left),
        Stroke(points=((95, 1000), (100, 1000 + 200 * left)), radius=4 + 18 * left),
    ]
    qualities: tuple[Quality, ...] = ("aching", "aching", "numb")
    marks = [
        Mark(chart="back", stroke=stroke, quality=quality, intensity=max(0, strength - 2 * place))
        for place, (stroke, quality) in enumerate(zip(strokes, qualities, strict=True))
    ]
    shown = marks[: 3 if number < 5 else 2 if number < 9 else 1]
    confirmed = {
        0: ("quadratus_lumborum",),
        2: ("quadratus_lumborum", "gluteus_minimus"),
        3: ("gluteus_minimus",),
        6: ("quadratus_lumborum",),
        8: ("piriformis",),
    }
    findings = Findings(
        muscles=tuple(
            MuscleFinding(muscle=muscle, side="right", verdict="confirmed") for muscle in confirmed.get(number, ())
        )
    )
    return Drawing(figure="male", marks=tuple(shown), answers={"worse_upright": True}, findings=findings)


@cache
def visit_of(patient: str, number: int, days: int) -> Visit:
    """A visit with its ranking, as it would be stored."""
    started = datetime(2025, 12, 9, 9, 20, tzinfo=UTC) + timedelta(days=days)
    made = Visit(f"{patient}-{number}", patient, started, shrinking(number), note="Heat helps." if number % 2 else "")
    return with_ranking(made)


def fill(store: Store) -> None:
    """Puts everybody into a store: a year of visits, a namesake seen today, one without a visit, one without a date."""
    for patient in (NEW, ACCOUNTANT, NAMESAKE, CARPENTER):
        store.add_patient(patient)
    for number, days in enumerate(TEN_DAYS):
        store.add_visit(visit_of("carpenter", number, days))
    store.add_visit(replace(visit_of("carpenter", 4, 352), id="namesake-0", patient="namesake"))


def open_store(folder: Path, actor: Actor = DESK) -> Store:
    """The store in a folder, made if need be; a second one is a second desk."""
    return open_file(folder / "patients.db", actor)
