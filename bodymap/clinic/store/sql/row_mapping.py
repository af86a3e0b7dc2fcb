"""Between rows and what the program holds in hand. A value that no row should have is told, not guessed."""

import json
from datetime import UTC, datetime
from functools import cache
from types import NoneType
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, Row, Table, func, select

from bodymap.body.figure import FIGURES
from bodymap.clinic.model import Actor, AuditLine, MadeBy, Patient, PatientLine, Visit, VisitLine, VisitMetrics
from bodymap.clinic.store.sql.schema import audit
from bodymap.clinic.store.sql.schema import patient as patients
from bodymap.clinic.store.sql.schema import visit as visits
from bodymap.drawing.file import drawing_json, parse_drawing
from bodymap.errors import BodymapError

LONGEST_NAME = 200
LONGEST_REFERENCE = 100

_FIGURES = TypeAdapter(VisitMetrics)

LINE_COLUMNS: tuple[ColumnElement[Any], ...] = tuple(
    column for column in visits.c if column.name not in ("drawing", "ranking")
)
"""What `visit_line` reads of a visit."""

PATIENT_LINE_COLUMNS: tuple[ColumnElement[Any], ...] = (
    patients.c.id,
    patients.c.name,
    patients.c.birth_date,
    patients.c.reference,
    select(func.count()).where(visits.c.patient == patients.c.id).scalar_subquery().label("visits"),
    select(func.max(visits.c.started)).where(visits.c.patient == patients.c.id).scalar_subquery().label("last_visit"),
)
"""What `patient_line` reads: a count and a look into an index for each line, so for short lists."""


@cache
def _kinds(table: Table) -> dict[str, tuple[type, ...]]:
    """What may stand in each column."""
    return {one.name: (one.type.python_type, *([NoneType] if one.nullable else [])) for one in table.columns}


def sound(row: Row[Any], table: Table) -> Row[Any]:
    """The row, if each value is of its column's kind, which SQLite does not see to. Raises TypeError."""
    kinds = _kinds(table)
    for name, value in zip(row._fields, row, strict=True):
        if not isinstance(value, kinds.get(name, object)):
            raise TypeError(f"{table.name}.{name} holds a value of another kind")
    return row


def stamp(version: int, actor: Actor) -> dict[str, Any]:
    """The columns that say which saving this is, when and whose."""
    return {"version": version, "changed_at": datetime.now(UTC), "changed_by": storable(str(actor))}


def storable(text: str) -> str:
    """The text with � for what is no letter in any script and what databases refuse: NUL and half surrogate pairs."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "�")


def patient_values(patient: Patient) -> dict[str, Any]:
    """The columns that a person fills in. Raises BodymapError for what is too long."""
    if len(patient.name) > LONGEST_NAME:
        raise BodymapError("patient.long_name", longest=LONGEST_NAME)
    if len(patient.reference) > LONGEST_REFERENCE:
        raise BodymapError("patient.long_reference", longest=LONGEST_REFERENCE)
    return {
        "name": storable(patient.name),
        "birth_date": patient.birth_date,
        "reference": storable(patient.reference),
        "figure": patient.figure,
        "note": storable(patient.note),
    }


def patient_of(row: Row[Any]) -> Patient:
    """A patient from all columns of its row. Raises TypeError or ValueError for a value that nobody can have stored."""
    if sound(row, patients).figure not in FIGURES:
        raise ValueError("there is no such figure")
    return Patient(
        row.id, row.name, row.birth_date, row.reference, row.figure, row.note,
        row.version, row.changed_at, row.changed_by,
    )  # fmt: skip


def patient_line(row: Row[Any]) -> PatientLine:
    """A line of a list from `PATIENT_LINE_COLUMNS`. Raises as `patient_of` does."""
    sound(row, patients)
    return PatientLine(row.id, row.name, row.birth_date, row.reference, row.visits, row.last_visit)


def visit_values(visit: Visit) -> dict[str, Any]:
    """The columns that the session fills in."""
    return {
        "started": visit.started,
        "note": storable(visit.note),
        "plan": storable(visit.plan),
        "drawing": storable(drawing_json(visit.drawing)),
        "ranking": storable(json.dumps(dict(visit.ranking), ensure_ascii=False)),
        "figures": storable(_FIGURES.dump_json(visit.figures).decode()),
        "made_by_program": visit.made_by.program if visit.made_by else None,
        "made_by_atlas": visit.made_by.atlas if visit.made_by else None,
    }


def visit_of(row: Row[Any]) -> Visit:
    """A visit from all columns of its row. Raises BodymapError if its drawing cannot be read, else as `patient_of`."""
    sound(row, visits)
    try:
        drawing = parse_drawing(row.drawing, "The drawing")
    except BodymapError as error:
        raise BodymapError("store.unreadable_drawing", started=row.started) from error
    return Visit(
        row.id, row.patient, row.started, drawing, row.note, row.plan, _ranking(row.ranking), _figures(row.figures),
        _made_by(row), row.version, row.changed_at, row.changed_by,
    )  # fmt: skip


def visit_line(row: Row[Any]) -> VisitLine:
    """A line of a list from `LINE_COLUMNS`. Raises as `patient_of` does."""
    sound(row, visits)
    return VisitLine(
        row.id, row.patient, row.started, row.note, row.plan, _figures(row.figures), _made_by(row),
        row.version, row.changed_at, row.changed_by,
    )  # fmt: skip


def audit_line(row: Row[Any]) -> AuditLine:
    """A line of the audit trail from all columns of its row. Raises as `patient_of` does."""
    sound(row, audit)
    return AuditLine(row.happened_at, row.actor, row.action, row.patient, row.visit, row.detail)


def _made_by(row: Row[Any]) -> MadeBy | None:
    if row.made_by_program is None or row.made_by_atlas is None:
        return None
    return MadeBy(row.made_by_program, row.made_by_atlas)


def _ranking(text: str) -> dict[str, Any]:
    """What was ranked; nothing where it cannot be read, since it can be made anew from the drawing."""
    try:
        content = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _figures(text: str) -> VisitMetrics:
    """The numbers; none where they cannot be read, since they can be made anew from the drawing."""
    try:
        return _FIGURES.validate_json(text)
    except ValidationError:
        return VisitMetrics()
