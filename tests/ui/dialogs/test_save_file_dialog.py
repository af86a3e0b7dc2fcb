"""Saving a file: asked for where none is given, with its suffix; what goes wrong is told in one sentence."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from bodymap.errors import BodymapError
from bodymap.files import write_output
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.dialogs.save_file_dialog import save_file
from bodymap.ui.window.main_window import MainWindow
from tests.ui.conftest import Answers


def save(window: MainWindow, path: Path | None, folder: Path) -> Path | None:
    return save_file(
        window,
        path,
        lambda chosen: write_output(chosen, b"written"),
        title="Save the table",
        proposed=folder / "table.csv",
        kinds="Tables (*.csv)",
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the dialog was asked with; the person chooses the name `mine` in the proposed folder."""
    calls: list[tuple[object, ...]] = []

    def choose(_window: object, *said: object) -> tuple[str, str]:
        calls.append(said)
        return str(Path(str(said[1])).with_name("mine")), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return calls


def test_a_name_that_is_asked_for_takes_the_proposed_suffix(
    window: MainWindow, tmp_path: Path, asked: list[tuple[object, ...]], boxes: Answers
) -> None:
    assert save(window, None, tmp_path) == tmp_path / "mine.csv"
    assert asked == [("Save the table", str(tmp_path / "table.csv"), "Tables (*.csv)")]
    assert (tmp_path / "mine.csv").read_bytes() == b"written"
    assert boxes.said == []


@pytest.mark.parametrize(("answer", "left"), [("Cancel", b"older"), ("Replace", b"written")])
def test_a_file_that_only_the_suffix_makes_it_replace_is_asked_about(
    window: MainWindow, tmp_path: Path, asked: list[tuple[object, ...]], boxes: Answers, answer: str, left: bytes
) -> None:
    (tmp_path / "mine.csv").write_bytes(b"older")
    boxes.give = [answer]
    save(window, None, tmp_path)
    assert asked
    assert boxes.said == ["There is a file 'mine.csv' already. Replace it?"]
    assert (tmp_path / "mine.csv").read_bytes() == left


def test_a_given_path_is_taken_as_it_is(
    window: MainWindow, tmp_path: Path, asked: list[tuple[object, ...]], boxes: Answers
) -> None:
    assert save(window, tmp_path / "given", tmp_path) == tmp_path / "given"
    assert (tmp_path / "given").read_bytes() == b"written"
    assert not asked
    assert boxes.said == []


def test_who_chooses_nothing_saves_nothing(
    window: MainWindow, tmp_path: Path, boxes: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert save(window, None, tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    assert boxes.said == []


def test_what_goes_wrong_is_told_and_nothing_counts_as_saved(
    window: MainWindow, tmp_path: Path, boxes: Answers
) -> None:
    assert save(window, tmp_path / "nowhere" / "table.csv", tmp_path) is None
    with pytest.raises(BodymapError) as told:
        write_output(tmp_path / "nowhere" / "table.csv", b"")
    assert boxes.said == [error_sentence(told.value)]
