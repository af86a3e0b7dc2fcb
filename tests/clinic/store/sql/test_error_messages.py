"""Damaged, full, read-only and busy files: one sentence each, and nothing that was stored is lost."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.sql import engines
from bodymap.clinic.store.sql import error_messages as trouble
from bodymap.clinic.store.store_errors import DamagedStoreError
from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from tests.clinic.store.conftest import ANNA, Place
from tests.clinic.store.schema_files import FOLDER, PASSPHRASE
from tests.refusals import refused


def read_all(path: Path, passphrase: str | None) -> None:
    """Opens a file and reads and writes whatever is in it."""
    with open_file(path, ANNA, passphrase) as store:
        for line in store.recent_patients():
            patient = store.patient(line.id)
            for visit in store.visits(line.id):
                store.save_visit(store.visit(visit.id))
            store.save_patient(patient)
        store.search("zoe 1980")
        store.audit()
        store.add_patient(Patient(new_id(), "New", date(1990, 1, 1)))


@pytest.mark.parametrize("name", ["schema-0002.sqlite", "schema-0001.sqlite", "schema-0002-encrypted.sqlite"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_told_in_one_sentence(tmp_path: Path, name: str, data: st.DataObject) -> None:
    whole = (FOLDER / name).read_bytes()
    start = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        content = whole[:start]
    else:
        bad = data.draw(st.binary(min_size=1, max_size=300) | st.integers(1, 8192).map(bytes))
        content = (whole[:start] + bad + whole[start + len(bad) :])[: len(whole)]
    for file in tmp_path.iterdir():
        file.unlink()
    path = tmp_path / name
    path.write_bytes(content)
    passphrase = PASSPHRASE if "encrypted" in name else None
    told = ""
    try:
        read_all(path, passphrase)  # goes well where what was hit is of no importance
    except BodymapError as error:  # mostly Damaged; a header can also be bent into that of another kind of file
        told = error_sentence(error)
    assert "\n" not in told
    assert told.endswith(".") or not told


@pytest.mark.parametrize("passphrase", [None, "secret"])
def test_damage_in_the_middle_and_a_cut_end_are_told(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "p.sqlite"
    with open_file(path, ANNA, passphrase) as store:
        patients = [store.add_patient(Patient(new_id(), f"Zoë {number}", note="x" * 3000)) for number in range(20)]
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    with refused("store.damaged", DamagedStoreError):
        open_file(path, ANNA, passphrase)
    path.write_bytes(whole[: 4096 * 8] + b"?" * (len(whole) - 4096 * 8))
    with open_file(path, ANNA, passphrase) as store, refused("store.damaged", DamagedStoreError):
        [store.patient(patient.id) for patient in patients]


def test_a_full_disk_loses_nothing(file_place: Place) -> None:
    with file_place.open() as store:
        patient = store.add_patient(Patient(new_id(), "Zoë"))
        visit = store.add_visit(Visit(new_id(), patient.id, datetime.now(UTC), Drawing(), note="before"))
        raw = store._engine.raw_connection()
        cursor = raw.cursor()
        cursor.execute("PRAGMA max_page_count = 1")  # SQLite takes as many as there are already
        cursor.close()
        raw.close()
        changed = replace(visit, drawing=Drawing(marks=(Mark(region="back/sacrum"),) * 2000), note="after")
        with refused("store.disk_full"):
            store.save_visit(changed)
        assert store.visit(visit.id) == visit
        with store._reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert store.visit(store.save_visit(changed).id).note == "after"


@pytest.mark.parametrize(("free", "code"), [(8_192, "store.disk_full"), (10**9, "store.disk_fault")])
def test_a_disk_that_has_no_room_for_the_index_of_the_log_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    """SQLite calls it an error of the disk, as it does where a disk fails."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 0, free))
    origin = dbapi2.OperationalError("disk I/O error")
    origin.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    assert trouble.explained_error(DBAPIError(None, None, origin), str(tmp_path / "p.sqlite")).code == code


@pytest.mark.parametrize("name", ["NOMEM", "TOOBIG", "ERROR", "INTERRUPT", "SCHEMA", "PROTOCOL", "CONSTRAINT"])
def test_what_is_no_damage_is_not_called_so(tmp_path: Path, name: str) -> None:
    origin = dbapi2.OperationalError("whatever")
    origin.sqlite_errorname = f"SQLITE_{name}"
    told = trouble.explained_error(DBAPIError(None, None, origin), str(tmp_path / "p.sqlite"))
    assert not isinstance(told, DamagedStoreError)
    assert told.code == "store.failed"


def test_a_search_that_is_too_long_for_the_database_does_not_make_a_whole_file_damaged(file_place: Place) -> None:
    with file_place.open() as store:
        store.add_patient(Patient(new_id(), "Zoë"))
        with refused("store.failed") as caught:
            store.search(" ".join(f"word{number}" for number in range(2000)))
        assert not isinstance(caught.value, DamagedStoreError)
        assert store.count() == 1


@contextmanager
def without_rights() -> Iterator[None]:
    """Root may write anywhere; for a while, the tests of root are somebody else's."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
@pytest.mark.parametrize("passphrase", [None, "secret"])
@pytest.mark.parametrize("what", ["file", "folder", "both", "unreadable"])
def test_a_place_that_cannot_be_written_is_told(server_folder: Path, what: str, passphrase: str | None) -> None:
    path = server_folder / "p.sqlite"
    with open_file(path, ANNA, passphrase) as store:
        store.add_patient(Patient(new_id(), "Zoë"))
    before = path.read_bytes()
    path.chmod({"file": 0o444, "folder": 0o666, "both": 0o444, "unreadable": 0o000}[what])
    server_folder.chmod(0o777 if what in ("file", "unreadable") else 0o555)
    with without_rights():
        with pytest.raises(BodymapError) as caught:
            open_file(path, ANNA, passphrase).add_patient(Patient(new_id(), "Ben"))
        assert caught.value.code in ("store.not_writable", "store.unreadable")
    path.chmod(0o600)
    assert path.read_bytes() == before
    server_folder.chmod(0o700)
    with open_file(path, ANNA, passphrase) as store:
        assert store.count() == 1


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_a_folder_where_nothing_can_be_made_is_told(server_folder: Path) -> None:
    server_folder.chmod(0o555)
    with without_rights():
        for path in (server_folder / "p.sqlite", server_folder / "new" / "p.sqlite"):
            with refused("store.not_made", path=path):
                open_file(path, ANNA)


@pytest.mark.real_keys
def test_a_file_that_another_program_writes_is_told_and_can_be_read(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_MS", 50)
    code = (
        "import sys\nfrom pathlib import Path\nfrom bodymap.clinic.store.sql.engines import connect_file\n"
        "connection = connect_file(Path(sys.argv[1]), sys.argv[2] or None)\n"
        "connection.execute('BEGIN EXCLUSIVE')\nprint('ready', flush=True)\nsys.stdin.read()"
    )
    with file_place.open() as store:
        patient = store.add_patient(Patient(new_id(), "Zoë"))
        arguments = [sys.executable, "-c", code, str(file_place.path), file_place.passphrase or ""]
        with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "ready\n"
            with refused("store.in_use"):
                store.save_patient(patient)
            assert store.patient(patient.id) == patient
            other.communicate("")
        assert store.save_patient(patient).version == 2
