"""The tables of a study: they say what the program says of a drawing, nothing of who it is, and the dictionary fits."""

import csv
import io
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.atlas.shipped import load_atlas
from bodymap.clinic.analysis.visit_metrics import marked_regions
from bodymap.clinic.model import Patient, Visit
from bodymap.drawing.findings import Findings, MuscleFinding
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.match import match_drawing
from bodymap.report.exchange.study.columns import (
    TABLES,
    AnswerRow,
    Column,
    DrawingRow,
    MarkRow,
    MuscleRow,
    RegionRow,
    columns,
)
from bodymap.report.exchange.study.pseudonyms import Pseudonyms
from bodymap.report.exchange.study.study_files import DICTIONARY, dictionary_csv, write_study
from bodymap.report.exchange.study.study_rows import StudyVisit, study_rows
from tests.matching.strategies import drawings, questioned
from tests.refusals import refused
from tests.report.drawings import WALK

KEY = Pseudonyms(b"k" * 32)
PATIENT = Patient("0a1b2c", "Ann Møller", date(1971, 3, 9), "77-1", note="afraid of needles")
EXAMINED = WALK.model_copy(
    update={
        "answers": {**WALK.answers, "pain_days": 12, "worse_side": "right", "annmoller": True},
        "findings": Findings(
            muscles=(
                MuscleFinding(muscle="quadratus_lumborum", side="right", verdict="confirmed", note="Ann is tender"),
                MuscleFinding(muscle="rectus_abdominis", side="left", verdict="ruled_out"),
                MuscleFinding(muscle="of another atlas", side="left", verdict="later"),
            )
        ),
    }
)
VISIT = Visit("3d4e5f", PATIENT.id, datetime(2026, 11, 27, 9, 41, tzinfo=UTC), EXAMINED, "came with Bob", "swims daily")
STORED = StudyVisit.of(PATIENT, VISIT)


def rows(drawing: Drawing, kind: type[Any]) -> list[Any]:
    return [row for row in study_rows(StudyVisit("p", "v", drawing), KEY) if type(row) is kind]


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# What the rows say


@given(drawings(least=0) | questioned())
def test_every_value_is_of_the_type_and_among_the_values_that_the_dictionary_allows(drawing: Drawing) -> None:
    visit = StudyVisit("p", "v", drawing, date(1971, 3, 9), datetime(2026, 1, 2, tzinfo=UTC))
    for row in study_rows(visit, KEY):
        for column, value in zip(columns(type(row)), astuple(row), strict=True):
            assert fits(column, value), (column, value)


def fits(column: Column, value: object) -> bool:
    if value is None:
        return column.may_be_empty
    kinds = {"text": str, "integer": int, "number": float, "yes_no": bool, "date": date}
    if type(value) is not kinds[column.type] or value == "":
        return False
    if column.about.allowed:
        told = str(value).lower() if isinstance(value, bool) else str(value)
        return told in column.about.allowed
    low, _, high = column.about.range.partition(" to ")
    if isinstance(value, int | float) and high:
        return float(low) <= value <= float(high)
    return not (isinstance(value, int) and " or more" in column.about.range) or value >= int(column.about.range[0])


@given(drawings() | questioned(least=1))
def test_rows_say_what_the_program_says(drawing: Drawing) -> None:
    match = match_drawing(drawing)
    (of_drawing,) = rows(drawing, DrawingRow)
    assert of_drawing.unexplained == pytest.approx(match.ranking.unexplained, abs=1e-6)
    marks = rows(drawing, MarkRow)
    assert [(row.quality, row.intensity) for row in marks] == [(one.quality, one.intensity) for one in drawing.marks]
    found = rows(drawing, RegionRow)
    assert sorted(row.region for row in found if row.counts) == sorted(marked_regions(match))
    assert of_drawing.regions == len(marked_regions(match))
    muscles = rows(drawing, MuscleRow)
    assert [(row.muscle, row.side) for row in muscles] == [row.key for row in match.ranking.rows]
    assert [row.rank for row in muscles] == list(range(1, len(muscles) + 1))
    assert {(row.muscle, row.side) for row in muscles if row.in_smallest_set} == {one.row.key for one in match.cover}


def test_a_region_tells_the_strongest_and_every_kind_of_pain_in_it() -> None:
    marks = (
        Mark(region="back/sacrum", intensity=3, quality="numb"),
        Mark(region="back/sacrum", intensity=8, quality="aching"),
        Mark(region="back/lumbar-left", intensity=9),
    )
    found = {row.region: row for row in rows(Drawing(marks=marks), RegionRow)}
    assert found.keys() == {"back/sacrum", "back/lumbar-left"}  # not the neighbours that share a border
    assert (found["back/sacrum"].highest_intensity, found["back/sacrum"].qualities) == (8, "aching numb")
    assert (found["back/lumbar-left"].highest_intensity, found["back/lumbar-left"].qualities) == (9, None)


def test_an_empty_drawing_has_its_row() -> None:
    every = list(study_rows(StudyVisit("p", "v", Drawing()), KEY))
    assert [type(row) for row in every] == [DrawingRow]


def test_verdicts_stand_beside_the_ranking_and_without_it() -> None:
    judged = {(row.muscle, row.side): row for row in rows(EXAMINED, MuscleRow) if row.verdict}
    assert judged["quadratus_lumborum", "right"].rank is not None
    away = judged["rectus_abdominis", "left"]
    assert (away.verdict, away.rank is None) == (
        "ruled_out",
        ("rectus_abdominis", "left") not in match_drawing(EXAMINED).ranking.by_key,
    )
    assert len(judged) == 2


def test_only_answers_to_known_questions_are_told() -> None:
    told = {row.question: row.value for row in rows(EXAMINED, AnswerRow)}
    assert told.keys() == EXAMINED.answers.keys() - {"annmoller"}
    assert (told["pain_days"], told["worse_side"], told["worse_lying_on_side"]) == ("12", "right", "false")
    assert told.keys() <= load_atlas().answers.keys()


def test_dates_are_moved_unless_the_study_keeps_them() -> None:
    (moved, *_), (kept, *_) = study_rows(STORED, KEY), study_rows(STORED, KEY, keep_dates=True)
    assert isinstance(moved, DrawingRow)
    assert isinstance(kept, DrawingRow)
    assert kept.date == date(2026, 11, 27)
    assert moved.date == KEY.shifted(PATIENT.id, date(2026, 11, 27))
    assert moved.age_band == "50–59"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of this machine cannot be changed here")
def test_the_day_of_a_visit_is_that_of_the_clinic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stores keep moments in UTC: in the morning of a clinic far in the east it is still the day before there."""
    monkeypatch.setenv("TZ", "Australia/Sydney")
    time.tzset()
    try:
        morning = replace(STORED, started=datetime(2026, 3, 8, 22, 0, tzinfo=UTC))
        (row, *_) = study_rows(morning, KEY, keep_dates=True)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert isinstance(row, DrawingRow)
    assert row.date == date(2026, 3, 9)


def test_a_drawing_that_cannot_be_matched_is_said() -> None:
    with refused("drawing.unknown_region"):
        list(study_rows(StudyVisit("p", "v", Drawing(marks=(Mark(region="back/tail"),))), KEY))


# The files


@pytest.fixture(params=["csv", "parquet"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    return write_study(tmp_path, study_rows(STORED, KEY), request.param)


def test_no_file_tells_who_it_is(written: list[Path]) -> None:
    secrets = [PATIENT.id, VISIT.id, "Ann", "ller", "1971", "77-1", "needles", "Bob", "swims", "2026-11-27", "09:41"]
    for path in written:
        text = path.read_text(encoding="utf-8") if path.suffix == ".csv" else _all_of(path)
        text = re.sub(r"\b[0-9a-f]{16}\b", "", text)  # a pseudonym may hold any figures
        if path.name == DICTIONARY:
            continue
        assert [secret for secret in secrets if secret in text] == [], path.name


def _all_of(path: Path) -> str:
    table = parquet.read_table(path)
    return f"{table.schema} {table.to_pylist()}"


def test_files_hold_the_columns_of_the_dictionary(written: list[Path]) -> None:
    entries = csv_rows(written[-1])
    assert written[-1].name == DICTIONARY
    assert [path.stem for path in written[:-1]] == list(TABLES)
    for path in written[:-1]:
        told = [entry["column"] for entry in entries if entry["table"] == path.stem]
        if path.suffix == ".csv":
            assert path.read_text(encoding="utf-8").splitlines()[0].split(",") == told
        else:
            schema = parquet.read_schema(path)
            assert schema.names == told
            meanings = [entry["meaning"] for entry in entries if entry["table"] == path.stem]
            assert [field.metadata[b"meaning"].decode() for field in schema] == meanings


def test_every_column_says_what_it_means() -> None:
    entries = list(csv.DictReader(io.StringIO(dictionary_csv())))
    assert all(entry["meaning"] for entry in entries)
    assert len({(entry["table"], entry["column"]) for entry in entries}) == len(entries)


def test_csv_and_parquet_hold_the_same(tmp_path: Path) -> None:
    every = list(study_rows(STORED, KEY))
    write_study(tmp_path, every, "csv")
    write_study(tmp_path, every, "parquet")
    for name in TABLES:
        typed = parquet.read_table(tmp_path / f"{name}.parquet").to_pylist()
        plain = csv_rows(tmp_path / f"{name}.csv")
        assert [[_text(value) for value in row.values()] for row in typed] == [list(row.values()) for row in plain]
        assert plain


def _text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@given(st.permutations(["Ann", "Bob", "Cy"]))
def test_the_order_of_the_names_is_not_the_order_of_the_rows(
    tmp_path_factory: pytest.TempPathFactory, order: Sequence[str]
) -> None:
    folder = tmp_path_factory.mktemp("study")

    def several() -> Iterable[Any]:
        for name in order:
            yield from study_rows(StudyVisit(name, "v", WALK), KEY)

    write_study(folder, several(), "csv")
    found = [row["patient"] for row in csv_rows(folder / "drawings.csv")]
    assert found == sorted(KEY.patient(name) for name in ("Ann", "Bob", "Cy"))
    marks = csv_rows(folder / "marks.csv")
    assert [int(row["mark"]) for row in marks] == [1, 2, 3, 4, 5] * 3
