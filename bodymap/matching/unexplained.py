"""Where the pain lies that nothing explains, as regions."""

import shapely

from bodymap.body.areas import Areas
from bodymap.body.chart import Region
from bodymap.matching.match import Match

NAMED_SHARE = 0.02
"""Share of the drawing below which a piece that nothing explains is not worth a name."""

MOST_NAMES = 3


def unexplained_regions(match: Match, unexplained: Areas | None = None) -> list[Region]:
    """The regions that hold most of the unexplained area, most first; none for slivers.

    `unexplained` are other areas than those that no zone covers, e.g. those left open after palpation.
    """
    found: list[tuple[float, Region]] = []
    charts = match.charts
    for name, area in (match.unexplained if unexplained is None else unexplained).items():
        for region in charts[name].regions_touched(area):
            common = shapely.intersection(region.area, area).area
            if common > NAMED_SHARE * match.ranking.marked:
                found.append((common, region))
    found.sort(key=lambda entry: (-entry[0], entry[1].id))
    return [region for _, region in found[:MOST_NAMES]]
