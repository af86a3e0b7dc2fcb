"""The audit trail: who did what, when, to which ids. Statements only; the caller has begun the transaction."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select

from bodymap.clinic.model import Action, Actor, AuditLine
from bodymap.clinic.store.sql.row_mapping import audit_line, storable
from bodymap.clinic.store.sql.schema import audit

ONE_LINE = timedelta(minutes=10)
"""Changes of the same by the same person are one line for so long: a stroke is saved every second, a note at each
pause."""


def write_line(
    connection: Connection,
    actor: Actor,
    action: Action,
    *,
    patient: str | None = None,
    visit: str | None = None,
    detail: str = "",
    when: datetime | None = None,
) -> None:
    """Adds a line, of now if `when` is not given. `detail` says how or where to, and never names a patient: lines stay
    when a patient is erased."""
    connection.execute(
        insert(audit).values(
            happened_at=when or datetime.now(UTC), actor=storable(str(actor)), action=action,
            patient=patient, visit=visit, detail=storable(detail),
        )
    )  # fmt: skip


def write_change(connection: Connection, actor: Actor, patient: str, visit: str | None = None) -> None:
    """Adds that a visit, or the patient, was changed, unless the last line that says so is this actor's own and fresh.

    The line that is there is not touched, so that a role needs no more than to add lines.
    """
    last = connection.execute(
        select(audit.c.actor, audit.c.happened_at)
        .where(audit.c.patient == patient, audit.c.visit == visit, audit.c.action == "changed")
        .order_by(audit.c.id.desc())
        .limit(1)
    ).first()
    moment = datetime.now(UTC)
    fresh = last is not None and moment - ONE_LINE < last.happened_at <= moment
    if last is None or last.actor != storable(str(actor)) or not fresh:
        write_line(connection, actor, "changed", patient=patient, visit=visit)


def read_lines(connection: Connection, patient: str | None, limit: int) -> list[AuditLine]:
    """The newest lines, of one patient or of all, newest first."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if patient is not None:
        query = query.where(audit.c.patient == patient)
    return [audit_line(row) for row in connection.execute(query)]
