"""The one file holds everything at every moment, and one that is taken away while open is not written in vain."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bodymap.clinic.saving.visit_saver import ImmediateSaver, Stored, Waiting
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.clinic.store.store_errors import DamagedStoreError
from tests.clinic.store.conftest import ANNA, PASSPHRASE, Place
from tests.clinic.store.invented import session, someone
from tests.refusals import refused


def moved(path: Path) -> None:
    """The file alone goes elsewhere, as a sync folder or a person does it."""
    path.rename(path.with_name("elsewhere.sqlite"))


def deleted(path: Path) -> None:
    """The file and its log are gone."""
    for one in path.parent.iterdir():
        one.unlink()


def replaced(path: Path) -> None:
    """A copy takes its place."""
    copy = path.with_name("copy.sqlite")
    shutil.copy(path, copy)
    copy.replace(path)


def folder_moved(path: Path) -> None:
    """The whole folder goes elsewhere."""
    path.parent.rename(path.parent.with_name("away"))


TAKEN = [moved, deleted, replaced, folder_moved]
posix = pytest.mark.skipif(os.name != "posix", reason="other systems do not let an open file be taken away")


@posix
@pytest.mark.parametrize("take", TAKEN)
def test_a_save_into_a_file_that_was_taken_away_is_refused(file_place: Place, take: Callable[[Path], None]) -> None:
    assert file_place.path is not None
    with file_place.open() as store:
        visit = store.add_visit(session(store.add_patient(someone())))
        saver = ImmediateSaver(store, visit, lambda _: None)
        take(file_place.path)
        saver.keep(replace(visit, note="after"))
        assert isinstance(saver.state, Waiting)
        assert saver.state.reason is not None
        assert saver.state.reason.code == "store.taken_away"
        assert saver.visit.note == "after"
        with refused("store.taken_away"):
            store.add_patient(someone("Ben"))


@posix
def test_what_waited_is_stored_once_the_file_is_back(file_place: Place) -> None:
    assert file_place.path is not None
    elsewhere = file_place.path.with_name("elsewhere.sqlite")
    with file_place.open() as store:
        visit = store.add_visit(session(store.add_patient(someone())))
        saver = ImmediateSaver(store, visit, lambda _: None)
        moved(file_place.path)
        saver.keep(replace(visit, note="after"))
        assert isinstance(saver.state, Waiting)
        elsewhere.rename(file_place.path)
        assert saver.flush(0)
        assert isinstance(saver.state, Stored)
    with file_place.open() as store:
        assert store.visit(visit.id).note == "after"


@posix
def test_the_file_that_was_moved_holds_everything(file_place: Place, tmp_path: Path) -> None:
    assert file_place.path is not None
    with file_place.open() as store:
        visit = store.add_visit(session(store.add_patient(someone()), note="before"))
        elsewhere = tmp_path / "elsewhere.sqlite"
        file_place.path.rename(elsewhere)
    with open_file(elsewhere, ANNA, file_place.passphrase, create=False) as found:
        assert found.visit(visit.id) == visit


def test_a_copy_of_the_open_file_holds_what_was_stored(file_place: Place, tmp_path: Path) -> None:
    assert file_place.path is not None
    copy = tmp_path / "usb" / "patients.sqlite"
    copy.parent.mkdir()
    with file_place.open() as store:
        for number in range(5):
            visit = store.add_visit(session(store.add_patient(someone(f"Patient {number}"))))
            shutil.copy(file_place.path, copy)
            with open_file(copy, ANNA, file_place.passphrase, create=False) as copied:
                assert copied.count() == number + 1
                assert copied.visit(visit.id) == visit


def test_a_log_alone_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "patients.sqlite"
    log = tmp_path / "patients.sqlite-wal"
    log.write_bytes(bytes(range(256)) * 40)
    for create in (True, False):
        with refused("store.log_alone"):
            open_file(path, ANNA, create=create)
    assert not path.exists()
    assert log.read_bytes() == bytes(range(256)) * 40


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_file_without_tables_is_no_empty_clinic(tmp_path: Path, passphrase: str | None) -> None:
    path, copy = tmp_path / "open.sqlite", tmp_path / "copy.sqlite"
    connection = connect_file(path, passphrase)
    connection.execute("CREATE TABLE patient (id TEXT)")
    shutil.copy(path, copy)
    connection.close()
    assert copy.stat().st_size in (4096, 8192)
    before = copy.read_bytes()
    with refused("store.incomplete", DamagedStoreError):
        open_file(copy, ANNA, passphrase)
    assert copy.read_bytes() == before


STORE_AND_DIE = """
import os, sys
from pathlib import Path
from bodymap.clinic.model import Patient, new_id
from bodymap.clinic.store.open import open_file
from tests.clinic.store.conftest import ANNA, PASSPHRASE
store = open_file(Path(sys.argv[1]), ANNA, PASSPHRASE if sys.argv[2] else None)
for number in range(int(sys.argv[3])):
    store.add_patient(Patient(new_id(), f"Patient {number}"))
os._exit(9)
"""


@pytest.mark.real_keys
def test_the_log_of_a_crash_is_not_played_onto_an_older_copy(file_place: Place, tmp_path: Path) -> None:
    """Once in the file, a change is in the log no more: there is nothing to be played onto a copy put back by hand."""
    assert file_place.path is not None
    copy = tmp_path / "copy.sqlite"
    with file_place.open() as store:
        for number in range(5):
            store.add_patient(someone(f"Old {number}"))
    shutil.copy(file_place.path, copy)
    arguments = [str(file_place.path), "encrypted" if file_place.passphrase else "", "40"]
    done = subprocess.run([sys.executable, "-c", STORE_AND_DIE, *arguments], check=False)
    assert done.returncode == 9
    log = file_place.path.with_name(file_place.path.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0
    with file_place.open() as store:
        assert store.count() == 45
    shutil.copy(copy, file_place.path)
    with file_place.open() as store:
        assert store.count() == 5
