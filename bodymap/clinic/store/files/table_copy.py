"""Rows of all tables: read in one state, written as a whole, and told apart by digests that any database gives alike.

It goes through the columns' types, so a moment is the same moment in a file and on a server. Not whole files:
`bodymap.clinic.store.files.sqlite_files`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from bodymap.clinic.store.sql.engines import WRITES
from bodymap.clinic.store.sql.error_messages import errors_explained, unreadable
from bodymap.clinic.store.sql.schema import audit, metadata
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import DamagedStoreError
from bodymap.errors import BodymapError

TABLES: tuple[Table, ...] = tuple(metadata.sorted_tables)
"""All tables, those that others point to first."""

PIECEWISE = {"yield_per": 500}
"""Execution options for reading a table row by row: of long drawings, so many are in hand at a time."""


@contextmanager
def snapshot(store: Store) -> Iterator[Connection]:
    """A transaction that sees one state of a store throughout, whoever writes meanwhile.

    The store is busy so long: a window reads through one of its own.
    """
    with store._lock, errors_explained(store.place), store._engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # elsewhere every transaction is so
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        try:
            yield connection
        except (ValueError, TypeError) as error:  # SQLite lets any value stand in any column
            raise unreadable(store.place) from error


@contextmanager
def replacing_all(store: Store) -> Iterator[Connection]:
    """A transaction that keeps everybody else from writing, with all tables empty. Done as a whole, or not at all.

    Raises BodymapError for a login on a server that may not take lines out of the trail: a desk's.
    """
    with (
        store._lock,
        errors_explained(store.place),
        store._engine.execution_options(**{WRITES: True}).begin() as connection,
    ):
        if connection.dialect.name == "postgresql":
            if not connection.execute(text("SELECT has_table_privilege('audit', 'DELETE')")).scalar():
                raise BodymapError("backup.not_by_desk", place=store.place)
            names = ", ".join(table.name for table in TABLES)
            connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
        for table in reversed(TABLES):
            connection.execute(delete(table))
        yield connection


def copy_rows(source: Connection, target: Connection) -> dict[str, str]:
    """Copies every row into empty tables; returns the digest of each table as it was read."""
    found = {}
    for table in TABLES:
        digest = _Digest()
        for part in source.execute(select(table), execution_options=PIECEWISE).partitions():
            digest.add(part)
            target.execute(insert(table), [dict(row._mapping) for row in part])
        found[table.name] = digest.text
    _go_on_counting(target)
    return found


def digests(connection: Connection) -> dict[str, str]:
    """The digest of each table."""
    found = {}
    for table in TABLES:
        digest = _Digest()
        for part in connection.execute(select(table), execution_options=PIECEWISE).partitions():
            digest.add(part)
        found[table.name] = digest.text
    return found


def require_equal(found: Mapping[str, str], wanted: Mapping[str, str], place: str) -> None:
    """Raises Damaged if a copy is not what was copied."""
    for name, digest in wanted.items():
        if found[name] != digest:
            raise DamagedStoreError("store.copied_badly", place=place, table=name)


class _Digest:
    """The sum of the rows' SHA-256: in whatever order a database gives them, since each sorts text its own way."""

    def __init__(self) -> None:
        self._sum = self._rows = 0

    def add(self, rows: Sequence[Any]) -> None:
        for row in rows:
            line = json.dumps(list(row), ensure_ascii=False, default=_plain)
            self._sum += int.from_bytes(hashlib.sha256(line.encode()).digest(), "big")
            self._rows += 1

    @property
    def text(self) -> str:
        return f"{self._rows}:{self._sum % 2**256:064x}"


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no digest of {type(value).__name__}")


def _go_on_counting(connection: Connection) -> None:
    """Lets PostgreSQL number the next line of the trail after those that were copied; SQLite does so by itself.

    `setval` would stay where a transaction is rolled back, and every desk's next lines would meet numbers that are
    taken; RESTART is undone with the rest (PostgreSQL's page on ALTER SEQUENCE).
    """
    if connection.dialect.name == "postgresql":
        last = connection.execute(select(func.max(audit.c.id))).scalar()
        if last is not None:
            connection.execute(text(f"ALTER TABLE audit ALTER COLUMN id RESTART WITH {int(last) + 1}"))
