"""The scores of the open drawing: read, copied, saved as the row that the command writes."""

import csv
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from bodymap.drawing.model import Drawing
from bodymap.report.instruments.results import score_result
from bodymap.ui.dialogs.scores_dialog import ScoresDialog
from bodymap.ui.window.main_window import MainWindow
from tests.ui.conftest import Answers
from tests.ui.hands import push, settle


def opened(window: MainWindow, drawing: Drawing) -> ScoresDialog:
    window.document.set_drawing(drawing)
    (action,) = (one for one in window.actions() if one.text() == "Scores as &instruments …")
    action.trigger()
    settle()
    return next(one for one in window.findChildren(ScoresDialog) if one.isVisible())


def test_the_open_drawing_is_scored_and_can_be_copied(window: MainWindow, example: Drawing) -> None:
    dialog = opened(window, example)
    scored = score_result(example)
    push(dialog, "Copy")
    copied = QGuiApplication.clipboard().text()
    for name in ("choir", "michigan", "wpi"):
        row = scored[name]
        assert f"{row['name']}: {row['count']} of {row['of']}, approximate" in copied
        assert "Source: " in copied
    push(dialog, "Close")


def test_it_is_saved_as_the_row_of_the_command(
    window: MainWindow, example: Drawing, tmp_path: Path, boxes: Answers
) -> None:
    dialog = opened(window, example)
    dialog.save(tmp_path / "scores.csv")
    with (tmp_path / "scores.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["choir_ids"] == ",".join(score_result(example)["choir"]["ids"])
    assert row["file"] == ""
    dialog.save(tmp_path / "nowhere" / "scores.csv")
    assert ["there is no folder" in one for one in boxes.said] == [True]
    dialog.accept()
