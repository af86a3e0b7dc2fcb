"""What the names in a foreign chart say: a readable label, a side, a view. Nothing is decided without saying why.

Not here: geometry beyond the question on which side of a middle line a shape lies.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.body.chart_shape import SHAPES
from bodymap.body.figure import Side
from bodymap.body.imported.side_names import View, leading_view, sides_in_name, view_in_name
from bodymap.svg.rendering import Group, Shape
from bodymap.svg.xml_reader import Node, plain

KnownSide = Side | Literal["unknown"]
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{2,6})_")
_COPY = re.compile(r"_[0-9]+_$")  # Illustrator's mark of a second use of a name
_GIVEN_BY_PROGRAM = re.compile(
    r"(?:path|rect|circle|ellipse|polygon|polyline|line|g|group|use|svg|shape|layer|object|compound[ _-]?path|vector"
    r"|xmlid|ebene|calque)?[ _-]*[0-9]*(?:[._-][0-9]+)*_?",
    re.IGNORECASE,
)
_STYLES = re.compile(r"(?:st|cls|s|c|fil|str|fill|stroke|style|color|colour)[-_]?[0-9]*", re.IGNORECASE)
_GENERIC = frozenset(
    (  # noqa: SIM905  (a list of this length cannot be read)
        "muscle muscles region regions part parts area areas path paths shape shapes zone zones body map svg group "
        "layer clickable selectable selected active hover hotspot item"
    ).split()
)
"""What a class says of every shape of a chart alike."""

_TECHNICAL = frozenset(
    ("data-label", "data-name", "data-chart", "data-figure", "data-side", "data-weight", "data-tone")
)

LONGEST_NAME = 200
"""Characters; what is longer is data of a program."""

_ONE_SIDE = 0.98  # share of its area that must lie on one side of the middle, so that a border drawn loosely passes


def decoded(name: str) -> str:
    """A name without Illustrator's escapes: `left_x5F_thigh_1_` is `left_thigh`."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return chr(code) if code <= 0x10FFFF else match[0]

    return plain(_COPY.sub("", _ESCAPED.sub(character, name)))


def own_name(node: Node) -> str:
    """What a person called an element; "" if a program did or nobody.

    In this order: our label, Inkscape's, a title, an accessible label, Illustrator's name, the id, another `data-`
    attribute that holds a word, and what is left of the class without styles and words that every shape has.
    """
    titles = [child.text for child in node.children[:5] if child.tag == "title"]  # it stands first, or counts for none
    attributes = ("data-label", "inkscape:label", "aria-label", "data-name", "id")
    data = [value for name, value in node.attributes.items() if name.startswith("data-") and name not in _TECHNICAL]
    for name in (node.get(attributes[0]), node.get(attributes[1]), *titles, *map(node.get, attributes[2:]), *data):
        readable = decoded(name)
        if readable and len(readable) <= LONGEST_NAME and not _GIVEN_BY_PROGRAM.fullmatch(readable):
            return readable
    return _class_name(node.get("class"))


def _class_name(text: str) -> str:
    kept = [word for word in text.split(None, 20)[:20] if not _STYLES.fullmatch(word) and word.lower() not in _GENERIC]
    return decoded(" ".join(kept)) if kept and not _GIVEN_BY_PROGRAM.fullmatch(" ".join(kept)) else ""


def names_of(shape: Shape) -> list[str]:
    """The names that people gave to a shape and the groups round it, from the inside out."""
    nodes = [shape.node, *(group.node for group in reversed(shape.groups))]
    if shape.use is not None:
        nodes.sort(key=lambda node: node is not shape.use)  # the reference is what this copy is called
    return list(dict.fromkeys(name for name in map(own_name, nodes) if name))


def label(name: str) -> str:
    """A name as words: `left_thigh` is `left thigh`."""
    return " ".join(name.replace("_", " ").replace("-", " ").split()) if " " not in name else name


@dataclass(frozen=True)
class Scope:
    """The shapes that are one view of a body, and how that is known. `key` is 0 for the whole file."""

    view: View | None
    source: str
    key: int


def scope_of(groups: Sequence[Group], names: Sequence[str], file_stem: str, root: Node, views_lead: bool) -> Scope:
    """The view that a shape belongs to: that of the nearest group with such a name, else of the title or file name.

    `names` are the shape's own; with `views_lead` the shapes of the file begin their names with a view.
    """
    for group in reversed(groups):
        name = own_name(group.node)
        view = view_in_name(name)
        if view:
            return Scope(view, f"the group '{name}'", group.drawn)
    if views_lead:
        for name in names:
            view = leading_view(name)
            if view:
                return Scope(view, f"the name '{name}'", -1 if view == "front" else -2)
    declared = root.get("data-chart")
    if declared in ("front", "back"):
        return Scope("front" if declared == "front" else "back", "the chart's data-chart", 0)
    for source, name in (("the title", own_name(root)), ("the file name", plain(file_stem))):
        view = view_in_name(name, only=False)
        if view:
            return Scope(view, f"{source} '{name}'", 0)
    return Scope(None, "", 0)


def views_lead(names: Sequence[Sequence[str]]) -> bool:
    """Whether shapes begin their names with a view, as `Front_Thighs` and `Back_Thighs`: both occur, on nearly all.

    A single `lower_back` or `back_of_thigh` among other names is a part of the body.
    """
    views = [next(filter(None, map(leading_view, several)), None) for several in names]
    known = [view for view in views if view]
    return len(known) >= 0.8 * len(views) and len(set(known)) == 2


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
    area: BaseGeometry, names: Sequence[str], scope: Scope, middle: float | None, width: float
) -> tuple[KnownSide, str]:
    """The patient's side of a region and how it is known; `unknown` with the reason where nothing says it.

    `middle` is the x of the middle line of the view, None where the shapes don't show it; `width` the view's width.
    """
    position = None if middle is None else _position(area, middle, width)
    seen: Side | None = None
    if scope.view and position is not None:
        seen = SHAPES[scope.view].side_at(position)
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
    if middle is None:
        return "unknown", "it has no name with a side, and the shapes don't show where the middle of one body is"
    where = f"the middle, x = {middle:.6g}"
    if seen:
        if seen == "midline":
            return seen, f"assumed from its place: across {where}"
        hand = "left" if position == -1 else "right"
        return seen, f"assumed from its place: {hand} of {where}, {scope.view} view by {scope.source}"
    if scope.view:
        return "unknown", f"it has no name with a side and reaches across {where}"
    return "unknown", "neither a name nor a known view says it"
