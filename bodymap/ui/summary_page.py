"""The page Summary: the printed page as it will be, which muscles it shows, and the ways to paper."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bodymap.atlas.reader import load_atlas
from bodymap.errors import BodymapError
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.explain import muscle_name, percent
from bodymap.report.page import PAGES, PageName
from bodymap.report.scene import Picture
from bodymap.ui.document import Document
from bodymap.ui.paper import SIZE_IDS, lay_out, print_summary, write_summary_pdf
from bodymap.ui.scene_painter import paint_picture
from bodymap.ui.style import Look
from bodymap.ui.widgets import Segments, button, clear, heading, panel, quiet

WIDTH = 368
MARGIN = 22
MOST_MUSCLES = 8


class _Paper(QWidget):
    """The page on the screen, whole, on a quiet ground."""

    def __init__(self) -> None:
        super().__init__()
        self._page: Picture | None = None
        self._painted: QPixmap | None = None
        self.setAccessibleName("The printed page")
        self.setMinimumSize(320, 400)

    def show_page(self, page: Picture) -> None:
        """Shows another page."""
        self._page, self._painted = page, None
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Qt's."""
        self._painted = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's. The page is painted once for a size: it takes a tenth of a second."""
        if self._page is None:
            return
        room_x, room_y = self.width() - 2 * MARGIN, self.height() - 2 * MARGIN
        scale = min(room_x / self._page.width, room_y / self._page.height)
        width, height = self._page.width * scale, self._page.height * scale
        if self._painted is None:
            ratio = self.devicePixelRatioF()
            self._painted = QPixmap(round(width * ratio), round(height * ratio))
            self._painted.setDevicePixelRatio(ratio)
            self._painted.fill(QColor("#ffffff"))
            inner = QPainter(self._painted)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.scale(scale, scale)
            paint_picture(inner, self._page)
            inner.end()
        painter = QPainter(self)
        left, top = round((self.width() - width) / 2), round((self.height() - height) / 2)
        painter.fillRect(QRectF(left + 3, top + 4, width, height), QColor(0, 0, 0, 50))
        painter.drawPixmap(left, top, self._painted)


class SummaryPage(QWidget):
    """Preview in the middle, choices and actions at the right."""

    def __init__(self, document: Document, look: Look, suggested: Callable[[], tuple[MuscleKey, ...]]) -> None:
        """`suggested` gives the muscles that the review has at hand; they are shown unless somebody chooses others."""
        super().__init__()
        self._document, self._look, self._suggested = document, look, suggested
        self._page: PageName = "A4"
        self._chosen: tuple[MuscleKey, ...] = ()
        self._drawn: object = None
        self.paper = _Paper()
        stage = QFrame()
        stage.setObjectName("stage")
        QVBoxLayout(stage).addWidget(self.paper)
        side, column = panel()
        side.setFixedWidth(WIDTH)
        self.notice = QFrame()
        self.notice.setProperty("notice", True)
        self.notice.setProperty("urgent", True)
        self._emergency = QLabel()
        self._emergency.setWordWrap(True)
        QVBoxLayout(self.notice).addWidget(self._emergency)
        column.addWidget(self.notice)
        column.addWidget(heading("Zones on the charts"))
        column.addWidget(
            quiet("The charts show zones and points of these muscles; beside each, how much of the pain it explains.")
        )
        self._boxes = QVBoxLayout()
        holder = QWidget()
        holder.setLayout(self._boxes)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        column.addWidget(scroll, 1)
        column.addWidget(heading("Paper"))
        column.addWidget(Segments(PAGES, 0, self._choose_page))
        column.addSpacing(10)
        actions = QHBoxLayout()
        self.pdf_button = button("Save as PDF …", self.save_pdf)
        self.print_button = button("Print …", self.print, primary=True)
        actions.addWidget(self.pdf_button)
        actions.addStretch(1)
        actions.addWidget(self.print_button)
        column.addLayout(actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(stage, 1)
        row.addWidget(side)
        document.changed.connect(self._changed)

    def showEvent(self, _event: object) -> None:
        """Qt's; the page is laid out when somebody looks."""
        self._start()

    def _changed(self) -> None:
        if self.isVisible():
            self._start()

    def _start(self) -> None:
        """The muscles at hand and the page with them; what somebody chose stays as long as the drawing does."""
        if self._drawn is not self._document.drawing:
            self._drawn = self._document.drawing
            self._chosen = self._suggested()
        open_ = [one for one in self._document.match.warnings if one.open and one.level == "emergency"]
        self._emergency.setText("<br>".join(f"<b>Before any muscle:</b> {escape(one.text)}" for one in open_))
        self.notice.setVisible(bool(open_))
        self._show_boxes()
        self._lay_out()

    def _show_boxes(self) -> None:
        clear(self._boxes)
        atlas = load_atlas()
        rows = self._document.match.ranking.rows
        listed = [row for number, row in enumerate(rows) if number < MOST_MUSCLES or row.key in self._chosen]
        for row in listed:
            text = f"{muscle_name(atlas, row.muscle)}, {row.side} · {percent(row.explained)}"
            box = QCheckBox(text)
            box.setChecked(row.key in self._chosen)
            box.toggled.connect(lambda on, key=row.key: self._toggle(key, on))
            self._boxes.addWidget(box)
        if not listed:
            self._boxes.addWidget(quiet("No muscle is ranked for this drawing."))
        self._boxes.addStretch(1)

    def _toggle(self, key: MuscleKey, on: bool) -> None:
        wanted = {*self._chosen, key} if on else set(self._chosen) - {key}
        self._chosen = tuple(row.key for row in self._document.match.ranking.rows if row.key in wanted)
        self._lay_out()

    def _choose_page(self, number: int) -> None:
        self._page = PAGES[number]
        self._lay_out()

    def _lay_out(self) -> None:
        self.paper.show_page(lay_out(self._document.match, self._page, self._chosen))

    # To paper

    def print(self) -> None:
        """Asks for a printer and prints; says in one sentence if that fails."""
        self._start()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(SIZE_IDS[self._page])
        printer.setDocName("bodymap summary")
        if QPrintDialog(printer, self).exec() != QPrintDialog.DialogCode.Accepted:
            return
        try:
            print_summary(self._document.match, printer, self._chosen)
        except BodymapError as error:
            QMessageBox.warning(self, "bodymap", str(error))

    def save_pdf(self, path: Path | None = None) -> None:
        """Writes the page as PDF to a file, which is asked for if not given."""
        if path is None:
            folder = self._document.path.parent if self._document.path else Path.home()
            name, _ = QFileDialog.getSaveFileName(
                self, "Save the summary", str(folder / "summary.pdf"), "PDF files (*.pdf)"
            )
            if not name:
                return
            path = Path(name)
            if not path.suffix:
                path = path.with_suffix(".pdf")
        try:
            write_summary_pdf(self._document.match, path, self._page, self._chosen)
        except BodymapError as error:
            QMessageBox.warning(self, "bodymap", str(error))

    def set_look(self, look: Look) -> None:
        """Takes another look; paper stays paper."""
        self._look = look
