"""The start page: a patient is found and opened from the search field alone; every empty state has words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Patient, PatientLine
from bodymap.clinic.records import Records
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.pages.home.home_page import HomePage
from bodymap.ui.theme.palette import DARK_PALETTE, LIGHT_PALETTE
from tests.ui.clinic_people import CLOCK, fill, open_store, visit_of
from tests.ui.hands import LEFT, NONE, push, settle, words

AWAY = ServerAwayError("server.away", place="clinic.example/bodymap")


class Asked:
    """What the page asked for, in order."""

    def __init__(self) -> None:
        self.did: list[str] = []

    def listen(self, page: HomePage) -> None:
        page.patient_chosen.connect(self.did.append)
        page.new_patient_requested.connect(lambda: self.did.append("new"))
        page.quick_requested.connect(lambda: self.did.append("quick drawing"))


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def page(qtbot: QtBot, asked: Asked, store: Store) -> HomePage:
    fill(store)
    return shown(qtbot, asked, store)


def shown(qtbot: QtBot, asked: Asked, store: Records | None) -> HomePage:
    made = HomePage(LIGHT_PALETTE, CLOCK)
    asked.listen(made)
    qtbot.addWidget(made)
    made.set_store(store)
    made.resize(1280, 666)
    made.show()
    made.activateWindow()
    made.setFocus()
    settle()
    return made


def listed(page: HomePage) -> list[str]:
    """What the list says, row by row."""
    return [page.list.item(row).text() for row in range(page.list.count())]


def key(page: HomePage, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(page.search, one)


def test_today_and_lately_name_everybody_once(page: HomePage) -> None:
    said = listed(page)
    today, lately = said.index("Today"), said.index("Lately")
    assert [row.partition(".")[0] for row in said[today + 1 : lately]] == ["Tom Hale", "Tom Hale"]
    assert sorted(row.partition(".")[0] for row in said[lately + 1 :]) == ["Ruth Amsel", "Zoë O’Brien-Lindqvist"]
    assert "4 in all" in words(page)


def test_who_came_today_stands_with_the_time(page: HomePage) -> None:
    times = [row.time for row in page.list.rows if row.patient in ("carpenter", "namesake")]
    assert len(times) == 2
    assert all(len(time) == 5 and time[2] == ":" for time in times)
    assert not any(row.time for row in page.list.rows if row.patient in ("new", "accountant"))


def test_a_visit_of_another_day_has_no_time(page: HomePage, store: Store) -> None:
    store.add_visit(replace(visit_of("namesake", 4, 353), id="tomorrow"))
    page.refresh()
    assert [row.patient for row in page.list.rows if row.time] == ["carpenter"]


def test_the_search_field_has_the_keyboard(page: HomePage) -> None:
    assert page.search.hasFocus()


def test_typing_finds_and_enter_opens_the_first(page: HomePage, asked: Asked) -> None:
    QTest.keyClicks(page.search, "amsel")
    assert listed(page)[0] == "1 patient found"
    key(page, Qt.Key.Key_Return)
    assert asked.did == ["accountant"]


def test_arrows_walk_through_patients_and_never_stop_at_a_heading(page: HomePage, asked: Asked) -> None:
    order = [row.patient for row in page.list.rows if row.patient]
    seen = [page.list.current]
    for _ in range(6):
        key(page, Qt.Key.Key_Down)
        seen.append(page.list.current)
    assert list(dict.fromkeys(seen)) == order, "each in turn, and the last one stays"
    key(page, Qt.Key.Key_PageUp, Qt.Key.Key_Enter)
    assert asked.did == [order[0]]
    assert page.search.hasFocus()


def test_escape_clears_the_search(page: HomePage) -> None:
    QTest.keyClicks(page.search, "amsel")
    key(page, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert listed(page)[0] == "Today"


def test_namesakes_are_told_apart(page: HomePage) -> None:
    QTest.keyClicks(page.search, "hale")
    said = listed(page)
    assert said[0] == "2 patients found"
    assert sorted(row.patient or "" for row in page.list.rows[1:]) == ["carpenter", "namesake"]
    assert {"born 3 Apr 1979" in row for row in said[1:]} == {True, False}
    assert {"ref. A-2210" in row for row in said[1:]} == {True, False}


def test_a_namesake_without_a_birth_date_says_so(page: HomePage, store: Store) -> None:
    store.add_patient(Patient("third", "tom hale"))
    QTest.keyClicks(page.search, "hale")
    (third,) = (row for row in page.list.rows if row.patient == "third")
    assert third.words.startswith("birth date not known · no reference")


def test_a_click_opens_a_patient_and_none_on_a_heading(page: HomePage, asked: Asked) -> None:
    for row in (0, 1):
        place = page.list.visualItemRect(page.list.item(row)).center()
        QTest.mouseClick(page.list.viewport(), LEFT, NONE, place)
    assert asked.did == [page.list.rows[1].patient]


def test_the_list_works_by_itself_too(page: HomePage, asked: Asked) -> None:
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert asked.did == [page.list.rows[2].patient]


def test_the_buttons_ask_the_shell(page: HomePage, asked: Asked) -> None:
    push(page, "New patient")
    push(page, "Quick drawing without a patient")
    assert asked.did == ["new", "quick drawing"]


def test_nobody_found_says_what_to_do(page: HomePage, asked: Asked) -> None:
    QTest.keyClicks(page.search, "xyzzy")
    assert listed(page)[0] == "Nobody found"
    assert "“xyzzy”" in listed(page)[1]
    key(page, Qt.Key.Key_Return)
    assert asked.did == []


def test_an_empty_store_has_words(qtbot: QtBot, asked: Asked, store: Store) -> None:
    page = shown(qtbot, asked, store)
    assert listed(page) == ["No patients yet", "Add your first patient, or start a drawing without one."]
    assert page.new_button.isEnabled()


def test_without_a_store_only_a_drawing_can_be_made(qtbot: QtBot, asked: Asked, page: HomePage) -> None:
    page.set_store(None)
    settle()
    assert listed(page)[0] == "Patients are not open"
    assert not page.new_button.isEnabled()
    assert not page.search.isEnabled()
    assert page.quick_button.isEnabled()
    assert not any("Hale" in row for row in [*listed(page), *words(page)])


def test_what_another_desk_added_is_there_when_somebody_comes_back(page: HomePage, store: Store) -> None:
    page.hide()
    store.add_patient(Patient("late", "Late Comer"))
    page.show()
    assert any(row.startswith("Late Comer") for row in listed(page))


def test_trouble_with_the_store_is_told_on_the_page(page: HomePage, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_store: Store, _day: date) -> list[PatientLine]:
        raise AWAY

    with monkeypatch.context() as patch:
        patch.setattr(Store, "seen_on", away)
        page.refresh()
        assert page.notice.isVisible()
        assert error_sentence(AWAY) in words(page)
        settle()
        assert page.notice.height() < 100, "a notice, and not a page of it"
    push(page, "Try again")
    assert not page.notice.isVisible()
    assert listed(page)[0] == "Today"


def test_where_patients_are_kept_stands_below(page: HomePage) -> None:
    page.set_place("Kept encrypted on this machine.")
    assert "Kept encrypted on this machine." in words(page)


def test_another_look_shows_other_colours(page: HomePage) -> None:
    before = page.list.grab().toImage()
    page.set_look(DARK_PALETTE)
    assert page.list.grab().toImage() != before


def test_a_screen_reader_finds_names_and_rows(page: HomePage) -> None:
    assert page.search.accessibleName() == "Find a patient"
    interface = QAccessible.queryAccessibleInterface(page.list)
    said = [interface.child(row).text(QAccessible.Text.Name) for row in range(interface.childCount())]
    assert any(text.startswith("Tom Hale. ") and "born 3 Apr 1979" in text for text in said)
