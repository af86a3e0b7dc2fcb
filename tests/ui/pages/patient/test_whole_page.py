"""The page of a patient as a whole: who it is, what the buttons ask, and what is left when it locks or fails."""

import pytest
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Patient
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.pages.patient.patient_page import PatientPage
from bodymap.ui.theme.palette import DARK_PALETTE
from tests.ui.clinic_people import CARPENTER
from tests.ui.hands import push, settle, words
from tests.ui.pages.patient.conftest import Asked, pictures_there

AWAY = ServerAwayError("server.away", place="clinic.example/bodymap")


def test_the_head_says_who_it_is(page: PatientPage) -> None:
    assert page.name.text() == "Tom Hale"
    assert page.about.text() == "47 years, born 3 Apr 1979 · ref. A-1042 · 12 visits, last 26 Nov 2026"


def test_a_name_that_has_no_room_is_told_in_full(page: PatientPage, store: Store) -> None:
    long = "Maximiliane-Charlotte von Hohenstein " * 4
    store.add_patient(Patient("long", long.strip()))
    page.show_patient("long")
    settle()
    assert page.width() == 1280, "it does not push the page wider"
    assert page.name.text().endswith("…")
    assert page.name.toolTip() == page.name.accessibleName() == long.strip()
    store.add_patient(Patient("tags", "<b>Bold</b> " * 12))
    page.show_patient("tags")
    settle()
    assert page.name.text().startswith("<b>Bold</b> ")
    assert page.name.toolTip().startswith("&lt;b&gt;Bold"), "a tooltip would make it bold"


def test_the_buttons_ask_the_shell(page: PatientPage, asked: Asked) -> None:
    for name in ("New visit", "Edit", "Compare"):
        push(page, name)
    page.go_back()
    for action in page.more_menu.actions():
        action.trigger()
    assert asked.did == [
        ("new", "carpenter"), ("edit", "carpenter"), ("compare", None), ("back", None),
        ("export", "carpenter"), ("audit", "carpenter"), ("erase", "carpenter"),
    ]  # fmt: skip


def test_locking_leaves_nothing_of_the_patient_and_keeps_the_note(page: PatientPage, store: Store) -> None:
    page.note.setPlainText("Typed as it locked")
    page.set_store(None)
    assert store.patient("carpenter").note == "Typed as it locked"
    settle()
    assert page.patient is None
    said = " ".join([*words(page), page.name.toolTip(), page.name.accessibleName(), page.note.toPlainText()])
    assert CARPENTER.name not in said
    assert page.visits.count() == 0
    assert "2026" not in said


def test_trouble_while_reading_again_leaves_what_was_there(page: PatientPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_store: Store, _patient: str) -> Patient:
        raise AWAY

    with monkeypatch.context() as patch:
        patch.setattr(Store, "patient", away)
        page.refresh()
    assert error_sentence(AWAY) in words(page)
    assert page.visits.count() == 12
    page.refresh()
    assert not page.notice.isVisible()


def test_another_look_shows_other_colours(page: PatientPage, qtbot: QtBot) -> None:
    before = [part.grab().toImage() for part in (page.visits, page.course)]
    page.set_look(DARK_PALETTE)
    pictures_there(qtbot, page)
    assert all(one != part.grab().toImage() for one, part in zip(before, (page.visits, page.course), strict=True))
