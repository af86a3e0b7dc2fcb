"""Whatever page is open, leaving it keeps what is in hand, and tells the patient nothing that is not the patient's."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from bodymap.clinic.clinic_session import STROKE_PATIENCE
from bodymap.clinic.model import Actor, MadeBy, Visit, new_id
from bodymap.clinic.saving.visit_saver import Stored, VisitConflict, Waiting
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.drawing.model import Drawing
from bodymap.ui.dialogs.visit_conflict_dialog import VisitConflictDialog
from tests.ui.clinic import BUTTOCK, LOW_BACK, Clinic, clinics
from tests.ui.conftest import Answers
from tests.ui.hands import settle

MakeClinic = Callable[..., Clinic]
BEN = Actor("Ben", "elsewhere")


@pytest.fixture
def clinic(qtbot: QtBot) -> Iterator[MakeClinic]:
    with clinics() as one:
        yield one


def compared(clinic: Clinic) -> str:
    """Two visits of a patient, the second in hand and the page Compare over it; the id of the second."""
    patient = clinic.patient()
    clinic.visit(patient, LOW_BACK)
    name = clinic.visit(patient, LOW_BACK, BUTTOCK)
    clinic.controller.compare(None)
    settle()
    assert clinic.shows(clinic.controller.compare_page)
    return name


def test_from_the_comparison_the_visit_in_hand_is_left_too(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    name = compared(one)
    one.controller.show_home()
    assert one.controller.visit.visit is None
    assert one.store.visit(name).ranking
    one.visit(one.patient("Somebody Else"))
    assert one.window.document.drawing.marks == ()


def test_from_the_comparison_escape_leads_back_to_the_visit(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    compared(one)
    one.controller.compare_page.go_back()
    assert one.window.shows_drawing
    assert one.window.document.drawing.marks == (LOW_BACK, BUTTOCK)


def test_a_drawing_without_a_patient_is_never_compared_away(clinic: MakeClinic, tmp_path: Path, boxes: Answers) -> None:
    one = clinic(tmp_path).start()
    compared(one)
    one.window.new()
    one.window.document.add_mark(LOW_BACK)
    one.controller.compare(None)
    one.controller.new_visit_here()
    assert len(boxes.said) == 2
    assert all(said.startswith("Select ") for said in boxes.said)
    assert one.window.document.drawing.marks == (LOW_BACK,)


def test_a_drawing_that_was_thrown_away_is_asked_about_once(clinic: MakeClinic, tmp_path: Path, boxes: Answers) -> None:
    one = clinic(tmp_path).start()
    one.window.new()
    one.window.document.add_mark(LOW_BACK)
    boxes.give = [QMessageBox.StandardButton.Discard]
    one.controller.show_home()
    assert one.shows(one.controller.home_page)
    assert one.window.close()
    assert len(boxes.said) == 1


# The note on the patient


@pytest.fixture
def contested(clinic: MakeClinic, tmp_path: Path) -> Clinic:
    """The page of a patient on which a note is being typed that another desk has written too."""
    one = clinic(tmp_path).start()
    patient = one.patient()
    one.controller.open_patient(patient.id)
    with open_file(tmp_path / "patients.db", BEN) as other:
        other.save_patient(replace(other.patient(patient.id), note="Theirs"))
    one.controller.patient_page.note.setPlainText("Mine")
    return one


@pytest.mark.parametrize("leave", ["close", "new", "start", "visit"])
def test_a_contested_note_keeps_the_page_until_somebody_chose(contested: Clinic, boxes: Answers, leave: str) -> None:
    controller, window = contested.controller, contested.window
    ways: dict[str, Callable[[], object]] = {
        "close": window.close,
        "new": window.new,
        "start": controller.show_home,
        "visit": controller.new_visit_here,
    }
    boxes.give = ["Go back"]
    ways[leave]()
    assert contested.shows(controller.patient_page)
    assert controller.patient_page.note.toPlainText() == "Mine"
    boxes.give = ["Save mine too"]
    ways[leave]()
    assert leave == "close" or not contested.shows(controller.patient_page)
    if leave != "close":
        assert "Mine" in contested.store.patient(contested.store.recent_patients()[0].id).note


def test_a_patient_who_was_erased_elsewhere_is_told_and_the_list_opens(
    clinic: MakeClinic, tmp_path: Path, boxes: Answers
) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    one.controller.open_patient(patient.id)
    with open_file(tmp_path / "patients.db", BEN) as other:
        other.erase_patient(patient.id)
    one.controller.new_visit(patient)
    assert one.shows(one.controller.patient_page)
    one.controller.open_patient(patient.id)
    assert one.shows(one.controller.home_page)
    assert ["erased" in said for said in boxes.said] == [True, True]


# Before a patient's eyes


def test_what_another_desk_did_is_told_when_the_therapist_is_back(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    name = one.visit(one.patient(), LOW_BACK)
    one.controller.lock.hand_over()
    with open_file(tmp_path / "patients.db", BEN) as other:
        stored = other.visit(name)
        other.save_visit(replace(stored, drawing=stored.drawing.model_copy(update={"marks": ()})))
    one.window.document.add_mark(BUTTOCK)
    settle()
    assert isinstance(one.controller.visit.state, VisitConflict)
    assert not [dialog for dialog in one.window.findChildren(VisitConflictDialog) if dialog.isVisible()]
    one.controller.lock.try_pin("4711")
    settle()
    (dialog,) = one.window.findChildren(VisitConflictDialog)
    assert dialog.isVisible()
    dialog._choose("mine")
    assert one.store.visit(name).drawing.marks == (LOW_BACK, BUTTOCK)


# The trail


def test_a_comparison_and_a_copy_stand_in_the_trail(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    name = compared(one)
    one.window.save_as(tmp_path / "copy.json")
    said = [(line.action, line.visit, line.detail) for line in one.store.audit()]
    assert [line for line in said if line[0] == "exported"] == [("exported", name, "")]
    assert [line for line in said if "compared" in line[2]] == [("opened", None, "2 visits compared")]


# What made the ranking


def test_a_ranking_of_another_atlas_is_said_and_kept_until_something_is_changed(
    clinic: MakeClinic, tmp_path: Path
) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    name = one.visit(patient, LOW_BACK)
    one.controller.show_home()
    older = MadeBy("0.0.1", "0ldat1as")
    one.store.save_visit(replace(one.store.visit(name), made_by=older))
    one.controller.open_patient(patient.id)
    assert "0ldat1as" in one.controller.patient_page.visits.item(0).toolTip()
    one.controller.open_visit(name)
    aged = one.window.review_page.panel.aged
    assert aged.isVisible()
    assert "0ldat1as" in aged.text()
    one.controller.visit.set_note("Came by bicycle")
    one.controller.open_patient(patient.id)
    assert one.store.visit(name).made_by == older
    one.controller.open_visit(name)
    one.window.document.add_mark(BUTTOCK)
    one.controller.visit.finish()
    assert not aged.isVisible()
    assert one.store.visit(name).made_by not in (None, older)


def test_a_visit_that_a_crash_left_without_a_ranking_gets_it_when_it_is_opened(
    clinic: MakeClinic, tmp_path: Path
) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    left = one.store.add_visit(Visit(new_id(), patient.id, datetime.now(UTC), Drawing(marks=(LOW_BACK,))))
    assert one.store.visits(patient.id)[0].made_by is None
    one.controller.open_patient(patient.id)
    assert "open the visit" in one.controller.patient_page.visits.item(0).text()
    one.controller.open_visit(left.id)
    one.controller.open_patient(patient.id)
    (line,) = one.store.visits(patient.id)
    assert line.made_by is not None
    assert line.figures.highest_intensity == 5


# Another program on the same file


def test_a_stroke_does_not_wait_for_another_program_and_is_stored_after(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    name = one.visit(one.patient(), LOW_BACK)
    with one.store._reading() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == STROKE_PATIENCE
    other = connect_file(tmp_path / "patients.db", None)
    other.execute("BEGIN IMMEDIATE")
    one.window.document.add_mark(BUTTOCK)
    settle()
    assert isinstance(one.controller.visit.state, Waiting)
    banner = one.controller.status.banner()
    assert banner is not None
    assert "not saved yet" in banner.state
    assert "Another program is using" in banner.hint
    assert one.controller.visit._retry.isActive()
    other.execute("ROLLBACK")
    other.close()
    one.controller.visit._try_again()
    assert isinstance(one.controller.visit.state, Stored)
    assert one.store.visit(name).drawing.marks == (LOW_BACK, BUTTOCK)
