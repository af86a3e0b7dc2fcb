"""Trigger points placed on a figure: what matching and drawing need to know of the atlas, and nothing more."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bodymap.body.areas import Areas
from bodymap.body.figure import ChartName, Side


@dataclass(frozen=True)
class PlacedPoint:
    """A trigger point of one side of one figure, with its referral zones as areas.

    `essential` and `spillover` never overlap (the spillover zone is cut by the essential one) and lie within the
    outlines of the charts. `position` is where the point shows, by chart.
    """

    muscle: str
    side: Side
    name: str
    position: Mapping[ChartName, tuple[float, float]]
    essential: Areas = field(repr=False)
    spillover: Areas = field(repr=False)
    published: bool = True
    """False where no published source was found for the zones, only general knowledge of the field."""

    @property
    def key(self) -> tuple[str, Side, str]:
        """Muscle, side and name: what identifies a trigger point on a patient."""
        return self.muscle, self.side, self.name
