"""The page of a group: chosen files are counted, shown and saved; what cannot be read is told."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bodymap.clinic.analysis.group_counts import Source
from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError
from bodymap.ui.pages.group.group_page import GroupPage
from bodymap.ui.theme.palette import DARK_PALETTE, LIGHT_PALETTE
from tests.report.groups import folder
from tests.ui.conftest import Answers
from tests.ui.hands import push, settle, words


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> GroupPage:
    """The page before anything is counted."""
    made = GroupPage(LIGHT_PALETTE)
    qtbot.addWidget(made)
    made.resize(1280, 666)
    made.show()
    settle()
    return made


def cells(page: GroupPage) -> list[list[str]]:
    table = page.table
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(table.columnCount())]
        found.append([item.text() for item in items if item is not None])
    return found


def test_a_chosen_folder_is_counted_and_shown(page: GroupPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    assert not page.view.isVisible()
    assert not page.picture_button.isEnabled()
    push(page, "Choose a folder …")
    settle()
    assert page.group is not None
    assert page.view.isVisible()
    assert page.headline.text().startswith("4 drawings counted.")
    assert cells(page)[0] == ["Low back, right", "3", "75 %"]
    assert page.view.accessibleName() == "Where pain was how often in 4 drawings"
    push(page, "Muscles")
    assert cells(page) == [["Piriformis, right", "1"]]
    page.set_look(DARK_PALETTE)
    assert page.view.picture is not None
    assert page.view.picture.background == DARK_PALETTE.chart.page


def test_ranked_drawings_show_the_muscles(page: GroupPage, tmp_path: Path) -> None:
    page.ranking.setChecked(True)
    page.count([folder(tmp_path)])
    push(page, "Muscles")
    assert page.table.columnCount() == 4
    assert max(int(row[1]) for row in cells(page)) == 3


def test_picture_and_table_are_saved(
    page: GroupPage, tmp_path: Path, boxes: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.count([folder(tmp_path)])
    settle()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "map"), ""))
    push(page, "Save the picture …")
    push(page, "Save the table …")
    assert QImage(str(tmp_path / "map.png")).width() > 1000
    with (tmp_path / "map.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["id"] == "back/lumbar-right"
    assert boxes.said == []
    page.save_picture(tmp_path / "nowhere" / "map.png")
    assert "there is no folder" in boxes.said[-1]


def test_files_that_cannot_be_read_are_told(page: GroupPage, tmp_path: Path, boxes: Answers) -> None:
    for number in range(7):
        (tmp_path / f"bad{number}.json").write_text("{", encoding="utf-8")
    page.count([tmp_path])
    assert boxes.said[-1].count("\n") == 5
    assert boxes.said[-1].endswith("… and 2 more files")
    assert page.group is None
    page.count([tmp_path / "no-such-folder-or-file.json"])
    assert "does not exist" in boxes.said[-1]
    (tmp_path / "empty").mkdir()
    page.count([tmp_path / "empty"])
    assert "There is no drawing in" in boxes.said[-1]


class Patients:
    """The latest drawings of patients."""

    def __init__(self, *latest: Source) -> None:
        self._latest = latest

    def latest_visits(self) -> Sequence[Source]:
        return self._latest


def test_all_patients_are_counted_while_a_clinic_is_open(page: GroupPage, boxes: Answers) -> None:
    assert "All patients" not in words(page)
    drawn = Drawing(marks=(Mark(region="back/sacrum"),))

    def away() -> Drawing:
        raise BodymapError("drawing.missing", path="a.json")

    page.offer_patients(Patients(("", lambda: drawn), ("", lambda: drawn), ("", away)))
    push(page, "All patients")
    assert page.headline.text().startswith("2 drawings counted.")
    assert boxes.said == ["a.json does not exist. Check the name."]
    page.offer_patients(Patients())
    push(page, "All patients")
    assert "has a visit yet" in boxes.said[-1]
    page.offer_patients(None)
    assert "All patients" not in words(page)


def test_escape_stops_the_counting_and_then_goes_back(
    page: GroupPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[bool] = []
    page.back_requested.connect(lambda: went.append(True))
    page.activateWindow()
    settle()
    seen: list[bool] = []

    def press(done: int, whole: int) -> None:
        seen.append(page.folder_button.isEnabled())
        assert page.stop_button.isVisible()
        QTest.keyClick(page.table, Qt.Key.Key_Escape)
        GroupPage._progress(page, done, whole)

    monkeypatch.setattr(page, "_progress", press)
    page.count([folder(tmp_path)])
    assert page.group is None
    assert seen == [False]
    assert went == []
    assert page.folder_button.isEnabled()
    assert not page.stop_button.isVisible()
    page.go_back()
    assert went == [True]


def test_the_keyboard_reaches_everything(page: GroupPage, tmp_path: Path) -> None:
    page.count([folder(tmp_path)])
    settle()
    reached = set()
    for _ in range(14):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused.accessibleName() or getattr(focused, "text", str)())
    assert {"Choose files …", "Choose a folder …", "Counts", "Save the picture …", "Save the table …"} <= reached
    assert "Many drawings" in words(page)
