"""Which shapes of somebody else's drawing are regions: closes, fills, clips, weeds out, names, finds sides.

Not here: reading the file (`bodymap.svg.rendering`), nor what the names say (`bodymap.body.imported.naming`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from bodymap.body.chart_shape import SHAPES
from bodymap.body.imported.middle import MiddleLine, middle_line
from bodymap.body.imported.naming import (
    KnownSide,
    Scope,
    decoded,
    label,
    names_of,
    own_name,
    scope_of,
    side_of,
    views_lead,
)
from bodymap.body.imported.side_names import says_outline, sides_in_name
from bodymap.geometry.fill import Effort, TangledError, filled
from bodymap.geometry.flatten import MOST_PIECES, Floats
from bodymap.geometry.polygons import polygonal
from bodymap.svg.diagnostics import Remarks
from bodymap.svg.rendering import Shape
from bodymap.svg.xml_reader import Node

TINY = 1 / 50_000
"""Shapes below this share of the drawing's box are dots: 5 × 5 units of a page of 700 × 1800."""

_PATTERN_SIZE, _PATTERN_COUNT = 1 / 1000, 200
# More shapes than this count of one and the same small size are a dot pattern, however large its dots.

MAX_REGIONS = 5000
"""Of more shapes than these the named and then the largest are taken. Our own charts have 100, a fine grid 2,000."""

_MOST_POINTS = 400_000  # of all areas together; curves become coarser to keep to it

_CLOSE = 0.02  # an unpainted ring is closed if its gap is at most this share of its length, else it is a line
_CLOSE_NAMED = 0.2  # of one with a name, which is meant to be a region

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class FoundRegion:
    """A region of a chart; `area` is a valid Polygon or MultiPolygon in user units of the view box."""

    id: str
    label: str
    side: KnownSide
    side_from: str
    area: BaseGeometry


@dataclass(frozen=True)
class _Candidate:
    shape: Shape
    area: BaseGeometry

    @property
    def named(self) -> bool:
        """Whether a person gave the shape itself a name: such a one is never taken for decoration."""
        return is_named(self.shape)


def is_named(shape: Shape) -> bool:
    """Whether the shape, or the reference that draws it, has a name of its own that says more than "outline"."""
    names = [own_name(node) for node in (shape.use, shape.node) if node is not None]
    return any(name and not says_outline(name) for name in names)


class AreaMaker:
    """Makes areas of shapes, with one tolerance and one budget of points and effort for a whole file."""

    def __init__(self, shapes: Sequence[Shape], box: Box, remarks: Remarks) -> None:
        self.tolerance = max(box[2], box[3]) / 50_000
        curves = sum(len(shape.outline.segments) for shape in shapes)
        self.pieces = max(2, min(MOST_PIECES, _MOST_POINTS // (curves + 1)))
        self.remarks = remarks
        self._effort = Effort()
        self._clips: dict[int, BaseGeometry] = {}

    def area(self, shape: Shape) -> BaseGeometry | None:
        """The visible area of a shape, None (with a remark) if it has none or is an open line."""
        where = shape.where
        kept: list[Floats] = []
        for ring in shape.outline.rings(self.tolerance, self.pieces):
            if ring.closed or len(ring.points) < 3:
                kept.append(ring.points)
                continue
            length = float(np.hypot(*np.diff(ring.points, axis=0).T).sum())
            if not shape.painted and ring.gap > (_CLOSE_NAMED if is_named(shape) else _CLOSE) * length:
                self.remarks.leave_out("open line", where)
                continue
            self.remarks.mend(f"open ring closed (gap of {ring.gap:.3g})", where)
            kept.append(ring.points)
        if not kept:
            return None
        try:
            area, crossing = filled(kept, shape.even_odd, self._effort)
            for clip in shape.clips:
                area = polygonal(shapely.intersection(area, self._clip(clip)))
        except TangledError:
            self.remarks.leave_out("shape that crosses itself too often to be an area", where)
            return None
        except GEOSException:
            self.remarks.leave_out("shape of which no valid area could be made", where)
            return None
        if area.area <= 0:
            self.remarks.leave_out("shape that its clip path hides" if shape.clips else "shape without area", where)
            return None
        if crossing:
            self.remarks.mend("ring that crosses itself made valid", where)
        return area

    def _clip(self, clip: tuple[Shape, ...]) -> BaseGeometry:
        if id(clip) not in self._clips:
            areas = [self.area(shape) for shape in clip]
            self._clips[id(clip)] = shapely.union_all([area for area in areas if area is not None])
        return self._clips[id(clip)]


def bounds_of(shapes: Iterable[Shape]) -> Box:
    """The box round shapes as x, y, width, height."""
    boxes = np.array([shape.outline.bounds for shape in shapes])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])


def _without_specks(shapes: Sequence[Shape], box: Box, declared: bool, remarks: Remarks) -> list[Shape]:
    """The shapes without those outside the page and those whose very box is smaller than a dot."""
    page = box[2] * box[3]
    kept = []
    for shape in shapes:
        low_x, low_y, high_x, high_y = shape.outline.bounds
        outside = low_x > box[0] + box[2] or high_x < box[0] or low_y > box[1] + box[3] or high_y < box[1]
        if declared and outside:
            remarks.leave_out("shape outside the view box", shape.where)
        elif not is_named(shape) and (high_x - low_x) * (high_y - low_y) < TINY * page:
            remarks.leave_out("tiny shape, such as a dot or a hairline", shape.where)
        else:
            kept.append(shape)
    return kept


def _without_dots(candidates: list[_Candidate], page: float, remarks: Remarks) -> list[_Candidate]:
    """The shapes without dots and hairlines that nobody named."""
    small = (c.area.area for c in candidates if not c.named and c.area.area < _PATTERN_SIZE * page)
    sizes = Counter(f"{size:.2g}" for size in small)
    kept = []
    for candidate in candidates:
        if candidate.named:
            kept.append(candidate)
        elif candidate.area.area < TINY * page:
            remarks.leave_out("tiny shape, such as a dot or a hairline", candidate.shape.where)
        elif sizes[f"{candidate.area.area:.2g}"] > _PATTERN_COUNT:
            remarks.leave_out("dot of a pattern: many shapes of one size", candidate.shape.where)
        else:
            kept.append(candidate)
    return kept


def _without_repeats(candidates: list[_Candidate], remarks: Remarks) -> list[_Candidate]:
    """One of shapes drawn twice at the same place, as fill and as line; the one with a name, if only one has."""
    first: dict[tuple[float, ...], _Candidate] = {}
    for candidate in candidates:
        key = tuple(float(f"{v:.5g}") for v in (*candidate.area.bounds, candidate.area.area))
        known = first.setdefault(key, candidate)
        if known is not candidate:
            if own_name(candidate.shape.node) and not own_name(known.shape.node):
                first[key], candidate = candidate, known  # noqa: PLW2901
            remarks.leave_out("shape drawn a second time at the same place", candidate.shape.where)
    return list(first.values())


def _largest(candidates: list[_Candidate], remarks: Remarks) -> list[_Candidate]:
    if len(candidates) <= MAX_REGIONS:
        return candidates
    order = np.lexsort((np.array([-c.area.area for c in candidates]), np.array([not c.named for c in candidates])))
    for i in order[MAX_REGIONS:]:
        remarks.leave_out(f"shape that is not among the {MAX_REGIONS:,} largest", candidates[i].shape.where)
    return [candidates[i] for i in sorted(order[:MAX_REGIONS])]


def _without_outlines(candidates: list[_Candidate], remarks: Remarks) -> list[_Candidate]:
    """The shapes without those round the others: the outline of the body, the background of the page.

    A muscle with a name stays, however many deeper ones are drawn upon it.
    """
    if len(candidates) < 4:
        return candidates
    sizes = np.array([c.area.area for c in candidates])
    points = shapely.point_on_surface(np.array([c.area for c in candidates], dtype=object))
    kept = set(range(len(candidates)))
    for i in np.argsort(-sizes)[:20]:
        if candidates[i].named:
            continue
        area = candidates[i].area
        shapely.prepare(area)
        inside = shapely.contains(area, points) & (sizes < sizes[i])
        count = int(inside.sum())
        if count >= 3 and (count >= 0.5 * (len(candidates) - 1) or sizes[inside].sum() >= 0.6 * sizes[i]):
            kept.discard(int(i))
            remarks.leave_out(f"outline or background: it encloses {count} other shapes", candidates[i].shape.where)
    return [candidates[i] for i in sorted(kept)]


def _halves(area: BaseGeometry, middle: float) -> tuple[BaseGeometry, BaseGeometry] | None:
    """The pieces left and right of the middle, if there are some on either side and none across."""
    pieces = shapely.get_parts(area)
    low, high = shapely.bounds(pieces)[:, 0], shapely.bounds(pieces)[:, 2]
    left, right = high <= middle, low >= middle
    if len(pieces) < 2 or not (left | right).all() or left.all() or right.all():
        return None
    return shapely.union_all(pieces[left]), shapely.union_all(pieces[right])


class _Ids:
    """Gives every region an id of its own."""

    def __init__(self, remarks: Remarks) -> None:
        self.taken: set[str] = set()
        self.last: Counter[str] = Counter()  # the number that was given last, for each id that was wanted again
        self.remarks = remarks

    def own(self, wanted: str, where: str) -> str:
        found = wanted
        while not found or found in self.taken:
            self.last[wanted] += 1
            found = f"{wanted}-{self.last[wanted] + 1}" if wanted else f"region-{self.last[wanted]}"
        if not wanted:
            self.remarks.mend(f"no id: called '{found}'", where)
        elif found != wanted:
            self.remarks.mend(f"duplicate id '{wanted}' renamed to '{found}'", where)
        self.taken.add(found)
        return found


def foreign_regions(
    shapes: Sequence[Shape], box: Box, remarks: Remarks, *, declared: bool, root: Node, stem: str
) -> list[FoundRegion]:
    """The regions of a chart that we did not draw.

    `box` is x, y, width and height of the view box, `declared` whether the file itself says so; `stem` is the file's
    name without its ending.
    """
    page = box[2] * box[3]
    maker = AreaMaker(shapes, box, remarks)
    areas = ((shape, maker.area(shape)) for shape in _without_specks(shapes, box, declared, remarks))
    candidates = [_Candidate(shape, area) for shape, area in areas if area is not None]
    candidates = _without_repeats(_without_dots(candidates, page, remarks), remarks)
    candidates = _largest(candidates, remarks)
    names = [names_of(candidate.shape) for candidate in candidates]
    lead = views_lead(names)
    scopes = [scope_of(c.shape.groups, own, stem, root, lead) for c, own in zip(candidates, names, strict=True)]
    by_scope: dict[int, list[BaseGeometry]] = {}
    for candidate, scope in zip(candidates, scopes, strict=True):
        by_scope.setdefault(scope.key, []).append(candidate.area)
    middles = {key: middle_line(areas) for key, areas in by_scope.items()}
    if root.get("data-chart"):
        middles[0] = MiddleLine(0.0, box[2])  # who writes our attributes puts the middle at x = 0, as we do
    by_shape = {id(c): scope for c, scope in zip(candidates, scopes, strict=True)}
    ids, regions = _Ids(remarks), []
    for candidate in _without_outlines(candidates, remarks):
        scope = by_shape[id(candidate)]
        regions += _regions(candidate, scope, middles[scope.key], ids)
    return regions


def _regions(candidate: _Candidate, scope: Scope, line: MiddleLine, ids: _Ids) -> list[FoundRegion]:
    """One region, or two where one path holds a left and a right piece."""
    shape, area = candidate.shape, candidate.area
    names = names_of(shape)
    ids_there = [decoded(node.get("id")) for node in (shape.use, shape.node) if node is not None]
    wanted = next((name for name in (*ids_there, *names) if name), "")
    middle = line.x
    side, side_from = side_of(area, names, scope, middle, line.width)
    said = next((sides for sides in map(sides_in_name, names) if sides), set())
    halves = _halves(area, middle) if middle is not None and len(said) != 1 else None
    if halves is None or middle is None:
        found = ids.own(wanted, shape.where)
        return [FoundRegion(found, label(names[0] if names else found), side, side_from, area)]
    base = ids.own(wanted, shape.where)
    ids.remarks.mend(f"both sides in one path: two regions, apart at the middle, x = {middle:.6g}", shape.where)
    regions = []
    for hand, half in zip((-1, 1), halves, strict=True):
        place = "viewer's left" if hand < 0 else "viewer's right"
        if scope.view:
            half_side: KnownSide = SHAPES[scope.view].side_at(hand)
            half_from = f"assumed from its place: {place} of x = {middle:.6g}, {scope.view} view by {scope.source}"
        else:
            half_side, half_from = "unknown", "both sides in one path, and no name tells front from back"
        suffix = half_side if scope.view else place.replace("'s ", "-")
        regions.append(
            FoundRegion(
                ids.own(f"{base}-{suffix}", shape.where),
                label(names[0] if names else base) + f" ({place})",
                half_side, half_from, half,
            )
        )  # fmt: skip
    return regions
