"""Store files as wholes: held against other programs, copied with a key of their own, checked, put in place.

For encrypting, backing up and restoring. Nothing here knows patients, or what the columns mean.

Whatever is written goes into a part file beside its place and takes that place in one step. A kill leaves the old file
or the new one, and perhaps a part, which the next call sweeps away.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2  # it ships no types

from bodymap.clinic.store.open import state_of
from bodymap.clinic.store.sql.engines import connect_file, quoted
from bodymap.clinic.store.sql.error_messages import explained_error, unreadable
from bodymap.clinic.store.store_errors import DamagedStoreError, PassphraseNeededError
from bodymap.errors import BodymapError, reason_of
from bodymap.files import flush_folder

_LOCK_BYTES = (0x40000000, 512)
"""Where SQLite puts its locks, pending, reserved and shared: offset and length (SQLite's `os.h`)."""

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is open, or after a crash."""


def side_file(path: Path, suffix: str) -> Path:
    """The write-ahead log, its index or the journal of a file."""
    return path.with_name(path.name + suffix)


def part_of(path: Path) -> Path:
    """The file in which the new content of `path` grows: hidden, and in the same folder, so that a rename suffices."""
    return path.with_name(f".{path.name}.part")


def require_matching_passphrase(path: Path, passphrase: str | None) -> None:
    """Holds that there is a file, and that it is encrypted exactly if a passphrase was given. Raises BodymapError."""
    state = state_of(path)
    if state == "absent":
        raise BodymapError("store.missing", path=path)
    if state == "encrypted" and passphrase is None:
        raise PassphraseNeededError("store.passphrase_needed", path=path)
    if state == "plain" and passphrase is not None:
        raise BodymapError("store.not_encrypted", path=path)


@contextmanager
def file_errors_explained(path: Path, *, encrypted: bool = False) -> Iterator[None]:
    """Turns what the database or the disk complains of into a BodymapError. `encrypted`: a passphrase may be wrong."""
    try:
        yield
    except dbapi2.Error as error:
        raise explained_error(DBAPIError(None, None, error), str(path), opening=True, encrypted=encrypted) from error
    except UnicodeDecodeError as error:  # SQLite quotes damaged text in its own messages
        raise unreadable(str(path)) from error
    except OSError as error:
        raise BodymapError("store.unwritable", path=path, reason=reason_of(error)) from error


@contextmanager
def exclusive_connection(path: Path, passphrase: str | None) -> Iterator[Any]:
    """A connection that has a file for itself, with all that was in its log now in the file. Raises BodymapError.

    The file stands without a write-ahead log meanwhile. So a program that waits for it, while another file takes its
    place, notices: SQLite does not start a log for a file that has moved.
    """
    with (
        file_errors_explained(path, encrypted=passphrase is not None),
        closing(connect_file(path, passphrase)) as connection,
    ):
        connection.execute("PRAGMA main.locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
            raise in_use(path)  # somebody came between the two steps
        yield connection


@contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    """Holds a file that cannot be opened, damaged or with a passphrase that nobody gave, for the moment of a rename.

    Raises BodymapError if another program has it open. Windows refuses such a rename by itself.
    """
    if os.name != "posix":
        yield
        return
    import fcntl  # noqa: PLC0415  (Windows has none)

    with file_errors_explained(path), path.open("rb+") as file:
        offset, length = _LOCK_BYTES
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, offset)
        except (BlockingIOError, PermissionError) as error:
            raise in_use(path) from error
        yield


def in_use(path: Path) -> BodymapError:
    """The error for a file that another program has open."""
    return BodymapError("store.in_use", place=str(path))


def sweep(part: Path) -> None:
    """Takes away what a killed call left of a part file. Raises BodymapError if another program is writing it."""
    if part.exists():
        with exclusive_lock(part):
            part.unlink()
    with file_errors_explained(part):
        for suffix in SIDE_FILES:
            side_file(part, suffix).unlink(missing_ok=True)


@contextmanager
def part_file(path: Path) -> Iterator[Path]:
    """The part file of a path, swept before; gone afterwards unless it was put in place."""
    part = part_of(path)
    with file_errors_explained(part):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(part)
    try:
        with file_errors_explained(part):
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
    finally:
        with suppress(OSError):  # the next call sweeps it
            for one in (part, *(side_file(part, suffix) for suffix in SIDE_FILES)):
                one.unlink(missing_ok=True)


def read_only_connection(path: Path, passphrase: str | None) -> Any:
    """A connection that leaves a file as it is, as on a disk that is read-only. Raises the database's errors.

    A file with a log, left by a crash, has to be opened as any other: its log belongs to it.
    """
    log = side_file(path, "-wal")
    if log.exists() and log.stat().st_size:
        return connect_file(path, passphrase)
    connection = dbapi2.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # as `connect_file` does
        if passphrase is not None:
            connection.execute(f"PRAGMA key = {quoted(passphrase)}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def export(connection: Any, path: Path, passphrase: str | None) -> None:
    """Copies the file of a connection into an empty one, table by table, keyed anew. Raises the database's errors."""
    connection.execute(f"ATTACH DATABASE ? AS copy KEY {quoted(passphrase or '')}", (str(path),))
    try:
        connection.execute("PRAGMA copy.journal_mode = OFF")  # whoever kills this leaves a part, which is swept away
        connection.execute("PRAGMA copy.synchronous = OFF")  # it is flushed as a whole at the end
        version = connection.execute("PRAGMA main.user_version").fetchone()[0]
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT sqlcipher_export('copy')").fetchall()
            connection.execute(f"PRAGMA copy.user_version = {version}")
        finally:
            if connection.in_transaction:  # a full disk ends it by itself
                connection.execute("COMMIT")
    finally:
        connection.execute("DETACH DATABASE copy")


def check_whole(connection: Any, path: Path, *, encrypted: bool) -> None:
    """Reads every page. Raises Damaged if one is bad, and the database's errors."""
    faults = connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]
    if encrypted:
        faults = faults or bool(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    if faults:
        raise DamagedStoreError("store.damaged", place=str(path))


def row_counts(connection: Any) -> dict[str, int]:
    """The number of rows of every table."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name.replace(chr(34), chr(34) * 2)}"').fetchone()[0]
        for name in names
    }


def bring_to_rest(part: Path, passphrase: str | None) -> None:
    """Brings a file that was written through a store to rest: checked, without a log, readable where nobody writes."""
    with file_errors_explained(part), closing(connect_file(part, passphrase)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        check_whole(connection, part, encrypted=passphrase is not None)


def copy_through(content: BinaryIO, path: Path) -> None:
    """Copies an open file to a new one, for its owner alone, through to the disk. Raises OSError; what was copied by
    then is taken away, since half a file looks like one that was set aside."""
    content.seek(0)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def take_away_log(path: Path) -> None:
    """Takes away what SQLite left beside a file that is to be replaced: it would be taken for the new file's."""
    with file_errors_explained(path):
        for suffix in SIDE_FILES:
            side_file(path, suffix).unlink(missing_ok=True)


def let_go_on_windows(connection: Any) -> None:
    """Closes a file that is to be replaced where a system does not rename over open files."""
    if os.name != "posix" and connection is not None:
        connection.close()


def put_in_place(part: Path, path: Path) -> None:
    """Lets a part take its place, through to the disk: afterwards there is the new file, or the old one if it fails.

    The caller holds the old file, and has seen to its log: one that stayed would be taken for the new file's.
    """
    with file_errors_explained(path):
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        flush_folder(path.parent)
