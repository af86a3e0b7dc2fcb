"""Transforms as style sheets write them: with units, commas and an origin. The attribute is in `attributes`."""

import math
import re

from bodymap.geometry.affine import IDENTITY, Matrix, multiply
from bodymap.svg.attributes import length

Size = tuple[float, float]

_FUNCTION = re.compile(r"\s*([a-z0-9]+)\(([^()]*)\)\s*", re.IGNORECASE)
_ANGLES = {"deg": math.pi / 180, "rad": 1.0, "grad": math.pi / 200, "turn": 2 * math.pi}
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
_KEYWORDS = {"left": (0, 0.0), "right": (0, 1.0), "top": (1, 0.0), "bottom": (1, 1.0)}


def css_transform(text: str, page: Size) -> Matrix | None:
    """The matrix of a CSS `transform`, as if looked at from straight above; None if it is not understood.

    `page` is the width and height to which percentages refer, in user units.
    """
    if text.strip().lower() in ("none", ""):
        return IDENTITY
    matrix, end = IDENTITY, 0
    for match in _FUNCTION.finditer(text):
        if match.start() != end:
            return None
        one = _function(match[1].lower(), [part for part in re.split(r"[\s,]+", match[2].strip()) if part], page)
        if one is None:
            return None
        matrix, end = multiply(matrix, one), match.end()
    return matrix if end == len(text) else None


def single_transform(name: str, text: str, page: Size) -> Matrix | None:
    """The matrix of the property `translate`, `rotate` or `scale`; None if it is not understood."""
    values = text.split()
    if [value.lower() for value in values] == ["none"]:
        return IDENTITY
    return _function(name, values, page)


def transform_origin(text: str, size: Size) -> tuple[float, float] | None:
    """The point about which a transform turns and scales, in a box of this size; None if it is not understood."""
    values = text.lower().split()[:2]  # a third value is a depth
    if not values:
        return None
    if len(values) == 1:
        values.append("center")
    if values[0] in ("top", "bottom") or values[1] in ("left", "right"):
        values.reverse()
    place = [_along(value, axis, size[axis]) for axis, value in enumerate(values)]
    x, y = place
    return None if x is None or y is None else (x, y)


def _along(value: str, axis: int, whole: float) -> float | None:
    if value == "center":
        return whole / 2
    if value in _KEYWORDS:
        of_axis, share = _KEYWORDS[value]
        return share * whole if of_axis == axis else None
    found = length(value, whole)
    return found.value if found else None


def _number(text: str) -> float | None:
    share = text.endswith("%")
    bare = text.removesuffix("%")
    return float(bare) / (100 if share else 1) if _NUMBER.fullmatch(bare) else None


def _angle(text: str) -> float | None:
    match = _NUMBER.match(text)
    if match is None:
        return None
    unit = text[match.end() :].lower()
    if not unit:
        return 0.0 if float(match[0]) == 0 else None
    return float(match[0]) * _ANGLES[unit] if unit in _ANGLES else None


def _function(name: str, arguments: list[str], page: Size) -> Matrix | None:  # noqa: PLR0911  (one for each)
    numbers = [_number(one) for one in arguments]
    lengths = [found.value if (found := length(one, page[min(i, 1)])) else None for i, one in enumerate(arguments)]
    match name, len(arguments):
        case ("matrix", 6):
            known = [one for one in numbers if one is not None]
            return (known[0], known[1], known[2], known[3], known[4], known[5]) if len(known) == 6 else None
        case ("translate" | "translate3d" | "translatex" | "translatey", 1 | 2 | 3):
            x, y = lengths[0], lengths[1] if len(lengths) > 1 else 0.0
            if name == "translatey":
                found = length(arguments[0], page[1])
                x, y = 0.0, found.value if found else None
            return None if x is None or y is None else (1, 0, 0, 1, x, y)
        case ("scale" | "scale3d", 1 | 2 | 3):
            x, y = numbers[0], numbers[1] if len(numbers) > 1 else numbers[0]
            return None if x is None or y is None else (x, 0, 0, y, 0, 0)
        case ("scalex" | "scaley", 1):
            if numbers[0] is None:
                return None
            return (numbers[0], 0, 0, 1, 0, 0) if name == "scalex" else (1, 0, 0, numbers[0], 0, 0)
        case ("rotate" | "rotatez", 1):
            angle = _angle(arguments[0])
            if angle is None:
                return None
            return (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0)
        case ("skew" | "skewx" | "skewy", 1 | 2):
            angles = [_angle(one) for one in arguments]
            along = angles[0] if name != "skewy" else 0.0
            across = angles[0] if name == "skewy" else angles[1] if len(angles) > 1 else 0.0
            return None if along is None or across is None else (1, math.tan(across), math.tan(along), 1, 0, 0)
        case ("translatez" | "perspective", 1):
            return IDENTITY
    return None
