"""What differs between two states of a visit, in words: what another desk did to it."""

from collections.abc import Sequence

from bodymap.clinic.model import Visit


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
        ("the findings", old.findings.muscles, new.findings.muscles),
        ("how red flags were settled", old.findings.flags, new.findings.flags),
        ("the figure", old.figure, new.figure),
        ("the note", before.note, after.note),
        ("the plan", before.plan, after.plan),
    ):
        if one != two:
            changes.append(what)
    return tuple(changes)


def _marks(more: int) -> str:
    if more == 0:
        return "the marks"
    return f"{_count(abs(more), 'mark')} {'more' if more > 0 else 'less'}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def listed(changes: Sequence[str]) -> str:
    """Changes in one run of words: "2 marks more, the note and the plan"; "nothing that you would see" if none."""
    if not changes:
        return "nothing that you would see"
    return " and ".join(filter(None, [", ".join(changes[:-1]), changes[-1]]))
