"""`bodymap export --store`: every visit of a clinic, without the window; tables tell no name, bundles tell whose."""

import csv
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bodymap.cli import main
from bodymap.clinic.model import Actor, Patient, Visit, new_id
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.commands.stores import PASSPHRASE
from bodymap.drawing.file import write_drawing
from bodymap.drawing.model import Drawing, Mark
from bodymap.report.exchange.fhir.bundle_check import fhir_problems
from tests.report.drawings import WALK
from tests.report.printed import tool
from tests.test_cli import Output, asked, refused

ANNA = Actor("Anna", "desk 1")
SECRET = "it's a “secret”"
BEGAN = datetime(2026, 11, 27, 10, 40, tzinfo=UTC)
NECK = Drawing(figure="male", marks=(Mark(region="back/nape-left", quality="burning", intensity=3),))


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encrypted file: Zoë with two visits on one day, Bob with one."""
    monkeypatch.setenv(PASSPHRASE, SECRET)
    path = tmp_path / "patients.db"
    with open_file(path, ANNA, SECRET) as store:
        zoe = store.add_patient(Patient(new_id(), "Zoë Müller", date(1979, 4, 3), "A-12"))
        bob = store.add_patient(Patient(new_id(), "Bob"))
        for patient, drawing, hours in ((zoe, WALK, 0), (zoe, WALK, 1), (bob, NECK, 2)):
            store.add_visit(Visit(new_id(), patient.id, BEGAN + timedelta(hours=hours), drawing))
    return path


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_tables_hold_every_visit_and_no_name(clinic: Path, capsys: Output, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert asked(capsys, "export", "--store", clinic, "--format", "csv", "-o", out) == ""
    rows = table(out, "drawings")
    assert sorted(Counter(row["patient"] for row in rows).values()) == [1, 2]
    assert {row["age_band"] for row in rows} == {"40–49", ""}
    every = "".join(path.read_text(encoding="utf-8") for path in out.iterdir())
    assert not [word for word in ("Zoë", "Bob", "A-12", "2026-11-27") if word in every]


def test_parquet_goes_the_same_way(clinic: Path, capsys: Output, tmp_path: Path) -> None:
    asked(capsys, "export", "--format", "parquet", "-o", tmp_path / "out", "--store", clinic)
    assert (tmp_path / "out" / "drawings.parquet").stat().st_size > 0


def test_bundles_tell_whose_they_are_and_lie_by_patient(clinic: Path, capsys: Output, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked(capsys, "export", "--store", clinic, "--format", "fhir", "-o", out)
    files = sorted(out.rglob("*.fhir.json"))
    assert sorted(path.name for path in files) == [
        "visit-2026-11-27-2.fhir.json", "visit-2026-11-27.fhir.json", "visit-2026-11-27.fhir.json",
    ]  # fmt: skip
    assert not [path for path in out.rglob("*") if "Zoë" in str(path) or "Bob" in str(path)]
    told = []
    for path in files:
        bundle = json.loads(path.read_text(encoding="utf-8"))
        assert fhir_problems(bundle) == []
        told += [one["resource"]["name"][0]["text"] for one in bundle["entry"] if "name" in one["resource"]]
    assert Counter(told) == {"Zoë Müller": 2, "Bob": 1}


def test_pages_tell_what_changed_since_the_visit_before(clinic: Path, capsys: Output, tmp_path: Path) -> None:
    asked(capsys, "export", "--store", clinic, "--format", "pdf", "-o", tmp_path / "out", "--page", "Letter")
    (second,) = (tmp_path / "out").rglob("*-2.pdf")
    said = tool("pdftotext", "-raw", str(second), "-")
    assert "Zoë Müller" in said
    assert "visit 2" in said
    assert "Since the last visit" in said
    assert "612 x 792" in tool("pdfinfo", str(second))


def test_pages_may_be_the_patients(clinic: Path, capsys: Output, tmp_path: Path) -> None:
    how = ("export", "--store", clinic, "--for", "patient", "--black-and-white", "-o", tmp_path / "out", "--format")
    asked(capsys, *how, "pdf")
    (second,) = (tmp_path / "out").rglob("*-2.pdf")
    said = tool("pdftotext", "-raw", str(second), "-")
    assert "Zoë Müller" in said
    assert f"Therapist: {ANNA.person}\n" in said
    assert "What to do at home" in said
    assert "%" not in said, "no scores for the patient"


@pytest.mark.parametrize(("style", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_pictures_lie_by_patient_and_tell_no_name(
    clinic: Path, capsys: Output, tmp_path: Path, style: str, start: bytes
) -> None:
    out = tmp_path / "out"
    asked(capsys, "export", "--store", clinic, "--format", style, "-o", out)
    files = sorted(path for path in out.rglob("*") if path.is_file())
    named = (f"visit-2026-11-27-2.{style}", f"visit-2026-11-27.{style}")
    assert Counter(path.name for path in files) == {named[0]: 1, named[1]: 2}
    assert all(path.read_bytes().startswith(start) for path in files)
    every = "".join(f"{path}{path.read_bytes()!r}" for path in files)
    assert not [word for word in ("Zoë", "Zo\\xc3", "Bob", "A-12") if word in every]


def test_a_picture_of_a_visit_is_that_of_its_drawing(clinic: Path, capsys: Output, tmp_path: Path) -> None:
    write_drawing(NECK, tmp_path / "neck.json")
    how = ("--format", "svg", "--chart", "back", "--muscle", "iliopsoas", "--theme", "dark", "-o")
    asked(capsys, "export", tmp_path / "neck.json", *how, tmp_path / "neck.svg")
    asked(capsys, "export", "--store", clinic, *how, tmp_path / "out")
    assert (tmp_path / "neck.svg").read_bytes() in [path.read_bytes() for path in (tmp_path / "out").rglob("*.svg")]


def test_the_trail_of_each_patient_notes_it(clinic: Path, capsys: Output, tmp_path: Path) -> None:
    asked(capsys, "export", "--store", clinic, "--format", "csv", "-o", tmp_path / "out")
    with open_file(clinic, ANNA, SECRET) as store:
        for patient in store.recent_patients():
            assert store.audit(patient.id)[0].action == "exported"


def test_a_visit_that_cannot_be_read_is_one_line_and_the_rest_goes_on(
    clinic: Path, capsys: Output, tmp_path: Path
) -> None:
    connection = connect_file(clinic, SECRET)
    connection.execute("UPDATE visit SET drawing = '{}' WHERE patient = (SELECT id FROM patient WHERE name = 'Bob')")
    connection.close()
    with open_file(clinic, ANNA, SECRET) as store:
        (bob,) = (patient.id for patient in store.recent_patients() if patient.name == "Bob")
    assert main(["export", "--store", str(clinic), "--format", "csv", "-o", str(tmp_path / "out")]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.startswith(f"bodymap: Patient {bob}, visit of ")
    assert len(table(tmp_path / "out", "drawings")) == 2


def test_what_cannot_be_is_one_line(clinic: Path, capsys: Output, tmp_path: Path) -> None:
    out = tmp_path / "out"
    store = ("export", "--store", clinic, "-o", out, "--format")
    assert "Do not name drawings" in refused(capsys, *store, "csv", tmp_path / "pain.json")
    assert "no muscle 'spleen'" in refused(capsys, *store, "svg", "--muscle", "spleen")
    assert "their own dates" in refused(capsys, *store, "fhir", "--reference", "77")
    assert "Nothing to export" in refused(capsys, "export", "--format", "csv", "-o", out)
    nowhere = ("export", "--store", tmp_path / "nowhere.db", "--format", "csv", "-o", out)
    assert "nowhere.db" in refused(capsys, *nowhere)
    with open_file(tmp_path / "empty.db", ANNA, None):
        pass
    empty = ("export", "--store", tmp_path / "empty.db", "--format", "csv", "-o", out)
    assert "no visit in" in refused(capsys, *empty)
    assert not out.exists()
