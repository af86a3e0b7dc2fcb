"""What the window remembers of the clinic between two starts: who works here, where patients are kept, when it locks.

Never a passphrase, a password or anything of a patient.
"""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSettings

from bodymap.clinic.model import Actor
from bodymap.clinic.store.defaults import account, default_path, this_workstation

LOCK_CHOICES = (0, 1, 2, 5, 10, 30)
"""Minutes without a key or a touch until the program locks; 0 is never."""

LOCK_AFTER = 5

Place = Literal["file", "server"]


class ClinicSettings:
    """The settings, read and written through."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def _text(self, key: str, default: str) -> str:
        value = self._settings.value(f"clinic/{key}", default)
        return value if isinstance(value, str) and value else default

    def _set(self, key: str, value: str) -> None:
        self._settings.setValue(f"clinic/{key}", value)
        self._settings.sync()

    @property
    def person(self) -> str:
        """Who works here; the login of the account until somebody gave a name."""
        return self._text("person", account())

    @person.setter
    def person(self, name: str) -> None:
        self._set("person", name.strip() or account())

    @property
    def desk(self) -> str:
        """What this computer is called beside changes."""
        return self._text("desk", this_workstation().desk)

    @desk.setter
    def desk(self, name: str) -> None:
        self._set("desk", name.strip())

    @property
    def actor(self) -> Actor:
        """Who, where."""
        return Actor(self.person, self.desk)

    @property
    def place(self) -> Place:
        """Whether patients are kept in a file on this computer or on a server."""
        return "server" if self._text("place", "file") == "server" else "file"

    @place.setter
    def place(self, place: Place) -> None:
        self._set("place", place)

    @property
    def path(self) -> Path:
        """The file on this computer."""
        return Path(self._text("path", str(default_path())))

    @path.setter
    def path(self, path: Path) -> None:
        self._set("path", str(path))

    @property
    def address(self) -> str:
        """The server's URL, without login and password."""
        return self._text("address", "")

    @address.setter
    def address(self, address: str) -> None:
        self._set("address", address)

    @property
    def login(self) -> str:
        """The login on the server."""
        return self._text("login", "")

    @login.setter
    def login(self, login: str) -> None:
        self._set("login", login)

    @property
    def lock_after(self) -> int:
        """Minutes, one of `LOCK_CHOICES`."""
        text = self._text("lock_after", str(LOCK_AFTER))
        return int(text) if text.isdecimal() and int(text) in LOCK_CHOICES else LOCK_AFTER

    @lock_after.setter
    def lock_after(self, minutes: int) -> None:
        self._set("lock_after", str(minutes))
