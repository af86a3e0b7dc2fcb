"""Several desks on one file or server: nothing is overwritten in silence, nothing is lost, nobody waits for ever."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Barrier, Thread

import pytest

from bodymap.clinic.model import Patient, Visit
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ConflictError, NotFoundError
from tests.clinic.store.conftest import BEN, Place
from tests.clinic.store.invented import session, someone
from tests.refusals import refused


def test_the_second_to_save_is_told_by_whom_and_when_and_nothing_is_overwritten(place: Place) -> None:
    with place.open() as anna, place.open(BEN) as ben:
        patient = anna.add_patient(someone())
        theirs = ben.save_patient(replace(ben.patient(patient.id), note="Ben's"))
        with refused("store.patient_conflict", ConflictError, changed_by="Ben at desk 2") as caught:
            anna.save_patient(replace(patient, note="Anna's"))
        assert caught.value.theirs == theirs == anna.patient(patient.id)
        assert anna.save_patient(replace(patient, note="Anna's", version=theirs.version)).version == 3

        visit = anna.add_visit(session(patient))
        saved = ben.save_visit(replace(ben.visit(visit.id), note="Ben's"))
        with refused("store.visit_conflict", ConflictError, changed_by="Ben at desk 2", started=visit.started) as told:
            anna.save_visit(replace(visit, note="Anna's"))
        assert told.value.theirs == saved == anna.visit(visit.id)


def test_what_the_other_desk_erased_is_gone(place: Place) -> None:
    with place.open() as anna, place.open(BEN) as ben:
        patient = anna.add_patient(someone())
        visit = anna.add_visit(session(patient))
        ben.erase_patient(patient.id)
        for call in (
            lambda: anna.save_patient(patient),
            lambda: anna.save_visit(visit),
            lambda: anna.add_visit(session(patient)),
        ):
            with pytest.raises(NotFoundError):
                call()
        assert anna.count() == 0


def test_saving_again_after_a_lost_answer_is_no_conflict(store: Store) -> None:
    """The server may have done what was asked for before the line broke: the desk then asks once more."""
    patient, visit = someone(), session(someone())
    visit = replace(visit, patient=patient.id)
    first = store.add_patient(patient)
    assert store.add_patient(patient) == first
    changed = store.save_patient(replace(first, note="new"))
    assert store.save_patient(replace(first, note="new")) == changed
    began = store.add_visit(visit)
    assert store.add_visit(visit) == began
    saved = store.save_visit(replace(began, note="new"))
    assert store.save_visit(replace(began, note="new")) == saved
    assert (store.count(), len(store.visits(patient.id))) == (1, 1)
    with pytest.raises(ConflictError):
        store.save_visit(replace(began, note="another"))
    with pytest.raises(ConflictError):
        store.add_patient(replace(patient, name="Another"))


def at_once(*works: Callable[[], None]) -> None:
    """Runs each in a thread of its own, and raises what the first of them raised."""
    failures: list[BaseException] = []
    start = Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        try:
            start.wait(timeout=10)
            work()
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_two_desks_that_save_at_once_lose_nothing(place: Place) -> None:
    """Each adds its sign to the same note, reading anew whenever the other was faster."""
    rounds = 25
    with place.open() as anna, place.open(BEN) as ben:
        visit = anna.add_visit(session(anna.add_patient(someone())))

        def work(desk: Store, sign: str) -> None:
            mine = visit
            for _ in range(rounds):
                while True:
                    try:
                        mine = desk.save_visit(replace(mine, note=mine.note + sign))
                    except ConflictError:
                        mine = desk.visit(visit.id)
                    else:
                        break

        at_once(lambda: work(anna, "a"), lambda: work(ben, "b"))
        end = anna.visit(visit.id)
    assert (end.note.count("a"), end.note.count("b"), end.version) == (rounds, rounds, 2 * rounds + 1)


def test_two_desks_that_add_at_once_wait_for_each_other(place: Place) -> None:
    with place.open() as anna, place.open(BEN) as ben:
        patient = anna.add_patient(someone())

        def work(desk: Store) -> None:
            for number in range(15):
                visit = desk.add_visit(session(patient))
                desk.save_visit(replace(visit, note=f"{number}"))
                desk.add_patient(someone())
                desk.set_setting("pin", f"{number}")

        anna.set_setting("pin", "")
        at_once(lambda: work(anna), lambda: work(ben))
        assert (anna.count(), len(anna.visits(patient.id)), ben.setting("pin")) == (31, 30, "14")


def test_a_visit_that_is_saved_while_its_patient_is_erased_is_gone(place: Place) -> None:
    """Whoever comes first: nothing is left behind, and nobody waits for the other for ever."""
    with place.open() as anna, place.open(BEN) as ben:
        for _ in range(12):
            patient = anna.add_patient(someone())
            visit = anna.add_visit(session(patient))

            def work(patient: Patient = patient, visit: Visit = visit) -> None:
                with suppress(NotFoundError):
                    while True:
                        anna.add_visit(session(patient))
                        visit = anna.save_visit(visit)

            at_once(work, lambda id_=patient.id: ben.erase_patient(id_))  # type: ignore[misc]  # of this round
            assert anna.visits(patient.id) == []
        assert anna.count() == 0


def test_threads_of_one_desk_take_turns(store: Store) -> None:
    def work() -> None:
        for _ in range(10):
            patient = store.add_patient(someone())
            assert store.patient(patient.id) == patient

    at_once(work, work, work, work)
    assert store.count() == 40
