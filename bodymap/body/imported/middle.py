"""Where the middle line of a body lies in a drawing, as far as its shapes show it.

A file says nowhere where the middle is. Shapes show it by being mirror images of each other: two arms, two thighs. A
single leg, or four figures in a row, have a middle too, but it is nobody's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

_NEAR = 0.03
"""How far, as a share of the body's height, a shape may lie from where its mirror image would."""

_ALIKE = 0.3
"""How much the sizes of two mirror images may differ."""

_TALL = 0.6
"""What stands apart from the rest and has this share of the whole height may be a figure by itself."""


@dataclass(frozen=True)
class MiddleLine:
    """The abscissa of the middle and the width of the view, in user units; `x` is None where no shape shows it."""

    x: float | None
    width: float


def middle_line(areas: Sequence[BaseGeometry]) -> MiddleLine:
    """The middle of one body that these shapes are parts of."""
    boxes = _pieces(areas)
    low, high = float(boxes[:, 0].min()), float(boxes[:, 2].max())
    middle, width = (low + high) / 2, high - low
    height = float(boxes[:, 3].max() - boxes[:, 1].min())
    figures = [part for part in _apart(boxes) if _height(part) >= _TALL * height and _mirrored(part, height)]
    known = len(figures) <= 1 and _mirrored(boxes, height)
    return MiddleLine(middle if known else None, width)


def _pieces(areas: Sequence[BaseGeometry]) -> NDArray[np.float64]:
    """The bounding boxes (n, 4) of all pieces: both sides may be one path."""
    return np.asarray(shapely.bounds(shapely.get_parts(np.array(areas, dtype=object))), dtype=np.float64)


def _height(boxes: NDArray[np.float64]) -> float:
    return float(boxes[:, 3].max() - boxes[:, 1].min())


def _mirrored(boxes: NDArray[np.float64], height: float) -> bool:
    """Whether two boxes lie apart from the middle of all, each where the other's mirror image would."""
    middle = (boxes[:, 0].min() + boxes[:, 2].max()) / 2
    left = boxes[boxes[:, 2] <= middle]
    right = boxes[boxes[:, 0] >= middle]
    if not len(left) or not len(right):
        return False
    images = np.column_stack([2 * middle - right[:, 2], right[:, 1], 2 * middle - right[:, 0], right[:, 3]])
    for box in left:
        off = np.abs(images - box).max(axis=1)
        size, sizes = np.ptp(box.reshape(2, 2), axis=0).prod(), np.prod(images[:, 2:] - images[:, :2], axis=1)
        if ((off <= _NEAR * height) & (np.abs(sizes - size) <= _ALIKE * max(size, 1e-12))).any():
            return True
    return False


def _apart(boxes: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The boxes in groups between which there is a gap from top to bottom."""
    ordered = boxes[np.argsort(boxes[:, 0])]
    reach = np.maximum.accumulate(ordered[:, 2])
    cuts = np.flatnonzero(ordered[1:, 0] > reach[:-1]) + 1
    return np.split(ordered, cuts)
