"""A table of counts: names at the left, numbers at the right, nothing to edit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from bodymap.report.text.translation import _


class CountsTable(QTableWidget):
    """Rows of a name and numbers; a long name takes two lines, so that its side is never cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Counts"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A name has its width only when the table is laid out, and another one when a scroll bar comes.
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.resizeRowsToContents)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._again.start())

    def show_rows(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Shows other rows; each is as long as the head."""
        self.clear()
        self.setColumnCount(len(head))
        self.setRowCount(len(rows))
        for place, text in enumerate(head):
            self.setHorizontalHeaderItem(place, _cell(text, place))
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                self.setItem(number, place, _cell(text, place))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.resizeRowsToContents()  # where no width changes
        self.scrollToTop()


def _cell(text: str, place: int) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
