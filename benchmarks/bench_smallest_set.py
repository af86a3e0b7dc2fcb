"""How fast the smallest set is found among the muscles of a whole body, against a greedy loop that measures every row.

    .venv/bin/python -m benchmarks.bench_smallest_set [--seed N]

The atlas is moved copies of the shipped one, 232 rows in all; a drawing is 40 strokes all over the body. The loop
measures at each step what each muscle would add and takes the most. Both are given the same ranking, and the run stops
if the loop needs fewer muscles. Prints a table, writes nothing; the ratio is what `docs/benchmarks.md` quotes.
"""

import argparse
import sys
from dataclasses import replace
from statistics import median
from time import perf_counter

import numpy as np
import shapely
from shapely.affinity import translate

from bodymap.atlas.placed import PlacedPoint
from bodymap.atlas.placing import place_points
from bodymap.atlas.shipped import load_atlas
from bodymap.body.areas import Areas, difference, intersection, size, union
from bodymap.body.chart_files import load_charts
from bodymap.matching.cover import LEFT_OPEN, smallest_set
from bodymap.matching.ranking import MuscleScore, Ranking, rank
from bodymap.matching.zone_index import ZoneIndex, build_index

ROWS = 232
MARKS = 40
DRAWINGS = 5


def moved_copies(chance: np.random.Generator) -> list[PlacedPoint]:
    """Copies of the shipped muscles all over the body, until there are enough rows."""
    charts, made, rows = load_charts("female"), list[PlacedPoint](), set[tuple[str, str]]()
    shipped = place_points(load_atlas(), "female")

    def moved(areas: Areas, across: float, down: float) -> Areas:
        shown = {
            chart: shapely.intersection(shapely.make_valid(translate(area, across, down)), charts[chart].outline)
            for chart, area in areas.items()
        }
        return {chart: area for chart, area in union([shown]).items() if area.area > 0}

    for copy in range(ROWS):
        across, down = chance.uniform(-60, 60), chance.uniform(-500, 500)
        for point in shipped:
            essential = moved(point.essential, across, down)
            if essential and len(rows | {(f"{point.muscle} {copy}", point.side)}) <= ROWS:
                around = difference(moved(point.spillover, across, down), essential)
                made.append(replace(point, muscle=f"{point.muscle} {copy}", essential=essential, spillover=around))
                rows.add((made[-1].muscle, point.side))
    return made


def drawing(chance: np.random.Generator) -> Areas:
    """Strokes all over the front and the back."""
    charts = load_charts("female")
    strokes: list[Areas] = []
    for _ in range(MARKS):
        chart = charts["front" if chance.random() < 0.5 else "back"]
        x0, y0, x1, y1 = chart.outline.bounds
        start = chance.uniform((x0, y0), (x1, y1))
        line = shapely.LineString(start + np.cumsum(chance.uniform(-50, 50, (6, 2)), axis=0))
        strokes.append({chart.name: shapely.intersection(line.buffer(chance.uniform(6, 30)), chart.outline)})
    return union(strokes)


def greedy_loop(index: ZoneIndex, areas: Areas, ranking: Ranking) -> list[MuscleScore]:
    """Again and again the row that adds most, each of them measured every time."""
    left, chosen = areas, list[MuscleScore]()
    while size(left) > ranking.marked - ranking.covered + LEFT_OPEN * ranking.marked:
        best = max(
            ranking.rows,
            key=lambda row: size(intersection(left, index.united[row.key])) * (0.5 + row.score / 2),
        )
        chosen.append(best)
        left = difference(left, index.united[best.key])
    return chosen


def main() -> None:
    """Finds the smallest set of some drawings both ways and prints the table."""
    parser = argparse.ArgumentParser(description="Measures how fast the smallest set is found among many muscles.")
    parser.add_argument("--seed", type=int, default=1)
    chance = np.random.default_rng(parser.parse_args().seed)
    index = build_index(moved_copies(chance))
    ours, loops, sizes = [], [], []
    for _ in range(DRAWINGS):
        areas = drawing(chance)
        ranking = rank(index, areas)
        begun = perf_counter()
        found = smallest_set(index, areas, ranking)
        between = perf_counter()
        loop = greedy_loop(index, areas, ranking)
        loops.append(perf_counter() - between)
        ours.append(between - begun)
        sizes.append((len(ranking.rows), len(found), len(loop)))
        if len(found) > len(loop):
            sys.exit(f"The loop found {len(loop)} muscles that do, and the smallest set has {len(found)}.")
    print(f"{len(index.muscles)} rows in the atlas, {MARKS} strokes a drawing")
    print(f"  {'rows touched, set, set of the loop':<36}{'; '.join(' '.join(map(str, one)) for one in sizes)}")
    print(f"  {'greedy loop over all rows':<36}{median(loops) * 1000:>9.1f} ms")
    print(f"  {'smallest set':<36}{median(ours) * 1000:>9.1f} ms{median(loops) / median(ours):>9.1f} ×")


if __name__ == "__main__":
    main()
