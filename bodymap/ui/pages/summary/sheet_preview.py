"""The printed sheet on the screen, page by page, as it will be on paper. It is shown here, not made."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bodymap.report.paper.sheet_density import MOST_PAGES
from bodymap.report.text.translation import _
from bodymap.ui.widgets.segmented_control import SegmentedControl

MARGIN = 18
POINTS_AN_INCH = 72.0


if TYPE_CHECKING:
    from bodymap.report.paper.typst_compiler import PrintedSheet  # typst is only loaded once somebody looks


class _Paper(QWidget):
    """One page, whole, on a quiet ground."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: PrintedSheet | None = None
        self._page = 0
        self._painted: QPixmap | None = None
        self.setMinimumSize(320, 400)

    def show_page(self, sheet: "PrintedSheet", page: int) -> None:
        """Shows a page of a sheet, counted from 0."""
        self._sheet, self._page, self._painted = sheet, page, None
        self.setAccessibleName(_("The printed page {value} of {pages}").format(value=page + 1, pages=sheet.pages))
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Qt's."""
        self._painted = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's. The page is set once for a size, in the dots of the screen."""
        if self._sheet is None:
            return
        across, down = self._sheet.size
        scale = min((self.width() - 2 * MARGIN) / across, (self.height() - 2 * MARGIN) / down)
        ratio = self.devicePixelRatioF()
        if self._painted is None:
            self._painted = QPixmap()
            self._painted.loadFromData(self._sheet.pngs(POINTS_AN_INCH * scale * ratio)[self._page])
            self._painted.setDevicePixelRatio(ratio)
        size = self._painted.deviceIndependentSize()
        left, top = round((self.width() - size.width()) / 2), round((self.height() - size.height()) / 2)
        painter = QPainter(self)
        painter.fillRect(QRectF(left + 3, top + 4, size.width(), size.height()), QColor(0, 0, 0, 50))
        painter.drawPixmap(left, top, self._painted)


class SheetPreview(QFrame):
    """A page of the sheet, and where there are two, the way to the other."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stage")
        self.sheet: PrintedSheet | None = None
        self._page = 0
        self._paper = _Paper()
        self._turn = SegmentedControl(
            [_("Page {value}").format(value=number + 1) for number in range(MOST_PAGES)], 0, self.turn_to
        )
        self._turn.setMaximumWidth(240)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self._paper, 1)
        row = QHBoxLayout()
        row.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        self._turn.hide()

    def show_sheet(self, sheet: "PrintedSheet") -> None:
        """Shows another sheet, on the page that was looked at as far as it has one."""
        self.sheet = sheet
        self._turn.setVisible(sheet.pages > 1)
        self.turn_to(min(self._page, sheet.pages - 1))

    def turn_to(self, page: int) -> None:
        """Shows another page, counted from 0."""
        assert self.sheet is not None
        self._page = page
        self._turn.choose(page)
        self._paper.show_page(self.sheet, page)
