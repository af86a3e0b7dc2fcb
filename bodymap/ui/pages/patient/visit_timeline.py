"""The time line of a patient: a card for each visit, newest above, with its small chart and what it says.

A card opens its visit by a click or Enter; its box, or space, chooses it for comparison. What happens then is the
page's. Cards are painted, not built: only those on the screen cost anything.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from bodymap.atlas.shipped import load_atlas
from bodymap.clinic.dates import moment_words
from bodymap.clinic.model import Visit, VisitLine
from bodymap.report.graphics.text_layout import Measure, cut
from bodymap.report.text.translation import _
from bodymap.report.text.visit_words import line_words, list_words, made_words, since_words, spoken_visit
from bodymap.ui.pages.patient.thumbnails import Thumbnails, picture_size
from bodymap.ui.painting.scene_painter import text_font
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.elided_label import paint_elided
from bodymap.ui.widgets.plain_text import plain_text

PICTURE = 132
RAIL = 30
HEIGHT = 172
PAD = 14
BOX = 16
COMPARE, BARE = 92, 24
"""Points that the box "Compare" takes with its word, and without it on a card that is less than `WIDE`."""

WIDE = 500

LINE = 22

Index = QModelIndex | QPersistentModelIndex


class VisitTimeline(QListWidget):
    """The visits of one patient."""

    visit_chosen = Signal(str)
    """To be opened, by id."""
    choice_changed = Signal()
    """Another set of visits is chosen for comparison."""

    def __init__(self, look: Palette) -> None:
        super().__init__()
        self.look = look
        self.lines: tuple[VisitLine, ...] = ()
        self.pictures = Thumbnails(PICTURE)
        self.pictures.made.connect(self._picture_made)
        self.setObjectName("visits")
        self.setAccessibleName(_("Visits, newest first"))
        self.setAccessibleDescription(_("Press Enter to open a visit, Space to select it for comparison."))
        self.setItemDelegate(_Card(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        self.set_look(look)

    def show_visits(self, lines: Sequence[VisitLine], load: Callable[[str], Visit] | None) -> None:
        """Shows these visits, newest first; `load` reads one with its drawing. What was chosen stays chosen."""
        kept = set(self.chosen_ids())
        current = self.currentRow()
        self.lines = tuple(lines)
        self.pictures.read_by(load)
        self.clear()
        atlas = load_atlas()
        for line in lines:
            item = QListWidgetItem(spoken_visit(atlas, line))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if line.id in kept else Qt.CheckState.Unchecked)
            item.setToolTip(plain_text(made_words(line.made_by)))
            self.addItem(item)
        if lines:
            self.setCurrentRow(min(max(current, 0), len(lines) - 1))

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self.look = look
        self.pictures.set_theme(look.chart)
        self.viewport().update()

    def chosen_ids(self) -> tuple[str, ...]:
        """The visits chosen for comparison, newest first."""
        return tuple(
            line.id
            for row, line in enumerate(self.lines)
            if (item := self.item(row)) is not None and item.checkState() == Qt.CheckState.Checked
        )

    def go_to(self, visit: str) -> None:
        """Brings a visit into sight."""
        for row, line in enumerate(self.lines):
            if line.id == visit:
                self.setCurrentRow(row)

    def _picture_made(self, visit: str) -> None:
        for row, line in enumerate(self.lines):
            if line.id == visit:
                item = self.item(row)
                if problem := self.problem(line):
                    item.setToolTip(plain_text(problem))
                    item.setText(f"{spoken_visit(load_atlas(), line)}; {problem}")
                self.viewport().update(self.visualItemRect(item))

    def problem(self, line: VisitLine) -> str:
        """Why a visit has no picture; empty if it has one, or is waiting for it."""
        found = self.pictures.of(line.id, line.version, self.devicePixelRatioF())
        return found.problem if found is not None else ""

    def compare_box(self, row: int) -> QRect:
        """Where the box "Compare" of a card is, in the list's own points."""
        card = card_rect(self.visualItemRect(self.item(row)))
        width = compare_width(card)
        return QRect(card.right() - PAD - width, card.top() + 6, width + PAD, 32)

    def _toggle(self, row: int) -> None:
        item = self.item(row)
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        self.choice_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's; Enter opens, space chooses."""
        row = self.currentRow()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.visit_chosen.emit(self.lines[row].id)
        elif row >= 0 and event.key() == Qt.Key.Key_Space:
            self._toggle(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's; the box chooses, the card opens."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        row = self.indexAt(place).row()
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            return
        if self.compare_box(row).contains(place):
            self._toggle(row)
        elif card_rect(self.visualItemRect(self.item(row))).contains(place):
            self.visit_chosen.emit(self.lines[row].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's; a hand where a click does something."""
        super().mouseMoveEvent(event)
        over = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)


def card_rect(row: QRect) -> QRect:
    """The card within the row of a list."""
    return QRect(row.left() + RAIL, row.top() + 5, row.width() - RAIL - 10, row.height() - 10)


def compare_width(card: QRect) -> int:
    """How wide the box "Compare" is; on a narrow card the date needs the room of its word."""
    return COMPARE if card.width() >= WIDE else BARE


class _Card(QStyledItemDelegate):
    """Paints the rail and the card of a visit."""

    def __init__(self, view: VisitTimeline) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Qt's."""
        return QSize(360, HEIGHT)

    def editorEvent(self, *_: object) -> bool:
        """Qt's; the list itself knows where the box is."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's."""
        view, row = self._view, index.row()
        line, look = view.lines[row], view.look
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._rail(painter, rect, row, look)
        card = card_rect(rect)
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(QColor(look.panel))
        edge = look.accent if current or hover else look.border
        painter.setPen(QPen(QColor(edge), 2 if current else 1))
        painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), 10, 10)
        self._picture(painter, card, line, look)
        self._words(painter, card, row, line, look)
        self._box(painter, row, index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value, look)
        painter.restore()

    def _rail(self, painter: QPainter, rect: QRect, row: int, look: Palette) -> None:
        """The line through all visits, with a dot for each."""
        x, y = rect.left() + RAIL / 2 - 2, rect.top() + 34.0
        painter.setPen(QPen(QColor(look.border), 2))
        if row > 0:
            painter.drawLine(QPoint(round(x), rect.top()), QPoint(round(x), round(y)))
        if row < len(self._view.lines) - 1:
            painter.drawLine(QPoint(round(x), round(y)), QPoint(round(x), rect.bottom() + 1))
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.setBrush(QColor(look.accent if row == 0 else look.chart.page))
        painter.drawEllipse(QRectF(x - 5, y - 5, 10, 10))

    def _picture(self, painter: QPainter, card: QRect, line: VisitLine, look: Palette) -> None:
        found = self._view.pictures.of(line.id, line.version, self._view.devicePixelRatioF())
        size = picture_size(PICTURE)
        place = QRect(card.left() + PAD, card.top() + (card.height() - size.height()) // 2, size.width(), size.height())
        if found is None:
            return
        if found.picture is not None:
            painter.drawPixmap(place.topLeft(), found.picture)
            return
        painter.setBrush(QColor(look.warn_soft))
        painter.setPen(QPen(QColor(look.filled), 1))
        painter.drawRoundedRect(QRectF(place), 8, 8)
        painter.setPen(QColor(look.text))
        painter.setFont(text_font(14))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(place.adjusted(8, 4, -8, -4), flags, _("The drawing can't be read"))

    def _words(self, painter: QPainter, card: QRect, row: int, line: VisitLine, look: Palette) -> None:
        left = card.left() + PAD * 2 + picture_size(PICTURE).width()
        width = card.right() - PAD - left
        top = card.top() + 12
        painter.setFont(text_font(16, bold=True))
        painter.setPen(QColor(look.text))
        day = moment_words(line.started)
        paint_elided(painter, QRect(left, top, width - compare_width(card), LINE), day)
        painter.setFont(text_font(14))
        before = self._view.lines[row + 1] if row + 1 < len(self._view.lines) else None
        said = self._lines(line, before, width, painter.fontMetrics().horizontalAdvance)
        for number, (words, color) in enumerate(said, start=1):
            painter.setPen(QColor(color))
            paint_elided(painter, QRect(left, top + 4 + LINE * number, width, LINE), words)

    def _lines(self, line: VisitLine, before: VisitLine | None, width: int, measure: Measure) -> list[tuple[str, str]]:
        """What stands under the date, a line each with its colour: five at most."""
        atlas, figures, look = load_atlas(), line.figures, self._view.look
        numbers = cut(line_words(line), width, 2, measure)
        told, color = f"First: {list_words(atlas, figures.first)}" if figures.first else "", look.text
        if problem := self._view.problem(line):
            told, color = problem, look.danger
        said = [(since_words(line, before), look.quiet), *((part, look.text) for part in numbers)]
        said += [(part, color) for part in cut(told, width, 3 - len(numbers), measure) if told]
        if figures.confirmed:
            said.append((f"✓ Confirmed: {list_words(atlas, figures.confirmed)}", look.accent))
        elif note := " ".join(line.note.split()):
            said.append((note, look.quiet))
        return said

    def _box(self, painter: QPainter, row: int, on: bool, look: Palette) -> None:
        area = self._view.compare_box(row)
        box = QRectF(area.left() + 0.5, area.top() + (area.height() - BOX) / 2, BOX, BOX)
        painter.setPen(QPen(QColor(look.accent if on else look.quiet), 1.6))
        painter.setBrush(QColor(look.accent) if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        if on:
            pen = QPen(QColor(look.on_accent), 2.2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(
                [box.topLeft() + QPoint(4, 8), box.topLeft() + QPoint(7, 11), box.topLeft() + QPoint(12, 5)]
            )
        painter.setFont(text_font(14))
        painter.setPen(QColor(look.accent if on else look.quiet))
        words = QRect(round(box.right()) + 7, area.top(), COMPARE - BOX, area.height())
        if area.width() >= COMPARE:
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "Compare")
