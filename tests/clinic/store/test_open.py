"""Opening a file: made for its owner alone, told apart by its first page, refused in one sentence and not touched."""

import os
import stat
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.clinic.store.open import open_file, state_of
from bodymap.clinic.store.store_errors import DamagedStoreError, PassphraseNeededError, WrongPassphraseError
from bodymap.drawing.model import Drawing, Mark
from tests.clinic.store.conftest import ANNA, Place
from tests.refusals import refused

ZOE = Patient(new_id(), "Zoë O’Brien", date(1980, 3, 5), "A-12")


@pytest.fixture
def filled(file_place: Place) -> Place:
    """A file with a patient, closed."""
    with file_place.open() as store:
        store.add_patient(ZOE)
    return file_place


def test_what_is_stored_is_there_when_opened_again(file_place: Place) -> None:
    path = file_place.path
    assert path is not None
    assert state_of(path) == "absent"
    with file_place.open() as store:
        patient = store.add_patient(ZOE)
        visit = store.add_visit(
            Visit(new_id(), patient.id, datetime.now(UTC), Drawing(marks=(Mark(region="back/sacrum"),)))
        )
    assert state_of(path) == ("encrypted" if file_place.passphrase else "plain")
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    with file_place.open() as store:
        assert store.patient(patient.id) == patient
        assert store.visit(visit.id) == visit


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such rights")
def test_a_new_file_and_its_folder_are_for_its_owner_alone(file_place: Place) -> None:
    assert file_place.path is not None
    with file_place.open() as store:
        store.add_patient(ZOE)
        assert {stat.S_IMODE(one.stat().st_mode) for one in file_place.path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(file_place.path.parent.stat().st_mode) == 0o700


def test_an_encrypted_file_shows_nothing(filled: Place) -> None:
    assert filled.path is not None
    content = filled.path.read_bytes()
    assert ("O’Brien".encode() in content) == (filled.passphrase is None)
    assert (b"patient" in content) == (filled.passphrase is None)


def test_a_passphrase_may_come_from_a_keyboard_that_takes_letters_apart(tmp_path: Path) -> None:
    open_file(tmp_path / "p.sqlite", ANNA, 'cafe\u0301\'s "1"').close()
    open_file(tmp_path / "p.sqlite", ANNA, 'caf\u00e9\'s "1"').close()


@pytest.mark.parametrize("passphrase", ["a\0b", "\ud800"])
def test_a_passphrase_of_no_letters_is_refused(tmp_path: Path, passphrase: str) -> None:
    with refused("passphrase.control_character"):
        open_file(tmp_path / "p.sqlite", ANNA, passphrase)


@pytest.mark.parametrize("wrong", ["it's a “Secret”", "x", " ", "'; ATTACH 'x"])
def test_a_wrong_passphrase_is_told_and_touches_nothing(
    tmp_path: Path, wrong: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.sqlite"
    with open_file(path, ANNA, "it's a “secret”") as store:
        store.add_patient(ZOE)
    before = path.read_bytes()
    with refused("store.wrong_passphrase", WrongPassphraseError):
        open_file(path, ANNA, wrong)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["p.sqlite"]
    assert capfd.readouterr() == ("", "")  # SQLCipher would write of its own accord


@pytest.mark.parametrize("none", [None, ""])
def test_a_missing_passphrase_is_asked_for(tmp_path: Path, none: str | None) -> None:
    open_file(tmp_path / "p.sqlite", ANNA, "secret").close()
    with refused("store.passphrase_needed", PassphraseNeededError):
        open_file(tmp_path / "p.sqlite", ANNA, none)


def test_a_passphrase_for_a_plain_file_is_not_passed_over(tmp_path: Path) -> None:
    open_file(tmp_path / "p.sqlite", ANNA).close()
    with refused("store.not_encrypted"):
        open_file(tmp_path / "p.sqlite", ANNA, "secret")
    assert state_of(tmp_path / "p.sqlite") == "plain"


def test_no_file_is_made_where_none_is_wanted(tmp_path: Path) -> None:
    with refused("store.missing"):
        open_file(tmp_path / "p.sqlite", ANNA, create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"hello", b"PK\3\4" * 2000, b"\0" * 8192, b"Anna\n" * 4096])
def test_a_file_that_cannot_be_ours_is_told_before_any_passphrase(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.sqlite"
    path.write_bytes(content)
    for passphrase in (None, "secret"):
        with refused("store.damaged", DamagedStoreError):
            open_file(path, ANNA, passphrase)
    assert path.read_bytes() == content


def test_a_plain_beginning_with_nonsense_behind_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"nonsense" * 1000)
    with refused("store.damaged", DamagedStoreError):
        open_file(path, ANNA)


def test_the_program_starts_without_loading_a_database() -> None:
    code = (
        "import sys, bodymap.cli, bodymap.clinic.store.open, bodymap.clinic.store.store_errors\n"
        "bodymap.cli._parser()\n"
        "print({'sqlalchemy', 'alembic', 'psycopg', 'sqlcipher3'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (ended.stdout, ended.stderr) == ("set()\n", "")


def test_alembic_is_loaded_only_for_a_file_that_is_not_of_this_version(tmp_path: Path) -> None:
    open_file(tmp_path / "p.sqlite", ANNA).close()
    code = (
        "import sys\nfrom pathlib import Path\nfrom bodymap.clinic.model import Actor\n"
        "from bodymap.clinic.store.open import open_file\n"
        "open_file(Path(sys.argv[1]), Actor('Anna', 'desk 1')).close()\nsys.exit('alembic' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "p.sqlite")], check=False)
    assert ended.returncode == 0


def test_a_folder_and_a_place_behind_a_file_are_told(tmp_path: Path) -> None:
    with refused("store.is_folder"):
        open_file(tmp_path, ANNA)
    (tmp_path / "file").touch()
    with refused("store.unreadable"):
        open_file(tmp_path / "file" / "p.sqlite", ANNA)
