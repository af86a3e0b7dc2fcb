"""Tells a screen reader what has changed."""

from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
)
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Has a screen reader say something, if one listens."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
