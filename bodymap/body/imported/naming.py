"""What the names in a foreign chart say: a readable label, a side, a view. Nothing is decided without saying why.

Not here: geometry beyond the question on which side of a middle line a shape lies.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.body.figure import Side, side_at
from bodymap.svg.rendering import Group, Shape
from bodymap.svg.xml_reader import Node, plain

KnownSide = Side | Literal["unknown"]
View = Literal["front", "back"]

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{2,6})_")
_COPY = re.compile(r"_[0-9]+_$")  # Illustrator's mark of a second use of a name
_GIVEN_BY_PROGRAM = re.compile(
    r"(?:path|rect|circle|ellipse|polygon|polyline|line|g|group|use|svg|shape|layer|object|compound[ _-]?path|vector"
    r"|xmlid|ebene|calque)?[ _-]*[0-9]*(?:[._-][0-9]+)*_?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LETTER = re.compile(r"(?<![A-Za-z0-9])[LR](?![A-Za-z0-9])", re.IGNORECASE)
_LEFT = frozenset(("left", "lt", "sinister", "sinistra", "sinistrum", "links", "linke", "gauche"))
_RIGHT = frozenset(("right", "rt", "dexter", "dextra", "dextrum", "rechts", "rechte", "droite"))
_FRONT = frozenset(("front", "anterior", "ventral"))
_BACK = frozenset(("back", "posterior", "dorsal"))
_VIEW_WORDS = _FRONT | _BACK | frozenset(
    ("view", "chart", "body", "figure", "side", "layer", "map", "svg", "female", "male", "woman", "man", "regions")
)  # fmt: skip

_ONE_SIDE = 0.98  # share of its area that must lie on one side of the middle, so that a border drawn loosely passes


def decoded(name: str) -> str:
    """A name without Illustrator's escapes: `left_x5F_thigh_1_` is `left_thigh`."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return chr(code) if code <= 0x10FFFF else match[0]

    return plain(_COPY.sub("", _ESCAPED.sub(character, name)))


def own_name(node: Node) -> str:
    """What a person called an element: Inkscape's label, a title, Illustrator's name, the id; "" if a program did."""
    titles = [child.text for child in node.children[:5] if child.tag == "title"]  # it stands first, or counts for none
    attributes = ("data-label", "inkscape:label", "aria-label", "data-name", "id")
    for name in (node.get(attributes[0]), node.get(attributes[1]), *titles, *map(node.get, attributes[2:])):
        readable = decoded(name)
        if readable and not _GIVEN_BY_PROGRAM.fullmatch(readable):
            return readable
    return ""


def names_of(shape: Shape) -> list[str]:
    """The names that people gave to a shape and the groups round it, from the inside out."""
    nodes = [shape.node, *(group.node for group in reversed(shape.groups))]
    if shape.use is not None:
        nodes.sort(key=lambda node: node is not shape.use)  # the reference is what this copy is called
    return list(dict.fromkeys(name for name in map(own_name, nodes) if name))


def label(name: str) -> str:
    """A name as words: `left_thigh` is `left thigh`."""
    return " ".join(name.replace("_", " ").replace("-", " ").split()) if " " not in name else name


def _words(name: str) -> set[str]:
    return {word.lower() for word in _TOKEN.findall(name) if len(word) > 1}


def sides_in_name(name: str) -> set[Side]:
    """The sides that a name mentions, e.g. `thigh_L`, `Left thigh`, `coxa sinistra`; empty if none."""
    words = _words(name) | {letter.lower() for letter in _LETTER.findall(name.replace("_", " "))}
    found: set[Side] = set()
    if words & (_LEFT | {"l"}):
        found.add("left")
    if words & (_RIGHT | {"r"}):
        found.add("right")
    if not found and "midline" in words:
        found.add("midline")
    return found


def view_in_name(name: str, only: bool = True) -> View | None:
    """Front or back, if a name says one of them; with `only`, if it says nothing else (`lower_back` is no view)."""
    words = _words(name)
    if only and not words <= _VIEW_WORDS:
        return None
    if words & _FRONT:
        return None if words & _BACK else "front"
    return "back" if words & _BACK else None


@dataclass(frozen=True)
class Scope:
    """The shapes that are one view of a body, and how that is known. `key` is 0 for the whole file."""

    view: View | None
    source: str
    key: int


def scope_of(groups: Sequence[Group], file_stem: str, root: Node) -> Scope:
    """The view that a shape belongs to: that of the nearest group with such a name, else of the title or file name."""
    for group in reversed(groups):
        name = own_name(group.node)
        view = view_in_name(name)
        if view:
            return Scope(view, f"the group '{name}'", group.drawn)
    declared = root.get("data-chart")
    if declared in ("front", "back"):
        return Scope("front" if declared == "front" else "back", "the chart's data-chart", 0)
    for source, name in (("the title", own_name(root)), ("the file name", plain(file_stem))):
        view = view_in_name(name, only=False)
        if view:
            return Scope(view, f"{source} '{name}'", 0)
    return Scope(None, "", 0)


def _position(area: BaseGeometry, middle: float, width: float) -> float | None:
    """-1, 0 or 1 for an area left of, across or right of the middle; None if it fits none of them."""
    low, top, high, bottom = area.bounds
    to_left = shapely.intersection(area, shapely.box(low - 1, top - 1, middle, bottom + 1)).area if low < middle else 0
    share = to_left / area.area
    if share >= _ONE_SIDE:
        return -1
    if share <= 1 - _ONE_SIDE:
        return 1
    balanced = abs(share - 0.5) < 0.05 and abs((low + high) / 2 - middle) < 0.02 * width
    return 0 if balanced and high > middle else None


def side_of(  # noqa: PLR0911  (one for each reason)
    area: BaseGeometry, names: Sequence[str], scope: Scope, middle: float, width: float
) -> tuple[KnownSide, str]:
    """The patient's side of a region and how it is known; `unknown` with the reason where nothing says it.

    `middle` is the x of the middle line of the view, `width` the width of the view.
    """
    position = _position(area, middle, width)
    seen: Side | None = None
    if scope.view and position is not None:
        seen = side_at(scope.view, position)
    for name in names:
        said = sides_in_name(name)
        if len(said) > 1:
            return "unknown", f"the name '{name}' says left and right"
        if said:
            side = said.pop()
            if seen and side != seen:
                return "unknown", (
                    f"the name '{name}' says {side}, but it lies where {scope.source} puts the patient's {seen}"
                )
            return side, f"the name '{name}', taken as the patient's own side"
    where = f"the middle, x = {middle:.6g}"
    if seen:
        if seen == "midline":
            return seen, f"assumed from its place: across {where}"
        hand = "left" if position == -1 else "right"
        return seen, f"assumed from its place: {hand} of {where}, {scope.view} view by {scope.source}"
    if scope.view:
        return "unknown", f"it has no name with a side and reaches across {where}"
    return "unknown", "neither a name nor a known view says it"
