"""The outbox of a desk that works on a server: visits that the server does not have yet, safe on this machine.

A file for each running program, encrypted with a key that the server holds: whoever finds the machine cannot read it,
and the next login, from this machine, sends what an earlier run left behind.
"""

import json
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from filelock import FileLock, Timeout

from bodymap.clinic.model import Visit
from bodymap.drawing.file import drawing_json, parse_drawing
from bodymap.errors import BodymapError

KEY_BYTES = 32


def visit_text(visit: Visit) -> str:
    """A visit as JSON, without ranking and numbers: they can be made again from the drawing."""
    return json.dumps(
        {
            "id": visit.id,
            "patient": visit.patient,
            "started": visit.started.isoformat(),
            "drawing": json.loads(drawing_json(visit.drawing)),
            "note": visit.note,
            "plan": visit.plan,
            "version": visit.version,
        },
        ensure_ascii=False,
    )


def parse_visit(text: str) -> Visit:
    """The visit of such a text. Raises BodymapError, ValueError, KeyError or TypeError for anything else."""
    content = json.loads(text)
    return Visit(
        id=content["id"],
        patient=content["patient"],
        started=datetime.fromisoformat(content["started"]),
        drawing=parse_drawing(json.dumps(content["drawing"]), "A visit in the outbox"),
        note=content["note"],
        plan=content["plan"],
        version=int(content["version"]),
    )


def _connect(path: Path, key: bytes) -> Any:
    """A connection to an encrypted file that writes through to the disk. Raises sqlcipher3's errors."""
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415  (only a desk on a server needs it)

    if len(key) != KEY_BYTES:
        raise BodymapError(f"The server's key for outboxes is damaged: it has {len(key)} bytes; have it renewed.")
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TABLE IF NOT EXISTS visit (id TEXT PRIMARY KEY, text TEXT NOT NULL)")
    except BaseException:
        connection.close()
        raise
    return connection


class Journal:
    """The outbox of one running program. Used by one thread at a time: it has a lock of its own."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Claims a file in a folder, which is made if need be. Raises BodymapError if that is not possible."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._path = folder / f"{uuid4().hex}.outbox"
            self._claim = FileLock(self._path.with_suffix(".lock"))
            self._claim.acquire(timeout=1)
            self._connection = _connect(self._path, key)
        except (OSError, Timeout, _errors()) as error:
            raise BodymapError(
                f"The folder {folder} cannot be used, so nothing could be kept while the server is away; "
                "make room or choose an account that may write there."
            ) from error
        self._lock = Lock()

    def put(self, visit: Visit) -> None:
        """Keeps a visit, in the place of an older state of it; on the disk when this returns. Raises BodymapError."""
        with self._lock:
            try:
                self._connection.execute("INSERT OR REPLACE INTO visit VALUES (?, ?)", (visit.id, visit_text(visit)))
            except _errors() as error:
                raise BodymapError(
                    f"This visit cannot be kept on this machine ({error}); make room on its disk."
                ) from error

    def drop(self, visit: Visit) -> None:
        """The server has this state of the visit. A newer state that came meanwhile stays."""
        with self._lock:
            found = self._connection.execute("SELECT text FROM visit WHERE id = ?", (visit.id,)).fetchone()
            if found is not None and _content(found[0]) == _content(visit_text(visit)):
                self._connection.execute("DELETE FROM visit WHERE id = ?", (visit.id,))

    def forget(self, name: str) -> None:
        """A visit is not wanted any more, in any state."""
        with self._lock:
            self._connection.execute("DELETE FROM visit WHERE id = ?", (name,))

    def visits(self) -> list[Visit]:
        """What the server does not have yet."""
        with self._lock:
            return _read(self._connection)

    def close(self) -> None:
        """The program ends. A file with something in it stays for the next login."""
        with self._lock:
            empty = not self._connection.execute("SELECT 1 FROM visit LIMIT 1").fetchone()
            self._connection.close()
        self._claim.release()
        if empty:
            _remove(self._path)


@dataclass(frozen=True)
class Left:
    """What an earlier run left behind in its outbox."""

    path: Path
    visits: tuple[Visit, ...]

    def discard(self) -> None:
        """The server has it all, or it is kept elsewhere."""
        _remove(self.path)


def left_behind(folder: Path, key: bytes) -> list[Left]:
    """The outboxes of programs that run no more. One that cannot be read, with another key, is left where it is."""
    found = []
    for path in sorted(folder.glob("*.outbox")) if folder.is_dir() else []:
        try:
            with FileLock(path.with_suffix(".lock")).acquire(timeout=0), closing(_connect(path, key)) as connection:
                visits = tuple(_read(connection))
        except (Timeout, OSError, BodymapError, _errors()):
            continue
        if visits:
            found.append(Left(path, visits))
        else:
            _remove(path)
    return found


def _read(connection: Any) -> list[Visit]:
    visits = []
    for (text,) in connection.execute("SELECT text FROM visit ORDER BY rowid").fetchall():
        try:
            visits.append(parse_visit(text))
        except (BodymapError, ValueError, KeyError, TypeError):
            continue  # written by a newer program: it stays in the file for that one
    return visits


def _content(text: str) -> Any:
    return {**json.loads(text), "version": None}


def _remove(path: Path) -> None:
    for suffix in (".outbox", ".outbox-wal", ".outbox-shm", ".lock"):
        path.with_suffix(suffix).unlink(missing_ok=True)


def _errors() -> type[Exception]:
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415

    error: type[Exception] = sqlcipher.Error
    return error


def with_version(visit: Visit, version: int) -> Visit:
    """The visit as a change of a certain stored version."""
    return visit if visit.version == version else replace(visit, version=version)
