"""Two desks changed the same patient: what each changed, in words, and both put together.

Says nothing of visits, whose drawings are compared elsewhere, and asks nobody: that is the window's part.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bodymap.clinic.dates import day_words, moment_words
from bodymap.clinic.model import Patient

FIELDS = {"name": "name", "birth_date": "birth date", "reference": "reference", "figure": "figure", "note": "note"}
"""What a person can change of a patient, and how it is called."""

LONGEST = 120
"""Letters of a note that a question between two desks shows."""


@dataclass(frozen=True)
class Change:
    """A field that somebody changed, with its new value and, where the other desk changed it too, theirs."""

    field: str
    before: str
    after: str


def changed(before: Patient, after: Patient) -> tuple[Change, ...]:
    """The fields in which two states of a patient differ, in the order of the form."""
    return tuple(
        Change(name, value_words(getattr(before, name)), value_words(getattr(after, name)))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    )


def merged(base: Patient, mine: Patient, theirs: Patient) -> Patient:
    """What the other desk stored, with what was changed here on top: fields that only they changed stay theirs."""
    own: dict[str, Any] = {name: getattr(mine, name) for name in FIELDS if getattr(mine, name) != getattr(base, name)}
    return replace(theirs, **own)


def value_words(value: str | date | None) -> str:
    """A value of the form in words."""
    if isinstance(value, date):
        return day_words(value)
    said = {"female": "Woman", "male": "Man"}.get(value or "", value or "")
    said = " ".join(said.split())
    return f"{said[: LONGEST - 1]}…" if len(said) > LONGEST else said


def conflict_words(base: Patient, mine: Patient, theirs: Patient) -> str:
    """Who changed what at the other desk, and which of it was changed here too; a few sentences."""
    own = {one.field: one for one in changed(base, mine)}
    when = f", {moment_words(theirs.changed_at)}" if theirs.changed_at else ""
    lines = [f"{theirs.changed_by or 'Somebody'}{when}:"]
    for one in changed(base, theirs):
        line = f"{FIELDS[one.field]}: {_quoted(one.before)} became {_quoted(one.after)}"
        clash = own.get(one.field)
        if clash is not None and clash.after != one.after:
            line += f" (here: {_quoted(clash.after)})"
        lines.append(f"• {line}")
    if len(lines) == 1:
        lines.append("• stored it again without a change")
    return "\n".join(lines)


def _quoted(said: str) -> str:
    return f"“{said}”" if said else "nothing"
