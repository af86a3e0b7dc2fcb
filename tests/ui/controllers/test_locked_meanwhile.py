"""Locked while something is under way: it ends behind the lock, and nothing of it is shown before the PIN."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from bodymap.clinic.store.files import backup
from bodymap.clinic.store.files.backup import write_backup
from bodymap.ui.tasks.progress import wait_for
from tests.ui.clinic import LOW_BACK, PASSPHRASE, Clinic, clinics
from tests.ui.conftest import Answers
from tests.ui.controllers.test_lock_controller import NAME, enter, words
from tests.ui.hands import settle

MakeClinic = Callable[..., Clinic]


@pytest.fixture
def clinic(qtbot: QtBot) -> Iterator[MakeClinic]:
    with clinics() as one:
        yield one


def with_pin(clinic: Clinic, passphrase: str | None = None) -> Clinic:
    """A program whose therapist has a PIN."""
    clinic.start(passphrase).controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    return clinic


def dialogs() -> list[QDialog]:
    """The dialogs that can be seen."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def restoring_locked(one: Clinic, file: Path, passphrase: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Restores a backup; the program locks itself while the backup is still being read."""
    locked = Event()
    check = backup.check_backup

    def wait_and_check(path: Path, word: str | None) -> backup.BackupReport:
        assert locked.wait(20), "it locks while the backup is read"
        return check(path, word)

    def lock() -> None:
        one.controller.idle_timer.idled.emit()
        locked.set()

    monkeypatch.setattr(backup, "check_backup", wait_and_check)
    QTimer.singleShot(50, lock)
    one.controller.backups._restore(file, passphrase)
    settle()


def test_a_restore_that_ends_while_it_is_locked_shows_no_patient(
    clinic: MakeClinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = with_pin(clinic(tmp_path), PASSPHRASE)
    one.patient(NAME)
    write_backup(one.store, tmp_path / "all.backup.db", PASSPHRASE)
    restoring_locked(one, tmp_path / "all.backup.db", PASSPHRASE, monkeypatch)
    assert one.mode == "locked"
    assert one.shows(one.controller.login_page)
    assert not one.controller.home_page.list.isVisible()
    enter(one, "4711")
    assert one.shows(one.controller.home_page)
    assert one.controller.home_page.list.isVisible()


def test_a_restored_file_that_nothing_unlocks_is_not_locked(
    clinic: MakeClinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no PIN in the backup: a login_page that asks for one would never open."""
    one = clinic(tmp_path).start()
    write_backup(one.store, tmp_path / "all.backup.db", None)
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    restoring_locked(one, tmp_path / "all.backup.db", None, monkeypatch)
    assert one.mode == "open"
    assert one.shows(one.controller.home_page)
    assert one.window.menus.isEnabled()


def test_work_that_ends_while_it_is_locked_is_not_asked_for_again(clinic: MakeClinic, tmp_path: Path) -> None:
    one = with_pin(clinic(tmp_path))
    locked = Event()

    def lock() -> None:
        assert dialogs(), "the work is under way and says so"
        one.controller.lock.lock()
        locked.set()

    QTimer.singleShot(800, lock)
    assert wait_for(one.window, "Working …", lambda: locked.wait(20))
    settle()
    enter(one, "4711")
    assert one.mode == "open"
    assert not dialogs()


def test_a_question_for_a_file_is_called_off(clinic: MakeClinic, tmp_path: Path) -> None:
    one = with_pin(clinic(tmp_path))

    def lock() -> None:
        assert [type(shown) for shown in dialogs()] == [QFileDialog]
        one.controller.lock.lock()

    QTimer.singleShot(800, lock)
    one.controller.backups.back_up()
    assert one.mode == "locked"
    for _ in range(2):  # and the lock after that one, too
        enter(one, "4711")
        assert one.mode == "open"
        assert not dialogs()
        one.controller.lock.lock()
        settle()


def test_locked_it_is_not_closed_over_a_drawing_that_is_in_no_file(
    clinic: MakeClinic, tmp_path: Path, boxes: Answers
) -> None:
    """Nobody is there to say what becomes of it; `boxes` would fail for want of an answer."""
    one = with_pin(clinic(tmp_path))
    one.controller.window.new()
    one.window.document.add_mark(LOW_BACK)
    one.controller.lock.lock()
    assert not one.window.close()
    assert not boxes.said
    enter(one, "4711")
    assert one.window.document.drawing.marks == (LOW_BACK,)


def test_locked_it_is_closed_where_everything_is_kept(clinic: MakeClinic, tmp_path: Path) -> None:
    one = with_pin(clinic(tmp_path))
    one.visit(one.patient(NAME), LOW_BACK)
    one.controller.lock.lock()
    assert one.window.close()


def test_nothing_is_taken_back_unseen_while_the_patient_gives_it_back(clinic: MakeClinic, tmp_path: Path) -> None:
    one = with_pin(clinic(tmp_path))
    one.visit(one.patient(NAME), LOW_BACK)
    one.controller.lock.hand_over()
    for ask in (one.controller.lock.take_back, one.controller.idle_timer.idled.emit):
        ask()
        settle()
        one.controller.login_page.pin.cancel.setFocus()
        QTest.keyClick(one.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert one.window.document.drawing.marks == (LOW_BACK,)
        assert NAME not in words(one.window)
