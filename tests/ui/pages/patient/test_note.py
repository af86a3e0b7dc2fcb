"""The note on a patient keeps itself, and is never overwritten in silence."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Patient
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.dialogs.patient_conflict_dialog import BACK, MINE, THEIRS
from bodymap.ui.pages.patient.patient_page import PatientPage
from tests.refusals import refused
from tests.ui.clinic_people import OTHER_DESK, open_store
from tests.ui.conftest import Answers
from tests.ui.hands import push, settle, words
from tests.ui.pages.patient.conftest import Asked, card, click

AWAY = ServerAwayError("server.away", place="clinic.example/bodymap")


def test_the_note_keeps_itself_when_the_keyboard_leaves(page: PatientPage, store: Store) -> None:
    page.note.setFocus()
    page.note.setPlainText("Prefers mornings.")
    page.visits.setFocus()
    settle()
    assert store.patient("carpenter").note == "Prefers mornings."
    assert page.patient == store.patient("carpenter"), "the next change goes over this version"


def test_looking_changes_nothing(page: PatientPage, store: Store, qtbot: QtBot) -> None:
    for patient in ("namesake", "new", "carpenter"):
        page.show_patient(patient)
        page.note.setFocus()
        page.visits.setFocus()
    page.set_store(None)
    assert all(store.patient(patient).version == 1 for patient in ("carpenter", "namesake", "new"))


def test_a_note_goes_to_the_patient_it_was_written_for(page: PatientPage, store: Store) -> None:
    page.note.setPlainText("Of the carpenter")
    page.show_patient("namesake")
    assert store.patient("carpenter").note == "Of the carpenter"
    assert store.patient("namesake").note == ""
    assert page.note.toPlainText() == ""


@pytest.fixture
def conflict(page: PatientPage, tmp_path: Path) -> None:
    """Another desk changed note and reference while a note is typed here."""
    with open_store(tmp_path, OTHER_DESK) as other:
        other.save_patient(replace(other.patient("carpenter"), note="Theirs", reference="X-9"))
    page.note.setFocus()
    page.note.setPlainText("Mine")


@pytest.mark.usefixtures("conflict")
def test_nobody_is_interrupted_while_typing(page: PatientPage, store: Store, boxes: Answers) -> None:
    page.visits.setFocus()
    settle()
    assert boxes.said == []
    (said,) = words(page.notice)
    assert said.startswith("The note is not saved. B. Olsen at desk 2 changed this patient")
    assert store.patient("carpenter").note == "Theirs", "nothing is overwritten"
    assert page.note.toPlainText() == "Mine", "and nothing is lost"
    boxes.give = [MINE]
    push(page, "Choose …")
    assert store.patient("carpenter").note == "Mine"
    assert not page.notice.isVisible()


@pytest.mark.usefixtures("conflict")
def test_who_leaves_is_asked_which_note_to_keep(page: PatientPage, store: Store, asked: Asked, boxes: Answers) -> None:
    boxes.give = [BACK, MINE]
    push(page, "Edit")
    assert len(boxes.said) == 1
    assert asked.did == [], "the page stays until the note is settled"
    assert page.note.toPlainText() == "Mine"
    push(page, "Edit")
    assert asked.did == [("edit", "carpenter")]
    stored = store.patient("carpenter")
    assert (stored.note, stored.reference) == ("Mine", "X-9")
    assert "ref. X-9" in page.about.text()


@pytest.mark.usefixtures("conflict")
def test_the_other_desks_note_can_be_taken(page: PatientPage, boxes: Answers) -> None:
    boxes.give = [THEIRS]
    assert page.finish_typing()
    assert page.note.toPlainText() == "Theirs"


def test_a_note_that_cannot_be_saved_is_told_and_kept(
    page: PatientPage, store: Store, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_store: Store, _patient: Patient) -> Patient:
        raise AWAY

    with monkeypatch.context() as patch:
        patch.setattr(Store, "save_patient", away)
        page.note.setPlainText("Not lost")
        assert not page.finish_typing()
        assert f"The note is not saved. {error_sentence(AWAY)}" in words(page)
        with refused("patient.unsaved_note"):
            page.show_patient("namesake")
    assert page.note.toPlainText() == "Not lost"
    assert page.finish_typing()
    assert store.patient("carpenter").note == "Not lost"
    assert not page.notice.isVisible()


@pytest.mark.usefixtures("conflict")
def test_locking_asks_nothing_and_the_note_comes_back(page: PatientPage, store: Store, boxes: Answers) -> None:
    page.set_store(None)
    settle()
    assert boxes.said == []
    assert page.note.toPlainText() == ""
    page.set_store(store)
    page.show_patient("namesake")
    assert page.note.toPlainText() == ""
    page.show_patient("carpenter")
    assert page.note.toPlainText() == "Mine"
    assert store.patient("carpenter").note == "Theirs"
    boxes.give = [MINE]
    push(page, "Choose …")
    assert store.patient("carpenter").note == "Mine"


@pytest.mark.usefixtures("conflict")
def test_a_visit_opens_once_the_note_is_settled(page: PatientPage, asked: Asked, boxes: Answers) -> None:
    boxes.give = [BACK]
    click(page, card(page, 1))
    assert asked.did == []
