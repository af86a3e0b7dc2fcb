"""Opening a file or a server, made or brought up to date if need be. Light: a database is loaded when one is opened."""

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bodymap.clinic.model import Actor
from bodymap.clinic.store.store_errors import DamagedStoreError, PassphraseNeededError
from bodymap.errors import BodymapError, reason_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from bodymap.clinic.store.store import Store

FileState = Literal["absent", "plain", "encrypted"]

LOG = "-wal"
"""What SQLite appends to a file's name for its write-ahead log."""

_PLAIN = b"SQLite format 3\0"
_PAGE = 4096
"""Bytes. An encrypted file consists of whole pages of this size; what does not is none of ours."""
_MOST_ALIKE = 100
"""Bytes of one value in an encrypted page, which looks like noise: some 16 are expected, and 100 never happen.
In text, and in a plain file whose first bytes were lost, they do."""


def state_of(path: Path) -> FileState:
    """What stands at a path, by its first page: an empty file, as a kill in the first moment leaves it, is absent.

    Raises BodymapError if it cannot be read, Damaged if it cannot be a file of patients.
    """
    try:
        size = path.stat().st_size
        if size == 0:
            return "absent"
        with path.open("rb") as file:
            start = file.read(_PAGE)
    except FileNotFoundError:
        return "absent"
    except IsADirectoryError as error:
        raise BodymapError("store.is_folder", path=path) from error
    except OSError as error:
        raise BodymapError("store.unreadable", path=path, reason=reason_of(error)) from error
    if start.startswith(_PLAIN):
        return "plain"
    if size % _PAGE or max(Counter(start).values()) > _MOST_ALIKE:
        raise DamagedStoreError("store.damaged", place=str(path))
    return "encrypted"


def open_file(path: Path, actor: Actor, passphrase: str | None = None, *, create: bool = True) -> "Store":
    """The store in a file, which is made if it is not there: encrypted if there is a passphrase.

    Raises PassphraseNeeded, WrongPassphrase, NewerFile, Damaged, or BodymapError for a folder that cannot be written,
    a full disk and the like, for a passphrase given to a file that is not encrypted, for a log that stands without its
    file, and for a file without tables: a copy of that is no empty clinic.
    """
    passphrase = passphrase or None
    state = state_of(path)
    unfinished = path.with_name(path.name + "-journal").exists()
    if state == "absent":
        if _size(path.with_name(path.name + LOG)):
            raise BodymapError("store.log_alone", path=path, log=path.name + LOG)
        if not create:
            raise BodymapError("store.missing", path=path)
        _make_place(path)
    elif state == "encrypted" and passphrase is None:
        raise PassphraseNeededError("store.passphrase_needed", path=path)
    elif state == "plain" and passphrase is not None:
        raise BodymapError("store.not_encrypted", path=path)
    from bodymap.clinic.store.sql.engines import file_engine  # noqa: PLC0415  (the database is slow to load)

    encrypted = passphrase is not None
    if state == "absent" or unfinished:
        _open(file_engine(path, passphrase, log=False), actor, str(path), encrypted=encrypted).close()
    store = _open(file_engine(path, passphrase), actor, str(path), encrypted=encrypted, made=False)
    try:
        store.watch_file(path)
    except BaseException:
        store.close()
        raise
    return store


def open_server(url: str, password: str, actor: Actor) -> "Store":
    """The store on a PostgreSQL server, by an address such as `postgresql://desk@server/clinic`.

    Raises Away if it cannot be reached, NewerFile, or BodymapError for a wrong login, missing rights and the like.
    """
    from bodymap.clinic.store.sql.engines import server_engine, server_place, server_url  # noqa: PLC0415  (as above)

    address = server_url(url)
    return _open(server_engine(address, password), actor, server_place(address))


def _open(engine: "Engine", actor: Actor, place: str, *, encrypted: bool = False, made: bool = True) -> "Store":
    """`made` says whether tables may be made where there are none."""
    from bodymap.clinic.store.sql.engines import WRITES  # noqa: PLC0415  (as above)
    from bodymap.clinic.store.sql.error_messages import errors_explained  # noqa: PLC0415
    from bodymap.clinic.store.sql.schema import HEAD  # noqa: PLC0415
    from bodymap.clinic.store.sql.schema_version import bring_up_to_date, stored_version  # noqa: PLC0415
    from bodymap.clinic.store.store import Store  # noqa: PLC0415

    try:
        with errors_explained(place, opening=True, encrypted=encrypted):
            with engine.connect() as connection:
                version = stored_version(connection, place)
            if version is None and not made:
                raise DamagedStoreError("store.incomplete", place=place)
            if version != HEAD:
                with engine.execution_options(**{WRITES: True}).begin() as connection:
                    bring_up_to_date(connection, place)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, actor, place)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _make_place(path: Path) -> None:
    """An empty file for its owner alone, in a folder for its owner alone; SQLite gives its log the same rights."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise BodymapError("store.not_made", path=path, reason=reason_of(error)) from error
