"""The errors for what databases complain of. Their own messages may hold statements and so patients: never shown."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from bodymap.clinic.store.store_errors import DamagedStoreError, ServerAwayError, WrongPassphraseError
from bodymap.errors import BodymapError

_NOT_A_DATABASE = "SQLITE_NOTADB"
_DAMAGE = ("SQLITE_CORRUPT", _NOT_A_DATABASE)
"""What SQLite says of a file that is damaged. Nothing else is called so: it would send people to an older backup."""

ROOM = 256 * 1024
"""Bytes that must be free for a file to be opened and changed a little; with less, a disk is called full."""


@contextmanager
def errors_explained(place: str, *, opening: bool = False, encrypted: bool = False) -> Iterator[None]:
    """Turns what the database complains of within the block into what a person can read.

    `place` is the file, or the server without its password; `opening` tells a wrong passphrase from a file that turns
    out bad later on.
    """
    try:
        yield
    except DBAPIError as error:
        raise explained_error(error, place, opening=opening, encrypted=encrypted) from error
    except UnicodeDecodeError as error:  # SQLite quotes damaged text in its own messages
        raise unreadable(place) from error


def unreadable(place: str) -> DamagedStoreError:
    """For a value in a row that nobody can have written."""
    return DamagedStoreError("store.unreadable_value", place=place)


def explained_error(error: DBAPIError, place: str, *, opening: bool = False, encrypted: bool = False) -> BodymapError:
    """What one error of the database means to a person; `errors_explained` says what the arguments are."""
    origin = error.orig
    if isinstance(origin, dbapi2.Error):
        name = getattr(origin, "sqlite_errorname", "")  # it has none for text that is no Unicode
        if opening and encrypted and name == _NOT_A_DATABASE:
            return WrongPassphraseError("store.wrong_passphrase", place=place)
        return _of_file(name, place)
    return _of_server(getattr(origin, "sqlstate", None), str(origin), place)


def _of_file(name: str, place: str) -> BodymapError:
    if name.startswith("SQLITE_FULL") or (name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _no_room(place)):
        return BodymapError("store.disk_full", place=place)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return BodymapError("store.not_writable", place=place)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BodymapError("store.in_use", place=place)
    if name.startswith("SQLITE_IOERR"):
        return BodymapError("store.disk_fault", place=place)
    if not name or name.startswith(_DAMAGE):
        return DamagedStoreError("store.damaged", place=place)
    return BodymapError("store.failed", place=place, reason=name)


def _no_room(place: str) -> bool:
    """Whether the disk of a file is full: SQLite then fails in other ways too, as where it maps the log's index."""
    try:
        return shutil.disk_usage(Path(place).parent).free < ROOM
    except (OSError, ValueError):
        return False


def _of_server(state: str | None, message: str, place: str) -> BodymapError:
    """By SQLSTATE; while connecting, or where the line breaks, libpq gives only a text."""
    if state is None:
        return _of_connecting(message, place)
    if state == "42501":
        return needs_preparing(place)
    if state in ("53100", "53200"):
        return BodymapError("server.no_room", place=place)
    if state in ("55P03", "40001", "40P01", "23505"):
        return BodymapError("server.busy", place=place)
    if state.startswith(("08", "57P", "53")) or state == "25006":
        return away(place)
    return DamagedStoreError("server.unexpected", place=place, state=state)


def _of_connecting(message: str, place: str) -> BodymapError:
    if re.search(r"authentication failed|no password supplied|role .* (does not exist|not permitted)", message):
        return BodymapError("server.login", place=place)
    if re.search(r'database ".*" does not exist', message):
        return BodymapError("server.no_database", place=place)
    if re.search(r"certificate|SSL was required|tls.* alert|pg_hba", message):
        return BodymapError("server.not_safe", place=place)
    return away(place)


def away(place: str) -> ServerAwayError:
    """For a server that does not answer."""
    return ServerAwayError("server.away", place=place)


def needs_preparing(place: str) -> BodymapError:
    """For a login that may not make or reach the tables."""
    return BodymapError("server.lacks_rights", place=place)
