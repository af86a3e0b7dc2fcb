"""Backups: everything in one file, checked by restoring it, and put back into a file or onto a server.

A backup is a file of patients like any other: bodymap opens it, and it is the way from a file to a server and back.
One of an older bodymap is brought up to date in a copy; the backup itself is only read. Erased patients come back with
a backup that was made before.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from bodymap.clinic.model import Actor
from bodymap.clinic.store.defaults import this_workstation
from bodymap.clinic.store.files.sqlite_files import (
    bring_to_rest,
    check_whole,
    copy_through,
    exclusive_connection,
    exclusive_lock,
    export,
    file_errors_explained,
    let_go_on_windows,
    part_file,
    put_in_place,
    read_only_connection,
    require_matching_passphrase,
    side_file,
    take_away_log,
)
from bodymap.clinic.store.files.table_copy import PIECEWISE, copy_rows, digests, replacing_all, require_equal, snapshot
from bodymap.clinic.store.open import open_file, state_of
from bodymap.clinic.store.setting_keys import OUTBOX_KEY
from bodymap.clinic.store.sql.audit_log import write_line
from bodymap.clinic.store.sql.engines import file_engine
from bodymap.clinic.store.sql.schema import patient as patients
from bodymap.clinic.store.sql.schema import setting as settings
from bodymap.clinic.store.sql.schema import visit as visits
from bodymap.clinic.store.sql.schema_version import bring_up_to_date, stored_version
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import DamagedStoreError, WrongPassphraseError
from bodymap.drawing.file import parse_drawing
from bodymap.errors import BodymapError


@dataclass(frozen=True)
class BackupReport:
    """What a backup holds."""

    path: Path
    patients: int
    visits: int
    digests: Mapping[str, str]
    """By table: the number of rows and a digest of them, the same wherever the rows are kept."""
    unreadable: tuple[str, ...] = ()
    """Ids of visits whose drawing this bodymap cannot read. Filled by `check_backup`."""
    kept: Path | None = None
    """Where the file went that a restored one replaced."""


def write_backup(store: Store, path: Path, passphrase: str | None) -> BackupReport:
    """Copies everything in a store, as it is at one moment, into one file; encrypted if there is a passphrase.

    An earlier backup in its place is replaced in one step once the new one is whole. The store is busy meanwhile.
    Raises BodymapError if the file cannot be written or is open somewhere, Damaged or Away as the store does.
    """
    passphrase = passphrase or None
    path = path.resolve()
    if _is_of(store, path):
        raise BodymapError("backup.onto_store", path=path)
    state_of(path)  # what is no file of patients is not overwritten
    with part_file(path) as part:
        with open_file(part, store.actor, passphrase) as copy:
            with snapshot(store) as source, replacing_all(copy) as target:
                wanted = copy_rows(source, target)
            report = _report(copy, path)
            require_equal(report.digests, wanted, store.place)
        bring_to_rest(part, passphrase)
        with exclusive_lock(path) if path.exists() else nullcontext():
            take_away_log(path)
            put_in_place(part, path)
    store.note("backed_up", detail=path.name)
    return report


def check_backup(path: Path, passphrase: str | None) -> BackupReport:
    """Restores a backup into a place of its own and compares; reads every drawing. The backup is not changed.

    Raises WrongPassphrase, PassphraseNeeded, NewerFile, Damaged, or BodymapError.
    """
    path = path.resolve()
    with _copy_of(path, passphrase or None) as (source, folder):
        key = secrets.token_hex(32)
        with open_file(folder / "restored", source.actor, key) as scratch:
            with snapshot(source) as rows, replacing_all(scratch) as target:
                wanted = copy_rows(rows, target)
            report = _report(scratch, path)
            require_equal(report.digests, wanted, str(path))
            with snapshot(scratch) as connection:
                unreadable = tuple(_unreadable(connection))
    return replace(report, unreadable=unreadable)


def restore_backup(
    path: Path, passphrase: str | None, target: Path | Store, actor: Actor | None = None
) -> BackupReport:
    """Puts a backup in the place of everything that is in a file or a store; returns what is there now.

    A file is replaced in one step, opens with the backup's passphrase, and the old one is kept beside it, as the report
    says; it may not be open anywhere. In a store, on a server above all, one transaction replaces everything, and what
    was there is gone: back it up first. Only the key of outboxes stays: with it, desks keep what they have not sent.
    `actor` stands in the trail of a file, and is the account if not given.

    Raises what `check_backup` raises for the backup, and a BodymapError if the target cannot be written.
    """
    passphrase = passphrase or None
    path = path.resolve()  # what SQLite keeps beside a file stands where the file is, not where a link to it is
    if _is_of(target, path) if isinstance(target, Store) else target.resolve() == path:
        raise BodymapError("backup.from_target", path=path)
    with _copy_of(path, passphrase) as (source, _):
        if isinstance(target, Store):
            outboxes = target.setting(OUTBOX_KEY)
            with snapshot(source) as rows, replacing_all(target) as connection:
                wanted = copy_rows(rows, connection)
                require_equal(digests(connection), wanted, str(path))
                if outboxes is not None:
                    connection.execute(delete(settings).where(settings.c.key == OUTBOX_KEY))
                    connection.execute(insert(settings).values(key=OUTBOX_KEY, value=outboxes))
                write_line(connection, target.actor, "restored", detail=path.name)
            target._forget_log()
            return _report(target, path)
        return _restore_file(source, path, passphrase, target.resolve(), actor or this_workstation())


def _restore_file(source: Store, path: Path, passphrase: str | None, target: Path, actor: Actor) -> BackupReport:
    with part_file(target) as part:
        with open_file(part, actor, passphrase) as copy:
            with snapshot(source) as rows, replacing_all(copy) as connection:
                wanted = copy_rows(rows, connection)
            require_equal(_report(copy, path).digests, wanted, str(path))
            copy.note("restored", detail=path.name)
            report = _report(copy, target)
        bring_to_rest(part, passphrase)
        there = target.exists() and target.stat().st_size > 0
        kept = _replace(part, target, passphrase) if there else None
        if kept is None:
            take_away_log(target)  # of a file that somebody took away
            put_in_place(part, target)
    return replace(report, kept=kept)


def _replace(part: Path, target: Path, passphrase: str | None) -> Path:
    """Keeps the old file under a name of its own, then puts the new one in its place; returns that name.

    The old file is read through a handle that was opened before it is held, and closed after: closing any handle of a
    file lets go of all locks that this program has on it (POSIX).
    """
    with file_errors_explained(target), target.open("rb") as old, _held_if_it_opens(target, passphrase) as connection:
        kept = _name_for_old(target)
        log = side_file(target, "-wal")
        kept_log = side_file(kept, "-wal")
        if log.exists() and log.stat().st_size:  # the file does not open, so its log stays beside it
            with log.open("rb") as content:
                copy_through(content, kept_log)
        try:
            copy_through(old, kept)
        except BaseException:
            kept_log.unlink(missing_ok=True)
            raise
        let_go_on_windows(connection)
        take_away_log(target)
        put_in_place(part, target)
    return kept


@contextmanager
def _held_if_it_opens(path: Path, passphrase: str | None) -> Iterator[Any]:
    """The old file for ourselves: opened with the backup's passphrase or none, else only locked."""
    with ExitStack() as stack:
        connection = None
        try:
            key = None if state_of(path) == "plain" else passphrase
            connection = stack.enter_context(exclusive_connection(path, key))
        except (WrongPassphraseError, DamagedStoreError):
            stack.enter_context(exclusive_lock(path))
        yield connection


def _name_for_old(path: Path) -> Path:
    name = f"{path.name}.before-restore-{datetime.now():%Y-%m-%d}"
    names = (path.with_name(name if number == 1 else f"{name}-{number}") for number in count(1))
    return next(one for one in names if not one.exists())


@contextmanager
def _copy_of(path: Path, passphrase: str | None) -> Iterator[tuple[Store, Path]]:
    """A copy of a backup, up to date, in a folder of its own: the backup is read once and stays as it is.

    The copy's key is thrown away, so whatever a kill leaves of it is noise.
    """
    require_matching_passphrase(path, passphrase)
    key = secrets.token_hex(32)
    with TemporaryDirectory(prefix="bodymap-", ignore_cleanup_errors=True) as name:
        copy = Path(name) / "copy"
        with (
            file_errors_explained(path, encrypted=passphrase is not None),
            closing(read_only_connection(path, passphrase)) as connection,
        ):
            check_whole(connection, path, encrypted=passphrase is not None)
            export(connection, copy, key)
        # The copy goes by the backup's name: that is what a person knows.
        with Store(file_engine(copy, key), this_workstation(), str(path)) as store:
            with store._writing() as rows:
                if stored_version(rows, store.place) is None:
                    raise DamagedStoreError("backup.empty", path=path)
                bring_up_to_date(rows, store.place)
            yield store, Path(name)


def _report(store: Store, path: Path) -> BackupReport:
    with snapshot(store) as connection:
        people = connection.execute(select(func.count()).select_from(patients)).scalar_one()
        sessions = connection.execute(select(func.count()).select_from(visits)).scalar_one()
        return BackupReport(path, people, sessions, digests(connection))


def _unreadable(connection: Connection) -> Iterator[str]:
    for id_, drawing in connection.execute(select(visits.c.id, visits.c.drawing), execution_options=PIECEWISE):
        try:
            parse_drawing(drawing, "The drawing")
        except BodymapError:
            yield id_


def _is_of(store: Store, path: Path) -> bool:
    """Whether a path is the file that a store has open."""
    own = Path(store.place)
    return store._engine.dialect.name == "sqlite" and path.exists() and own.exists() and path.samefile(own)
