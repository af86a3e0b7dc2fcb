"""Storing a changed patient when another desk may have been quicker: the person is told what changed, and chooses.

Nothing is overwritten in silence and nothing that was typed is lost.
"""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from bodymap.clinic.model import Patient
from bodymap.clinic.records import Records
from bodymap.clinic.store.store_errors import ConflictError
from bodymap.report.text.conflict_words import conflict_words, merged
from bodymap.report.text.translation import _
from bodymap.ui.widgets.plain_text import plain_text

MINE, THEIRS, BACK = _("Save mine too"), _("Take theirs"), _("Go back")


def store_patient(parent: QWidget, store: Records, base: Patient, mine: Patient) -> Patient | None:
    """Stores `mine`, which began as `base`, and returns what is stored in the end; None if the person goes back.

    Asks as often as another desk was quicker. "Save mine too" leaves what only the other desk changed as it is there.
    Raises BodymapError if it cannot be stored for another reason.
    """
    while True:
        try:
            return store.save_patient(mine)
        except ConflictError as conflict:
            theirs = conflict.theirs
            assert isinstance(theirs, Patient)
            choice = _ask(parent, base, mine, theirs)
        if choice == "back":
            return None
        if choice == "theirs":
            return theirs
        base, mine = theirs, merged(base, mine, theirs)


def _ask(parent: QWidget, base: Patient, mine: Patient, theirs: Patient) -> Literal["mine", "theirs", "back"]:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("bodymap")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("This patient was changed on another workstation in the meantime."))
    box.setInformativeText(plain_text(conflict_words(base, mine, theirs)))
    mine_button = box.addButton(MINE, QMessageBox.ButtonRole.AcceptRole)
    theirs_button = box.addButton(THEIRS, QMessageBox.ButtonRole.DestructiveRole)
    back = box.addButton(BACK, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(back)
    box.setEscapeButton(back)
    box.exec()
    if box.clickedButton() is mine_button:
        return "mine"
    return "theirs" if box.clickedButton() is theirs_button else "back"
