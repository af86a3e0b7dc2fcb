"""Drawings as files, from the menu: open, save, those used lately, what a crash left. The content is the document's."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from bodymap.clinic.saving.drawing_recovery import Abandoned
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.dialogs.save_file_dialog import save_file
from bodymap.ui.models.document import Document
from bodymap.ui.widgets.plain_text import plain_text

RECENT = 8
FILE_FILTER = _("Drawings (*.json);;All files (*)")


class DrawingFileDialogs:
    """Asks, reads and writes on behalf of a window."""

    def __init__(self, window: QWidget, document: Document, settings: QSettings) -> None:
        self._window, self._document, self._settings = window, document, settings

    def show_error(self, sentence: str) -> None:
        """Shows what is wrong, in one sentence."""
        QMessageBox.warning(self._window, "bodymap", plain_text(sentence))

    def may_go_on(self) -> bool:
        """Asks what to do with unsaved work; False if the person wants to stay."""
        if not self._document.unsaved:
            return True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("bodymap")
        box.setText(_("Save the drawing first?"))
        box.setInformativeText(_("It has unsaved changes."))
        choices = QMessageBox.StandardButton
        box.setStandardButtons(choices.Save | choices.Discard | choices.Cancel)
        box.setDefaultButton(choices.Save)
        answer = box.exec()
        if answer == choices.Save:
            return self.save_as(self._document.path)
        return answer == choices.Discard

    def ask_for_one(self) -> Path | None:
        """Which file to open; None if none was chosen."""
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Open a drawing"), str(self._folder()), FILE_FILTER)
        return Path(name) if name else None

    def open(self, path: Path) -> bool:
        """Opens a file. True if it is open."""
        try:
            self._document.open(path)
        except BodymapError as error:
            self.show_error(error_sentence(error))
            return False
        self._remember(path)
        return True

    def save_as(self, path: Path | None) -> bool:
        """Saves to a file, which is asked for if not given. True if it is saved."""
        proposed = self._folder() / "drawing.json"
        saved = save_file(
            self._window, path, self._document.save, title=_("Save the drawing"), proposed=proposed, kinds=FILE_FILTER
        )
        if saved is not None and not self._document.of_visit:
            self._remember(saved)
        return saved is not None

    def _folder(self) -> Path:
        return self._document.path.parent if self._document.path else Path.home()

    def recent(self) -> list[Path]:
        """Files opened or saved lately, newest first."""
        stored = self._settings.value("recent", [])
        names = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return [Path(name) for name in names if isinstance(name, str)]

    def _remember(self, path: Path) -> None:
        kept = [path.resolve(), *(old for old in self.recent() if old != path.resolve())][:RECENT]
        self._settings.setValue("recent", [str(old) for old in kept])

    def fill_recent(self, menu: QMenu) -> None:
        """Puts the files used lately into a menu; choosing one opens it through the window."""
        menu.clear()
        for path in self.recent():
            action = menu.addAction(f"{path.name}  ({path.parent})")
            action.setData(path)
        if not menu.actions():
            menu.addAction(_("Nothing yet")).setEnabled(False)

    def offer_back(self, found: list[Abandoned]) -> bool:
        """Offers what earlier runs left behind when they ended without closing. True if one was taken back."""
        for one in found:
            box = QMessageBox(self._window)
            box.setWindowTitle("bodymap")
            box.setText(_("bodymap was not closed properly last time."))
            marks = len(one.drawing.marks)
            box.setInformativeText(
                _("A drawing with {marks} {value} from {when:%d %B %Y, %H:%M} was kept. Take it back?").format(
                    marks=marks, value="mark" if marks == 1 else "marks", when=one.when
                )
            )
            back = box.addButton(_("Take it back"), QMessageBox.ButtonRole.AcceptRole)
            away = box.addButton(_("Throw it away"), QMessageBox.ButtonRole.DestructiveRole)
            box.addButton(_("Later"), QMessageBox.ButtonRole.RejectRole)
            box.setDefaultButton(back)
            box.exec()
            if box.clickedButton() is back:
                if self._document.recover(one.drawing, one.path):
                    one.discard()
                return True
            if box.clickedButton() is away:
                one.discard()
        return False
