"""The summary on paper: one page for a printer, its preview or a PDF. What stands on the page is made in `report`."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from bodymap import __version__
from bodymap.errors import BodymapError
from bodymap.matching.session import Match, match
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.chosen import chosen_muscles
from bodymap.report.files import checked_suffix, write_output
from bodymap.report.page import PAGES, PageName, summary_page
from bodymap.report.scene import Picture
from bodymap.report.summary import summarise
from bodymap.ui.render import ensure_application
from bodymap.ui.scene_painter import paint_picture, text_width

SIZE_IDS = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}
DOTS_AN_INCH = 1200


def lay_out(
    matched: Match, page: PageName = "A4", chosen: Sequence[MuscleKey] | None = None, when: datetime | None = None
) -> Picture:
    """The summary of a matched drawing as a page. Its charts show the `chosen` muscles, or the smallest set."""
    ensure_application()
    muscles = chosen_muscles(matched) if chosen is None else tuple(chosen)
    return summary_page(matched, muscles, summarise(matched, muscles, when or datetime.now()), page, text_width)


def page_of(device: QPagedPaintDevice) -> PageName:
    """The layout that suits a device's paper: Letter if it is that, else A4, which is fitted to any other paper."""
    return "Letter" if device.pageLayout().pageSize().id() == QPageSize.PageSizeId.Letter else "A4"


def paint_page(page: Picture, device: QPagedPaintDevice) -> None:
    """Paints a page on the whole paper of a printer, a preview or a PDF, at its true size or, if it must, smaller.

    Raises BodymapError if the device does not take it.
    """
    layout = device.pageLayout()
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)
    painter = QPainter()
    if not painter.begin(device):
        raise BodymapError("The printer does not answer; check that it is on and choose it again.")
    scale = min(device.width() / page.width, device.height() / page.height)
    painter.translate((device.width() - page.width * scale) / 2, (device.height() - page.height * scale) / 2)
    painter.scale(scale, scale)
    paint_picture(painter, page)
    painter.end()


def print_summary(matched: Match, device: QPagedPaintDevice, chosen: Sequence[MuscleKey] | None = None) -> None:
    """Prints the summary on a device, in the layout of its paper. For `QPrintPreviewDialog.paintRequested` too."""
    paint_page(lay_out(matched, page_of(device), chosen), device)


def pdf_bytes(page: Picture, name: PageName) -> bytes:
    """A page as PDF: vectors, and text that can be selected."""
    ensure_application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_1_6)
    writer.setResolution(DOTS_AN_INCH)
    writer.setPageSize(QPageSize(SIZE_IDS[name]))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(page.title)
    writer.setCreator(f"bodymap {__version__}")
    paint_page(page, writer)
    return bytes(buffer.data().data())


def write_summary_pdf(
    matched: Match, path: Path, page: PageName = "A4", chosen: Sequence[MuscleKey] | None = None
) -> None:
    """Writes the summary of a matched drawing as PDF. Raises BodymapError if the file cannot be written."""
    checked_suffix(path, (".pdf",))
    write_output(path, pdf_bytes(lay_out(matched, page, chosen), page))


def write_summary(file: Path, output: Path, page: str = "A4") -> None:
    """Writes the summary of a drawing file as PDF on "A4" or "Letter". Raises BodymapError."""
    checked_suffix(output, (".pdf",))
    if page not in PAGES:
        raise BodymapError(f"There is no page '{page}'; choose one of: {', '.join(PAGES)}.")
    write_summary_pdf(match(file), output, page)
