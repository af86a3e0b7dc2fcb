"""How answers move a score: by bounded factors, each of which can be shown. Unknown moves nothing.

An answer multiplies the score that the overlap gave, so no answer lifts a muscle whose zones the drawing misses.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from bodymap.atlas.model import Effect
from bodymap.atlas.questions import Answer, Kind
from bodymap.drawing.model import OLDEST, AnswerValue
from bodymap.errors import BodymapError

STEP = 1.12
"""Factor of one answer that speaks for a muscle; one that speaks against it divides by it. Our choice."""

BOUND = 1.5
"""All answers together multiply at most by this and at least by its inverse: they reorder neighbours, no more."""

STRONGEST = 10
"""The end of the scale of strength."""

UNASKED = frozenset(("no_pain_today", "sides_as_drawn"))
"""Answers that the program itself writes and that no question asks for."""


def checked_answers(table: Mapping[str, Answer], given: Mapping[str, AnswerValue]) -> None:
    """Raises BodymapError if an answer is of another kind than its question, e.g. a number for a yes or no."""
    for name, value in given.items():
        if name in table and not _of_kind(table[name].kind, value):
            raise BodymapError(
                "answer.wrong_kind",
                answer=name,
                value=json.dumps(value),
                wanted=table[name].kind,
                strongest=STRONGEST,
                oldest=OLDEST,
            )


def _of_kind(kind: Kind, value: AnswerValue) -> bool:
    if isinstance(value, bool):
        return kind == "yes_no"
    if isinstance(value, str):
        return kind == "side"
    return kind == "days" or (kind == "strength" and value <= STRONGEST) or (kind == "age" and value <= OLDEST)


def unknown_answers(table: Mapping[str, Answer], given: Mapping[str, AnswerValue]) -> tuple[str, ...]:
    """Ids of answers to questions that the table does not have: they are kept and move nothing."""
    return tuple(name for name in given if name not in table and name not in UNASKED)


def yes_or_no(table: Mapping[str, Answer], given: Mapping[str, AnswerValue]) -> dict[str, bool]:
    """Every yes or no that was answered or that an answer implies. What was answered comes before what is implied."""
    known = {name: value for name, value in given.items() if isinstance(value, bool)}
    for answer in table.values():
        if answer.implied is None or answer.id in known:
            continue
        by = given.get(answer.implied.by)
        if by is not None and not isinstance(by, str):
            implied = answer.implied.value(by)
            if implied is not None:
                known[answer.id] = implied
    return known


def contradicted(table: Mapping[str, Answer], given: Mapping[str, AnswerValue]) -> frozenset[str]:
    """Answers that were given although another one implies the opposite; somebody should ask again."""
    found = set()
    for name, value in given.items():
        implied = table[name].implied if name in table else None
        by = given.get(implied.by) if implied else None
        if implied and by is not None and not isinstance(by, str) and implied.value(by) not in (None, value):
            found.add(name)
    return frozenset(found)


@dataclass(frozen=True)
class AnswerFactor:
    """One answer's effect on one muscle: `given` is what the patient said, `factor` what it multiplies by."""

    answer: str
    given: bool
    factor: float


@dataclass(frozen=True)
class Expectation:
    """What an atlas says of an answer: a "yes" supports a muscle, or some of its points, or speaks against it."""

    answer: str
    supports: bool
    points: frozenset[str] = frozenset()
    """Names of the trigger points that it bears on; empty for all."""
    only_yes: bool = False
    """Whether a "no" moves nothing."""

    @classmethod
    def of(cls, effect: Effect) -> "Expectation":
        """The expectation of a line in a muscle's file."""
        return cls(effect.id, effect.supports, frozenset(effect.points), effect.only_yes)


def answer_factors(
    expected: Iterable[Expectation], answers: Mapping[str, bool], point: str | None = None
) -> tuple[AnswerFactor, ...]:
    """The factor of each answer that was given and that the muscle's facts speak of, in the order of the facts.

    With a `point`, those that bear on that trigger point; else those that bear on all points.
    """
    return tuple(
        AnswerFactor(one.answer, answers[one.answer], STEP if answers[one.answer] == one.supports else 1 / STEP)
        for one in expected
        if one.answer in answers
        and (not one.points or point in one.points)
        and (answers[one.answer] or not one.only_yes)
    )


def combined(factors: Iterable[AnswerFactor]) -> float:
    """The product of the factors, within 1 / BOUND and BOUND."""
    return min(BOUND, max(1 / BOUND, prod(one.factor for one in factors)))


NO_PAIN = "no_pain_today"
"""The answer that says that nothing was marked because nothing hurts."""
