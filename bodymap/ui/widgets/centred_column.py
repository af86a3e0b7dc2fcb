"""Columns in the middle of a wide page, as wide as can be read. What stands in them is their owner's."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bodymap.ui.widgets.scroll_area import ScrollArea

TEXT_WIDTH = 760
WIDTH = 860
"""Pixels: text is read in narrower lines than four answers need."""


def centred(widget: QWidget) -> QWidget:
    """A widget in the middle of the width, no wider than its own maximum."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return holder


def centred_scroll(widget: QWidget) -> ScrollArea:
    """The same, with what does not fit scrolled up and down."""
    return ScrollArea(centred(widget))
