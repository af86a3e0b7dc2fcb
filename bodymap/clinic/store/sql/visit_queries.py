"""Visits: statements that add, save and read them. The caller has begun the transaction."""

from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from bodymap.clinic.model import Actor, Visit, VisitLine
from bodymap.clinic.store.sql.audit_log import write_change, write_line
from bodymap.clinic.store.sql.patient_queries import is_there, touch
from bodymap.clinic.store.sql.row_mapping import LINE_COLUMNS, stamp, storable, visit_line, visit_of, visit_values
from bodymap.clinic.store.sql.schema import visit as visits
from bodymap.clinic.store.store_errors import ConflictError, NotFoundError


def read_visit(connection: Connection, id_: str) -> Visit:
    """Raises Gone if there is none, BodymapError if its drawing cannot be read."""
    row = connection.execute(select(visits).where(visits.c.id == id_)).first()
    if row is None:
        raise NotFoundError("store.visit_gone")
    return visit_of(row)


def read_drawing_text(connection: Connection, id_: str) -> str:
    """The drawing as it is stored, whether it can be read or not. Raises Gone if there is no such visit."""
    text = connection.execute(select(visits.c.drawing).where(visits.c.id == id_)).scalar()
    if text is None:
        raise NotFoundError("store.visit_gone")
    return str(text)


def read_lines(connection: Connection, patient: str) -> list[VisitLine]:
    """The visits of a patient, newest first, without their drawings."""
    query = (
        select(*LINE_COLUMNS).where(visits.c.patient == patient).order_by(visits.c.started.desc(), visits.c.id.desc())
    )
    return [visit_line(row) for row in connection.execute(query)]


def add_visit(connection: Connection, visit: Visit, actor: Actor) -> Visit:
    """The visit as stored. Adding the same once more changes nothing: the first answer may have been lost."""
    if not is_there(connection, visit.patient):
        raise NotFoundError("store.patient_gone")
    if connection.execute(select(visits.c.id).where(visits.c.id == visit.id)).first() is not None:
        return _same_or_conflict(connection, visit, actor)
    values = visit_values(visit)
    made = stamp(1, actor)
    connection.execute(insert(visits).values(id=visit.id, patient=visit.patient, **values, **made))
    touch(connection, visit.patient, max(made["changed_at"], visit.started))
    write_line(connection, actor, "added", patient=visit.patient, visit=visit.id)
    return replace(visit, note=values["note"], plan=values["plan"], **made)


def save_visit(connection: Connection, visit: Visit, actor: Actor) -> Visit:
    """The visit as stored. Raises Conflict if it was saved since it was read, Gone if it was erased."""
    values = visit_values(visit)
    made = stamp(visit.version + 1, actor)
    # The patient first, as erasing does: two desks that took the rows in turn would wait for each other for ever.
    touch(connection, visit.patient, max(made["changed_at"], visit.started))
    done = connection.execute(
        update(visits).where(visits.c.id == visit.id, visits.c.version == visit.version).values(**values, **made)
    )
    if done.rowcount == 0:
        return _same_or_conflict(connection, visit, actor)
    write_change(connection, actor, visit.patient, visit.id)
    return replace(visit, note=values["note"], plan=values["plan"], **made)


def _same_or_conflict(connection: Connection, visit: Visit, actor: Actor) -> Visit:
    """What is stored, if it is this very save, whose answer was lost on the way; raises Conflict if not."""
    stored = read_visit(connection, visit.id)
    mine = stored.version == visit.version + 1 and stored.changed_by == storable(str(actor))
    if mine and visit_values(stored) == visit_values(visit):
        return stored
    raise ConflictError(
        "store.visit_conflict",
        theirs=stored,
        started=stored.started,
        changed_by=stored.changed_by,
        when=stored.changed_at,
    )
