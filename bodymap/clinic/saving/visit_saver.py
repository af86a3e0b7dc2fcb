"""Saves the open visit: every change is on a disk when `keep` returns.

`ImmediateSaver` writes into the store itself; on a server `bodymap.clinic.saving.background_saver` does. Neither
overwrites what another workstation stored meanwhile: that is a `VisitConflict`, and a person chooses.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from bodymap.clinic.model import Visit, new_id
from bodymap.clinic.saving.outbox import same_content
from bodymap.clinic.store.store_errors import ConflictError, NotFoundError
from bodymap.errors import BodymapError

Resolution = Literal["mine", "theirs", "both"]
"""What to do about a clash: store mine over theirs, go on with theirs, or keep mine as a visit of its own."""


@dataclass(frozen=True)
class Stored:
    """The store has the visit as it is in hand."""


@dataclass(frozen=True)
class Waiting:
    """The store does not have the newest change yet."""

    reason: BodymapError | None = None
    """What stands against it; None while it is on its way."""
    away: bool = False
    """Whether it is the server that cannot be reached; the change is safe in the outbox meanwhile."""
    sending: bool = False
    """Whether it is in the outbox and being sent."""


@dataclass(frozen=True)
class VisitConflict:
    """Another desk stored the visit since it was opened here; nothing is overwritten until somebody chooses."""

    mine: Visit
    base: Visit
    """The state that both began from, as this desk last knew it stored."""
    theirs: Visit
    reason: BodymapError


@dataclass(frozen=True)
class Erased:
    """The patient or the visit was erased meanwhile."""

    reason: BodymapError


State = Stored | Waiting | VisitConflict | Erased


class Storing(Protocol):
    """What a keeper needs of a `Store`."""

    def save_visit(self, visit: Visit) -> Visit:
        """Stores a change; raises Conflict, Gone, Away or another BodymapError."""

    def add_visit(self, visit: Visit) -> Visit:
        """Stores a new visit."""


class VisitSaver(ABC):
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
        except ConflictError as error:
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
                self._set(VisitConflict(self._hand, self._base, theirs, error.detached()))
        except NotFoundError as error:
            self._set(Erased(error.detached()))
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
            if isinstance(self._state, VisitConflict):
                self._settle(self._state, choice)
            return self._hand

    def _settle(self, visit_conflict: VisitConflict, choice: Resolution) -> None:
        if choice == "theirs":
            self._hand = self._base = visit_conflict.theirs
            self._set(Stored())
        elif choice == "both":
            copy = self._store.add_visit(replace(self._hand, id=new_id(), version=0))
            self._hand = self._base = copy
            self._set(Stored())
        else:
            self._base = visit_conflict.theirs
            self._hand = replace(self._hand, version=visit_conflict.theirs.version)
            self._set(Waiting())
            self.keep(self._hand)
        self._knows_base = True


class ImmediateSaver(VisitSaver):
    """Stores at once, in the thread that draws: a commit into a file costs about a millisecond."""

    def keep(self, visit: Visit) -> None:
        """Stores a change. In a clash it stays in hand until somebody chose."""
        with self._lock:
            self._hand = replace(visit, version=self._base.version)
            if isinstance(self._state, VisitConflict):
                self._state = replace(self._state, mine=self._hand)
                return
            if isinstance(self._state, Erased):
                return
            stored = self._try(self._hand)
            if stored is not None:
                self._hand = self._base = stored
                self._set(Stored())

    def _waiting(self, error: BodymapError) -> Waiting:
        return Waiting(error.detached())

    def flush(self, seconds: float) -> bool:  # noqa: ARG002  (the store has its own patience)
        """Tries again if something waits."""
        if isinstance(self._state, Waiting):
            self.keep(self._hand)
        return isinstance(self._state, Stored)

    def close(self) -> None:
        """Nothing runs that would have to end."""
