"""The panel beside the bodies on the page Compare: what changed in words, region by region, and by muscle."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bodymap.clinic.analysis.comparison import Comparison
from bodymap.report.text.comparison_words import ComparisonLine, ComparisonRow, comparison_words, muscle_lines
from bodymap.report.text.translation import _
from bodymap.ui.theme.metrics import WIDTH
from bodymap.ui.widgets.basics import clear, heading, quiet
from bodymap.ui.widgets.scroll_area import ScrollArea

MARGIN = 18


class ComparePanel(QFrame):
    """A headline over lines of what is gone, smaller and new; under it a row for each region, then the muscles."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(6)
        self.headline = heading("")
        self.headline.setWordWrap(True)
        self.headline.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.strength = quiet("")
        self.strength.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.lines = QLabel()
        self.lines.setWordWrap(True)
        self.lines.setContentsMargins(MARGIN, 0, MARGIN, 10)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.headline)
        column.addWidget(self.strength)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self.rows = QVBoxLayout()
        inner.addWidget(self.lines)
        inner.addLayout(self.rows)
        inner.addStretch(1)
        self.scroll_area = ScrollArea(holder)
        self.scroll_area.setAccessibleName(_("Changes by region"))
        column.addWidget(self.scroll_area, 1)
        self.card = QFrame()
        self.card.setProperty("card", True)
        under = QVBoxLayout(self.card)
        under.setContentsMargins(MARGIN, 10, MARGIN, 10)
        under.setSpacing(3)
        under.addWidget(heading(_("Muscles")))
        note = quiet(_("Of the smallest sets that cover the drawings. They support an examination."))
        note.setStyleSheet("font-size: 13px;")
        under.addWidget(note)
        self.muscles = QLabel()
        self.muscles.setWordWrap(True)
        self.muscles.setStyleSheet("font-size: 14px;")
        under.addWidget(self.muscles)
        column.addWidget(self.card)

    def show_comparison(self, comparison: Comparison) -> None:
        """Shows another comparison."""
        words = comparison_words(comparison)
        self.headline.setText(words.headline)
        self._show_strength(words.strength)
        said = _html(words.lines) + ([escape(words.note)] if words.note else [])
        self._show_lines(said)
        clear(self.rows)
        if words.rows:
            title = quiet(_("Regions, the largest change first; shares are of the region."))
            title.setStyleSheet("font-size: 13px;")
            title.setContentsMargins(MARGIN, 0, MARGIN, 6)
            self.rows.addWidget(title)
        for row in words.rows:
            self.rows.addWidget(_row(row))
        self.scroll_area.verticalScrollBar().setValue(0)
        muscles = muscle_lines(comparison)
        self.muscles.setText("<br>".join(_html(muscles)))
        self.card.setVisible(bool(muscles))

    def show_text(self, headline: str, text: str) -> None:
        """Says why there is nothing to compare."""
        self.headline.setText(headline)
        self._show_strength("")
        self._show_lines([escape(text)] if text else [])
        clear(self.rows)
        self.card.hide()

    def _show_strength(self, text: str) -> None:
        self.strength.setText(text)
        self.strength.setVisible(bool(text))

    def _show_lines(self, lines: list[str]) -> None:
        self.lines.setText("<br>".join(lines))
        self.lines.setVisible(bool(lines))


def _html(lines: Iterable[ComparisonLine]) -> list[str]:
    return [f"<b>{escape(line.head)}:</b> {escape(line.text)}" for line in lines]


def _row(row: ComparisonRow) -> QFrame:
    frame = QFrame()
    frame.setProperty("row", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(MARGIN, 7, MARGIN, 7)
    column.setSpacing(1)
    head = QHBoxLayout()
    place = QLabel(row.place)
    place.setWordWrap(True)
    place.setStyleSheet("font-weight: 600;")
    change = QLabel(row.change)
    change.setProperty("badge", True)
    head.addWidget(place, 1)
    head.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    numbers = [f"{row.before} → {row.after}"]
    numbers += [f"strength {row.strength}"] if row.strength else []
    numbers += [row.quality] if row.quality else []
    column.addWidget(quiet(" · ".join(numbers)))
    frame.setAccessibleName(f"{row.place}: {row.change}, {', '.join(numbers)}")
    return frame
