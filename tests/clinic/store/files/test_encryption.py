"""A passphrase is set, changed and taken away: all of it or nothing, and nobody loses a row."""

import os
import resource
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.clinic.store.files import sqlite_files as whole_files
from bodymap.clinic.store.files.encryption import change_passphrase
from bodymap.clinic.store.open import open_file, state_of
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.clinic.store.store_errors import DamagedStoreError, PassphraseNeededError, WrongPassphraseError
from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError
from tests.clinic.store.conftest import ANNA, BEN
from tests.refusals import refused

NAME = "Zoë Unverwechselbar"
ACHE = Drawing(marks=(Mark(region="back/sacrum", intensity=4),))
PASSPHRASES = [None, 'it\'s a “secret” "é"', "another one"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file of patients stands, in a folder of its own."""
    return tmp_path / "clinic" / "patients.db"


def fill(path: Path, passphrase: str | None) -> Visit:
    """Makes a file with a patient and a visit; returns the visit."""
    with open_file(path, ANNA, passphrase) as store:
        patient = store.add_patient(Patient(new_id(), NAME))
        store.set_setting("pin", "a hash")
        return store.add_visit(Visit(new_id(), patient.id, datetime.now(UTC), ACHE))


def holds(path: Path, passphrase: str | None, visit: Visit) -> bool:
    """Whether a file opens and has what `fill` put into it."""
    with open_file(path, ANNA, passphrase, create=False) as store:
        found = store.search("zoë unverw")
        return store.visit(visit.id) == visit and len(found) == 1 and store.setting("pin") == "a hash"


def names(path: Path) -> list[str]:
    """What stands in the folder of a file."""
    return sorted(one.name for one in path.parent.iterdir())


@pytest.mark.parametrize("new", PASSPHRASES)
@pytest.mark.parametrize("old", PASSPHRASES)
def test_the_new_passphrase_opens_the_same_and_the_old_one_no_more(
    path: Path, old: str | None, new: str | None
) -> None:
    visit = fill(path, old)
    change_passphrase(path, old, new)
    assert holds(path, new, visit)
    assert names(path) == ["patients.db"]
    assert (NAME.encode() in path.read_bytes()) == (new is None)
    if old != new:
        with pytest.raises(BodymapError):
            open_file(path, ANNA, old)


def test_an_empty_passphrase_is_none(path: Path) -> None:
    visit = fill(path, None)
    change_passphrase(path, "", "")
    assert state_of(path) == "plain"
    assert holds(path, None, visit)


def test_rights_schema_version_and_a_link_stay(path: Path, tmp_path: Path) -> None:
    visit = fill(path, None)
    link = tmp_path / "link.db"
    link.symlink_to(path)
    connection = connect_file(path, None)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    path.chmod(0o640)
    change_passphrase(link, None, "new")
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    connection = connect_file(path, "new")
    assert connection.execute("PRAGMA user_version").fetchone() == (7,)
    connection.close()
    assert holds(path, "new", visit)


def test_what_a_crash_left_in_the_log_is_not_lost(path: Path, tmp_path: Path) -> None:
    """The newest commits stand beside the file, in its log, while another program reads."""
    crashed = tmp_path / "crashed.db"
    with open_file(path, ANNA) as store, open_file(path, BEN) as other, other._reading() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM patient").scalar() == 0
        patient = store.add_patient(Patient(new_id(), NAME))
        for suffix in ("", "-wal"):
            whole_files.side_file(crashed, suffix).write_bytes(whole_files.side_file(path, suffix).read_bytes())
    assert whole_files.side_file(crashed, "-wal").stat().st_size > 0
    change_passphrase(crashed, None, "new")
    with open_file(crashed, ANNA, "new") as store:
        assert store.patient(patient.id) == patient
    assert not whole_files.side_file(crashed, "-wal").exists()


@pytest.mark.parametrize(
    ("there", "given", "kind", "code"),
    [
        ("right", "wrong", WrongPassphraseError, "store.wrong_passphrase"),
        ("right", None, PassphraseNeededError, "store.passphrase_needed"),
        (None, "secret", BodymapError, "store.not_encrypted"),
    ],
)
def test_a_wrong_passphrase_changes_nothing(
    path: Path, there: str | None, given: str | None, kind: type[BodymapError], code: str
) -> None:
    fill(path, there)
    before = path.read_bytes()
    with refused(code, kind):
        change_passphrase(path, given, "new")
    assert path.read_bytes() == before
    assert names(path) == ["patients.db"]


def test_no_file_is_told_and_none_is_made(path: Path) -> None:
    with refused("store.missing"):
        change_passphrase(path, None, "new")
    assert not path.parent.exists()


@pytest.mark.parametrize("passphrase", [None, "old"])
def test_a_damaged_file_is_left_as_it_is(path: Path, passphrase: str | None) -> None:
    fill(path, passphrase)
    content = bytearray(path.read_bytes())
    content[5 * 4096 : 5 * 4096 + 200] = b"\x5a" * 200
    path.write_bytes(content)
    with refused("store.damaged", DamagedStoreError):
        change_passphrase(path, passphrase, "new")
    assert names(path) == ["patients.db"]
    assert path.read_bytes()[5 * 4096 :] == content[5 * 4096 :]


@pytest.mark.parametrize("passphrase", [None, "old"])
def test_an_open_file_is_left_alone(path: Path, passphrase: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bodymap.clinic.store.sql.engines.BUSY_MS", 50)
    visit = fill(path, passphrase)
    with open_file(path, BEN, passphrase) as other:
        with refused("store.in_use"):
            change_passphrase(path, passphrase, "new")
        assert other.save_visit(visit).version == visit.version + 1
    change_passphrase(path, passphrase, "new")


def test_a_file_that_another_program_has_open_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bodymap.clinic.store.sql.engines.BUSY_MS", 50)
    visit = fill(path, None)
    code = (
        "import sys\nfrom pathlib import Path\nfrom bodymap.clinic.model import Actor\n"
        "from bodymap.clinic.store.open import open_file\n"
        f"store = open_file(Path({str(path)!r}), Actor('Ben', 'desk 2'))\n"
        "print('ready', flush=True)\nsys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with refused("store.in_use"):
            change_passphrase(path, None, "new")
        other.kill()
    change_passphrase(path, None, "new")
    assert holds(path, "new", visit)


def test_a_program_that_waits_for_the_file_never_writes_into_the_old_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It opened the old file while that was held, and comes to its turn when another stands in its place."""
    fill(path, None)
    outcome: list[object] = []

    def open_meanwhile() -> None:
        try:
            with open_file(path, BEN) as store:
                store.add_patient(Patient(new_id(), "Late"))
        except BodymapError as error:
            outcome.append(error)
        else:
            outcome.append("stored")

    late = threading.Thread(target=open_meanwhile)
    original = whole_files.put_in_place

    def slowly(part: Path, place: Path) -> None:
        late.start()
        opened.wait(10)
        original(part, place)

    opened = threading.Event()
    connect = connect_file

    def connecting(file: Path, passphrase: str | None, *, log: bool = True) -> object:
        if threading.current_thread() is late:
            opened.set()
        return connect(file, passphrase, log=log)

    monkeypatch.setattr("bodymap.clinic.store.sql.engines.connect_file", connecting)
    monkeypatch.setattr("bodymap.clinic.store.files.encryption.put_in_place", slowly)
    change_passphrase(path, None, "new")
    late.join(20)
    (told,) = outcome
    assert isinstance(told, BodymapError)
    with open_file(path, ANNA, "new") as store:
        assert store.count() == 1


def test_a_disk_that_takes_no_more_leaves_the_old_file(path: Path) -> None:
    """A limit on the size of files stands in for a full disk, which a test cannot make without being root."""
    visit = fill(path, None)
    size = path.stat().st_size
    code = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from bodymap.clinic.store.files.encryption import change_passphrase\n"
        "from bodymap.errors import BodymapError\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size // 2}, resource.RLIM_INFINITY))\n"
        f"try:\n    change_passphrase(Path({str(path)!r}), None, 'new')\n"
        "except BodymapError as error:\n    print(error)\n    sys.exit(2)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.count("\n") == 1
    assert "disk" in done.stdout.lower()
    assert names(path) == ["patients.db"]
    assert holds(path, None, visit)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


KILLS = {
    "before the copy": ("encryption.export", "before"),
    "after the copy": ("encryption.export", "after"),
    "after the check": ("encryption.bring_to_rest", "after"),
    "before the old log goes": ("encryption.take_away_log", "before"),
    "after the old log went": ("encryption.take_away_log", "after"),
    "before the rename": ("encryption.put_in_place", "before"),
    "before the folder is flushed": ("sqlite_files.flush_folder", "before"),
    "after the rename": ("encryption.put_in_place", "after"),
}


@pytest.mark.real_keys
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
@pytest.mark.parametrize("moment", KILLS)
def test_a_kill_leaves_the_old_file_or_the_new_and_the_next_call_sweeps(path: Path, moment: str) -> None:
    visit = fill(path, "old")
    where, when = KILLS[moment]
    module, name = where.split(".")
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom bodymap.clinic.store.files import encryption, sqlite_files\n"
        f"original = {module}.{name}\n"
        "def killed(*arguments, **more):\n"
        f"    if {when!r} == 'after':\n        original(*arguments, **more)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{module}.{name} = killed\n"
        f"encryption.change_passphrase(Path({str(path)!r}), 'old', 'new')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    now: str | None = None
    for passphrase in ("old", "new"):
        try:
            if holds(path, passphrase, visit):
                now = passphrase
        except WrongPassphraseError:
            continue
    assert now == ("new" if moment in ("before the folder is flushed", "after the rename") else "old")
    change_passphrase(path, now, "third")
    assert names(path) == ["patients.db"]
    assert holds(path, "third", visit)


def test_damaged_text_that_sqlite_quotes_is_told(path: Path) -> None:
    """The name of a table stands in SQLite's own message, and is no Unicode any more."""
    fill(path, None)
    content = path.read_bytes().replace(b"CREATE TABLE patient", b"CREATE TABLE p\xe1\x28ient")
    path.write_bytes(content.replace(b"tablepatientpatient", b"tablep\xe1\x28ientp\xe1\x28ient"))
    with pytest.raises(DamagedStoreError):
        change_passphrase(path, None, "new")
    assert names(path) == ["patients.db"]


@pytest.mark.real_keys
def test_a_key_is_derived_in_as_many_rounds_as_sqlcipher_advises(path: Path) -> None:
    fill(path, "secret")
    connection = connect_file(path, "secret")
    assert int(connection.execute("PRAGMA kdf_iter").fetchone()[0]) == 256_000
    connection.close()
