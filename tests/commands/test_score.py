"""`bodymap score`: what design and issue promise to those who read JSON and CSV, and whole folders with bad files."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from bodymap.body.figure import CHARTS
from bodymap.cli import main
from bodymap.commands.score import SCORES
from bodymap.drawing.file import write_drawing
from bodymap.drawing.model import Drawing, Mark
from bodymap.report.instruments.results import SCORES as ALL
from bodymap.report.instruments.results import score_result
from tests.report.drawings import WALK

Output = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three drawings, and something that is none of a study's business."""
    write_drawing(WALK, tmp_path / "b.json")
    write_drawing(Drawing(figure="male", marks=(Mark(region="front/upper-arm-front-left"),)), tmp_path / "a.json")
    write_drawing(Drawing(), tmp_path / "c.json")
    (tmp_path / "notes.txt").write_text("not a drawing")
    return tmp_path


def score(capsys: Output, *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, output and complaints of the command."""
    try:
        code = main(["score", *(str(argument) for argument in arguments)])
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    return code, *capsys.readouterr()


def scored(capsys: Output, *arguments: str | Path) -> Any:
    """The JSON that it prints."""
    code, output, error = score(capsys, *arguments, "--format", "json")
    assert (code, error) == (0, "")
    return json.loads(output)


def test_json_has_each_instrument_with_areas_count_limits_and_source(capsys: Output, folder: Path) -> None:
    result = scored(capsys, folder / "b.json")
    assert result["file"] == str(folder / "b.json")
    assert result["share"] == 0.1
    for name in ("choir", "michigan", "wpi", "extent"):
        one = result[name]
        assert one["count"] == len(one["areas"])
        assert one["source"]
        for limit in one["approximate"]:
            assert limit["why"]
            assert limit.get("areas") != []
    choir = result["choir"]
    assert len(choir["ids"]) == len(choir["redcap"]) == len(choir["native_female"]) == choir["count"]
    assert {"219", "224"} <= set(choir["ids"])
    assert "30" in result["michigan"]["keys"]
    assert set(result["wpi"]["regions"]) == {"left upper", "right upper", "left lower", "right lower", "axial"}
    assert result["wpi"]["generalized"] is False
    assert "Symptom Severity Scale" in result["wpi"]["note"]
    assert set(result["extent"]["charts"]) == set(CHARTS)
    assert result["extent"]["side"] in ("left", "right", "both", "midline")


def test_several_are_a_list_and_so_is_a_folder_by_name(capsys: Output, folder: Path) -> None:
    listed = scored(capsys, folder / "b.json", folder / "a.json")
    assert [row["file"] for row in listed] == [str(folder / "b.json"), str(folder / "a.json")]
    assert listed[0] == scored(capsys, folder / "b.json")
    assert [Path(row["file"]).name for row in scored(capsys, folder)] == ["a.json", "b.json", "c.json"]


def test_csv_is_a_row_a_drawing_and_says_what_json_says(capsys: Output, folder: Path) -> None:
    code, output, error = score(capsys, folder, "--format", "csv")
    assert (code, error) == (0, "")
    rows = list(csv.DictReader(io.StringIO(output)))
    for row, result in zip(rows, scored(capsys, folder), strict=True):
        assert (row["file"], row["figure"]) == (result["file"], result["figure"])
        assert float(row["share"]) == result["share"]
        assert row["choir_ids"] == ",".join(result["choir"]["ids"])
        assert row["choir_redcap"] == ",".join(result["choir"]["redcap"])
        assert row["choir_native_female"] == ",".join(result["choir"]["native_female"] or [])
        assert {row[f"{name}_approximate"] for name in ALL} == {"1"}
        assert row["michigan_keys"] == ",".join(result["michigan"]["keys"])
        assert int(row["wpi_count"]) == result["wpi"]["count"]
        assert int(row["wpi_generalized"]) == result["wpi"]["generalized"]
        assert float(row["extent_percent"]) == result["extent"]["percent"]
        assert row["extent_side"] == result["extent"]["side"]
        for chart, found in result["extent"]["charts"].items():
            at = [row[f"extent_{chart}_{axis}"] for axis in "xy"]
            assert at == [str(value) for value in found["centroid"] or ("", "")]
            assert int(row[f"extent_{chart}_sites"]) == found["sites"]
    assert f',"{rows[1]["choir_ids"]}",' in output  # a list is one cell
    assert "," in rows[1]["choir_ids"]


def test_the_share_is_shown_and_changes_what_counts(capsys: Output, folder: Path) -> None:
    loose, strict = (scored(capsys, folder / "b.json", "--share", share) for share in ("0.01", "1"))
    assert (loose["share"], strict["share"]) == (0.01, 1.0)
    assert set(strict["choir"]["ids"]) < set(loose["choir"]["ids"])
    assert "from 0.25 of its area" in score(capsys, folder / "b.json", "--share", "0.25")[1]


def test_one_instrument_alone(capsys: Output, folder: Path) -> None:
    whole = scored(capsys, folder / "b.json")
    alone = scored(capsys, folder / "b.json", "--instrument", "wpi")
    assert alone == {key: whole[key] for key in ("file", "figure", "share", "wpi")}
    header = score(capsys, folder, "--format", "csv", "--instrument", "michigan")[1].splitlines()[0]
    assert header == "file,figure,share,michigan_count,michigan_approximate,michigan_keys"


def test_the_table_names_every_instrument_and_what_the_index_leaves_open(capsys: Output, folder: Path) -> None:
    code, output, error = score(capsys, folder)
    assert (code, error) == (0, "")
    named = scored(capsys, folder / "b.json")
    for name in ALL:
        assert output.count(f"{named[name]['name']} ") == 3
    assert "Symptom Severity Scale" in output
    assert all(len(line) <= 110 for line in output.splitlines() if not line.startswith("/"))


def test_a_bad_file_is_named_and_the_others_are_scored(capsys: Output, folder: Path) -> None:
    (folder / "bad.json").write_text("{")
    code, output, error = score(capsys, folder, folder / "missing.json", "--format", "csv")
    assert code == 1
    assert len(output.splitlines()) == 4
    assert error.count("\n") == 2
    for line, name in zip(error.splitlines(), ("bad.json", "missing.json"), strict=True):
        assert line.startswith("bodymap: ")
        assert name in line


def test_nothing_readable_is_an_error(capsys: Output, tmp_path: Path) -> None:
    code, output, error = score(capsys, tmp_path)
    assert (code, output) == (2, "")
    assert error == f"bodymap: There is no drawing in {tmp_path}. Name a folder with .json files.\n"
    (tmp_path / "one.json").write_text("{")
    (tmp_path / "two.json").write_text("[]")
    code, output, error = score(capsys, tmp_path, "--format", "json")
    assert (code, output) == (2, "")
    assert [name in line for line, name in zip(error.splitlines(), ("one", "two"), strict=True)] == [True, True]


@pytest.mark.parametrize("share", ["0", "1.5", "-1", "nan", "many"])
def test_a_share_that_is_none_is_refused(capsys: Output, folder: Path, share: str) -> None:
    code, output, error = score(capsys, folder / "a.json", f"--share={share}")
    assert (code, output) == (2, "")
    assert error.count("\n") == 1
    assert "above 0 and at most 1" in error


def test_the_command_knows_every_score() -> None:
    assert SCORES == ALL
    assert set(score_result(WALK)) == {"figure", "share", *SCORES}


def test_a_bar_is_shown_on_a_terminal_only(capsys: Output, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    code, output, error = score(capsys, folder, "--format", "csv")
    assert code == 0
    assert "drawings/s" in error
    assert "Scoring" not in output
