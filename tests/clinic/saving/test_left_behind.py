"""A visit, or the program, that was left while the server was away: what waits in the outbox gets there."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bodymap.clinic.model import Visit, new_id
from bodymap.clinic.saving.background_saver import BackgroundSaver
from bodymap.clinic.saving.outbox import Outbox, left_behind
from bodymap.clinic.saving.visit_saver import VisitConflict
from bodymap.clinic.store.store import Store
from bodymap.drawing.model import Drawing
from tests.clinic.saving.conftest import KEY, PATIENCE, Line, Told, stroke, strokes


@pytest.fixture
def left(line: Line, journal: Outbox, visit: Visit) -> Visit:
    """A visit that was left with a stroke that the server does not have."""
    line.cut = True
    keeper = BackgroundSaver(line, journal, visit, Told(), 1000)
    keeper.keep(stroke(keeper.visit, 1))
    assert not keeper.flush(PATIENCE)
    keeper.close()
    line.cut = False
    assert [strokes(one) for one in journal.visits()] == [1]
    assert strokes(line.store.visit(visit.id)) == 0
    return keeper.visit


def test_a_visit_that_is_opened_again_goes_on_from_the_outbox(
    left: Visit, line: Line, journal: Outbox, told: Told
) -> None:
    keeper = BackgroundSaver(line, journal, line.store.visit(left.id), told, 1000)
    assert keeper.visit.drawing == left.drawing
    keeper.keep(stroke(keeper.visit, 2))
    assert keeper.flush(PATIENCE)
    assert strokes(line.store.visit(left.id)) == 2
    assert journal.visits() == []
    keeper.close()


def test_what_another_desk_stored_meanwhile_is_a_clash_then_too(
    left: Visit, line: Line, journal: Outbox, other: Store, told: Told
) -> None:
    other.save_visit(replace(other.visit(left.id), note="Ben was here"))
    keeper = BackgroundSaver(line, journal, line.store.visit(left.id), told, 1000)
    visit_conflict = told.until(VisitConflict)
    assert isinstance(visit_conflict, VisitConflict)
    assert (strokes(visit_conflict.mine), visit_conflict.theirs.note) == (1, "Ben was here")
    keeper.close()


def test_what_the_server_has_already_is_not_sent_again(left: Visit, line: Line, journal: Outbox, told: Told) -> None:
    """Its answer had been lost."""
    stored = line.store.save_visit(left)
    keeper = BackgroundSaver(line, journal, stored, told, 1000)
    assert keeper.flush(PATIENCE)
    assert (keeper.visit, journal.visits()) == (stored, [])
    keeper.close()


def test_it_is_sent_with_the_next_visit_in_hand(left: Visit, line: Line, journal: Outbox, told: Told) -> None:
    another = line.store.add_visit(Visit(new_id(), left.patient, datetime.now(UTC), Drawing()))
    while not line.asked.empty():
        line.asked.get()
    keeper = BackgroundSaver(line, journal, another, told, 1000)
    keeper.keep(stroke(keeper.visit, 2))
    assert [line.asked.get(timeout=PATIENCE).id for _ in range(2)] == [another.id, left.id]
    keeper.close()
    assert strokes(line.store.visit(left.id)) == 1
    assert journal.visits() == []


def test_one_that_the_server_does_not_take_holds_up_no_other(
    left: Visit, line: Line, journal: Outbox, told: Told
) -> None:
    line.store.save_visit(line.store.visit(left.id))
    with line.store._writing() as connection:
        connection.execute(text("UPDATE visit SET drawing = 'of a newer program' WHERE id = :id"), {"id": left.id})
    other, another = (
        line.store.add_visit(Visit(new_id(), left.patient, datetime.now(UTC), Drawing())) for _ in range(2)
    )
    journal.put(stroke(other, 1))
    keeper = BackgroundSaver(line, journal, another, told, 1000)
    keeper.keep(stroke(keeper.visit, 2))
    while line.asked.get(timeout=PATIENCE).id != other.id:
        pass
    keeper.close()
    assert strokes(line.store.visit(other.id)) == 1
    assert [one.id for one in journal.visits()] == [left.id]


def test_the_next_run_takes_over_what_was_left_behind(line: Line, visit: Visit, outbox: Path, told: Told) -> None:
    line.cut = True
    with closing(Outbox(outbox, KEY)) as before:
        keeper = BackgroundSaver(line, before, visit, Told(), 1000)
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
