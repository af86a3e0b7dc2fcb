"""`bodymap group` as a person calls it: what it prints, writes and returns."""

import json
from pathlib import Path

import pytest

from bodymap.cli import main
from tests.report.groups import folder


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return folder(tmp_path / "people")


def test_prints_a_table(people: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["group", str(people)]) == 0
    said = capfd.readouterr()
    assert said.err == ""
    assert said.out.startswith("4 drawings counted.")
    assert "back/lumbar-right  3         75 %" in said.out


def test_json_with_muscles(people: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["group", str(people), "--format", "json", "--muscles", "--figure", "female"]) == 0
    data = json.loads(capfd.readouterr().out)
    assert (data["drawings"], data["left_out"]) == (3, 1)
    assert max(row["in_smallest_set"] for row in data["muscles"]) == 2


@pytest.mark.parametrize("name", ["map.svg", "map.png"])
def test_draws_the_map(people: Path, tmp_path: Path, name: str, qapp: object) -> None:
    assert main(["group", str(people), "-o", str(tmp_path / name), "--format", "csv"]) == 0
    content = (tmp_path / name).read_bytes()
    assert content.startswith(b"<?xml" if name.endswith("svg") else b"\x89PNG")
    if name.endswith("svg"):
        assert "Where pain was how often in 4 drawings" in content.decode()


def test_some_bad_files_are_named_and_the_code_is_1(people: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (people / "bad.json").write_text("[]", encoding="utf-8")
    assert main(["group", str(people)]) == 1
    said = capfd.readouterr()
    assert said.out.startswith("4 drawings counted.")
    assert said.err.count("\n") == 1
    assert "bad.json is not a bodymap drawing" in said.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["{0}/no.json"], "no.json does not exist"),
        (["{0}/bad/x.json", "{0}/bad/y.json"], "y.json is not valid JSON"),
        (["{0}/empty"], "There is no drawing in"),
        (["{0}/people", "-o", "map.gif"], "ends in .png or .svg"),
        (["{0}/people/b.json", "--figure", "male"], "No drawing is on the male figure"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_the_code_is_2(
    people: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    for name in "xy":
        (tmp_path / "bad" / f"{name}.json").write_text("{", encoding="utf-8")
    assert main(["group", *(one.format(tmp_path) for one in arguments)]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    *others, last = said.err.splitlines()
    assert sentence in last
    assert len(others) == sum("bad/" in one for one in arguments) - ("bad" in arguments[0])
