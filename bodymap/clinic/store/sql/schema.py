"""The tables as this version reads and writes them, the same on SQLite and PostgreSQL.

They are made by the scripts in `migrations`; a test holds both against each other.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

HEAD = "0002"
"""The schema version of this program: the last script in `migrations`. Written here so that opening need not ask
Alembic, which takes longer to load than all the rest."""


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone, kept in UTC, so that both databases sort and return it alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  (SQLAlchemy's own arguments)
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)  # SQLite drops the zone


SORTED_BY_CODE = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code points everywhere: SQLite's own order, and the one that lets an index serve prefixes."""

metadata = MetaData()

patient = Table(
    "patient",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("birth_date", Date),
    Column("reference", Text, nullable=False),
    Column("figure", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
    # The latest of: stored, a visit stored, a visit begun. For `recent_patients`, which must not go through all visits.
    Column("touched_at", Moment, nullable=False),
    Index("patient_touched_at", "touched_at"),
)

visit = Table(
    "visit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("patient", Text, ForeignKey("patient.id", name="visit_patient_fkey"), nullable=False),
    Column("started", Moment, nullable=False),
    Column("note", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("made_by_program", Text),
    Column("made_by_atlas", Text),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
    # The long ones come last: SQLite then reads a list of visits without touching them.
    Column("drawing", Text, nullable=False),
    Column("ranking", Text, nullable=False),
    Index("visit_patient_started", "patient", "started"),
    Index("visit_started", "started"),
)

word = Table(
    "word",
    metadata,
    Column("word", SORTED_BY_CODE, primary_key=True),
    Column("patient", Text, ForeignKey("patient.id", name="word_patient_fkey"), primary_key=True),
    Index("word_patient", "patient"),
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    # An identity rather than a serial: PostgreSQL then lets a role insert without rights on a sequence.
    Column("id", Integer, Identity(), primary_key=True),
    Column("happened_at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    # Ids without foreign keys: the trail stays when a patient is erased.
    Column("patient", Text),
    Column("visit", Text),
    Column("detail", Text, nullable=False),
    Index("audit_patient", "patient"),
    Index("audit_visit", "visit"),
)

setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
