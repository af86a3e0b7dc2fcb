"""Small building blocks that several pages use."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bodymap.ui.icons import icon
from bodymap.ui.style import Look


def heading(text: str) -> QLabel:
    """A heading within a panel."""
    label = QLabel(text)
    label.setProperty("heading", True)
    return label


def title(text: str) -> QLabel:
    """What a page or a dialog is about."""
    label = QLabel(text)
    label.setObjectName("title")
    label.setWordWrap(True)
    return label


def quiet(text: str, wrap: bool = True) -> QLabel:
    """A line of secondary text."""
    label = QLabel(text)
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


def on_escape(page: QWidget, action: Callable[[], object]) -> None:
    """Esc does this, wherever on the page the keyboard is."""
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(action)


def fit_height(window: QWidget) -> None:
    """Makes a window as high as its texts need at the width that it has; Qt guesses wrapped lines too narrow."""
    layout = window.layout()
    assert layout is not None
    layout.activate()
    window.resize(window.width(), max(layout.totalHeightForWidth(window.width()), window.minimumHeight()))


def holds_focus(widget: QWidget) -> bool:
    """Whether the keyboard is in a widget or in something inside it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def take_focus(widget: QWidget) -> None:
    """Brings the keyboard to a widget that was only just put into its layout."""
    widget.show()
    widget.setFocus(Qt.FocusReason.TabFocusReason)


class Segments(QWidget):
    """A row of buttons of which one is chosen."""

    def __init__(self, labels: Sequence[str], chosen: int, changed: Callable[[int], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        for number, label in enumerate(labels):
            made = QPushButton(label)
            made.setCheckable(True)
            made.setProperty("segment", True)
            self._group.addButton(made, number)
            row.addWidget(made)
        self.choose(chosen)
        self._group.idClicked.connect(changed)

    def choose(self, number: int) -> None:
        """Shows another one as chosen, without saying so to anybody."""
        self._group.button(number).setChecked(True)

    @property
    def chosen(self) -> int:
        """The number of the one that is chosen."""
        return self._group.checkedId()


class ToolRail(QFrame):
    """The column of tools at the left edge."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setMinimumWidth(104)
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 10, 6, 10)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._group = QButtonGroup(self)
        self._buttons: list[tuple[QToolButton, str]] = []

    def add(
        self, name: str, label: str, hint: str, action: Callable[[], object], checkable: bool = False
    ) -> QToolButton:
        """A tool with an icon and a word under it."""
        made = QToolButton()
        made.setText(label)
        made.setToolTip(hint)
        made.setAccessibleName(label)
        made.setAccessibleDescription(hint)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIconSize(QSize(24, 24))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if checkable:
            made.setCheckable(True)
            self._group.addButton(made)
        made.clicked.connect(lambda _checked=False: action())
        self._buttons.append((made, name))
        self._column.insertWidget(self._column.count() - 1, made)
        self._paint_icon(made, name)
        return made

    def _paint_icon(self, made: QToolButton, name: str) -> None:
        made.setIcon(icon(name, self._look.quiet, self._look.accent, self._look.border))

    def set_look(self, look: Look) -> None:
        """Draws the icons in another look."""
        self._look = look
        for made, name in self._buttons:
            self._paint_icon(made, name)


class Swatch(QWidget):
    """A round patch of colour."""

    def __init__(self, color: str, size: int = 14) -> None:
        super().__init__()
        self._color = color
        self.setFixedSize(size, size)

    def set_color(self, color: str) -> None:
        """Another colour."""
        self._color = color
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._color))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))


class Bar(QWidget):
    """A share as a bar."""

    def __init__(self, share: float, color: str, track: str) -> None:
        super().__init__()
        self._share, self._color, self._track = share, color, track
        self.setFixedHeight(10)
        self.setMinimumWidth(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """Another share, 0 to 1."""
        self._share = share
        self.setAccessibleName(f"{share:.0%}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.setBrush(QColor(self._track))
        painter.drawRoundedRect(whole, 4, 4)
        if self._share > 0:
            painter.setBrush(QColor(self._color))
            painter.drawRoundedRect(
                QRectF(whole.topLeft(), whole.size() * 1).adjusted(0, 0, -whole.width() * (1 - self._share), 0), 4, 4
            )
