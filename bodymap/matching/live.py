"""Scoring while a finger paints: only the new piece of a stroke is measured, and what it adds is exact.

What is marked already is subtracted from each new segment, so the pieces never overlap and their quantities add up
to those of the whole drawing. After a stroke the state equals a full recompute to rounding errors.
"""

from collections.abc import Mapping

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from bodymap.body.areas import Areas, size
from bodymap.body.brush import segment_areas
from bodymap.body.figure import ChartName
from bodymap.matching.zone_index import Quantities, ZoneIndex


class LiveDrawing:
    """The marked areas of a drawing with their quantities, growing stroke by stroke. Mutable."""

    def __init__(self, index: ZoneIndex, outlines: Mapping[ChartName, BaseGeometry], areas: Areas) -> None:
        """Starts from the `areas` of a drawing; `outlines` are where painting stops, by chart."""
        self._index = index
        self._outlines = outlines
        for outline in outlines.values():
            shapely.prepare(outline)
        self._before: dict[ChartName, BaseGeometry] = dict(areas)
        self._chart: ChartName | None = None
        self._pieces: list[BaseGeometry] = []
        self._bounds: NDArray[np.float64] = np.empty((0, 4))
        self._last: tuple[NDArray[np.float64], float] | None = None
        self.marked = size(areas)
        self.quantities: Quantities = index.measure(areas)

    def begin(self, chart: ChartName, x: float, y: float, radius: float) -> None:
        """The brush touches the chart at a point; all in chart units."""
        self.end()
        self._chart = chart
        self._last = np.array([x, y]), radius
        self._add(segment_areas(np.array([[x, y]]), np.array([radius]))[0])

    def move(self, x: float, y: float, radius: float) -> None:
        """The brush moves on to a point. Without a stroke in hand nothing happens."""
        if self._last is None:
            return
        start, before = self._last
        self._last = np.array([x, y]), radius
        self._add(segment_areas(np.array([start, self._last[0]]), np.array([before, radius]))[0])

    def end(self) -> None:
        """The brush lifts: its stroke joins what is marked."""
        if self._chart is not None and self._pieces:
            whole = [self._before[self._chart]] if self._chart in self._before else []
            self._before[self._chart] = shapely.union_all([*whole, *self._pieces])
        self._chart, self._last, self._pieces, self._bounds = None, None, [], np.empty((0, 4))

    @property
    def areas(self) -> Areas:
        """What is marked up to the last stroke that ended."""
        return dict(self._before)

    def _add(self, segment: BaseGeometry) -> None:
        assert self._chart is not None
        outline = self._outlines[self._chart]
        if not shapely.contains_properly(outline, segment):
            segment = shapely.intersection(segment, outline)
        piece = segment
        before = self._before.get(self._chart)
        if before is not None:
            piece = shapely.difference(piece, before)
        # Only earlier segments whose boxes meet this one can overlap it: a stroke is long, its neighbourhood small.
        x0, y0, x1, y1 = segment.bounds if not segment.is_empty else (0.0, 0.0, 0.0, 0.0)
        b = self._bounds
        near = np.flatnonzero((b[:, 0] < x1) & (b[:, 2] > x0) & (b[:, 1] < y1) & (b[:, 3] > y0))
        if len(near):
            piece = shapely.difference(piece, shapely.union_all([self._pieces[i] for i in near]))
        if segment.is_empty:
            return
        self._pieces.append(segment)
        self._bounds = np.vstack([b, (x0, y0, x1, y1)])
        if piece.is_empty:
            return
        self.marked += piece.area
        self._index.measure_into(self.quantities, self._chart, piece)
