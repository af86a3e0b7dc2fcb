"""The login page: the first start, the passphrase, the login of a server, the PIN.

One card in the middle of the page for each case. Nothing is opened or checked here: whoever listens to the signals does
that, and shows what is wrong by `show_error`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bodymap.clinic.access.passphrase import passphrase_problem
from bodymap.report.text.translation import _
from bodymap.ui.pages.login.login_card import NARROW, LoginCard, on_enter_go_on, on_the_page
from bodymap.ui.widgets.basics import button, quiet
from bodymap.ui.widgets.centred_column import centred_scroll


class WelcomeCard(LoginCard):
    """The first start: a passphrase is offered, with what losing it means."""

    create_requested = Signal(object, str)
    """A new file of patients: its passphrase (str, or None for none), and the name of the person."""
    quick_requested = Signal()
    server_requested = Signal()

    def __init__(self, person: str) -> None:
        super().__init__(
            _("Welcome to bodymap"),
            _(
                "Patients and their visits are kept in one file on this computer and go nowhere else. A passphrase "
                "encrypts it, so that nobody who finds or takes the computer can read it."
            ),
        )
        form = self.form()
        self.person = self.field(form, "Your name")
        self.person.setText(person)
        self.person.setToolTip(_("Shown beside your changes"))
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
        self.protect = button(_("Protect and start"), self._protect, primary=True)
        self.plain = button(_("Start without a passphrase"), self._plain)
        self.buttons(self.protect, self.plain)
        self.quick = button(_("Quick drawing without a patient"), self.quick_requested.emit)
        self.server = button(_("Connect to the clinic's server …"), self.server_requested.emit)
        self.links(self.quick, self.server)

    def _protect(self) -> None:
        problem = passphrase_problem(self.passphrase.text(), self.again.text())
        self.show_error(problem)
        if not problem:
            self._create(self.passphrase.text())
        else:
            self.passphrase.setFocus(Qt.FocusReason.TabFocusReason)  # all of it chosen: the next one replaces it

    def _plain(self) -> None:
        self.show_error("")
        self._create(None)

    def _create(self, passphrase: str | None) -> None:
        self.create_requested.emit(passphrase, self.person.text().strip())

    def take_keyboard(self) -> None:
        """To the passphrase; the name is there already."""
        (self.passphrase if self.person.text() else self.person).setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Nothing secret stays in the fields."""
        self.passphrase.clear()
        self.again.clear()


class PassphraseCard(LoginCard):
    """The file is there and encrypted."""

    unlock_requested = Signal(str)
    """With the passphrase."""
    quick_requested = Signal()
    server_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("Your patients are locked"), _("Enter the passphrase to open them."), NARROW)
        self.passphrase = self.field(self.form(), "Passphrase", secret=True)
        self.passphrase.returnPressed.connect(self._open)
        self.wide_button(button(_("Open"), self._open, primary=True))
        self.quick = button(_("Quick drawing without a patient"), self.quick_requested.emit)
        self.server = button(_("Connect to the clinic's server …"), self.server_requested.emit)
        self.links(self.quick, self.server)

    def only_unlock(self, only: bool) -> None:
        """While the program is locked there is no other way than the passphrase."""
        self.quick.setVisible(not only)
        self.server.setVisible(not only)

    def _open(self) -> None:
        self.show_error("")
        self.unlock_requested.emit(self.passphrase.text())

    def take_keyboard(self) -> None:
        """To the passphrase, all of it chosen, so that the next one replaces a wrong one."""
        self.passphrase.setFocus(Qt.FocusReason.TabFocusReason)
        self.passphrase.selectAll()

    def forget(self) -> None:
        """Nothing secret stays in the field."""
        self.passphrase.clear()


class ServerCard(LoginCard):
    """A clinic with several desks."""

    connect_requested = Signal(str, str, str, str)
    """Address, login, password, name of the person."""
    file_requested = Signal()
    quick_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("The clinic's server"),
            _(
                "Several desks work on the same patients. Whoever looks after the server gives you its address and a "
                "login; the password is asked for at each start and kept nowhere."
            ),
        )
        form = self.form()
        self.address = self.field(form, "Address")
        self.address.setPlaceholderText("postgresql://server.clinic.example/bodymap")
        self.login = self.field(form, "Login")
        self.password = self.field(form, "Password", secret=True)
        self.person = self.field(form, "Your name")
        on_enter_go_on(self.address, self.login, self.password)
        for last in (self.password, self.person):
            last.returnPressed.connect(self._connect)
        self.buttons(
            button(_("Connect"), self._connect, primary=True), button(_("Use this computer instead"), self._file)
        )
        self.links(button(_("Quick drawing without a patient"), self.quick_requested.emit))

    def _connect(self) -> None:
        self.show_error("")
        self.connect_requested.emit(
            self.address.text().strip(), self.login.text().strip(), self.password.text(), self.person.text().strip()
        )

    def _file(self) -> None:
        self.show_error("")
        self.file_requested.emit()

    def take_keyboard(self) -> None:
        """To the first field that is empty."""
        fields = (self.address, self.login, self.password)
        next((one for one in fields if not one.text()), self.password).setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Nothing secret stays in the field."""
        self.password.clear()


class PinCard(LoginCard):
    """The program is locked, or in the patient's hands and given back."""

    pin_entered = Signal(str)
    cancelled = Signal()
    """The patient goes back to the pages."""
    passphrase_requested = Signal()

    def __init__(self) -> None:
        super().__init__("", "", NARROW)
        self.pin = self.field(self.form(), "PIN", secret=True)
        self.pin.setProperty("large", True)
        self.pin.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.pin.setMaxLength(32)
        self.pin.returnPressed.connect(self._check)
        self.cancel = button(_("‹ Not finished yet"), self.cancelled.emit)
        self.wide_button(button(_("Unlock"), self._check, primary=True))
        self.passphrase = button(_("Use the passphrase instead"), self.passphrase_requested.emit)
        self.links(self.cancel, self.passphrase)

    def ask(self, title: str, text: str, cancel: bool, passphrase: bool) -> None:
        """Asks for the PIN; `cancel` offers the way back to where the patient was, `passphrase` that instead."""
        self._title.setText(title)
        self.text.setText(text)
        self.cancel.setVisible(cancel)
        self.passphrase.setVisible(passphrase)
        self.show_error("")
        self.pin.clear()

    def _check(self) -> None:
        given = self.pin.text()
        self.pin.clear()
        self.show_error("")
        self.pin_entered.emit(given)

    def take_keyboard(self) -> None:
        """To the PIN."""
        self.pin.setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Nothing secret stays in the field."""
        self.pin.clear()


class LoginPage(QWidget):
    """The page with all cards, of which one is shown; their signals are the page's too."""

    quick_requested = Signal()
    """A drawing without a patient."""

    def __init__(self, person: str) -> None:
        super().__init__()
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.welcome = WelcomeCard(person)
        self.passphrase = PassphraseCard()
        self.server = ServerCard()
        self.server.person.setText(person)
        self.pin = PinCard()
        self._cards = (self.welcome, self.passphrase, self.server, self.pin)
        self.welcome.server_requested.connect(self._to_server)
        self.passphrase.server_requested.connect(lambda: self.show_card(self.server))
        for offering in (self.welcome, self.passphrase, self.server):
            offering.quick_requested.connect(self.quick_requested)
        self._stack = QStackedWidget()
        for card in self._cards:
            self._stack.addWidget(centred_scroll(on_the_page(card)))
        self._where = quiet("")
        self._where.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self._stack, 1)
        column.addWidget(self._where)

    def _to_server(self) -> None:
        """From the first start, with the name that was given there."""
        self.server.person.setText(self.welcome.person.text())
        self.show_card(self.server)

    @property
    def card(self) -> LoginCard:
        """The card that is shown."""
        return self._cards[self._stack.currentIndex()]

    def show_card(self, card: LoginCard) -> None:
        """Shows a card, with empty secrets and nothing wrong."""
        for each in self._cards:
            each.forget()
            each.show_error("")
        self._stack.setCurrentIndex(self._cards.index(card))
        self._where.setVisible(card in (self.welcome, self.passphrase))
        self.setFocus()

    def show_where(self, text: str) -> None:
        """Where the patients are kept, in a quiet line at the bottom."""
        self._where.setText(text)

    def show_error(self, sentence: str) -> None:
        """Shows what is wrong on the card that is open."""
        self.card.show_error(sentence)
        self.setFocus()

    def setFocus(self, *_reason: Qt.FocusReason) -> None:
        """Qt's; the keyboard goes to where it is wanted."""
        card = self.card
        assert isinstance(card, WelcomeCard | PassphraseCard | ServerCard | PinCard)
        card.take_keyboard()
