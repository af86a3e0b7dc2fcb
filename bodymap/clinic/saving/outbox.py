"""The outbox of a desk that works on a server: visits that the server does not have yet, safe on this machine.

A file for each running program, encrypted with a key that the server holds: whoever finds the machine cannot read it,
and the next login, from this machine, sends what an earlier run left behind.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
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
        }  # letters as escapes: half a surrogate pair, from a broken paste, would not be taken as text
    )


def same_content(one: Visit, other: Visit) -> bool:
    """Whether two states of a visit differ in nothing that a person made: not in versions, ranking and numbers."""
    # As instants: Python never finds moments of two zones equal in an hour that a change of the clock repeats.
    began, other_began = one.started.astimezone(UTC), other.started.astimezone(UTC)
    return (one.drawing, one.note, one.plan, began) == (other.drawing, other.note, other.plan, other_began)


def parse_visit(text: str) -> Visit:
    """The visit of such a text. Raises BodymapError, ValueError, KeyError, TypeError or RecursionError for all else."""
    content = json.loads(text)
    started = datetime.fromisoformat(content["started"])
    if started.tzinfo is None:
        raise ValueError("a visit begins at a moment with a time zone")
    try:
        started.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("no clock shows that moment") from error
    version = content["version"]
    if type(version) is not int:
        raise TypeError("versions are whole numbers")
    return Visit(
        id=_text(content["id"]),
        patient=_text(content["patient"]),
        started=started,
        drawing=parse_drawing(json.dumps(content["drawing"]), "A visit in the outbox"),
        note=_text(content["note"]),
        plan=_text(content["plan"]),
        version=version,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("here stands a text")
    return value


def _connect(path: Path, key: bytes) -> Any:
    """A connection to an encrypted file that writes through to the disk. Raises sqlcipher3's errors."""
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415  (only for servers; no types)

    if len(key) != KEY_BYTES:
        raise BodymapError("outbox.bad_key")
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error on its own
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TABLE IF NOT EXISTS visit (id TEXT PRIMARY KEY, text TEXT NOT NULL)")
    except BaseException:
        connection.close()
        raise
    return connection


class Outbox:
    """The outbox of one running program. Calls of several threads take turns."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Claims a file in a folder, which is made if need be. Raises BodymapError if that is not possible."""
        self._lock = Lock()
        self._path = folder / f"{uuid4().hex}.outbox"
        self._claim = FileLock(self._path.with_suffix(".lock"))
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._claim.acquire(timeout=1)
            self._connection = _connect(self._path, key)
        except (OSError, Timeout, _errors()) as error:
            self._let_go()
            raise BodymapError("outbox.folder", folder=folder) from error
        except BodymapError:
            self._let_go()
            raise

    def put(self, visit: Visit) -> None:
        """Keeps a visit, in the place of an older state of it; on the disk when this returns. Raises BodymapError."""
        with self._using() as connection:
            connection.execute("INSERT OR REPLACE INTO visit VALUES (?, ?)", (visit.id, visit_text(visit)))

    def drop(self, visit: Visit) -> None:
        """The server has this state of the visit. A newer state that came meanwhile stays. Raises BodymapError."""
        with self._using() as connection:
            found = connection.execute("SELECT text FROM visit WHERE id = ?", (visit.id,)).fetchone()
            if found is not None and _content(found[0]) == _content(visit_text(visit)):
                connection.execute("DELETE FROM visit WHERE id = ?", (visit.id,))

    def forget(self, name: str) -> None:
        """A visit is not wanted any more, in any state. Raises BodymapError."""
        with self._using() as connection:
            connection.execute("DELETE FROM visit WHERE id = ?", (name,))

    def pending(self, name: str) -> Visit | None:
        """The state of a visit that waits here, if one does. Raises BodymapError."""
        return next((visit for visit in self.visits() if visit.id == name), None)

    def visits(self) -> list[Visit]:
        """What the server does not have yet, in the order in which it was kept. Raises BodymapError."""
        with self._using() as connection:
            return _read(connection)

    @contextmanager
    def _using(self) -> Iterator[Any]:
        with self._lock:
            try:
                yield self._connection
            except _errors() as error:
                raise BodymapError("outbox.unusable", path=self._path) from error

    def close(self) -> None:
        """The program ends. A file with something in it stays for the next login."""
        with self._lock:
            try:
                empty = _is_empty(self._connection)
            except _errors():
                empty = False
            self._connection.close()
        if empty:
            self._let_go()
        else:
            self._claim.release()

    def _let_go(self) -> None:
        self._claim.release()
        _remove(self._path)


@dataclass(frozen=True)
class Left:
    """What an earlier run left behind in its outbox."""

    path: Path
    key: bytes = field(repr=False)
    visits: tuple[Visit, ...]

    def discard(self, done: Sequence[Visit]) -> None:
        """The server has these of the visits, or they are kept elsewhere. The others stay in the file, as does what
        could not be read."""
        try:
            with FileLock(self.path.with_suffix(".lock")).acquire(timeout=1):
                with closing(_connect(self.path, self.key)) as connection:
                    connection.executemany("DELETE FROM visit WHERE id = ?", [(visit.id,) for visit in done])
                    empty = _is_empty(connection)
                if empty:
                    _remove(self.path)
        except (Timeout, OSError, _errors()):
            return  # they are offered once more: that changes nothing


def left_behind(folder: Path, key: bytes) -> list[Left]:
    """The outboxes of programs that run no more. One that cannot be read, with another key, is left where it is."""
    found = []
    for path in sorted(folder.glob("*.outbox")) if folder.is_dir() else []:
        try:
            with FileLock(path.with_suffix(".lock")).acquire(timeout=0):
                with closing(_connect(path, key)) as connection:
                    visits, empty = tuple(_read(connection)), _is_empty(connection)
                if empty:
                    _remove(path)
        except (Timeout, OSError, ValueError, BodymapError, _errors()):
            continue
        if visits:
            found.append(Left(path, key, visits))
    return found


def _read(connection: Any) -> list[Visit]:
    visits = []
    for (text,) in connection.execute("SELECT text FROM visit ORDER BY rowid").fetchall():
        try:
            visits.append(parse_visit(text))
        except (BodymapError, ValueError, KeyError, TypeError, RecursionError):
            continue  # written by a newer program: it stays in the file for that one
    return visits


def _is_empty(connection: Any) -> bool:
    return connection.execute("SELECT 1 FROM visit LIMIT 1").fetchone() is None


def _content(text: str) -> Any:
    return {**json.loads(text), "version": None}


def _remove(path: Path) -> None:
    """Takes an outbox away. What stays, in a folder that has become unusable, is looked at once more: no harm."""
    for suffix in (".outbox", ".outbox-wal", ".outbox-shm", ".lock"):
        with suppress(OSError):
            path.with_suffix(suffix).unlink(missing_ok=True)


def _errors() -> type[Exception]:
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415  (as above)

    error: type[Exception] = sqlcipher.Error
    return error
