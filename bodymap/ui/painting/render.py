"""Pictures as files: PNG painted by Qt, SVG written as text. What is on them is composed in `report.pictures`."""

import sys
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from bodymap.body.figure import ChartName
from bodymap.errors import BodymapError
from bodymap.files import checked_suffix, write_output
from bodymap.matching.match import match
from bodymap.plain_locale import use_plain_locale
from bodymap.report.graphics.drawing_picture import compose
from bodymap.report.graphics.scene import Picture
from bodymap.report.graphics.svg_writer import svg_text
from bodymap.report.graphics.theme import THEMES
from bodymap.ui.painting.scene_painter import paint_picture

PIXELS = 1.0
"""Pixels of a PNG a unit of the picture: a body 1,800 pixels high, which a page of A4 prints at 200 dots an inch."""


@cache
def _application() -> QCoreApplication:
    application = QGuiApplication.instance() or QGuiApplication([*sys.argv[:1], "-platform", "offscreen"])
    use_plain_locale()
    return application


def ensure_application() -> None:
    """Qt needs an application before it can set text. Makes one without a screen, and keeps it, if there is none."""
    _application()


def png_bytes(picture: Picture, pixels: float = PIXELS) -> bytes:
    """A picture as a PNG with so many pixels a unit."""
    ensure_application()
    image = QImage(round(picture.width * pixels), round(picture.height * pixels), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(pixels, pixels)
    paint_picture(painter, picture)
    painter.end()
    for key, value in (("Title", picture.title), ("Description", picture.says)):
        image.setText(key, value)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise BodymapError("picture.png")
    return bytes(buffer.data().data())


def picture_bytes(picture: Picture, suffix: str) -> bytes:
    """A picture as PNG or SVG, by a suffix that `checked_suffix` let pass."""
    return svg_text(picture).encode() if suffix == ".svg" else png_bytes(picture)


def write_picture(picture: Picture, output: Path) -> None:
    """Writes a picture as PNG or SVG, by the suffix of `output`. Raises BodymapError."""
    suffix = checked_suffix(output, (".png", ".svg"))
    write_output(output, picture_bytes(picture, suffix))


def render_file(
    file: Path,
    output: Path,
    muscles: Sequence[str] | None = None,
    theme: str = "light",
    charts: Collection[ChartName] | None = None,
) -> None:
    """Draws a drawing file as PNG or SVG, by the suffix of `output`, with all charts or some.

    With zones of the `muscles` (ids of the atlas), or of the smallest set. Raises BodymapError.
    """
    checked_suffix(output, (".png", ".svg"))
    if theme not in THEMES:
        raise BodymapError("picture.theme", theme=theme, known=tuple(THEMES))
    write_picture(compose(match(file), THEMES[theme], muscles, charts), output)
