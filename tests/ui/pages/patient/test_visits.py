"""The visits of a patient: they open, are chosen for comparison, and show their pictures."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Visit
from bodymap.clinic.store.store import Store
from bodymap.ui.pages.patient.patient_page import PatientPage
from bodymap.ui.theme.palette import DARK_PALETTE, LIGHT_PALETTE
from tests.ui.clinic_people import visit_of
from tests.ui.hands import alike, pixel, push, settle, words
from tests.ui.pages.patient.conftest import Asked, card, click, pictures_there


def test_the_newest_visit_stands_first_and_has_the_keyboard(page: PatientPage) -> None:
    assert [line.id for line in page.visits.lines] == [f"carpenter-{number}" for number in reversed(range(12))]
    assert page.visits.hasFocus()
    assert page.visits.currentRow() == 0


def test_enter_opens_the_visit_that_the_keys_are_at(page: PatientPage, asked: Asked) -> None:
    QTest.keyClick(page.visits, Qt.Key.Key_Down)
    QTest.keyClick(page.visits, Qt.Key.Key_Return)
    assert asked.did == [("open", "carpenter-10")]


def test_a_click_opens_and_the_box_chooses(page: PatientPage, asked: Asked) -> None:
    click(page, card(page, 1))
    assert asked.did == [("open", "carpenter-10")]
    click(page, page.visits.compare_box(1).center())
    assert page.visits.chosen_ids() == ("carpenter-10",)
    assert len(asked.did) == 1
    click(page, page.visits.compare_box(1).center())
    assert page.visits.chosen_ids() == ()


def test_chosen_visits_are_compared_oldest_first(page: PatientPage, asked: Asked) -> None:
    for keys in ((Qt.Key.Key_Space,), (Qt.Key.Key_Down, Qt.Key.Key_Space), (Qt.Key.Key_End, Qt.Key.Key_Space)):
        for one in keys:
            QTest.keyClick(page.visits, one)
    assert page.compare_button.text() == "Compare 3 visits"
    push(page, "Compare 3 visits")
    assert asked.did == [("compare", ("carpenter-0", "carpenter-10", "carpenter-11"))]


@pytest.mark.parametrize(("row", "other"), [(0, 10), (1, 10), (7, 4)])
def test_a_single_chosen_visit_is_compared_with_the_newest(
    page: PatientPage, asked: Asked, row: int, other: int
) -> None:
    page.visits.setCurrentRow(row)
    QTest.keyClick(page.visits, Qt.Key.Key_Space)
    push(page, "Compare")
    assert asked.did == [("compare", (f"carpenter-{other}", "carpenter-11"))]


def test_what_was_chosen_stays_when_the_page_is_read_again(page: PatientPage, store: Store) -> None:
    page.visits.setCurrentRow(2)
    QTest.keyClick(page.visits, Qt.Key.Key_Space)
    store.add_visit(replace(visit_of("carpenter", 11, 353), id="carpenter-12"))
    page.refresh()
    assert page.visits.count() == 13
    assert page.visits.chosen_ids() == ("carpenter-9",)
    store.add_visit(replace(visit_of("carpenter", 0, 0), id="first", patient="namesake"))
    page.show_patient("namesake")
    assert page.visits.currentRow() == 0, "another patient begins above"
    page.show_patient("carpenter")
    assert page.visits.chosen_ids() == (), "and with nothing chosen"


def test_pictures_show_the_marks(qtbot: QtBot, page: PatientPage) -> None:
    pictures_there(qtbot, page)
    red = LIGHT_PALETTE.chart.quality("aching")
    found = {}
    for row in (0, 11):
        line = page.visits.lines[row]
        page.visits.scrollToItem(page.visits.item(row))
        pictures_there(qtbot, page)
        thumbnail = page.visits.pictures.of(line.id, line.version, page.devicePixelRatioF())
        assert thumbnail is not None
        assert thumbnail.picture is not None
        image = thumbnail.picture.toImage()
        places = [QPoint(x, y) for x in range(image.width()) for y in range(image.height())]
        found[row] = sum(1 for place in places if alike(pixel(image, place), QColor(red)))
    assert 0 < found[0] < found[11], "less is marked at the last visit than at the first"


def test_only_visits_on_the_screen_are_read(
    qtbot: QtBot, page: PatientPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        store.add_visit(replace(visit_of("carpenter", number % 12, number), id=f"n{number}", patient="new"))
    read: list[str] = []
    real = Store.visit

    def counted(desk: Store, visit: str) -> Visit:
        read.append(visit)
        return real(desk, visit)

    monkeypatch.setattr(Store, "visit", counted)
    page.show_patient("new")
    assert read == [], "the page is there before any drawing is"
    pictures_there(qtbot, page)
    assert 1 < len(read) < 8
    page.visits.scrollToBottom()
    pictures_there(qtbot, page)
    assert "n0" in read
    assert len(read) == len(set(read)) < 16
    page.set_look(DARK_PALETTE)
    pictures_there(qtbot, page)
    assert len(read) == len(set(read)), "another look reads nothing again"


def test_a_drawing_that_cannot_be_read_spoils_nothing_else(
    qtbot: QtBot, page: PatientPage, store: Store, asked: Asked, tmp_path: Path
) -> None:
    file = sqlite3.connect(tmp_path / "patients.db")
    file.execute("UPDATE visit SET drawing = '{' WHERE id = 'carpenter-10'")
    file.commit()
    file.close()
    page.refresh()
    pictures_there(qtbot, page)
    problems = [bool(page.visits.problem(line)) for line in page.visits.lines]
    assert problems == [False, True, *[False] * 10]
    assert "cannot read the drawing" in page.visits.item(1).text(), "a screen reader is told"
    assert "cannot read the drawing" in page.visits.item(1).toolTip()
    click(page, card(page, 1))
    assert asked.did == [("open", "carpenter-10")]


def test_a_screen_reader_hears_each_visit(page: PatientPage) -> None:
    interface = QAccessible.queryAccessibleInterface(page.visits)
    assert interface.childCount() == 12
    said = interface.child(0).text(QAccessible.Text.Name)
    assert said.startswith("Visit of 26 Nov 2026")
    assert "% marked" in said
    assert interface.child(0).state().checkable


def test_a_new_patient_is_told_what_to_do(page: PatientPage) -> None:
    page.show_patient("new")
    page.setFocus()
    settle()
    assert any(text.startswith("No visit yet.") for text in words(page))
    assert not page.visits.isVisible()
    assert not page.compare_button.isEnabled()
    assert page.new_button.hasFocus()
