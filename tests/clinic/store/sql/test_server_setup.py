"""A server is prepared as `docs/server.md` says, to the letter; a desk then can do its work and nothing more."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from bodymap.cli import main
from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.clinic.store.open import open_server
from bodymap.clinic.store.sql.schema import metadata
from bodymap.clinic.store.sql.server_setup import DESK_RIGHTS, prepare_server
from bodymap.drawing.model import Drawing
from tests.clinic.store.conftest import ANNA, BEN, PASSWORD, Place, Server
from tests.refusals import refused

DOCS = Path(__file__).parents[4] / "docs" / "server.md"


def blocks(language: str) -> list[str]:
    """The code in the document, in order."""
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", DOCS.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def desk(server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    """The address of a desk, on a server that was set up as the document says. Its password: 'choose another one'."""
    (statements,) = blocks("sql")
    (command,) = blocks("sh")
    try:
        with server.admin() as admin:
            for statement in statements.split(";"):
                if statement.strip():
                    admin.execute(statement.encode())
        monkeypatch.setenv("BODYMAP_PASSWORD", "choose a long one")
        words = command.replace("server.example", f"127.0.0.1:{server.port}").split()
        assert words.pop(0) == "bodymap"
        for _ in ("once", "after an update"):
            assert main(words) == 0
            assert capsys.readouterr().out == "127.0.0.1/clinic is ready, and bodymap_desk may work with it.\n"
        yield server.url("clinic", "bodymap_desk")
    finally:
        with server.admin() as admin:
            admin.execute("DROP DATABASE IF EXISTS clinic WITH (FORCE)")
            admin.execute("DROP ROLE IF EXISTS bodymap_desk, bodymap_owner")


def test_a_desk_can_do_its_work_and_nothing_more(server: Server, desk: str) -> None:
    with open_server(desk, "choose another one", ANNA) as anna, open_server(desk, "choose another one", BEN) as ben:
        patient = anna.save_patient(anna.add_patient(Patient(new_id(), "Zoë")))
        visit = anna.save_visit(anna.add_visit(Visit(new_id(), patient.id, datetime.now(UTC), Drawing())))
        assert ben.visit(visit.id) == visit
        assert [line.id for line in ben.search("zoe")] == [patient.id]
        ben.set_setting("pin", "one")
        ben.set_setting("pin", "two")
        ben.set_setting("pin", None)
        ben.note("opened", patient.id)
        ben.erase_patient(patient.id)
        assert [line.action for line in anna.audit()][:2] == ["erased", "opened"]
    login = {"host": "127.0.0.1", "port": server.port, "user": "bodymap_desk", "password": "choose another one"}
    with psycopg.connect(dbname="clinic", autocommit=True, **login) as connection:  # type: ignore[arg-type]
        for statement in (
            "UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit", "DROP TABLE audit",
            "UPDATE alembic_version SET version_num = '0001'", "CREATE TABLE other (id integer)", "TRUNCATE patient",
            "ALTER TABLE patient ADD COLUMN more text",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_the_document_names_the_rights_of_every_table(server: Server, desk: str) -> None:
    assert set(DESK_RIGHTS) == {*metadata.tables, "alembic_version"}
    text = DOCS.read_text(encoding="utf-8")
    assert all(f"`{table}`" in text for table in DESK_RIGHTS)


def test_a_desk_without_tables_or_rights_is_told_whom_to_ask(server: Server) -> None:
    with server.admin() as admin:
        admin.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    database = server.copy()
    for _ in ("no tables", "no rights"):
        with refused("server.lacks_rights"):
            open_server(server.url(database, "guest"), "guest", ANNA)
        prepare_server(server.url(database), PASSWORD)
    server.drop(database)
    with server.admin() as admin:
        admin.execute("DROP ROLE guest")


def test_an_older_schema_is_upgraded_by_whoever_may_and_others_are_told(server: Server, desk: str) -> None:
    with server.admin("clinic") as admin:
        admin.execute("DROP TABLE word")
        admin.execute("UPDATE alembic_version SET version_num = '0001'")
    with refused("server.lacks_rights"):
        open_server(desk, "choose another one", ANNA)
    prepare_server(server.url("clinic", "bodymap_owner"), "choose a long one", "bodymap_desk")
    open_server(desk, "choose another one", ANNA).close()


# The command


def test_a_role_that_is_not_there_is_told(
    server_place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BODYMAP_PASSWORD", PASSWORD)
    assert main(["store", "prepare", server_place.url, "--desk", 'o"ther']) == 2
    assert re.fullmatch(
        r"bodymap: There is no role .* Create it first; see docs/server\.md\.\n", capsys.readouterr().err
    )


def test_the_password_is_asked_for_and_not_shown(
    server_place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BODYMAP_PASSWORD", raising=False)
    assert main(["store", "prepare", server_place.url]) == 2
    assert "Set the environment variable BODYMAP_PASSWORD" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)
    assert main(["store", "prepare", server_place.url]) == 0
    out, err = capsys.readouterr()
    assert out.endswith(" is ready.\n")
    assert PASSWORD not in out + err
