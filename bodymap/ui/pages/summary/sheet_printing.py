"""Pages of a printed sheet on a printer: outlines at its own resolution. What stands on them is made in `report.paper`.

Typst writes each page as SVG and Qt draws that, so that paper, PDF and preview have one layout
(docs/adr/0008-paper-by-typst.md).
"""

import re
from base64 import b64decode
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtSvg import QSvgRenderer

from bodymap.errors import BodymapError

SIZE_IDS = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}

_EMBEDDED = re.compile(
    r'<image (?P<place>[^>]*?)xlink:href="data:image/svg\+xml;base64,(?P<content>[^"]+)" '
    r'width="(?P<width>[^"]+)" height="(?P<height>[^"]+)"[^>]*?/>'
)
_DRAWN = re.compile(r'<svg [^>]*viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"[^>]*>(?P<body>.*)</svg>', re.DOTALL)


def as_shapes(page: str) -> str:
    """The SVG of a page with its charts as shapes instead of embedded files, of which Qt would make dots.

    Shapes without a stroke get a stroke of no width: on paper Qt 6 paints one of width 1 for them, in their own colour,
    and all letters come out bold.
    """

    def inside(found: re.Match[str]) -> str:
        drawn = _DRAWN.search(b64decode(found["content"]).decode())
        if drawn is None:
            return found[0]
        across, down = (float(found[side]) / float(drawn[side]) for side in ("width", "height"))
        return f'<g {found["place"]}><g transform="scale({across:.6f} {down:.6f})">{drawn["body"]}</g></g>'

    return _EMBEDDED.sub(inside, page).replace("<svg ", '<svg stroke-width="0" ', 1)


def print_pages(pages: Sequence[str], device: QPagedPaintDevice) -> None:
    """Prints pages, each an SVG, on the whole paper of a device, at their true size or, if it must be, smaller.

    Of pages that somebody chose, those: Qt hands the choice on and leaves the rest to whoever paints; copies are the
    printer's own. Raises BodymapError if none is left, or if the device does not take them.
    """
    chosen = device.pageRanges()
    wanted = [page for number, page in enumerate(pages, start=1) if chosen.isEmpty() or chosen.contains(number)]
    if not wanted:
        raise BodymapError("print.no_page", pages=len(pages))
    layout = device.pageLayout()
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)
    painter = QPainter()
    if not painter.begin(device):
        raise BodymapError("print.no_answer")
    for number, page in enumerate(wanted):
        if number and not device.newPage():
            painter.end()
            raise BodymapError("print.stopped", page=number)
        drawn = QSvgRenderer(QByteArray(as_shapes(page).encode()))
        size = drawn.viewBoxF()
        scale = min(device.width() / size.width(), device.height() / size.height())
        width, height = size.width() * scale, size.height() * scale
        drawn.render(painter, QRectF((device.width() - width) / 2, (device.height() - height) / 2, width, height))
    painter.end()
