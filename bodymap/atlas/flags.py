"""Red flags: what must be ruled out before a pain is put down to muscles, as `data/red_flags.yaml` says it.

The content as read; what a drawing with its answers raises is worked out elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field
from pydantic import model_validator as validator

from bodymap.atlas.conditions import Condition, Place
from bodymap.atlas.entry import Identifier, Sourced, Text

Level = Literal["emergency", "urgent", "ask"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""Most urgent first."""

Within = Literal["today", "this week"]
WITHIN: tuple[Within, ...] = get_args(Within)
"""By when a physician should see an urgent flag, the soonest first."""

WHEN = "{when}"
"""Stands in the texts of `urgent` for the time that the trigger names."""

Step = tuple[Level, Within | None]
"""How urgent a flag is: its level and, of an urgent one, by when."""


class Trigger(Condition):
    """One way to raise a flag, and the level that it raises it to. An urgent one says by when."""

    level: Level
    within: Within | None = None

    @validator(mode="after")
    def _urgent_names_a_time(self) -> "Trigger":
        if (self.level == "urgent") != (self.within is not None):
            raise ValueError("an urgent trigger says within: today or this week, and no other does")
        return self

    @property
    def step(self) -> Step:
        """Level and time."""
        return self.level, self.within


class RedFlag(Sourced):
    """Something to rule out: what raises it, the questions that settle it, and what to say at each level."""

    id: Identifier
    rule_out: Text
    raised_by: Annotated[tuple[Trigger, ...], Field(min_length=1)]
    questions: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    cleared_by: tuple[Identifier, ...] = ()
    """The questions whose "no" clears an `ask`, where these are not all of `questions`."""
    ask_also: tuple[Identifier, ...] = ()
    """Places where its questions are worth asking although they raise nothing."""
    therapist: Mapping[Level, Text]
    patient: Mapping[Level, Text]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that it can stand at, most urgent first."""
        possible = {trigger.level for trigger in self.raised_by}
        return tuple(level for level in LEVELS if level in possible)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The levels with their times, most urgent first."""
        return tuple(sorted({trigger.step for trigger in self.raised_by}, key=urgency))

    @property
    def clearing(self) -> tuple[str, ...]:
        """The questions that have to be answered "no" for an `ask` to be cleared."""
        return self.cleared_by or self.questions

    def text(self, level: Level, within: Within | None = None) -> str:
        """What the therapist reads: a sentence that says what to rule out, how and by when."""
        return f"Rule out {self.rule_out}: {self.therapist[level].replace(WHEN, within or '')}"

    def patient_text(self, level: Level, within: Within | None = None) -> str:
        """What the patient reads."""
        return self.patient[level].replace(WHEN, within or "")

    def answers(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every answer that it names, with its path in the flag."""
        for number, trigger in enumerate(self.raised_by):
            for loc, answer in trigger.answers_at():
                yield ("raised_by", number, *loc), answer
        for field in ("questions", "cleared_by"):
            for place, answer in enumerate(getattr(self, field)):
                yield (field, place), answer


def urgency(step: Step) -> tuple[int, int]:
    """Sorts levels with their times, most urgent first."""
    level, within = step
    return LEVELS.index(level), WITHIN.index(within) if within else 0


@dataclass(frozen=True, eq=False)
class RedFlags:
    """The whole table: places by name, and the flags. Compared and hashed by identity."""

    places: Mapping[str, Place]
    flags: tuple[RedFlag, ...]
