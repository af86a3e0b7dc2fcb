"""One patient as a folder: all that is known is in it, readable; it is there whole or not at all."""

import csv
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.clinic.analysis.visit_metrics import with_ranking
from bodymap.clinic.model import AuditLine, MadeBy, Patient, Visit
from bodymap.drawing.file import read_drawing
from bodymap.drawing.findings import Findings, MuscleFinding, Settled
from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError
from bodymap.report.exchange.fhir.bundle_check import fhir_problems
from bodymap.report.exchange.patient_folder import visit_names, write_patient_folder
from bodymap.report.exchange.patient_text import patient_text
from tests.matching.strategies import drawings, questioned
from tests.refusals import refused
from tests.report.drawings import WALK

MORNING = datetime(2026, 11, 27, 9, 41, tzinfo=UTC)
PATIENT = Patient("0a1b2c", "Ann Møller 李", date(1971, 3, 9), "77-1", note="Afraid of needles.\n\nComes by bus.")
EXAMINED = WALK.model_copy(
    update={
        "answers": {**WALK.answers, "pain_days": 150, "worse_side": "right", "comes_and_goes": True, "foreign": 3},
        "findings": Findings(
            muscles=(
                MuscleFinding(
                    muscle="quadratus_lumborum",
                    side="right",
                    verdict="confirmed",
                    note="bends badly",
                    signs={"upper deep": ("tender", "own_pain")},
                ),
            ),
            flags=(Settled(flag="kidney_stone", level="ask", outcome="ruled_out", note="no fever"),),
        ),
    }
)
FIRST = with_ranking(Visit("v1", PATIENT.id, MORNING, EXAMINED, note="Walks well.", plan="Heat, and again in a week."))
SECOND = Visit("v2", PATIENT.id, MORNING + timedelta(minutes=5), Drawing())
THIRD = Visit("v3", PATIENT.id, MORNING + timedelta(days=7), Drawing(marks=(Mark(region="back/sacrum"),)))
AUDIT = [
    AuditLine(MORNING, "=HYPERLINK(1) at desk 2", "opened", PATIENT.id, "v1"),
    AuditLine(MORNING - timedelta(days=1), "Lee at desk 1", "added", PATIENT.id),
]


def page(visit: Visit) -> bytes:
    return b"%PDF of " + visit.id.encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Ann"
    write_patient_folder(folder, PATIENT, [THIRD, FIRST, SECOND], AUDIT, page)
    return folder


def test_every_visit_has_its_files_and_the_readme_tells_of_each_kind(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    days = ("visit-2026-11-27", "visit-2026-11-27-2", "visit-2026-12-04")
    files = {f"{day}{suffix}" for day in days for suffix in (".json", ".svg", ".pdf", ".bundle.fhir.json")}
    assert names == files | {"README.txt", "patient.txt", "audit.csv"}
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    for name in names - {"README.txt"}:
        assert re.sub(r"\d{4}-\d\d-\d\d(-2)?", "<day>", name) in readme


def test_files_are_returned_in_reading_order_and_are_there(tmp_path: Path) -> None:
    files = write_patient_folder(tmp_path / "new" / "Ann", PATIENT, [FIRST], AUDIT)
    assert [path.name for path in files[:2]] == ["README.txt", "patient.txt"]
    assert set((tmp_path / "new" / "Ann").iterdir()) == set(files)
    assert not [path for path in files if path.suffix == ".pdf"]
    assert ".pdf" not in files[0].read_text(encoding="utf-8")


def test_drawings_bundles_pictures_and_pages_are_those_of_the_visit(folder: Path) -> None:
    assert read_drawing(folder / "visit-2026-11-27.json") == EXAMINED
    assert read_drawing(folder / "visit-2026-11-27-2.json") == SECOND.drawing
    assert (folder / "visit-2026-11-27-2.pdf").read_bytes() == page(SECOND)
    for path in folder.glob("*.svg"):
        assert ElementTree.parse(path).getroot().tag.endswith("svg")
    bundles = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.fhir.json"))]
    assert [fhir_problems(one) for one in bundles] == [[], [], []]
    assert len({one["entry"][0]["fullUrl"] for one in bundles}) == 1
    assert {one["entry"][0]["resource"]["name"][0]["text"] for one in bundles} == {PATIENT.name}


def test_the_text_tells_everything_in_plain_words(folder: Path) -> None:
    text = (folder / "patient.txt").read_text(encoding="utf-8")
    flat = " ".join(text.split())
    for words in (
        PATIENT.name,
        "9 Mar 1971",
        "77-1",
        "Afraid of needles.",
        "Comes by bus.",
        "Low back, right · aching · 6 of 10",
        "Is the pain much worse when you sit or stand upright? Yes",
        "It comes and goes",
        "150 days, about 5 months",
        "foreign 3",
        "Quadratus lumborum right, confirmed: upper deep (tender, patient's own pain). Note: bends badly",
        "Ruled out by examination: ",
        "Note: no fever",
        "Walks well.",
        "Heat, and again in a week.",
        "Smallest set: ",
        "no probability",
    ):
        assert words in flat, words
    for row in FIRST.ranking["muscles"]:
        assert f"score {row['score']:.2f}" in flat
    assert re.findall(r"files (visit-\S+)", text) == ["visit-2026-11-27", "visit-2026-11-27-2", "visit-2026-12-04"]
    assert max(map(len, text.splitlines())) <= 100


def test_the_ranking_is_the_stored_one(tmp_path: Path) -> None:
    row = {"muscle": "piriformis", "side": "left", "explained": 0.123, "filled": 0.456, "score": 0.789}
    old = replace(FIRST, ranking={"muscles": [row], "cover": [], "unexplained": 0.5}, made_by=MadeBy("0.0.9", "abcd"))
    write_patient_folder(tmp_path / "x", PATIENT, [old], [])
    flat = " ".join((tmp_path / "x" / "patient.txt").read_text(encoding="utf-8").split())
    assert "Piriformis left: explains 12 % of what is marked, zone filled 46 %, score 0.79" in flat
    assert "Made by bodymap 0.0.9 with the atlas abcd." in flat
    assert "score 0.5" not in flat


@given(drawings(least=0) | questioned(), st.text(max_size=200), st.text(max_size=40))
def test_nothing_that_somebody_wrote_is_lost(drawing: Drawing, note: str, name: str) -> None:
    visit = replace(SECOND, drawing=drawing, note=note, plan=note)
    text = patient_text(replace(PATIENT, name=name, note=note), [("visit-1", visit)])
    written = "".join(text.split())
    assert written.count("".join(note.split())) >= 3
    assert "".join(name.split()) in written
    assert text.count("\n    - ") >= len(drawing.marks) + len(drawing.answers)


def test_a_muscle_of_either_side_is_said_so(folder: Path) -> None:
    assert with_ranking(THIRD).ranking["cover"][0]["either"]
    assert "Smallest set: Rectus abdominis left or right." in (folder / "patient.txt").read_text(encoding="utf-8")


def test_the_audit_trail_is_a_table_oldest_first_that_computes_nothing(folder: Path) -> None:
    with (folder / "audit.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["did"] for row in rows] == ["added", "opened"]
    assert rows[1]["who"].startswith("'=")
    assert datetime.fromisoformat(rows[1]["when"]) == MORNING


@given(st.lists(st.integers(0, 3), max_size=8))
def test_names_of_visits_are_unique_and_safe_on_every_disk(days: list[int]) -> None:
    names = visit_names([replace(FIRST, started=MORNING + timedelta(days=day)) for day in days])
    assert len({name.casefold() for name in names}) == len(days)
    assert all(re.fullmatch(r"visit-\d{4}-\d\d-\d\d(-\d+)?", name) for name in names)


def test_a_patient_without_visits_has_a_folder(tmp_path: Path) -> None:
    write_patient_folder(tmp_path / "x", Patient("i", ""), [], [])
    assert {path.name for path in (tmp_path / "x").iterdir()} == {"README.txt", "patient.txt", "audit.csv"}


# Whole or not at all


def test_an_empty_folder_is_filled_and_a_full_one_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    write_patient_folder(folder, PATIENT, [], AUDIT)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with refused("folder.not_empty", folder=folder):
        write_patient_folder(folder, replace(PATIENT, name="Bob"), [], [])
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    (tmp_path / "file").write_text("mine")
    with refused("folder.is_file"):
        write_patient_folder(tmp_path / "file", PATIENT, [], [])
    with refused("folder.unwritable"):
        write_patient_folder(tmp_path / "file" / "x", PATIENT, [], [])
    assert (tmp_path / "file").read_text() == "mine"


def test_what_goes_wrong_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    def broken(visit: Visit) -> bytes:
        if visit.id == "v3":
            raise BodymapError("drawing.missing", path="x")
        return page(visit)

    with refused("drawing.missing"):
        write_patient_folder(tmp_path / "x", PATIENT, [FIRST, SECOND, THIRD], AUDIT, broken)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_filled_up_meanwhile_is_left_alone(tmp_path: Path) -> None:
    def meddling(visit: Visit) -> bytes:
        (tmp_path / "x").mkdir()
        (tmp_path / "x" / "mine.txt").write_text("mine")
        return page(visit)

    with refused("folder.unwritable"):
        write_patient_folder(tmp_path / "x", PATIENT, [FIRST], AUDIT, meddling)
    assert [path.name for path in tmp_path.rglob("*")] == ["x", "mine.txt"]


def test_a_kill_in_the_middle_leaves_no_half_folder(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path\n"
        "from tests.report.exchange.test_patient_folder import *\n"
        "def dies(visit):\n"
        "    if visit.id == 'v3': os._exit(9)\n"
        "    return page(visit)\n"
        f"write_patient_folder(Path({str(tmp_path / 'x')!r}), PATIENT, [FIRST, SECOND, THIRD], AUDIT, dies)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert done.returncode == 9
    assert not (tmp_path / "x").exists()
    write_patient_folder(tmp_path / "x", PATIENT, [FIRST], AUDIT)
    assert (tmp_path / "x" / "README.txt").exists()
