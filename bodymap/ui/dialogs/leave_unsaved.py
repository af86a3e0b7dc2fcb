"""The question whether to leave a visit whose last changes could not be saved."""

from PySide6.QtWidgets import QMessageBox, QWidget

from bodymap.clinic.saving.visit_saver import State, Waiting
from bodymap.report.text.saving_words import saving_sentence
from bodymap.report.text.translation import _
from bodymap.ui.widgets.plain_text import plain_text


def ask_to_leave(parent: QWidget, state: State) -> bool:
    """Asks, and waits for the answer: whether to leave all the same."""
    reason = saving_sentence(state) if isinstance(state, Waiting) else ""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("bodymap")
    box.setText(_("The last changes to this visit could not be saved."))
    box.setInformativeText(
        plain_text(_("{reason} If you stay, saving is tried again every few seconds.").format(reason=reason))
    )
    stay = box.addButton(_("Stay"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(_("Leave and lose them"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.exec()
    return box.clickedButton() is leave
