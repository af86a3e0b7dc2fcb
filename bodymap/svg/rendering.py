"""Walks a drawing as a renderer would and hands out the shapes that are seen, in coordinates of the root.

Groups, nested transforms and view boxes, `use` and `symbol`, `switch`, style rules, clip paths, hidden layers. Not
here: which shape is a region.
"""

from dataclasses import dataclass, field, replace

from bodymap.errors import BodymapError
from bodymap.geometry.affine import IDENTITY, Matrix, determinant, finite, multiply
from bodymap.geometry.flatten import Outline, outline
from bodymap.svg.attributes import fitted, length, transform
from bodymap.svg.css import Properties, StyleSheet
from bodymap.svg.css_transforms import css_transform, single_transform, transform_origin
from bodymap.svg.diagnostics import Remarks
from bodymap.svg.path_data import TooManyCommandsError
from bodymap.svg.shapes import SHAPES, Size, shape_curve
from bodymap.svg.xml_reader import MAX_DEPTH, Node, plain

MAX_DRAWN = 60_000
"""Elements drawn at most, those that `use` repeats among them."""

MAX_SEGMENTS = 200_000
"""Lines and curves drawn at most, those that `use` repeats among them; a circle has eight."""

_CONTAINERS = frozenset({"svg", "g", "a", "switch", "symbol"})
_NOT_DRAWN = {
    "text": "text",
    "image": "image: pixels hold no regions",
    "foreignObject": "foreign object",
    "line": "line without area",
    "script": "script",
    "linearGradient": "gradient: colour only",
    "radialGradient": "gradient: colour only",
    "pattern": "pattern fill",
    "filter": "filter effect",
    "marker": "line marker",
    "animate": "animation",
    "animateTransform": "animation",
    "animateMotion": "animation",
}  # fmt: skip
_NO_COORDINATES = "shape with coordinates that are no numbers or far out of any page"
_INHERITED = ("visibility", "fill", "fill-rule", "clip-rule")


@dataclass(frozen=True)
class Group:
    """A group round a shape; `drawn` tells apart the copies that `use` makes."""

    node: Node
    drawn: int


@dataclass(frozen=True)
class Shape:
    """A shape as it is drawn: its outline in root coordinates, the groups round it from the outside, how it is filled.

    `clips` are the clip paths that cut it, each the shapes whose union stays visible. `use` is the outermost reference
    that drew it.
    """

    node: Node
    use: Node | None
    groups: tuple[Group, ...]
    outline: Outline
    painted: bool
    even_odd: bool
    clips: tuple[tuple["Shape", ...], ...]

    @property
    def where(self) -> str:
        """The place in words for a message."""
        return place(self.use or self.node)


def place(node: Node) -> str:
    """Where an element is, e.g. `path 'thigh', line 12`."""
    name = plain(node.get("id"), 40)
    return f"{node.tag} '{name}', line {node.line}" if name else f"{node.tag}, line {node.line}"


@dataclass(frozen=True)
class _State:
    """What a renderer hands down from group to group."""

    matrix: Matrix = IDENTITY
    style: Properties = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    clips: tuple[tuple[Shape, ...], ...] = ()
    use: Node | None = None
    page: Size = (0.0, 0.0)
    hidden: bool = False
    clipping: bool = False


class _Walker:
    """One walk over a document. `shapes` and `remarks` hold what it found."""

    def __init__(self, root: Node, name: str, page: Size) -> None:
        self.root, self.name = root, name
        self.shapes: list[Shape] = []
        self.remarks = Remarks()
        self._sheet = StyleSheet.of(root)
        self._ids: dict[str, Node] = {}
        for node in root.descendants():
            if node.get("id"):
                self._ids.setdefault(node.get("id"), node)
        self._properties: dict[int, Properties] = {}
        self._outlines: dict[tuple[int, Size], Outline | None] = {}
        self._active: set[int] = set()
        self._met: set[int] = set()
        self._active_target: Node | None = None
        self._drawn = self._segments = 0
        self._children(root, replace(_State(page=page), style=self._handed_down(root, {})))
        self._look_back()

    def _look_back(self) -> None:
        """Counts what no walk meets: definitions that nothing uses, text, images, colour."""
        for node in self.root.descendants():
            if node.tag in _NOT_DRAWN:
                self.remarks.leave_out(_NOT_DRAWN[node.tag], place(node))
            elif node.tag in SHAPES and id(node) not in self._met:
                self.remarks.leave_out("defined but not drawn", place(node))
        for selector in self._sheet.not_understood:
            self.remarks.leave_out("style rule that is not understood", f"style '{plain(selector, 40)}'")

    def _own(self, node: Node) -> Properties:
        if id(node) not in self._properties:
            self._properties[id(node)] = self._sheet.properties(node)
        return self._properties[id(node)]

    def _handed_down(self, node: Node, style: Properties) -> Properties:
        own = self._own(node)
        return {**style, **{name: own[name] for name in _INHERITED if own.get(name, "inherit") != "inherit"}}

    def _children(self, node: Node, state: _State) -> None:
        children = node.children
        if node.tag == "switch":
            children = next(((c,) for c in children if self._suits(c)), ())
        for child in children:
            self._visit(child, state)

    @staticmethod
    def _suits(node: Node) -> bool:
        """Whether a `switch` may choose an element: Illustrator puts its private data beside the drawing."""
        language = node.get("systemLanguage", "en").lower()
        drawable = node.tag in SHAPES or node.tag in _CONTAINERS or node.tag in ("use", "text", "image")
        return drawable and not node.get("requiredExtensions") and language.startswith("en")

    def _visit(self, node: Node, outer: _State) -> None:
        if node.tag not in SHAPES and node.tag not in _CONTAINERS and node.tag != "use":
            return
        if node.tag == "symbol" and (not outer.use or self._active_target is not node):
            return
        self._drawn += 1
        if self._drawn > MAX_DRAWN or len(self._active) > MAX_DEPTH:
            raise BodymapError("svg.repeats", file=self.name, place=place(node))
        state = self._inside(node, outer)
        if state is None:
            return
        if node.tag in SHAPES:
            self._shape(node, state)
            return
        self._active.add(id(node))
        if node.tag == "use":
            self._use(node, state)
        else:
            self._children(node, state)
        self._active.discard(id(node))

    def _inside(self, node: Node, outer: _State) -> _State | None:
        """The state for the content of an element; None if it is not drawn at all."""
        own = self._own(node)
        matrix = self._moved(node, own, outer.page)
        if matrix is None:
            self.remarks.leave_out("transform with a mistake", place(node))
            self._meet(node)
            return None
        style = self._handed_down(node, outer.style)
        page, inner = outer.page, multiply(outer.matrix, matrix)
        if node.tag == "svg":
            sizes = [length(node.get(n, "100%"), page[i]) for i, n in enumerate(("width", "height"))]
            corner = [length(node.get(n, "0"), page[i]) for i, n in enumerate(("x", "y"))]
            if None in sizes or None in corner:
                self.remarks.leave_out("drawing inside with a size that cannot be read", place(node))
                self._meet(node)
                return None
            width, height, x, y = (found.value for found in (*sizes, *corner) if found)
            inner, page = self._placed(node, inner, x, y, (width, height))
        groups = outer.groups
        if node.tag not in SHAPES:
            groups = (*groups, Group(node, self._drawn))
        hidden = outer.hidden or own.get("display") == "none"
        state = replace(outer, matrix=inner, style=style, groups=groups, page=page, hidden=hidden)
        clip = own.get("clip-path", "none")
        if clip != "none" and not state.hidden:
            state = self._clipped(node, clip, state)
        if own.get("mask", "none") != "none":
            self.remarks.mend("mask not applied: the whole shape is taken", place(node))
        return state

    def _moved(self, node: Node, own: Properties, page: Size) -> Matrix | None:
        """The transform of an element by its attribute or, stronger, by style; None if it has a mistake."""
        if "transform" in own:
            matrix = css_transform(own["transform"], page)
        else:
            matrix = transform(node.get("transform")) if "transform" in node.attributes else IDENTITY
        for name in ("scale", "rotate", "translate"):  # applied in this order, after `transform`
            single = single_transform(name, own.get(name, "none"), page)
            matrix = None if matrix is None or single is None else multiply(single, matrix)
        if matrix is None or matrix == IDENTITY or "transform-origin" not in own:
            return matrix
        left, top, width, height = 0.0, 0.0, *page
        if own.get("transform-box", "view-box") in ("fill-box", "content-box"):
            drawn = self._outline(node, page) if node.tag in SHAPES else None
            if drawn is None:
                self.remarks.mend("transform-box not applied: the origin is taken from the page", place(node))
            else:
                left, top, right, bottom = drawn.bounds
                width, height = right - left, bottom - top
        origin = transform_origin(own["transform-origin"], (width, height))
        if origin is None:
            return None
        x, y = left + origin[0], top + origin[1]
        return multiply(multiply((1, 0, 0, 1, x, y), matrix), (1, 0, 0, 1, -x, -y))

    def _placed(self, node: Node, matrix: Matrix, x: float, y: float, size: Size) -> tuple[Matrix, Size]:
        """The transform and page inside a nested `svg` or `symbol`."""
        fit = fitted(node, *size) or (0, 0, 0, 0, 0, 0)  # no size: nothing in it has an area
        return multiply(multiply(matrix, (1, 0, 0, 1, x, y)), fit), size

    def _meet(self, node: Node) -> None:
        self._met.update(id(below) for below in node.descendants())

    def _clipped(self, node: Node, reference: str, state: _State) -> _State:
        target = self._ids.get(reference.removeprefix("url(").rstrip(")").strip("\"' ").removeprefix("#"))
        if target is None or target.tag != "clipPath" or target.get("clipPathUnits") == "objectBoundingBox":
            self.remarks.mend("clip path not applied: the whole shape is taken", place(node))
            return state
        self._refuse_cycle(target, node)
        matrix = multiply(state.matrix, transform(target.get("transform")) or IDENTITY)
        seen, self.shapes = self.shapes, []
        self._active.add(id(target))
        self._children(target, _State(matrix, page=state.page, use=state.use, clipping=True))
        self._active.discard(id(target))
        clip, self.shapes = tuple(self.shapes), seen
        return replace(state, clips=(*state.clips, clip))

    def _refuse_cycle(self, target: Node, node: Node) -> None:
        if id(target) in self._active:
            element = plain(target.get("id"), 40)
            raise BodymapError("svg.contains_itself", file=self.name, element=element, place=place(node))

    def _use(self, node: Node, state: _State) -> None:
        reference = node.get("href")
        target = self._ids.get(reference[1:]) if reference.startswith("#") else None
        if target is None:
            self.remarks.leave_out("reference to something that is not in the file", place(node))
            return
        self._refuse_cycle(target, node)
        x, y = length(node.get("x", "0"), state.page[0]), length(node.get("y", "0"), state.page[1])
        matrix, page = multiply(state.matrix, (1, 0, 0, 1, x.value if x else 0, y.value if y else 0)), state.page
        if target.tag == "symbol":
            sizes = [length(node.get(n, target.get(n, "100%")), page[i]) for i, n in enumerate(("width", "height"))]
            width, height = (found.value if found else 0 for found in sizes)
            matrix, page = self._placed(target, matrix, 0, 0, (width, height))
        inside = replace(state, matrix=matrix, use=state.use or node, page=page)
        before, self._active_target = self._active_target, target
        self._visit(target, inside)
        self._active_target = before

    def _shape(self, node: Node, state: _State) -> None:
        self._met.add(id(node))
        hidden = state.hidden or state.style.get("visibility") in ("hidden", "collapse")
        if hidden:
            self.remarks.leave_out("hidden shape or layer", place(node))
            return
        try:
            drawn = self._outline(node, state.page)
        except TooManyCommandsError:
            raise self._too_many_segments() from None
        except (ArithmeticError, AttributeError, IndexError, TypeError, ValueError):
            # svgelements raises any of these at data that it did not expect, e.g. an arc of radius 1e308.
            self.remarks.leave_out("shape with data that cannot be read", place(node))
            return
        if drawn is None or not len(drawn.segments) or determinant(state.matrix) == 0:
            self.remarks.leave_out("shape without area", place(node))
            return
        self._segments += len(drawn.segments)
        if self._segments > MAX_SEGMENTS:
            raise self._too_many_segments()
        placed = drawn.transformed(state.matrix)
        if not finite(state.matrix) or not placed.usable:
            self.remarks.leave_out(_NO_COORDINATES, place(node))
            return
        rule = state.style.get("clip-rule" if state.clipping else "fill-rule")
        painted = state.clipping or state.style.get("fill", "black") not in ("none", "transparent")
        self.shapes.append(Shape(node, state.use, state.groups, placed, painted, rule == "evenodd", state.clips))

    def _too_many_segments(self) -> BodymapError:
        return BodymapError("svg.many_segments", file=self.name, limit=MAX_SEGMENTS)

    def _outline(self, node: Node, page: Size) -> Outline | None:
        key = (id(node), page)
        if key not in self._outlines:
            curve, sound, converted = shape_curve(node, page)
            if not sound:
                self.remarks.mend("drawn up to a mistake in its data", place(node))
            if converted:
                self.remarks.mend("units converted to user units (96 to the inch)", place(node))
            self._outlines[key] = outline(curve)
        return self._outlines[key]


def shapes_of(root: Node, name: str, page: Size) -> tuple[list[Shape], Remarks]:
    """The shapes that a document draws, and what was mended or left out on the way.

    `page` is the width and height of the view box, to which percentages refer; `name` names the file in messages.
    Raises BodymapError for a reference that contains itself and for a drawing beyond the limits.
    """
    walker = _Walker(root, name, page)
    return walker.shapes, walker.remarks
