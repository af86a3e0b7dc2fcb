"""Erasing is for good: not a byte of a patient stays in the files, whatever happened to the rows before."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.clinic.store.open import open_file
from bodymap.drawing.model import Drawing, Mark
from tests.clinic.store.conftest import ANNA, BEN

SECRETS = ("Unmistakable", "unmistakable", "1931-12-30", "30.12.1931", "Confidential", "back/scapula-left")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the plain file is: an encrypted one shows nothing anyway."""
    return tmp_path / "clinic" / "patients.sqlite"


def traces(path: Path) -> set[str]:
    """What of the secrets stands anywhere in the files."""
    content = b"".join(file.read_bytes() for file in path.parent.iterdir())
    return {secret for secret in SECRETS if secret.encode() in content}


def fill(path: Path, seed: int) -> str:
    """Makes a file in which one patient was added, changed and seen among many others; returns the id."""
    chance = random.Random(seed)
    secret = Patient(new_id(), "Anna Unmistakable", date(1931, 12, 30), "Unmistakable-7", note="Confidential " * 50)
    with open_file(path, ANNA) as store:
        others = [store.add_patient(Patient(new_id(), f"Other {number}", note="x" * 300)) for number in range(20)]
        patient = store.add_patient(secret)
        others += [store.add_patient(Patient(new_id(), f"More {number}")) for number in range(20)]
        drawing = Drawing(marks=(Mark(region="back/scapula-left"),) * 30)
        visits = [store.add_visit(Visit(new_id(), patient.id, datetime.now(UTC), drawing, "Confidential"))]
        for number in range(60):
            step = chance.randrange(5)
            if step == 0:
                patient = store.save_patient(replace(patient, note="Confidential " * chance.randrange(400)))
            elif step == 1:
                marks = drawing.marks * chance.randrange(1, 20)
                changed = replace(visits[0], drawing=Drawing(marks=marks), note=f"Confidential {number}")
                visits[0] = store.save_visit(changed)
            elif step == 2:
                other = chance.choice(others)
                store.add_visit(Visit(new_id(), other.id, datetime.now(UTC), Drawing(), "y" * chance.randrange(9000)))
            elif step == 3:
                patient = store.save_patient(replace(patient, name=f"Unmistakable {number} {'z' * number}"))
            else:
                index = chance.randrange(len(others))
                others[index] = store.save_patient(replace(others[index], note="w" * chance.randrange(5000)))
    return patient.id


@pytest.mark.parametrize("seed", range(6))
def test_no_byte_stays_in_the_files(path: Path, seed: int) -> None:
    id_ = fill(path, seed)
    assert traces(path) >= {"Unmistakable", "Confidential", "back/scapula-left"}
    with open_file(path, ANNA) as store:
        store.erase_patient(id_)
        assert traces(path) == set()
        assert store.count() == 40
    assert traces(path) == set()


def test_what_was_written_a_moment_ago_does_not_stay_in_the_log(path: Path) -> None:
    with open_file(path, ANNA) as store:
        patient = store.add_patient(Patient(new_id(), "Unmistakable"))
        assert traces(path)
        store.erase_patient(patient.id)
        assert traces(path) == set()


def test_a_second_program_with_the_file_open_keeps_nothing_either(path: Path) -> None:
    id_ = fill(path, 7)
    with open_file(path, ANNA) as store, open_file(path, BEN) as second:
        assert second.patient(id_).name
        store.erase_patient(id_)
        assert traces(path) == set()


def test_a_second_program_that_is_reading_delays_it_until_the_files_are_closed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bodymap.clinic.store.sql.engines.BUSY_MS", 50)
    with open_file(path, ANNA) as store:
        patient = store.add_patient(Patient(new_id(), "Unmistakable"))
        with open_file(path, BEN) as second, second._reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM patient").scalar() == 1
            store.erase_patient(patient.id)
            assert store.count() == 0
    assert traces(path) == set()
