"""Red flags: what must be ruled out before a pain is put down to muscles, as `data/red_flags.yaml` says it.

The content as read. What a drawing with its answers raises is worked out in `bodymap.matching.warnings`.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field
from pydantic import model_validator as validator

from bodymap.atlas.model import Identifier, Text, _Entry, _Sourced
from bodymap.body.figure import FigureName

Level = Literal["emergency", "urgent", "ask"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""Most urgent first."""

SideRule = Literal["any", "same", "one", "both", "left", "right"]


class Place(_Entry):
    """A group of regions without their sides, e.g. `back/lumbar`, and what a therapist calls them together."""

    words: Text
    regions: Annotated[tuple[Text, ...], Field(min_length=1)]


class Trigger(_Entry):
    """One way to raise a flag: all that it names has to be true. `marked` and `without` name places."""

    level: Level
    marked: tuple[Identifier, ...] = ()
    quality: Literal["numb"] | None = None
    """`numb`: only what was drawn as numb or tingling counts as marked."""
    side: SideRule = "any"
    without: tuple[Identifier, ...] = ()
    figure: FigureName | None = None
    all_of: tuple[Identifier, ...] = ()
    any_of: tuple[Identifier, ...] = ()

    @validator(mode="after")
    def _names_something(self) -> "Trigger":
        if not (self.marked or self.all_of or self.any_of):
            raise ValueError("say what raises the flag: places that are marked, or answers in all_of or any_of")
        if not self.marked and (self.side != "any" or self.quality):
            raise ValueError("side and quality speak of marked places; name them in marked")
        return self

    @property
    def answers(self) -> tuple[str, ...]:
        """Every answer that it looks at."""
        return self.all_of + self.any_of


class RedFlag(_Sourced):
    """Something to rule out: what raises it, the questions that settle it, and what to say at each level."""

    id: Identifier
    rule_out: Text
    raised_by: Annotated[tuple[Trigger, ...], Field(min_length=1)]
    questions: Annotated[tuple[Identifier, ...], Field(min_length=1)]
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
            for field in ("all_of", "any_of"):
                for place, answer in enumerate(getattr(trigger, field)):
                    yield ("raised_by", number, field, place), answer
        for field in ("questions", "lowered_by"):
            for place, answer in enumerate(getattr(self, field)):
                yield (field, place), answer


class RedFlags(_Entry):
    """The whole table: places by name, and the flags."""

    places: Mapping[Identifier, Place]
    flags: tuple[RedFlag, ...]
