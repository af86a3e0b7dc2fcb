"""Scoring while a finger paints: only the new piece of a stroke is measured, and what it adds is exact.

What is marked already is subtracted from each new segment, so the pieces never overlap and their quantities add up
to those of the whole drawing. After a stroke the state equals a full recompute to rounding errors. All of it happens
in the patch around the segment, so a long stroke in a full drawing is as quick as a short one in an empty one.
"""

from collections.abc import Mapping

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.body.areas import Areas, size, union
from bodymap.body.figure import ChartName
from bodymap.geometry.brush import segment_areas
from bodymap.geometry.polygons import clipped, polygonal
from bodymap.matching.tiles import TileKey, tile_bounds, tiles_over
from bodymap.matching.zone_index import Quantities, ZoneIndex

PATCH = 256.0
"""Side, in chart units, of the squares in which what is marked is kept: few segments touch two of them."""


class LiveDrawing:
    """The marked areas of a drawing with their quantities, growing stroke by stroke. Mutable."""

    def __init__(self, index: ZoneIndex, outlines: Mapping[ChartName, BaseGeometry], areas: Areas) -> None:
        """Starts from the `areas` of a drawing; `outlines` are where painting stops, by chart."""
        self._index = index
        self._outlines = outlines
        self._before: Areas = dict(areas)
        self._chart: ChartName | None = None
        self._segments: list[BaseGeometry] = []
        self._last: tuple[NDArray[np.float64], float] | None = None
        self._body: dict[tuple[ChartName, TileKey], BaseGeometry] = {}
        self._painted: dict[tuple[ChartName, TileKey], BaseGeometry] = {}
        self.marked = size(areas)
        self.quantities: Quantities = index.measure(areas)

    @property
    def marked_on(self) -> frozenset[ChartName]:
        """The charts with marks, that of the stroke in hand among them."""
        return frozenset((*self._before, *((self._chart,) if self._chart is not None else ())))

    def begin(self, chart: ChartName, x: float, y: float, radius: float) -> None:
        """The brush touches the chart at a point; all in chart units."""
        self.end()
        self._chart = chart
        self._last = np.array([x, y]), radius
        self._add(chart, segment_areas(np.array([[x, y]]), np.array([radius]))[0])

    def move(self, x: float, y: float, radius: float) -> None:
        """The brush moves on to a point. Without a stroke in hand nothing happens."""
        if self._chart is None or self._last is None:
            return
        start, before = self._last
        self._last = np.array([x, y]), radius
        self._add(self._chart, segment_areas(np.array([start, self._last[0]]), np.array([before, radius]))[0])

    def end(self) -> None:
        """The brush lifts: its stroke joins what is marked."""
        if self._chart is not None:
            stroke = polygonal(shapely.intersection(shapely.union_all(self._segments), self._outlines[self._chart]))
            self._before = union([self._before, {self._chart: stroke}])
        self._chart, self._last, self._segments = None, None, []

    @property
    def areas(self) -> Areas:
        """What is marked up to the last stroke that ended."""
        return dict(self._before)

    def _add(self, chart: ChartName, segment: BaseGeometry) -> None:
        self._segments.append(segment)
        keys = tiles_over(segment.bounds, PATCH)
        for key in keys:
            part = segment if len(keys) == 1 else clipped(segment, *tile_bounds(key, PATCH))
            body = self._body_in(chart, key)
            if not shapely.covers(body, part):
                part = shapely.intersection(part, body)
            part = polygonal(part)
            painted = self._painted_in(chart, key)
            fresh = polygonal(shapely.difference(part, painted))
            if fresh.is_empty:
                continue
            self._painted[chart, key] = shapely.union(painted, part)
            self.marked += fresh.area
            if chart in self._index.zones:
                self._index.zones[chart].measure_into(self.quantities, fresh)

    def _body_in(self, chart: ChartName, key: TileKey) -> BaseGeometry:
        """The part of a patch that lies on the body."""
        body = self._body.get((chart, key))
        if body is None:
            body = polygonal(shapely.intersection(self._outlines[chart], shapely.box(*tile_bounds(key, PATCH))))
            shapely.prepare(body)
            self._body[chart, key] = body
        return body

    def _painted_in(self, chart: ChartName, key: TileKey) -> BaseGeometry:
        """What is marked in a patch, the stroke in hand included."""
        painted = self._painted.get((chart, key))
        if painted is None:
            before = self._before.get(chart, shapely.Polygon())
            painted = polygonal(shapely.intersection(before, shapely.box(*tile_bounds(key, PATCH))))
            self._painted[chart, key] = painted
        return painted
