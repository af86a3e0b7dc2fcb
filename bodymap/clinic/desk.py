"""A desk: the store that is open, and with it who works there, the PIN, the passphrase and the keeper of a visit.

Opens and closes; shows nothing. `ui.reception` decides when.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from bodymap.clinic.journal import KEY_BYTES, Journal, left_behind
from bodymap.clinic.keeper import FileKeeper, Keeper, State
from bodymap.clinic.model import Actor, Visit, new_id
from bodymap.clinic.pin import Pin, is_count
from bodymap.clinic.remembered import Remembered
from bodymap.clinic.server_keeper import ServerKeeper
from bodymap.clinic.store.errors import Conflict, Gone
from bodymap.clinic.store.opening import open_file, open_server
from bodymap.errors import BodymapError

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store


STROKE_PATIENCE = 400
"""Milliseconds that a stroke waits for another program that is writing the file: longer, and the hand feels it. What
could not be stored is tried again by the window."""

OUTBOX_KEY = "outbox-key"
"""The setting of a server that holds the key of all outboxes: whoever may log in may read what waits on a desk."""


@dataclass
class Desk:
    """An open store. `close` ends it; nothing works after."""

    store: "Store"
    actor: Actor
    where: str
    """Where the patients are kept, for a person to read."""
    path: Path | None = None
    """The file; None on a server."""
    passphrase: str | None = field(default=None, repr=False)
    """Of the file, while it is open: a backup is encrypted with the same, and the program unlocks with it."""
    writer: "Store | None" = None
    """A second connection to the server, which the keeper's thread uses alone."""
    journal: Journal | None = None

    def __post_init__(self) -> None:
        self._settings = Remembered(self.store, is_count)

    @property
    def pin(self) -> Pin:
        """The PIN of who works here, which unlocks while the server is away too."""
        return Pin(self._settings, self.actor.person)

    @property
    def check_passphrase(self) -> Callable[[str], None] | None:
        """Raises BodymapError if a passphrase is not the file's; None where there is none."""
        known = self.passphrase
        if known is None:
            return None

        def check(given: str) -> None:
            if not secrets.compare_digest(given.encode(), known.encode()):
                raise BodymapError("That is not the passphrase; check it and enter it again.")

        return check

    def keeper(self, visit: Visit, tell: Callable[[State], None]) -> Keeper:
        """What keeps a visit of this store."""
        if self.journal is not None and self.writer is not None:
            return ServerKeeper(self.writer, self.journal, visit, tell)
        return FileKeeper(self.store, visit, tell)

    def close(self) -> None:
        """Closes connections and files."""
        if self.journal is not None:
            self.journal.close()
        if self.writer is not None:
            self.writer.close()
        self.store.close()


def open_desk_file(path: Path, actor: Actor, passphrase: str | None) -> Desk:
    """The file on this computer, made if it is not there. Raises BodymapError, e.g. WrongPassphrase."""
    store = open_file(path, actor, passphrase)
    store.wait_at_most(STROKE_PATIENCE)
    where = f"Kept on this computer{', encrypted' if passphrase else ', not encrypted'}: {path}"
    return Desk(store, actor, where, path=path, passphrase=passphrase)


def server_address(address: str, login: str) -> str:
    """The address of a server with the login in it. Raises BodymapError for anything but a PostgreSQL URL."""
    text = address if "://" in address else f"postgresql://{address}"
    try:
        parts = urlsplit(text)
        host = parts.hostname
        parts.port  # noqa: B018  (raises ValueError for a port that is none)
    except ValueError:
        host = None
        parts = urlsplit("")
    if parts.scheme not in ("postgresql", "postgres") or not host or not parts.path.strip("/"):
        raise BodymapError(
            "The address does not name a server and a database; enter it as postgresql://server.example/bodymap."
        )
    if parts.password is not None:
        raise BodymapError("The address holds a password, which would be kept; enter it in its own field instead.")
    if not login and not parts.username:
        raise BodymapError("The login is missing; enter the one that you were given for this server.")
    place = parts.netloc.rpartition("@")[2]
    user = quote(login, safe="") if login else parts.username
    return urlunsplit(("postgresql", f"{user}@{place}", parts.path, parts.query, ""))


@dataclass(frozen=True)
class SentLater:
    """What an earlier run had left in its outbox and is on the server now."""

    sent: int = 0
    copies: int = 0
    """Visits that another desk had changed meanwhile: they are stored as visits of their own beside those."""


def open_desk_server(address: str, password: str, actor: Actor, outbox: Path) -> tuple[Desk, SentLater]:
    """The clinic's server, and what earlier runs had not sent. Raises BodymapError, e.g. Away."""
    store = open_server(address, password, actor)
    try:
        writer = open_server(address, password, actor)
        try:
            key = _outbox_key(store)
            later = _send_left(store, outbox, key)
            journal = Journal(outbox, key)
        except BaseException:
            writer.close()
            raise
    except BaseException:
        store.close()
        raise
    where = f"Kept on the clinic's server {urlsplit(address).hostname}"
    desk = Desk(store, actor, where, writer=writer, journal=journal)
    with suppress(BodymapError):
        desk.pin.recall()
    return desk, later


def _outbox_key(store: "Store") -> bytes:
    stored = store.setting(OUTBOX_KEY)
    if stored is None:
        store.set_setting(OUTBOX_KEY, secrets.token_hex(KEY_BYTES))
        stored = store.setting(OUTBOX_KEY)  # another desk may have been first
    try:
        return bytes.fromhex(stored or "")
    except ValueError as error:
        raise BodymapError(
            "The server's key for outboxes is damaged; have whoever looks after it restore it."
        ) from error


def _send_left(store: "Store", outbox: Path, key: bytes) -> SentLater:
    sent = copies = 0
    for left in left_behind(outbox, key):
        for visit in left.visits:
            try:
                store.save_visit(visit)
                sent += 1
            except Conflict:
                store.add_visit(replace(visit, id=new_id(), version=0))
                copies += 1
            except Gone:
                continue  # the patient was erased, for good: what waited here goes too
        left.discard()
    return SentLater(sent, copies)
