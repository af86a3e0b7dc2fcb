"""Small building blocks that several pages use."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


def heading(text: str) -> QLabel:
    """A heading within a panel."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("heading", True)
    return label


def title(text: str) -> QLabel:
    """What a page or a dialog is about."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("title")
    label.setWordWrap(True)
    return label


def quiet(text: str, wrap: bool = True) -> QLabel:
    """A line of secondary text."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("quiet", True)
    label.setWordWrap(wrap)
    return label


def button(text: str, action: Callable[[], object], **properties: bool) -> QPushButton:
    """A push button; the keywords are the style sheet's properties, e.g. `primary=True`."""
    made = QPushButton(text)
    for name, value in properties.items():
        made.setProperty(name, value)
    made.clicked.connect(lambda _checked=False: action())
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Sets a property that the style sheet looks at, and has the widget styled again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout, and the widgets off the screen."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def panel(name: str = "panel") -> tuple[QFrame, QVBoxLayout]:
    """A side panel and its layout."""
    frame = QFrame()
    frame.setObjectName(name)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(18, 14, 18, 14)
    layout.setSpacing(8)
    return frame, layout


def picture_stage() -> tuple[QFrame, QVBoxLayout]:
    """The part of a page that a picture fills, and its layout."""
    frame = QFrame()
    frame.setObjectName("stage")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 10, 16, 6)
    layout.setSpacing(6)
    return frame, layout


def side_by_side(page: QWidget, *parts: QWidget, wide: QWidget) -> None:
    """Fills a page with its parts from left to right, without a gap; `wide` takes what the others leave."""
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    for part in parts:
        row.addWidget(part, 1 if part is wide else 0)


def fit_height(window: QWidget) -> None:
    """Makes a window as high as its texts need at the width that it has; Qt guesses wrapped lines too narrow."""
    layout = window.layout()
    assert layout is not None
    layout.activate()
    window.resize(window.width(), max(layout.totalHeightForWidth(window.width()), window.minimumHeight()))
