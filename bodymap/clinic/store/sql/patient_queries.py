"""Patients: statements that add, save, find and erase them. The caller has begun the transaction."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from bodymap.clinic.model import Actor, Patient, PatientLine
from bodymap.clinic.store.sql.audit_log import write_change, write_line
from bodymap.clinic.store.sql.row_mapping import (
    PATIENT_LINE_COLUMNS,
    patient_line,
    patient_of,
    patient_values,
    stamp,
    storable,
)
from bodymap.clinic.store.sql.schema import patient as patients
from bodymap.clinic.store.sql.schema import visit as visits
from bodymap.clinic.store.sql.schema import word as words
from bodymap.clinic.store.sql.search_index import patient_words, prefix_range, typed_words
from bodymap.clinic.store.store_errors import ConflictError, NotFoundError

FEW = 500
"""Patients whom a single word may find for all of them to be looked up first. With more, as after a first letter,
patients are gone through from the latest on instead, until there are enough."""

SEVERAL = 1_000
"""The same for the rarest of several words: many patients have each of two common words, and few have both."""

OTHERS = words.alias("other")
"""The words once more, to look among those of a patient who was found by another one."""


def read_patient(connection: Connection, id_: str) -> Patient:
    """Raises Gone if there is none."""
    row = connection.execute(select(patients).where(patients.c.id == id_)).first()
    if row is None:
        raise NotFoundError("store.patient_gone")
    return patient_of(row)


def add_patient(connection: Connection, patient: Patient, actor: Actor) -> Patient:
    """The patient as stored. Adding the same once more changes nothing: the first answer may have been lost."""
    row = connection.execute(select(patients).where(patients.c.id == patient.id)).first()
    if row is not None:
        return _same_or_conflict(patient_of(row), patient, actor)
    values = patient_values(patient)
    made = stamp(1, actor)
    connection.execute(insert(patients).values(id=patient.id, touched_at=made["changed_at"], **values, **made))
    _index(connection, replace(patient, **values))
    write_line(connection, actor, "added", patient=patient.id)
    return replace(patient, **values, **made)


def save_patient(connection: Connection, patient: Patient, actor: Actor) -> Patient:
    """The patient as stored. Raises Conflict if it was saved since it was read, Gone if it was erased."""
    values = patient_values(patient)
    made = stamp(patient.version + 1, actor)
    done = connection.execute(
        update(patients)
        .where(patients.c.id == patient.id, patients.c.version == patient.version)
        .values(**values, **made)
    )
    if done.rowcount == 0:
        return _same_or_conflict(read_patient(connection, patient.id), patient, actor)
    touch(connection, patient.id, made["changed_at"])
    connection.execute(delete(words).where(words.c.patient == patient.id))
    _index(connection, replace(patient, **values))
    write_change(connection, actor, patient.id)
    return replace(patient, **values, **made)


def _same_or_conflict(stored: Patient, patient: Patient, actor: Actor) -> Patient:
    """What is stored, if it is this very save, whose answer was lost on the way; raises Conflict if not."""
    mine = stored.version == patient.version + 1 and stored.changed_by == storable(str(actor))
    if mine and patient_values(stored) == patient_values(patient):
        return stored
    raise ConflictError("store.patient_conflict", theirs=stored, changed_by=stored.changed_by, when=stored.changed_at)


def touch(connection: Connection, id_: str, moment: datetime) -> None:
    """Moves a patient to the front of `lately`, unless something later put it there."""
    connection.execute(
        update(patients).where(patients.c.id == id_, patients.c.touched_at < moment).values(touched_at=moment)
    )


def erase_patient(connection: Connection, id_: str, actor: Actor) -> None:
    """Takes away patient, visits and search words; the trail keeps the id. Raises Gone if there is no such patient."""
    claimed = select(patients.c.id).where(patients.c.id == id_).with_for_update()  # no desk adds a visit meanwhile
    if connection.execute(claimed).first() is None:
        raise NotFoundError("store.patient_gone")
    connection.execute(delete(words).where(words.c.patient == id_))
    connection.execute(delete(visits).where(visits.c.patient == id_))
    connection.execute(delete(patients).where(patients.c.id == id_))
    write_line(connection, actor, "erased", patient=id_)


def search(connection: Connection, text: str, limit: int) -> list[PatientLine]:
    """Patients that have, for every word typed, a word that begins with it; those seen or changed last come first."""
    typed = set(typed_words(storable(text)))
    # A word that begins another one asks for nothing more.
    needed = [one for one in typed if not any(other != one and other.startswith(one) for other in typed)]
    if not needed:
        return []
    begins = {one: select(words.c.patient).where(_begins(words, one)) for one in needed}
    most = FEW if len(needed) == 1 else SEVERAL
    numbers = connection.execute(select(*(_at_most(most, begins[one]) for one in needed))).one()
    number, rarest = min(zip(numbers, needed, strict=True))
    found = select(patients.c.id).order_by(patients.c.touched_at.desc(), patients.c.id).limit(limit)
    if number < most:
        # Who has the other words too is found among the words alone: to read a patient costs more.
        both = begins[rarest]
        for one in needed:
            if one != rarest:
                both = both.where(_one_with(one, words.c.patient).exists())
        found = found.where(patients.c.id.in_(both))
    else:
        for one in needed:
            walked = _one_with(one, patients.c.id).limit(1).scalar_subquery()
            found = found.where(walked.is_not(None))
    # Chosen first and counted after, or the visits of everyone who matches would be counted in order to show a few.
    query = _lines().where(patients.c.id.in_(found)).order_by(patients.c.touched_at.desc(), patients.c.id)
    return [patient_line(row) for row in connection.execute(query)]


def _begins(table: FromClause, typed: str) -> ColumnElement[bool]:
    """Whether a word begins so."""
    first, end = prefix_range(typed)
    return and_(table.c.word >= first, table.c.word < end)


def _one_with(typed: str, patient: ColumnElement[str]) -> Select[Any]:
    """The words of a patient that begin so.

    Asked for as EXISTS, both databases make a join of it. That is right for looking up a few, and wrong for walking
    from the latest patient on until there are enough: they would look at everybody and sort.
    """
    return select(OTHERS.c.patient).where(_begins(OTHERS, typed), OTHERS.c.patient == patient)


def _at_most(most: int, query: Select[Any]) -> ScalarSelect[int]:
    """How many rows a query has; `most` if it has more, without going on."""
    return select(func.count()).select_from(query.limit(most).subquery()).scalar_subquery()


def seen_between(connection: Connection, begin: datetime, end: datetime) -> list[PatientLine]:
    """Patients with a visit that began from `begin` on and before `end`; who came last stands first."""
    came = (
        select(visits.c.patient, func.max(visits.c.started).label("came"))
        .where(visits.c.started >= begin, visits.c.started < end)
        .group_by(visits.c.patient)
        .subquery()
    )
    query = _lines().join(came, came.c.patient == patients.c.id).order_by(came.c.came.desc(), patients.c.id)
    return [patient_line(row) for row in connection.execute(query)]


def recent_patients(connection: Connection, limit: int) -> list[PatientLine]:
    """Patients by their last visit or change, newest first."""
    query = _lines().order_by(patients.c.touched_at.desc(), patients.c.id).limit(limit)
    return [patient_line(row) for row in connection.execute(query)]


def count(connection: Connection) -> int:
    """The number of patients."""
    return connection.execute(select(func.count()).select_from(patients)).scalar_one()


def is_there(connection: Connection, id_: str) -> bool:
    """Whether there is a patient with this id, who then stays until the transaction ends."""
    query = select(patients.c.id).where(patients.c.id == id_).with_for_update(read=True, key_share=True)
    return connection.execute(query).first() is not None


def _lines() -> Select[Any]:
    return select(*PATIENT_LINE_COLUMNS).select_from(patients)


def _index(connection: Connection, patient: Patient) -> None:
    found = sorted(patient_words(patient.name, patient.reference, patient.birth_date))
    if found:
        connection.execute(insert(words), [{"word": one, "patient": patient.id} for one in found])
