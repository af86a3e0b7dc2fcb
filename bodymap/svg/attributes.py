"""Values of SVG attributes: lengths with units, transforms, view boxes, style rules. Not here: what they apply to."""

import math
from dataclasses import dataclass

from bodymap.geometry.affine import IDENTITY, Matrix, multiply
from bodymap.svg.numbers import NUMBER, numbers
from bodymap.svg.xml_reader import Node

UNITS = {
    "": 1.0, "px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 96 / 72, "pc": 16.0,
    "em": 16.0, "rem": 16.0, "ex": 8.0,
}  # fmt: skip
"""User units in each unit of length, as CSS fixes them (96 to the inch; a browser's usual font size)."""

_BETWEEN = " \t\r\n,"


LARGEST = 1e9
"""Lengths beyond are mistakes; so are view boxes smaller than its inverse."""


@dataclass(frozen=True)
class Length:
    """A length in user units, and the unit in which it was written."""

    value: float
    unit: str


def length(text: str, whole: float = 0.0) -> Length | None:
    """A length such as `12`, `8.5in` or `50%` (of `whole`); None if it is none or beyond `LARGEST`."""
    text = text.strip()
    match = NUMBER.match(text)
    if match is None:
        return None
    unit = text[match.end() :].strip().lower()
    factor = whole / 100 if unit == "%" else UNITS.get(unit)
    value = math.inf if factor is None else float(match[0]) * factor
    return Length(value, unit) if abs(value) <= LARGEST else None


def view_box(text: str) -> tuple[float, float, float, float] | None:
    """The four numbers of a `viewBox` if it has a size, else None."""
    values, complete = numbers(text)
    if not complete or len(values) != 4 or max(map(abs, values)) > LARGEST or min(values[2:]) < 1 / LARGEST:
        return None
    return values[0], values[1], values[2], values[3]


def _one_transform(name: str, v: list[float]) -> Matrix | None:  # noqa: PLR0911  (one for each kind)
    match name, len(v):
        case "matrix", 6:
            return (v[0], v[1], v[2], v[3], v[4], v[5])
        case "translate", 1 | 2:
            return (1, 0, 0, 1, v[0], v[1] if len(v) == 2 else 0)
        case "scale", 1 | 2:
            return (v[0], 0, 0, v[-1], 0, 0)
        case "rotate", 1 | 3:
            cos, sin = math.cos(math.radians(v[0])), math.sin(math.radians(v[0]))
            x, y = v[1:] or (0.0, 0.0)
            return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
        case "skewX", 1:
            return (1, 0, math.tan(math.radians(v[0])), 1, 0, 0)
        case "skewY", 1:
            return (1, math.tan(math.radians(v[0])), 0, 1, 0, 0)
    return None


def transform(text: str) -> Matrix | None:
    """The matrix of a `transform` attribute; None if it has a mistake (an element with one is not drawn)."""
    matrix = IDENTITY
    *parts, rest = text.split(")")
    if rest.strip(_BETWEEN):
        return None
    for part in parts:
        name, _, arguments = part.partition("(")
        values, complete = numbers(arguments)
        sound = complete and all(map(math.isfinite, values))
        one = _one_transform(name.strip(_BETWEEN), values) if sound else None
        if one is None:
            return None
        matrix = multiply(matrix, one)
    return matrix


def fitted(node: Node, width: float, height: float) -> Matrix | None:
    """The transform from the view box of a nested `svg` or `symbol` to its width and height; None if it has no size."""
    if width <= 0 or height <= 0:
        return None
    box = view_box(node.get("viewBox"))
    if box is None:
        return IDENTITY
    x, y, box_width, box_height = box
    sx, sy = width / box_width, height / box_height
    align, _, meet = node.get("preserveAspectRatio", "xMidYMid").strip().partition(" ")
    if align == "none":
        return (sx, 0, 0, sy, -x * sx, -y * sy)
    scale = max(sx, sy) if meet.strip() == "slice" else min(sx, sy)
    share = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    left = (width - box_width * scale) * share.get(align[1:4], 0.5)
    top = (height - box_height * scale) * share.get(align[5:8], 0.5)
    return (scale, 0, 0, scale, left - x * scale, top - y * scale)
