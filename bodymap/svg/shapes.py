"""The basic shapes of SVG as curves: path, rect, circle, ellipse, polygon, polyline. Not here: where they are drawn."""

import math

import svgelements

from bodymap.geometry.curve import Curve
from bodymap.svg.attributes import length
from bodymap.svg.numbers import numbers
from bodymap.svg.path_data import commands_of, parse_path
from bodymap.svg.xml_reader import Node

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "polygon", "polyline"})
"""Elements that can fill an area."""

Size = tuple[float, float]


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> Curve:
    if rx <= 0 or ry <= 0:
        return ()
    return tuple(commands_of(svgelements.Path(svgelements.Ellipse(cx, cy, rx, ry))))


def _rectangle(x: float, y: float, width: float, height: float, *, rx: float, ry: float) -> Curve:
    if width <= 0 or height <= 0:
        return ()
    rx, ry = max(0.0, min(rx, width / 2)), max(0.0, min(ry, height / 2))
    return tuple(commands_of(svgelements.Path(svgelements.Rect(x, y, width, height, rx, ry))))


def shape_curve(node: Node, page: Size) -> tuple[Curve, bool, bool]:
    """The curve of an element, whether its data held no mistake, and whether units were converted.

    `page` is the width and height that percentages refer to. A length that cannot be read is a mistake and counts as 0.
    """
    if node.tag == "path":
        return *parse_path(node.get("d")), False
    if node.tag in ("polygon", "polyline"):
        values, complete = numbers(node.get("points"))
        points = list(zip(values[::2], values[1::2], strict=False))
        curve: Curve = tuple(("L" if i else "M", point) for i, point in enumerate(points))
        return (*curve, ("Z", ())) if node.tag == "polygon" and points else curve, complete, False
    sound, converted = True, False

    def measure(name: str, whole: float) -> float:
        nonlocal sound, converted
        text = node.get(name)
        if text in ("", "auto"):
            return 0.0
        found = length(text, whole)
        if found is None:
            sound = False
            return 0.0
        converted = converted or found.unit not in ("", "px", "%")
        return found.value

    width, height = page
    if node.tag == "rect":
        rx, ry = measure("rx", width), measure("ry", height)
        curve = _rectangle(
            measure("x", width), measure("y", height), measure("width", width), measure("height", height),
            rx=rx if node.get("rx") else ry, ry=ry if node.get("ry") else rx,
        )  # fmt: skip
    else:
        diagonal = math.hypot(width, height) / math.sqrt(2)
        if node.tag == "circle":
            rx = ry = measure("r", diagonal)
        else:
            rx, ry = measure("rx", width), measure("ry", height)
        curve = _ellipse(measure("cx", width), measure("cy", height), rx, ry)
    return curve, sound, converted
