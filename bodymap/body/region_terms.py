"""The rows of `data/regions.csv`: what the regions of every chart are called. Their areas are on the charts."""

import csv
from dataclasses import dataclass
from functools import cache

from bodymap.body.figure import ChartName, Side
from bodymap.resources import resource


@dataclass(frozen=True)
class RegionTerm:
    """A row of `data/regions.csv`: what a region is called, in plain words and in the terms of anatomy."""

    chart: str
    name: str
    sides: tuple[Side, ...]
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
    sides: dict[str, tuple[Side, ...]] = {"left right": ("left", "right"), "midline": ("midline",), "own": ("midline",)}
    return tuple(
        RegionTerm(
            row["chart"], row["region"], sides[row["sides"]], row["label"], row["term"],
            row["choir"], row["michigan"], row["wpi"],
        )
        for row in rows
    )  # fmt: skip


def region_ids(chart: ChartName) -> dict[str, tuple[RegionTerm, Side]]:
    """Every region id that a front or back chart must hold, with its row and side."""
    return {
        f"{chart}/{term.name}" + ("" if side == "midline" else f"-{side}"): (term, side)
        for term in region_terms()
        if term.chart == chart
        for side in term.sides
    }
