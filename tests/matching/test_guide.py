"""The guide of a region lists every muscle whose zones reach it, and no other: essential and common first."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FIGURES, FigureName
from bodymap.cli import main
from bodymap.matching.guide import REACHES, region_guide
from bodymap.matching.knowledge import shipped_knowledge
from tests.refusals import refused

REGIONS = sorted(region for chart in load_charts("female").values() for region in chart.regions)
WHOLE = shipped_knowledge("whole-body")


@given(region=st.sampled_from(REGIONS), figure=st.sampled_from(FIGURES))
def test_every_muscle_that_reaches_the_region_is_there_and_no_other(region: str, figure: FigureName) -> None:
    rows = region_guide(WHOLE, region, figure)
    chart = region.partition("/")[0]
    area = WHOLE.charts(figure)[chart].regions[region].area  # type: ignore[index]
    for key, zones in WHOLE.index(figure).united.items():
        there = shapely.intersection(zones.get(chart, shapely.Polygon()), area).area / area.area  # type: ignore[call-overload]
        row = next((row for row in rows if (row.muscle, row.side) == key), None)
        if row is None:
            assert there < REACHES * len(WHOLE.atlas.muscles[key[0]].trigger_points)
        else:
            assert there + 1e-9 >= row.essential + row.spillover >= REACHES - 1e-9
    essential = [row.essential >= REACHES for row in rows]
    assert essential == sorted(essential, reverse=True)


def test_a_region_without_its_side_is_both() -> None:
    both = region_guide(WHOLE, "back/lumbar")
    right = region_guide(WHOLE, "back/lumbar-right")
    assert {row.muscle for row in both} == {row.muscle for row in right}
    assert {row.side for row in both} == {"left", "right"}


def test_of_essential_zones_the_common_ones_come_first() -> None:
    rows = [row for row in region_guide(WHOLE, "back/buttock-upper-right") if row.essential >= REACHES]
    often = [row.common[1] if row.common else 0 for row in rows]
    assert often == sorted(often, reverse=True)
    assert often[0] > 0


@pytest.mark.parametrize("region", ["back/tail", "tail", "", "back/", "no chart/lumbar"])
def test_an_unknown_region_is_refused(region: str) -> None:
    with refused("drawing.unknown_region", region=region):
        region_guide(WHOLE, region)


def test_the_command_prints_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["atlas", "guide", "back/lumbar-right", "--set", "articles", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    expected = region_guide(shipped_knowledge("articles"), "back/lumbar-right")
    assert [(row["muscle"], row["side"]) for row in rows] == [(row.muscle, row.side) for row in expected]
    assert main(["atlas", "guide", "back/lumbar-right", "--set", "articles"]) == 0
    assert "quadratus lumborum" in capsys.readouterr().out.lower()
    assert main(["atlas", "guide", "front/palm-left", "--set", "articles"]) == 0
    assert capsys.readouterr().out == "No muscle of this set refers pain to front/palm-left.\n"
    assert main(["atlas", "guide", "back/tail"]) == 2
    assert main(["rank", "docs/examples/low-back-and-leg.json", "--set", "no such set"]) == 2
