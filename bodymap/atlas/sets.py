"""Sets of muscles: the part of the atlas that a drawing is held against, e.g. only what the two articles speak of.

A set names muscles; those that have no file yet are left out. Which muscles a folder holds: `bodymap.atlas.reader`.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import model_validator as validator

from bodymap.atlas.entry import Entry, Identifier, Text


class MuscleSet(Entry):
    """A set of `data/sets.yaml`, by its id: the muscles in it, or all there are."""

    words: Text
    """What a therapist calls it, e.g. "low back, hip and leg"."""
    muscles: tuple[Identifier, ...] | Literal["all"]

    @validator(mode="after")
    def _not_empty(self) -> "MuscleSet":
        if not self.muscles:
            raise ValueError("a set holds at least one muscle")
        return self

    def holds(self, muscle: str) -> bool:
        """Whether a muscle belongs to the set."""
        return self.muscles == "all" or muscle in self.muscles


def sets_of(muscle: str, sets: Mapping[str, MuscleSet]) -> list[str]:
    """The ids of the sets that hold a muscle, in their order."""
    return [name for name, one in sets.items() if one.holds(muscle)]


def listed(sets: Iterable[str]) -> str:
    """The ids of sets in a sentence, e.g. "articles, low-back-and-leg or whole-body"."""
    *others, last = sets
    return f"{', '.join(others)} or {last}" if others else last
