"""Where pain was how often: many sets of areas, such as visits or patients, counted over each place of the charts.

Exact to a grid far finer than a pen (`bodymap.geometry.arrangement`). Not what is counted, nor how it is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from bodymap.body.areas import Areas
from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName
from bodymap.geometry.arrangement import Arrangement, arrange


@dataclass(frozen=True, eq=False)
class FrequencyMap:
    """How many of `total` sets of areas cover each place, chart by chart.

    Compared and hashed by identity, so that what is drawn of a map can be kept.
    """

    total: int
    charts: Mapping[ChartName, Arrangement]

    @property
    def highest(self) -> int:
        """The largest count of any place; 0 where nothing is marked."""
        return max((chart.highest for chart in self.charts.values()), default=0)

    @property
    def sizes(self) -> dict[int, float]:
        """The area that exactly so many sets cover, in square chart units over all charts, for each count from 1 on."""
        return {
            count: float(sum(one.sizes[count] for one in self.charts.values() if count <= one.highest))
            for count in range(1, self.highest + 1)
        }

    def between(self, least: int, most: int) -> Areas:
        """The places that `least` (at least 1) to `most` sets cover."""
        found = {name: chart.between(least, most) for name, chart in self.charts.items()}
        return {name: area for name, area in found.items() if not area.is_empty}

    def at_least(self, count: int) -> Areas:
        """The places that `count` sets or more cover; `count` is at least 1."""
        return self.between(count, self.total)


def frequency(areas: Sequence[Areas]) -> FrequencyMap:
    """The frequency map of some sets of areas, each of which counts once at a place.

    Geometries must be valid and lie on the charts. A thousand sets of a few
    marks each take some seconds; equal geometries, as of tapped regions, cost no more than one of them.
    """
    weights: dict[ChartName, dict[bytes, int]] = {}
    for one in areas:
        for chart, area in one.items():
            by_shape = weights.setdefault(chart, {})
            for part in shapely.get_parts(area):
                shape = shapely.to_wkb(part)
                by_shape[shape] = by_shape.get(shape, 0) + 1
    return FrequencyMap(
        len(areas),
        {
            chart: arrange(shapely.from_wkb(list(by_shape)).tolist(), list(by_shape.values()))
            for chart, by_shape in weights.items()
        },
    )


def region_counts(areas: Iterable[Areas], charts: Mapping[ChartName, Chart], share: float) -> dict[str, int]:
    """For each region how many sets of areas cover at least `share` of it; regions that none covers are left out."""
    counts: dict[str, int] = {}
    for one in areas:
        for region, covered in region_shares(one, charts).items():
            if covered >= share:
                counts[region] = counts.get(region, 0) + 1
    return counts


def region_shares(areas: Areas, charts: Mapping[ChartName, Chart]) -> dict[str, float]:
    """For each region that some areas touch the share of it that they cover, more than 0 and at most 1."""
    shares: dict[str, float] = {}
    for name, area in areas.items():
        regions = charts[name].regions_touched(area)
        borders = np.array([region.area for region in regions], dtype=object)
        shapely.prepare(area)
        inside = shapely.covers(area, borders)
        for region, whole in zip(regions, inside.tolist(), strict=True):
            covered = 1.0 if whole else shapely.intersection(region.area, area).area / region.area.area
            if covered > 0:
                shares[region.id] = min(1.0, covered)
    return shares
