"""Figures and their landmarks: named points of a measured body, in chart units.

Not the drawn charts (`bodymap.body.chart`): this module reads only the numbers in `data/figures/`.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from bodymap.errors import BodymapError
from bodymap.resources import resource

FigureName = Literal["female", "male"]
ChartName = Literal["front", "back", "left", "right", "soles"]
Side = Literal["left", "right", "midline"]

FIGURES: tuple[FigureName, ...] = get_args(FigureName)
CHARTS: tuple[ChartName, ...] = get_args(ChartName)
"""All charts of a figure. What each shows is in `bodymap.body.chart_shape`."""

HEIGHT = 1800.0
"""Height of every figure, in chart units."""


@dataclass(frozen=True)
class Landmark:
    """A bony or surface point. Of a pair the one at `x` ≥ 0; on a side chart there is no pair."""

    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Figure:
    """The measured numbers of one body: landmarks of each chart, by name."""

    name: FigureName
    landmarks: dict[ChartName, dict[str, Landmark]]

    def landmark(self, chart: ChartName, name: str) -> Landmark:
        """The landmark of that name on that chart; KeyError names it if there is none."""
        try:
            return self.landmarks[chart][name]
        except KeyError:
            raise KeyError(f"landmark '{name}' on chart '{chart}' of the {self.name} figure") from None

    def belt_line(self, chart: ChartName = "back") -> float:
        """Ordinate of the belt-line: the line along both iliac crests, at the height of their tops (L4).

        At or above it is low back; below it are buttock, sacroiliac joint and sacrum (design, section 2). KeyError on
        the chart of the soles.
        """
        return self.landmark(chart, "iliac_crest_top" if chart in ("left", "right") else "iliac_crest_top_L4").y


def figure_content(name: FigureName) -> dict[str, Any]:
    """The whole content of `data/figures/<name>.json`: outlines, lines, shading, landmarks and their provenance."""
    with resource("data", "figures", f"{name}.json").open(encoding="utf-8") as file:
        content: dict[str, Any] = json.load(file)
    return content


@cache
def load_figure(name: FigureName) -> Figure:
    """Landmarks of a figure. The spinous processes join them as `spinous_T12`, `spinous_L4` … on the back chart."""
    if name not in FIGURES:
        raise BodymapError("figure.unknown", figure=name, known=tuple(FIGURES))
    numbers = figure_content(name)
    landmarks: dict[ChartName, dict[str, Landmark]] = {}
    for chart, view in numbers["views"].items():
        landmarks[chart] = {key: Landmark(key, point["x"], point["y"]) for key, point in view["landmarks"].items()}
    for level, y in numbers["spinous_levels_y"].items():  # anthropometric ratios, of low to medium confidence
        key = f"spinous_{level.partition('(')[0]}"
        landmarks["back"][key] = Landmark(key, 0.0, y)
    return Figure(name, landmarks)
