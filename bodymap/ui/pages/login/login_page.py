"""What stands before the patients: the first start, the passphrase, the login of a server, the PIN.

One card in the middle of the page, a face for each case. Nothing is opened or checked here: the callbacks do that, and
say what is wrong through `complain`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bodymap.clinic.access.passphrase import passphrase_problem
from bodymap.ui.pages.login.login_card import NARROW, LoginCard, on_enter_go_on, on_the_page
from bodymap.ui.widgets.basics import button, quiet
from bodymap.ui.widgets.centred_column import centred_scroll


@dataclass(frozen=True)
class LoginActions:
    """What the faces call."""

    create: Callable[[str | None, str], object]
    """A new file of patients, with a passphrase or without, for a person of this name."""
    unlock: Callable[[str], object]
    """Opens the file with a passphrase."""
    connect: Callable[[str, str, str, str], object]
    """Connects to a server: address, login, password, name of the person."""
    use_file: Callable[[], object]
    """Back from the server to the file on this computer."""
    pin: Callable[[str], object]
    """Unlocks with a PIN."""
    quick: Callable[[], object]
    """A drawing without a patient."""


class WelcomeCard(LoginCard):
    """The first start: a passphrase is offered, with what losing it means."""

    def __init__(self, actions: LoginActions, server: Callable[[], object], person: str) -> None:
        super().__init__(
            "Welcome to bodymap",
            "Patients and their visits are kept in one file on this computer and go nowhere else. A passphrase "
            "encrypts it, so that nobody who finds or takes the computer can read it.",
        )
        self._actions = actions
        form = self.form()
        self.person = self.field(form, "Your name")
        self.person.setText(person)
        self.person.setToolTip("It stands beside what you change")
        self.passphrase = self.field(form, "Passphrase", secret=True)
        self.again = self.field(form, "Once more", secret=True)
        on_enter_go_on(self.person, self.passphrase, self.again)
        self.again.returnPressed.connect(self._protect)
        warning = QFrame()
        warning.setProperty("card", True)
        words = QLabel(
            "<b>If the passphrase is lost, the patients are lost.</b> Nobody can open the file without it: not you, "
            "not we, no computer shop. Write it down and keep it where you keep your contracts. Four or five words "
            "that have nothing to do with each other are easy to keep in mind and hard to guess."
        )
        words.setWordWrap(True)
        QVBoxLayout(warning).addWidget(words)
        self.column.addWidget(warning)
        self.protect = button("Protect and start", self._protect, primary=True)
        self.plain = button("Start without a passphrase", self._plain)
        self.buttons(self.protect, self.plain)
        self.quick = button("Quick drawing without a patient", actions.quick)
        self.server = button("Connect to the clinic's server …", server)
        self.links(self.quick, self.server)

    def _protect(self) -> None:
        problem = passphrase_problem(self.passphrase.text(), self.again.text())
        self.say(problem)
        if not problem:
            self._actions.create(self.passphrase.text(), self.person.text().strip())
        else:
            self.passphrase.setFocus(Qt.FocusReason.TabFocusReason)  # all of it chosen: the next one replaces it

    def _plain(self) -> None:
        self.say("")
        self._actions.create(None, self.person.text().strip())

    def take_keyboard(self) -> None:
        """To the passphrase; the name is there already."""
        (self.passphrase if self.person.text() else self.person).setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Nothing secret stays in the fields."""
        self.passphrase.clear()
        self.again.clear()


class PassphraseCard(LoginCard):
    """The file is there and encrypted."""

    def __init__(self, actions: LoginActions, server: Callable[[], object]) -> None:
        super().__init__("Your patients are locked", "Enter the passphrase to open them.", NARROW)
        self._actions = actions
        self.passphrase = self.field(self.form(), "Passphrase", secret=True)
        self.passphrase.returnPressed.connect(self._open)
        self.wide_button(button("Open", self._open, primary=True))
        self.quick = button("Quick drawing without a patient", actions.quick)
        self.server = button("Connect to the clinic's server …", server)
        self.links(self.quick, self.server)

    def only_unlock(self, only: bool) -> None:
        """While the program is locked there is no other way than the passphrase."""
        self.quick.setVisible(not only)
        self.server.setVisible(not only)

    def _open(self) -> None:
        self.say("")
        self._actions.unlock(self.passphrase.text())

    def take_keyboard(self) -> None:
        """To the passphrase, all of it chosen, so that the next one replaces a wrong one."""
        self.passphrase.setFocus(Qt.FocusReason.TabFocusReason)
        self.passphrase.selectAll()

    def forget(self) -> None:
        """Nothing secret stays in the field."""
        self.passphrase.clear()


class ServerCard(LoginCard):
    """A clinic with several desks."""

    def __init__(self, actions: LoginActions) -> None:
        super().__init__(
            "The clinic's server",
            "Several desks work on the same patients. Whoever looks after the server gives you its address and a "
            "login; the password is asked for at each start and kept nowhere.",
        )
        self._actions = actions
        form = self.form()
        self.address = self.field(form, "Address")
        self.address.setPlaceholderText("postgresql://server.clinic.example/bodymap")
        self.login = self.field(form, "Login")
        self.password = self.field(form, "Password", secret=True)
        self.person = self.field(form, "Your name")
        on_enter_go_on(self.address, self.login, self.password)
        for last in (self.password, self.person):
            last.returnPressed.connect(self._connect)
        self.buttons(button("Connect", self._connect, primary=True), button("Use this computer instead", self._file))
        self.links(button("Quick drawing without a patient", actions.quick))

    def _connect(self) -> None:
        self.say("")
        self._actions.connect(
            self.address.text().strip(), self.login.text().strip(), self.password.text(), self.person.text().strip()
        )

    def _file(self) -> None:
        self.say("")
        self._actions.use_file()

    def take_keyboard(self) -> None:
        """To the first field that is empty."""
        fields = (self.address, self.login, self.password)
        next((one for one in fields if not one.text()), self.password).setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Nothing secret stays in the field."""
        self.password.clear()


class PinCard(LoginCard):
    """The program is locked, or in the patient's hands and given back."""

    def __init__(self, actions: LoginActions) -> None:
        super().__init__("", "", NARROW)
        self._actions = actions
        self._cancel: Callable[[], object] | None = None
        self.pin = self.field(self.form(), "PIN", secret=True)
        self.pin.setProperty("large", True)
        self.pin.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.pin.setMaxLength(32)
        self.pin.returnPressed.connect(self._check)
        self.cancel = button("‹ Not finished yet", self._back)
        self.wide_button(button("Unlock", self._check, primary=True))
        self.passphrase = button("Use the passphrase instead", lambda: None)
        self.links(self.cancel, self.passphrase)

    def ask(self, title: str, text: str, cancel: Callable[[], object] | None, passphrase: bool) -> None:
        """Asks for the PIN; `cancel` leads back to where the patient was."""
        self._title.setText(title)
        self.text.setText(text)
        self._cancel = cancel
        self.cancel.setVisible(cancel is not None)
        self.passphrase.setVisible(passphrase)
        self.say("")
        self.pin.clear()

    def _back(self) -> None:
        if self._cancel is not None:
            self._cancel()

    def _check(self) -> None:
        given = self.pin.text()
        self.pin.clear()
        self.say("")
        self._actions.pin(given)

    def take_keyboard(self) -> None:
        """To the PIN."""
        self.pin.setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Nothing secret stays in the field."""
        self.pin.clear()


class LoginPage(QWidget):
    """The page with all faces, of which one is shown."""

    def __init__(self, actions: LoginActions, person: str) -> None:
        super().__init__()
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.welcome = WelcomeCard(actions, self._to_server, person)
        self.passphrase = PassphraseCard(actions, lambda: self.show_face(self.server))
        self.server = ServerCard(actions)
        self.server.person.setText(person)
        self.pin = PinCard(actions)
        self._faces = (self.welcome, self.passphrase, self.server, self.pin)
        self._stack = QStackedWidget()
        for face in self._faces:
            self._stack.addWidget(centred_scroll(on_the_page(face)))
        self._where = quiet("")
        self._where.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self._stack, 1)
        column.addWidget(self._where)

    def _to_server(self) -> None:
        """From the first start, with the name that was given there."""
        self.server.person.setText(self.welcome.person.text())
        self.show_face(self.server)

    @property
    def face(self) -> LoginCard:
        """The face that is shown."""
        return self._faces[self._stack.currentIndex()]

    def show_face(self, face: LoginCard) -> None:
        """Shows a face, with empty secrets and nothing wrong."""
        for one in self._faces:
            one.forget()
            one.say("")
        self._stack.setCurrentIndex(self._faces.index(face))
        self._where.setVisible(face in (self.welcome, self.passphrase))
        self.setFocus()

    def say_where(self, text: str) -> None:
        """Where the patients are kept, in a quiet line at the bottom."""
        self._where.setText(text)

    def complain(self, sentence: str) -> None:
        """Shows what is wrong on the face that is open."""
        self.face.say(sentence)
        self.setFocus()

    def setFocus(self, *_reason: Qt.FocusReason) -> None:
        """Qt's; the keyboard goes to where it is wanted."""
        face = self.face
        assert isinstance(face, WelcomeCard | PassphraseCard | ServerCard | PinCard)
        face.take_keyboard()
