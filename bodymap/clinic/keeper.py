"""Keeps the visit in hand stored: every change is on a disk when `keep` returns.

`FileKeeper` writes into the store itself. `ServerKeeper` writes into the outbox of this machine and sends in a thread
of its own, so that a slow server never holds up a stroke and a server that is away costs nothing. Neither overwrites
what another desk stored meanwhile: that is a `Clash`, and a person chooses.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from bodymap.clinic.journal import Journal, same_content
from bodymap.clinic.model import Visit, new_id
from bodymap.clinic.store.errors import Away, Conflict, Gone
from bodymap.errors import BodymapError

RETRY_AFTER = 5.0
"""Seconds before a server that was away is asked again."""

CLOSE_AFTER = 30.0
"""Seconds that closing waits for a save that is under way; what is not sent then stays in the outbox."""

Resolution = Literal["mine", "theirs", "both"]
"""What to do about a clash: store mine over theirs, go on with theirs, or keep mine as a visit of its own."""


@dataclass(frozen=True)
class Stored:
    """The store has the visit as it is in hand."""


@dataclass(frozen=True)
class Waiting:
    """The store does not have the newest change yet; the sentence says why and whether it is safe meanwhile."""

    reason: str = ""
    away: bool = False
    """Whether it is the server that cannot be reached."""


@dataclass(frozen=True)
class Clash:
    """Another desk stored the visit since it was opened here; nothing is overwritten until somebody chooses."""

    mine: Visit
    base: Visit
    """The state that both began from, as this desk last knew it stored."""
    theirs: Visit
    reason: str


@dataclass(frozen=True)
class Erased:
    """The patient or the visit was erased meanwhile."""

    reason: str


State = Stored | Waiting | Clash | Erased

ON_ITS_WAY = Waiting("It is kept on this machine and is being sent to the server.")


class Storing(Protocol):
    """What a keeper needs of a `Store`."""

    def save_visit(self, visit: Visit) -> Visit:
        """Stores a change; raises Conflict, Gone, Away or another BodymapError."""

    def add_visit(self, visit: Visit) -> Visit:
        """Stores a new visit."""


class Keeper(ABC):
    """The visit in hand, the last state that is known to be stored, and whether the two are the same."""

    def __init__(self, store: Storing, visit: Visit, tell: Callable[[State], None]) -> None:
        """`tell` is called, from any thread, when the state changes."""
        self._store, self._tell = store, tell
        self._hand, self._base = visit, visit
        self._state: State = Stored()
        self._knows_base = True
        """False where `_base` has the version that a change began from, but not its content."""
        self._unanswered: list[Visit] = []
        """What was sent since the last answer: any of it may be stored, where only the answer was lost."""
        self._lock = threading.RLock()

    @property
    def visit(self) -> Visit:
        """The visit as it is in hand, with the version that is stored."""
        return self._hand

    @property
    def state(self) -> State:
        """How it stands with the store."""
        return self._state

    def _set(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self._tell(state)

    def _try(self, visit: Visit) -> Visit | None:
        """Stores a state; returns it as it is stored, or None where it could not be, with the state set."""
        try:
            stored = self._store.save_visit(replace(visit, version=self._base.version))
        except Conflict as error:
            theirs = error.theirs
            if not isinstance(theirs, Visit):
                raise TypeError("a conflict about a visit holds the visit") from error
            known = [*self._unanswered, *([self._base] if self._knows_base else [])]
            if any(same_content(theirs, one) for one in known):
                with self._lock:
                    # It is ours, where only the answer was lost; or another desk, which has the visit open too, made
                    # the ranking of what we both know. Nobody entered anything that would be overwritten.
                    self._base, self._knows_base = theirs, True
                return self._try(visit)
            with self._lock:
                self._set(Clash(self._hand, self._base, theirs, str(error)))
        except Gone as error:
            self._set(Erased(str(error)))
        except BodymapError as error:
            if not any(same_content(visit, one) for one in self._unanswered):
                self._unanswered.append(visit)
            self._set(self._waiting(error))
        else:
            self._unanswered.clear()
            self._knows_base = True
            return stored
        return None

    @abstractmethod
    def _waiting(self, error: BodymapError) -> Waiting:
        """What is said of an error that may pass."""

    @abstractmethod
    def keep(self, visit: Visit) -> None:
        """Takes a change; when this returns it is on a disk, or the state says why not."""

    @abstractmethod
    def flush(self, seconds: float) -> bool:
        """Tries once more to store what waits. True if the store has everything."""

    @abstractmethod
    def close(self) -> None:
        """Lets the visit go."""

    def resolve(self, choice: Resolution) -> Visit:
        """Ends a clash as somebody chose; returns the visit that is in hand now. Without a clash nothing is done.

        Raises BodymapError if "both" cannot be stored; the clash then stays.
        """
        with self._lock:
            if isinstance(self._state, Clash):
                self._settle(self._state, choice)
            return self._hand

    def _settle(self, clash: Clash, choice: Resolution) -> None:
        if choice == "theirs":
            self._hand = self._base = clash.theirs
            self._set(Stored())
        elif choice == "both":
            copy = self._store.add_visit(replace(self._hand, id=new_id(), version=0))
            self._hand = self._base = copy
            self._set(Stored())
        else:
            self._base = clash.theirs
            self._hand = replace(self._hand, version=clash.theirs.version)
            self._set(Waiting())
            self.keep(self._hand)
        self._knows_base = True


class FileKeeper(Keeper):
    """Stores at once, in the thread that draws: a commit into a file costs about a millisecond."""

    def keep(self, visit: Visit) -> None:
        """Stores a change. In a clash it stays in hand until somebody chose."""
        with self._lock:
            self._hand = replace(visit, version=self._base.version)
            if isinstance(self._state, Clash):
                self._state = replace(self._state, mine=self._hand)
                return
            if isinstance(self._state, Erased):
                return
            stored = self._try(self._hand)
            if stored is not None:
                self._hand = self._base = stored
                self._set(Stored())

    def _waiting(self, error: BodymapError) -> Waiting:
        return Waiting(str(error))

    def flush(self, seconds: float) -> bool:  # noqa: ARG002  (the store has its own patience)
        """Tries again if something waits."""
        if isinstance(self._state, Waiting):
            self.keep(self._hand)
        return isinstance(self._state, Stored)

    def close(self) -> None:
        """Nothing runs that would have to end."""


class ServerKeeper(Keeper):
    """Keeps in the outbox at once, and sends in the background: this visit, then others that wait in the outbox."""

    def __init__(
        self,
        store: Storing,
        journal: Journal,
        visit: Visit,
        tell: Callable[[State], None],
        retry_after: float = RETRY_AFTER,
    ) -> None:
        """`store` is used by the thread alone: a store of its own beside the window's.

        A state of the visit that waits in the outbox, left there when the server was away, is taken in hand in the
        place of `visit`. Raises BodymapError if the outbox cannot be read.
        """
        super().__init__(store, visit, tell)
        self._journal, self._retry_after = journal, retry_after
        self._wake, self._idle = threading.Event(), threading.Event()
        self._idle.set()
        self._ended = False
        self._take_over(visit)
        self._thread = threading.Thread(target=self._run, name="bodymap keeper", daemon=True)
        self._thread.start()

    def _take_over(self, visit: Visit) -> None:
        waiting = self._journal.pending(visit.id)
        if waiting is None:
            return
        if same_content(waiting, visit):
            self._journal.forget(visit.id)
            return
        # It began from the version that it names; whether the server has moved on since, sending it will show.
        self._hand, self._base = waiting, replace(visit, version=waiting.version)
        self._knows_base = waiting.version == visit.version
        self._state = ON_ITS_WAY
        self._idle.clear()
        self._wake.set()

    def keep(self, visit: Visit) -> None:
        """Keeps a change in the outbox and lets the thread send it."""
        with self._lock:
            self._hand = replace(visit, version=self._base.version)
            if isinstance(self._state, Erased):
                return  # nothing of somebody who was erased is kept anew
            try:
                self._journal.put(self._hand)
            except BodymapError as error:
                if not isinstance(self._state, Clash):
                    self._set(Waiting(str(error)))
            if isinstance(self._state, Clash):
                self._state = replace(self._state, mine=self._hand)
                return
            if isinstance(self._state, Stored):
                self._set(ON_ITS_WAY)
            self._idle.clear()
            self._wake.set()

    def _waiting(self, error: BodymapError) -> Waiting:
        if isinstance(error, Away):
            return Waiting("The server is away. Everything is kept on this machine and is sent when it is back.", True)
        return Waiting(str(error))

    def flush(self, seconds: float) -> bool:
        """Waits at most so long until the server has everything, or has been asked once more in vain."""
        with self._lock:
            if isinstance(self._state, Waiting):
                self._idle.clear()
                self._wake.set()
        self._idle.wait(seconds)
        return isinstance(self._state, Stored)

    def close(self) -> None:
        """Ends the thread. What was not sent stays in the outbox, unless its patient was erased."""
        self._ended = True
        self._wake.set()
        self._thread.join(timeout=CLOSE_AFTER)
        if isinstance(self._state, Erased):
            self._journal.forget(self._hand.id)

    def _settle(self, clash: Clash, choice: Resolution) -> None:
        before = self._hand.id
        super()._settle(clash, choice)
        if choice != "mine":
            self._journal.forget(before)

    def _run(self) -> None:
        patience: float | None = None
        while True:
            self._wake.wait(patience)
            self._wake.clear()
            if self._ended:
                return
            state = self._send()
            if isinstance(state, Stored):
                self._send_others()
            patience = self._retry_after if isinstance(state, Waiting) else None

    def _send(self) -> State:
        """Sends the newest state until there is none newer, or until it cannot be sent."""
        while True:
            with self._lock:
                sent = self._hand
                if isinstance(self._state, Clash | Erased) or sent is self._base:
                    self._idle.set()
                    return self._state
            stored = self._try(sent)
            with self._lock:
                if stored is None:
                    self._idle.set()
                    return self._state
                self._base = stored
                with suppress(BodymapError):  # what stays in the outbox is sent once more: that changes nothing
                    self._journal.drop(sent)
                if self._hand is sent:
                    self._hand = stored
                    self._set(Stored())
                    self._idle.set()
                    return self._state
                self._hand = replace(self._hand, version=stored.version)
                with suppress(BodymapError):  # it is there with the version before, and is sent right now
                    self._journal.put(self._hand)

    def _send_others(self) -> None:
        """Sends visits that were left while the server was away. One that another desk changed waits for the next
        login, which keeps it as a visit of its own; so does one that the server does not take."""
        with suppress(BodymapError):
            for visit in self._journal.visits():
                if visit.id == self._hand.id or self._ended:
                    continue
                try:
                    self._store.save_visit(visit)
                except Gone:
                    self._journal.forget(visit.id)
                except Away:
                    return
                except BodymapError:
                    continue
                else:
                    self._journal.drop(visit)
