"""Who may see what: the program in the patient's hands, locked by hand or after a while, and taken back with the PIN.

While it is locked, or handed over, no menu and no key of the therapist works and no page of a patient is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from bodymap.clinic.access.pin import Pin
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.controllers.idle_timer import IdleTimer
from bodymap.ui.pages.login.login_page import LoginPage
from bodymap.ui.window.main_window import MainWindow

Mode = Literal["open", "handed_over", "locked"]


@dataclass(frozen=True)
class UnlockMethods:
    """What can unlock the program now."""

    pin: Pin | None
    """The PIN of who works here; None while no patients are open."""
    passphrase: Callable[[str], None] | None
    """Checks the passphrase, raising BodymapError if it does not fit; None where there is none."""


class LockController(QObject):
    """Takes the window out of the therapist's hands and gives it back."""

    def __init__(
        self,
        window: MainWindow,
        gate: LoginPage,
        keys: Callable[[], UnlockMethods],
        audit: Callable[[Literal["handed_over", "unlocked"]], object],
        ask_for_pin: Callable[[Callable[[], object]], object],
    ) -> None:
        """`ask_for_pin` has the therapist choose a first PIN and then calls what it was given."""
        super().__init__(window)
        self._window, self._gate, self._keys = window, gate, keys
        self._audit, self._ask_for_pin = audit, ask_for_pin
        self.opened: Callable[[], object] = lambda: None
        """Called when the therapist has the screen again."""
        self.mode: Mode = "open"
        self._before: Mode = "open"
        self._place: QWidget | None = None
        self._state_before = window.windowState()
        self._hidden: list[QDialog] = []
        self._idle = IdleTimer(self, self._idled)
        gate.pin.passphrase.clicked.connect(self._ask_passphrase)
        window.hooks.may_show = self._may_show

    @property
    def with_patient(self) -> bool:
        """Whether the patient has the screen, also while it is locked meanwhile."""
        return "handed_over" in (self.mode, self._before)

    def _may_show(self, place: QWidget) -> bool:
        """Long work that ends while it is locked must not bring a page back with it."""
        with_patient = self.mode == "handed_over" and place is self._window.pages
        return self.mode == "open" or with_patient or place is self._gate

    def lock_after(self, minutes: int) -> None:
        """How long nobody may touch the program before it locks; 0 is for ever."""
        self._idle.wait(minutes)

    # The patient's hands

    def hand_over(self) -> None:
        """Gives the screen to the patient. Without a PIN one is chosen first: else there would be no way back."""
        pin = self._keys().pin
        if pin is None or self.mode != "open":
            return
        try:
            known = pin.is_set
        except BodymapError as error:
            self._window.complain(error_sentence(error))
            return
        if not known:
            self._ask_for_pin(self.hand_over)
            return
        self.mode = "handed_over"
        self._audit("handed_over")
        self._state_before = self._window.windowState()
        self._window.hold_for_patient(True)
        self._window.show_page(0)
        self._window.showFullScreen()

    def take_back(self) -> None:
        """Asks for the PIN; the patient may go back to the pages instead."""
        if self.mode == "handed_over":
            self._window.show_place(self._gate)
            self._window.header.show_locked()
            self._show_pin("Thank you", "Please give the device back to your therapist, who enters the PIN.", True)

    def _back_to_patient(self) -> None:
        self._window.show_page(self._window.page)

    # Locking

    def lock(self) -> None:
        """Hides everything until the PIN or the passphrase is entered; without either a PIN is chosen first."""
        if self.mode == "locked":
            return
        keys = self._keys()
        if keys.pin is None:
            return
        if not self._can_unlock(keys):
            self._ask_for_pin(self.lock)
            return
        self._lock()

    def start_locked(self) -> None:
        """The program starts where no passphrase was asked for: locked, if a PIN is set or nobody can say."""
        if self._has_pin(self._keys()):
            self._lock()

    def _idled(self) -> None:
        keys = self._keys()
        if self.mode != "locked" and keys.pin is not None and self._can_unlock(keys):
            self._lock()

    def _can_unlock(self, keys: UnlockMethods) -> bool:
        return keys.passphrase is not None or self._has_pin(keys)

    def _has_pin(self, keys: UnlockMethods) -> bool:
        try:
            return keys.pin is not None and keys.pin.is_set
        except BodymapError:
            return True  # the store cannot be asked now; whoever locks wants it locked

    def _lock(self) -> None:
        self._before, self.mode = self.mode, "locked"
        if self._window.place is not self._gate:
            self._place = self._window.place
        self._hide_dialogs()
        self._window.let_work(False)
        self._window.show_place(self._gate)
        self._window.header.show_locked()
        self._ask_for_key(self._keys())

    def _ask_for_key(self, keys: UnlockMethods) -> None:
        if keys.passphrase is not None and not self._has_pin(keys):
            self._ask_passphrase()
        else:
            self._show_pin("Locked", "Enter your PIN to go on where you were.", False)

    def changed_keys(self) -> None:
        """Other patients are open than before, or none: a lock goes on with what unlocks those, if anything does.

        A restore may end while it is locked, and then it is the backup's PIN, or there is none.
        """
        if self.mode != "locked":
            return
        keys = self._keys()
        if keys.pin is not None and self._can_unlock(keys):
            self._ask_for_key(keys)
        else:
            self._open()

    def _show_pin(self, title: str, text: str, patient: bool) -> None:
        passphrase = self._keys().passphrase is not None
        self._gate.pin.ask(title, text, self._back_to_patient if patient else None, passphrase)
        self._gate.show_face(self._gate.pin)

    def _ask_passphrase(self) -> None:
        self._gate.passphrase.only_unlock(True)
        self._gate.show_face(self._gate.passphrase)

    def _hide_dialogs(self) -> None:
        """Dialogs may show what is locked. Those that somebody waits for (`exec`) are called off; others come back."""
        self._hidden = []
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.hide()
                if _was_opened(widget):
                    self._hidden.append(widget)
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass  # a menu within a menu

    # Unlocking

    def try_pin(self, given: str) -> None:
        """Unlocks, or takes back, if the PIN fits; else the gate says what is wrong."""
        pin = self._keys().pin
        if pin is None:
            return
        try:
            pin.check(given)
        except BodymapError as error:
            self._gate.complain(error_sentence(error))
            return
        self._open()

    def try_passphrase(self, given: str) -> None:
        """The same with the passphrase."""
        check = self._keys().passphrase
        if check is None:
            return
        try:
            check(given)
        except BodymapError as error:
            self._gate.complain(error_sentence(error))
            return
        self._open()

    def _open(self) -> None:
        handed_over = self.with_patient
        self.mode = self._before = "open"
        self._gate.passphrase.only_unlock(False)
        self._audit("unlocked")
        if handed_over:
            self._window.hold_for_patient(False)
            self._window.show_page(2)
            self._window.setWindowState(self._state_before)  # maximised again, if it was
            self.opened()
            return
        self._window.let_work(True)
        place, self._place = self._place, None
        if place is None or place is self._window.pages:
            self._window.show_page(self._window.page)
        else:
            self._window.hooks.show_again(place)
        hidden, self._hidden = self._hidden, []
        for dialog in hidden:
            if isValid(dialog) and _was_opened(dialog):  # what it was about may have ended meanwhile
                dialog.open()
        self.opened()


def _was_opened(dialog: QDialog) -> bool:
    """Whether a dialog is one that was shown by `open` and is not done yet: Qt makes those modal to their window."""
    return dialog.windowModality() == Qt.WindowModality.WindowModal
