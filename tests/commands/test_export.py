"""`bodymap export`: what each format writes, for one drawing and for a folder, and what is said where it cannot be."""

import base64
import csv
import json
import shutil
import subprocess
import sys
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as parquet  # type: ignore[import-untyped]  # ships no types
import pytest

from bodymap.cli import main
from bodymap.drawing.file import write_drawing
from bodymap.report.exchange.fhir.bundle_check import fhir_problems
from tests.report.drawings import WALK
from tests.test_cli import DESIGN, Output, asked, refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two drawings of one patient and one of another."""
    folder = tmp_path / "drawings"
    (folder / "Ann").mkdir(parents=True)
    write_drawing(WALK, folder / "Ann" / "first.json")
    shutil.copy(DESIGN, folder / "Ann" / "second.json")
    write_drawing(WALK, folder / "Bob.json")
    return folder


def bundle(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def of_kind(content: Any, kind: str) -> list[Any]:
    return [one["resource"] for one in content["entry"] if one["resource"]["resourceType"] == kind]


# Records


def test_a_bundle_is_valid_and_holds_the_page(capsys: Output, tmp_path: Path) -> None:
    out = tmp_path / "bundle.json"
    told = ("--date", "2026-11-27T10:40+01:00", "--reference", "77-1")
    assert asked(capsys, "export", DESIGN, "--format", "fhir", "-o", out, *told) == ""
    content = bundle(out)
    assert fhir_problems(content) == []
    assert content["timestamp"] == "2026-11-27T10:40:00+01:00"
    assert of_kind(content, "Patient")[0]["identifier"][0]["value"] == "77-1"
    pdf = of_kind(content, "DocumentReference")[0]["content"][0]["attachment"]
    assert base64.b64decode(pdf["data"]).startswith(b"%PDF-")


@pytest.mark.parametrize("told", [(), ("--date", "2026-11-27T10:40+01:00")], ids=["undated", "dated"])
def test_the_same_drawing_gives_the_same_bytes_on_any_day(
    capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: tuple[str, ...]
) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Later":
            return cls(2031, 1, 2, 3, 4, tzinfo=tz)

    asked(capsys, "export", DESIGN, "--format", "fhir", "-o", tmp_path / "one.json", *told)
    monkeypatch.setattr("bodymap.report.paper.print_sheet.datetime", Later)
    asked(capsys, "export", DESIGN, "--format", "fhir", "-o", tmp_path / "two.json", *told)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_drawing_is_never_overwritten_by_what_is_made_of_it(capsys: Output, tmp_path: Path) -> None:
    drawing = tmp_path / "pain.json"
    shutil.copy(DESIGN, drawing)
    assert "the drawing itself" in refused(capsys, "export", drawing, "--format", "fhir", "-o", drawing)
    assert drawing.read_bytes() == DESIGN.read_bytes()


def test_a_date_that_is_none_is_one_line(capsys: Output, tmp_path: Path) -> None:
    error = refused(capsys, "export", DESIGN, "--format", "fhir", "-o", tmp_path / "b.json", "--date", "today")
    assert "2026-11-27T10:40+01:00" in error


# A folder


@pytest.mark.parametrize(
    ("style", "suffix", "start"),
    [("fhir", ".fhir.json", b"{"), ("svg", ".svg", b"<?xml"), ("png", ".png", b"\x89PNG"), ("pdf", ".pdf", b"%PDF-")],
)
def test_a_folder_becomes_a_folder_of_the_same_shape(
    capsys: Output, folder: Path, tmp_path: Path, style: str, suffix: str, start: bytes
) -> None:
    out = tmp_path / "new" / "out"
    assert asked(capsys, "export", folder, "--format", style, "-o", out) == ""
    made = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert made == [f"Ann/first{suffix}", f"Ann/second{suffix}", f"Bob{suffix}"]
    assert all((out / name).read_bytes().startswith(start) for name in made)


def test_equal_drawings_of_two_patients_share_no_identity(capsys: Output, tmp_path: Path) -> None:
    for patient in ("Ann", "Bob"):
        (tmp_path / "in" / patient).mkdir(parents=True)
        shutil.copy(DESIGN, tmp_path / "in" / patient / "1.json")
    asked(capsys, "export", tmp_path / "in", "--format", "fhir", "-o", tmp_path)
    one, other = (
        {entry["fullUrl"] for entry in bundle(tmp_path / patient / "1.fhir.json")["entry"]}
        for patient in ("Ann", "Bob")
    )
    assert not one & other


def test_exports_into_the_same_folder_are_not_taken_for_drawings(capsys: Output, folder: Path) -> None:
    for _ in range(2):
        assert asked(capsys, "export", folder, "--format", "fhir", "-o", folder) == ""


def test_one_chart_alone_with_a_muscle_of_choice(capsys: Output, tmp_path: Path) -> None:
    out = tmp_path / "back.svg"
    asked(capsys, "export", DESIGN, "--format", "svg", "-o", out, "--chart", "back", "--muscle", "iliopsoas")
    ids = {element.get("id") for element in ElementTree.parse(out).iter()}
    assert "body-back" in ids
    assert "body-front" not in ids
    assert "Iliopsoas" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("style", ["svg", "csv"])
def test_a_bad_file_is_one_line_and_the_rest_goes_on(capsys: Output, folder: Path, tmp_path: Path, style: str) -> None:
    (folder / "bad.json").write_text("{")
    assert main(["export", str(folder), "--format", style, "-o", str(tmp_path / "out")]) == 1
    output, error = capsys.readouterr()
    assert output == ""
    assert error.count("\n") == 1
    assert "bad.json is not valid JSON" in error
    assert len(list((tmp_path / "out").rglob("*.*"))) >= 3


@pytest.mark.parametrize("style", ["fhir", "svg", "pdf", "csv"])
def test_an_answer_that_its_question_does_not_take_names_its_file(
    capsys: Output, folder: Path, tmp_path: Path, style: str
) -> None:
    write_drawing(WALK.model_copy(update={"answers": {"worse_upright": 400}}), folder / "Ann" / "odd.json")
    assert main(["export", str(folder), "--format", style, "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith(f"bodymap: {folder / 'Ann' / 'odd.json'}: The answer 'worse_upright'")


@pytest.mark.parametrize("style", ["svg", "csv"])
def test_a_folder_of_bad_files_makes_nothing(capsys: Output, tmp_path: Path, style: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.json").write_text("{")
    assert main(["export", str(tmp_path / "in"), "--format", style, "-o", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not [path for path in tmp_path.rglob("out/*") if path.is_file()]


def test_what_cannot_be_is_one_line(capsys: Output, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "does not exist" in refused(
        capsys, "export", tmp_path / "nowhere.json", "--format", "svg", "-o", out / "x.svg"
    )
    (tmp_path / "empty").mkdir()
    assert "no drawing in" in refused(capsys, "export", tmp_path / "empty", "--format", "svg", "-o", out)
    assert "separately" in refused(capsys, "export", folder, "--format", "fhir", "-o", out, "--reference", "77")
    assert "ends in .svg" in refused(capsys, "export", DESIGN, "--format", "svg", "-o", tmp_path / "x.png")
    assert "ends in .json" in refused(capsys, "export", DESIGN, "--format", "fhir", "-o", tmp_path / "x")
    (tmp_path / "file").write_text("")
    assert "cannot be created" in refused(capsys, "export", folder, "--format", "svg", "-o", tmp_path / "file" / "x")
    assert "--help` shows how" in refused(capsys, "export", folder, "-o", out)
    assert not out.exists()


# Studies


def test_tables_know_the_patient_by_the_folder(capsys: Output, folder: Path, tmp_path: Path) -> None:
    asked(capsys, "export", folder, "--format", "csv", "-o", tmp_path / "out")
    with (tmp_path / "out" / "drawings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["drawing"] for row in rows}) == 3
    assert sorted([row["patient"] for row in rows].count(one) for one in {row["patient"] for row in rows}) == [1, 2]


def pseudonyms(out: Path) -> list[str]:
    return sorted(parquet.read_table(out / "drawings.parquet").column("patient").to_pylist())


def test_a_key_joins_two_runs_and_without_one_nothing_does(capsys: Output, folder: Path, tmp_path: Path) -> None:
    key = tmp_path / "study.key"
    runs = []
    for number, more in enumerate([["--key-file", str(key)], ["--key-file", str(key)], []]):
        out = tmp_path / f"out-{number}"
        assert main(["export", str(folder), "--format", "parquet", "-o", str(out), *more]) == 0
        runs.append((pseudonyms(out), capsys.readouterr().err))
    assert runs[0][0] == runs[1][0] != runs[2][0]
    assert "keep it secret" in runs[0][1]
    assert runs[1][1] == runs[2][1] == ""


def test_a_key_beside_the_tables_is_refused(capsys: Output, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "Keep it in another folder" in refused(
        capsys, "export", folder, "--format", "csv", "-o", out, "--key-file", out / "sub" / ".." / "study.key"
    )


def test_tables_need_no_qt(folder: Path, tmp_path: Path) -> None:
    """A study is made on machines without a screen and its libraries."""
    code = (
        "import sys; from bodymap.cli import main; "
        f"code = main(['export', {str(folder)!r}, '--format', 'csv', '-o', {str(tmp_path / 'out')!r}]); "
        "sys.exit(code or any(name.startswith(('PySide6', 'pyarrow', 'fhir')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
