"""The painter: paths mean what the display list says, are converted once, and SVG and PNG show the same."""

import sys

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from bodymap.matching.match import match_drawing
from bodymap.report.graphics.chart_frame import CHART_BOTTOM
from bodymap.report.graphics.drawing_picture import compose
from bodymap.report.graphics.scene import (
    Dots,
    Fill,
    Group,
    Item,
    Outline,
    Part,
    Picture,
    Text,
    geometry_curve,
    ring_curve,
)
from bodymap.report.graphics.svg_writer import svg_text
from bodymap.report.graphics.theme import LIGHT
from bodymap.ui.painting import scene_painter
from bodymap.ui.painting.scene_painter import paint, paint_picture, text_rect, to_path
from tests.report.drawings import WALK

pytestmark = pytest.mark.usefixtures("qapp")

Pixels = NDArray[np.int_]


def pixels(image: QImage) -> Pixels:
    """Red, green and blue of an image, shape (height, width, 3)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)  # kept: its bytes go when it goes
    view = np.frombuffer(plain.constBits(), np.uint8)
    return view.reshape(image.height(), image.width(), 4)[..., 2::-1].astype(int)


def painted(*items: Item, size: int = 60) -> Pixels:
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    paint(painter, [Group("test", items)])
    painter.end()
    return pixels(image)


def test_holes_stay_open_and_winding_fills_them() -> None:
    ring = geometry_curve(shapely.box(5, 5, 55, 55) - shapely.box(20, 20, 40, 40))
    assert tuple(painted(Fill(ring, "#ff0000"))[30, 30]) == (255, 255, 255)
    assert tuple(painted(Fill(ring, "#ff0000"))[10, 10]) == (255, 0, 0)
    twice = (*ring_curve([(5, 5), (55, 5), (55, 55), (5, 55)]), *ring_curve([(20, 20), (40, 20), (40, 40), (20, 40)]))
    assert tuple(painted(Fill(twice, "#ff0000", rule="nonzero"))[30, 30]) == (255, 0, 0)


def test_opacity_lets_the_ground_through() -> None:
    box = geometry_curve(shapely.box(0, 0, 60, 60))
    assert tuple(painted(Fill(box, "#000000", 0.5))[30, 30]) == pytest.approx((127, 127, 127), abs=2)


def test_lines_dots_and_dashes_are_as_wide_as_they_say() -> None:
    line = painted(Outline((("M", (10.0, 30.0)), ("L", (50.0, 30.0))), "#000000", 6))
    assert (line[:, 30, 0] < 128).sum() == 6
    dot = painted(Dots(np.array([[30.0, 30.0]]), 8, "#000000"))
    assert (dot[..., 0] < 128).sum() == pytest.approx(np.pi * 64, rel=0.05)
    dashed = painted(Outline((("M", (0.0, 30.0)), ("L", (60.0, 30.0))), "#000000", 2, dash=(10, 20)))
    assert (dashed[30, :, 0] > 200).any()


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_text_stays_within_the_rectangle_that_is_measured(anchor: str) -> None:
    item = Text(100, 40, "Glutæus 09:41", 22, "#000000", anchor, bold=True)  # type: ignore[arg-type]
    dark = np.argwhere(painted(item, size=300)[..., 0] < 200)
    rect = text_rect(item).adjusted(-2, -2, 2, 2)
    assert len(dark) > 50
    assert all(rect.contains(QPointF(x, y)) for y, x in dark)


def test_a_curve_is_converted_once_and_another_with_the_same_place_in_memory_is_not_mistaken_for_it() -> None:
    curve = geometry_curve(shapely.box(0, 0, 10, 10))
    assert to_path(curve) is to_path(curve)
    for side in range(1, 200):
        path = to_path(geometry_curve(shapely.box(0, 0, side, 1)))
        assert path.boundingRect().width() == side
    assert len(scene_painter._paths._kept) <= scene_painter.KEPT_PATHS


def test_the_cache_of_paths_is_bounded() -> None:
    curve = geometry_curve(shapely.box(0, 0, 10, 10))
    before = sys.getrefcount(curve)
    to_path(curve)
    for side in range(1, scene_painter.KEPT_PATHS + 2):
        to_path(geometry_curve(shapely.box(0, 0, side, 1)))
    assert len(scene_painter._paths._kept) == scene_painter.KEPT_PATHS
    assert sys.getrefcount(curve) == before


def test_parts_are_placed_and_scaled() -> None:
    box = Group("box", (Fill(geometry_curve(shapely.box(0, 0, 5, 5)), "#0000ff"),))
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_picture(painter, Picture("", "", 60, 60, "#ffffff", (Part((box,), 20, 30, 4),)))
    painter.end()
    rows, columns = np.nonzero(pixels(image)[..., 0] < 128)
    assert [rows.min(), rows.max(), columns.min(), columns.max()] == [30, 49, 20, 39]


def test_painting_leaves_the_painter_as_it_was() -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pen, transform = painter.pen(), painter.transform()
    paint_picture(painter, Picture("", "", 10, 10, "#ffffff", (Part((), 1, 1, 2),)))
    assert (painter.pen(), painter.transform()) == (pen, transform)
    painter.end()


def test_svg_and_png_show_the_same(qtbot: QtBot) -> None:
    """Of the charts, without the texts: Qt's reader of SVG takes another font."""
    picture = compose(match_drawing(WALK), LIGHT)
    scale = 0.5
    by_svg, by_painter = (
        QImage(round(picture.width * scale), round(picture.height * scale), QImage.Format.Format_RGB32)
        for _ in range(2)
    )
    painter = QPainter(by_svg)
    QSvgRenderer(svg_text(picture).encode()).render(painter)
    painter.end()
    painter = QPainter(by_painter)
    painter.scale(scale, scale)
    paint_picture(painter, picture)
    painter.end()
    charts = slice(round(150 * scale), round(CHART_BOTTOM * scale))
    difference = np.abs(pixels(by_svg)[charts] - pixels(by_painter)[charts]).max(axis=2)
    assert difference.mean() < 1.5
    assert (difference > 40).mean() < 0.003
