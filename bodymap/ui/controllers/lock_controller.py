"""Who may see what: the program in the patient's hands, locked by hand or after a while, and taken back with the PIN.

While it is locked, or handed over, no menu and no key of the therapist works and no page of a patient is shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from bodymap.clinic.access.pin import Pin
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.controllers.idle_timer import IdleTimer
from bodymap.ui.dialogs.pin_dialog import PinDialog
from bodymap.ui.models.open_clinic import OpenClinic
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


@dataclass
class LockState:
    """Who has the screen. It is made before the window, which asks it before it shows a page."""

    mode: Mode = "open"
    before: Mode = "open"
    """The mode before it was locked."""

    def may_show(self, page: QWidget | None) -> bool:
        """Long work that ends while it is locked must not bring a page back. None stands for the drawing's pages."""
        with_patient = self.mode == "handed_over" and page is None
        return self.mode == "open" or with_patient or isinstance(page, LoginPage)


class LockController(QObject):
    """Takes the window out of the therapist's hands and gives it back."""

    handed_over = Signal()
    """The patient has the screen."""
    unlocked = Signal()
    """The PIN or the passphrase was entered; the pages are not shown again yet."""
    opened = Signal()
    """The therapist has the screen again."""
    page_requested = Signal(object)
    """A page (QWidget) that was open before, to be shown again."""

    def __init__(
        self, window: MainWindow, login_page: LoginPage, clinic: OpenClinic, state: LockState, idle: IdleTimer
    ) -> None:
        super().__init__(window)
        self._window, self._login, self._clinic, self._state, self._idle = window, login_page, clinic, state, idle
        self._place: QWidget | None = None
        self._state_before = window.windowState()
        self._hidden: list[QDialog] = []
        idle.idled.connect(self._lock_when_idle)
        login_page.pin.passphrase_requested.connect(self._ask_passphrase)
        login_page.pin.pin_entered.connect(self.try_pin)
        login_page.pin.cancelled.connect(self._back_to_patient)
        window.navigator.hand_over_requested.connect(self.hand_over)
        window.navigator.take_back_requested.connect(self.take_back)

    @property
    def mode(self) -> Mode:
        """Who has the screen: the therapist, the patient, or nobody."""
        return self._state.mode

    @property
    def with_patient(self) -> bool:
        """Whether the patient has the screen, also while it is locked meanwhile."""
        return "handed_over" in (self._state.mode, self._state.before)

    def _methods(self) -> UnlockMethods:
        session = self._clinic.session
        return UnlockMethods(None, None) if session is None else UnlockMethods(session.pin, session.check_passphrase)

    def choose_pin(self) -> None:
        """Asks for a new PIN of the person who works here."""
        self._choose_pin(lambda: None)

    def _choose_pin(self, then: Callable[[], object]) -> None:
        if self._clinic.session is None:
            self._window.show_error(_("Open your patient file before setting a PIN."))
            return
        try:
            dialog = PinDialog(self._window, self._clinic.session.pin)
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
            return
        dialog.accepted.connect(then)
        dialog.open()

    def lock_after(self, minutes: int) -> None:
        """How long nobody may touch the program before it locks; 0 is for ever."""
        self._idle.wait(minutes)

    # The patient's hands

    def hand_over(self) -> None:
        """Gives the screen to the patient. Without a PIN one is chosen first: else there would be no way back."""
        pin = self._methods().pin
        if pin is None or self.mode != "open":
            return
        try:
            known = pin.is_set
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
            return
        if not known:
            self._choose_pin(self.hand_over)
            return
        self._state.mode = "handed_over"
        self.handed_over.emit()
        self._state_before = self._window.windowState()
        self._window.hold_for_patient(True)
        self._window.show_page(0)
        self._window.showFullScreen()

    def take_back(self) -> None:
        """Asks for the PIN; the patient may go back to the pages instead."""
        if self.mode == "handed_over":
            self._window.show_place(self._login)
            self._window.header.show_locked()
            self._show_pin(_("Thank you"), _("Please give the device back to your therapist."), True)

    def _back_to_patient(self) -> None:
        self._window.show_page(self._window.page)

    # Locking

    def lock(self) -> None:
        """Hides everything until the PIN or the passphrase is entered; without either a PIN is chosen first."""
        if self.mode == "locked":
            return
        methods = self._methods()
        if methods.pin is None:
            return
        if not self._can_unlock(methods):
            self._choose_pin(self.lock)
            return
        self._lock()

    def start_locked(self) -> None:
        """The program starts where no passphrase was asked for: locked, if a PIN is set or nobody can say."""
        if self._has_pin(self._methods()):
            self._lock()

    def _lock_when_idle(self) -> None:
        methods = self._methods()
        if self.mode != "locked" and methods.pin is not None and self._can_unlock(methods):
            self._lock()

    def _can_unlock(self, methods: UnlockMethods) -> bool:
        return methods.passphrase is not None or self._has_pin(methods)

    def _has_pin(self, methods: UnlockMethods) -> bool:
        try:
            return methods.pin is not None and methods.pin.is_set
        except BodymapError:
            return True  # the store cannot be asked now; whoever locks wants it locked

    def _lock(self) -> None:
        self._state.before, self._state.mode = self._state.mode, "locked"
        if self._window.place is not self._login:
            self._place = self._window.place
        self._hide_dialogs()
        self._window.let_work(False)
        self._window.show_place(self._login)
        self._window.header.show_locked()
        self._ask_for_key(self._methods())

    def _ask_for_key(self, methods: UnlockMethods) -> None:
        if methods.passphrase is not None and not self._has_pin(methods):
            self._ask_passphrase()
        else:
            self._show_pin("Locked", _("Enter your PIN to continue."), False)

    def change_methods(self) -> None:
        """Other patients are open than before, or none: a lock goes on with what unlocks those, if anything does.

        A restore may end while it is locked, and then it is the backup's PIN, or there is none.
        """
        if self.mode != "locked":
            return
        methods = self._methods()
        if methods.pin is not None and self._can_unlock(methods):
            self._ask_for_key(methods)
        else:
            self._open()

    def _show_pin(self, title: str, text: str, patient: bool) -> None:
        passphrase = self._methods().passphrase is not None
        self._login.pin.ask(title, text, patient, passphrase)
        self._login.show_card(self._login.pin)

    def _ask_passphrase(self) -> None:
        self._login.passphrase.only_unlock(True)
        self._login.show_card(self._login.passphrase)

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
        """Unlocks, or takes back, if the PIN fits; else the page says what is wrong."""
        pin = self._methods().pin
        if pin is None:
            return
        try:
            pin.check(given)
        except BodymapError as error:
            self._login.show_error(error_sentence(error))
            return
        self._open()

    def try_passphrase(self, given: str) -> None:
        """The same with the passphrase."""
        check = self._methods().passphrase
        if check is None:
            return
        try:
            check(given)
        except BodymapError as error:
            self._login.show_error(error_sentence(error))
            return
        self._open()

    def _open(self) -> None:
        handed_over = self.with_patient
        self._state.mode = self._state.before = "open"
        self._login.passphrase.only_unlock(False)
        self.unlocked.emit()
        if handed_over:
            self._window.hold_for_patient(False)
            self._window.show_page(2)
            self._window.setWindowState(self._state_before)  # maximised again, if it was
            self.opened.emit()
            return
        self._window.let_work(True)
        place, self._place = self._place, None
        if place is None or place is self._window.pages:
            self._window.show_page(self._window.page)
        else:
            self.page_requested.emit(place)
        hidden, self._hidden = self._hidden, []
        for dialog in hidden:
            if isValid(dialog) and _was_opened(dialog):  # what it was about may have ended meanwhile
                dialog.open()
        self.opened.emit()


def _was_opened(dialog: QDialog) -> bool:
    """Whether a dialog is one that was shown by `open` and is not done yet: Qt makes those modal to their window."""
    return dialog.windowModality() == Qt.WindowModality.WindowModal
