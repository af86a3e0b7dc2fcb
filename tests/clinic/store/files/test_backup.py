"""A backup holds all of one moment, says honestly whether it restores, and is put back whole or not at all."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bodymap.clinic.model import Actor, Patient, Visit, new_id
from bodymap.clinic.store.files import backup
from bodymap.clinic.store.files import table_copy as copying
from bodymap.clinic.store.files.backup import check_backup, restore_backup, write_backup
from bodymap.clinic.store.open import open_file, open_server, state_of
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import (
    ConflictError,
    DamagedStoreError,
    NewerFileError,
    PassphraseNeededError,
    WrongPassphraseError,
)
from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError
from tests.clinic.store import schema_files
from tests.clinic.store.conftest import ANNA, BEN, PASSPHRASE, PASSWORD, Place, Server
from tests.refusals import refused

MARCH = datetime(2026, 3, 5, 14, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))


def fill(store: Store, name: str = "Zoë “Ming” 王小明 🙂", visits: int = 2) -> list[Visit]:
    """Stores a patient with visits, a setting and the lines of the trail that come with them."""
    patient = store.add_patient(Patient(new_id(), name, date(1931, 12, 30), "A-12/7", "male", "a\nb"))
    store.set_setting("pin", "a hash")
    drawing = Drawing(marks=(Mark(region="back/sacrum", intensity=4),))
    return [
        store.add_visit(Visit(new_id(), patient.id, MARCH + timedelta(days=day), drawing, note="'quoted' \\ é"))
        for day in range(visits)
    ]


def everything(store: Store) -> list[object]:
    """All that pages can read of a store, but the lines on backing up and restoring."""
    people = sorted(store.recent_patients(100), key=lambda one: one.id)
    lines = [one for one in store.audit() if one.action not in ("backed_up", "restored")]
    return [
        [store.patient(one.id) for one in people],
        [store.visit(line.id) for one in people for line in store.visits(one.id)],
        [one.id for one in store.search("ming 1931")],
        store.setting("pin"),
        lines,
    ]


def names(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(one.name for one in folder.iterdir())


# There and back


@pytest.mark.parametrize("passphrase", [None, "of the backup"])
def test_a_backup_is_a_file_that_opens_and_holds_everything(
    store: Store, tmp_path: Path, passphrase: str | None
) -> None:
    fill(store)
    path = tmp_path / "backups" / "monday.db"
    report = write_backup(store, path, passphrase)
    assert (report.patients, report.visits, report.path) == (1, 2, path)
    assert state_of(path) == ("encrypted" if passphrase else "plain")
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(path.parent) == ["monday.db"]
    before = path.read_bytes()
    checked = check_backup(path, passphrase)
    assert (checked.digests, checked.unreadable) == (report.digests, ())
    assert path.read_bytes() == before
    assert names(path.parent) == ["monday.db"]
    with open_file(path, BEN, passphrase, create=False) as opened:
        assert everything(opened) == everything(store)
    line = store.audit(limit=1)[0]
    assert (line.action, line.detail, line.actor) == ("backed_up", "monday.db", "Anna at desk 1")


def test_a_restore_brings_back_that_moment_and_nothing_later(place: Place, tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    with place.open() as store:
        first, second = fill(store)
        wanted = everything(store)
        write_backup(store, path, "key")
        store.save_visit(replace(first, note="later"))
        store.erase_patient(second.patient)
        fill(store, "Later")
        restored = restore_backup(path, "key", store)
        assert everything(store) == wanted
        assert (restored.patients, restored.visits) == (1, 2)
        assert store.audit(limit=1)[0].action == "restored"
        fill(store, "Afterwards")  # the lines of the trail go on counting
    with place.open(BEN) as again:
        assert again.count() == 2


def test_from_a_file_to_a_server_and_back(tmp_path: Path, server_place: Place) -> None:
    with open_file(tmp_path / "a.db", ANNA, PASSPHRASE) as store, server_place.open() as server:
        fill(store)
        there = write_backup(store, tmp_path / "there.db", None)
        restore_backup(tmp_path / "there.db", None, server)
        assert everything(server) == everything(store)
        back = write_backup(server, tmp_path / "back.db", "other")
        restore_backup(tmp_path / "back.db", "other", tmp_path / "b.db")
        assert {name: back.digests[name] for name in ("patient", "visit", "word", "setting")} == {
            name: there.digests[name] for name in ("patient", "visit", "word", "setting")
        }
        with open_file(tmp_path / "b.db", ANNA, "other", create=False) as again:
            assert everything(again) == everything(store)


@pytest.mark.parametrize("old", [None, "key", "another"])
@pytest.mark.parametrize("new", [None, "key"])
def test_a_restored_file_takes_the_place_of_the_old_one_which_is_kept(
    tmp_path: Path, old: str | None, new: str | None
) -> None:
    target = tmp_path / "clinic" / "patients.db"
    with open_file(tmp_path / "other.db", ANNA) as store:
        fill(store)
        wanted = everything(store)
        write_backup(store, tmp_path / "backup.db", new)
    with open_file(target, ANNA, old) as store:
        fill(store, "Replaced", visits=1)
        replaced = everything(store)
    report = restore_backup(tmp_path / "backup.db", new, target, BEN)
    assert report.kept is not None
    assert names(target.parent) == sorted(["patients.db", report.kept.name])
    with open_file(target, ANNA, new, create=False) as store:
        assert everything(store) == wanted
        assert store.audit(limit=1)[0].actor == "Ben at desk 2"
    with open_file(report.kept, ANNA, old, create=False) as store:
        assert everything(store) == replaced
    again = restore_backup(tmp_path / "backup.db", new, target)
    assert again.kept not in (None, report.kept)


def test_a_restore_needs_no_file_before_and_mends_a_damaged_one(tmp_path: Path) -> None:
    target = tmp_path / "clinic" / "patients.db"
    with open_file(tmp_path / "other.db", ANNA) as store:
        fill(store)
        wanted = everything(store)
        write_backup(store, tmp_path / "backup.db", None)
    assert restore_backup(tmp_path / "backup.db", None, target).kept is None
    for rubbish in (b"not a database", b"SQLite format 3\0" + bytes(5000), bytes(range(256)) * 64):
        target.write_bytes(rubbish)
        kept = restore_backup(tmp_path / "backup.db", None, target).kept
        assert kept is not None
        assert kept.read_bytes() == rubbish
        with open_file(target, ANNA, create=False) as store:
            assert everything(store) == wanted


@pytest.mark.parametrize("old", [None, "key", "another"])
def test_what_a_crash_left_in_the_log_of_the_old_file_is_kept_with_it(tmp_path: Path, old: str | None) -> None:
    target = tmp_path / "patients.db"
    with open_file(tmp_path / "other.db", ANNA) as store:
        fill(store)
        write_backup(store, tmp_path / "backup.db", "key")
    with open_file(tmp_path / "old.db", ANNA, old) as store:
        fill(store, "In the log")
        for suffix in ("", "-wal"):
            (tmp_path / f"patients.db{suffix}").write_bytes((tmp_path / f"old.db{suffix}").read_bytes())
    kept = restore_backup(tmp_path / "backup.db", "key", target).kept
    assert kept is not None
    with open_file(kept, ANNA, old, create=False) as store:
        assert store.recent_patients()[0].name == "In the log"
    with open_file(target, ANNA, "key", create=False) as store:
        assert store.recent_patients()[0].name.startswith("Zoë")


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(st.lists(st.tuples(words, words, st.none() | st.dates(), st.datetimes(timezones=st.just(UTC))), max_size=4))
def test_whatever_is_stored_comes_back(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, str, date | None, datetime]]
) -> None:
    folder = tmp_path_factory.mktemp("backup")
    with open_file(folder / "a.db", ANNA) as store:
        for name, note, born, started in people:
            patient = store.add_patient(Patient(new_id(), name, born, note=note))
            store.add_visit(Visit(new_id(), patient.id, started, Drawing(), plan=note))
        report = write_backup(store, folder / "b.db", None)
        assert check_backup(folder / "b.db", None).digests == report.digests
        restore_backup(folder / "b.db", None, folder / "c.db")
        with open_file(folder / "c.db", ANNA, create=False) as restored:
            assert everything(restored)[:2] == everything(store)[:2]


# One moment


def test_a_backup_is_of_one_moment_whoever_writes_meanwhile(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While patients are copied, another desk stores one more with visits: none of it is in the backup."""
    original = copying.copy_rows

    def copy_slowly(source: object, target: object) -> dict[str, str]:
        source.exec_driver_sql("SELECT count(*) FROM patient").fetchall()  # type: ignore[attr-defined]
        with place.open(BEN) as other:
            fill(other, "Meanwhile")
        return original(source, target)  # type: ignore[arg-type]

    with place.open() as store:
        fill(store)
        monkeypatch.setattr(backup, "copy_rows", copy_slowly)
        report = write_backup(store, tmp_path / "backup.db", None)
        assert (report.patients, report.visits, store.count()) == (1, 2, 2)


def test_a_desk_that_saves_during_a_restore_waits_and_is_told(
    server_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = copying.copy_rows
    outcome: list[object] = []
    with server_place.open() as store, server_place.open(BEN) as other:
        (visit,) = fill(store, visits=1)
        write_backup(store, tmp_path / "backup.db", None)
        newer = store.save_visit(replace(visit, note="after the backup"))

        def save() -> None:
            try:
                outcome.append(other.save_visit(replace(newer, note="during the restore")))
            except BodymapError as error:
                outcome.append(error)

        desk = threading.Thread(target=save)

        def copy_slowly(source: object, target: object) -> dict[str, str]:
            desk.start()
            return original(source, target)  # type: ignore[arg-type]

        monkeypatch.setattr(backup, "copy_rows", copy_slowly)
        restore_backup(tmp_path / "backup.db", None, store)
        desk.join(20)
        (told,) = outcome
        assert isinstance(told, ConflictError)
        assert store.visit(visit.id) == visit


# What is refused


def test_a_file_is_not_backed_up_onto_itself_nor_restored_from_itself(tmp_path: Path) -> None:
    path = tmp_path / "patients.db"
    (tmp_path / "link.db").symlink_to(path)
    with open_file(path, ANNA) as store:
        fill(store)
        for own in (path, tmp_path / "link.db"):
            with refused("backup.onto_store"):
                write_backup(store, own, None)
            with refused("backup.from_target"):
                restore_backup(own, None, store)
        assert store.count() == 1
    with refused("backup.from_target"):
        restore_backup(path, None, tmp_path / "link.db")


def test_what_is_no_file_of_patients_is_not_overwritten_by_a_backup(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with open_file(tmp_path / "a.db", ANNA) as store:
        with pytest.raises(DamagedStoreError):
            write_backup(store, tmp_path / "thesis.txt", None)
        with refused("store.is_folder"):
            write_backup(store, tmp_path, None)
        write_backup(store, tmp_path / "b.db", None)
        fill(store)
        assert write_backup(store, tmp_path / "b.db", None).patients == 1
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("action", [check_backup, lambda path, key: restore_backup(path, key, path.parent / "t.db")])
@pytest.mark.parametrize(
    ("there", "given", "kind"),
    [("right", "wrong", WrongPassphraseError), ("right", None, PassphraseNeededError), (None, "key", BodymapError)],
)
def test_a_wrong_passphrase_is_told(
    tmp_path: Path, action: Callable[..., object], there: str | None, given: str | None, kind: type[BodymapError]
) -> None:
    with open_file(tmp_path / "a.db", ANNA) as store:
        write_backup(store, tmp_path / "b.db", there)
    with pytest.raises(kind):
        action(tmp_path / "b.db", given)
    assert names(tmp_path) == ["a.db", "b.db"]


@pytest.mark.parametrize("key", [None, "key"])
def test_a_bad_backup_is_told_and_the_target_stays(tmp_path: Path, key: str | None) -> None:
    path, target = tmp_path / "b.db", tmp_path / "t.db"
    with open_file(target, ANNA) as store:
        fill(store)
        write_backup(store, path, key)
    before, content = target.read_bytes(), path.read_bytes()
    for page in range(1, len(content) // 4096, 3):
        path.write_bytes(content[: page * 4096] + b"\x5a" * 900 + content[page * 4096 + 900 :])
        with pytest.raises(DamagedStoreError):
            check_backup(path, key)
        with pytest.raises(DamagedStoreError):
            restore_backup(path, key, target)
    path.write_bytes(content[: len(content) // 8192 * 4096])
    with pytest.raises(DamagedStoreError):
        restore_backup(path, key, target)
    assert target.read_bytes() == before
    assert names(tmp_path) == ["b.db", "t.db"]


def test_an_empty_database_is_no_backup(tmp_path: Path) -> None:
    connection = connect_file(tmp_path / "b.db", None)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with open_file(tmp_path / "a.db", ANNA) as store:
        fill(store)
        with refused("backup.empty", DamagedStoreError):
            restore_backup(tmp_path / "b.db", None, store)
        assert store.count() == 1


def test_a_drawing_that_cannot_be_read_is_backed_up_all_the_same_and_named(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_file(path, ANNA) as store:
        bad, good = fill(store)
    connection = connect_file(path, None)
    connection.execute("UPDATE visit SET drawing = '{}' WHERE id = ?", (bad.id,))
    connection.close()
    with open_file(path, ANNA) as store:
        report = write_backup(store, tmp_path / "b.db", None)
    assert report.visits == 2
    assert check_backup(tmp_path / "b.db", None).unreadable == (bad.id,)
    restore_backup(tmp_path / "b.db", None, tmp_path / "c.db")
    with open_file(tmp_path / "c.db", ANNA) as store:
        assert store.visit(good.id) == good
        assert store.drawing_text(bad.id) == "{}"


# Versions


@pytest.mark.real_keys
@pytest.mark.parametrize("file", sorted(schema_files.FOLDER.glob("*.sqlite")), ids=lambda path: path.stem)
def test_a_backup_of_every_version_restores_and_stays_as_it_is(file: Path, tmp_path: Path) -> None:
    key = schema_files.PASSPHRASE if "encrypted" in file.name else None
    path = tmp_path / "b.db"
    path.write_bytes(file.read_bytes())
    assert check_backup(path, key).visits == 2
    restore_backup(path, key, tmp_path / "c.db")
    assert path.read_bytes() == file.read_bytes()
    with open_file(tmp_path / "c.db", ANNA, key, create=False) as store:
        assert [one.id for one in store.search("müller")] == ["p1"]


def test_a_backup_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with open_file(tmp_path / "a.db", ANNA) as store:
        write_backup(store, tmp_path / "b.db", None)
        connection = connect_file(tmp_path / "b.db", None)
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
        for target in (store, tmp_path / "c.db"):
            with refused("store.newer", NewerFileError):
                restore_backup(tmp_path / "b.db", None, target)


# Kills, and rights


KILLS = {
    "while rows are copied": ("backup.copy_rows", "after", "old"),
    "before the check": ("backup.bring_to_rest", "before", "old"),
    "before the old one is kept": ("backup.copy_through", "before", "old"),
    "after the old one is kept": ("backup.copy_through", "after", "old"),
    "before the rename": ("backup.put_in_place", "before", "old"),
    "after the rename": ("backup.put_in_place", "after", "new"),
}


@pytest.mark.real_keys
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("moment", KILLS)
def test_a_kill_leaves_the_old_file_or_the_restored_one(tmp_path: Path, moment: str) -> None:
    where, when, left = KILLS[moment]
    path, target = tmp_path / "b.db", tmp_path / "clinic" / "t.db"
    with open_file(tmp_path / "a.db", ANNA) as store:
        fill(store, "New")
        write_backup(store, path, "key")
    with open_file(target, ANNA, "key") as store:
        fill(store, "Old")
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom bodymap.clinic.store.files import backup\n"
        f"original = {where}\n"
        "def killed(*arguments):\n"
        f"    if {when!r} == 'after':\n        original(*arguments)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{where} = killed\n"
        f"backup.restore_backup(Path({str(path)!r}), 'key', Path({str(target)!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, env={"TMPDIR": str(tmp_path)}
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    with open_file(target, ANNA, "key", create=False) as store:
        assert store.recent_patients()[0].name == ("New" if left == "new" else "Old")
    restore_backup(path, "key", target)
    assert not [one for one in names(target.parent) if "part" in one]
    with open_file(target, ANNA, "key", create=False) as store:
        assert store.recent_patients()[0].name == "New"


def test_a_desk_without_the_rights_is_told_and_nothing_is_changed(
    server: Server, server_place: Place, tmp_path: Path
) -> None:
    """A desk may not take lines out of the trail, so a restore is for the owner of the tables."""
    with server_place.open() as store:
        fill(store)
        write_backup(store, tmp_path / "b.db", None)
    database = server_place.url.rpartition("/")[2]
    with server.admin() as admin:
        admin.execute("DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'pass''word of the tests'; END $$")
    try:
        with server.admin(database) as admin:
            admin.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO reader")
        with open_server(server.url(database, "reader"), PASSWORD, Actor("Desk", "1")) as desk:
            with refused("backup.not_by_desk"):
                restore_backup(tmp_path / "b.db", None, desk)
            assert desk.count() == 1
    finally:
        with server.admin(database) as admin:
            admin.execute("DROP OWNED BY reader")
            admin.execute("DROP ROLE reader")


def test_a_restore_onto_a_server_that_is_broken_off_leaves_the_counting_of_the_trail(
    tmp_path: Path, server_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off after the rows were copied, while they are read back."""
    with open_file(tmp_path / "small.db", ANNA) as small:
        fill(small)
        write_backup(small, tmp_path / "backup.db", None)
    with server_place.open() as store:
        for _ in range(20):
            store.note("opened")
        before = everything(store)

        def broken_off(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(backup, "require_equal", broken_off)
            with pytest.raises(KeyboardInterrupt):
                restore_backup(tmp_path / "backup.db", None, store)
        assert everything(store) == before
        store.note("opened")  # not refused for a number that is taken
        restore_backup(tmp_path / "backup.db", None, store)
        store.note("opened")


def test_a_disk_that_becomes_full_while_the_old_file_is_set_aside_keeps_no_half_of_it(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk."""
    target = tmp_path / "clinic" / "patients.db"
    with open_file(tmp_path / "small.db", ANNA) as small:
        fill(small)
        write_backup(small, tmp_path / "backup.db", None)
    with open_file(target, ANNA) as store:
        fill(store)
        for number in range(40):
            store.add_patient(Patient(new_id(), f"Other {number}", note="x" * 9000))
        wanted = store.count()
    whole = target.stat().st_size
    code = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from bodymap.clinic.store.files.backup import restore_backup\n"
        "from bodymap.errors import BodymapError\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({whole - 4096}, resource.RLIM_INFINITY))\n"
        f"try:\n    restore_backup(Path({str(tmp_path / 'backup.db')!r}), None, Path({str(target)!r}))\n"
        "except BodymapError:\n    sys.exit(2)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "")
    assert names(target.parent) == ["patients.db"]
    with open_file(target, ANNA) as store:
        assert store.count() == wanted
