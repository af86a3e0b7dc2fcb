"""A desk on a server: what earlier runs left in the outbox is sent, once, whatever else happened to it meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bodymap.clinic.analysis.visit_metrics import with_ranking
from bodymap.clinic.clinic_session import ClinicSession, SentLater, open_server_session
from bodymap.clinic.model import Patient, Visit, new_id
from bodymap.clinic.store.files.backup import restore_backup, write_backup
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.drawing.model import Drawing, Mark
from tests.postgres import ANNA, BEN, PASSWORD, Place

STROKE = Drawing(marks=(Mark(region="back/lumbar-right"),))

Login = Callable[..., tuple[ClinicSession, SentLater]]


@pytest.fixture
def login(server_place: Place, tmp_path: Path) -> Iterator[Login]:
    """Logs in at a desk; the outboxes of one machine stand in one folder."""
    opened: list[ClinicSession] = []

    def one(machine: str = "machine") -> tuple[ClinicSession, SentLater]:
        desk, sent = open_server_session(server_place.url, PASSWORD, ANNA, tmp_path / machine)
        opened.append(desk)
        return desk, sent

    yield one
    for desk in opened:
        desk.close()


def leave(desk: ClinicSession, *visits: Visit) -> None:
    """What a run leaves that ends before it could send: the outbox stays, its claim goes."""
    assert desk.journal is not None
    for visit in visits:
        desk.journal.put(visit)
    desk.close()


def new_visit(store: Store) -> Visit:
    """A stored visit of a stored patient."""
    patient = store.add_patient(Patient(new_id(), "Zoë"))
    return store.add_visit(Visit(new_id(), patient.id, datetime.now(UTC), Drawing()))


def test_what_was_left_is_sent_at_the_next_login(login: Login) -> None:
    desk, _ = login()
    visit = new_visit(desk.store)
    leave(desk, replace(visit, drawing=STROKE))
    desk, sent = login()
    assert sent == SentLater(sent=1)
    assert desk.store.visit(visit.id).drawing == STROKE
    desk.close()
    assert login()[1] == SentLater()


def test_what_another_desk_changed_becomes_a_visit_of_its_own(login: Login, server_place: Place) -> None:
    desk, _ = login()
    visit = new_visit(desk.store)
    with server_place.open(BEN) as ben:
        ben.save_visit(replace(visit, note="of Ben"))
    leave(desk, replace(visit, note="of Anna"))
    desk, sent = login()
    assert sent == SentLater(copies=1)
    assert {line.note for line in desk.store.visits(visit.patient)} == {"of Ben", "of Anna"}


def test_what_the_server_has_already_is_no_second_visit(login: Login) -> None:
    """Only the answer was lost: the ranking, which no outbox holds, is all that differs."""
    desk, _ = login()
    visit = new_visit(desk.store)
    drawn = replace(visit, drawing=STROKE)
    desk.store.save_visit(with_ranking(drawn))
    leave(desk, drawn)
    desk, sent = login()
    assert sent.copies == 0
    (line,) = desk.store.visits(visit.patient)
    assert desk.store.visit(line.id).drawing == STROKE
    assert desk.store.visit(line.id).ranking
    desk.close()
    assert login()[1] == SentLater()


def test_a_visit_that_cannot_be_sent_keeps_nobody_out_and_stays(login: Login, tmp_path: Path) -> None:
    desk, _ = login()
    stuck, other = new_visit(desk.store), new_visit(desk.store)
    desk.store.save_visit(stuck)
    with desk.store._writing() as connection:
        connection.execute(text("UPDATE visit SET drawing = 'of a newer program' WHERE id = :id"), {"id": stuck.id})
    leave(desk, replace(stuck, drawing=STROKE), replace(other, drawing=STROKE))
    for expected in (SentLater(sent=1, waiting=1), SentLater(waiting=1)):
        desk, sent = login()
        assert sent == expected
        assert desk.store.visit(other.id).drawing == STROKE
        desk.close()


def test_two_desks_that_log_in_first_at_once_have_one_key(login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else what one of them keeps could be read by nobody after."""
    others: list[ClinicSession] = []
    asked = Store.setting

    def setting(store: Store, key: str) -> str | None:
        value = asked(store, key)
        if value is None and not others:
            monkeypatch.undo()
            others.append(login("machine 2")[0])  # just after this desk saw that there is no key
        return value

    monkeypatch.setattr(Store, "setting", setting)
    first, _ = login("machine 1")
    (second,) = others
    for desk in (first, second):
        leave(desk, replace(new_visit(desk.store), drawing=STROKE))
    assert login("machine 1")[1] == login("machine 2")[1] == SentLater(sent=1)


def test_a_restore_leaves_what_waits_on_desks_readable(login: Login, tmp_path: Path) -> None:
    """The backup knows another key, or none, as one of a file."""
    desk, _ = login()
    visit = new_visit(desk.store)
    write_backup(desk.store, tmp_path / "server.backup.db", None)
    with open_file(tmp_path / "server.backup.db", ANNA) as copy:
        copy.set_setting("outbox-key", None)
    restore_backup(tmp_path / "server.backup.db", None, desk.store)
    leave(desk, replace(visit, drawing=STROKE))
    desk, sent = login()
    assert sent == SentLater(sent=1)
    assert desk.store.visit(visit.id).drawing == STROKE


def test_what_is_done_while_the_server_is_away_stands_in_the_trail_later_with_its_own_time(
    login: Login, server_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = login()
    patient = new_visit(desk.store).patient
    note = Store.note

    def away(*_args: object) -> None:
        raise ServerAwayError("server.away", place="server")

    monkeypatch.setattr(Store, "note", away)
    desk.note("printed", patient)
    moment = datetime.now(UTC)
    desk.note("exported", patient)
    monkeypatch.setattr(Store, "note", note)
    desk.note("opened", patient)
    lines = [line for line in desk.store.audit(patient) if line.action != "added"]
    assert [line.action for line in lines] == ["opened", "exported", "printed"]
    assert lines[2].when <= moment <= lines[1].when
    monkeypatch.setattr(Store, "note", away)
    desk.note("printed", patient)
    monkeypatch.setattr(Store, "note", note)
    desk.close()
    with server_place.open(BEN) as ben:
        assert ben.audit(patient)[0].action == "printed"
