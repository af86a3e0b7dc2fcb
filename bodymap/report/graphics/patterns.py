"""Patterns that tell the kinds of pain apart without colour, for printers that have none.

Geometry like every pattern (docs/adr/0003-display-list.md): lines cut to an area, signs that lie whole within it. All
of them are wider than the hatching of what no zone explains and the stipple of spillover, which they lie over.
"""

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.drawing.model import Quality
from bodymap.geometry.polygons import polygonal
from bodymap.report.graphics.scene import Item, Outline, line_curve, stipple

GAP = 19.0
"""Chart units between the lines of a pattern: some two millimetres on the charts of a page."""

WIDTH = 2.8
SIGN = 7.0
"""Half the size of a sign, e.g. a cross of `tingling`."""


def pattern(quality: Quality, area: BaseGeometry, color: str, gap: float = GAP, width: float = WIDTH) -> list[Item]:
    """The pattern of a kind of pain within an area, without its edge. `gap` and `width` in units."""
    if area.is_empty:
        return []
    if quality in ("numb", "tingling"):
        lines = shapely.multilinestrings(_signs(area, gap * 1.35, gap * SIGN / GAP, ring=quality == "numb"))
    else:
        lines = shapely.intersection(shapely.multilinestrings(_lines(quality, area, gap)), area)
    path = line_curve(lines)
    return [Outline(path, color, width)] if path else []


def _lines(quality: Quality, area: BaseGeometry, gap: float) -> list[Any]:
    """Lines over the bounds of an area, each as points, on a grid that is fixed to the chart."""
    x0, y0, x1, y1 = area.bounds
    rows = np.arange(np.floor(y0 / gap), np.ceil(y1 / gap) + 1) * gap
    across = [[(x0, y), (x1, y)] for y in rows]
    if quality == "burning":
        columns = np.arange(np.floor(x0 / gap), np.ceil(x1 / gap) + 1) * gap
        return across + [[(x, y0), (x, y1)] for x in columns]
    if quality == "sharp":
        steps = np.arange(np.floor(x0 / gap * 2), np.ceil(x1 / gap * 2) + 1)
        return [[(step * gap / 2, y + (step % 2 - 0.5) * gap * 0.7) for step in steps] for y in rows]
    if quality == "other":
        # Rises to the right, as the hatching of what no zone explains never does.
        step = gap * np.sqrt(2)
        sums = np.arange(np.floor((x0 + y0) / step), np.ceil((x1 + y1) / step) + 1) * step
        return [[(total - y0, y0), (total - y1, y1)] for total in sums]
    return across


def _signs(area: BaseGeometry, gap: float, half: float, *, ring: bool) -> list[Any]:
    """Rings or upright crosses that lie whole within an area; one in its middle where it has no room for any."""
    centres = stipple(polygonal(area), gap, half)
    if not len(centres):
        middle = area.representative_point()
        centres = np.array([[middle.x, middle.y]])
    if ring:
        angles = np.linspace(0, 2 * np.pi, 17)
        circle = half * np.column_stack([np.cos(angles), np.sin(angles)])
        return [shapely.linestrings(circle + centre) for centre in centres]
    arms = [np.array([(-half, 0), (half, 0)]), np.array([(0, -half), (0, half)])]
    return [shapely.linestrings(arm + centre) for centre in centres for arm in arms]
