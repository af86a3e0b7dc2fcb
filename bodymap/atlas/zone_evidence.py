"""Holds drawn zones against what the sources name: each pattern's strokes against its regions, on both figures.

Words come before strokes: a pattern says which regions it reaches and which it spares, and what was drawn has to agree.
Where it cannot, the difference stands with its reason in `evidence_exceptions.yaml`; one that no longer differs is a
mistake too. All areas are of the muscle's own side at positive x, in square chart units.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.entry import Entry, Identifier, Text
from bodymap.atlas.model import Muscle, Pattern, RegionName, Zone
from bodymap.atlas.placing import place_own_side
from bodymap.body.areas import Areas, size
from bodymap.body.chart_files import load_chart
from bodymap.body.chart_shape import OWN_CHARTS, SHAPES
from bodymap.body.figure import FIGURES, ChartName, FigureName, load_figure

WHOLE = 0.5
"""Least share of a region that the essential zone covers where the sources name it whole."""
TOUCHED = 0.03
"""Least share of a region that is covered where a part of it is named, or where it is spillover."""
STRAY = 0.1
"""Most of a region that may be covered though neither it nor a neighbour is named."""
SPARED = 0.02
"""Most of a region that may be covered though the pattern spares it: a line's width along the border."""
ALIKE = 0.25
"""Share by which the areas of a zone on the two figures may differ."""

LARGEST = {"head": 12_000, "trunk": 32_000, "arm": 20_000, "hand": 9_000, "leg": 40_000, "foot": 12_000}
"""Largest essential zone on one chart whose regions all lie in one part of the body, in square chart units."""

RARELY = re.compile(r"\b(rare|rarely|seldom|occasional|occasionally|once in)\b")
"""A part that is named as rare may be left out of the drawing."""

Rule = Literal["whole", "part", "spillover", "unnamed", "spared", "alike", "size"]


@dataclass(frozen=True)
class Difference:
    """Where the strokes of a pattern and its words do not agree."""

    pattern: int
    """Number of the pattern in its muscle."""
    point: str
    """The first trigger point of the pattern, by which an exception names it."""
    kind: Literal["essential", "spillover", "spares"]
    rule: Rule
    region: RegionName | None
    figure: FigureName | None
    sentence: str


class EvidenceException(Entry):
    """A difference that stays, with the reason. Without `region` or `figure` it holds for all of them."""

    muscle: Identifier
    point: Text
    rule: Rule
    region: RegionName | None = None
    figure: FigureName | None = None
    because: Text

    def holds_for(self, muscle: str, difference: Difference) -> bool:
        """Whether this is the exception of a difference."""
        return (
            (self.muscle, self.point, self.rule) == (muscle, difference.point, difference.rule)
            and self.region in (None, difference.region)
            and self.figure in (None, difference.figure)
        )


def differences(muscle: Muscle) -> Iterator[Difference]:
    """All differences between the words and the strokes of a muscle. Raises MisplacedError for strokes that miss."""
    for number, pattern in enumerate(muscle.patterns):
        placed: dict[FigureName, tuple[Areas, Areas]] = {}
        for figure in FIGURES:
            _, *zones = place_own_side(load_figure(figure), muscle.point(pattern.points[0]))
            placed[figure] = (zones[0], zones[1])
            yield from _on_figure(number, pattern, figure, *placed[figure])
        yield from _between_figures(number, pattern, placed)


def _on_figure(
    number: int, pattern: Pattern, figure: FigureName, essential: Areas, spillover: Areas
) -> Iterator[Difference]:
    first = pattern.points[0]
    around = pattern.spillover.regions if pattern.spillover else {}
    named = {*pattern.essential.regions, *around}

    def covered(zones: Sequence[Areas], name: str) -> float | None:
        region = region_area(figure, name)
        if region is None:
            return None
        chart, area = region
        return sum(shapely.intersection(zone[chart], area).area for zone in zones if chart in zone) / area.area

    for name, part in pattern.essential.regions.items():
        share = covered([essential], name)
        least, rule = (WHOLE, "whole") if _is_whole(part) else (TOUCHED, "part")
        if share is not None and share < least and not RARELY.search(part):
            sentence = f"the essential zone covers {share:.0%} of {name} on the {figure} figure, and the sources name "
            sentence += f"the region whole; cover at least {WHOLE:.0%}" if rule == "whole" else f"'{part}'; reach it"
            yield Difference(number, first, "essential", "whole" if rule == "whole" else "part", name, figure, sentence)
    for name, part in around.items():
        share = covered([spillover] if name not in pattern.essential.regions else [essential, spillover], name)
        if share is not None and share < TOUCHED and not RARELY.search(part):
            sentence = f"the spillover zone covers {share:.0%} of {name} on the {figure} figure; the sources name it"
            yield Difference(number, first, "spillover", "spillover", name, figure, sentence)
    for name in pattern.spares.regions if pattern.spares else ():
        share = covered([essential, spillover], name)
        if share is not None and share > SPARED and name not in named:
            sentence = f"the zones cover {share:.0%} of {name} on the {figure} figure, which the pattern spares"
            yield Difference(number, first, "spares", "spared", name, figure, sentence)
    yield from _unnamed(number, pattern, figure, named, [essential, spillover])
    yield from _too_large(number, pattern, figure, essential)


def _unnamed(
    number: int, pattern: Pattern, figure: FigureName, named: Collection[str], zones: Sequence[Areas]
) -> Iterator[Difference]:
    for chart in dict.fromkeys(chart for zone in zones for chart in zone):
        allowed: set[str] = set()
        for name in named:
            if (region_id := _id(name)) and _chart(name) == chart:
                allowed |= {region_id, *_neighbours(figure, chart)[region_id]}
        covering = shapely.union_all([zone[chart] for zone in zones if chart in zone])
        for region in load_chart(figure, chart).regions_touched(covering):
            share = shapely.intersection(region.area, covering).area / region.area.area
            if region.id not in allowed and share > STRAY:
                sentence = (
                    f"the zones cover {share:.0%} of {region.id} on the {figure} figure; neither it nor a neighbour "
                    "of it is named by the sources"
                )
                yield Difference(number, pattern.points[0], "spillover", "unnamed", _name(region.id), figure, sentence)


def _too_large(number: int, pattern: Pattern, figure: FigureName, essential: Areas) -> Iterator[Difference]:
    for chart, area in essential.items():
        parts = {body_part(name) for name in pattern.essential.regions if _chart(name) == chart}
        most = sum(LARGEST[part] for part in parts)
        if parts and area.area > most:
            sentence = (
                f"the essential zone is {area.area:,.0f} square units large on the {figure} figure's {chart} chart; "
                f"one of {' and '.join(sorted(parts))} is at most {most:,}"
            )
            yield Difference(number, pattern.points[0], "essential", "size", None, figure, sentence)


def _between_figures(
    number: int, pattern: Pattern, placed: Mapping[FigureName, tuple[Areas, Areas]]
) -> Iterator[Difference]:
    kinds: tuple[tuple[Literal["essential", "spillover"], Zone | None], ...] = (
        ("essential", pattern.essential),
        ("spillover", pattern.spillover),
    )
    for index, (kind, zone) in enumerate(kinds):
        sizes = {figure: size(zones[index]) for figure, zones in placed.items()}
        low, high = min(sizes.values()), max(sizes.values())
        if zone is not None and high - low > ALIKE * high:
            said = " and ".join(f"{area:,.0f} on the {figure} figure" for figure, area in sizes.items())
            sentence = f"the {kind} zone is {said}; they may differ by {ALIKE:.0%}"
            yield Difference(number, pattern.points[0], kind, "alike", None, None, sentence)


def _is_whole(part: str) -> bool:
    return part.startswith("whole")


_PARTS = {
    "head": "crown forehead temple ear eye nose cheek mouth jaw chin occiput mastoid head throat neck nape",
    "arm": "arm elbow forearm shoulder",
    "hand": "wrist palm thumb fingers hand finger",
    "leg": "thigh knee shin leg calf hip achilles",
    "foot": "ankle foot toe toes heel arch sole ball",
}


def body_part(name: RegionName) -> str:
    """The part of the body that a region belongs to: head, arm, hand, leg, foot or trunk."""
    words = set(name.removesuffix(":other").partition("/")[2].split("-"))
    if name.startswith("soles/"):
        return "foot"
    for part in ("hand", "foot", "arm", "leg", "head"):
        if words & set(_PARTS[part].split()):
            return part
    return "trunk"


def region_area(figure: FigureName, name: RegionName) -> tuple[ChartName, BaseGeometry] | None:
    """The area of a region of the muscle's own side, at positive x of the own chart (`OWN_CHARTS`).

    None for the other side's side view, which no zone of this side is drawn on.
    """
    region_id = _id(name)
    if region_id is None:
        return None
    return _chart(name), load_chart(figure, _chart(name)).regions[region_id].area


def _chart(name: RegionName) -> ChartName:
    return next(chart for kind, chart in OWN_CHARTS.items() if kind == name.partition("/")[0])


def _id(name: RegionName) -> str | None:
    """The id on its chart of a region of the side that is at positive x, or with `:other` at negative x."""
    plain, shape, other = name.removesuffix(":other"), SHAPES[_chart(name)], name.endswith(":other")
    if not shape.both_sides:
        return None if other else f"{shape.name}/{plain.partition('/')[2]}"
    sided = f"{plain}-{shape.side_at(-1 if other else 1)}"
    return sided if sided in load_chart(FIGURES[0], shape.name).regions else plain


def _name(region_id: str) -> RegionName:
    chart, _, name = region_id.partition("/")
    shape = next(shape for shape in SHAPES.values() if shape.name == chart)
    if not shape.both_sides:
        return f"{shape.kind}/{name}"
    plain, _, side = region_id.rpartition("-")
    if side not in ("left", "right"):
        return region_id
    return plain if side == shape.side_at(1) else f"{plain}:other"


@cache
def _neighbours(figure: FigureName, chart: ChartName) -> dict[str, set[str]]:
    """For each region of a chart, the regions that share a border with it."""
    regions = load_chart(figure, chart).regions
    return {
        name: {other.id for other in regions.values() if other.id != name and other.area.distance(region.area) < 0.1}
        for name, region in regions.items()
    }
