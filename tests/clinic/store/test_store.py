"""What the store promises its pages, the same in a plain file, in an encrypted one and on a server."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bodymap.clinic.model import ACTIONS, MadeBy, Visit, VisitMetrics, new_id
from bodymap.clinic.store.sql import audit_log as trail
from bodymap.clinic.store.sql.schema import visit as visits
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import DamagedStoreError, NotFoundError
from bodymap.drawing.file import parse_drawing
from tests.clinic.store.conftest import ANNA, BEN, PASSPHRASE, PASSWORD, Place
from tests.clinic.store.invented import ACHE, MARCH, session, someone
from tests.refusals import refused

FULL: dict[str, Any] = {
    "note": "Better at night.\nWorse at 王's desk 🙂",
    "plan": "Heat",
    "ranking": {"muscles": [{"muscle": "psoas", "side": "left", "score": 0.5}], "unexplained": 0.25},
    "figures": VisitMetrics(0.125, 5.5, 6, 3, (("psoas", "left"),), (("psoas", "left"), ("gluteus_medius", "right"))),
    "made_by": MadeBy("1.2", "3"),
}


# Patients and visits


def test_a_patient_comes_back_as_it_was_stored(store: Store) -> None:
    before = datetime.now(UTC)
    patient = someone("محمد 王小明 🙂", birth_date=date(1931, 12, 30), reference="A-12/7", figure="male", note="a\nb")
    stored = store.add_patient(patient)
    assert store.patient(patient.id) == stored
    assert stored.changed_at is not None
    assert before <= stored.changed_at <= datetime.now(UTC)
    assert (stored.version, stored.changed_by) == (1, "Anna at desk 1")
    assert replace(stored, version=0, changed_at=None, changed_by="") == patient


def test_a_visit_comes_back_as_it_was_stored(store: Store) -> None:
    visit = session(store.add_patient(someone()), **FULL)
    stored = store.add_visit(visit)
    assert store.visit(visit.id) == stored
    assert replace(stored, version=0, changed_at=None, changed_by="") == visit


def test_a_saved_change_counts_its_version(store: Store) -> None:
    patient = store.add_patient(someone())
    changed = store.save_patient(replace(patient, name="Zoe Meier", birth_date=date(1980, 3, 5)))
    assert (changed.version, store.patient(patient.id)) == (2, changed)
    visit = store.add_visit(session(patient))
    for version in (2, 3, 4):
        visit = store.save_visit(replace(visit, note=f"{version}", started=visit.started + timedelta(minutes=1)))
        assert (visit.version, store.visit(visit.id)) == (version, visit)


def test_a_line_of_a_visit_says_what_the_visit_says(store: Store) -> None:
    patient = store.add_patient(someone())
    visit = store.add_visit(session(patient, **FULL))
    (line,) = store.visits(patient.id)
    for name in ("id", "patient", "started", "note", "plan", "figures", "made_by", "version", "changed_at"):
        assert getattr(line, name) == getattr(visit, name)
    assert line.changed_by == "Anna at desk 1"


def test_visits_are_listed_newest_first_and_by_patient(store: Store) -> None:
    patient, other = store.add_patient(someone()), store.add_patient(someone())
    for days in (3, 1, 2):
        store.add_visit(session(patient, MARCH + timedelta(days=days), note=f"{days}"))
    store.add_visit(session(other))
    assert [line.note for line in store.visits(patient.id)] == ["3", "2", "1"]
    assert store.visits(new_id()) == []


def test_letters_that_no_database_takes_are_shown_as_such(store: Store) -> None:
    stored = store.add_patient(someone("Zo\0e \ud800"))
    assert stored.name == "Zo�e �"
    assert store.patient(stored.id) == stored
    stored = store.save_patient(replace(stored, note="\0"))
    assert store.patient(stored.id) == stored
    visit = store.add_visit(session(stored, note="\0", plan="\udfff"))
    assert store.visit(visit.id) == visit


@pytest.mark.parametrize("field", ["name", "reference"])
def test_what_is_too_long_is_told_and_not_cut(store: Store, field: str) -> None:
    with refused(f"patient.long_{field}"):
        store.add_patient(someone(**{field: "x" * 201}))
    assert store.count() == 0


def test_what_is_not_there_is_gone(store: Store) -> None:
    calls: list[Callable[[], object]] = [
        lambda: store.patient(new_id()),
        lambda: store.save_patient(someone()),
        lambda: store.erase_patient(new_id()),
        lambda: store.visit(new_id()),
        lambda: store.drawing_text(new_id()),
        lambda: store.add_visit(session(someone())),
        lambda: store.save_visit(session(someone())),
    ]
    for call in calls:
        with pytest.raises(NotFoundError):
            call()
    assert store.audit() == []


# Unreadable rows


def spoil(store: Store, visit: Visit, **columns: str) -> None:
    """Writes into a row what this program never would."""
    with store._writing() as connection:
        connection.execute(update(visits).where(visits.c.id == visit.id).values(**columns))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "bodymap-drawing", "version": 2}', '{"marks": 3}'])
def test_one_drawing_that_cannot_be_read_keeps_nothing_else_from_opening(store: Store, text: str) -> None:
    patient = store.add_patient(someone())
    bad, good = store.add_visit(session(patient)), store.add_visit(session(patient, MARCH + timedelta(days=1)))
    spoil(store, bad, drawing=text)
    with refused("store.unreadable_drawing"):
        store.visit(bad.id)
    assert store.drawing_text(bad.id) == text
    assert [line.id for line in store.visits(patient.id)] == [good.id, bad.id]
    assert store.visit(good.id) == good


def test_the_text_of_a_drawing_is_a_drawing_file(store: Store) -> None:
    visit = store.add_visit(session(store.add_patient(someone())))
    assert parse_drawing(store.drawing_text(visit.id), "it") == ACHE


@pytest.mark.parametrize("text", ["", "[", "3", '["first"]'])
def test_numbers_and_ranking_that_cannot_be_read_are_left_out(store: Store, text: str) -> None:
    visit = store.add_visit(session(store.add_patient(someone()), **FULL))
    spoil(store, visit, ranking=text, figures=text)
    assert store.visit(visit.id) == replace(visit, ranking={}, figures=VisitMetrics())


def test_a_moment_that_cannot_be_read_is_told(file_place: Place) -> None:
    with file_place.open() as store:
        visit = store.add_visit(session(store.add_patient(someone())))
        with store._writing() as connection:
            connection.exec_driver_sql("UPDATE visit SET started = 'yesterday'")
        with refused("store.unreadable_value", DamagedStoreError):
            store.visits(visit.patient)


# Lists


def test_the_lists_of_an_empty_store_are_empty(store: Store) -> None:
    assert (store.count(), store.recent_patients(), store.search("a"), store.seen_on(date(2026, 3, 5))) == (
        0,
        [],
        [],
        [],
    )


def test_a_line_of_a_patient_counts_the_visits(store: Store) -> None:
    patient = store.add_patient(someone(birth_date=date(1980, 3, 5), reference="A-1"))
    (line,) = store.recent_patients()
    assert (line.visits, line.last_visit) == (0, None)
    for days in (2, 9, 4):
        store.add_visit(session(patient, MARCH + timedelta(days=days)))
    store.add_visit(session(store.add_patient(someone()), MARCH + timedelta(days=30)))
    (line,) = store.search("zoe 1980")
    assert (line.id, line.name, line.birth_date, line.reference) == (patient.id, "Zoë Müller", date(1980, 3, 5), "A-1")
    assert (line.visits, line.last_visit) == (3, MARCH + timedelta(days=9))


def test_a_day_is_the_day_of_this_desks_clock(store: Store) -> None:
    midnight = datetime(2026, 3, 5).astimezone()
    patients = [store.add_patient(someone(f"P{number}")) for number in range(4)]
    minute = timedelta(minutes=1)
    for patient, start in zip(
        patients, (-minute, 0 * minute, 24 * 60 * minute - minute, 24 * 60 * minute), strict=True
    ):
        store.add_visit(session(patient, midnight + start))
    store.add_visit(session(patients[1], midnight + minute))
    assert [line.name for line in store.seen_on(date(2026, 3, 5))] == ["P2", "P1"]
    assert [line.name for line in store.seen_on(date(2026, 3, 4))] == ["P0"]
    assert [line.name for line in store.seen_on(date(2026, 3, 6))] == ["P3"]


def test_who_was_seen_or_changed_last_stands_first(store: Store) -> None:
    first, second, third = (store.add_patient(someone(name)) for name in ("first", "second", "third"))

    def names() -> list[str]:
        return [line.name for line in store.recent_patients()]

    assert names() == ["third", "second", "first"]
    visit = store.add_visit(session(second))
    assert names() == ["second", "third", "first"]
    store.save_patient(first)
    assert names() == ["first", "second", "third"]
    store.save_visit(visit)
    assert names() == ["second", "first", "third"]
    store.add_visit(session(third, datetime.now(UTC) + timedelta(days=1)))
    store.save_patient(store.patient(second.id))
    assert names() == ["third", "second", "first"]
    assert [line.name for line in store.recent_patients(limit=1)] == ["third"]


# Erasing


def test_what_is_erased_is_gone_and_the_trail_keeps_the_id(store: Store) -> None:
    patient, other = store.add_patient(someone()), store.add_patient(someone("Other"))
    visit, kept = store.add_visit(session(patient)), store.add_visit(session(other))
    store.erase_patient(patient.id)
    for call in (lambda: store.patient(patient.id), lambda: store.visit(visit.id)):
        with pytest.raises(NotFoundError):
            call()
    assert (store.search("zoe"), store.visits(patient.id), store.count()) == ([], [], 1)
    assert (store.patient(other.id), store.visit(kept.id)) == (other, kept)
    newest = store.audit()[0]
    assert (newest.action, newest.patient, newest.visit, newest.detail) == ("erased", patient.id, None, "")


# The trail


def test_adding_changing_and_erasing_write_the_trail(store: Store) -> None:
    patient = store.add_patient(someone())
    store.save_patient(patient)
    visit = store.add_visit(session(patient))
    store.save_visit(visit)
    store.note("printed", patient.id, visit.id, "A4")
    store.note("unlocked")
    store.erase_patient(patient.id)
    assert [(line.action, line.patient, line.visit, line.detail) for line in reversed(store.audit())] == [
        ("added", patient.id, None, ""),
        ("changed", patient.id, None, ""),
        ("added", patient.id, visit.id, ""),
        ("changed", patient.id, visit.id, ""),
        ("printed", patient.id, visit.id, "A4"),
        ("unlocked", None, None, ""),
        ("erased", patient.id, None, ""),
    ]
    assert {line.actor for line in store.audit()} == {"Anna at desk 1"}


def test_the_trail_can_be_asked_for_one_patient_and_for_the_newest(store: Store) -> None:
    for patient in (None, "a", "b"):
        for action in ACTIONS:
            store.note(action, patient)
    assert [line.action for line in store.audit("a")] == list(reversed(ACTIONS))
    assert [line.patient for line in store.audit(limit=len(ACTIONS) + 1)] == ["b"] * len(ACTIONS) + ["a"]


def test_the_trail_names_nobody(store: Store) -> None:
    patient = store.add_patient(someone("Zoë Unmistakable"))
    store.save_patient(replace(patient, reference="Unmistakable"))
    store.add_visit(session(patient, note="Unmistakable"))
    store.erase_patient(patient.id)
    assert "Unmistakable" not in repr(store.audit())


def test_a_note_kept_at_each_pause_is_one_line_too(store: Store) -> None:
    patient, other = store.add_patient(someone()), store.add_patient(someone())
    visit = store.add_visit(session(patient))
    for number in range(3):
        patient = store.save_patient(replace(patient, note=f"{number}"))
        visit = store.save_visit(visit)
    store.save_patient(other)
    changes = [(line.patient, line.visit) for line in reversed(store.audit()) if line.action == "changed"]
    assert changes == [(patient.id, None), (patient.id, visit.id), (other.id, None)]


def test_strokes_of_ten_minutes_are_one_line(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.open() as store, place.open(BEN) as second:
        visit = store.add_visit(session(store.add_patient(someone())))

        def changes() -> list[str]:
            return [line.actor for line in reversed(store.audit()) if line.action == "changed"]

        for _ in range(5):
            visit = store.save_visit(visit)
        assert changes() == [str(ANNA)]
        visit = second.save_visit(visit)
        visit = second.save_visit(visit)
        visit = store.save_visit(visit)
        assert changes() == [str(ANNA), str(BEN), str(ANNA)]
        other = store.save_visit(store.add_visit(session(store.patient(visit.patient))))
        visit = store.save_visit(visit)
        assert len(changes()) == 4
        monkeypatch.setattr(trail, "ONE_LINE", timedelta(0))
        store.save_visit(other)
        assert len(changes()) == 5


# Settings


def test_settings_are_set_changed_and_taken_away(place: Place) -> None:
    with place.open() as store, place.open(BEN) as second:
        assert store.setting("pin") is None
        store.set_setting("pin", "one")
        assert second.setting("pin") == "one"
        second.set_setting("pin", "two")
        store.set_setting("other", "")
        assert (store.setting("pin"), store.setting("other")) == ("two", "")
        store.set_setting("pin", None)
        assert second.setting("pin") is None


def test_a_store_says_where_it_is_and_nothing_secret(store: Store) -> None:
    assert repr(store) == f"<Store {store.place}>"
    assert PASSPHRASE not in repr(store)
    assert PASSWORD not in repr(store)
