"""How fast places of many drawings are counted, against overlays one after the other. Prints a table, writes nothing.

    .venv/bin/python -m benchmarks.bench_frequency [--seed N] [--naive N …] [--drawings N …]

The naive way keeps one area for each count and, for each drawing, raises what it meets by one: an intersection and a
union for each count and drawing. Both ways count the same drawings, and the run stops if the areas of their counts
differ. Drawings are as patients make them: one to five marks around low back, buttock and thigh, four in ten of them
tapped regions. Times depend on the machine; the ratios in the table are what `docs/benchmarks.md` quotes.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from time import perf_counter

import numpy as np
import shapely

from bodymap.body.areas import Areas, intersection, size, union
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import ChartName
from bodymap.body.frequency import frequency
from bodymap.geometry.brush import stroke_area
from bodymap.geometry.polygons import polygonal

REGIONS = (
    "back/lumbar-right", "back/lumbar-left", "back/flank-right", "back/buttock-upper-right", "back/thigh-back-right",
    "back/calf-inner-right", "back/sacrum", "front/groin-right", "front/navel",
)  # fmt: skip
TAPPED = 0.4
TOLERANCE = 1e-6
"""Share of the marked area by which the two ways may differ."""


def drawings(count: int, seed: int) -> list[Areas]:
    """Areas of so many drawings of one figure; the first ones are the same for every count."""
    chance = np.random.default_rng(seed)
    charts = load_charts("female")
    made: list[Areas] = []
    for _ in range(count):
        marks: list[Areas] = []
        for _ in range(chance.integers(1, 6)):
            if chance.random() < TAPPED:
                region = str(chance.choice(REGIONS))
                chart: ChartName = "front" if region.startswith("front") else "back"
                marks.append({chart: charts[chart].regions[region].area})
                continue
            chart = "front" if chance.random() < 1 / 3 else "back"
            middle = chance.normal([chance.choice([-60, 60]), chance.choice([450, 650, 800, 1000])], [60, 90])
            points = middle + np.cumsum(chance.normal(0, 8, (chance.integers(10, 60), 2)), axis=0)
            stroke = stroke_area(points, float(chance.choice([9, 14, 20, 30])))
            area = polygonal(shapely.intersection(stroke, charts[chart].outline))
            if not area.is_empty:
                marks.append({chart: area})
        made.append(union(marks))
    return made


def naive_sizes(areas: Sequence[Areas]) -> dict[int, float]:
    """The area that exactly so many drawings cover, one overlay after the other."""
    over: list[Areas] = []
    for one in areas:
        raised = [intersection(level, one) for level in over]
        over = [union(pair) for pair in zip([*over, {}], [one, *raised], strict=True)]
        while over and not over[-1]:
            over.pop()
    sizes = [*map(size, over), 0.0]
    return {count: sizes[count - 1] - sizes[count] for count in range(1, len(sizes))}


def _timed(work: Callable[[], dict[int, float]]) -> tuple[float, dict[int, float]]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def _check(areas: Sequence[Areas], ours: dict[int, float], theirs: dict[int, float]) -> None:
    marked = sum(map(size, areas))
    worst = max(abs(ours.get(count, 0.0) - theirs.get(count, 0.0)) for count in {*ours, *theirs})
    if worst > TOLERANCE * marked:
        sys.exit(f"the counts differ by {worst / marked:.1e} of the marked area")


def main() -> None:
    """Counts, compares and prints."""
    parser = argparse.ArgumentParser(description="Measures how fast many drawings are counted, two ways.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--naive", type=int, nargs="+", default=[30, 60, 120], help="drawings counted both ways")
    parser.add_argument("--drawings", type=int, nargs="+", default=[500, 1000], help="drawings counted our way alone")
    options = parser.parse_args()
    print(f"{'drawings':>9}{'highest':>9}{'overlays':>12}{'ours':>12}{'faster':>11}")
    for count in options.naive + options.drawings:
        areas = drawings(count, options.seed)
        took, ours = _timed(lambda areas=areas: frequency(areas).sizes)  # type: ignore[misc]  # a default, not a parameter
        line = f"{count:>9}{max(ours):>9}"
        if count in options.naive:
            naive, theirs = _timed(lambda areas=areas: naive_sizes(areas))  # type: ignore[misc]
            _check(areas, ours, theirs)
            print(f"{line}{naive:>10.2f} s{took:>10.2f} s{naive / took:>9.1f} ×")
        else:
            print(f"{line}{'':>12}{took:>10.2f} s")


if __name__ == "__main__":
    main()
