"""Samples of what is drawn on a chart, for the words that explain it."""

from typing import Literal

import numpy as np
import shapely

from bodymap.drawing.model import Quality
from bodymap.report.graphics.layers import HATCH_WIDTH, STIPPLE_RADIUS, circle
from bodymap.report.graphics.patterns import pattern
from bodymap.report.graphics.scene import Dots, Fill, Item, Outline, geometry_curve, hatching, line_curve, stipple
from bodymap.report.graphics.theme import Theme

Kind = Literal["marked", "essential", "spillover", "unexplained", "point", "leading"]

SAMPLE_WIDTH, SAMPLE_HEIGHT = 28.0, 16.0

_BOX = shapely.box(1, 1, 27, 15)


def sample(kind: Kind, theme: Theme, quality: Quality = "aching") -> tuple[Item, ...]:
    """A sample of a pattern in a box of SAMPLE_WIDTH × SAMPLE_HEIGHT units, as it looks on the skin."""
    box = geometry_curve(_BOX)
    skin = Fill(box, theme.skin)
    if kind == "marked":
        color = theme.quality(quality)
        if theme.patterned:
            return skin, *pattern(quality, _BOX, color, gap=6.4, width=1.1), Outline(box, color, 1)
        return skin, Fill(box, color, theme.mark_strength), Outline(box, color, 1)
    if kind == "essential":
        return skin, Fill(box, theme.essential, 0.42), Outline(box, theme.essential, 1)
    if kind == "spillover":
        return skin, Dots(stipple(_BOX, 6, STIPPLE_RADIUS), STIPPLE_RADIUS, theme.spillover)
    if kind == "unexplained":
        hatch = Outline(line_curve(hatching(_BOX, 5)), theme.unexplained, HATCH_WIDTH * 0.7)
        return skin, hatch, Outline(box, theme.unexplained, 1)
    ring = Outline(circle(14, 8, 6.5), theme.accent, 2) if kind == "leading" else Outline(
        circle(14, 8, 6.5), theme.quiet_text, 0.8
    )  # fmt: skip
    cross = (("M", (11.3, 5.3)), ("L", (16.7, 10.7)), ("M", (11.3, 10.7)), ("L", (16.7, 5.3)))
    return Dots(np.array([[14.0, 8.0]]), 6.5, theme.disc), ring, Outline(cross, theme.cross, 1.8)
