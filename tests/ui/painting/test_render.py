"""`bodymap render`: PNG and SVG files of a drawing, and one clear sentence for what cannot be done."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QImage

from bodymap.drawing.file import write_drawing
from bodymap.matching.match import match_drawing
from bodymap.report.graphics.drawing_picture import compose
from bodymap.report.graphics.theme import DARK, LIGHT
from bodymap.ui.painting.render import png_bytes, render_file
from tests.refusals import refused
from tests.report.drawings import WALK
from tests.ui.painting.test_scene_painter import pixels

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "drawing.json"
    write_drawing(WALK, path)
    return path


def test_png_shows_body_marks_and_zones(file: Path, tmp_path: Path) -> None:
    render_file(file, tmp_path / "out.PNG")
    image = QImage(str(tmp_path / "out.PNG"))
    assert min(image.width(), image.height()) > 1800
    assert image.text("Title") == "Pain drawing, female figure, front and back"
    seen = pixels(image)
    assert (seen != seen[0, 0]).any(axis=2).mean() > 0.2
    red = (seen[..., 0] - seen[..., 1] > 90) & (seen[..., 1] - seen[..., 2] < 60)
    assert red.sum() > 5000


def test_dark_is_dark() -> None:
    match = match_drawing(WALK)
    light, dark = (pixels(QImage.fromData(png_bytes(compose(match, theme), 0.25))) for theme in (LIGHT, DARK))
    assert np.median(dark) < 90 < 150 < np.median(light)


def test_svg_is_an_svg(file: Path, tmp_path: Path) -> None:
    render_file(file, tmp_path / "out.svg", ["quadratus_lumborum"])
    assert ElementTree.parse(tmp_path / "out.svg").getroot().tag.endswith("svg")


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("out.gif", "file.unknown_suffix"),
        ("out", "file.unknown_suffix"),
        ("nowhere/out.svg", "file.no_folder"),
        ("folder.svg", "file.is_folder"),
    ],
)
def test_bad_outputs_are_told(file: Path, tmp_path: Path, output: str, code: str) -> None:
    (tmp_path / "folder.svg").mkdir()
    with refused(code, path=tmp_path / output):
        render_file(file, tmp_path / output)
    assert not (tmp_path / output).is_file()


def test_bad_inputs_are_told(file: Path, tmp_path: Path) -> None:
    with refused("drawing.missing"):
        render_file(tmp_path / "no.json", tmp_path / "out.svg")
    with refused("muscle.unknown"):
        render_file(file, tmp_path / "out.svg", ["x"])
    with refused("picture.theme", theme="pink"):
        render_file(file, tmp_path / "out.svg", None, "pink")
    assert not (tmp_path / "out.svg").exists()
