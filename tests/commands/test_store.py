"""`bodymap store forget-pin`: whoever can open the patients can take a forgotten PIN away, and it is written down."""

from pathlib import Path

import pytest

from bodymap.cli import main
from bodymap.clinic.access.pin import Pin, with_pin
from bodymap.clinic.model import Actor
from bodymap.clinic.store.open import open_file
from bodymap.commands.stores import PASSPHRASE, PASSWORD
from tests.postgres import PASSWORD as SERVER_PASSWORD
from tests.postgres import Place

ANNA = Actor("Anna", "desk 1")
SECRET = "it's a “secret”"


def with_pins(path: Path, *people: str, passphrase: str | None = None) -> Path:
    """A file in which these people have a PIN."""
    with open_file(path, ANNA, passphrase) as store:
        for person in people:
            Pin(store, person).set("4711")
    return path


@pytest.mark.parametrize("named", [[], ["--person", "Zoë"]])
def test_it_is_taken_away_and_stands_in_the_trail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: list[str]
) -> None:
    monkeypatch.setenv(PASSPHRASE, SECRET)
    path = with_pins(tmp_path / "patients.db", "Zoë", passphrase=SECRET)
    assert main(["store", "forget-pin", "--store", str(path), *named]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("The PIN of Zoë is taken away")
    with open_file(path, ANNA, SECRET) as store:
        assert not Pin(store, "Zoë").is_set
        assert [(line.action, line.detail) for line in store.audit()] == [("changed", "PIN of Zoë taken away")]


def test_of_several_one_is_named_and_the_others_keep_theirs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = with_pins(tmp_path / "patients.db", "Anna", "Ben")
    command = ["store", "forget-pin", "--store", str(path)]
    assert main(command) == 2
    assert "--person: Anna, Ben." in capsys.readouterr().err
    assert main([*command, "--person", "Carla"]) == 2
    assert "Carla has no PIN" in capsys.readouterr().err
    assert main([*command, "--person", "Ben"]) == 0
    with open_file(path, ANNA) as store:
        assert with_pin(store) == ["Anna"]


def test_where_nobody_has_one_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = with_pins(tmp_path / "patients.db")
    assert main(["store", "forget-pin", "--store", str(path)]) == 2
    assert "Nobody has a PIN" in capsys.readouterr().err


def test_the_passphrase_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = with_pins(tmp_path / "patients.db", "Anna", passphrase=SECRET)
    monkeypatch.setenv(PASSPHRASE, "another")
    assert main(["store", "forget-pin", "--store", str(path)]) == 2
    assert "passphrase does not open" in capsys.readouterr().err
    with open_file(path, ANNA, SECRET) as store:
        assert with_pin(store) == ["Anna"]


def test_on_a_server_too(
    server_place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(PASSWORD, SERVER_PASSWORD)
    with server_place.open() as store:
        Pin(store, "Anna").set("4711")
        assert main(["store", "forget-pin", "--store", server_place.url]) == 0
        assert with_pin(store) == []
    assert SERVER_PASSWORD not in "".join(capsys.readouterr())
