"""What is scrolled up and down where it does not fit, and never sideways. What stands in it is its owner's."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrollArea(QScrollArea):
    """A widget as wide as there is room, scrolled up and down."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)


class ScrolledColumn(ScrollArea):
    """Widgets under each other; `column` is their layout."""

    def __init__(self, margins: tuple[int, int, int, int], spacing: int) -> None:
        """`margins` at the left, top, right and bottom, and `spacing` between the widgets, are pixels."""
        holder = QWidget()
        super().__init__(holder)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(spacing)
