"""What changed and what came how often, as layers of a chart: gone, persisting, new; and the steps of a heat map.

Pattern and lightness say what colour says: gone is hatched and has no ground, persisting is flat, new is dark and
dotted; a heat map gets darker step by step (lighter on a dark screen), with a line around each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.body.areas import Areas
from bodymap.body.frequency import FrequencyMap
from bodymap.clinic.analysis.comparison import Comparison
from bodymap.report.graphics.layers import Layers
from bodymap.report.graphics.legend import SAMPLE_HEIGHT, SAMPLE_WIDTH
from bodymap.report.graphics.scene import (
    SLIVER,
    Dots,
    Fill,
    Group,
    Item,
    Outline,
    geometry_curve,
    hatching,
    line_curve,
    stipple,
)
from bodymap.report.graphics.theme import THEMES, Theme

Change = Literal["gone", "persisting", "new"]
CHANGE_WORDS: dict[Change, str] = {
    "gone": "gone since then",
    "persisting": "still there",
    "new": "new",
}

GONE_GAP, GONE_WIDTH = 14.0, 2.3
DASH = (9.0, 6.0)
DOT_GAP, DOT_RADIUS = 9.0, 1.9
PERSISTING_STRENGTH, NEW_STRENGTH, HEAT_STRENGTH = 0.62, 0.88, 0.86

MOST_STEPS = 6
"""Steps of a heat map that eyes keep apart."""


@dataclass(frozen=True)
class ChangeColors:
    """Colours as "#rrggbb" for one theme; `heat` runs from seldom to often."""

    gone: str
    persisting: str
    new: str
    dots: str
    heat: tuple[str, ...]


_ON_LIGHT = ChangeColors(
    gone="#33566b",
    persisting="#e39a3c",
    new="#7d1247",
    dots="#ffffff",
    heat=("#f8d568", "#f3a945", "#e2733b", "#bf4148", "#842458", "#431151"),
)
_ON_DARK = ChangeColors(
    gone="#bfe3f7",
    persisting="#edb45c",
    new="#5c0838",
    dots="#ffd9ec",
    heat=("#4b2368", "#86306f", "#c24364", "#ee6d4e", "#fbaa50", "#fdeb9c"),
)
CHANGE_COLORS = {"light": _ON_LIGHT, "paper": _ON_LIGHT, "dark": _ON_DARK}
"""By the name of the theme."""


def _visible(area: BaseGeometry) -> BaseGeometry:
    """An area without the slivers that two nearly equal borders leave; they would show as stray lines."""
    return shapely.MultiPolygon([part for part in shapely.get_parts(area) if part.area >= SLIVER])


def _pattern(change: Change, area: BaseGeometry, theme: Theme, weight: float = 1.0, gap: float = 1.0) -> list[Item]:
    colors, path = CHANGE_COLORS[theme.name], geometry_curve(area)
    if change == "gone":
        hatch = Outline(line_curve(hatching(area, GONE_GAP * gap)), colors.gone, GONE_WIDTH * weight, 0.8)
        return [hatch, Outline(path, colors.gone, 3.4 * weight, 1.0, tuple(length * gap for length in DASH))]
    if change == "persisting":
        return [
            Fill(path, colors.persisting, PERSISTING_STRENGTH),
            Outline(path, colors.persisting, 1.6 * weight, 0.95),
        ]
    dots = Dots(stipple(area, DOT_GAP * gap, DOT_RADIUS * gap), DOT_RADIUS * gap, colors.dots, 0.9)
    edge = colors.dots if theme.name == "dark" else colors.new
    return [Fill(path, colors.new, NEW_STRENGTH), dots, Outline(path, edge, 3.0 * weight)]


def change_groups(comparison: Comparison, theme: Theme) -> Layers:
    """Gone, persisting and new places of a comparison, by chart; empty where figures differ."""
    layers: Layers = {}
    by_change: tuple[tuple[Change, Areas], ...] = (
        ("gone", comparison.gone), ("persisting", comparison.persisting), ("new", comparison.new),
    )  # fmt: skip
    for change, areas in by_change:
        for chart, area in areas.items():
            visible = _visible(area)
            if not visible.is_empty:
                items = tuple(_pattern(change, visible, theme))
                layers.setdefault(chart, []).append(Group(f"{change}-{chart}", items, CHANGE_WORDS[change]))
    return layers


_BOX = shapely.box(1, 1, SAMPLE_WIDTH - 1, SAMPLE_HEIGHT - 1)


def change_sample(change: Change, theme: Theme) -> tuple[Item, ...]:
    """A sample of the pattern, as those of `report.legend`."""
    return Fill(geometry_curve(_BOX), theme.skin), *_pattern(change, _BOX, theme, 0.6, 0.5)


def heat_steps(highest: int) -> tuple[tuple[int, int], ...]:
    """The counts from 1 to `highest` in at most MOST_STEPS steps, each its least and most.

    Steps are single counts where that does, else they grow as squares do: most places are marked seldom, and what is
    seldom would be one colour in even steps.
    """
    ends = [0]
    for number in range(1, min(MOST_STEPS, highest) + 1):
        ends.append(max(ends[-1] + 1, ceil(highest * (number / MOST_STEPS) ** 2)))
    if highest > 0:
        ends[-1] = highest
    return tuple((low + 1, high) for low, high in pairwise(ends))


def heat_color(step: int, steps: int, theme: Theme) -> str:
    """The colour of a step, counted from 0. The last colour is always that of the most, however few steps there are."""
    scale = CHANGE_COLORS[theme.name].heat
    return scale[-1] if steps == 1 else scale[round(step * (len(scale) - 1) / (steps - 1))]


def heat_groups(found: FrequencyMap, theme: Theme, steps: Sequence[tuple[int, int]] | None = None) -> Layers:
    """A frequency map: for each step the places of its counts. Other `steps` make two maps comparable."""
    return _heat(found, theme.name, heat_steps(found.highest) if steps is None else tuple(steps))


@lru_cache(maxsize=8)
def _heat(found: FrequencyMap, theme: str, steps: tuple[tuple[int, int], ...]) -> Layers:
    """Kept for a window that changes its size: a thousand drawings take half a second."""
    layers: Layers = {}
    for number, (least, most) in enumerate(steps):
        color = heat_color(number, len(steps), THEMES[theme])
        for chart, area in found.between(least, most).items():
            path = geometry_curve(area)
            items = (Fill(path, color, HEAT_STRENGTH), Outline(path, THEMES[theme].outline, 0.7, 0.35))
            layers.setdefault(chart, []).append(Group(f"count-{chart}-{least}", items, _counted(least, most)))
    return layers


def _counted(least: int, most: int) -> str:
    return f"{least}" if least == most else f"{least}–{most}"


def heat_legend(highest: int, theme: Theme) -> list[tuple[tuple[Item, ...], str]]:
    """Samples of the steps with their counts."""
    steps = heat_steps(highest)
    box = geometry_curve(_BOX)
    return [
        (
            (
                Fill(box, theme.skin),
                Fill(box, heat_color(number, len(steps), theme), HEAT_STRENGTH),
                Outline(box, theme.outline, 0.7, 0.35),
            ),
            _counted(least, most),
        )
        for number, (least, most) in enumerate(steps)
    ]
