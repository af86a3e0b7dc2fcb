"""The menus and their keys. What they call is the window's and the reception's."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Run = Callable[[], object]
Key = QKeySequence.StandardKey | str | None


class MenuBar(QMenuBar):
    """A menu bar whose actions are also the window's, so that their keys work everywhere in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setNativeMenuBar(False)
        self._window = window
        self._owned: list[QAction] = []

    def menu(self, title: str) -> QMenu:
        """A further menu."""
        return self.addMenu(title)

    def in_one(self) -> QMenu:
        """All menus as one, for where the bar has no room."""
        one = QMenu(self._window)
        one.aboutToShow.connect(lambda: one.addActions(self.actions()))
        return one

    def add(self, menu: QMenu, label: str, run: Run, key: Key = None) -> QAction:
        """An action at the end of a menu."""
        action = QAction(label, self._window)
        if isinstance(key, str):
            action.setShortcut(QKeySequence(key))
        elif key is not None:
            action.setShortcuts(key)
        action.triggered.connect(lambda _checked=False: run())
        menu.addAction(action)
        self._window.addAction(action)
        self._owned.append(action)
        return action

    def add_files(
        self, menu: QMenu, label: str, fill: Callable[[QMenu], object], run: Callable[[Path], object]
    ) -> None:
        """A menu of files within a menu, filled when it opens."""
        files = menu.addMenu(label)
        files.aboutToShow.connect(lambda: fill(files))
        files.triggered.connect(lambda action: run(action.data()))

    def let(self, works: bool) -> None:
        """Whether any action works, by menu or key."""
        self.setEnabled(works)
        for action in self._owned:
            action.setEnabled(works)
