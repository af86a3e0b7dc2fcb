"""The panel beside the body on the page Review: the list of muscles, the sheets that open from it, the smallest set.

Only how it is built; what stands in it is the page's (`bodymap.ui.review_page`).
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from bodymap.ui.document import Document
from bodymap.ui.flags import FlagSheet
from bodymap.ui.widgets import button, heading, quiet

WIDTH = 432
LIST, TEXT, FLAGS = 0, 1, 2
"""The faces of the panel."""


class ReviewPanel(QFrame):
    """List, text sheet and flag sheet, of which one shows, over the card of the smallest set."""

    def __init__(self, close_sheet: Callable[[], object], count_set: Callable[[], object], document: Document) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.sheets = QStackedWidget()
        self.sheets.addWidget(self._list_face())
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.document().setDocumentMargin(12)
        self.sheets.addWidget(_sheet(self.browser, close_sheet))
        self.flag_sheet = FlagSheet(document.answer, document.settle)
        self.sheets.addWidget(_sheet(self.flag_sheet, close_sheet, "Rule out first"))
        column.addWidget(self.sheets, 1)
        self.set_label = QLabel()
        self.set_label.setWordWrap(True)
        column.addWidget(self._set_card(count_set))

    def _list_face(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        title = heading("Likely muscles")
        title.setContentsMargins(18, 0, 18, 0)
        note = quiet("Ranked by overlap with the marked pain, then by the answers. Not a diagnosis.")
        note.setContentsMargins(18, 0, 18, 6)
        column.addWidget(title)
        column.addWidget(note)
        holder = QWidget()
        self.rows = QVBoxLayout(holder)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setWidget(holder)
        column.addWidget(self.scroll_area, 1)
        return face

    def _set_card(self, count_set: Callable[[], object]) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 10, 18, 10)
        column.setSpacing(3)
        column.addWidget(heading("Smallest set that covers the drawing"))
        column.addWidget(self.set_label)
        column.addWidget(button("How this is counted", count_set, link=True))
        return card


def _sheet(content: QWidget, close: Callable[[], object], title: str = "") -> QWidget:
    face = QWidget()
    column = QVBoxLayout(face)
    column.setContentsMargins(14, 10, 14, 10)
    column.addWidget(button("‹ Back to the muscles", close, link=True))
    if title:
        column.addWidget(heading(title))
    column.addWidget(content, 1)
    return face
