"""A desk: the store that is open, and with it who works there, the PIN, the passphrase and the keeper of a visit.

Opens and closes; shows nothing, and decides nothing.
"""

import secrets
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from bodymap.clinic.access.cached_settings import CachedSettings
from bodymap.clinic.access.pin import Pin, is_count
from bodymap.clinic.model import Action, Actor, AuditLine, Visit, new_id
from bodymap.clinic.saving.background_saver import BackgroundSaver
from bodymap.clinic.saving.outbox import KEY_BYTES, Outbox, left_behind, same_content
from bodymap.clinic.saving.visit_saver import ImmediateSaver, State, VisitSaver
from bodymap.clinic.store.open import open_file, open_server
from bodymap.clinic.store.setting_keys import OUTBOX_KEY
from bodymap.clinic.store.store_errors import ConflictError, NotFoundError, ServerAwayError
from bodymap.errors import BodymapError

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store


STROKE_PATIENCE = 400
"""Milliseconds that a stroke waits for another program that is writing the file: longer, and the hand feels it. What
could not be stored is tried again by the window."""


@dataclass
class ClinicSession:
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
    journal: Outbox | None = None

    def __post_init__(self) -> None:
        self._settings = CachedSettings(self.store, is_count)
        self._untold: list[AuditLine] = []
        """Lines of the trail that a server that was away has not got yet. They wait in memory, as long as the desk is
        open."""

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
                raise BodymapError("passphrase.wrong")

        return check

    def note(self, action: Action, patient: str | None = None, visit: str | None = None, detail: str = "") -> None:
        """Adds a line to the trail. While a server is away it waits, and goes with the next one or when the desk is
        closed; raises what else the store raises."""
        self._untold.append(AuditLine(datetime.now(UTC), str(self.actor), action, patient, visit, detail))
        self._tell_trail()

    def _tell_trail(self) -> None:
        with suppress(ServerAwayError):
            while self._untold:
                line = self._untold[0]
                try:
                    self.store.note(line.action, line.patient, line.visit, line.detail, line.when)
                except ServerAwayError:
                    raise
                except BodymapError:
                    del self._untold[0]  # said once, by whoever hears of it
                    raise
                del self._untold[0]

    def keeper(self, visit: Visit, tell: Callable[[State], None]) -> VisitSaver:
        """What keeps a visit of this store."""
        if self.journal is not None and self.writer is not None:
            return BackgroundSaver(self.writer, self.journal, visit, tell)
        return ImmediateSaver(self.store, visit, tell)

    def close(self) -> None:
        """Closes connections and files."""
        with suppress(BodymapError):
            self._tell_trail()
        if self.journal is not None:
            self.journal.close()
        if self.writer is not None:
            self.writer.close()
        self.store.close()


def open_file_session(path: Path, actor: Actor, passphrase: str | None) -> ClinicSession:
    """The file on this computer, made if it is not there. Raises BodymapError, e.g. WrongPassphrase."""
    store = open_file(path, actor, passphrase)
    store.set_busy_timeout(STROKE_PATIENCE)
    where = f"Kept on this computer{', encrypted' if passphrase else ', not encrypted'}: {path}"
    return ClinicSession(store, actor, where, path=path, passphrase=passphrase)


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
        raise BodymapError("server.address")
    if parts.password is not None:
        raise BodymapError("server.address_with_password")
    if not login and not parts.username:
        raise BodymapError("server.no_login")
    place = parts.netloc.rpartition("@")[2]
    user = quote(login, safe="") if login else parts.username
    return urlunsplit(("postgresql", f"{user}@{place}", parts.path, parts.query, ""))


@dataclass(frozen=True)
class SentLater:
    """What earlier runs had left in their outboxes, and what became of it."""

    sent: int = 0
    copies: int = 0
    """Visits that another desk had changed meanwhile: they are stored as visits of their own beside those."""
    waiting: int = 0
    """Visits that the server does not take now; they stay in the outbox."""


def open_server_session(address: str, password: str, actor: Actor, outbox: Path) -> tuple[ClinicSession, SentLater]:
    """The clinic's server, and what earlier runs had not sent. Raises BodymapError, e.g. Away."""
    store = open_server(address, password, actor)
    try:
        writer = open_server(address, password, actor)
        writer.share_line(store)
        try:
            key = _outbox_key(store)
            later = _send_left(store, outbox, key)
            journal = Outbox(outbox, key)
        except BaseException:
            writer.close()
            raise
    except BaseException:
        store.close()
        raise
    where = f"Kept on the clinic's server {urlsplit(address).hostname}"
    desk = ClinicSession(store, actor, where, writer=writer, journal=journal)
    with suppress(BodymapError):
        desk.pin.recall()
    return desk, later


def _outbox_key(store: "Store") -> bytes:
    stored = store.setting(OUTBOX_KEY)
    if stored is None:
        stored = store.set_setting_once(OUTBOX_KEY, secrets.token_hex(KEY_BYTES))
    try:
        return bytes.fromhex(stored)
    except ValueError as error:
        raise BodymapError("outbox.bad_key") from error


def _send_left(store: "Store", outbox: Path, key: bytes) -> SentLater:
    became: Counter[str] = Counter()
    for left in left_behind(outbox, key):
        done = []
        try:
            for visit in left.visits:
                became[how := _send(store, visit)] += 1
                if how != "waits":
                    done.append(visit)
        finally:
            left.discard(done)
    return SentLater(became["sent"], became["copied"], became["waits"])


def _send(store: "Store", visit: Visit) -> Literal["sent", "copied", "there", "erased", "waits"]:
    """Sends one visit; one that the server does not take must not keep the others, and the desk, out. Raises Away."""
    try:
        try:
            store.save_visit(visit)
        except ConflictError as error:
            if isinstance(error.theirs, Visit) and same_content(error.theirs, visit):
                return "there"  # only the answer was lost; no outbox holds the ranking, which may differ
            store.add_visit(replace(visit, id=new_id(), version=0))
            return "copied"
    except NotFoundError:
        return "erased"  # for good: what waited here goes too
    except ServerAwayError:
        raise
    except BodymapError:
        return "waits"
    return "sent"
