"""Shapes stand where a browser draws them, also when style sheets move them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.body.imported.report import check_chart
from bodymap.geometry.affine import IDENTITY
from bodymap.svg.css_transforms import css_transform, single_transform, transform_origin

PAGE = (400.0, 800.0)


def middle_of(folder: Path, content: str) -> tuple[float, float]:
    """The middle of the only region of a chart of 400 × 800 units."""
    path = folder / "chart.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 800">{content}</svg>', encoding="utf-8")
    (region,) = check_chart(path).regions
    return region.area.centroid.x, region.area.centroid.y


RECT = '<rect id="thigh" x="100" y="100" width="40" height="20" {}/>'
SQUARE = '<rect id="thigh" x="10" y="10" width="20" height="20" {}/>'


@pytest.mark.parametrize(
    ("attributes", "middle"),
    [
        ('style="transform: translate(100px, 200px)"', (120, 220)),
        ('style="transform: translate(25%, 25%)"', (120, 220)),
        ('style="transform: translateX(1in) translateY(20px)"', (116, 40)),
        ('style="transform: translate3d(10px, 0, 5px)"', (30, 20)),
        ('style="transform:scale(2)"', (40, 40)),
        ('style="transform:scale(2, 3)"', (40, 60)),
        ('style="transform:matrix(1,0,0,1,5,6)"', (25, 26)),
        ('style="transform:rotate(0.25turn); transform-origin: 100px 200px"', (280, 120)),
        ('style="transform:rotate(90deg); transform-origin: 25% 25%"', (280, 120)),
        ('transform="rotate(90)" transform-origin="100 200"', (280, 120)),
        ('transform="translate(300)" style="transform: translate(10px)"', (30, 20)),
        ('transform="translate(30)" style="transform: none"', (20, 20)),
        ('style="transform: scale(3); transform-origin: center; transform-box: fill-box"', (20, 20)),
        ('style="transform: scale(3); transform-origin: right bottom; transform-box: fill-box"', (0, 0)),
        ('style="translate: 10px 20px"', (30, 40)),
        ('style="rotate: 90deg; transform-origin: 100px 200px"', (280, 120)),
        ('style="scale: 2; translate: 10px"', (50, 40)),
    ],
)
def test_a_shape_is_where_it_is_drawn(tmp_path: Path, attributes: str, middle: tuple[float, float]) -> None:
    assert middle_of(tmp_path, SQUARE.format(attributes)) == pytest.approx(middle)


def test_a_class_and_a_group_move_what_is_in_them(tmp_path: Path) -> None:
    style = "<style>.low { transform: translateY(200px) } #all { transform: scale(0.5) }</style>"
    content = f'{style}<g id="all"><g class="low">{SQUARE.format("")}</g></g>'
    assert middle_of(tmp_path, content) == pytest.approx((10, 110))


@pytest.mark.parametrize("text", ["rotate(90)", "translate(calc(1px + 2px))", "translate(var(--x))", "turn(3deg)", "x"])
def test_what_is_not_understood_is_left_out_and_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "chart.svg"
    shapes = SQUARE.format(f'style="transform: {text}"') + RECT.format("").replace("thigh", "calf")
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 800">{shapes}</svg>', encoding="utf-8")
    report = check_chart(path)
    assert [region.id for region in report.regions] == ["calf"]
    assert len(report.left_out) == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("center", (200, 400)), ("left", (0, 400)), ("top", (200, 0)), ("bottom right", (400, 800)),
        ("right bottom", (400, 800)), ("10px", (10, 400)), ("10px 20% 5px", (10, 160)), ("nowhere", None),
    ],
)  # fmt: skip
def test_origins(text: str, place: tuple[float, float] | None) -> None:
    assert transform_origin(text, PAGE) == (None if place is None else pytest.approx(place))


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    for found in (css_transform(text, PAGE), *(single_transform(n, text, PAGE) for n in ("translate", "rotate"))):
        assert found is None or len(found) == 6
    transform_origin(text, PAGE)


def test_none_moves_nothing() -> None:
    assert css_transform("none", PAGE) == IDENTITY
