"""`bodymap summary`: each sheet as asked for, and one clear line where something is wrong."""

from pathlib import Path

import pytest

from bodymap.cli import main
from bodymap.drawing.file import write_drawing
from tests.report.drawings import WALK
from tests.report.printed import tool


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "drawing.json"
    write_drawing(WALK, path)
    return path


@pytest.mark.parametrize(
    ("options", "title", "size"),
    [
        ([], "Session summary", "595.276 x 841.89 pts (A4)"),
        (["--for", "therapist", "--page", "Letter"], "Session summary", "612 x 792"),
        (["--for", "patient", "--black-and-white"], "Your visit", "595.276 x 841.89 pts (A4)"),
        (["--for", "blank", "--page", "A4"], "Where does it hurt?", "595.276 x 841.89 pts (A4)"),
    ],
)
def test_it_writes_what_is_asked_for(
    drawing: Path, tmp_path: Path, options: list[str], title: str, size: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out.pdf"
    assert main(["summary", str(drawing), "-o", str(output), *options]) == 0
    assert capsys.readouterr() == ("", "")
    said = tool("pdfinfo", str(output))
    assert title in said
    assert size in said


@pytest.mark.parametrize(("name", "words"), [("out.txt", "ends in .pdf"), ("nowhere/out.pdf", "there is no folder")])
def test_what_cannot_be_written_is_one_line(
    drawing: Path, tmp_path: Path, name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["summary", str(drawing), "-o", str(tmp_path / name)]) == 2
    output, error = capsys.readouterr()
    assert output == ""
    assert words in error
    assert error.count("\n") == 1


def test_an_unknown_sheet_is_refused(drawing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["summary", str(drawing), "-o", "out.pdf", "--for", "nobody"])
    assert "--help" in capsys.readouterr().err
