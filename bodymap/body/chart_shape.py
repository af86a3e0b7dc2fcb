"""What each chart shows of a patient: which sides, on which half of the picture, and which chart is its mirror image.

Not what is drawn on it (`bodymap.body.chart`). A size is no part of this: it is the view box of the chart's file.
"""

from dataclasses import dataclass
from typing import Literal

from bodymap.body.figure import ChartName, Side

ChartKind = Literal["front", "back", "side", "soles"]
"""What the data files name: `side` is the side chart of whichever side is meant, `left` or `right`."""

OwnSide = Literal["left", "right"]


@dataclass(frozen=True)
class ChartShape:
    """How a chart shows the patient."""

    name: ChartName
    kind: ChartKind
    title: str
    at_positive: OwnSide
    """The patient's side that lies at positive x; on a side chart, the side that all of it shows."""
    mirror: ChartName
    """The chart of the same things on the other side of the patient, with x turned into -x."""
    face: Literal[-1, 0, 1] = 0
    """Where the face looks on a side chart: to +x or to -x; 0 on charts that show both sides."""

    @property
    def both_sides(self) -> bool:
        """Whether the chart shows both sides of the patient, parted by x = 0."""
        return self.mirror == self.name

    @property
    def sides(self) -> tuple[OwnSide, ...]:
        """The sides that the chart shows, in the picture from left to right."""
        if not self.both_sides:
            return (self.at_positive,)
        return (OTHER[self.at_positive], self.at_positive)

    def side_at(self, x: float, tolerance: float = 1e-6) -> Side:
        """The patient's side at abscissa `x`."""
        if not self.both_sides:
            return self.at_positive
        if abs(x) <= tolerance:
            return "midline"
        return self.at_positive if x > 0 else OTHER[self.at_positive]

    def sign(self, side: Side) -> int:
        """+1 where a side of the patient is at positive x, -1 where it is at negative x; +1 for the midline.

        Of a chart that shows both sides; on a side chart x says what is in front.
        """
        return -1 if self.both_sides and side == OTHER[self.at_positive] else 1


OTHER: dict[OwnSide, OwnSide] = {"left": "right", "right": "left"}

SHAPES: dict[ChartName, ChartShape] = {
    shape.name: shape
    for shape in (
        ChartShape("front", "front", "Front", at_positive="left", mirror="front"),
        ChartShape("back", "back", "Back", at_positive="right", mirror="back"),
        ChartShape("left", "side", "Left side", at_positive="left", mirror="right", face=-1),
        ChartShape("right", "side", "Right side", at_positive="right", mirror="left", face=1),
        ChartShape("soles", "soles", "Soles", at_positive="left", mirror="soles"),
    )
}
"""Every chart that is drawn, in the order in which charts are shown."""

OWN_CHARTS: dict[ChartKind, ChartName] = {"front": "front", "back": "back", "side": "right", "soles": "soles"}
"""The chart in whose coordinates the data files place things of a kind: away from the midline, or towards the front of
the body, is +x on it."""


def mirror_sign(chart: ChartName, side: Side) -> int:
    """+1 where a side of the patient is at positive x of the chart, -1 where at negative x (`ChartShape.sign`)."""
    return SHAPES[chart].sign(side)


def on_side(chart: ChartName, side: OwnSide) -> tuple[ChartName, int]:
    """Where what is placed on an own chart (`OWN_CHARTS`) is shown for a side of the patient.

    The chart, and +1 where abscissas stay or -1 where they change sign.
    """
    shape = SHAPES[chart]
    if shape.both_sides:
        return chart, shape.sign(side)
    return (chart, 1) if side == shape.at_positive else (shape.mirror, -1)
