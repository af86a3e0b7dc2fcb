"""The formula: how far a drawing D and the zones of a trigger point (essential E, spillover S without E) agree.

    explained = (|D∩E| + w·|D∩S|) / |D|           w = SPILLOVER_WEIGHT
    filled    = |D∩E| / |E|
    score     = explained / (1 + c·(1 - filled))   c = UNPAINTED_COST

Pain that stays unexplained lowers the score in full proportion. Essential zone that was not painted lowers it at most
to 1 / (1 + c), two thirds, because a patient often feels only part of a pattern. The score is 0 exactly where the
drawing touches neither zone, 1 where drawing and essential zone are the same, and never a probability.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Shares = TypeVar("Shares", float, NDArray[np.float64])

SPILLOVER_WEIGHT = 0.4
"""How much a unit of spillover explains beside a unit of essential zone. Our choice: no published value."""

UNPAINTED_COST = 0.5
"""What an essential zone without any paint costs. Our choice: see docs/adr/0002."""


def explained_share(marked: float, essential: float, spillover: float) -> float:
    """Share of the marked area that a pair of zones explains, 0 to 1; the arguments are |D|, |D∩E| and |D∩S|."""
    return min(1.0, (essential + SPILLOVER_WEIGHT * spillover) / marked) if marked > 0 else 0.0


def overlap_score(explained: Shares, filled: Shares) -> Shares:
    """The score of two shares, or of arrays of them, 0 to 1; it grows with each of them."""
    return explained / (1 + UNPAINTED_COST * (1 - filled))


@dataclass(frozen=True)
class Overlap:
    """The measured areas of one trigger point or muscle, in square chart units, and the shares they make."""

    marked: float
    """|D|: all that the patient marked."""
    essential_marked: float
    """|D∩E|"""
    spillover_marked: float
    """|D∩S|"""
    essential: float
    """|E|"""

    @property
    def explained(self) -> float:
        """Share of the marked pain that the zones explain, spillover at its lower weight."""
        return explained_share(self.marked, self.essential_marked, self.spillover_marked)

    @property
    def filled(self) -> float:
        """Share of the essential zone that is marked."""
        return min(1.0, self.essential_marked / self.essential) if self.essential > 0 else 0.0

    @property
    def score(self) -> float:
        """The overlap score, before any answer."""
        return overlap_score(self.explained, self.filled)
