"""A column of tool buttons beside a chart."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from bodymap.ui.theme.icons import icon
from bodymap.ui.theme.palette import Palette


class ToolRail(QFrame):
    """The column of tools at the left edge."""

    def __init__(self, look: Palette) -> None:
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

    def set_look(self, look: Palette) -> None:
        """Draws the icons in another look."""
        self._look = look
        for made, name in self._buttons:
            self._paint_icon(made, name)
