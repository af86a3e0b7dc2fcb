"""`bodymap backup`, `restore` and `backup-check`, as a clinic's clock calls them: no terminal, secrets in the
environment, one line of answer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bodymap.cli import main
from bodymap.clinic.model import Actor, Patient, Visit, new_id
from bodymap.clinic.store.defaults import default_path
from bodymap.clinic.store.open import open_file, state_of
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.commands import stores
from bodymap.drawing.model import Drawing
from tests.postgres import PASSWORD, Place

ANNA = Actor("Anna", "desk 1")
SECRET = "it's a “secret”"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plain file with a patient and a visit."""
    path = tmp_path / "patients.db"
    fill(path, None)
    return path


def fill(path: Path, passphrase: str | None, name: str = "Zoë") -> str:
    """Adds a patient with a visit to a file; returns the visit's id."""
    with open_file(path, ANNA, passphrase) as store:
        patient = store.add_patient(Patient(new_id(), name))
        return store.add_visit(Visit(new_id(), patient.id, datetime.now(UTC), Drawing())).id


def count(path: Path, passphrase: str | None = None) -> int:
    """The number of patients in a file."""
    with open_file(path, ANNA, passphrase, create=False) as store:
        return store.count()


@pytest.mark.parametrize("secret", ["", SECRET])
def test_there_and_back(
    path: Path, secret: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(stores.PASSPHRASE, secret)
    out = path.with_name("backup.db")
    assert main(["backup", str(out), "--store", str(path)]) == 0
    assert state_of(out) == ("encrypted" if secret else "plain")
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("1 patient with 1 visit")
    assert ("not encrypted" in said.out) == (not secret)
    assert main(["backup-check", str(out)]) == 0
    assert "restores: 1 patient with 1 visit." in capsys.readouterr().out
    fill(path, None, "Later")
    assert main(["restore", str(out), "--store", str(path), "--yes"]) == 0
    assert "before-restore" in capsys.readouterr().out
    assert count(path, secret or None) == 1


def test_this_computers_file_is_meant_where_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv(stores.PASSPHRASE, SECRET)
    fill(default_path(), SECRET)
    assert main(["backup", str(tmp_path / "b.db")]) == 0
    assert main(["restore", str(tmp_path / "b.db"), "--yes"]) == 0
    assert count(default_path(), SECRET) == 1
    assert SECRET not in "".join(capsys.readouterr())


def test_a_restore_asks_first(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(stores.PASSPHRASE, "")
    out = path.with_name("backup.db")
    main(["backup", str(out), "--store", str(path)])
    fill(path, None, "Later")
    restore = ["restore", str(out), "--store", str(path)]
    assert main(restore) == 2
    assert "Add --yes" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert main(restore) == 2
    assert "has been left as it is" in capsys.readouterr().err
    assert count(path) == 2
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    assert main(restore) == 0
    assert count(path) == 1


def test_without_a_terminal_the_environment_has_to_hold_the_secret(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(stores.PASSPHRASE, raising=False)
    assert main(["backup", str(path.with_name("b.db")), "--store", str(path)]) == 2
    error = capsys.readouterr().err
    assert stores.PASSPHRASE in error
    assert error.count("\n") == 1
    assert not path.with_name("b.db").exists()


def test_a_new_passphrase_is_typed_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(stores.PASSPHRASE, raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    typed = iter(["one", "another", SECRET, SECRET])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    out = path.with_name("b.db")
    assert main(["backup", str(out), "--store", str(path)]) == 2
    assert "differ" in capsys.readouterr().err
    assert main(["backup", str(out), "--store", str(path)]) == 0
    assert count(out, SECRET) == 1


def test_a_drawing_that_cannot_be_read_is_reported(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(stores.PASSPHRASE, "")
    bad = fill(path, None)
    connection = connect_file(path, None)
    connection.execute("UPDATE visit SET drawing = '{}' WHERE id = ?", (bad,))
    connection.close()
    assert main(["backup", str(path.with_name("b.db")), "--store", str(path)]) == 0
    assert main(["backup-check", str(path.with_name("b.db"))]) == 1
    assert bad in capsys.readouterr().out


@pytest.mark.parametrize("command", [["backup-check"], ["restore", "--yes"]])
def test_what_is_no_backup_is_told_in_one_line(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.db"
    for content in (None, b"rubbish", b""):
        if content is not None:
            bad.write_bytes(content)
        assert main([*command, str(bad)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1


def test_a_server_is_backed_up_and_restored(
    tmp_path: Path,
    server_place: Place,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(stores.PASSPHRASE, SECRET)
    monkeypatch.setenv("BODYMAP_PASSWORD", PASSWORD)
    out = tmp_path / "b.db"
    with server_place.open() as store:
        store.add_patient(Patient(new_id(), "Zoë"))
        assert main(["backup", str(out), "--store", server_place.url]) == 0
        store.add_patient(Patient(new_id(), "Later"))
        assert main(["restore", str(out), "--store", server_place.url, "--yes"]) == 0
        assert store.count() == 1
    assert count(out, SECRET) == 1
    assert PASSWORD not in "".join(capsys.readouterr())
