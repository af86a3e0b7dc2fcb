"""The panel beside the body on the page Review: the list of muscles, the sheets that open from it, the smallest set.

Only how it is built; what stands in it is the page's (`bodymap.ui.pages.review.review_page`).
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from bodymap.report.text.translation import _
from bodymap.ui.models.document import Document
from bodymap.ui.pages.review.examination_order_panel import ExaminationOrderPanel
from bodymap.ui.pages.review.examination_panel import ExaminationPanel
from bodymap.ui.pages.review.red_flag_panel import RedFlagPanel
from bodymap.ui.theme.metrics import WIDTH
from bodymap.ui.widgets.basics import button, heading, quiet
from bodymap.ui.widgets.scroll_area import ScrollArea

WIDE, WIDE_SHARE = 660, 0.44
"""Where words and numbers stand side by side: so many pixels at most, and this share of the window."""

LIST, TEXT, FLAGS, HANDS, ORDER = range(5)
"""The faces of the panel."""


class ReviewPanel(QFrame):
    """The list and the sheets that open from it, of which one shows, over the card of the smallest set."""

    close_requested = Signal()
    """Back to the list."""
    sheet_requested = Signal(str)
    """As `ReviewPage.open_sheet` takes it."""

    def __init__(self, document: Document) -> None:
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
        self.sheets.addWidget(_sheet(self.browser, self.close_requested.emit))
        self.flag_sheet = RedFlagPanel(document.answer, document.settle)
        self.sheets.addWidget(_sheet(self.flag_sheet, self.close_requested.emit, _("Rule out first")))
        self.hands = ExaminationPanel(document)
        self.hands.finding_changed.connect(document.find)
        self.sheets.addWidget(_sheet(self.hands, self.close_requested.emit))
        self.order = ExaminationOrderPanel(document)
        self.sheets.addWidget(_sheet(self.order, self.close_requested.emit, _("Examine in this order")))
        column.addWidget(self.sheets, 1)
        self.set_label = QLabel()
        self.set_label.setWordWrap(True)
        self.set_label.setStyleSheet("font-size: 14px;")
        column.addWidget(self._set_card())

    def show_face(self, face: int, wide: bool = False) -> None:
        """Shows the list or one of the sheets."""
        self.sheets.setCurrentIndex(face)
        room = min(WIDE, round(WIDE_SHARE * self.window().width()))
        self.setFixedWidth(max(WIDTH, room) if wide else WIDTH)

    def show_basis(self, words: str, out_of_reach: str) -> None:
        """Says which muscles were compared, and what of the drawing none of them reaches."""
        said = _("By overlap with the marked pain, then by the answers, of {muscles}. Not a diagnosis.")
        self.basis.setText(" ".join(filter(None, (said.format(muscles=words), out_of_reach))))

    def show_age(self, text: str) -> None:
        """Says that the visit's stored ranking is not the one that stands here; nothing where it is."""
        self.aged.setText(text)
        self.aged.setVisible(bool(text))

    def show_steadiness(self, text: str) -> None:
        """Shows how steady the top is. It comes late, so the list makes room at once."""
        self.steady.setText(text)
        face = self.steady.parentWidget()
        layout = face.layout() if face is not None else None
        if layout is not None:
            layout.activate()

    def show_text(self, html: str, wide: bool) -> None:
        """Shows a text; where it is a newer one of what is shown, the place in it stays."""
        again = self.sheets.currentIndex() == TEXT
        place = self.browser.verticalScrollBar().value()
        self.browser.setHtml(html)
        self.show_face(TEXT, wide)
        if again:
            self.browser.verticalScrollBar().setValue(place)
        else:
            self.browser.setFocus()

    def _list_face(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 18, 0)
        title = heading(_("Muscles whose pattern overlaps"))
        title.setWordWrap(True)
        head.addWidget(title, 1)
        head.addWidget(button(_("Examine in this order"), lambda: self.sheet_requested.emit("order"), link=True))
        self.basis = quiet("")
        self.history = QLabel()
        self.history.setWordWrap(True)
        self.aged = quiet("")
        self.aged.hide()
        self.steady = quiet("")
        words = QVBoxLayout()  # its margins rather than the labels' own, which a change of look may take away
        words.setContentsMargins(18, 0, 18, 6)
        words.setSpacing(4)
        for label in (self.basis, self.history, self.aged, self.steady):
            label.setStyleSheet("font-size: 13px;")
            words.addWidget(label)
        column.addLayout(head)
        column.addLayout(words)
        holder = QWidget()
        self.rows = QVBoxLayout(holder)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.scroll_area = ScrollArea(holder)
        column.addWidget(self.scroll_area, 1)
        return face

    def _set_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 10, 18, 10)
        column.setSpacing(3)
        self.set_title = heading("")
        column.addWidget(self.set_title)
        column.addWidget(self.set_label)
        column.addWidget(
            button(_("How this is counted"), lambda: self.sheet_requested.emit("set"), link=True),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        return card


def _sheet(content: QWidget, close: Callable[[], object], title: str = "") -> QWidget:
    face = QWidget()
    column = QVBoxLayout(face)
    column.setContentsMargins(14, 10, 14, 10)
    column.addWidget(button(_("‹ Back to the muscles"), close, link=True), 0, Qt.AlignmentFlag.AlignLeft)
    if title:
        column.addWidget(heading(title))
    column.addWidget(content, 1)
    return face
