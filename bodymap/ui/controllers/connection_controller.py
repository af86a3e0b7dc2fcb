"""Opening what the patients are kept in: a file on this computer or the clinic's server, through the gate."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bodymap.clinic.clinic_session import ClinicSession, SentLater, open_desk_file, open_desk_server, server_address
from bodymap.clinic.model import Actor
from bodymap.clinic.store.open import state_of
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.models.clinic_settings import ClinicSettings
from bodymap.ui.pages.login.login_card import LoginCard
from bodymap.ui.pages.login.login_page import LoginActions, LoginPage
from bodymap.ui.tasks.progress import wait_for
from bodymap.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from bodymap.ui.controllers.clinic_controller import ClinicController


class ConnectionController:
    """Shows the gate, and hands an open store to the reception."""

    def __init__(
        self, window: MainWindow, settings: ClinicSettings, outbox: Path, reception: "ClinicController"
    ) -> None:
        """`outbox` is the folder for what a server does not have yet."""
        self._window, self._settings, self._outbox, self._reception = window, settings, outbox, reception
        self.gate = LoginPage(
            LoginActions(self._create, self._unlock, self._connect, self.use_file, self._try_pin, window.new),
            settings.person,
        )

    def begin(self) -> None:
        """The first page of the program: the patients if nothing locks them, else what unlocks them."""
        self._reception.guard.changed_keys()
        if self._settings.place == "server" and self._settings.address:
            self.ask_server()
            return
        path = self._settings.path
        self.gate.say_where(f"Patients are kept on this computer: {path}")
        try:
            state = state_of(path)
        except BodymapError as error:
            self._show_gate(self.gate.passphrase)
            self.gate.complain(error_sentence(error))
            return
        if state == "absent":
            self._show_gate(self.gate.welcome)
        elif state == "encrypted":
            self._show_gate(self.gate.passphrase)
        else:
            self._open_plain()

    def _show_gate(self, face: LoginCard) -> None:
        self._window.show_place(self.gate)
        self.gate.show_face(face)

    def ask_server(self) -> None:
        """Asks for the login of the clinic's server."""
        server = self.gate.server
        server.address.setText(self._settings.address)
        server.login.setText(self._settings.login)
        server.person.setText(self._settings.person)
        self._show_gate(server)

    def use_file(self) -> None:
        """Works with the file on this computer from now on."""
        self._settings.place = "file"
        self.begin()

    def _open_plain(self) -> None:
        """A file without a passphrase opens by itself; if a PIN is set, that is asked for."""
        if not self._open(lambda: open_desk_file(self._settings.path, self._settings.actor, None)):
            return
        self._reception.guard.start_locked()

    def _create(self, passphrase: str | None, person: str) -> None:
        self._settings.person = person
        self._open(lambda: open_desk_file(self._settings.path, self._settings.actor, passphrase))

    def _unlock(self, passphrase: str) -> None:
        if self._reception.guard.mode != "open":
            self._reception.guard.try_passphrase(passphrase)
            return
        self._open(lambda: open_desk_file(self._settings.path, self._settings.actor, passphrase))

    def _try_pin(self, pin: str) -> None:
        self._reception.guard.try_pin(pin)

    def _connect(self, address: str, login: str, password: str, person: str) -> None:
        later: list[SentLater] = []
        actor = Actor(person or self._settings.person, self._settings.desk)

        def opened() -> ClinicSession:
            url = server_address(address, login)
            desk, sent = open_desk_server(url, password, actor, self._outbox)
            later.append(sent)
            return desk

        if self._open(opened):
            self._settings.person = actor.person  # not before: whose PIN is asked for is nobody's choice at the gate
            self._settings.place, self._settings.address, self._settings.login = "server", address, login
            self._tell_sent(later[0])

    def _tell_sent(self, later: SentLater) -> None:
        said = []
        if count := later.sent + later.copies:
            visits = (
                "A visit that had waited on this computer was sent"
                if count == 1
                else (f"{count} visits that had waited on this computer were sent")
            )
            said.append(f"{visits}.")
        if later.copies:
            beside = "each stands beside the other as a visit of its own"
            said.append(f"Changed at another desk too: {later.copies}; {beside}.")
        if later.waiting:
            said.append(
                f"Still waiting on this computer: {later.waiting}, since the server does not take "
                f"{'it' if later.waiting == 1 else 'them'}; if that stays so, tell whoever looks after the server."
            )
        if said:
            self._window.complain(" ".join(said))

    def _open(self, opened: Callable[[], ClinicSession]) -> bool:
        """Opens a store in a thread, since a passphrase or a server takes its time. True if it is open."""
        try:
            desk = wait_for(self._window, "Opening the patients …", opened)
        except BodymapError as error:
            if self._window.place is not self.gate:
                self._show_gate(self.gate.passphrase)
            self.gate.complain(error_sentence(error))
            return False
        self._reception.take_desk(desk)
        self.gate.show_face(self.gate.pin)  # nothing secret stays in the fields
        self._reception.show_start()
        return True
