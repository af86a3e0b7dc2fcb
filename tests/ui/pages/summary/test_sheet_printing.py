"""Sheets on a printer: every page, whole, in its size, and the same as in the PDF."""

import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.match import match_drawing
from bodymap.report.paper.print_sheet import print_sheet
from bodymap.report.paper.sheet_options import PageName, SheetChoice
from bodymap.report.paper.typst_compiler import PrintedSheet
from bodymap.ui.pages.summary.sheet_printing import SIZE_IDS, as_shapes, print_pages
from tests.refusals import refused
from tests.report.printed import many, tool, written

SMOOTH = Qt.TransformationMode.SmoothTransformation

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def sheet() -> PrintedSheet:
    """Of one page."""
    drawing = Drawing(marks=(Mark(region="back/lumbar-right", quality="aching", intensity=6),))
    return print_sheet(match_drawing(drawing))


@pytest.fixture(scope="module")
def long_sheet() -> PrintedSheet:
    return print_sheet(many())


@pytest.mark.parametrize("size", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A5])
def test_any_paper_gets_every_page(long_sheet: PrintedSheet, tmp_path: Path, size: QPageSize.PageSizeId) -> None:
    path = tmp_path / "any.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(size))
    writer.setPageOrientation(QPageLayout.Orientation.Portrait)
    writer.setPageMargins(QMarginsF(20, 20, 20, 20))
    print_pages(long_sheet.svgs, writer)
    del writer
    said = tool("pdfinfo", str(path))
    assert re.search(r"Pages:\s+2\n", said)
    assert len(tool("pdfimages", "-list", str(path)).splitlines()) == 2, "the charts are vectors"


def test_a_printer_gets_what_the_pdf_shows(sheet: PrintedSheet, tmp_path: Path) -> None:
    printer = _printer(tmp_path / "printed.pdf", "A4")
    print_pages(sheet.svgs, printer)
    del printer
    shown = []
    for path in (str(tmp_path / "printed.pdf"), written(sheet, tmp_path)):
        tool("pdftoppm", "-r", "100", "-png", "-singlefile", path, path.removesuffix(".pdf"))
        picture = QImage(path.removesuffix(".pdf") + ".png").scaled(200, 284, mode=SMOOTH)
        grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        shown.append(np.array(grey.constBits(), dtype=float))
    printed, as_pdf = shown
    assert np.abs(printed - as_pdf).mean() < 0.25 * (255 - as_pdf).mean()
    assert (255 - printed).mean() == pytest.approx((255 - as_pdf).mean(), rel=0.1), "letters are not bolder"


@pytest.mark.parametrize(("page", "size"), [("A4", "595 x 842"), ("Letter", "612 x 792")])
@pytest.mark.parametrize(("first", "last", "count"), [(0, 0, 2), (1, 1, 1), (2, 2, 1), (1, 2, 2)])
def test_a_printer_gets_the_pages_that_were_chosen_in_their_size(
    page: PageName, size: str, first: int, last: int, count: int, tmp_path: Path
) -> None:
    printer = _printer(tmp_path / "printed.pdf", page)
    if first:
        printer.setFromTo(first, last)
    sheet = print_sheet(many(), SheetChoice(page=page))
    print_pages(sheet.svgs, printer)
    del printer
    said = tool("pdfinfo", str(tmp_path / "printed.pdf"))
    assert re.search(rf"Pages:\s+{count}\n", said)
    assert re.search(rf"Page size:\s+{size} pts", said)


def test_pages_that_the_sheet_has_not_are_told(sheet: PrintedSheet, tmp_path: Path) -> None:
    printer = _printer(tmp_path / "printed.pdf", "A4")
    printer.setFromTo(4, 5)
    with refused("print.no_page", pages=1):
        print_pages(sheet.svgs, printer)


def _printer(path: Path, page: PageName) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(SIZE_IDS[page]))
    printer.setOutputFileName(str(path))
    return printer


def test_charts_are_put_inside_as_shapes(sheet: PrintedSheet) -> None:
    (page,) = sheet.svgs
    inside = as_shapes(page)
    assert "<image" in page
    assert "<image" not in inside
    assert inside.count('id="body-front"') == 1


@pytest.mark.qt_log_ignore("QPainter::begin")  # what the sentence is made of
def test_a_printer_that_does_not_answer_is_told(tmp_path: Path) -> None:
    device: QPagedPaintDevice = QPdfWriter(str(tmp_path / "nowhere" / "any.pdf"))
    device.setPageSize(QPageSize(QSizeF(100, 100), QPageSize.Unit.Millimeter))
    with refused("print.no_answer"):
        print_pages(print_sheet(match_drawing(Drawing())).svgs, device)
