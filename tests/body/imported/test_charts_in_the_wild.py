"""Kinds of published charts: layers of muscles, grids and dots, lone limbs, several figures, names in classes."""

from pathlib import Path

import pytest

from bodymap.body.imported.report import ChartReport, check_chart


def read(folder: Path, content: str, name: str = "chart.svg", box: str = "0 0 400 800") -> ChartReport:
    path = folder / name
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{content}</svg>', encoding="utf-8")
    return check_chart(path)


def sides(report: ChartReport) -> dict[str, str]:
    return {region.id: region.side for region in report.regions}


LAYERS = "".join(
    f'<path id="{name}" d="M{x} {y}h{width}v{height}h-{width}z"/>'
    for name, x, y, width, height in [
        ("gluteus_maximus", 60, 300, 130, 120), ("gluteus_medius", 70, 305, 110, 40), ("piriformis", 75, 383, 110, 32),
        ("gluteus_minimus", 75, 350, 105, 30), ("hamstrings", 70, 430, 110, 170),
    ]
)  # fmt: skip


def test_a_named_muscle_stays_however_many_lie_on_it(tmp_path: Path) -> None:
    assert len(read(tmp_path, LAYERS).regions) == 5


def test_an_outline_and_a_background_go(tmp_path: Path) -> None:
    behind = '<rect width="400" height="800"/><path id="body_outline" d="M20 20h360v760h-360z"/>'
    report = read(tmp_path, behind + LAYERS)
    assert len(report.regions) == 5
    assert sum(remark.count for remark in report.left_out) == 2


@pytest.mark.parametrize("naming", ['id="c{}"', 'id="rect{}" data-region="cell {}"', 'id="rect{}" class="cell-{} st0"'])
def test_cells_of_a_grid_that_have_names_are_regions(tmp_path: Path, naming: str) -> None:
    cells = "".join(
        f'<rect {naming.format(n, n)} x="{n % 40 * 10}" y="{n // 40 * 10}" width="10" height="10"/>'
        for n in range(1944)
    )
    report = read(tmp_path, cells)
    assert len(report.regions) == 1944
    assert not report.left_out


def test_dots_with_names_are_regions_however_small(tmp_path: Path) -> None:
    dots = "".join(f'<circle id="p{n:04}a" cx="{n % 40 * 9}" cy="{n // 40 * 9}" r="0.7"/>' for n in range(400))
    assert len(read(tmp_path, dots).regions) == 400


def test_dots_without_names_are_decoration(tmp_path: Path) -> None:
    dots = "".join(f'<circle id="circle{n}" cx="{n % 40 * 9}" cy="{n // 40 * 9}" r="0.7"/>' for n in range(400))
    report = read(tmp_path, dots + LAYERS)
    assert len(report.regions) == 5


def test_an_open_outline_with_a_name_is_closed_and_said(tmp_path: Path) -> None:
    leg = '<path id="leg" fill="none" d="M50 100H100V400H50V130"/>'
    report = read(tmp_path, leg)
    assert [region.id for region in report.regions] == ["leg"]
    assert report.mended


LEG = '<path id="thigh{0}" d="M{1} 300h60v150h-60z"/><path id="calf{0}" d="M{2} 460h40v150h-40z"/>'


def test_a_lone_limb_has_no_middle_of_a_body(tmp_path: Path) -> None:
    assert set(sides(read(tmp_path, LEG.format("", 220, 230), "front.svg")).values()) == {"unknown"}
    assert set(sides(read(tmp_path, '<path id="lower_leg" d="M230 500h50v200h-50z"/>', "front.svg")).values()) == {
        "unknown"
    }


def test_a_pair_of_limbs_shows_the_middle(tmp_path: Path) -> None:
    both = LEG.format("_a", 120, 130) + LEG.format("_b", 220, 230)
    assert sides(read(tmp_path, both, "front.svg")) == {
        "thigh_a": "right", "calf_a": "right", "thigh_b": "left", "calf_b": "left",
    }  # fmt: skip
    assert set(sides(read(tmp_path, both, "chart.svg")).values()) == {"unknown"}, "no view is known"


def figure(at: float) -> str:
    return (
        f'<path d="M{at + 20} 20h40v40h-40z"/><path d="M{at} 70h80v120h-80z"/>'
        f'<path d="M{at} 200h35v180h-35z"/><path d="M{at + 45} 200h35v180h-35z"/>'
    )


@pytest.mark.parametrize("count", [2, 3, 4])
def test_several_figures_in_a_row_have_no_common_middle(tmp_path: Path, count: int) -> None:
    figures = "".join(figure(40 + 200 * n) for n in range(count))
    assert set(sides(read(tmp_path, figures, "front.svg", "0 0 800 400")).values()) == {"unknown"}


def test_one_figure_has_one(tmp_path: Path) -> None:
    found = sides(read(tmp_path, figure(40), "front.svg", "0 0 200 400"))
    assert sorted(found.values()) == ["left", "midline", "midline", "right"]


def test_each_group_with_a_view_has_its_own_middle(tmp_path: Path) -> None:
    both = f'<g id="Vorderseite">{figure(40)}</g><g id="Rückseite">{figure(240)}</g>'
    found = [region.side for region in read(tmp_path, both, box="0 0 400 400").regions]
    assert found == ["midline", "midline", "right", "left", "midline", "midline", "left", "right"]


def test_views_that_lead_the_names_part_a_file(tmp_path: Path) -> None:
    def legs(view: str, at: float) -> str:
        places = (("a", at), ("b", at + 50))
        return "".join(f'<path id="{view}_Thigh_{name}" d="M{x} 100h30v90h-30z"/>' for name, x in places)

    assert sides(read(tmp_path, legs("Front", 20) + legs("Back", 220))) == {
        "Front_Thigh_a": "right", "Front_Thigh_b": "left", "Back_Thigh_a": "left", "Back_Thigh_b": "right",
    }  # fmt: skip


def test_a_part_of_the_body_called_back_is_no_view(tmp_path: Path) -> None:
    shapes = '<path id="lower_back" d="M20 20h30v30h-30z"/><path id="Back of thigh" d="M60 20h30v30h-30z"/>'
    assert set(sides(read(tmp_path, shapes)).values()) == {"unknown"}


def test_names_stand_in_classes_and_data_attributes(tmp_path: Path) -> None:
    shapes = (
        '<path class="muscle quadriceps" d="M20 100h20v20h-20z"/>'
        '<path class="st0 muscle calves" d="M20 200h20v20h-20z"/>'
        '<path data-muscle="glutes" d="M20 300h20v20h-20z"/><path class="st1" d="M20 400h20v20h-20z"/>'
    )
    labels = [region.label for region in read(tmp_path, shapes).regions]
    assert labels == ["quadriceps", "calves", "glutes", "region 1"]
