"""Many drawings: which files a folder holds, and that a bad one is one line while the others go on."""

import os
import sys
from pathlib import Path

import pytest

from bodymap.commands.batch import DrawingFile, drawing_files, work_on_each
from bodymap.errors import BodymapError
from tests.refusals import refused


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")


def test_a_folder_is_every_drawing_below_it(tmp_path: Path) -> None:
    touch(
        tmp_path, "b.json", "a.json", "ann/1.json", "ann/2.json", ".hidden.json", ".git/x.json", "a.fhir.json", "x.txt"
    )
    found = drawing_files([tmp_path])
    assert [one.place for one in found] == ["a", "ann/1", "ann/2", "b"]
    assert [one.patient for one in found] == ["a", "ann", "ann", "b"]
    assert found[1].output_path(tmp_path / "out", ".svg") == tmp_path / "out" / "ann" / "1.svg"


def test_places_are_unique_where_files_are_called_alike(tmp_path: Path) -> None:
    touch(tmp_path, "one/a.json", "two/a.json", "two/A.JSON", "two/a-2.json")
    paths = [tmp_path / name for name in ("one/a.json", "two/a.json", "two/A.JSON", "two/a-2.json")]
    places = [one.place for one in drawing_files(paths)]
    assert places[:2] == ["a", "a-2"]
    assert len({place.casefold() for place in places}) == len(places)


def test_a_file_that_is_named_twice_is_one(tmp_path: Path) -> None:
    touch(tmp_path, "a.json", "b.json")
    paths = [tmp_path / "b.json", tmp_path, tmp_path / "a.json", tmp_path / "b.json"]
    assert [one.place for one in drawing_files(paths)] == ["b", "a"]


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    assert [one.place for one in drawing_files([tmp_path / "not there.txt"])] == ["not there"]


def test_a_folder_without_drawings_is_said(tmp_path: Path) -> None:
    touch(tmp_path, "notes.txt")
    with refused("command.no_drawing"):
        drawing_files([tmp_path])


FILES = [DrawingFile(Path(f"{n}.json"), str(n)) for n in range(3)]


@pytest.mark.parametrize(("bad", "code"), [((), 0), (("1",), 1), (("0", "1", "2"), 2)])
def test_bad_files_are_a_line_each_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str], bad: tuple[str, ...], code: int
) -> None:
    done = []

    def work(file: DrawingFile) -> None:
        if file.place in bad:
            raise BodymapError("drawing.missing", path=f"{file.path} is\nbad\x1b[31m.")
        done.append(file.place)

    assert work_on_each(FILES, work) == code
    assert done == [file.place for file in FILES if file.place not in bad]
    output, error = capsys.readouterr()
    assert output == ""
    assert error == "".join(
        f"bodymap: {name}.json is bad\N{REPLACEMENT CHARACTER}[31m. does not exist. Check the name.\n" for name in bad
    )


def test_a_terminal_shows_a_bar_and_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    termios = pytest.importorskip("termios", reason="a terminal of POSIX")
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 80))

    def work(file: DrawingFile) -> None:
        if file.place == "1":
            raise BodymapError("drawing.missing", path="one.json")

    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        assert work_on_each(FILES, work) == 1
        terminal.flush()
        seen = ""
        while "name.\r\n" not in seen:  # comes in pieces
            seen += os.read(ours, 100_000).decode()
    os.close(ours)
    assert "/3 [" in seen
    assert "\rbodymap: one.json does not exist. Check the name.\r\n" in seen
