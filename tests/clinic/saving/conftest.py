"""Keepers on real stores and outboxes.

`Line` stands between keeper and store where a cable would: it can be cut, slow, or lose an answer.
"""

import queue
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bodymap.clinic.model import Actor, Patient, Visit, new_id
from bodymap.clinic.saving.background_saver import BackgroundSaver
from bodymap.clinic.saving.outbox import KEY_BYTES, Outbox
from bodymap.clinic.saving.visit_saver import ImmediateSaver, State, VisitSaver
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.drawing.model import Drawing, Mark, Stroke

KEY = bytes(range(KEY_BYTES))
PATIENCE = 20
"""Seconds after which a test gives up on a thread; none takes a tenth of it."""


@dataclass
class Line:
    """The line to a server's store."""

    store: Store
    cut: bool = False
    loses_answers: bool = False
    passes: threading.Event = field(default_factory=threading.Event)
    asked: "queue.Queue[Visit]" = field(default_factory=queue.Queue)
    """What was sent, as it arrives at the line."""

    def __post_init__(self) -> None:
        self.passes.set()

    def save_visit(self, visit: Visit) -> Visit:
        """Saves through the line."""
        self.asked.put(visit)
        assert self.passes.wait(PATIENCE)
        if self.cut:
            raise ServerAwayError("server.away", place="server")
        stored = self.store.save_visit(visit)
        if self.loses_answers:
            raise ServerAwayError("server.away", place="server")
        return stored

    def add_visit(self, visit: Visit) -> Visit:
        """Adds through the line."""
        if self.cut:
            raise ServerAwayError("server.away", place="server")
        return self.store.add_visit(visit)


class Told:
    """Takes what a keeper tells, from whichever thread."""

    def __init__(self) -> None:
        self.states: queue.Queue[State] = queue.Queue()

    def __call__(self, state: State) -> None:
        self.states.put(state)

    def until(self, kind: type[State]) -> State:
        """Waits for a state of a kind."""
        while True:
            state = self.states.get(timeout=PATIENCE)
            if isinstance(state, kind):
                return state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of patients."""
    return tmp_path / "patients.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """The store of this desk."""
    with open_file(path, Actor("Anna", "desk 1")) as opened:
        yield opened


@pytest.fixture
def other(path: Path, store: Store) -> Iterator[Store]:
    """The store of another desk."""
    with open_file(path, Actor("Ben", "desk 2")) as opened:
        yield opened


@pytest.fixture
def visit(store: Store) -> Visit:
    """A stored visit with an empty drawing."""
    patient = store.add_patient(Patient(new_id(), "Zoë"))
    return store.add_visit(Visit(new_id(), patient.id, datetime.now(UTC), Drawing()))


@pytest.fixture
def line(store: Store) -> Line:
    """The line to the store."""
    return Line(store)


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    """The folder of outboxes."""
    return tmp_path / "outbox"


@pytest.fixture
def journal(outbox: Path) -> Iterator[Outbox]:
    """The outbox of this run."""
    with closing(Outbox(outbox, KEY)) as opened:
        yield opened


@pytest.fixture
def told() -> Told:
    """What the keeper told."""
    return Told()


@pytest.fixture
def sending(line: Line, journal: Outbox, visit: Visit, told: Told) -> Iterator[BackgroundSaver]:
    """A keeper on a server, which asks again only when a test wakes it."""
    keeper = BackgroundSaver(line, journal, visit, told, retry_after=1000)
    yield keeper
    line.passes.set()
    keeper.close()


@pytest.fixture(params=["file", "server"])
def keeper(request: pytest.FixtureRequest, store: Store, visit: Visit, told: Told) -> VisitSaver:
    """Each kind in turn."""
    if request.param == "server":
        return request.getfixturevalue("sending")  # type: ignore[no-any-return]  # pytest cannot know
    return ImmediateSaver(store, visit, told)


def stroke(visit: Visit, number: int) -> Visit:
    """The visit with one stroke more."""
    mark = Mark(chart="back", stroke=Stroke(points=((0, 600), (40 + number, 640)), radius=15), intensity=number % 11)
    return replace(visit, drawing=visit.drawing.model_copy(update={"marks": (*visit.drawing.marks, mark)}))


def strokes(visit: Visit) -> int:
    """How many there are."""
    return len(visit.drawing.marks)
