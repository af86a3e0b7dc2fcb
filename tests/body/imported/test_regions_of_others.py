"""Charts that we did not draw: what is taken, mended and left out, and that no side is guessed in silence."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from bodymap.body.imported.naming import decoded
from bodymap.body.imported.regions import MAX_REGIONS, FoundRegion
from bodymap.body.imported.report import ChartReport, check_chart
from bodymap.body.imported.side_names import sides_in_name, view_in_name

CHARTS = Path(__file__).parents[2] / "charts"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 400 800">{}</svg>'
)


def _read(folder: Path, content: str, name: str = "chart.svg") -> ChartReport:
    path = folder / name
    path.write_text(SVG.format(content) if not content.startswith("<svg") else content, encoding="utf-8")
    return check_chart(path)


def _by_id(report: ChartReport) -> dict[str, FoundRegion]:
    assert len({region.id for region in report.regions}) == len(report.regions)
    assert all(region.area.is_valid for region in report.regions)
    return {region.id: region for region in report.regions}


def _left_out(report: ChartReport) -> dict[str, int]:
    return {remark.what: remark.count for remark in report.left_out}


def _mended(report: ChartReport) -> str:
    return "\n".join(f"{remark.what} | {remark.where}" for remark in report.mended)


# Four files in the manner of the programs that people use


def test_illustrator() -> None:
    report = check_chart(CHARTS / "illustrator-front.svg")
    regions = _by_id(report)
    assert report.view_box == (0, 0, 384, 288)
    assert "units converted" in _mended(report)
    assert {name: round(region.area.area) for name, region in regions.items()} == {
        "thigh_left": 3600, "thigh_right": 3600, "thigh_right-2": 2400, "navel": 452,
    }  # fmt: skip
    assert regions["thigh_left"].side == "left"
    assert regions["thigh_right-2"].side == "right"
    left_out = _left_out(report)
    assert left_out["hidden shape or layer"] == 2
    assert left_out["outline or background: it encloses 4 other shapes"] == 1
    assert left_out["text"] == left_out["foreign object"] == left_out["defined but not drawn"] == 1


def test_inkscape() -> None:
    report = check_chart(CHARTS / "inkscape-layers.svg")
    regions = _by_id(report)
    assert report.size == "210mm × 297mm"
    assert {region.label: (region.side, round(region.area.area)) for region in regions.values()} == {
        "Calf, left": ("left", 1600), "Calf, right": ("right", 1600), "Sacrum": ("midline", 1600),
        "Heel": ("left", 900), "cut": ("right", 400),
    }  # fmt: skip
    assert regions["path812"].area.bounds == pytest.approx((40, 60, 80, 100))
    assert regions["use9"].area.bounds == pytest.approx((120, 60, 160, 100))
    assert regions["cut"].area.bounds == pytest.approx((100, 220, 120, 240))
    assert "back view by the group 'Back view'" in regions["path77"].side_from
    left_out = _left_out(report)
    assert left_out["hidden shape or layer"] == left_out["defined but not drawn"] == 1
    assert left_out["image: pixels hold no regions"] == left_out["gradient: colour only"] == 1


def test_evils() -> None:
    report = check_chart(CHARTS / "evils.svg")
    regions, mended = _by_id(report), _mended(report)
    assert {name: round(region.area.area) for name, region in regions.items()} == {
        "arm": 10000, "arm-2": 10000, "bow": 5000, "eyes-viewer-left": 1600, "eyes-viewer-right": 1600,
        "ring": 6400, "nested": 10000, "mistake": 10000, "region-1": 10000,
    }  # fmt: skip
    assert report.view_box == (0, 0, 300, 990)
    for what in (
        "view box computed", "open ring closed", "ring that crosses itself made valid | path 'bow'",
        "duplicate id 'arm' renamed to 'arm-2'", "both sides in one path", "no id: called 'region-1'",
        "drawn up to a mistake in its data | path 'mistake', line 9",
    ):  # fmt: skip
        assert what in mended
    assert set(_left_out(report).values()) == {1}
    assert {region.side for region in regions.values()} == {"unknown"}


def test_symbols_and_shapes() -> None:
    regions = _by_id(check_chart(CHARTS / "symbols.svg"))
    expected = {
        "small-disc": 100 * np.pi, "large-disc": 400 * np.pi, "stretched": 5000, "percent": 200 * np.pi,
        "half-disc": 200 * np.pi, "parabola": 1600 / 3, "smooth": 1200, "tooth": 600, "tooth-line": 600,
        "rounded": 900 - (4 - np.pi) * 100,
    }  # fmt: skip
    assert {name: region.area.area for name, region in regions.items()} == pytest.approx(expected, rel=1e-3)
    assert regions["large-disc"].area.bounds == pytest.approx((50, 10, 90, 50), abs=0.01)
    assert regions["stretched"].area.bounds == (100, 100, 200, 150)


# Sides


@pytest.mark.parametrize(
    ("name", "sides"),
    [
        ("thigh_L", {"left"}), ("L-thigh", {"left"}), ("leftThigh", {"left"}), ("Thigh, right", {"right"}),
        ("coxa dextra", {"right"}), ("l", {"left"}), ("left and right knee", {"left", "right"}),
        ("midline", {"midline"}),
        ("L4", set()), ("lumbar L5 S1", set()), ("cleft", set()), ("bright", set()), ("calf", set()), ("", set()),
    ],
)  # fmt: skip
def test_sides_in_names(name: str, sides: set[str]) -> None:
    assert sides_in_name(name) == sides


def test_views_in_names() -> None:
    assert view_in_name("Back view") == "back"
    assert view_in_name("female_front") == "front"
    assert view_in_name("lower_back") is None
    assert view_in_name("front and back") is None
    assert view_in_name("my-chart-anterior-2", only=False) == "front"


def test_escaped_names_are_decoded() -> None:
    assert decoded("left_x5F_thigh_1_") == "left_thigh"
    assert decoded("a_x20_b") == "a b"
    assert decoded("_x110000FF_") == "_x110000FF_"


PAIR = '<rect id="a" x="50" y="50" width="80" height="80"/><rect id="b" x="270" y="50" width="80" height="80"/>'


def test_without_names_or_view_no_side_is_known(tmp_path: Path) -> None:
    regions = _by_id(_read(tmp_path, PAIR))
    assert {region.side for region in regions.values()} == {"unknown"}
    assert regions["a"].side_from == "neither a name nor a known view says it"


@pytest.mark.parametrize(("name", "side"), [("body-front.svg", "right"), ("body_posterior.svg", "left")])
def test_a_view_in_the_file_name_is_used_and_said(tmp_path: Path, name: str, side: str) -> None:
    region = _by_id(_read(tmp_path, PAIR, name))["a"]
    assert region.side == side
    assert region.side_from.startswith("assumed from its place")
    assert "the file name" in region.side_from


def test_two_views_in_one_file_stay_apart(tmp_path: Path) -> None:
    front = f'<g id="front" transform="scale(.5)">{PAIR}</g>'
    back = f'<g id="back" transform="translate(200 0) scale(.5)">{PAIR}</g>'
    report = _read(tmp_path, front + back, "front-and-back.svg")
    assert {region.id: region.side for region in report.regions} == {
        "a": "right", "b": "left", "a-2": "left", "b-2": "right",
    }  # fmt: skip


def test_a_name_against_the_place_is_not_decided(tmp_path: Path) -> None:
    content = PAIR.replace('"a"', '"thigh-left"').replace('"b"', '"thigh-right"')
    region = _by_id(_read(tmp_path, content, "front.svg"))["thigh-left"]
    assert region.side == "unknown"
    assert "says left, but it lies where" in region.side_from


BOTH = '<path id="knees" d="M50 50h80v80h-80zM270 50h80v80h-80z"/>'


def test_both_sides_in_one_path_become_two_regions(tmp_path: Path) -> None:
    assert {r.id: (r.side, r.area.area) for r in _read(tmp_path, BOTH).regions} == {
        "knees-viewer-left": ("unknown", 6400), "knees-viewer-right": ("unknown", 6400),
    }  # fmt: skip
    regions = _by_id(_read(tmp_path, BOTH, "back.svg"))
    assert {name: region.side for name, region in regions.items()} == {"knees-left": "left", "knees-right": "right"}
    assert regions["knees-left"].area.centroid.x == 90


def test_pieces_of_one_side_stay_one_region(tmp_path: Path) -> None:
    (region,) = _read(tmp_path, BOTH.replace("knees", "toes-left")).regions
    assert (region.side, region.area.geom_type) == ("left", "MultiPolygon")


# Drawing


def test_thousands_of_dots_are_counted_and_left_out(tmp_path: Path) -> None:
    dots = "".join(f'<circle cx="{i % 80 * 5}" cy="{i // 80 * 5 + 150}" r="0.8"/>' for i in range(4000))
    large = "".join(f'<circle cx="{i % 30 * 9}" cy="{i // 30 * 9 + 500}" r="4"/>' for i in range(300))
    report = _read(tmp_path, PAIR + dots + large)
    assert set(_by_id(report)) == {"a", "b"}
    assert _left_out(report) == {
        "tiny shape, such as a dot or a hairline": 4000, "dot of a pattern: many shapes of one size": 300,
    }  # fmt: skip


def test_of_too_many_shapes_the_largest_are_taken(tmp_path: Path) -> None:
    grid = "".join(f'<path d="M{i % 50 * 8} {i // 50 * 7}h{3 + i / 430}v3h-{3 + i / 430}z"/>' for i in range(5100))
    report = _read(tmp_path, grid + PAIR.replace('y="50"', 'y="719"'))
    assert len(report.regions) == MAX_REGIONS
    assert {"a", "b"} <= set(_by_id(report))
    assert _left_out(report)[f"shape that is not among the {MAX_REGIONS:,} largest"] == 5102 - MAX_REGIONS


@pytest.mark.parametrize(
    "hiding",
    ['display="none"', 'style="display: none"', 'visibility="hidden"', 'class="off"', 'class="x off"', 'id="gone"'],
)
def test_hidden_layers_are_left_out(tmp_path: Path, hiding: str) -> None:
    style = "<style>/* a { b } */ .off, #gone {display:none !important}</style>"
    report = _read(tmp_path, f'{style}<g {hiding}><path d="M0 0h90v90z"/></g>{PAIR}')
    assert set(_by_id(report)) == {"a", "b"}
    assert _left_out(report) == {"hidden shape or layer": 1}


def test_what_becomes_visible_again_inside_is_taken(tmp_path: Path) -> None:
    report = _read(tmp_path, f'<g visibility="hidden"><g visibility="visible">{PAIR}</g></g>')
    assert set(_by_id(report)) == {"a", "b"}


def test_a_shape_drawn_twice_is_taken_once_with_its_name(tmp_path: Path) -> None:
    report = _read(tmp_path, '<path id="path1" d="M0 0h90v90z"/><path id="thigh" fill="none" d="M0 0h90v90z"/>')
    assert [region.label for region in report.regions] == ["thigh"]
    assert _left_out(report) == {"shape drawn a second time at the same place": 1}


def test_shapes_beside_the_page_are_left_out(tmp_path: Path) -> None:
    report = _read(tmp_path, f'{PAIR}<rect x="500" width="99" height="99"/>')
    assert _left_out(report) == {"shape outside the view box": 1}


def test_a_rule_that_is_not_understood_is_said(tmp_path: Path) -> None:
    report = _read(tmp_path, f"<style>g > path {{display:none}}</style>{PAIR}")
    assert _left_out(report) == {"style rule that is not understood": 1}


def test_an_open_ring_is_closed_if_painted_or_nearly_closed(tmp_path: Path) -> None:
    open_ring = "M0 0h90v90h-90"
    assert _read(tmp_path, f'<path d="{open_ring}"/>').regions
    report = _read(tmp_path, f'<path fill="none" d="{open_ring}"/>')
    assert (report.ok, _left_out(report)) == (False, {"open line": 1})
    assert _read(tmp_path, f'<path fill="none" d="{open_ring}v-88"/>').regions


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "chart.svg"
    path.write_bytes(SVG.format(PAIR.replace('"a"', '"Gesäß"')).encode(encoding))
    assert [region.id for region in check_chart(path).regions] == ["Gesäß", "b"]


def test_packed_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "chart.svgz"
    path.write_bytes(gzip.compress(SVG.format(PAIR).encode()))
    assert len(check_chart(path).regions) == 2


def test_a_file_without_namespace_is_read(tmp_path: Path) -> None:
    assert len(_read(tmp_path, f'<svg viewBox="0 0 400 800">{PAIR}</svg>').regions) == 2


# The report


def test_report_as_json_and_table(tmp_path: Path) -> None:
    report = _read(tmp_path, PAIR + BOTH + "<text>Right</text>")
    content = json.loads(json.dumps(report.to_json(), allow_nan=False))
    assert content["file"] == "chart.svg"
    assert (content["ok"], content["own"], content["figure"], content["chart"]) == (True, False, None, None)
    assert content["view_box"] == [0, 0, 400, 800]
    assert content["taken"] == len(content["regions"])
    assert set(content["regions"][0]) == {"id", "label", "side", "side_from", "area", "centroid"}
    assert content["left_out"][0] == {"what": "text", "where": "text, line 1", "count": 1}
    assert all(set(remark) == {"what", "where"} for remark in content["mended"])
    table = report.to_table()
    for region in report.regions:
        assert region.id in table
        assert region.side_from in table


def test_names_cannot_play_with_the_terminal(tmp_path: Path) -> None:
    report = _read(tmp_path, f'<path id="x&#x9b;31m&#10;y" d="M0 0h90v90z"/>{PAIR}')
    assert all(line.isprintable() for line in report.to_table().splitlines())
