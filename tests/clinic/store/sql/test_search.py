"""Search finds just whom a naive reading of its promise finds, on files and on a server, whatever is written."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from bodymap.clinic.model import Patient, new_id
from bodymap.clinic.store.sql.search_index import fold
from bodymap.clinic.store.store import Store
from tests.postgres import Place

LETTERS = "aAbÄäßøÉe\u0301 -'’.,/12李م\u0939\u093f🙂%_\\"
names = st.text(LETTERS, max_size=12)
dates = st.none() | st.sampled_from([date(1980, 3, 5), date(1981, 12, 31), date(1912, 1, 2)])
people = st.lists(st.builds(Patient, st.builds(new_id), names, dates, names), max_size=6)
days = st.sampled_from(["19", "198", "1980-03", "1980-03-05", "5.3.1980", "5.3", "31.12.1981 a", "2.1.", "A b"])


@pytest.fixture(params=[0, 500], ids=["common", "rare"], autouse=True)
def _few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of looking up, whatever the number of words."""
    for limit in ("FEW", "SEVERAL"):
        monkeypatch.setattr(f"bodymap.clinic.store.sql.patient_queries.{limit}", request.param)


def typed(patients: list[Patient]) -> st.SearchStrategy[str]:
    """What somebody may type: beginnings of words that are there, dates, and anything at all."""
    there = [word for patient in patients for word in f"{patient.name} {patient.reference}".split()]
    begun = st.builds(lambda word, end: word[:end], st.sampled_from(there or ["a"]), st.integers(1, 4))
    return names | days | begun | st.builds(lambda one, other: f"{one} {other}", begun, begun | days)


def naive(patients: list[Patient], text: str) -> set[str]:
    """Whom the promise means: each typed word begins a word, or a part of one, of what stands in the file."""
    wanted = [word for word in (trimmed(piece) for piece in fold(text).split()) if word]

    def matches(patient: Patient, word: str) -> bool:
        if patient.birth_date is not None:
            day = patient.birth_date
            forms = [f"{day:%Y}", f"{day:%Y-%m-%d}", f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%Y}"]
            if any(form.startswith(word) for form in forms):
                return True
        for whole in (trimmed(piece) for piece in fold(f"{patient.name} {patient.reference}").split()):
            starts = [
                n for n, letter in enumerate(whole) if is_letter(letter) and (n == 0 or not is_letter(whole[n - 1]))
            ]
            parts = ["".join(letter for letter in whole if is_letter(letter)), whole]
            for start in starts:
                end = next((n for n in range(start, len(whole)) if not is_letter(whole[n])), len(whole))
                parts.append(whole[start:end])
            if any(part.startswith(word) for part in parts):
                return True
        return False

    return {patient.id for patient in patients if wanted and all(matches(patient, word) for word in wanted)}


def is_letter(letter: str) -> bool:
    """Among `LETTERS`, folded."""
    return letter not in " -'.,/🙂%_\\"


def trimmed(word: str) -> str:
    """A word without signs around it."""
    return word.strip("-'.,/🙂%_\\")


# Each example empties the store that the fixture opened, so one fixture serves them all.
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@shared
@given(people, st.data())
def test_search_finds_whom_the_promise_means(store: Store, patients: list[Patient], data: st.DataObject) -> None:
    for line in store.recent_patients(1000):
        store.erase_patient(line.id)
    for patient in patients:
        store.add_patient(patient)
    text = data.draw(typed(patients))
    assert {line.id for line in store.search(text)} == naive(patients, text)


@shared
@given(people.filter(bool), names, st.data())
def test_search_follows_a_change_of_name(store: Store, patients: list[Patient], name: str, data: st.DataObject) -> None:
    for line in store.recent_patients(1000):
        store.erase_patient(line.id)
    stored = [store.add_patient(patient) for patient in patients]
    stored[0] = store.save_patient(replace(stored[0], name=name, reference=""))
    text = data.draw(typed(stored))
    assert {line.id for line in store.search(text)} == naive(stored, text)


def test_search_is_limited_and_shows_first_who_was_seen_last(store: Store) -> None:
    patients = [store.add_patient(Patient(new_id(), f"Anna {number}")) for number in range(5)]
    store.save_patient(patients[1])
    assert [line.name for line in store.search("ann", limit=3)] == ["Anna 1", "Anna 4", "Anna 3"]


@pytest.mark.parametrize("text", ["%", "_", "' OR 1=1 --", "\\", "*", "an\0na", "a\ud800n"])
def test_signs_of_the_databases_mean_nothing(store: Store, text: str) -> None:
    store.add_patient(Patient(new_id(), "Anna"))
    assert store.search(text) == []


def test_search_reads_ranges_of_an_index(store: Store) -> None:
    """The plan of the very statement; a scan of all words would make typing slow in a large clinic."""
    asked: list[tuple[str, Any]] = []

    def listen(_connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        asked.append((statement, parameters))

    event.listen(store._engine, "before_cursor_execute", listen)
    store.search("an 1980")
    event.remove(store._engine, "before_cursor_execute", listen)
    statement, parameters = asked[-1]
    with store._reading() as connection:
        if connection.dialect.name == "sqlite":
            plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
            assert len(re.findall(r"SEARCH (?:word|other) [^']*word>\? AND word<\?\)", plan)) == 2
            assert "SCAN word" not in plan
            assert "SCAN other" not in plan
        else:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # it scans tables of a few rows
            plan = str(connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).all())
            assert len(re.findall(r"Index Cond: \([^']*word >= ", plan)) == 2


def test_common_words_are_looked_for_from_the_latest_patient_on(
    file_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's plan of the very statement: else it reads all patients who have two common words, and sorts them."""
    monkeypatch.setattr("bodymap.clinic.store.sql.patient_queries.SEVERAL", 0)
    asked: list[tuple[str, Any]] = []
    with file_place.open() as store:
        event.listen(store._engine, "before_cursor_execute", lambda *about: asked.append(about[2:4]))
        store.search("an 1980")
        statement, parameters = asked[-1]
        with store._reading() as connection:
            plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
    assert "SCAN patient USING INDEX patient_touched_at" in plan
