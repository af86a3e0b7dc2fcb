"""A line of text that gives way: what has no room ends in …, and is told in full by tooltip and screen reader."""

from html import escape

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QResizeEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


class ElidedLabel(QLabel):
    """One line of plain text in the width that is left for it."""

    def __init__(self, name: str = "") -> None:
        """`name` is the style sheet's, e.g. "title"."""
        super().__init__()
        self.setObjectName(name)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        # At the left in every script: what stands under a name begins where the name does.
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        self.setAlignment(left | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Shows another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    def minimumSizeHint(self) -> QSize:
        """Qt's; the height of a line, so that an empty one keeps its place."""
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        whole = escape(self._whole) if Qt.mightBeRichText(self._whole) else self._whole
        self.setToolTip(whole if shown != self._whole else "")


def paint_elided(painter: QPainter, place: QRect, words: str) -> None:
    """Paints one line of text at the left of a place, in the painter's font and pen, with … where the place ends."""
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
