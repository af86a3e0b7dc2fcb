"""Every schema version still opens, becomes today's as a whole or not at all, and a newer one is left alone."""

import shutil
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bodymap.clinic.model import MadeBy, Patient, VisitMetrics, new_id
from bodymap.clinic.store.open import open_file, open_server
from bodymap.clinic.store.sql.engines import connect_file, file_engine
from bodymap.clinic.store.sql.schema import HEAD, metadata
from bodymap.clinic.store.sql.schema_version import scripts, stored_version
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import DamagedStoreError, NewerFileError
from tests.clinic.store.conftest import ANNA, PASSWORD, Place, Server
from tests.clinic.store.schema_files import FOLDER, PASSPHRASE
from tests.refusals import refused

VERSIONS = sorted(path.name.split("_")[0] for path in (scripts() / "versions").glob("*.py"))


def copy(tmp_path: Path, name: str) -> Path:
    """A stored file where it may be changed."""
    return Path(shutil.copy(FOLDER / name, tmp_path / name))


def version_of(path: Path) -> str | None:
    """The schema version in a plain file."""
    engine = file_engine(path, None)
    with engine.connect() as connection:
        version = stored_version(connection, "it")
    engine.dispose()
    return version


def test_the_constant_is_the_last_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(scripts()))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
    assert VERSIONS[-1] == HEAD


def test_the_scripts_make_the_tables_that_the_program_uses(store: Store) -> None:
    with store._reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.real_keys
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_still_opens_with_all_that_is_in_it(tmp_path: Path, version: str, passphrase: str | None) -> None:
    path = copy(tmp_path, f"schema-{version}{'-encrypted' if passphrase else ''}.sqlite")
    for _ in ("older", "now of this version"):
        with open_file(path, ANNA, passphrase) as store:
            assert [line.name for line in store.recent_patients()] == ["王小明", "Zoë Müller"]
            assert [line.id for line in store.search("muller 5.3.1980")] == ["p1"]
            assert [line.id for line in store.search("王")] == ["p2"]
            zoe = store.patient("p1")
            assert (zoe.birth_date, zoe.reference, zoe.version) == (date(1980, 3, 5), "A-12", 2)
            assert store.patient("p2").changed_at == datetime(2026, 3, 6, 8, 30, 0, 500_000, UTC)
            assert [line.id for line in store.visits("p1")] == ["v1", "v2"]
            visit = store.visit("v1")
            assert (visit.note, visit.plan, visit.made_by) == ("Better at night", "Heat", MadeBy("0.1.0", "1"))
            assert visit.figures == VisitMetrics(0.01, 6.0, 6, 1, (("iliopsoas", "right"),))
            assert visit.ranking == {"muscles": [{"muscle": "iliopsoas", "side": "right"}]}
            assert [(mark.region, mark.intensity) for mark in visit.drawing.marks] == [("back/lumbar-right", 6)]
            assert store.visit("v2").drawing.marks == ()
            assert [(line.action, line.detail) for line in store.audit("p1")] == [("printed", "A4"), ("added", "")]
            assert store.setting("pin") == "a hash"
    with open_file(path, ANNA, passphrase) as store:
        store.save_patient(zoe)
        store.save_visit(visit)
        store.erase_patient("p1")


def test_the_files_are_of_the_versions_that_they_are_named_for(tmp_path: Path) -> None:
    for version in VERSIONS:
        assert version_of(copy(tmp_path, f"schema-{version}.sqlite")) == version


def test_a_kill_in_the_middle_leaves_the_old_version(tmp_path: Path) -> None:
    path = copy(tmp_path, "schema-0001.sqlite")
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom bodymap.clinic.model import Actor\n"
        "from bodymap.clinic.store.sql import search_index\nfrom bodymap.clinic.store.open import open_file\n"
        "search_index.patient_words = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"  # the second script calls it
        "open_file(Path(sys.argv[1]), Actor('Anna', 'desk 1'))"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert version_of(path) == "0001"
    with open_file(path, ANNA) as store:
        assert [line.id for line in store.search("zoe")] == ["p1"]


def test_a_failure_in_the_middle_leaves_the_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copy(tmp_path, "schema-0001.sqlite")

    def fail(*_: object) -> set[str]:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr("bodymap.clinic.store.sql.search_index.patient_words", fail)
        with pytest.raises(RuntimeError, match="in the middle"):
            open_file(path, ANNA)
    assert version_of(path) == "0001"
    open_file(path, ANNA).close()
    assert version_of(path) == HEAD


def test_a_server_that_fails_in_the_middle_has_no_tables(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    database = server.copy()

    def fail(*_: object) -> set[str]:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", fail)
        with pytest.raises(RuntimeError, match="in the middle"):
            open_server(server.url(database), PASSWORD, ANNA)
    with server.admin(database) as admin:
        tables = admin.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)
    open_server(server.url(database), PASSWORD, ANNA).close()
    server.drop(database)


def test_a_newer_version_is_left_as_it_is(place: Place) -> None:
    with place.open() as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = place.path.read_bytes() if place.path else b""
    with refused("store.newer", NewerFileError):
        place.open()
    assert before == (place.path.read_bytes() if place.path else b"")


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    other = connect_file(path, None)
    other.execute("CREATE TABLE tracks (name TEXT)")
    other.close()
    with refused("store.other_program", DamagedStoreError):
        open_file(path, ANNA)


def test_a_file_that_was_only_begun_is_finished(file_place: Place) -> None:
    """A kill right after the file was made, and one while its tables were: they come in one step, without a log."""
    assert file_place.path is not None
    file_place.path.parent.mkdir()
    begun = file_place.path.with_name("begun.sqlite")
    connection = connect_file(begun, file_place.passphrase, log=False)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE patient (id TEXT)")
    for suffix in ("", "-journal"):
        shutil.copy(f"{begun}{suffix}", f"{file_place.path}{suffix}")
    connection.close()
    assert file_place.path.stat().st_size == 0
    with file_place.open() as store:
        store.add_patient(Patient(new_id(), "Zoë"))
        assert store.count() == 1
