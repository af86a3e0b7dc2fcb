"""Keeps the visit in hand stored on a server, by way of the outbox of this machine.

Every change is in the outbox when `keep` returns, and is sent in a thread of its own: a slow server never holds up a
stroke, and a server that is away costs nothing. What a keeper promises stands in `bodymap.clinic.saving.visit_saver`.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from bodymap.clinic.model import Visit
from bodymap.clinic.saving.outbox import Outbox, same_content
from bodymap.clinic.saving.visit_saver import (
    Erased,
    Resolution,
    State,
    Stored,
    Storing,
    VisitConflict,
    VisitSaver,
    Waiting,
)
from bodymap.clinic.store.store_errors import NotFoundError, ServerAwayError
from bodymap.errors import BodymapError

RETRY_AFTER = 5.0
"""Seconds before a server that was away is asked again."""

CLOSE_AFTER = 30.0
"""Seconds that closing waits for a save that is under way; what is not sent then stays in the outbox."""

ON_ITS_WAY = Waiting(sending=True)


class BackgroundSaver(VisitSaver):
    """Keeps in the outbox at once, and sends in the background: this visit, then others that wait in the outbox."""

    def __init__(
        self,
        store: Storing,
        journal: Outbox,
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
                if not isinstance(self._state, VisitConflict):
                    self._set(Waiting(error.detached()))
            if isinstance(self._state, VisitConflict):
                self._state = replace(self._state, mine=self._hand)
                return
            if isinstance(self._state, Stored):
                self._set(ON_ITS_WAY)
            self._idle.clear()
            self._wake.set()

    def _waiting(self, error: BodymapError) -> Waiting:
        return Waiting(error.detached(), away=isinstance(error, ServerAwayError))

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

    def _settle(self, visit_conflict: VisitConflict, choice: Resolution) -> None:
        before = self._hand.id
        super()._settle(visit_conflict, choice)
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
                if isinstance(self._state, VisitConflict | Erased) or sent is self._base:
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
                except NotFoundError:
                    self._journal.forget(visit.id)
                except ServerAwayError:
                    return
                except BodymapError:
                    continue
                else:
                    self._journal.drop(visit)
