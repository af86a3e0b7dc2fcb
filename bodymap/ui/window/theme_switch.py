"""Which look the program has: light, dark, or as the system has it; kept in the settings, chosen in a menu."""

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from bodymap.report.text.translation import _
from bodymap.ui.theme.palette import DARK_PALETTE, LIGHT_PALETTE, Palette
from bodymap.ui.window.menu_bar import MenuBar

SYSTEM = "system"
LABELS = {SYSTEM: _("Light or dark as the &system"), "light": "&Light", "dark": "&Dark"}


class ThemeSwitch(QObject):
    """Follows the system as long as nobody chose a look."""

    changed = Signal()
    """There may be another look now."""

    def __init__(self, settings: QSettings, window: QObject) -> None:
        super().__init__(window)
        self._settings = settings
        self._name = str(settings.value("look", SYSTEM))
        self._actions: list[QAction] = []
        self.look = self._wanted()
        """The look that is wanted now."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _wanted(self) -> Palette:
        if self._name == SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._name == "dark"
        return DARK_PALETTE if dark else LIGHT_PALETTE

    def fill_menu(self, menus: MenuBar, menu: QMenu) -> None:
        """Adds an entry for each look; the one that was chosen is checked."""
        for name, label in LABELS.items():
            action = menus.add(menu, label, lambda name=name: self.choose(name))  # type: ignore[misc]
            action.setCheckable(True)
            action.setData(name)
            self._actions.append(action)
        self._check()

    def choose(self, name: str) -> None:
        """Takes a look by name: system, light or dark."""
        self._name = name
        self._settings.setValue("look", name)
        self._take()

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._name == SYSTEM:
            self._take()

    def _take(self) -> None:
        self.look = self._wanted()
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        for action in self._actions:
            action.setChecked(action.data() == self._name)
