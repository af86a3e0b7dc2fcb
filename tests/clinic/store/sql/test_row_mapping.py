"""Values in rows that nobody can have stored: one sentence, when they are read and before anything is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bodymap.clinic.model import Patient, Visit
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import DamagedStoreError
from bodymap.drawing.model import Drawing
from tests.clinic.store.conftest import ANNA
from tests.refusals import refused

PATIENT = Patient("p", "Zoë")
VISIT = Visit("v", "p", datetime(2026, 3, 5, 14, 0, tzinfo=UTC), Drawing())

READ: dict[str, Callable[[Store], object]] = {
    "patient": lambda store: store.patient("p"),
    "lists": lambda store: store.recent_patients(),
    "visit": lambda store: store.visit("v"),
    "visits": lambda store: store.visits("p"),
    "audit": lambda store: store.audit(),
    "saving a patient": lambda store: store.save_patient(replace(PATIENT, version=0)),
    "saving a visit": lambda store: store.save_visit(replace(VISIT, version=0)),
}


@pytest.mark.parametrize(
    ("action", "table", "column", "value"),
    [
        ("patient", "patient", "version", "'three'"),
        ("patient", "patient", "name", "x'00ff'"),
        ("patient", "patient", "figure", "'centaur'"),
        ("patient", "patient", "birth_date", "'2026-13-45'"),
        ("lists", "patient", "name", "x'00ff'"),
        ("visit", "visit", "version", "0.5"),
        ("visit", "visit", "note", "x'00ff'"),
        ("visits", "visit", "started", "'yesterday'"),
        ("audit", "audit", "detail", "x'00ff'"),
        ("saving a patient", "patient", "version", "'three'"),
        ("saving a visit", "visit", "version", "'three'"),
    ],
)
def test_a_value_of_another_kind_is_told(tmp_path: Path, action: str, table: str, column: str, value: str) -> None:
    path = tmp_path / "patients.db"
    with open_file(path, ANNA) as store:
        store.add_patient(PATIENT)
        store.add_visit(VISIT)
        if not action.startswith("saving"):
            READ[action](store)
    connection = connect_file(path, None)
    connection.execute(f"UPDATE {table} SET {column} = {value}")
    connection.close()
    with open_file(path, ANNA) as store:
        with refused("store.unreadable_value", DamagedStoreError):
            READ[action](store)
        assert store.count() == 1
