"""Red flags: what must be ruled out before a pain is put down to muscles, as `data/red_flags.yaml` says it.

The content as read; what a drawing with its answers raises is worked out elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field

from bodymap.atlas.conditions import Condition, Place
from bodymap.atlas.entry import Identifier, Sourced, Text

Level = Literal["emergency", "urgent", "ask"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""Most urgent first."""


class Trigger(Condition):
    """One way to raise a flag, and the level that it raises it to."""

    level: Level


class RedFlag(Sourced):
    """Something to rule out: what raises it, the questions that settle it, and what to say at each level."""

    id: Identifier
    rule_out: Text
    raised_by: Annotated[tuple[Trigger, ...], Field(min_length=1)]
    questions: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    ask_also: tuple[Identifier, ...] = ()
    """Places where its questions are worth asking although they raise nothing."""
    lowered_by: tuple[Identifier, ...] = ()
    """A "yes" to one of these takes the flag down to `ask`; it never clears it."""
    therapist: Mapping[Level, Text]
    patient: Mapping[Level, Text]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that it can stand at, most urgent first."""
        possible = {trigger.level for trigger in self.raised_by} | ({"ask"} if self.lowered_by else set())
        return tuple(level for level in LEVELS if level in possible)

    def text(self, level: Level) -> str:
        """What the therapist reads: a sentence that says what to rule out and how."""
        return f"Rule out {self.rule_out}: {self.therapist[level]}"

    def answers(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every answer that it names, with its path in the flag."""
        for number, trigger in enumerate(self.raised_by):
            for loc, answer in trigger.answers_at():
                yield ("raised_by", number, *loc), answer
        for field in ("questions", "lowered_by"):
            for place, answer in enumerate(getattr(self, field)):
                yield (field, place), answer


@dataclass(frozen=True)
class RedFlags:
    """The whole table: places by name, and the flags."""

    places: Mapping[str, Place]
    flags: tuple[RedFlag, ...]
