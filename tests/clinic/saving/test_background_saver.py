"""The keeper on a server that is slow, away, or loses an answer: nothing waits for it, nothing is lost."""

from dataclasses import replace

import pytest

from bodymap.clinic.model import Visit
from bodymap.clinic.saving.background_saver import BackgroundSaver
from bodymap.clinic.saving.outbox import Outbox
from bodymap.clinic.saving.visit_saver import Erased, Resolution, Stored, VisitConflict, Waiting
from bodymap.clinic.store.store import Store
from bodymap.errors import BodymapError
from tests.clinic.saving.conftest import PATIENCE, Line, Told, stroke, strokes


def test_keep_does_not_wait_for_the_server_and_stored_is_said_only_once_it_is(
    sending: BackgroundSaver, line: Line, journal: Outbox, visit: Visit
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
    sending: BackgroundSaver, line: Line, journal: Outbox, visit: Visit
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
    sending: BackgroundSaver, line: Line, journal: Outbox, visit: Visit, told: Told
) -> None:
    line.cut = True
    sending.keep(stroke(sending.visit, 1))
    while not (isinstance(sending.state, Waiting) and sending.state.away):
        told.until(Waiting)
    sending.keep(stroke(sending.visit, 2))
    assert not sending.flush(PATIENCE)
    assert [strokes(one) for one in journal.visits()] == [2]
    line.cut = False
    assert sending.flush(PATIENCE)
    assert strokes(line.store.visit(visit.id)) == 2
    assert journal.visits() == []


def test_a_server_is_asked_again_by_itself(line: Line, journal: Outbox, visit: Visit, told: Told) -> None:
    line.cut = True
    keeper = BackgroundSaver(line, journal, visit, told, retry_after=0.001)
    keeper.keep(stroke(keeper.visit, 1))
    for _ in range(3):
        line.asked.get(timeout=PATIENCE)
    line.cut = False
    told.until(Stored)
    assert strokes(line.store.visit(visit.id)) == 1
    keeper.close()


def test_a_lost_answer_does_not_hide_what_another_desk_did_after(
    sending: BackgroundSaver, line: Line, other: Store, visit: Visit, told: Told
) -> None:
    line.loses_answers = True
    sending.keep(stroke(sending.visit, 1))
    assert not sending.flush(PATIENCE)
    other.save_visit(replace(other.visit(visit.id), note="Ben was here"))
    line.loses_answers = False
    sending.keep(stroke(sending.visit, 2))
    assert not sending.flush(PATIENCE)
    visit_conflict = told.until(VisitConflict)
    assert isinstance(visit_conflict, VisitConflict)
    assert visit_conflict.theirs.note == "Ben was here"


def test_an_outbox_that_takes_no_more_is_told_and_the_server_gets_it_all_the_same(
    sending: BackgroundSaver, line: Line, journal: Outbox, visit: Visit, told: Told
) -> None:
    journal._connection.execute("PRAGMA max_page_count = 1")  # SQLite's own full disk
    line.passes.clear()
    sending.keep(replace(sending.visit, note="long " * 5000))
    waiting = told.until(Waiting)
    assert isinstance(waiting, Waiting)
    assert waiting.reason is not None
    assert waiting.reason.code == "outbox.unusable"
    line.passes.set()
    assert sending.flush(PATIENCE)
    assert line.store.visit(visit.id).note.startswith("long")


def test_both_that_cannot_be_stored_leaves_the_clash(
    sending: BackgroundSaver, line: Line, other: Store, visit: Visit, told: Told
) -> None:
    other.save_visit(replace(visit, note="Ben was here"))
    sending.keep(stroke(sending.visit, 1))
    told.until(VisitConflict)
    line.cut = True
    with pytest.raises(BodymapError):
        sending.resolve("both")
    assert isinstance(sending.state, VisitConflict)
    line.cut = False
    assert sending.resolve("both").id != visit.id


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_a_chosen_clash_leaves_nothing_in_the_outbox(
    sending: BackgroundSaver, other: Store, journal: Outbox, visit: Visit, told: Told, choice: Resolution
) -> None:
    other.save_visit(replace(visit, note="Ben was here"))
    sending.keep(stroke(sending.visit, 1))
    told.until(VisitConflict)
    assert [strokes(one) for one in journal.visits()] == [1]
    sending.resolve(choice)
    assert sending.flush(PATIENCE)
    assert journal.visits() == []


def test_of_an_erased_patient_nothing_stays_in_the_outbox(
    line: Line, journal: Outbox, other: Store, visit: Visit, told: Told
) -> None:
    keeper = BackgroundSaver(line, journal, visit, told, 1000)
    other.erase_patient(visit.patient)
    keeper.keep(stroke(keeper.visit, 1))
    told.until(Erased)
    keeper.close()
    assert journal.visits() == []
