"""Connects to what the patients are kept in, a file on this computer or the clinic's server, by the login page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bodymap.clinic.clinic_session import (
    ClinicSession,
    SentLater,
    open_file_session,
    open_server_session,
    server_address,
)
from bodymap.clinic.model import Actor
from bodymap.clinic.store.open import state_of
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.controllers.lock_controller import LockController
from bodymap.ui.models.clinic_settings import ClinicSettings
from bodymap.ui.models.open_clinic import OpenClinic
from bodymap.ui.pages.login.login_card import LoginCard
from bodymap.ui.pages.login.login_page import LoginPage
from bodymap.ui.tasks.progress import wait_for
from bodymap.ui.window.main_window import MainWindow


class ConnectionController(QObject):
    """Shows the login page, and opens the clinic with what is entered there."""

    home_requested = Signal()
    """The patients are open and can be shown."""

    def __init__(
        self,
        window: MainWindow,
        clinic: OpenClinic,
        *,
        login_page: LoginPage,
        settings: ClinicSettings,
        outbox: Path,
        lock: LockController,
    ) -> None:
        """`outbox` is the folder for what a server does not have yet."""
        super().__init__(window)
        self._window, self._login, self._settings, self._outbox = window, login_page, settings, outbox
        self._clinic, self._lock = clinic, lock
        login_page.welcome.create_requested.connect(self._create)
        login_page.passphrase.unlock_requested.connect(self._unlock)
        login_page.server.connect_requested.connect(self._connect)
        login_page.server.file_requested.connect(self.use_file)
        login_page.quick_requested.connect(window.new)

    def begin(self) -> None:
        """The first page of the program: the patients if nothing locks them, else what unlocks them."""
        self._lock.change_methods()
        if self._settings.place == "server" and self._settings.address:
            self.ask_server()
            return
        path = self._settings.path
        self._login.show_where(_("Patients are kept on this computer: {path}").format(path=path))
        try:
            state = state_of(path)
        except BodymapError as error:
            self._show_login(self._login.passphrase)
            self._login.show_error(error_sentence(error))
            return
        if state == "absent":
            self._show_login(self._login.welcome)
        elif state == "encrypted":
            self._show_login(self._login.passphrase)
        else:
            self._open_plain()

    def _show_login(self, card: LoginCard) -> None:
        self._window.show_place(self._login)
        self._login.show_card(card)

    def ask_server(self) -> None:
        """Asks for the login of the clinic's server."""
        server = self._login.server
        server.address.setText(self._settings.address)
        server.login.setText(self._settings.login)
        server.person.setText(self._settings.person)
        self._show_login(server)

    def use_file(self) -> None:
        """Works with the file on this computer from now on."""
        self._settings.place = "file"
        self.begin()

    def _open_plain(self) -> None:
        """A file without a passphrase opens by itself; if a PIN is set, that is asked for."""
        if not self._open(lambda: open_file_session(self._settings.path, self._settings.actor, None)):
            return
        self._lock.start_locked()

    def _create(self, passphrase: str | None, person: str) -> None:
        self._settings.person = person
        self._open(lambda: open_file_session(self._settings.path, self._settings.actor, passphrase))

    def _unlock(self, passphrase: str) -> None:
        if self._lock.mode != "open":
            self._lock.try_passphrase(passphrase)
            return
        self._open(lambda: open_file_session(self._settings.path, self._settings.actor, passphrase))

    def _connect(self, address: str, login: str, password: str, person: str) -> None:
        later: list[SentLater] = []
        actor = Actor(person or self._settings.person, self._settings.desk)

        def opened() -> ClinicSession:
            url = server_address(address, login)
            session, sent = open_server_session(url, password, actor, self._outbox)
            later.append(sent)
            return session

        if self._open(opened):
            self._settings.person = actor.person  # not before: whose PIN is asked for is nobody's choice at a login
            self._settings.place, self._settings.address, self._settings.login = "server", address, login
            self._show_sent(later[0])

    def _show_sent(self, later: SentLater) -> None:
        said = []
        if count := later.sent + later.copies:
            visits = (
                _("One visit waiting on this computer was sent")
                if count == 1
                else (_("{count} visits waiting on this computer were sent").format(count=count))
            )
            said.append(f"{visits}.")
        if later.copies:
            beside = _("each is kept as a separate visit")
            said.append(
                _("Also changed on another workstation: {copies}; {beside}.").format(copies=later.copies, beside=beside)
            )
        if later.waiting:
            said.append(
                _(
                    "Still waiting on this computer: {waiting}, since the server does not take {value}; if that "
                    "stays so, tell whoever looks after the server."
                ).format(waiting=later.waiting, value="it" if later.waiting == 1 else "them")
            )
        if said:
            self._window.show_error(" ".join(said))

    def _open(self, opened: Callable[[], ClinicSession]) -> bool:
        """Opens a store in a thread, since a passphrase or a server takes its time. True if it is open."""
        try:
            session = wait_for(self._window, _("Opening the patients …"), opened)
        except BodymapError as error:
            if self._window.place is not self._login:
                self._show_login(self._login.passphrase)
            self._login.show_error(error_sentence(error))
            return False
        self._clinic.open(session)
        self._login.show_card(self._login.pin)  # nothing secret stays in the fields
        self.home_requested.emit()
        return True
