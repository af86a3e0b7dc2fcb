"""Keepers: every change is on a disk when `keep` returns, in order, and nobody's work is overwritten in silence.

Stores and outboxes are real. `Line` stands between keeper and store where a cable would: it can be cut, slow, or lose
an answer.
"""

import queue
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bodymap.clinic.figures import with_ranking
from bodymap.clinic.journal import KEY_BYTES, Journal, left_behind
from bodymap.clinic.keeper import Clash, Erased, FileKeeper, Keeper, Resolution, ServerKeeper, State, Stored, Waiting
from bodymap.clinic.model import Actor, Patient, Visit, new_id
from bodymap.clinic.store.errors import Away
from bodymap.clinic.store.opening import open_file
from bodymap.clinic.store.store import Store
from bodymap.drawing.model import Drawing, Mark, Stroke
from bodymap.errors import BodymapError

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
            raise Away("The server cannot be reached.")
        stored = self.store.save_visit(visit)
        if self.loses_answers:
            raise Away("The connection was lost.")
        return stored

    def add_visit(self, visit: Visit) -> Visit:
        """Adds through the line."""
        if self.cut:
            raise Away("The server cannot be reached.")
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
def journal(outbox: Path) -> Iterator[Journal]:
    """The outbox of this run."""
    with closing(Journal(outbox, KEY)) as opened:
        yield opened


@pytest.fixture
def told() -> Told:
    """What the keeper told."""
    return Told()


@pytest.fixture
def sending(line: Line, journal: Journal, visit: Visit, told: Told) -> Iterator[ServerKeeper]:
    """A keeper on a server, which asks again only when a test wakes it."""
    keeper = ServerKeeper(line, journal, visit, told, retry_after=1000)
    yield keeper
    line.passes.set()
    keeper.close()


@pytest.fixture(params=["file", "server"])
def keeper(request: pytest.FixtureRequest, store: Store, visit: Visit, told: Told) -> Keeper:
    """Each kind in turn."""
    if request.param == "server":
        return request.getfixturevalue("sending")  # type: ignore[no-any-return]  # pytest cannot know
    return FileKeeper(store, visit, told)


def stroke(visit: Visit, number: int) -> Visit:
    """The visit with one stroke more."""
    mark = Mark(chart="back", stroke=Stroke(points=((0, 600), (40 + number, 640)), radius=15), intensity=number % 11)
    return replace(visit, drawing=visit.drawing.model_copy(update={"marks": (*visit.drawing.marks, mark)}))


def strokes(visit: Visit) -> int:
    """How many there are."""
    return len(visit.drawing.marks)


# Both kinds


def test_every_stroke_is_stored_in_order(keeper: Keeper, store: Store, visit: Visit) -> None:
    for number in range(20):
        keeper.keep(stroke(keeper.visit, number))
    assert keeper.flush(PATIENCE)
    stored = store.visit(visit.id)
    assert keeper.state == Stored()
    assert (stored.drawing, stored.version) == (keeper.visit.drawing, keeper.visit.version)
    assert [mark.intensity for mark in stored.drawing.marks] == [number % 11 for number in range(20)]


def test_nothing_to_store_is_stored(keeper: Keeper, visit: Visit) -> None:
    assert keeper.flush(PATIENCE)
    assert keeper.visit == visit


def test_another_desk_that_only_made_the_ranking_is_no_clash(
    keeper: Keeper, store: Store, other: Store, visit: Visit
) -> None:
    other.save_visit(with_ranking(visit))
    keeper.keep(stroke(keeper.visit, 1))
    assert keeper.flush(PATIENCE)
    assert keeper.state == Stored()
    assert strokes(store.visit(visit.id)) == 1
    assert store.visit(visit.id).version == visit.version + 2


@pytest.fixture
def clashing(keeper: Keeper, other: Store, visit: Visit, told: Told) -> Keeper:
    """A keeper whose visit another desk saved meanwhile, with a stroke of its own in hand."""
    other.save_visit(replace(visit, note="Ben was here"))
    keeper.keep(replace(stroke(keeper.visit, 1), plan="Anna's"))
    keeper.flush(PATIENCE)
    told.until(Clash)
    return keeper


def test_what_another_desk_stored_is_not_overwritten(clashing: Keeper, store: Store, visit: Visit) -> None:
    state = clashing.state
    assert isinstance(state, Clash)
    assert state.base == visit
    assert (state.theirs.note, state.theirs.changed_by) == ("Ben was here", "Ben at desk 2")
    assert (strokes(state.mine), state.mine.plan) == (1, "Anna's")
    assert "Ben at desk 2" in state.reason
    assert store.visit(visit.id) == state.theirs


def test_strokes_during_a_clash_stay_in_hand(clashing: Keeper, store: Store, visit: Visit) -> None:
    clashing.keep(stroke(clashing.visit, 2))
    assert not clashing.flush(PATIENCE)
    assert isinstance(clashing.state, Clash)
    assert strokes(clashing.state.mine) == 2
    assert store.visit(visit.id).note == "Ben was here"
    clashing.resolve("mine")
    assert clashing.flush(PATIENCE)
    assert strokes(store.visit(visit.id)) == 2


def test_mine_is_stored_over_theirs_when_somebody_chose_so(clashing: Keeper, store: Store, visit: Visit) -> None:
    clashing.resolve("mine")
    assert clashing.flush(PATIENCE)
    stored = store.visit(visit.id)
    assert (stored.plan, stored.note, strokes(stored)) == ("Anna's", "", 1)
    assert clashing.visit == stored


def test_theirs_is_taken_in_hand_when_somebody_chose_so(clashing: Keeper, store: Store, visit: Visit) -> None:
    assert clashing.resolve("theirs").note == "Ben was here"
    assert clashing.flush(PATIENCE)
    assert clashing.visit == store.visit(visit.id)
    clashing.keep(replace(clashing.visit, plan="and on"))
    assert clashing.flush(PATIENCE)
    assert (store.visit(visit.id).note, store.visit(visit.id).plan) == ("Ben was here", "and on")


def test_both_are_kept_when_somebody_chose_so(clashing: Keeper, store: Store, visit: Visit) -> None:
    copy = clashing.resolve("both")
    assert clashing.flush(PATIENCE)
    assert copy.id != visit.id
    assert store.visit(visit.id).note == "Ben was here"
    assert (store.visit(copy.id).plan, strokes(store.visit(copy.id))) == ("Anna's", 1)
    clashing.keep(stroke(clashing.visit, 2))
    assert clashing.flush(PATIENCE)
    assert strokes(store.visit(copy.id)) == 2


def test_a_second_clash_while_choosing_is_told_again(clashing: Keeper, other: Store, visit: Visit, told: Told) -> None:
    other.save_visit(replace(other.visit(visit.id), note="Ben again"))
    clashing.resolve("mine")
    clashing.flush(PATIENCE)
    again = told.until(Clash)
    assert isinstance(again, Clash)
    assert again.theirs.note == "Ben again"
    assert other.visit(visit.id).note == "Ben again"


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_a_choice_without_a_clash_does_nothing(keeper: Keeper, visit: Visit, choice: Resolution) -> None:
    assert keeper.resolve(choice) == visit
    assert keeper.state == Stored()


def test_an_erased_patient_is_told_and_nothing_comes_back(
    keeper: Keeper, other: Store, visit: Visit, told: Told
) -> None:
    other.erase_patient(visit.patient)
    keeper.keep(stroke(keeper.visit, 1))
    assert not keeper.flush(PATIENCE)
    told.until(Erased)
    keeper.keep(stroke(keeper.visit, 2))
    assert not keeper.flush(PATIENCE)
    assert strokes(keeper.visit) == 2  # it can still be saved as a file
    assert other.count() == 0


# Files


def test_a_file_that_takes_no_more_waits_and_loses_nothing(line: Line, visit: Visit, told: Told) -> None:
    keeper = FileKeeper(line, visit, told)
    line.cut = True  # any failure that may pass
    keeper.keep(stroke(keeper.visit, 1))
    assert isinstance(keeper.state, Waiting)
    assert keeper.state.reason
    keeper.keep(stroke(keeper.visit, 2))
    assert not keeper.flush(0)
    line.cut = False
    assert keeper.flush(0)
    assert strokes(line.store.visit(visit.id)) == 2
    assert [type(state) for state in told.states.queue] == [Waiting, Stored]


# Servers


def test_keep_does_not_wait_for_the_server_and_stored_is_said_only_once_it_is(
    sending: ServerKeeper, line: Line, journal: Journal, visit: Visit
) -> None:
    line.passes.clear()
    sending.keep(stroke(sending.visit, 1))
    line.asked.get(timeout=PATIENCE)
    assert [strokes(one) for one in journal.visits()] == [1]
    assert isinstance(sending.state, Waiting)
    assert not sending.flush(0)
    line.passes.set()
    assert sending.flush(PATIENCE)
    assert journal.visits() == []
    assert strokes(line.store.visit(visit.id)) == 1


def test_strokes_that_come_while_a_save_is_under_way_are_sent_after_it(
    sending: ServerKeeper, line: Line, journal: Journal, visit: Visit
) -> None:
    line.passes.clear()
    sending.keep(stroke(sending.visit, 1))
    first = line.asked.get(timeout=PATIENCE)
    for number in range(2, 6):
        sending.keep(stroke(sending.visit, number))
    assert [strokes(one) for one in journal.visits()] == [5]
    line.passes.set()
    assert sending.flush(PATIENCE)
    second = line.asked.get(timeout=PATIENCE)
    assert (strokes(first), strokes(second)) == (1, 5)
    assert line.store.visit(visit.id).drawing == sending.visit.drawing
    assert journal.visits() == []


def test_a_server_that_is_away_costs_nothing(
    sending: ServerKeeper, line: Line, journal: Journal, visit: Visit, told: Told
) -> None:
    line.cut = True
    sending.keep(stroke(sending.visit, 1))
    while not (isinstance(sending.state, Waiting) and "away" in sending.state.reason):
        told.until(Waiting)
    sending.keep(stroke(sending.visit, 2))
    assert not sending.flush(PATIENCE)
    assert [strokes(one) for one in journal.visits()] == [2]
    line.cut = False
    assert sending.flush(PATIENCE)
    assert strokes(line.store.visit(visit.id)) == 2
    assert journal.visits() == []


def test_a_server_is_asked_again_by_itself(line: Line, journal: Journal, visit: Visit, told: Told) -> None:
    line.cut = True
    keeper = ServerKeeper(line, journal, visit, told, retry_after=0.001)
    keeper.keep(stroke(keeper.visit, 1))
    for _ in range(3):
        line.asked.get(timeout=PATIENCE)
    line.cut = False
    told.until(Stored)
    assert strokes(line.store.visit(visit.id)) == 1
    keeper.close()


@pytest.mark.parametrize("kind", ["file", "server"])
def test_a_lost_answer_is_no_clash_with_oneself(
    line: Line, journal: Journal, visit: Visit, told: Told, kind: str
) -> None:
    """The save was done, its answer was lost, and another stroke came before it was tried again."""
    keeper = FileKeeper(line, visit, told) if kind == "file" else ServerKeeper(line, journal, visit, told, 1000)
    line.loses_answers = True
    for number in range(3):
        keeper.keep(stroke(keeper.visit, number))
        assert not keeper.flush(PATIENCE)
    line.loses_answers = False
    keeper.keep(stroke(keeper.visit, 3))
    assert keeper.flush(PATIENCE)
    assert strokes(line.store.visit(visit.id)) == 4
    keeper.close()


def test_a_lost_answer_does_not_hide_what_another_desk_did_after(
    sending: ServerKeeper, line: Line, other: Store, visit: Visit, told: Told
) -> None:
    line.loses_answers = True
    sending.keep(stroke(sending.visit, 1))
    assert not sending.flush(PATIENCE)
    other.save_visit(replace(other.visit(visit.id), note="Ben was here"))
    line.loses_answers = False
    sending.keep(stroke(sending.visit, 2))
    assert not sending.flush(PATIENCE)
    clash = told.until(Clash)
    assert isinstance(clash, Clash)
    assert clash.theirs.note == "Ben was here"


def test_an_outbox_that_takes_no_more_is_told_and_the_server_gets_it_all_the_same(
    sending: ServerKeeper, line: Line, journal: Journal, visit: Visit, told: Told
) -> None:
    journal._connection.execute("PRAGMA max_page_count = 1")  # SQLite's own full disk
    line.passes.clear()
    sending.keep(replace(sending.visit, note="long " * 5000))
    waiting = told.until(Waiting)
    assert isinstance(waiting, Waiting)
    assert "make room" in waiting.reason
    line.passes.set()
    assert sending.flush(PATIENCE)
    assert line.store.visit(visit.id).note.startswith("long")


def test_both_that_cannot_be_stored_leaves_the_clash(
    sending: ServerKeeper, line: Line, other: Store, visit: Visit, told: Told
) -> None:
    other.save_visit(replace(visit, note="Ben was here"))
    sending.keep(stroke(sending.visit, 1))
    told.until(Clash)
    line.cut = True
    with pytest.raises(BodymapError):
        sending.resolve("both")
    assert isinstance(sending.state, Clash)
    line.cut = False
    assert sending.resolve("both").id != visit.id


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_a_chosen_clash_leaves_nothing_in_the_outbox(
    sending: ServerKeeper, other: Store, journal: Journal, visit: Visit, told: Told, choice: Resolution
) -> None:
    other.save_visit(replace(visit, note="Ben was here"))
    sending.keep(stroke(sending.visit, 1))
    told.until(Clash)
    assert [strokes(one) for one in journal.visits()] == [1]
    sending.resolve(choice)
    assert sending.flush(PATIENCE)
    assert journal.visits() == []


def test_of_an_erased_patient_nothing_stays_in_the_outbox(
    line: Line, journal: Journal, other: Store, visit: Visit, told: Told
) -> None:
    keeper = ServerKeeper(line, journal, visit, told, 1000)
    other.erase_patient(visit.patient)
    keeper.keep(stroke(keeper.visit, 1))
    told.until(Erased)
    keeper.close()
    assert journal.visits() == []


# Leaving a visit, and the program, while the server is away


@pytest.fixture
def left(line: Line, journal: Journal, visit: Visit) -> Visit:
    """A visit that was left with a stroke that the server does not have."""
    line.cut = True
    keeper = ServerKeeper(line, journal, visit, Told(), 1000)
    keeper.keep(stroke(keeper.visit, 1))
    assert not keeper.flush(PATIENCE)
    keeper.close()
    line.cut = False
    assert [strokes(one) for one in journal.visits()] == [1]
    assert strokes(line.store.visit(visit.id)) == 0
    return keeper.visit


def test_a_visit_that_is_opened_again_goes_on_from_the_outbox(
    left: Visit, line: Line, journal: Journal, told: Told
) -> None:
    keeper = ServerKeeper(line, journal, line.store.visit(left.id), told, 1000)
    assert keeper.visit.drawing == left.drawing
    keeper.keep(stroke(keeper.visit, 2))
    assert keeper.flush(PATIENCE)
    assert strokes(line.store.visit(left.id)) == 2
    assert journal.visits() == []
    keeper.close()


def test_what_another_desk_stored_meanwhile_is_a_clash_then_too(
    left: Visit, line: Line, journal: Journal, other: Store, told: Told
) -> None:
    other.save_visit(replace(other.visit(left.id), note="Ben was here"))
    keeper = ServerKeeper(line, journal, line.store.visit(left.id), told, 1000)
    clash = told.until(Clash)
    assert isinstance(clash, Clash)
    assert (strokes(clash.mine), clash.theirs.note) == (1, "Ben was here")
    keeper.close()


def test_what_the_server_has_already_is_not_sent_again(left: Visit, line: Line, journal: Journal, told: Told) -> None:
    """Its answer had been lost."""
    stored = line.store.save_visit(left)
    keeper = ServerKeeper(line, journal, stored, told, 1000)
    assert keeper.flush(PATIENCE)
    assert (keeper.visit, journal.visits()) == (stored, [])
    keeper.close()


def test_it_is_sent_with_the_next_visit_in_hand(left: Visit, line: Line, journal: Journal, told: Told) -> None:
    another = line.store.add_visit(Visit(new_id(), left.patient, datetime.now(UTC), Drawing()))
    while not line.asked.empty():
        line.asked.get()
    keeper = ServerKeeper(line, journal, another, told, 1000)
    keeper.keep(stroke(keeper.visit, 2))
    assert [line.asked.get(timeout=PATIENCE).id for _ in range(2)] == [another.id, left.id]
    keeper.close()
    assert strokes(line.store.visit(left.id)) == 1
    assert journal.visits() == []


def test_one_that_the_server_does_not_take_holds_up_no_other(
    left: Visit, line: Line, journal: Journal, told: Told
) -> None:
    line.store.save_visit(line.store.visit(left.id))
    with line.store._writing() as connection:
        connection.execute(text("UPDATE visit SET drawing = 'of a newer program' WHERE id = :id"), {"id": left.id})
    other, another = (
        line.store.add_visit(Visit(new_id(), left.patient, datetime.now(UTC), Drawing())) for _ in range(2)
    )
    journal.put(stroke(other, 1))
    keeper = ServerKeeper(line, journal, another, told, 1000)
    keeper.keep(stroke(keeper.visit, 2))
    while line.asked.get(timeout=PATIENCE).id != other.id:
        pass
    keeper.close()
    assert strokes(line.store.visit(other.id)) == 1
    assert [one.id for one in journal.visits()] == [left.id]


def test_the_next_run_takes_over_what_was_left_behind(line: Line, visit: Visit, outbox: Path, told: Told) -> None:
    line.cut = True
    with closing(Journal(outbox, KEY)) as before:
        keeper = ServerKeeper(line, before, visit, Told(), 1000)
        keeper.keep(stroke(keeper.visit, 1))
        keeper.keep(stroke(keeper.visit, 2))
        keeper.close()
    line.cut = False
    (found,) = left_behind(outbox, KEY)
    (waiting,) = found.visits
    assert (strokes(waiting), waiting.version) == (2, visit.version)
    line.store.save_visit(waiting)
    found.discard(found.visits)
    assert strokes(line.store.visit(visit.id)) == 2
    assert left_behind(outbox, KEY) == []
