"""Saving a file from the window: asks where to, writes it, says what went wrong. What is in it is its owner's."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.widgets.plain_text import plain_text


def save_file(
    window: QWidget, path: Path | None, write: Callable[[Path], object], *, title: str, proposed: Path, kinds: str
) -> Path | None:
    """Has `write` write a file, and shows in one sentence what went wrong if it raises BodymapError.

    Where `path` is None, the file is asked for under `title`, with `proposed` filled in and `kinds` as Qt's filter; a
    name without a suffix takes that of `proposed`. Returns the file that was written; None if there is none.
    """
    if path is None:
        chosen, _ = QFileDialog.getSaveFileName(window, title, str(proposed), kinds)
        if not chosen:
            return None
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(proposed.suffix)
            if path.exists() and not _may_replace(window, path):  # the dialog asked about the name without it
                return None
    try:
        write(path)
    except BodymapError as error:
        QMessageBox.warning(window, "bodymap", plain_text(error_sentence(error)))
        return None
    return path


def _may_replace(window: QWidget, path: Path) -> bool:
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("bodymap")
    box.setText(plain_text(_("There is a file '{name}' already. Replace it?").format(name=path.name)))
    replace = box.addButton(_("Replace"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return box.clickedButton() is replace
