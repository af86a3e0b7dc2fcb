"""A list of patients under headings: a name with what tells the patient from others, and at the right the time.

It is moved through from a search field as well as by itself. Which patients it shows is the page's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bodymap.clinic.model import PatientLine
from bodymap.report.text.patient_words import line_words, namesakes
from bodymap.report.text.translation import _
from bodymap.ui.painting.scene_painter import text_font, text_width
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.elided_label import paint_elided

ROW, HEADING, WORDS = 58, 46, 40
PAD = 14
TIME = 16

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Section:
    """Patients under a heading; `times` stand at the right of some, by id; `empty` is said if there are none."""

    title: str
    lines: Sequence[PatientLine]
    times: dict[str, str]
    empty: str


@dataclass(frozen=True)
class _Row:
    """What a row of the list shows."""

    title: str
    words: str = ""
    time: str = ""
    patient: str | None = None
    heading: bool = False


class PatientList(QListWidget):
    """Patients of some sections; Enter or a click opens one."""

    patient_chosen = Signal(str)
    """By id."""

    def __init__(self, look: Palette) -> None:
        super().__init__()
        self.look = look
        self.rows: tuple[_Row, ...] = ()
        self.setObjectName("patients")
        self.setAccessibleName(_("Patients"))
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self.look = look
        self.viewport().update()

    def show_sections(self, sections: Sequence[Section], today: date) -> None:
        """Shows these sections; the first patient is the one that Enter opens."""
        alike = namesakes(line for section in sections for line in section.lines)
        rows: list[_Row] = []
        for section in sections:
            rows.append(_Row(section.title, heading=True))
            for line in section.lines:
                words = line_words(line, today, namesake=line.id in alike)
                rows.append(_Row(line.name, words, section.times.get(line.id, ""), line.id))
            if not section.lines:
                rows.append(_Row("", section.empty))
        self.rows = tuple(rows)
        self.clear()
        for row in rows:
            item = QListWidgetItem(". ".join(filter(None, [row.title, row.time, row.words])))
            if row.patient is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.walk(1)

    def walk(self, step: int) -> None:
        """Goes to the next patient, or with -1 to the one before; at the ends it stays."""
        row = self.currentRow() + step
        while 0 <= row < len(self.rows):
            if self.rows[row].patient is not None:
                self.setCurrentRow(row)
                break
            row += step
        if not any(one.patient for one in self.rows[: self.currentRow()]):
            self.scrollToTop()  # the heading above the first patient is seen too

    @property
    def current(self) -> str | None:
        """The id of the patient that Enter opens."""
        row = self.currentRow()
        return self.rows[row].patient if 0 <= row < len(self.rows) else None

    def open_current(self) -> None:
        """Opens the patient that the list is at, if it is at one."""
        if self.current is not None:
            self.patient_chosen.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's; a click opens."""
        super().mouseReleaseEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and self.rows[row].patient is not None:
            self.setCurrentRow(row)
            self.open_current()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's; a hand where a click opens."""
        super().mouseMoveEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        hand = row >= 0 and self.rows[row].patient is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)


class _Painter(QStyledItemDelegate):
    """Paints headings, patients and empty states."""

    def __init__(self, view: PatientList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt's."""
        row = self._view.rows[index.row()] if index.row() < len(self._view.rows) else _Row("")
        return QSize(200, HEADING if row.heading else ROW if row.patient else WORDS)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's."""
        row, look = self._view.rows[index.row()], self._view.look
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            painter.setFont(text_font(16, bold=True))
            painter.setPen(QColor(look.text))
            paint_elided(painter, rect.adjusted(PAD, 14, -PAD, 0), row.title)
        elif row.patient is None:
            painter.setFont(text_font(15))
            painter.setPen(QColor(look.quiet))
            paint_elided(painter, rect.adjusted(PAD, 0, -PAD, 0), row.words)
        else:
            self._patient(painter, rect, row, bool(state & QStyle.StateFlag.State_MouseOver), index.row())
        painter.restore()

    def _patient(self, painter: QPainter, rect: QRect, row: _Row, hover: bool, number: int) -> None:
        look = self._view.look
        current = number == self._view.currentRow()
        if current or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_soft if current else look.raised))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), 8, 8)
        if current:
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 10, 4, rect.height() - 20), 2, 2)
        wide = round(text_width(row.time, TIME, bold=True)) + PAD if row.time else 0
        words = rect.adjusted(PAD, 8, -PAD - wide, 0)
        painter.setFont(text_font(16, bold=True))
        painter.setPen(QColor(look.text))
        paint_elided(painter, QRect(words.left(), words.top(), words.width(), 22), row.title)
        painter.setFont(text_font(14))
        painter.setPen(QColor(look.quiet))
        paint_elided(painter, QRect(words.left(), words.top() + 22, words.width(), 20), row.words)
        if row.time:
            painter.setFont(text_font(TIME, bold=True))
            painter.setPen(QColor(look.accent))
            place = rect.adjusted(0, 0, -PAD, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.time)
