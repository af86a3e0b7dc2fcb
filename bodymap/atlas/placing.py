"""Places the atlas on a figure: strokes of the files become areas, for both sides of the patient.

One side is made, at positive x of the own charts (`OWN_CHARTS`); the other is its exact mirror image. Not the contract
with matching and drawing, which is `bodymap.atlas.placed`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.model import Atlas, Spot, Stroke, TriggerPoint, Zone
from bodymap.atlas.placed import PlacedPoint
from bodymap.body.areas import Areas, difference, mirrored, union
from bodymap.body.chart_files import load_chart
from bodymap.body.chart_shape import OWN_CHARTS, OwnSide, on_side
from bodymap.body.figure import ChartName, Figure, FigureName, load_figure
from bodymap.errors import BodymapError, within
from bodymap.geometry.brush import stroke_area
from bodymap.geometry.polygons import polygonal

FLATNESS = 0.3
"""How far, in chart units, the straight pieces of a smooth stroke may leave its curve."""

INSIDE = 0.3
"""A stroke of which a smaller share than this lies on the body is taken for a mistake in its places."""


Position = Mapping[ChartName, tuple[float, float]]
"""Where a point is, by chart."""


@dataclass(frozen=True)
class Misplaced:
    """What does not fit on a figure: path within the trigger point's entry of the file, and a sentence."""

    at: tuple[str | int, ...]
    sentence: str


def spot_xy(figure: Figure, chart: ChartName, spot: Spot) -> tuple[float, float]:
    """Where a place lies on an own chart, on the patient's side that is drawn at positive x, in chart units."""
    landmark = figure.landmark(chart, spot.landmark)
    return landmark.x + spot.dx, landmark.y + spot.dy


def _smooth(points: NDArray[np.float64], radii: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A centripetal Catmull-Rom curve through points (n, 2), sampled; radii go linearly from point to point."""
    steps = np.sqrt(np.linalg.norm(np.diff(points, axis=0), axis=1))
    keep = np.concatenate([[True], steps > 0])
    points, radii, steps = points[keep], radii[keep], steps[steps > 0]
    if len(points) < 3:
        return points, radii
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    knots = np.cumsum(np.concatenate([[0.0, steps[0]], steps, [steps[-1]]]))
    spans = np.arange(len(steps))
    sagitta = np.linalg.norm(_curve(padded, knots, spans, 0.5) - (points[:-1] + points[1:]) / 2, axis=1)
    counts = np.maximum(1, np.ceil(np.sqrt(sagitta / FLATNESS))).astype(int)
    spans = np.repeat(spans, counts)
    share = np.concatenate([np.arange(1, count + 1) / count for count in counts])
    curve = np.concatenate([points[:1], _curve(padded, knots, spans, share)])
    return curve, np.concatenate([radii[:1], radii[spans] + share * (radii[spans + 1] - radii[spans])])


def _curve(
    padded: NDArray[np.float64], knots: NDArray[np.float64], spans: NDArray[np.intp], share: NDArray[np.float64] | float
) -> NDArray[np.float64]:
    """The curve at shares of the way along spans, which each lie between the inner two of four points (Barry-Goldman).

    `padded` has shape (n + 2, 2), `knots` (n + 2,), `spans` and the result m rows.
    """
    t = knots[spans[:, None] + np.arange(4)].T
    u = t[1] + share * (t[2] - t[1])

    def between(a: NDArray[np.float64], b: NDArray[np.float64], i: int, j: int) -> NDArray[np.float64]:
        weight = ((u - t[i]) / (t[j] - t[i]))[:, None]
        mixed: NDArray[np.float64] = a + weight * (b - a)
        return mixed

    first, second, third = (between(padded[spans + i], padded[spans + i + 1], i, i + 1) for i in range(3))
    return between(between(first, second, 0, 2), between(second, third, 1, 3), 1, 2)


def _stroke(figure: Figure, stroke: Stroke) -> tuple[BaseGeometry, float]:
    """The area of a stroke within the body, and the share of the whole stroke that it is."""
    chart = OWN_CHARTS[stroke.chart]
    points = np.array([spot_xy(figure, chart, spot) for spot in stroke.along])
    radii = np.array(stroke.radii)
    if stroke.smooth:
        points, radii = _smooth(points, radii)
    whole = stroke_area(points, radii)
    outline = load_chart(figure.name, chart).outline
    shapely.prepare(outline)
    area = whole if outline.covers(whole) else shapely.intersection(whole, outline)
    if stroke.below is not None:
        x0, _, x1, y1 = whole.bounds
        line = figure.belt_line(chart)
        area = shapely.intersection(area, shapely.box(x0 - 1, line, x1 + 1, max(y1, line) + 1))
    return polygonal(area), area.area / whole.area


def _zone(figure: Figure, zone: Zone | None, at: str, wrong: list[Misplaced]) -> Areas:
    parts: list[Areas] = []
    for number, stroke in enumerate(zone.strokes if zone else ()):
        area, inside = _stroke(figure, stroke)
        if inside < INSIDE:
            how_much = "nothing" if area.is_empty else f"only {inside:.0%}"
            sentence = (
                f"{how_much} of this stroke lies on the {figure.name} figure's {stroke.chart} chart"
                f"{' below the belt-line' if stroke.below else ''}; correct its places or its radius"
            )
            wrong.append(Misplaced((at, "strokes", number), sentence))
        else:
            parts.append({OWN_CHARTS[stroke.chart]: area})
    return union(parts)


def place_own_side(figure: Figure, point: TriggerPoint) -> tuple[Position, Areas, Areas]:
    """Position, essential and spillover zone of a point on the own charts, at positive x; a side view is on `right`.

    Raises `MisplacedError` with everything that lies beside the body.
    """
    wrong: list[Misplaced] = []
    position: dict[ChartName, tuple[float, float]] = {}
    for kind, spot in point.position.items():
        chart = OWN_CHARTS[kind]
        position[chart] = spot_xy(figure, chart, spot)
        if not load_chart(figure.name, chart).outline.covers(shapely.Point(position[chart])):
            x, y = position[chart]
            sentence = f"the point ({x:.0f}, {y:.0f}) lies beside the {figure.name} figure's {kind} chart; move it"
            wrong.append(Misplaced(("position", kind), sentence))
    essential = _zone(figure, point.essential, "essential", wrong)
    around = _zone(figure, point.spillover, "spillover", wrong)
    spillover = difference(around, essential)
    if around and not spillover and not wrong:
        wrong.append(Misplaced(("spillover",), "the spillover zone lies wholly within the essential zone; widen it"))
    if wrong:
        raise MisplacedError(wrong)
    return position, essential, spillover


class MisplacedError(BodymapError):
    """A trigger point that does not fit on a figure."""

    def __init__(self, wrong: Iterable[Misplaced]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("atlas.misplaced", problems="; ".join(one.sentence for one in self.wrong))


def _on_side(areas: Areas, side: OwnSide) -> Areas:
    stays = {chart: area for chart, area in areas.items() if on_side(chart, side)[1] > 0}
    turns = {chart: area for chart, area in areas.items() if chart not in stays}
    return {**stays, **mirrored(turns)}


def _position_on_side(position: Position, side: OwnSide) -> dict[ChartName, tuple[float, float]]:
    shown = ((*on_side(chart, side), x, y) for chart, (x, y) in position.items())
    return {chart: (x * sign, y) for chart, sign, x, y in shown}


def _placed(atlas: Atlas, figure: Figure) -> Iterator[PlacedPoint]:
    for muscle in atlas.muscles.values():
        made = []
        for point in muscle.trigger_points:
            published = atlas.published(point.essential.sources)
            with within("file", f"{muscle.id}.yaml"), within("trigger point", point.name):
                made.append((point.name, published, *place_own_side(figure, point)))
        for side in get_args(OwnSide):
            for name, published, position, essential, spillover in made:
                here = _position_on_side(position, side)
                zones = _on_side(essential, side), _on_side(spillover, side)
                yield PlacedPoint(muscle.id, side, name, here, *zones, published)


@lru_cache(maxsize=8)
def place_points(atlas: Atlas, figure: FigureName) -> tuple[PlacedPoint, ...]:
    """All trigger points of an atlas on a figure: by muscle id, then left before right, then in the file's order.

    Raises BodymapError if a point or a zone lies beside the body.
    """
    return tuple(_placed(atlas, load_figure(figure)))
