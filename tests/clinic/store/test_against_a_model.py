"""Whatever is done in whatever order, on two desks, the file holds what a plain dictionary would hold."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.sql.engines import file_engine
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ConflictError, NotFoundError
from bodymap.drawing.model import Drawing, Mark
from tests.clinic.store.conftest import ANNA, BEN

T = TypeVar("T")

texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=10)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
marks = st.lists(st.sampled_from(["back/sacrum", "front/navel"]).map(lambda region: Mark(region=region)), max_size=3)
drawings = marks.map(lambda some: Drawing(marks=tuple(some)))
desks = st.sampled_from([0, 1])


class TwoDesks(RuleBasedStateMachine):
    """Two stores on one file beside a dictionary. Each desk holds what it read last, so it may come too late."""

    patients = Bundle("patients")
    visits = Bundle("visits")

    @initialize(target=visits)
    def open(self) -> Visit:
        """Begins with a new file and one patient's visit."""
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "patients.sqlite"
        self.desks: list[Store] = [open_file(self.path, actor) for actor in (ANNA, BEN)]
        self.stored_patients: dict[str, Patient] = {}
        self.stored_visits: dict[str, Visit] = {}
        patient = self.desks[0].add_patient(Patient(new_id(), "Zoë"))
        visit = self.desks[0].add_visit(Visit(new_id(), patient.id, datetime(2026, 3, 5, tzinfo=UTC), Drawing()))
        self.stored_patients[patient.id] = patient
        self.stored_visits[visit.id] = visit
        return visit

    def teardown(self) -> None:
        """The file is sound by SQLite's own checks, and is taken away."""
        for desk in self.desks:
            desk.close()
        engine = file_engine(self.path, None)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        engine.dispose()
        shutil.rmtree(self.folder)

    def _save(self, stored: dict[str, T], id_: str, save: Callable[[], T], *, fresh: bool) -> T | None:
        """Saves, and holds the answer against what is known: the new state, Conflict with the old one, or Gone."""
        if id_ not in stored:
            with pytest.raises(NotFoundError):
                save()
            return None
        if not fresh:
            with pytest.raises(ConflictError) as caught:
                save()
            assert caught.value.theirs == stored[id_]
            return None
        stored[id_] = save()
        return stored[id_]

    @rule(target=patients, desk=desks, name=texts, birth_date=st.none() | st.dates(date(1900, 1, 1)), note=texts)
    def add_patient(self, desk: int, name: str, birth_date: date | None, note: str) -> Patient:
        """A new patient."""
        patient = self.desks[desk].add_patient(Patient(new_id(), name, birth_date, note=note))
        self.stored_patients[patient.id] = patient
        return patient

    @rule(target=patients, desk=desks, held=patients, name=texts, reference=texts)
    def save_patient(self, desk: int, held: Patient, name: str, reference: str) -> Patient:
        """A change of what some desk read once."""
        changed = replace(held, name=f"{name}!", reference=reference)
        known = self.stored_patients.get(held.id)
        if known is not None and _is_lost_answer(known, changed, desk):
            return held
        fresh = known is not None and known.version == held.version
        saved = self._save(self.stored_patients, held.id, lambda: self.desks[desk].save_patient(changed), fresh=fresh)
        return saved or held

    @rule(target=visits, desk=desks, patient=patients, started=moments, drawing=drawings, note=texts)
    def add_visit(self, desk: int, patient: Patient, started: datetime, drawing: Drawing, note: str) -> Visit:
        """A new visit, of a patient who may be erased already."""
        visit = Visit(new_id(), patient.id, started, drawing, note)
        if patient.id not in self.stored_patients:
            with pytest.raises(NotFoundError):
                self.desks[desk].add_visit(visit)
            return visit
        self.stored_visits[visit.id] = self.desks[desk].add_visit(visit)
        return self.stored_visits[visit.id]

    @rule(target=visits, desk=desks, held=visits, drawing=drawings, plan=texts)
    def save_visit(self, desk: int, held: Visit, drawing: Drawing, plan: str) -> Visit:
        """A change of what some desk read once."""
        changed = replace(held, drawing=drawing, plan=f"{plan}!", started=held.started + timedelta(minutes=1))
        known = self.stored_visits.get(held.id)
        if known is not None and _is_lost_answer(known, changed, desk):
            return held
        fresh = known is not None and known.version == held.version
        saved = self._save(self.stored_visits, held.id, lambda: self.desks[desk].save_visit(changed), fresh=fresh)
        return saved or held

    @rule(desk=desks, patient=consumes(patients))
    def erase(self, desk: int, patient: Patient) -> None:
        """A patient with all visits."""
        if self.stored_patients.pop(patient.id, None) is None:
            with pytest.raises(NotFoundError):
                self.desks[desk].erase_patient(patient.id)
            return
        self.desks[desk].erase_patient(patient.id)
        self.stored_visits = {id_: one for id_, one in self.stored_visits.items() if one.patient != patient.id}

    @rule(desk=desks)
    def open_again(self, desk: int) -> None:
        """The program ends and starts."""
        actor = self.desks[desk].actor
        self.desks[desk].close()
        self.desks[desk] = open_file(self.path, actor)

    @invariant()
    def both_desks_see_what_is_stored(self) -> None:
        """Everything, after every step."""
        for desk in self.desks:
            assert {line.id for line in desk.recent_patients(10_000)} == set(self.stored_patients)
            assert desk.count() == len(self.stored_patients)
            for id_, patient in self.stored_patients.items():
                assert desk.patient(id_) == patient
                own = [one for one in self.stored_visits.values() if one.patient == id_]
                newest_first = sorted(own, key=lambda one: (one.started, one.id), reverse=True)
                assert [line.id for line in desk.visits(id_)] == [one.id for one in newest_first]
                assert all(desk.visit(one.id) == one for one in own)


def _is_lost_answer(known: Patient | Visit, changed: Patient | Visit, desk: int) -> bool:
    """Whether this very change is what was stored last by this desk: then asking once more is no conflict."""
    plain = replace(known, version=0, changed_at=None, changed_by="")
    same = plain == replace(changed, version=0, changed_at=None, changed_by="")
    return same and known.version == changed.version + 1 and known.changed_by == str((ANNA, BEN)[desk])


TestTwoDesks = TwoDesks.TestCase
TestTwoDesks.settings = settings(max_examples=25, stateful_step_count=20)
