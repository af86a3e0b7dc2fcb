"""All zones of an atlas on one figure, laid out so that an area is measured against all of them at once.

An area is measured into a vector of *quantities*: |D∩E| and |D∩S| of each trigger point, the same of the united zones
of each muscle, and the area under any zone at all. The vectors of areas that do not overlap add up, which is what
makes live scoring exact (`bodymap.matching.live`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.placed import PlacedPoint
from bodymap.body.areas import Areas, difference, size, union
from bodymap.body.figure import ChartName, Side

MuscleKey = tuple[str, Side]
"""A muscle and the patient's side: what a row of the ranking stands for."""

Quantities = NDArray[np.float64]


@dataclass(frozen=True)
class _Cells:
    """The zones on one chart: geometry and the quantity that each adds to."""

    tree: shapely.STRtree
    geometries: NDArray[np.object_]
    quantity: NDArray[np.intp]


@dataclass(frozen=True)
class ZoneIndex:
    """Zones of placed trigger points. Immutable; build it once a figure with `build_index`."""

    points: tuple[PlacedPoint, ...]
    muscles: tuple[MuscleKey, ...]
    essential_sizes: Quantities = field(repr=False)
    """|E| of each point, shape (points,)."""
    united: dict[MuscleKey, Areas] = field(repr=False)
    """Everything a muscle's zones cover, essential and spillover together."""
    everything: Areas = field(repr=False)
    """Everything that any zone covers."""
    cells: dict[ChartName, _Cells] = field(repr=False)

    @property
    def length(self) -> int:
        """Number of quantities: two a point, two a muscle, and the area under any zone."""
        return 2 * (len(self.points) + len(self.muscles)) + 1

    def measure(self, areas: Areas) -> Quantities:
        """The quantities of areas by chart, shape (length,), in square units. Nothing marked gives zeros."""
        quantities = np.zeros(self.length)
        for chart, geometry in areas.items():
            self.measure_into(quantities, chart, geometry)
        return quantities

    def measure_into(self, quantities: Quantities, chart: ChartName, geometry: BaseGeometry) -> None:
        """Adds the quantities of one geometry on one chart."""
        cells = self.cells.get(chart)
        if cells is None or geometry.is_empty:
            return
        near = cells.tree.query(geometry, predicate="intersects")
        if len(near):
            common = shapely.area(shapely.intersection(cells.geometries[near], geometry))
            np.add.at(quantities, cells.quantity[near], common)


def build_index(points: Sequence[PlacedPoint]) -> ZoneIndex:
    """The index of placed points. Their order does not matter: points are sorted by muscle, side and name."""
    ordered = tuple(sorted(points, key=lambda point: point.key))
    muscles = tuple(dict.fromkeys((point.muscle, point.side) for point in ordered))
    rows: dict[ChartName, list[tuple[BaseGeometry, int]]] = {}

    def add(areas: Areas, quantity: int) -> None:
        for chart, geometry in areas.items():
            rows.setdefault(chart, []).append((geometry, quantity))

    for number, point in enumerate(ordered):
        add(point.essential, 2 * number)
        add(point.spillover, 2 * number + 1)
    united: dict[MuscleKey, Areas] = {}
    for number, key in enumerate(muscles, start=len(ordered)):
        own = [point for point in ordered if (point.muscle, point.side) == key]
        essential = union(point.essential for point in own)
        united[key] = union([essential, *(point.spillover for point in own)])
        add(essential, 2 * number)
        add(difference(united[key], essential), 2 * number + 1)
    everything = union(united.values())
    add(everything, 2 * (len(ordered) + len(muscles)))
    return ZoneIndex(
        ordered,
        muscles,
        np.array([size(point.essential) for point in ordered]),
        united,
        everything,
        {chart: _cells(found) for chart, found in rows.items()},
    )


def _cells(rows: list[tuple[BaseGeometry, int]]) -> _Cells:
    geometries = np.array([geometry for geometry, _ in rows], dtype=object)
    return _Cells(shapely.STRtree(geometries), geometries, np.array([quantity for _, quantity in rows]))
