"""The Widespread Pain Index as the 2016 rule reads it: areas of 19, and regions of 5.

The index alone. What else the rule asks for (severity of other symptoms, months) a drawing does not tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bodymap.drawing.model import Drawing
from bodymap.report.instruments.definition import load_instrument
from bodymap.report.instruments.scoring import SHARE, Marked, marked_areas

GENERALIZED = 4
"""Generalized pain is pain in at least so many of the five regions (Wolfe and others, 2016)."""


@dataclass(frozen=True)
class WidespreadPainIndex:
    """The index of one drawing."""

    marked: Marked
    regions: Mapping[str, int]
    """Each of the five regions → how many of its marked areas count for the rule: jaw, chest and abdomen do not."""

    @property
    def score(self) -> int:
        """The index, 0 to 19."""
        return self.marked.count

    @property
    def painful_regions(self) -> int:
        """How many of the five regions have pain, 0 to 5."""
        return sum(count > 0 for count in self.regions.values())

    @property
    def generalized(self) -> bool:
        """Whether the pain is generalized in the words of the rule."""
        return self.painful_regions >= GENERALIZED

    @property
    def words(self) -> str:
        """As the printed summary says it, e.g. "Widespread Pain Index 3 of 19"."""
        return f"{self.marked.instrument.name} {self.score} of {len(self.marked.instrument.areas)}"


def widespread_pain_index(drawing: Drawing, share: float = SHARE) -> WidespreadPainIndex:
    """The index of a drawing. Raises BodymapError as `marked_areas` does."""
    return read_index(marked_areas("wpi", drawing, share))


def read_index(marked: Marked) -> WidespreadPainIndex:
    """The index of areas that are known to be marked."""
    instrument = load_instrument("wpi")
    counting = {area.name for area in marked.areas} - set(instrument.beside)
    return WidespreadPainIndex(marked, {part: len(counting & set(names)) for part, names in instrument.parts.items()})
