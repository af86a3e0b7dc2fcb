"""The clinic session that is open, if one is: handed to every controller, so that none has to know another for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from bodymap.clinic.clinic_session import ClinicSession
    from bodymap.clinic.store.store import Store


class OpenClinic(QObject):
    """One session at a time; none while the patients are locked or not open yet."""

    opened = Signal(object)
    """A `ClinicSession` is open from now on."""
    closing = Signal()
    """The session is about to close: nothing of it may be used after."""

    def __init__(self) -> None:
        super().__init__()
        self.session: ClinicSession | None = None

    @property
    def store(self) -> "Store | None":
        """The store of the session; None while none is open."""
        return self.session.store if self.session is not None else None

    def open(self, session: "ClinicSession") -> None:
        """Works with a session from now on."""
        self.session = session
        self.opened.emit(session)

    def release(self) -> None:
        """Closes the session, if one is open; a visit must have been left before."""
        session, self.session = self.session, None
        self.closing.emit()
        if session is not None:
            session.close()
