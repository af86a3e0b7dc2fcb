"""Handed over, the screen shows Mark and Questions of this visit alone; locked, nothing. The PIN gives it back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bodymap.clinic.store.store import Store
from bodymap.errors import BodymapError
from bodymap.ui.dialogs.patient_dialog import PatientDialog
from bodymap.ui.dialogs.person_dialog import PersonDialog
from bodymap.ui.dialogs.pin_dialog import PinDialog
from tests.ui.clinic import BUTTOCK, LOW_BACK, PASSPHRASE, Clinic, clinics
from tests.ui.conftest import Answers
from tests.ui.hands import settle

MakeClinic = Callable[..., Clinic]
NAME = "Zebedee Quux"


@pytest.fixture
def clinic(qtbot: QtBot) -> Iterator[MakeClinic]:
    with clinics() as one:
        yield one


@pytest.fixture
def handed(clinic: MakeClinic, tmp_path: Path) -> Clinic:
    """A visit in the patient's hands."""
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    one.visit(one.patient(NAME), LOW_BACK)
    one.controller.lock.hand_over()
    settle()
    return one


def words(window: QWidget) -> str:
    """All that can be read in a window, tooltips and names for screen readers too."""
    shown = [one for one in window.findChildren(QWidget) if one.isVisible()]
    texts = [one.text() for one in shown if isinstance(one, QLabel | QPushButton)]
    return " ".join([*texts, *(one.toolTip() for one in shown), *(one.accessibleName() for one in shown)])


def tabs(clinic: Clinic) -> list[str]:
    """The pages that can be turned to."""
    found = clinic.window.header.findChildren(QPushButton)
    return [one.text() for one in found if one.property("tab") and one.isVisible()]


def enter(clinic: Clinic, pin: str) -> None:
    """Types a PIN."""
    field = clinic.controller.login_page.pin.pin
    QTest.keyClicks(field, pin)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()


# In the patient's hands


def test_the_patient_has_two_pages_and_no_menu(handed: Clinic) -> None:
    assert tabs(handed) == ["1 Mark", "2 Questions"]
    assert handed.window.isFullScreen()
    assert not handed.window.menus.isVisible()
    assert not handed.window.header.folded.isVisible()
    assert NAME not in words(handed.window)
    assert "Print" not in words(handed.window)


def test_one_button_gives_the_device_back(handed: Clinic) -> None:
    handed.window.show_page(1)
    settle()
    found = handed.window.findChildren(QPushButton)
    assert [one.isVisible() for one in found if one.text() == "Give back"].count(True) == 1


@pytest.mark.parametrize("key", ["Alt+3", "Alt+4", "Ctrl+N", "Ctrl+O", "Ctrl+Shift+P", "Ctrl+L", "F11"])
def test_no_key_leads_out(handed: Clinic, key: str) -> None:
    QTest.keySequence(handed.window, key)
    settle()
    assert handed.window.page in (0, 1)
    assert handed.window.shows_drawing
    assert handed.window.document.drawing.marks == (LOW_BACK,)
    assert handed.mode == "handed_over"
    assert handed.window.isFullScreen()


def test_what_the_patient_draws_is_stored(handed: Clinic) -> None:
    visit = handed.controller.visit.visit
    assert visit is not None
    handed.window.document.add_mark(BUTTOCK)
    assert handed.store.visit(visit.id).drawing.marks == (LOW_BACK, BUTTOCK)


def test_the_list_of_all_questions_is_the_therapists(handed: Clinic) -> None:
    handed.window.show_page(1)
    settle()
    assert "All questions" not in words(handed.window)
    assert "Review" not in words(handed.window)


def test_closing_asks_for_the_pin(handed: Clinic) -> None:
    assert not handed.window.close()
    assert handed.shows(handed.controller.login_page)


def test_locked_meanwhile_it_is_not_closed_without_the_pin_either(handed: Clinic) -> None:
    handed.controller.idle_timer.idled.emit()
    assert handed.mode == "locked"
    assert not handed.window.close()
    assert handed.shows(handed.controller.login_page)
    enter(handed, "4711")
    assert handed.window.page == 2


def test_giving_back_needs_the_pin_and_leads_to_the_review(handed: Clinic) -> None:
    handed.window.header.take_back.click()
    enter(handed, "0000")
    assert "not the PIN" in handed.controller.login_page.pin.wrong.text()
    assert handed.shows(handed.controller.login_page)
    assert handed.controller.login_page.pin.pin.text() == ""
    enter(handed, "4711")
    assert handed.window.page == 2
    assert not handed.window.isFullScreen()
    assert handed.window.menus.isVisible() or handed.window.header.folded.isVisible()
    assert len(tabs(handed)) == 4
    assert NAME in handed.window.header.back.text()


def test_a_window_that_filled_the_screen_fills_it_again(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    one.visit(one.patient(NAME), LOW_BACK)
    one.window.showMaximized()
    one.controller.lock.hand_over()
    settle()
    assert one.window.isFullScreen()
    one.controller.lock.take_back()
    enter(one, "4711")
    assert one.window.isMaximized()
    assert not one.window.isFullScreen()
    for _ in range(2):  # the same when the therapist asks for the full screen
        QTest.keySequence(one.window, "F11")
        settle()
    assert one.window.isMaximized()
    assert not one.window.isFullScreen()


def test_the_patient_may_go_back_to_the_questions(handed: Clinic) -> None:
    handed.window.show_page(1)
    handed.window.header.take_back.click()
    settle()
    handed.controller.login_page.pin.cancel.click()
    settle()
    assert handed.window.page == 1
    assert tabs(handed) == ["1 Mark", "2 Questions"]


def test_without_a_pin_one_is_chosen_first(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    one.visit(one.patient())
    one.window.header.hand_over.click()
    settle()
    (dialog,) = one.window.findChildren(PinDialog)
    assert one.mode == "open"
    dialog.pin.setText("4711")
    dialog.again.setText("4711")
    dialog.ok.click()
    settle()
    assert one.mode == "handed_over"
    one.controller.lock.take_back()
    enter(one, "4711")
    assert one.mode == "open"


def test_enter_asks_for_the_pin_once_more_before_it_is_set(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    one.visit(one.patient())
    one.window.header.hand_over.click()
    settle()
    (dialog,) = one.window.findChildren(PinDialog)
    for field in (dialog.pin, dialog.again):
        assert dialog.focusWidget() is field
        QTest.keyClicks(field, "4711")
        QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert one.mode == "handed_over"


def test_it_stands_in_the_trail(handed: Clinic) -> None:
    handed.controller.lock.take_back()
    enter(handed, "4711")
    visit = handed.controller.visit.visit
    assert visit is not None
    assert {"handed_over", "unlocked"} <= {line.action for line in handed.store.audit(visit.patient)}


# Locked


def test_locked_shows_nothing_and_the_pin_goes_on_where_one_was(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    one.visit(one.patient(NAME), LOW_BACK)
    one.window.show_page(3)
    one.controller.lock.lock()
    settle()
    assert NAME not in words(one.window)
    assert one.shows(one.controller.login_page)
    QTest.keySequence(one.window, "Alt+1")
    QTest.keySequence(one.window, "Ctrl+Shift+P")
    settle()
    assert one.shows(one.controller.login_page)
    enter(one, "4711")
    assert one.window.page == 3
    assert one.window.shows_drawing


@pytest.mark.parametrize("place", ["home_page", "patient_page"])
def test_other_places_come_back_too(clinic: MakeClinic, tmp_path: Path, place: str) -> None:
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    if place == "patient_page":
        one.controller.open_patient(one.patient(NAME).id)
    one.controller.lock.lock()
    settle()
    assert NAME not in words(one.window)
    enter(one, "4711")
    assert one.shows(getattr(one.controller, place))


def test_the_passphrase_unlocks_too(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start(PASSPHRASE)
    one.controller.lock.lock()
    login_page = one.controller.login_page
    assert login_page.card is login_page.passphrase
    assert not login_page.passphrase.quick.isVisible()
    login_page.passphrase.passphrase.setText("not this one")
    login_page.passphrase.passphrase.returnPressed.emit()
    assert one.mode == "locked"
    assert "passphrase" in login_page.passphrase.wrong.text()
    login_page.passphrase.passphrase.setText(PASSPHRASE)
    login_page.passphrase.passphrase.returnPressed.emit()
    settle()
    assert one.shows(one.controller.home_page)


def test_a_dialog_is_hidden_and_comes_back_with_what_was_entered(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    one.controller.patients.new()
    settle()
    (dialog,) = one.window.findChildren(PatientDialog)
    dialog.name.setText(NAME)
    one.controller.lock.lock()
    settle()
    assert not dialog.isVisible()
    enter(one, "4711")
    assert dialog.isVisible()
    assert dialog.name.text() == NAME
    dialog.close()


def test_it_locks_after_a_while_without_a_touch_and_a_touch_begins_the_while_anew(
    clinic: MakeClinic, tmp_path: Path, qtbot: QtBot
) -> None:
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    timer = one.controller.idle_timer.timer
    assert timer.interval() == one.controller.settings.lock_after * 60_000
    timer.setTimerType(Qt.TimerType.PreciseTimer)  # others may end some seconds early
    timer.start(60_000)
    qtbot.wait(60)
    before = timer.remainingTime()
    QTest.keyClick(one.window, Qt.Key.Key_Shift)
    assert timer.remainingTime() > before
    timer.start(100)
    qtbot.waitUntil(lambda: one.mode == "locked", timeout=5000)


def test_it_locks_by_itself_as_often_as_it_is_left_alone(clinic: MakeClinic, tmp_path: Path, qtbot: QtBot) -> None:
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    timer = one.controller.idle_timer.timer
    for _ in range(2):
        timer.setInterval(100)  # instead of minutes
        QTest.keyClick(one.window, Qt.Key.Key_Shift)
        qtbot.waitUntil(lambda: one.mode == "locked", timeout=5000)
        timer.setInterval(60_000)
        enter(one, "4711")
        assert one.mode == "open"


def test_it_locks_though_there_was_no_pin_when_it_was_first_left_alone(
    clinic: MakeClinic, tmp_path: Path, qtbot: QtBot
) -> None:
    one = clinic(tmp_path).start()
    timer = one.controller.idle_timer.timer
    timer.start(50)
    qtbot.waitUntil(lambda: not timer.isActive(), timeout=5000)
    assert one.mode == "open"
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    QTest.keyClick(one.window, Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: one.mode == "locked", timeout=5000)


def test_the_first_touch_after_the_machine_slept_finds_it_locked(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    one.clock.ahead = one.controller.settings.lock_after * 60 + 1  # timers stand still in a sleep
    QTest.keyClicks(one.controller.home_page.search, "z")
    assert one.mode == "locked"
    assert one.controller.home_page.search.text() == ""
    enter(one, "4711")
    assert one.mode == "open"


def test_a_drawing_without_patients_is_not_locked_by_itself(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path)
    one.window.show_page(0)
    one.controller.idle_timer.idled.emit()
    assert one.mode == "open"


def test_a_plain_file_with_a_pin_starts_locked(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    one.patient(NAME)
    one.end()
    again = clinic(tmp_path)
    again.controller.connection.begin()
    settle()
    assert again.shows(again.controller.login_page)
    assert NAME not in words(again.window)
    enter(again, "4711")
    assert again.shows(again.controller.home_page)


def test_no_other_name_opens_what_a_pin_keeps(clinic: MakeClinic, tmp_path: Path, boxes: Answers) -> None:
    """Each name has a PIN of its own, so the name is not for anybody to choose before the PIN was given."""
    one = clinic(tmp_path).start()
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    one.patient(NAME)
    one.end()
    again = clinic(tmp_path)  # as `bodymap open FILE` starts: no patients are open, the menus work
    again.window.show_page(0)
    again.controller.ask_person()
    assert not again.window.findChildren(PersonDialog)
    assert boxes.said
    login_page = again.controller.login_page
    again.controller.connection.ask_server()
    login_page.server.address.setText("nowhere.invalid/clinic")
    login_page.server.login.setText("desk")
    login_page.server.person.setText("Somebody else")
    login_page.server.password.returnPressed.emit()
    assert login_page.server.wrong.text()
    again.controller.connection.use_file()
    settle()
    assert again.mode == "locked"
    assert NAME not in words(again.window)


def test_a_file_that_cannot_say_whether_it_has_a_pin_starts_locked(
    clinic: MakeClinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic(tmp_path).start().end()

    def busy(_store: Store, _key: str) -> str | None:
        raise BodymapError("store.in_use", place="p.sqlite")

    monkeypatch.setattr(Store, "setting", busy)
    again = clinic(tmp_path)
    again.controller.connection.begin()
    assert again.mode == "locked"
    enter(again, "4711")
    assert again.mode == "locked"
    assert "Another program" in again.controller.login_page.pin.wrong.text()


def test_dropped_files_are_not_taken_while_it_is_locked(handed: Clinic) -> None:
    assert not handed.window.acceptDrops()
    QApplication.sendEvent(handed.window, QEvent(QEvent.Type.WindowActivate))
    assert handed.window.document.drawing.marks == (LOW_BACK,)
