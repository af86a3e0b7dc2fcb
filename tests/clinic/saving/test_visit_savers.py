"""Keepers on files and on servers: every change is on a disk in order, and nobody's work is overwritten in silence."""

from dataclasses import replace

import pytest

from bodymap.clinic.analysis.visit_metrics import with_ranking
from bodymap.clinic.model import Visit
from bodymap.clinic.saving.background_saver import BackgroundSaver
from bodymap.clinic.saving.outbox import Outbox
from bodymap.clinic.saving.visit_saver import (
    Erased,
    ImmediateSaver,
    Resolution,
    Stored,
    VisitConflict,
    VisitSaver,
    Waiting,
)
from bodymap.clinic.store.store import Store
from tests.clinic.saving.conftest import PATIENCE, Line, Told, stroke, strokes


def test_every_stroke_is_stored_in_order(keeper: VisitSaver, store: Store, visit: Visit) -> None:
    for number in range(20):
        keeper.keep(stroke(keeper.visit, number))
    assert keeper.flush(PATIENCE)
    stored = store.visit(visit.id)
    assert keeper.state == Stored()
    assert (stored.drawing, stored.version) == (keeper.visit.drawing, keeper.visit.version)
    assert [mark.intensity for mark in stored.drawing.marks] == [number % 11 for number in range(20)]


def test_nothing_to_store_is_stored(keeper: VisitSaver, visit: Visit) -> None:
    assert keeper.flush(PATIENCE)
    assert keeper.visit == visit


def test_another_desk_that_only_made_the_ranking_is_no_clash(
    keeper: VisitSaver, store: Store, other: Store, visit: Visit
) -> None:
    other.save_visit(with_ranking(visit))
    keeper.keep(stroke(keeper.visit, 1))
    assert keeper.flush(PATIENCE)
    assert keeper.state == Stored()
    assert strokes(store.visit(visit.id)) == 1
    assert store.visit(visit.id).version == visit.version + 2


@pytest.fixture
def clashing(keeper: VisitSaver, other: Store, visit: Visit, told: Told) -> VisitSaver:
    """A keeper whose visit another desk saved meanwhile, with a stroke of its own in hand."""
    other.save_visit(replace(visit, note="Ben was here"))
    keeper.keep(replace(stroke(keeper.visit, 1), plan="Anna's"))
    keeper.flush(PATIENCE)
    told.until(VisitConflict)
    return keeper


def test_what_another_desk_stored_is_not_overwritten(clashing: VisitSaver, store: Store, visit: Visit) -> None:
    state = clashing.state
    assert isinstance(state, VisitConflict)
    assert state.base == visit
    assert (state.theirs.note, state.theirs.changed_by) == ("Ben was here", "Ben at desk 2")
    assert (strokes(state.mine), state.mine.plan) == (1, "Anna's")
    assert "Ben at desk 2" in str(state.reason)
    assert store.visit(visit.id) == state.theirs


def test_strokes_during_a_clash_stay_in_hand(clashing: VisitSaver, store: Store, visit: Visit) -> None:
    clashing.keep(stroke(clashing.visit, 2))
    assert not clashing.flush(PATIENCE)
    assert isinstance(clashing.state, VisitConflict)
    assert strokes(clashing.state.mine) == 2
    assert store.visit(visit.id).note == "Ben was here"
    clashing.resolve("mine")
    assert clashing.flush(PATIENCE)
    assert strokes(store.visit(visit.id)) == 2


def test_mine_is_stored_over_theirs_when_somebody_chose_so(clashing: VisitSaver, store: Store, visit: Visit) -> None:
    clashing.resolve("mine")
    assert clashing.flush(PATIENCE)
    stored = store.visit(visit.id)
    assert (stored.plan, stored.note, strokes(stored)) == ("Anna's", "", 1)
    assert clashing.visit == stored


def test_theirs_is_taken_in_hand_when_somebody_chose_so(clashing: VisitSaver, store: Store, visit: Visit) -> None:
    assert clashing.resolve("theirs").note == "Ben was here"
    assert clashing.flush(PATIENCE)
    assert clashing.visit == store.visit(visit.id)
    clashing.keep(replace(clashing.visit, plan="and on"))
    assert clashing.flush(PATIENCE)
    assert (store.visit(visit.id).note, store.visit(visit.id).plan) == ("Ben was here", "and on")


def test_both_are_kept_when_somebody_chose_so(clashing: VisitSaver, store: Store, visit: Visit) -> None:
    copy = clashing.resolve("both")
    assert clashing.flush(PATIENCE)
    assert copy.id != visit.id
    assert store.visit(visit.id).note == "Ben was here"
    assert (store.visit(copy.id).plan, strokes(store.visit(copy.id))) == ("Anna's", 1)
    clashing.keep(stroke(clashing.visit, 2))
    assert clashing.flush(PATIENCE)
    assert strokes(store.visit(copy.id)) == 2


def test_a_second_clash_while_choosing_is_told_again(
    clashing: VisitSaver, other: Store, visit: Visit, told: Told
) -> None:
    other.save_visit(replace(other.visit(visit.id), note="Ben again"))
    clashing.resolve("mine")
    clashing.flush(PATIENCE)
    again = told.until(VisitConflict)
    assert isinstance(again, VisitConflict)
    assert again.theirs.note == "Ben again"
    assert other.visit(visit.id).note == "Ben again"


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_a_choice_without_a_clash_does_nothing(keeper: VisitSaver, visit: Visit, choice: Resolution) -> None:
    assert keeper.resolve(choice) == visit
    assert keeper.state == Stored()


def test_an_erased_patient_is_told_and_nothing_comes_back(
    keeper: VisitSaver, other: Store, visit: Visit, told: Told
) -> None:
    other.erase_patient(visit.patient)
    keeper.keep(stroke(keeper.visit, 1))
    assert not keeper.flush(PATIENCE)
    told.until(Erased)
    keeper.keep(stroke(keeper.visit, 2))
    assert not keeper.flush(PATIENCE)
    assert strokes(keeper.visit) == 2  # it can still be saved as a file
    assert other.count() == 0


def test_a_file_that_takes_no_more_waits_and_loses_nothing(line: Line, visit: Visit, told: Told) -> None:
    keeper = ImmediateSaver(line, visit, told)
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


@pytest.mark.parametrize("kind", ["file", "server"])
def test_a_lost_answer_is_no_clash_with_oneself(
    line: Line, journal: Outbox, visit: Visit, told: Told, kind: str
) -> None:
    """The save was done, its answer was lost, and another stroke came before it was tried again."""
    keeper = ImmediateSaver(line, visit, told) if kind == "file" else BackgroundSaver(line, journal, visit, told, 1000)
    line.loses_answers = True
    for number in range(3):
        keeper.keep(stroke(keeper.visit, number))
        assert not keeper.flush(PATIENCE)
    line.loses_answers = False
    keeper.keep(stroke(keeper.visit, 3))
    assert keeper.flush(PATIENCE)
    assert strokes(line.store.visit(visit.id)) == 4
    keeper.close()
