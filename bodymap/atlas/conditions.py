"""Conditions on a drawing and its answers, as the tables in `data/` write them: places, sides, answers.

The content as read; whether one holds for a drawing is worked out elsewhere.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field
from pydantic import model_validator as validator

from bodymap.atlas.entry import Entry, Identifier, Text
from bodymap.body.figure import FigureName

SideRule = Literal["any", "same", "one", "both", "left", "right"]


class Place(Entry):
    """A group of regions without their sides, e.g. `back/lumbar`, and what a therapist calls them together."""

    words: Text
    regions: Annotated[tuple[Text, ...], Field(min_length=1)]


class Condition(Entry):
    """Holds where all that it names is true. `marked` and `without` name places."""

    marked: tuple[Identifier, ...] = ()
    quality: Literal["numb"] | None = None
    """`numb`: only what was drawn as numb or tingling counts as marked."""
    side: SideRule = "any"
    without: tuple[Identifier, ...] = ()
    figure: FigureName | None = None
    all_of: tuple[Identifier, ...] = ()
    any_of: tuple[Identifier, ...] = ()

    @validator(mode="after")
    def _names_something(self) -> "Condition":
        if not (self.marked or self.all_of or self.any_of):
            raise ValueError("say what makes it hold: places that are marked, or answers in all_of or any_of")
        if not self.marked and (self.side != "any" or self.quality):
            raise ValueError("side and quality speak of marked places; name them in marked")
        return self

    @property
    def answers(self) -> tuple[str, ...]:
        """Every answer that it looks at."""
        return self.all_of + self.any_of

    def answers_at(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every answer that it names, with its path in the condition."""
        for field in ("all_of", "any_of"):
            for number, answer in enumerate(getattr(self, field)):
                yield (field, number), answer

    def places_at(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every place that it names, with its path in the condition."""
        for field in ("marked", "without"):
            for number, place in enumerate(getattr(self, field)):
                yield (field, number), place


class Drawn(Entry):
    """What is drawn on a muscle's own side: one of `marked` at least, and nothing of `without`. Names places."""

    marked: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    without: tuple[Identifier, ...] = ()

    def places_at(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every place that it names, with its path in here."""
        for field in ("marked", "without"):
            for number, place in enumerate(getattr(self, field)):
                yield (field, number), place
