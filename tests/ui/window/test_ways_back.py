"""Every page but the first names, in the header, where its way back leads; and the first shows what is there now."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Actor, Patient
from bodymap.clinic.store.open import open_file
from bodymap.ui.dialogs.pin_dialog import PinDialog
from tests.ui.clinic import BUTTOCK, LOW_BACK, Clinic, clinics
from tests.ui.hands import settle, words

MakeClinic = Callable[..., Clinic]


@pytest.fixture
def clinic(qtbot: QtBot) -> Iterator[MakeClinic]:
    with clinics() as one:
        yield one


def test_the_header_leads_back_step_by_step_from_every_page(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    back, controller = one.window.header.back, one.controller
    assert not back.isVisible()
    patient = one.patient("Maria Example")
    one.visit(patient, LOW_BACK)
    one.visit(patient, BUTTOCK)
    steps = (
        (one.window.pages, "Maria Example"),
        (controller.compare_page, "Maria Example"),
        (one.window.pages, "Maria Example"),
        (controller.patient_page, "Patients"),
    )
    for number, (place, name) in enumerate(steps):
        if number == 1:
            controller.compare(None)
        assert one.shows(place)
        assert back.accessibleName() == f"Back to {name}"
        if number:
            back.click()
    assert one.shows(controller.home_page)
    controller.show_group()
    assert back.accessibleName() == "Back to Patients"
    back.click()
    assert one.shows(controller.home_page)
    assert not back.isVisible()


def test_the_way_back_is_named_again_after_unlocking(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    assert one.controller.clinic.session is not None
    one.controller.clinic.session.pin.set("4711")
    one.controller.open_patient(one.patient().id)
    one.controller.lock.lock()
    assert not one.window.header.back.isVisible()
    one.controller.lock.try_pin("4711")
    assert one.shows(one.controller.patient_page)
    assert one.window.header.back.accessibleName() == "Back to Patients"


def test_asking_for_the_patients_again_shows_who_was_added_at_another_desk(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    other = open_file(tmp_path / "patients.db", Actor("Bert", "desk 2"))
    other.add_patient(Patient("quux", "Zebedee Quux"))
    other.close()
    one.controller.show_home()
    assert "Zebedee Quux" in [row.title for row in one.controller.home_page.list.rows]


@pytest.mark.parametrize(
    "sentence", ["", "Patients cannot be kept there; check the rights of the folder, or choose another."]
)
def test_the_first_start_fits_the_smallest_screen_even_with_something_wrong(
    clinic: MakeClinic, tmp_path: Path, sentence: str
) -> None:
    one = clinic(tmp_path)
    one.controller.connection.begin()
    login_page = one.controller.login_page
    login_page.show_error(sentence)
    settle()
    card = login_page.welcome
    assert sentence in ["", *words(card)]
    area = login_page.rect()
    for made in (card.person, card.protect, card.plain, card.quick, card.server):
        corner = made.mapTo(login_page, made.rect().bottomRight())
        assert area.contains(corner)


def test_the_keyboard_begins_at_the_first_field_of_a_dialog(clinic: MakeClinic, tmp_path: Path, qtbot: QtBot) -> None:
    one = clinic(tmp_path).start()
    assert one.controller.clinic.session is not None
    one.controller.clinic.session.pin.set("4711")
    dialog = PinDialog(one.window, one.controller.clinic.session.pin)
    dialog.open()
    settle()
    dialog.activateWindow()
    reached = []
    for _ in range(5):
        focused = dialog.focusWidget()
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached[:3] == [dialog.old, dialog.pin, dialog.again]
    assert [one.text() for one in reached[3:] if isinstance(one, QPushButton)] == ["Cancel", "Change PIN"]
    dialog.reject()
