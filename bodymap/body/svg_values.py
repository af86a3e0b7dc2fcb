"""Values of SVG attributes: lengths with units, transforms, view boxes, style rules. Not here: what they apply to."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bodymap.body.svg_document import Node
from bodymap.body.svg_flatten import Matrix, multiply
from bodymap.body.svg_path import NUMBER, numbers

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

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


Properties = Mapping[str, str]

_MAX_RULES = 10_000
_MAX_CLASSES = 50

_PROPERTIES = ("display", "visibility", "fill", "fill-rule", "clip-rule", "clip-path", "mask")
_SELECTOR = re.compile(r"(?P<tag>[A-Za-z]*|\*)(?P<rest>[.#][\w-]+)?")


def declarations(text: str) -> dict[str, str]:
    """The declarations of a `style` attribute or rule that decide what is drawn and how it is filled."""
    found = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in _PROPERTIES:
            found[name] = value.partition("!")[0].strip()
    return found


@dataclass(frozen=True)
class StyleSheet:
    """The rules of all `style` elements, by simple selector (`path`, `.st0`, `#skin`, `path.st0`).

    `not_understood` are selectors of other kinds whose rules would have decided what is drawn.
    """

    rules: Mapping[str, Properties]
    not_understood: tuple[str, ...]

    @classmethod
    def of(cls, root: Node) -> "StyleSheet":
        """The style sheet of a document."""
        rules: dict[str, dict[str, str]] = {}
        not_understood = []
        for node in root.descendants():
            if node.tag != "style":
                continue
            head, *commented = node.text.split("/*")
            text = head + "".join(part.partition("*/")[2] for part in commented)
            blocks = text.split("}", _MAX_RULES)
            if len(blocks) > _MAX_RULES:
                not_understood.append(f"all after the first {_MAX_RULES:,} rules")
            for block in blocks[:_MAX_RULES]:
                selectors, _, body = block.partition("{")
                properties = declarations(body)
                for selector in map(str.strip, selectors.split(",") if properties else ()):
                    match = _SELECTOR.fullmatch(selector)
                    if match is None or not selector:
                        not_understood.append(selector)
                        continue
                    tag = "" if match["tag"] == "*" else match["tag"]
                    rules.setdefault(tag + (match["rest"] or "") or "*", {}).update(properties)
        return cls(rules, tuple(not_understood))

    def properties(self, node: Node) -> Properties:
        """What attributes, rules and `style` say of an element itself: the more specific last."""
        found = {name: node.attributes[name].strip() for name in _PROPERTIES if name in node.attributes}
        classes = (
            [f".{name}" for name in node.get("class").split(None, _MAX_CLASSES)[:_MAX_CLASSES]] if self.rules else []
        )
        if self.rules:
            keys = ["*", node.tag, *classes, *(node.tag + name for name in classes)]
            for key in [*keys, f"#{node.get('id')}", f"{node.tag}#{node.get('id')}"]:
                found.update(self.rules.get(key, {}))
        if "style" in node.attributes:
            found.update(declarations(node.attributes["style"]))
        return found
