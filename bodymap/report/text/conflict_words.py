"""Two desks changed the same patient: what each changed, in words, and both put together.

Says nothing of visits, whose drawings are compared elsewhere, and asks nobody: that is the window's part.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bodymap.clinic.dates import day_words, moment_words
from bodymap.clinic.model import Patient, Visit
from bodymap.report.text.translation import _

FIELDS = {"name": "name", "birth_date": _("birth date"), "reference": "reference", "figure": "figure", "note": "note"}
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
        visit_conflict = own.get(one.field)
        if visit_conflict is not None and visit_conflict.after != one.after:
            line += f" (here: {_quoted(visit_conflict.after)})"
        lines.append(f"• {line}")
    if len(lines) == 1:
        lines.append(_("• stored it again without a change"))
    return "\n".join(lines)


def _quoted(said: str) -> str:
    return f"“{said}”" if said else "nothing"


def what_changed(before: Visit, after: Visit) -> tuple[str, ...]:
    """Each change as some words, e.g. "2 marks more", "the note"; empty if only ranking and numbers differ."""
    changes: list[str] = []
    old, new = before.drawing, after.drawing
    if old.marks != new.marks:
        changes.append(_marks(len(new.marks) - len(old.marks)))
    asked = sorted({*old.answers, *new.answers})
    other = sum(old.answers.get(name) != new.answers.get(name) for name in asked)
    if other:
        changes.append(_count(other, "answer"))
    for what, one, two in (
        (_("the findings"), old.findings.muscles, new.findings.muscles),
        (_("how red flags were settled"), old.findings.flags, new.findings.flags),
        (_("the figure"), old.figure, new.figure),
        (_("the note"), before.note, after.note),
        (_("the plan"), before.plan, after.plan),
    ):
        if one != two:
            changes.append(what)
    return tuple(changes)


def _marks(more: int) -> str:
    if more == 0:
        return _("the marks")
    return f"{_count(abs(more), 'mark')} {'more' if more > 0 else 'less'}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def listed(changes: Sequence[str]) -> str:
    """Changes in one run of words: "2 marks more, the note and the plan"; "nothing that you would see" if none."""
    if not changes:
        return _("nothing that you would see")
    return " and ".join(filter(None, [", ".join(changes[:-1]), changes[-1]]))
