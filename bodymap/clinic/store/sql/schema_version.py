"""Which schema version is stored, and how an older one becomes today's: in one transaction, or not at all."""

import re
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bodymap.clinic.store.sql.error_messages import unreadable
from bodymap.clinic.store.sql.schema import HEAD
from bodymap.clinic.store.store_errors import DamagedStoreError, NewerFileError
from bodymap.errors import BodymapError
from bodymap.resources import resource

_ONE_AT_A_TIME = 0x626F6479
"""PostgreSQL's advisory lock while a schema is made: two desks that start at once take turns."""


def scripts() -> Path:
    """The folder of the scripts that make and change tables. Raises BodymapError if the installation lacks it."""
    return resource("clinic", "store", "sql", "migrations", "versions").parent


def is_up_to_date(connection: Connection, place: str) -> bool:
    """Whether the tables are those of this program. Raises as `bring_up_to_date` does."""
    return stored_version(connection, place) == HEAD


def bring_up_to_date(connection: Connection, place: str) -> None:
    """Makes or upgrades the tables, if need be. The transaction must have begun for writing; the caller ends it.

    Raises NewerFile if a newer program made them, Damaged if they are another program's, and BodymapError for a
    database on a server that does not hold Unicode.
    """
    if connection.dialect.name == "postgresql":
        if connection.execute(text("SHOW server_encoding")).scalar() != "UTF8":
            raise BodymapError("server.not_unicode", place=place)
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_AT_A_TIME})
    if not is_up_to_date(connection, place):
        upgrade(connection, HEAD)


def upgrade(connection: Connection, version: str) -> None:
    """Runs the scripts up to a version, in the transaction that the caller has begun."""
    from alembic import command  # noqa: PLC0415  (slow to load, and hardly ever needed)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def stored_version(connection: Connection, place: str) -> str | None:
    """The schema version that is stored, None where there are no tables. Raises as `bring_up_to_date` does."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if connection.dialect.name == "sqlite" and tables:
            raise DamagedStoreError("store.other_program", place=place)
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is None:
        return None
    if not re.fullmatch(r"\d{4}", str(version)):
        raise unreadable(place)
    if version > HEAD:
        raise NewerFileError("store.newer", place=place)
    return str(version)
