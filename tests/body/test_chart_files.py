"""Our own charts: quick to read, the same through both doors, and a damaged one is named."""

import time
from pathlib import Path

import pytest

from bodymap.body.chart_files import read_own_chart
from bodymap.body.figure import CHARTS, FIGURES, ChartName, FigureName
from bodymap.body.imported.report import check_chart
from bodymap.body.region_terms import region_ids
from bodymap.resources import resource
from tests.refusals import refused

OWN = [(figure, chart) for figure in FIGURES for chart in CHARTS]


def _file(figure: FigureName, chart: ChartName) -> Path:
    return resource("assets", "svg", f"{figure}-{chart}.svg")


@pytest.mark.parametrize(("figure", "chart"), OWN)
def test_report_and_program_see_the_same_regions(figure: FigureName, chart: ChartName) -> None:
    report = check_chart(_file(figure, chart))
    ours = read_own_chart(_file(figure, chart), figure, chart)
    assert (report.ok, report.figure, report.chart, report.missing) == (True, figure, chart, ())
    assert report.view_box == ours.view_box
    assert report.mended == ()
    assert {region.id: region.side for region in report.regions} == {r.id: r.side for r in ours.regions.values()}
    for region in report.regions:
        assert region.area.area == pytest.approx(ours.regions[region.id].area.area, rel=1e-9)
        assert region.area.symmetric_difference(ours.regions[region.id].area).area < 1e-6
        assert region.side_from == "data/regions.csv"


def test_reading_is_quick() -> None:
    region_ids("front")
    times = []
    for _ in range(3):
        started = time.process_time()
        read_own_chart(_file("female", "front"), "female", "front")
        times.append(time.process_time() - started)
    assert min(times) < 0.4  # 60 ms measured on an idle machine; the rest is room for a slow or busy one


def test_a_region_that_is_gone_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "female-back.svg"
    path.write_text(_file("female", "back").read_text(encoding="utf-8").replace('"back/lumbar-left"', '"back/lumbar"'))
    report = check_chart(path)
    assert (report.ok, report.missing) == (False, ("back/lumbar-left",))
    assert "cannot be used as it is" in report.to_table()
    assert "region with an id that data/regions.csv does not have" in {remark.what for remark in report.left_out}
    with refused("chart.no_element", element="back/lumbar-left"):
        read_own_chart(path, "female", "back")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("viewBox=", "box=", "chart.no_view_box"),
        (', left" d="', ', left" d="M900 0h9v9z', "chart.not_one_piece"),
        ('id="skin" d="', 'id="skin" d="M0 0h9" data-was="', "chart.no_area"),
        ('opacity="', 'opacity="dark', "chart.opacity"),
        ("</svg>", "", "svg.not_xml"),
    ],
)
def test_a_damaged_chart_says_what_is_wrong(tmp_path: Path, old: str, new: str, code: str) -> None:
    path = tmp_path / "female-back.svg"
    content = _file("female", "back").read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with refused(code, file="female-back.svg"):
        read_own_chart(path, "female", "back")
