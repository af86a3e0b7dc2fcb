"""From the start of the program to a visit and back: every stroke stored, two desks never in each other's way."""

import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Actor
from bodymap.clinic.saving.visit_saver import Erased, Stored, VisitConflict
from bodymap.clinic.store.open import open_file, state_of
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.ui.dialogs.visit_conflict_dialog import VisitConflictDialog
from tests.ui.clinic import BUTTOCK, LOW_BACK, PASSPHRASE, Clinic, clinics
from tests.ui.conftest import Answers
from tests.ui.hands import settle

MakeClinic = Callable[..., Clinic]


@pytest.fixture
def clinic(qtbot: QtBot) -> Iterator[MakeClinic]:
    with clinics() as one:
        yield one


def ranked(clinic: Clinic, qtbot: QtBot) -> None:
    """Waits until the ranking is stored with the drawing."""
    qtbot.waitUntil(lambda: bool(clinic.controller.visit.visit and clinic.controller.visit.visit.ranking), timeout=8000)


# The age


def test_the_age_at_the_day_of_the_visit_comes_from_the_record_and_is_not_asked(
    clinic: MakeClinic, tmp_path: Path, qtbot: QtBot
) -> None:
    one = clinic(tmp_path).start()
    one.visit(one.patient(), LOW_BACK)
    visit = one.controller.visit.visit
    assert visit is not None
    born = date(1979, 4, 3)
    day = visit.started.astimezone().date()
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    assert one.window.document.drawing.answers == {"age": years}
    assert one.window.document.match.evidence.age == years
    ranked(one, qtbot)
    stored = one.controller.visit.visit
    assert stored is not None
    assert stored.drawing.answers["age"] == years


# The first start


def test_the_first_start_offers_a_passphrase_and_the_file_is_encrypted(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path)
    one.controller.connection.begin()
    assert one.shows(one.controller.login_page)
    assert "lost" in " ".join(
        label.text()
        for label in one.controller.login_page.welcome.findChildren(type(one.controller.login_page.welcome.text))
    )
    one.start(PASSPHRASE)
    assert one.shows(one.controller.home_page)
    assert state_of(tmp_path / "patients.db") == "encrypted"
    assert stat.S_IMODE((tmp_path / "patients.db").stat().st_mode) == 0o600
    assert one.controller.login_page.welcome.passphrase.text() == ""


def test_enter_leads_from_field_to_field_of_the_first_start(clinic: MakeClinic, tmp_path: Path) -> None:
    desk = clinic(tmp_path)
    desk.controller.connection.begin()
    settle()
    welcome = desk.controller.login_page.welcome
    welcome.person.setFocus()
    for field, typed in ((welcome.person, "Anna"), (welcome.passphrase, PASSPHRASE), (welcome.again, PASSPHRASE)):
        assert desk.window.focusWidget() is field
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert state_of(tmp_path / "patients.db") == "encrypted"
    assert desk.shows(desk.controller.home_page)
    assert desk.controller.settings.person == "Anna"


def test_the_name_of_the_first_start_goes_along_to_the_server(clinic: MakeClinic, tmp_path: Path) -> None:
    desk = clinic(tmp_path)
    desk.controller.connection.begin()
    settle()
    login_page = desk.controller.login_page
    login_page.welcome.person.setText("Ben")
    login_page.welcome.server.click()
    assert login_page.card is login_page.server
    assert login_page.server.person.text() == "Ben"
    for field, following in (
        (login_page.server.address, login_page.server.login),
        (login_page.server.login, login_page.server.password),
    ):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert desk.window.focusWidget() is following


@pytest.mark.parametrize(
    ("one", "two", "says"), [("short", "short", "at least 8"), ("long enough", "long enuogh", "not the same")]
)
def test_a_passphrase_that_will_not_do_is_said_so_and_makes_no_file(
    clinic: MakeClinic, tmp_path: Path, one: str, two: str, says: str
) -> None:
    desk = clinic(tmp_path)
    desk.controller.connection.begin()
    welcome = desk.controller.login_page.welcome
    welcome.passphrase.setText(one)
    welcome.again.setText(two)
    welcome.protect.click()
    assert says in welcome.wrong.text()
    assert welcome.passphrase.text() == one
    assert desk.window.focusWidget() is welcome.passphrase
    assert not (tmp_path / "patients.db").exists()


def test_a_wrong_passphrase_is_said_so_and_the_right_one_opens(clinic: MakeClinic, tmp_path: Path) -> None:
    clinic(tmp_path).start(PASSPHRASE).end()
    again = clinic(tmp_path).start("not this one")
    assert "passphrase" in again.controller.login_page.passphrase.wrong.text()
    assert again.shows(again.controller.login_page)
    again.start(PASSPHRASE)
    assert again.shows(again.controller.home_page)


def test_a_drawing_without_a_patient_needs_no_file(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path)
    one.controller.connection.begin()
    one.controller.login_page.welcome.quick.click()
    assert one.window.shows_drawing
    one.window.document.add_mark(LOW_BACK)
    assert not (tmp_path / "patients.db").exists()


# A visit


def test_every_stroke_is_in_the_file_at_once(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    name = one.visit(one.patient(), LOW_BACK)
    with open_file(tmp_path / "patients.db", Actor("Ben", "elsewhere")) as other:
        assert other.visit(name).drawing.marks == (LOW_BACK,)
        one.window.document.add_mark(BUTTOCK)
        assert other.visit(name).drawing.marks == (LOW_BACK, BUTTOCK)
        one.window.document.undo()
        assert other.visit(name).drawing.marks == (LOW_BACK,)


def test_ranking_and_numbers_follow_with_what_made_them(clinic: MakeClinic, tmp_path: Path, qtbot: QtBot) -> None:
    one = clinic(tmp_path).start()
    name = one.visit(one.patient(), LOW_BACK)
    assert not one.store.visit(name).ranking, "a drawing is never stored with the ranking of another"
    ranked(one, qtbot)
    stored = one.store.visit(name)
    assert stored.ranking["muscles"][0]["muscle"] == stored.figures.first[0][0]
    assert stored.figures.highest_intensity == 5
    assert stored.made_by is not None


def test_leaving_at_once_stores_the_ranking_too(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    name = one.visit(one.patient(), LOW_BACK)
    one.controller.show_home()
    assert one.controller.visit.patient is None
    assert one.window.document.drawing.marks == ()
    assert one.store.visit(name).ranking


def test_a_visit_opens_as_it_was_left(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    name = one.visit(one.patient(), LOW_BACK)
    one.controller.visit.set_note("Came by bicycle")
    one.controller.visit.set_plan("Again in a week")
    one.end()
    again = clinic(tmp_path).start()
    again.controller.open_visit(name)
    assert again.window.document.drawing.marks == (LOW_BACK,)
    assert again.controller.visit.visit is not None
    assert (again.controller.visit.visit.note, again.controller.visit.visit.plan) == (
        "Came by bicycle",
        "Again in a week",
    )
    assert again.window.page == 2


def test_no_name_stands_in_the_title_or_the_settings(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    one.visit(one.patient("Zebedee Quux"), LOW_BACK)
    settle()
    assert "Quux" in one.window.header.back.text()
    assert "Quux" not in one.window.windowTitle()
    one.window.save_as(tmp_path / "copy.json")
    one.controller.settings.person = "Anna"
    for file in [*tmp_path.glob("*.ini"), *(tmp_path / "desk 1").rglob("*")]:
        assert file.is_dir() or b"Quux" not in file.read_bytes()
    assert one.window.recent() == [], "a copy of a visit is not remembered by its name"


def test_a_new_drawing_lets_the_visit_go(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    name = one.visit(one.patient(), LOW_BACK)
    one.window.new()
    one.window.document.add_mark(BUTTOCK)
    assert one.store.visit(name).drawing.marks == (LOW_BACK,)
    assert one.controller.visit.visit is None


# Two desks


def test_two_desks_on_one_visit_nothing_is_overwritten_in_silence(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    name = one.visit(one.patient(), LOW_BACK)
    two = clinic(tmp_path, "desk 2").start()
    two.controller.open_visit(name)
    two.window.document.add_mark(BUTTOCK)
    one.window.document.set_marks(())
    settle()
    state = one.controller.visit.state
    assert isinstance(state, VisitConflict)
    (dialog,) = one.window.findChildren(VisitConflictDialog)
    words = dialog.words.text()
    assert "Anna" in words
    assert "desk 2" in words
    assert "There: 1 mark more." in words
    assert "Here: 1 mark less." in words
    assert two.store.visit(name).drawing.marks == (LOW_BACK, BUTTOCK)


@pytest.mark.parametrize(
    ("choice", "here", "visits"),
    [
        ("mine", (), {()}),
        ("theirs", (LOW_BACK, BUTTOCK), {(LOW_BACK, BUTTOCK)}),
        ("both", (), {(), (LOW_BACK, BUTTOCK)}),
    ],
)
def test_the_second_to_save_chooses(
    clinic: MakeClinic, tmp_path: Path, choice: str, here: tuple[object, ...], visits: set[tuple[object, ...]]
) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    name = one.visit(patient, LOW_BACK)
    two = clinic(tmp_path, "desk 2").start()
    two.controller.open_visit(name)
    two.window.document.add_mark(BUTTOCK)
    one.window.document.set_marks(())
    settle()
    (dialog,) = one.window.findChildren(VisitConflictDialog)
    dialog._choose(choice)  # type: ignore[arg-type]
    settle()
    assert one.window.document.drawing.marks == here
    assert isinstance(one.controller.visit.state, Stored)
    stored = {one.store.visit(line.id).drawing.marks for line in one.store.visits(patient.id)}
    assert stored == visits
    one.window.document.add_mark(LOW_BACK)
    assert isinstance(one.controller.visit.state, Stored)


def test_a_patient_erased_at_another_desk_is_told(clinic: MakeClinic, tmp_path: Path, boxes: Answers) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    one.visit(patient, LOW_BACK)
    with open_file(tmp_path / "patients.db", Actor("Ben", "elsewhere")) as other:
        other.erase_patient(patient.id)
    one.window.document.add_mark(BUTTOCK)
    settle()
    assert isinstance(one.controller.visit.state, Erased)
    assert "erased" in boxes.said[0]
    assert one.window.document.drawing.marks == (LOW_BACK, BUTTOCK)
    one.controller.show_home()
    assert one.shows(one.controller.home_page)


def test_a_visit_with_an_unreadable_drawing_is_told_and_others_open(
    clinic: MakeClinic, tmp_path: Path, boxes: Answers
) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    first = one.visit(patient, LOW_BACK)
    second = one.visit(patient, BUTTOCK)
    one.controller.show_home()
    with closing(connect_file(tmp_path / "patients.db", None)) as connection:
        connection.execute("UPDATE visit SET drawing = '{' WHERE id = ?", (first,))
    one.controller.open_visit(first)
    assert len(boxes.said) == 1
    one.controller.open_visit(second)
    assert one.window.document.drawing.marks == (BUTTOCK,)


def test_what_is_done_stands_in_the_trail(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    name = one.visit(patient, LOW_BACK)
    one.controller.show_home()
    one.controller.open_visit(name)
    actions = [(line.action, line.visit) for line in one.store.audit(patient.id)]
    assert ("opened", name) in actions
    assert ("changed", name) in actions
    assert all(line.actor == "Anna at desk 1" for line in one.store.audit(patient.id))


def test_a_patient_changed_elsewhere_is_shown_as_it_is_now(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    one.controller.open_patient(patient.id)
    with open_file(tmp_path / "patients.db", Actor("Ben", "elsewhere")) as other:
        other.save_patient(replace(patient, name="Maria Other"))
    one.controller.show_home()
    one.controller.open_patient(patient.id)
    one.controller.new_visit(one.store.patient(patient.id))
    settle()
    assert "Maria Other" in one.window.header.back.text()


def test_the_latest_visit_of_each_patient_can_be_counted(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    maria, bob = one.patient(), one.patient("Bob")
    one.visit(maria, BUTTOCK)
    one.visit(maria, LOW_BACK)
    one.visit(bob, LOW_BACK)
    one.controller.show_group()
    page = one.controller.group_page
    page.patients_button.click()
    assert page.group is not None
    assert [(row.region.id, row.drawings) for row in page.group.regions] == [("back/lumbar-right", 2)]
    one.controller.clinic.release()
    assert not page.patients_button.isVisible()


# Comparing


def test_visits_on_two_figures_and_one_that_cannot_be_read_are_compared(
    clinic: MakeClinic, tmp_path: Path, boxes: Answers
) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    names = [one.visit(patient, LOW_BACK), one.visit(patient, BUTTOCK), one.visit(patient, BUTTOCK), ""]
    one.window.document.set_figure("male")
    names[3] = one.visit(patient, LOW_BACK)
    one.controller.show_home()
    with closing(connect_file(tmp_path / "patients.db", None)) as connection:
        connection.execute("UPDATE visit SET drawing = '{' WHERE id = ?", (names[1],))
    one.controller.open_patient(patient.id)
    one.controller.compare(None)
    settle()
    page = one.controller.compare_page
    assert one.shows(page)
    for number in range(4):
        page.choose_view(number)
        settle()
    assert boxes.said == []
    assert [line.detail for line in one.store.audit(patient.id) if "compared" in line.detail] == ["3 visits compared"]


def test_one_visit_is_nothing_to_compare(clinic: MakeClinic, tmp_path: Path, boxes: Answers) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient()
    one.visit(patient, LOW_BACK)
    one.controller.compare(None)
    assert "two" in boxes.said[0]
    assert one.window.shows_drawing
