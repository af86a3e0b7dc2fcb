"""A mark in words: which regions it covers, on which side, as a patient would say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely

from bodymap.body.chart import Chart, Region
from bodymap.body.figure import ChartName
from bodymap.drawing.geometry import chart_of, mark_area
from bodymap.drawing.model import Mark

NAMED_SHARE_OF_MARK = 0.2
NAMED_SHARE_OF_REGION = 0.5
"""A region is named if it holds a fifth of the mark, or if half of it is marked. Else a brush that strays over a
border would name every neighbour."""

MOST_OF_MARK, ALIKE = 0.5, 0.5
"""Where the regions named so hold less than this of the mark, as with a band over many, others are named too that hold
so much of what the first one holds."""

MOST_NAMES = 3

QUALITY_WORDS = {
    "aching": "aching",
    "sharp": "sharp, lightning",
    "burning": "burning",
    "numb": "numb",
    "tingling": "tingling",
    "other": "other",
}


@dataclass(frozen=True)
class MarkWords:
    """What a mark is called: `place` without side, the sides, and both together in `text`."""

    place: str
    side: str
    text: str


def regions_marked(mark: Mark, charts: Mapping[ChartName, Chart]) -> list[Region]:
    """The regions that name a mark, the one with most of it first."""
    chart = charts[chart_of(mark)]
    if mark.region is not None:
        return [chart.regions[mark.region]]
    area = mark_area(mark, charts)
    if area.is_empty:
        return []
    shares = []
    for region in chart.regions_touched(area):
        common = shapely.intersection(region.area, area).area
        shares.append((common / area.area, common / region.area.area, region))
    shares.sort(key=lambda row: (-row[0], row[2].id))
    named = [row for row in shares if row[0] >= NAMED_SHARE_OF_MARK or row[1] >= NAMED_SHARE_OF_REGION]
    if sum(row[0] for row in named) < MOST_OF_MARK:
        named = [row for row in shares if row in named or row[0] >= ALIKE * shares[0][0]]
    return [region for _, _, region in named[:MOST_NAMES]]


def _short(label: str) -> str:
    """The label without its explanation: "low back beside the spine, above the belt-line" is "low back" in a list."""
    return label.partition(",")[0].removesuffix(" beside the spine") if "belt-line" in label else label


def mark_words(mark: Mark, charts: Mapping[ChartName, Chart]) -> MarkWords:
    """A mark in words, e.g. place "Low back", side "right", text "Low back, right"."""
    regions = regions_marked(mark, charts)
    if not regions:
        return MarkWords("Beside the body", "", "Beside the body")
    return _words(regions)


def region_words(regions: Sequence[Region]) -> str:
    """Several regions in words with their sides, most important first."""
    return _words(regions).text if regions else ""


def _words(regions: Sequence[Region]) -> MarkWords:
    places: dict[str, list[str]] = {}
    for region in regions:
        places.setdefault(_short(region.label), []).append(region.side)
    sides = {side for found in places.values() for side in found if side != "midline"}
    side = "both sides" if len(sides) == 2 else next(iter(sides), "")
    place = " and ".join(filter(None, [", ".join(list(places)[:-1]), list(places)[-1]]))
    place = place[:1].upper() + place[1:]
    return MarkWords(place, side, f"{place}, {side}" if side else place)


def mark_line(mark: Mark, charts: Mapping[ChartName, Chart], *, intensity: bool = True) -> str:
    """One line for a list: "Low back, right · aching · 6"; without the intensity where that stands apart."""
    parts = [mark_words(mark, charts).text]
    if mark.quality is not None:
        parts.append(QUALITY_WORDS[mark.quality])
    if intensity and mark.intensity is not None:
        parts.append(str(mark.intensity))
    return " · ".join(parts)
