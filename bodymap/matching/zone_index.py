"""All zones of an atlas on one figure, laid out so that an area is measured against all of them at once.

An area is measured into a vector of *quantities*: |D∩E| and |D∩S| of each trigger point, the same of the united zones
of each muscle, and the area under any zone at all. The vectors of areas that do not overlap add up, which is what
makes live scoring exact (`bodymap.matching.live`). How zones are laid out: `bodymap.matching.tiles`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.placed import PlacedPoint
from bodymap.body.areas import Areas, difference, union
from bodymap.body.figure import ChartName, Side
from bodymap.geometry.polygons import polygonal
from bodymap.matching.tiles import TiledZones

MuscleKey = tuple[str, Side]
"""A muscle and the patient's side: what a row of the ranking stands for."""

PointKey = tuple[str, Side, str]
"""Muscle, side and name of a trigger point."""

Quantities = NDArray[np.float64]

FRONT_AND_BACK: frozenset[ChartName] = frozenset(("front", "back"))
SIDES: frozenset[ChartName] = frozenset(("left", "right"))
"""Charts that show the same skin as those of `FRONT_AND_BACK`, from another side."""


@dataclass(frozen=True)
class ZoneIndex:
    """Zones of placed trigger points. Immutable; build it once a figure with `build_index`."""

    points: tuple[PlacedPoint, ...]
    muscles: tuple[MuscleKey, ...]
    points_of: tuple[tuple[int, ...], ...] = field(repr=False)
    """Numbers of the points of each muscle."""
    essential_by_chart: Mapping[ChartName, NDArray[np.float64]] = field(repr=False)
    """|E| of each point on each chart, in square units, shape (points,)."""
    united: dict[MuscleKey, Areas] = field(repr=False)
    """Everything a muscle's zones cover, essential and spillover together."""
    everything: Areas = field(repr=False)
    """Everything that any zone covers."""
    zones: dict[ChartName, TiledZones] = field(repr=False)
    unpublished: frozenset[PointKey] = frozenset()
    """The points for whose zones no published source was found."""

    @property
    def length(self) -> int:
        """Number of quantities: two a point, two a muscle, and the area under any zone."""
        return 2 * (len(self.points) + len(self.muscles)) + 1

    def essential_sizes(self, marked_on: Collection[ChartName]) -> NDArray[np.float64]:
        """|E| of each point on the charts that count for a drawing (`counted_charts`), shape (points,)."""
        counted = counted_charts(marked_on)
        sizes = [one for chart, one in self.essential_by_chart.items() if chart in counted]
        return np.sum(sizes, axis=0) if sizes else np.zeros(len(self.points))

    def measure(self, areas: Areas) -> Quantities:
        """The quantities of areas by chart, shape (length,), in square units. Nothing marked gives zeros."""
        quantities = np.zeros(self.length)
        for chart, geometry in areas.items():
            if chart in self.zones:
                self.zones[chart].measure_into(quantities, geometry)
        return quantities


def build_index(points: Sequence[PlacedPoint]) -> ZoneIndex:
    """The index of placed points. Their order does not matter: points are sorted by muscle, side and name.

    Zones that are not valid, as they may come from an atlas of one's own, are made valid.
    """
    ordered = tuple(_sound(point) for point in sorted(points, key=lambda point: point.key))
    own: dict[MuscleKey, list[int]] = {}
    for number, point in enumerate(ordered):
        own.setdefault((point.muscle, point.side), []).append(number)
    rows: dict[ChartName, list[tuple[BaseGeometry, int]]] = {}

    def add(areas: Areas, quantity: int) -> None:
        for chart, geometry in areas.items():
            rows.setdefault(chart, []).append((geometry, quantity))

    for number, point in enumerate(ordered):
        add(point.essential, 2 * number)
        add(point.spillover, 2 * number + 1)
    united: dict[MuscleKey, Areas] = {}
    for number, (key, numbers) in enumerate(own.items(), start=len(ordered)):
        essential = union(ordered[i].essential for i in numbers)
        united[key] = union([essential, *(ordered[i].spillover for i in numbers)])
        add(essential, 2 * number)
        add(difference(united[key], essential), 2 * number + 1)
    everything = union(united.values())
    add(everything, 2 * (len(ordered) + len(own)))
    return ZoneIndex(
        ordered,
        tuple(own),
        tuple(tuple(numbers) for numbers in own.values()),
        {chart: np.array([_size_on(chart, point.essential) for point in ordered]) for chart in rows},
        united,
        everything,
        {chart: TiledZones(*zip(*found, strict=True)) for chart, found in rows.items()},
        frozenset(point.key for point in ordered if not point.published),
    )


def _size_on(chart: ChartName, areas: Areas) -> float:
    return areas[chart].area if chart in areas else 0.0


def counted_charts(marked_on: Collection[ChartName]) -> frozenset[ChartName]:
    """The charts on which zones count for a drawing with marks on these.

    The side charts show the same skin as front and back. Who marked only one of the two kinds has marked a place once,
    so a pattern counts there alone: it is not larger, and not less filled, for being drawn on further charts. Who used
    both kinds is compared on all. The soles show what no other chart does and count always.
    """
    kinds = [kind for kind in (FRONT_AND_BACK, SIDES) if kind & set(marked_on)] or [FRONT_AND_BACK]
    return frozenset().union(*kinds, ("soles",))


def _sound(point: PlacedPoint) -> PlacedPoint:
    """The point with valid zones that do not overlap; the same object where they are valid already."""
    if all(shapely.is_valid(area) for zone in (point.essential, point.spillover) for area in zone.values()):
        return point
    valid = [
        {chart: polygonal(shapely.make_valid(area)) for chart, area in zone.items()}
        for zone in (point.essential, point.spillover)
    ]
    return replace(point, essential=union(valid[:1]), spillover=difference(valid[1], valid[0]))
