"""The pain guide of a region: all muscles that refer pain to it, whatever is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.model import Muscle
from bodymap.body.figure import ChartName, FigureName, Side
from bodymap.errors import BodymapError
from bodymap.matching.knowledge import Knowledge

REACHES = 0.02
"""Share of a region from which a zone counts as reaching it: less is the overlap of two borders."""


@dataclass(frozen=True)
class GuideRow:
    """A muscle of one side that refers pain to a region."""

    muscle: str
    side: Side
    essential: float
    """Share of the region that the muscle's essential zones cover, all points together."""
    spillover: float
    """Share that only its spillover zones cover."""
    points: tuple[str, ...]
    """The trigger points whose zones reach the region, those with more of it first."""
    common: tuple[float, float] | None
    """In how many of a group active points were found, per cent from lowest to highest; None where nobody counted."""
    published: bool
    """False where no published source was found for any of these zones."""


def region_guide(knowledge: Knowledge, region: str, figure: FigureName = "female") -> tuple[GuideRow, ...]:
    """The muscles that refer pain to a region: essential before spillover, then the most common, then by share.

    `region` is an id such as `back/lumbar-right`; without its side, both sides are meant. Raises BodymapError if no
    chart has such a region.
    """
    chart, area = _area(knowledge, region, figure)
    reaching: dict[tuple[str, Side], list[tuple[float, str, BaseGeometry, BaseGeometry, bool]]] = {}
    for point in knowledge.index(figure).points:
        essential, spillover = (_shared(zones.get(chart), area) for zones in (point.essential, point.spillover))
        share = (essential.area + spillover.area) / area.area
        if share >= REACHES:
            entry = (share, point.name, essential, spillover, point.published)
            reaching.setdefault((point.muscle, point.side), []).append(entry)
    rows = []
    for (muscle, side), found in reaching.items():
        found.sort(key=lambda entry: (-entry[0], entry[1]))
        essential = shapely.union_all([entry[2] for entry in found])
        both = shapely.union_all([essential, *(entry[3] for entry in found)])
        rows.append(
            GuideRow(
                muscle,
                side,
                essential.area / area.area,
                max(0.0, both.area - essential.area) / area.area,
                tuple(entry[1] for entry in found),
                _common(knowledge.atlas.muscles[muscle]),
                any(entry[4] for entry in found),
            )
        )
    return tuple(sorted(rows, key=_precedence))


def _precedence(row: GuideRow) -> tuple[bool, float, float, float, str, str]:
    often = row.common[1] if row.common else 0.0
    shares = -round(row.essential, 6), -round(row.spillover, 6)
    return row.essential < REACHES, -often, *shares, row.muscle, row.side


def _area(knowledge: Knowledge, region: str, figure: FigureName) -> tuple[ChartName, BaseGeometry]:
    charts = knowledge.charts(figure)
    for name, chart in charts.items():
        for ids in ((region,), (f"{region}-left", f"{region}-right")):
            if all(one in chart.regions for one in ids):
                return name, shapely.union_all([chart.regions[one].area for one in ids])
    wanted = region.partition("/")[0]
    raise BodymapError("drawing.unknown_region", region=region, chart=wanted if wanted in map(str, charts) else "")


def _shared(zone: BaseGeometry | None, area: BaseGeometry) -> BaseGeometry:
    return shapely.Polygon() if zone is None else shapely.intersection(zone, area)


def _common(muscle: Muscle) -> tuple[float, float] | None:
    """The group with the highest share."""
    found: Iterable[tuple[float, float]] = (one.percent for one in muscle.common)
    return max(found, key=lambda percent: (percent[1], percent[0]), default=None)
