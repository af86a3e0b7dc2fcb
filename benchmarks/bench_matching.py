"""How fast a drawing is matched: four ways on the same strokes and zones, in one run. Prints a table, writes nothing.

    .venv/bin/python -m benchmarks.bench_matching [--seed N] [--every N]

*A pointer move* is the time from a new point of a stroke to the ranking that includes it. The naive way makes the area
of the stroke so far, unites it with the areas of the marks before, and intersects that with every zone. *A whole
ranking* is the time from the area of a drawing to its ranking. All ways measure the same polygons (essential and
spillover zone of each trigger point, the united zones of each muscle, everything together), and the run stops if their
areas differ. Times depend on the machine; the
ratios in the table are what `docs/benchmarks.md` quotes.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from time import perf_counter

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.placed import PlacedPoint
from bodymap.atlas.placing import place_points
from bodymap.atlas.shipped import load_atlas
from bodymap.body.areas import Areas, difference, intersection, size, union
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import ChartName
from bodymap.geometry.brush import stroke_area
from bodymap.matching.live import LiveDrawing
from bodymap.matching.ranking import Ranking, rank_quantities
from bodymap.matching.zone_index import Quantities, ZoneIndex, build_index

MANY = 1_200
"""Polygons to which the zones are replicated, as many as an atlas of the whole body may hold."""

TOLERANCE = 1e-6
"""Share of the marked area by which two ways may differ."""

MARKED_BEFORE = ("back/lumbar-right", "back/buttock-upper-right", "front/groin-right")
Layer = tuple[ChartName, BaseGeometry, int]
Outlines = Mapping[ChartName, BaseGeometry]


@dataclass(frozen=True)
class Stroke:
    """A brush stroke as the pointer drew it: points of shape (n, 2)."""

    chart: ChartName
    points: NDArray[np.float64]
    radius: float


def strokes(seed: int) -> list[Stroke]:
    """Strokes as people make them: rubbing to and fro while wandering on, with four brush sizes."""
    chance = np.random.default_rng(seed)
    made = []
    for number, (chart, x, y, down) in enumerate(
        [("back", 90, 640, 60), ("back", 80, 820, 120), ("back", 95, 1000, 300), ("front", -70, 900, 160),
         ("front", -90, 1050, 250), ("back", -60, 650, 60)]
    ):  # fmt: skip
        share = np.linspace(0, 1, 90)
        across = 28 * np.sin(share * 2 * np.pi * 7)
        points = np.column_stack([x + across, y + share * down]) + chance.normal(0, 1.2, (90, 2))
        made.append(Stroke("back" if chart == "back" else "front", points, (9.0, 14.0, 20.0, 30.0)[number % 4]))
    return made


def replicated(points: tuple[PlacedPoint, ...], outlines: Outlines) -> tuple[PlacedPoint, ...]:
    """Copies of the points, moved over the body, until their zones are `MANY` polygons; each copy is a muscle of its
    own."""
    copies = list(points)
    polygons = _polygons(points)
    steps = [(dx, dy) for dy in (0, -60, 60, -120, 120, -200, 200, 280) for dx in (0, -25, 25)][1:]
    for number, (dx, dy) in enumerate(steps):
        for point in points:
            if polygons >= MANY:
                return tuple(copies)
            essential, spillover = (
                intersection({chart: translate(area, dx, dy) for chart, area in zone.items()}, outlines)
                for zone in (point.essential, point.spillover)
            )
            if essential:
                copy = replace(point, muscle=f"{point.muscle}-{number}", essential=essential, spillover=spillover)
                copies.append(copy)
                polygons += _polygons([copy])
    raise ValueError(f"the moved copies make only {polygons} polygons")


def _polygons(points: tuple[PlacedPoint, ...] | list[PlacedPoint]) -> int:
    return sum(len(zone) for point in points for zone in (point.essential, point.spillover))


def layers(points: tuple[PlacedPoint, ...]) -> list[Layer]:
    """Every zone that has to be measured, with the number of its quantity. Made apart from the index under test."""
    index_order = sorted(points, key=lambda point: (point.muscle, point.side, point.name))
    zones: list[Areas] = [zone for point in index_order for zone in (point.essential, point.spillover)]
    everything: list[Areas] = []
    for key in dict.fromkeys((point.muscle, point.side) for point in index_order):
        own = [point for point in index_order if (point.muscle, point.side) == key]
        essential = union(point.essential for point in own)
        whole = union([essential, *(point.spillover for point in own)])
        zones += [essential, difference(whole, essential)]
        everything.append(whole)
    zones.append(union(everything))
    return [(chart, area, number) for number, zone in enumerate(zones) for chart, area in zone.items()]


# The ways


def naive_quantities(zones: list[Layer], length: int, drawing: Areas) -> Quantities:
    """A plain loop over all zones."""
    quantities = np.zeros(length)
    for chart, zone, quantity in zones:
        if chart in drawing:
            quantities[quantity] += drawing[chart].intersection(zone).area
    return quantities


class Frames:
    """The zones as geopandas has them, one frame a chart."""

    def __init__(self, zones: list[Layer]) -> None:
        self.by_chart = {
            chart: geopandas.GeoDataFrame(
                {"quantity": [number for c, _, number in zones if c == chart]},
                geometry=[zone for c, zone, _ in zones if c == chart],
            )
            for chart in dict.fromkeys(chart for chart, _, _ in zones)
        }
        for frame in self.by_chart.values():
            _ = frame.sindex  # built once, as ours is

    def quantities(self, length: int, drawing: Areas) -> Quantities:
        """One overlay a chart."""
        quantities = np.zeros(length)
        for chart, area in drawing.items():
            drawn = geopandas.GeoDataFrame(geometry=[area])
            common = geopandas.overlay(drawn, self.by_chart[chart], how="intersection", keep_geom_type=False)
            np.add.at(quantities, common["quantity"].to_numpy(), common.geometry.area.to_numpy())
        return quantities


def _finish(index: ZoneIndex, marked: float, quantities: Quantities) -> Ranking:
    return rank_quantities(index, marked, quantities, {}, {}, marked_on=("front", "back"))


def _timed(work: Callable[[], Quantities]) -> tuple[float, Quantities]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def _check(what: str, marked: float, ours: Quantities, theirs: Quantities) -> None:
    worst = float(np.abs(ours - theirs).max()) / marked
    if worst > TOLERANCE:
        sys.exit(f"{what} differs by {worst:.1e} of the marked area")


@dataclass
class Times:
    """Seconds, one entry a measurement."""

    naive_move: list[float]
    live_move: list[float]
    naive: list[float]
    overlay: list[float]
    full: list[float]


def run(points: tuple[PlacedPoint, ...], outlines: Outlines, start: Sequence[Areas], seed: int, every: int) -> Times:
    """Draws the strokes one after the other on the areas of `start`, all ways side by side."""
    index = build_index(points)
    zones = layers(points)
    frames = Frames(zones)
    times = Times([], [], [], [], [])
    marks = list(start)
    for stroke in strokes(seed):
        live = LiveDrawing(index, outlines, union(marks))
        path = stroke.points.tolist()
        live.begin(stroke.chart, path[0][0], path[0][1], stroke.radius)
        for number in range(1, len(stroke.points)):
            began = perf_counter()
            live.move(path[number][0], path[number][1], stroke.radius)
            _finish(index, live.marked, live.quantities)
            took = perf_counter() - began
            if number % every == 0:
                times.live_move.append(took)
                began = perf_counter()
                drawing = union([*marks, _painted(outlines, stroke, number + 1)])
                quantities = naive_quantities(zones, index.length, drawing)
                _finish(index, size(drawing), quantities)
                times.naive_move.append(perf_counter() - began)
                _check("live", size(drawing), live.quantities, quantities)
        live.end()
        marks.append(_painted(outlines, stroke, len(stroke.points)))
        drawing = union(marks)
        for way, work in _whole(index, zones, frames, drawing):
            took, quantities = _timed(work)
            getattr(times, way).append(took)
            _check(way, size(drawing), live.quantities, quantities)
    return times


def _painted(outlines: Outlines, stroke: Stroke, count: int) -> Areas:
    return {
        stroke.chart: shapely.intersection(stroke_area(stroke.points[:count], stroke.radius), outlines[stroke.chart])
    }


def _whole(
    index: ZoneIndex, zones: list[Layer], frames: Frames, drawing: Areas
) -> Iterator[tuple[str, Callable[[], Quantities]]]:
    marked = size(drawing)

    def finished(quantities: Quantities) -> Quantities:
        _finish(index, marked, quantities)
        return quantities

    for _ in range(5):
        yield "naive", lambda: finished(naive_quantities(zones, index.length, drawing))
        yield "overlay", lambda: finished(frames.quantities(index.length, drawing))
        yield "full", lambda: finished(index.measure(drawing))


def _row(name: str, seconds: list[float], against: list[float]) -> str:
    own = median(seconds)
    p99 = float(np.quantile(seconds, 0.99))
    return f"  {name:<36}{own * 1000:>9.2f} ms{p99 * 1000:>9.2f} ms{median(against) / own:>9.1f} ×"


def main() -> None:
    """Runs both atlases and prints the table."""
    parser = argparse.ArgumentParser(description="Measures how fast a drawing is matched, four ways.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=6, help="compare every Nth pointer move (default 6)")
    options = parser.parse_args()
    charts = load_charts("female")
    outlines = {name: chart.outline for name, chart in charts.items()}
    regions = [charts["front" if region.startswith("front") else "back"].regions[region] for region in MARKED_BEFORE]
    start: list[Areas] = [{region.chart: region.area} for region in regions]
    real = place_points(load_atlas(), "female")
    for title, points in (("the atlas as it ships", real), ("zones replicated", replicated(real, outlines))):
        times = run(points, outlines, start, options.seed, options.every)
        print(f"{title}: {_polygons(points)} zone polygons, {len(points)} trigger points")
        print(f"  {'':<36}{'median':>12}{'99 %':>12}{'faster':>11}")
        print(_row("pointer move, naive loop", times.naive_move, times.naive_move))
        print(_row("pointer move, live", times.live_move, times.naive_move))
        print(_row("whole ranking, naive loop", times.naive, times.overlay))
        print(_row("whole ranking, geopandas overlay", times.overlay, times.overlay))
        print(_row("whole ranking, ours", times.full, times.overlay))
        print()


if __name__ == "__main__":
    main()
