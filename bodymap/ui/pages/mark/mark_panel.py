"""The panel beside the body on the page Mark: how strong, what it feels like, the brush, what is marked so far."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName
from bodymap.drawing.model import QUALITIES, Mark, Quality
from bodymap.drawing.words import QUALITY_WORDS, mark_line, mark_words
from bodymap.matching.answers import NO_PAIN
from bodymap.report.text.translation import _
from bodymap.ui.canvas.mark_settings import BRUSHES, MarkSettings
from bodymap.ui.models.document import Document
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import button, clear, heading, quiet, restyle
from bodymap.ui.widgets.clickable_row import ClickableRow
from bodymap.ui.widgets.focus import holds_focus, take_focus
from bodymap.ui.widgets.meters import Swatch
from bodymap.ui.widgets.plain_text import plain_text
from bodymap.ui.widgets.scroll_area import ScrollArea

WIDTH = 368


class _BrushButton(QAbstractButton):
    """A brush, shown as large as it is compared with the others."""

    def __init__(self, radius: float, look: Palette) -> None:
        super().__init__()
        self.radius, self.look = radius, look
        self.setCheckable(True)
        self.setFixedSize(QSize(58, 52))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        size = 3 + 16 * (self.radius / BRUSHES[-1]) ** 0.6
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.look.text))
        painter.drawEllipse(centre, size, size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(QPen(QColor(self.look.accent), 2.6))
            painter.drawEllipse(centre, size + 4, size + 4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.look.accent), 1.4, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 8, 8)


class _MarkRow(ClickableRow):
    """A line of the list: colour, words, strength, and a way to take it back."""

    remove_requested = Signal()

    def __init__(self, mark: Mark, charts: Mapping[ChartName, Chart], color: str, selected: bool) -> None:
        super().__init__(selected)
        words = mark_words(mark, charts).text
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 0, 4)
        row.addWidget(Swatch(color))
        label = QLabel(mark_line(mark, charts, intensity=False))
        label.setWordWrap(True)
        row.addWidget(label, 1)
        strength = QLabel("–" if mark.intensity is None else str(mark.intensity))
        strength.setProperty("heading", True)
        row.addWidget(strength)
        self.away = button("×", self.remove_requested.emit, flat=True)
        self.away.setToolTip(plain_text(_("Take back: {words}").format(words=words)))
        self.away.setAccessibleName(_("Take back {words}").format(words=words))
        row.addWidget(self.away)
        self.setAccessibleName(mark_line(mark, charts))


class MarkPanel(QFrame):
    """Settings of the next mark, and the list of marks; a chosen mark is changed by the same buttons."""

    next_requested = Signal()
    """On to the questions."""

    def __init__(self, document: Document, settings: MarkSettings, look: Palette) -> None:
        super().__init__()
        self._document, self._settings, self._look = document, settings, look
        self._chosen: int | None = None
        self._changing = False
        self._rows: list[_MarkRow] = []
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(7)
        self._strength_heading = heading("")
        column.addWidget(self._strength_heading)
        column.addLayout(self._scale())
        ends = QHBoxLayout()
        ends.addWidget(quiet("hardly", wrap=False))
        ends.addStretch(1)
        ends.addWidget(quiet(_("worst you can think of"), wrap=False))
        column.addLayout(ends)
        column.addSpacing(4)
        column.addWidget(heading(_("What does it feel like?")))
        column.addLayout(self._qualities())
        column.addSpacing(4)
        column.addWidget(heading(_("Brush")))
        column.addLayout(self._brushes())
        column.addSpacing(4)
        top = QHBoxLayout()
        top.addWidget(heading(_("Marked so far")))
        top.addStretch(1)
        self._hint = quiet(_("choose a line to edit it"), wrap=False)
        top.addWidget(self._hint)
        self._done = button(_("Done changing"), lambda: self.choose(None), flat=True)
        top.addWidget(self._done)
        column.addLayout(top)
        column.addWidget(self._listing(), 1)
        bottom = QHBoxLayout()
        self.no_pain_button = button(_("No pain today"), document.no_pain)
        self.next_button = button(_("Next: questions"), self.next_requested.emit, primary=True)
        bottom.addWidget(self.no_pain_button)
        bottom.addStretch(1)
        bottom.addWidget(self.next_button)
        column.addLayout(bottom)
        document.started.connect(self._start_anew)
        document.changed.connect(self._changed)
        self.refresh()

    def _listing(self) -> ScrollArea:
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(0)
        inner = QWidget()
        inner.setLayout(self._list)
        self._scroll = ScrollArea(inner)
        return self._scroll

    def _scale(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(3)
        self._strengths = QButtonGroup(self)
        for number in range(11):
            made = QPushButton(str(number))
            made.setProperty("scale", True)
            made.setCheckable(True)
            made.setFixedHeight(34)
            made.setMinimumWidth(24)
            made.setAccessibleName(_("Strength {number} of 10").format(number=number))
            self._strengths.addButton(made, number)
            row.addWidget(made, 1)
        self._strengths.idClicked.connect(self.choose_strength)
        return row

    def _qualities(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(7)
        self._feelings = QButtonGroup(self)
        self._swatches: dict[Quality, Swatch] = {}
        for number, quality in enumerate(QUALITIES):
            words = QUALITY_WORDS[quality]
            made = QPushButton(words[:1].upper() + words[1:])
            made.setCheckable(True)
            made.setMinimumHeight(38)
            made.setStyleSheet("text-align: left; padding-left: 36px;")
            self._swatches[quality] = Swatch(self._look.chart.quality(quality))
            inner = QHBoxLayout(made)
            inner.setContentsMargins(13, 0, 0, 0)
            inner.addWidget(self._swatches[quality])
            inner.addStretch(1)
            self._feelings.addButton(made, number)
            grid.addWidget(made, number // 2, number % 2)
        self._feelings.idClicked.connect(lambda number: self.choose_quality(QUALITIES[number]))
        return grid

    def _brushes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._brush_group = QButtonGroup(self)
        for number, radius in enumerate(BRUSHES):
            made = _BrushButton(radius, self._look)
            made.setAccessibleName(_("Brush {value} of {n}").format(value=number + 1, n=len(BRUSHES)))
            made.setToolTip((_("Fine"), _("Medium"), _("Wide"), _("Widest"))[number])
            made.setChecked(radius == self._settings.brush)
            self._brush_group.addButton(made, number)
            row.addWidget(made)
        row.addStretch(1)
        self._brush_group.idClicked.connect(self.choose_brush)
        return row

    # Choices

    def choose_brush(self, number: int) -> None:
        """Takes a brush, counted from 0, the finest."""
        self._settings.brush = BRUSHES[number]
        self._check(self._brush_group, number)

    def choose_strength(self, number: int) -> None:
        """The strength, 0 to 10, of what comes next, or of the chosen mark."""
        if self._chosen is None:
            self._settings.intensity = number
            self.refresh()
        else:
            self._change(intensity=number)

    def choose_quality(self, quality: Quality) -> None:
        """The quality of what comes next, or of the chosen mark."""
        if self._chosen is None:
            self._settings.quality = quality
            self.refresh()
        else:
            self._change(quality=quality)

    def _change(self, **fields: object) -> None:
        assert self._chosen is not None
        mark = self._document.drawing.marks[self._chosen]
        self._changing = True
        try:
            self._document.replace_mark(self._chosen, mark.model_copy(update=fields))
        finally:
            self._changing = False

    def _start_anew(self) -> None:
        """Another drawing: nothing that was chosen for the last one counts for it."""
        self._settings.reset()
        self._check(self._brush_group, BRUSHES.index(self._settings.brush))

    def _changed(self) -> None:
        """After any other change than its own the panel is about the next mark again, not about an earlier one."""
        if not self._changing:
            self._chosen = None
        self.refresh()

    def choose(self, number: int | None) -> None:
        """Chooses a mark of the list, counted from 0, to be changed; choosing it again, or None, ends that."""
        self._chosen = None if number == self._chosen else number
        self.refresh()

    def _remove(self, number: int) -> None:
        self._document.remove_mark(number)

    # Showing

    def refresh(self) -> None:
        """Shows the document as it stands."""
        marks = self._document.drawing.marks
        focused = next((number for number, row in enumerate(self._rows) if holds_focus(row)), None)
        clear(self._list)
        self._rows = []
        for number in reversed(range(len(marks))):
            mark = marks[number]
            row = _MarkRow(
                mark,
                self._document.charts,
                self._look.chart.quality(mark.quality),
                number == self._chosen,
            )
            row.remove_requested.connect(lambda number=number: self._remove(number))
            row.chosen.connect(lambda number=number: self.choose(number))
            self._list.addWidget(row)
            self._rows.append(row)
        self._order_tabs()
        if focused is not None and self._rows:
            take_focus(self._rows[min(focused, len(self._rows) - 1)])
        if not marks:
            said = self._document.drawing.answers.get(NO_PAIN)
            text = _("No pain today.") if said else _("Nothing yet. Tap or paint where it hurts.")
            self._list.addWidget(quiet(text))
        self._list.addStretch(1)
        shown = marks[self._chosen] if self._chosen is not None else None
        quality = shown.quality if shown else self._settings.quality
        strength = shown.intensity if shown else self._settings.intensity
        self._check(self._feelings, QUALITIES.index(quality) if quality else None)
        self._check(self._strengths, strength)
        self._strength_heading.setText(self._strength_words(shown is not None))
        self._done.setVisible(shown is not None)
        self._hint.setVisible(bool(marks) and shown is None)
        self.next_button.setEnabled(bool(marks) or bool(self._document.drawing.answers.get(NO_PAIN)))
        restyle(self.no_pain_button, "said", bool(self._document.drawing.answers.get(NO_PAIN)))

    def _strength_words(self, chosen: bool) -> str:
        """Once something is marked, says that a number is about what comes next and not about what was just marked."""
        if chosen:
            return _("Change the strength of the chosen mark")
        return _("How strong is the next place?") if self._document.drawing.marks else _("How strong is it here?")

    def _order_tabs(self) -> None:
        """Rows come new with every change; the Tab key still meets them between the brushes and what ends the page."""
        last: QWidget = self._scroll
        for row in self._rows:
            for widget in (row, row.away):
                self.setTabOrder(last, widget)
                last = widget
        self.setTabOrder(last, self.no_pain_button)

    @staticmethod
    def _check(group: QButtonGroup, number: int | None) -> None:
        if number is not None:
            group.button(number).setChecked(True)
            return
        group.setExclusive(False)
        for made in group.buttons():
            made.setChecked(False)
        group.setExclusive(True)

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self._look = look
        for quality, swatch in self._swatches.items():
            swatch.set_color(look.chart.quality(quality))
        for made in self._brush_group.buttons():
            if isinstance(made, _BrushButton):
                made.look = look
                made.update()
        self.refresh()
