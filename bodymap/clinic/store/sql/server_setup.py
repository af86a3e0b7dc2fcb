"""Getting a server's database ready: the tables, and what a desk may do with them.

Not opening it for work (`opening`), for which a desk has fewer rights than this takes.
"""

from sqlalchemy import Connection, text

from bodymap.clinic.store.sql.engines import server_engine, server_place, server_url
from bodymap.clinic.store.sql.error_messages import errors_explained
from bodymap.clinic.store.sql.schema_version import bring_up_to_date
from bodymap.errors import BodymapError

DESK_RIGHTS = {
    "patient": "SELECT, INSERT, UPDATE, DELETE",
    "visit": "SELECT, INSERT, UPDATE, DELETE",
    "word": "SELECT, INSERT, DELETE",
    "setting": "SELECT, INSERT, UPDATE, DELETE",
    "audit": "SELECT, INSERT",
    "alembic_version": "SELECT",
}
"""What a desk may do with each table, and no more: the trail can be read and added to, never changed."""


def prepare_server(url: str, password: str, desk: str | None = None) -> str:
    """Makes or upgrades the tables, and gives a role the rights of a desk. Returns the name of the place.

    Raises Away if the server cannot be reached, NewerFile, or BodymapError for a wrong login, missing rights and a role
    that is not there.
    """
    address = server_url(url)
    place = server_place(address)
    engine = server_engine(address, password)
    try:
        with errors_explained(place, opening=True), engine.begin() as connection:
            bring_up_to_date(connection, place)
            if desk is not None:
                _grant(connection, desk, place)
    finally:
        engine.dispose()
    return place


def _grant(connection: Connection, role: str, place: str) -> None:
    if connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first() is None:
        raise BodymapError("server.no_role", place=place, role=role)
    quoted = connection.dialect.identifier_preparer.quote_identifier(role)
    for table, rights in DESK_RIGHTS.items():
        connection.exec_driver_sql(f"REVOKE ALL ON {table} FROM {quoted}")
        connection.exec_driver_sql(f"GRANT {rights} ON {table} TO {quoted}")
