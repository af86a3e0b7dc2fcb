"""How answers move a score: by bounded factors, each of which can be shown. Unknown moves nothing.

An answer multiplies the score that the overlap gave, so no answer lifts a muscle whose zones the drawing misses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

STEP = 1.12
"""Factor of one answer that speaks for a muscle; one that speaks against it divides by it. Our choice."""

BOUND = 1.5
"""All answers together multiply at most by this and at least by its inverse: they reorder neighbours, no more."""


@dataclass(frozen=True)
class AnswerFactor:
    """One answer's effect on one muscle: `given` is what the patient said, `factor` what it multiplies by."""

    answer: str
    given: bool
    factor: float


@dataclass(frozen=True)
class Expectation:
    """What an atlas says of an answer: a "yes" supports the muscle, or speaks against it."""

    answer: str
    supports: bool


def answer_factors(expected: Iterable[Expectation], answers: Mapping[str, bool]) -> tuple[AnswerFactor, ...]:
    """The factor of each answer that was given and that the muscle's facts speak of, in the order of the facts."""
    return tuple(
        AnswerFactor(one.answer, answers[one.answer], STEP if answers[one.answer] == one.supports else 1 / STEP)
        for one in expected
        if one.answer in answers
    )


def combined(factors: Iterable[AnswerFactor]) -> float:
    """The product of the factors, within 1 / BOUND and BOUND."""
    return min(BOUND, max(1 / BOUND, prod(one.factor for one in factors)))
