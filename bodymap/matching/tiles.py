"""Zones cut into square tiles, so that a small area is measured in a small neighbourhood and a large one in few calls.

Exact: the tiles of a zone make up the zone, so areas add up. A tile that a zone covers, or that the measured area
covers, needs no measuring; where both have edges in the same tile, `bodymap.matching.edges` does it. Tiles are cut
when something is first measured in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.geometry.polygons import polygonal
from bodymap.matching.edges import Edges, edges_of, edges_of_one, shared_areas

TILE = 96.0
"""Side of a tile in chart units. Measured: larger ones slow the pointer, smaller ones the first ranking."""

NEIGHBOURS = 4
"""An area that touches no more tiles than this is measured in all of them at once, a larger one tile by tile."""

TileKey = tuple[int, int]
"""Column and row of a tile."""


def tiles_over(bounds: tuple[float, float, float, float], side: float = TILE) -> list[TileKey]:
    """The tiles of a size that a bounding box (x0, y0, x1, y1) touches, row by row."""
    x0, y0, x1, y1 = (floor(value / side) for value in bounds)
    return [(column, row) for row in range(y0, y1 + 1) for column in range(x0, x1 + 1)]


def tile_bounds(key: TileKey, side: float = TILE) -> tuple[float, float, float, float]:
    """The bounding box of a tile: x0, y0, x1, y1."""
    x, y = key[0] * side, key[1] * side
    return x, y, x + side, y + side


@dataclass(frozen=True)
class _Tile:
    """The zones in one tile, or in several together.

    It owns polygons: number 0 is the tile itself, for the zones that cover it, the others are pieces of zones that
    cover some of it. Polygon `polygon[i]` adds to quantity `quantity[i]`.
    """

    edges: Edges
    sizes: NDArray[np.float64]
    """The area of each polygon."""
    polygon: NDArray[np.intp]
    quantity: NDArray[np.intp]

    def add(self, quantities: NDArray[np.float64], areas: NDArray[np.float64]) -> None:
        """Adds what was measured of each polygon to the quantities."""
        np.add.at(quantities, self.quantity, areas[self.polygon])


def _together(tiles: Sequence[_Tile]) -> _Tile:
    first = np.cumsum([0, *(len(tile.sizes) for tile in tiles[:-1])])
    return _Tile(
        Edges(
            np.concatenate([tile.edges.lines for tile in tiles], axis=1),
            np.concatenate([tile.edges.owner + n for tile, n in zip(tiles, first, strict=True)]),
        ),
        np.concatenate([tile.sizes for tile in tiles]),
        np.concatenate([tile.polygon + n for tile, n in zip(tiles, first, strict=True)]),
        np.concatenate([tile.quantity for tile in tiles]),
    )


class TiledZones:
    """The zones on one chart, each with the number of the quantity that it adds to. Several may share a number."""

    def __init__(self, zones: Sequence[BaseGeometry], quantity: Sequence[int]) -> None:
        self._zones = np.array(zones, dtype=object)
        self._quantity = np.array(quantity, dtype=np.intp)
        self._tree = shapely.STRtree(self._zones)
        self._tiles: dict[tuple[TileKey, ...], _Tile] = {}
        shapely.prepare(self._zones)

    def __reduce__(self) -> tuple[Any, ...]:
        return TiledZones, (list(self._zones), self._quantity.tolist())

    def measure_into(self, quantities: NDArray[np.float64], area: BaseGeometry) -> None:
        """Adds to each quantity what its zones share with a valid Polygon or MultiPolygon, in square units."""
        if area.is_empty:
            return
        keys = tiles_over(area.bounds)
        if len(keys) <= NEIGHBOURS:
            self._measure_in(quantities, tuple(keys), area)
            return
        boxes = np.array([shapely.box(*tile_bounds(key)) for key in keys], dtype=object)
        shapely.prepare(area)
        whole = shapely.covers(area, boxes)
        touched = np.flatnonzero(shapely.intersects(area, boxes) & ~whole)
        for i in np.flatnonzero(whole):
            tile = self._tile((keys[i],))
            tile.add(quantities, tile.sizes)
        for i, part in zip(touched, shapely.intersection(area, boxes[touched]), strict=True):
            self._measure_in(quantities, (keys[i],), polygonal(part))

    def _measure_in(self, quantities: NDArray[np.float64], keys: tuple[TileKey, ...], area: BaseGeometry) -> None:
        tile = self._tile(keys)
        if len(tile.quantity):
            tile.add(quantities, shared_areas(edges_of_one(area), tile.edges, len(tile.sizes)))

    def _tile(self, keys: tuple[TileKey, ...]) -> _Tile:
        tile = self._tiles.get(keys)
        if tile is None:
            tile = self._cut(keys[0]) if len(keys) == 1 else _together([self._tile((key,)) for key in keys])
            self._tiles[keys] = tile
        return tile

    def _cut(self, key: TileKey) -> _Tile:
        box = shapely.box(*tile_bounds(key))
        near = np.sort(self._tree.query(box, predicate="intersects"))
        covering = shapely.covers(self._zones[near], box)
        pieces = shapely.intersection(self._zones[near[~covering]], box)
        real = shapely.area(pieces) > 0  # a zone may only touch the tile
        polygons = np.array([box, *(polygonal(piece) for piece in pieces[real])], dtype=object)
        quantity = np.concatenate([self._quantity[near[covering]], self._quantity[near[~covering][real]]])
        numbers = np.concatenate([np.zeros(covering.sum(), dtype=np.intp), np.arange(1, len(polygons))])
        return _Tile(edges_of(polygons), shapely.area(polygons), numbers, quantity)
