"""Conditions on a drawing and its answers, as the tables in `data/` write them: places, sides, answers, age.

The content as read; whether one holds for a drawing is worked out elsewhere.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt
from pydantic import model_validator as validator

from bodymap.atlas.entry import Entry, Identifier, Text
from bodymap.body.figure import FigureName

SideRule = Literal["any", "same", "one", "both", "left", "right"]
Felt = Literal["numb", "burning"]
"""Kinds of pain that a condition may ask for; `numb` is numb or tingling."""

Age = Annotated[StrictInt, Field(ge=0, le=130)]


class Place(Entry):
    """A group of regions without their sides, e.g. `back/lumbar`, and what a therapist calls them together."""

    words: Text
    regions: Annotated[tuple[Text, ...], Field(min_length=1)]


class Condition(Entry):
    """Holds where all that it names is true. `marked` and `without` name places."""

    marked: tuple[Identifier, ...] = ()
    quality: Felt | None = None
    """`numb`: only what was drawn as numb or tingling counts as marked; `burning`: only what was drawn as burning."""
    side: SideRule = "any"
    without: tuple[Identifier, ...] = ()
    figure: FigureName | None = None
    age_from: Age | None = None
    age_to: Age | None = None
    """Years, both included. An age that is not known lies in no bounds, unless `or_age_unknown`."""
    or_age_unknown: StrictBool = False
    all_of: tuple[Identifier, ...] = ()
    any_of: tuple[Identifier, ...] = ()
    least: Annotated[StrictInt, Field(ge=1)] = 1
    """How many of `any_of` it needs."""
    unless: tuple[Identifier, ...] = ()
    """A "yes" to one of these keeps it from holding."""

    @validator(mode="after")
    def _names_something(self) -> "Condition":
        if not (self.marked or self.all_of or self.any_of):
            raise ValueError("say what makes it hold: places that are marked, or answers in all_of or any_of")
        if not self.marked and (self.side != "any" or self.quality):
            raise ValueError("side and quality speak of marked places; name them in marked")
        if self.or_age_unknown and not self.of_age:
            raise ValueError("or_age_unknown goes with age_from or age_to; add one")
        if self.age_from is not None and self.age_to is not None and self.age_from > self.age_to:
            raise ValueError("age_from is above age_to; no age lies between them")
        if self.least > max(1, len(self.any_of)):
            raise ValueError("least is more than any_of holds")
        return self

    @property
    def of_age(self) -> bool:
        """Whether it looks at the age."""
        return self.age_from is not None or self.age_to is not None

    def fits_age(self, age: int | None) -> bool:
        """Whether an age in years, None for not known, is one that it holds at."""
        if not self.of_age:
            return True
        if age is None:
            return self.or_age_unknown
        return (self.age_from or 0) <= age and (self.age_to is None or age <= self.age_to)

    @property
    def answers(self) -> tuple[str, ...]:
        """Every answer whose "yes" helps it to hold."""
        return self.all_of + self.any_of

    def answers_at(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every answer that it names, with its path in the condition."""
        for field in ("all_of", "any_of", "unless"):
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
