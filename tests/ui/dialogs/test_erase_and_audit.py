"""Erasing asks for the name or reference; the audit trail is read, saved as a file, and notes that it was saved."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bodymap.clinic.store.store import Store
from bodymap.ui.dialogs.audit_dialog import AuditDialog
from bodymap.ui.dialogs.erase_dialog import EraseDialog
from tests.ui.clinic_people import CARPENTER, fill, open_store
from tests.ui.conftest import Answers
from tests.ui.hands import push, settle, words


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        fill(opened)
        yield opened


class Asking:
    """The question, and how often it was answered yes."""

    def __init__(self, qtbot: QtBot, reference: str = CARPENTER.reference, name: str = CARPENTER.name) -> None:
        self.erased: list[bool] = []
        patient = replace(CARPENTER, reference=reference, name=name)
        self.dialog = EraseDialog(None, patient, 12)
        self.dialog.erase_confirmed.connect(lambda: self.erased.append(True))
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        settle()


@pytest.mark.parametrize("typed", ["Tom Hale", " tom  hale ", "A-1042", "a-1042"])
def test_the_name_or_the_reference_confirms(qtbot: QtBot, typed: str) -> None:
    asking = Asking(qtbot)
    QTest.keyClicks(asking.dialog.typed, typed)
    push(asking.dialog, "Erase for good")
    assert asking.erased == [True]
    assert not asking.dialog.isVisible()


def test_a_name_can_be_typed_on_any_keyboard(qtbot: QtBot) -> None:
    asking = Asking(qtbot, name="Zoë O’Brien–Łuk")
    QTest.keyClicks(asking.dialog.typed, "zoe o'brien-luk")
    assert asking.dialog.erase_button.isEnabled()


@pytest.mark.parametrize("typed", ["", " ", "Tom", "Tom Hal", "yes"])
def test_nothing_else_does(qtbot: QtBot, typed: str) -> None:
    for reference in ("A-1042", ""):
        asking = Asking(qtbot, reference)
        QTest.keyClicks(asking.dialog.typed, typed)
        assert not asking.dialog.erase_button.isEnabled()
        QTest.keyClick(asking.dialog.typed, Qt.Key.Key_Return)
        assert asking.erased == []


def test_it_says_what_goes_and_what_stays_elsewhere(qtbot: QtBot) -> None:
    said = " ".join(words(Asking(qtbot).dialog))
    elsewhere = ("Backups", "a restore set aside", "printed", "audit trail")
    for part in ("Tom Hale", "12 visits", "cannot be taken back", *elsewhere):
        assert part in said


@pytest.fixture
def trail(qtbot: QtBot, store: Store) -> AuditDialog:
    store.note("printed", patient="carpenter", visit="carpenter-3", detail="summary")
    made = AuditDialog(None, store, CARPENTER)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_newest_line_stands_first_and_others_are_not_there(trail: AuditDialog, store: Store) -> None:
    assert trail.table.rowCount() == len(store.audit("carpenter")) == 14
    first = [item.text() for column in range(3) if (item := trail.table.item(0, column)) is not None]
    assert first[1:] == ["A. Miller at desk 1", "Visit of 19 Jan 2026 printed: summary"]


def test_the_file_has_every_line_and_saving_is_noted(trail: AuditDialog, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "trail.csv"
    trail.save(file)
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 1 + trail.table.rowCount()
    assert rows[1][2] == "Visit of 19 Jan 2026 printed: summary"
    newest = store.audit("carpenter")[0]
    assert (newest.action, newest.detail) == ("exported", "audit trail")


def test_a_folder_that_is_not_there_is_told(trail: AuditDialog, store: Store, tmp_path: Path, boxes: Answers) -> None:
    trail.save(tmp_path / "missing" / "trail.csv")
    (said,) = boxes.said
    assert "no folder" in said
    assert store.audit("carpenter")[0].action == "printed", "what was not written is not noted"
