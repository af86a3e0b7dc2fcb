"""Builds the charts: the measured figures of `data/figures/` become `assets/svg/<figure>-<chart>.svg`.

    .venv/bin/python -m tools.build_charts [FOLDER]

Run it from the top of the checkout after changing a figure, `data/regions.csv` or a recipe in `tools/charts/`, and
commit what it writes. The same input gives the same bytes. `docs/charts.md` tells the story.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from shapely import Polygon

from bodymap.body.chart_shape import OWN_CHARTS, SHAPES, ChartKind, on_side
from bodymap.body.figure import CHARTS, FIGURES, ChartName, FigureName, Side, figure_content, load_figure
from bodymap.body.region_terms import region_ids
from tools.charts.back import back
from tools.charts.front import front
from tools.charts.halfbody import HalfBody
from tools.charts.partition import Plan, both_halves, divide, mirrored, outline_of
from tools.charts.side import side
from tools.charts.soles import soles
from tools.charts.svg import NamedRegion, chart_svg

RECIPES: dict[ChartKind, Callable[[HalfBody], Plan]] = {"front": front, "back": back, "side": side, "soles": soles}


def build(figure: FigureName, chart: ChartName) -> str:
    """The SVG text of one chart. Raises ValueError if the recipe and `data/regions.csv` name different regions."""
    numbers = figure_content(figure)
    kind = SHAPES[chart].kind
    own = OWN_CHARTS[kind]
    body = HalfBody(load_figure(figure), own, numbers["views"][own]["outline"])
    plan = RECIPES[kind](body)
    halves = divide(body, plan.lines, plan.seeds)
    wanted = region_ids(chart)
    if differing := {term.name for term, _ in wanted.values()} ^ halves.keys():
        raise ValueError(f"recipe and regions.csv differ on {chart}: {', '.join(sorted(differing))}")
    regions = []
    for region_id, (term, place) in wanted.items():
        label = term.label if place == "midline" else f"{term.label}, {place}"
        regions.append(NamedRegion(region_id, label, _on_side(halves[term.name], place, own)))
    outline = outline_of(region.area for region in regions)
    return chart_svg(
        figure, chart, view=numbers["views"][chart], strokes=numbers["meta"]["stroke_units"], outline=outline,
        regions=regions,
    )  # fmt: skip


def _on_side(half: Polygon, place: Side, own: ChartName) -> Polygon:
    if place == "midline":
        return both_halves(half)
    _, sign = on_side(own, place)
    return half if sign > 0 else mirrored(half)


def main(folder: Path) -> None:
    """Writes every chart of every figure into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for figure in FIGURES:
        for chart in CHARTS:
            (folder / f"{figure}-{chart}.svg").write_text(build(figure, chart), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "assets" / "svg")
