"""Which muscles drawings are matched against: a set of the atlas, kept in the settings, chosen in a menu."""

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from bodymap.atlas.shipped import shipped_sets
from bodymap.matching.knowledge import Knowledge, shipped_knowledge
from bodymap.report.text.translation import _
from bodymap.ui.models.document import Document
from bodymap.ui.window.menu_bar import MenuBar

KEY = "set"


def chosen_knowledge(settings: QSettings) -> Knowledge:
    """What the settings name, or the default where they name nothing that this version knows."""
    name = settings.value(KEY)
    return shipped_knowledge(name if name in shipped_sets() else None)


class SetSwitch(QObject):
    """The menu of the sets; the one that counts is checked."""

    def __init__(self, settings: QSettings, document: Document, window: QObject) -> None:
        super().__init__(window)
        self._settings, self._document = settings, document
        self._actions: dict[str, QAction] = {}
        document.knowledge_changed.connect(self._check)

    def fill_menu(self, menus: MenuBar, menu: QMenu) -> None:
        """Adds an entry for each set."""
        sets = menu.addMenu(_("Compare with the &muscles of"))
        for name, one in shipped_sets().items():
            label = one.words[:1].upper() + one.words[1:]
            action = menus.add(sets, label, lambda name=name: self.choose(name))  # type: ignore[misc]
            action.setCheckable(True)
            self._actions[name] = action
        self._check()

    def choose(self, name: str) -> None:
        """Takes a set by its id, now and at the next start. Raises BodymapError where there is no such set."""
        self._document.match_against(shipped_knowledge(name))
        self._settings.setValue(KEY, name)
        self._check()

    def _check(self) -> None:
        for name, action in self._actions.items():
            action.setChecked(name == self._document.knowledge.set_name)
