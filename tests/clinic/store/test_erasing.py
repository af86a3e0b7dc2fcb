"""Erasing is for good: not a byte of a patient stays in the files, whatever happened to the rows before."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
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


def history(path: Path, seed: int, number: int) -> list[str]:
    """Many patients with visits that are painted into, half of them erased; returns the words of the erased ones."""
    chance = random.Random(seed)
    with open_file(path, ANNA) as store:
        people = []
        for index in range(number):
            name = f"Zq{seed:02d}n{index:05d}v {chance.choice(['Anna', 'Maximilian', 'Bartholomäus-Friedrich'])}"
            patient = Patient(new_id(), name, date(1950 + chance.randrange(60), 1, 1), note="n " * chance.randrange(80))
            people.append(store.add_patient(patient))
            for _ in range(chance.randrange(1, 3)):
                started = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(300))
                visit = store.add_visit(Visit(new_id(), patient.id, started, Drawing()))
                for step in range(chance.randrange(1, 4)):
                    answers = {f"q{one}": True for one in range(step * chance.choice([1, 8, 40]))}
                    note = f"{name} came. " * chance.randrange(4)
                    visit = store.save_visit(replace(visit, drawing=Drawing(answers=answers), note=note))
        erased = chance.sample(people, number // 2)
        for patient in erased:
            store.erase_patient(patient.id)
    return [patient.name.split()[0].lower() for patient in erased]


@pytest.mark.parametrize("seed", range(3))
def test_of_many_patients_with_long_histories_nothing_stays_that_was_erased(path: Path, seed: int) -> None:
    erased = history(path, seed, 40)
    content = b"".join(file.read_bytes() for file in path.parent.iterdir()).lower()
    assert [word for word in erased if word.encode() in content] == []


def test_the_file_is_rewritten_as_a_whole(path: Path) -> None:
    """What moving cells between pages leaves in their gaps shows in few files; free pages show in all."""
    id_ = fill(path, 3)
    before = path.stat().st_size
    with open_file(path, ANNA) as store:
        store.erase_patient(id_)
        with store._reading() as connection:
            assert connection.exec_driver_sql("PRAGMA freelist_count").scalar() == 0
    assert path.stat().st_size < before
