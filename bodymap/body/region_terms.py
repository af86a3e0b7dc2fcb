"""The rows of `data/regions.csv`: what the regions of every chart are called. Their areas are on the charts."""

import csv
from dataclasses import dataclass
from functools import cache
from typing import cast

from bodymap.body.chart_shape import SHAPES, ChartKind
from bodymap.body.figure import ChartName, Side
from bodymap.resources import resource


@dataclass(frozen=True)
class RegionTerm:
    """A row of `data/regions.csv`: what a region is called, in plain words and in the terms of anatomy."""

    chart: ChartKind
    name: str
    sides: tuple[Side, ...]
    """Empty on a side chart, all of which is one side."""
    label: str
    term: str
    choir: str
    michigan: str
    wpi: str


@cache
def region_terms() -> tuple[RegionTerm, ...]:
    """All rows of `data/regions.csv`, for every chart, in its order."""
    with resource("data", "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    sides: dict[str, tuple[Side, ...]] = {"left right": ("left", "right"), "midline": ("midline",), "own": ()}
    return tuple(
        RegionTerm(
            cast("ChartKind", row["chart"]), row["region"], sides[row["sides"]], row["label"], row["term"],
            row["choir"], row["michigan"], row["wpi"],
        )
        for row in rows
    )  # fmt: skip


def region_ids(chart: ChartName) -> dict[str, tuple[RegionTerm, Side]]:
    """Every region id that a chart must hold, with its row and side, e.g. `back/lumbar-left` or `left/hip-side`."""
    shape = SHAPES[chart]
    rows = [term for term in region_terms() if term.chart == shape.kind]
    if not shape.both_sides:
        return {f"{chart}/{term.name}": (term, shape.at_positive) for term in rows}
    return {
        f"{chart}/{term.name}" + ("" if side == "midline" else f"-{side}"): (term, side)
        for term in rows
        for side in term.sides
    }
