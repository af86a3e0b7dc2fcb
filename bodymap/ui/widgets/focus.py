"""Keyboard focus: who has it, who takes it, and what Escape does."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)


def on_escape(page: QWidget, action: Callable[[], object]) -> None:
    """Esc does this, wherever on the page the keyboard is."""
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(action)


def holds_focus(widget: QWidget) -> bool:
    """Whether the keyboard is in a widget or in something inside it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def take_focus(widget: QWidget) -> None:
    """Brings the keyboard to a widget that was only just put into its layout."""
    widget.show()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
