"""A desk on the clinic's server, through the window: two desks see the same; one that goes away costs nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Patient
from bodymap.clinic.saving.visit_saver import Stored, Waiting
from tests.postgres import PASSWORD, Place, Server, start_server, stop_server
from tests.ui.clinic import BUTTOCK, LOW_BACK, Clinic, clinics
from tests.ui.conftest import Answers
from tests.ui.hands import settle

MakeClinic = Callable[..., Clinic]
NAME = "Zebedee Quux"


@pytest.fixture
def clinic(qtbot: QtBot) -> Iterator[MakeClinic]:
    with clinics() as one:
        yield one


def login(clinic: Clinic, url: str, password: str = PASSWORD) -> Clinic:
    """Connects as a person does who was given an address and a login."""
    role, _, place = url.removeprefix("postgresql://").partition("@")
    clinic.controller.connection.begin()
    settle()
    login_page = clinic.controller.login_page
    if login_page.card is not login_page.server:
        login_page.welcome.server.click()
    login_page.server.address.setText(place)
    login_page.server.login.setText(role)
    login_page.server.password.setText(password)
    login_page.server.password.returnPressed.emit()
    settle()
    return clinic


def wait_stored(clinic: Clinic, qtbot: QtBot) -> None:
    """Until the server has all of the visit in hand."""
    qtbot.waitUntil(lambda: isinstance(clinic.controller.visit.state, Stored), timeout=20_000)


def header(clinic: Clinic) -> str:
    """What the header says of the visit."""
    banner = clinic.controller.status.banner()
    return banner.state if banner else ""


# The same patients at two desks


def test_a_second_desk_sees_the_same_patient_and_every_stroke(
    clinic: MakeClinic, tmp_path: Path, server_place: Place, qtbot: QtBot
) -> None:
    one = login(clinic(tmp_path), server_place.url)
    two = login(clinic(tmp_path, "desk 2"), server_place.url)
    assert one.shows(one.controller.home_page)
    assert "server 127.0.0.1" in one.controller.clinic.session.where  # type: ignore[union-attr]
    name = one.visit(one.patient(NAME), LOW_BACK)
    wait_stored(one, qtbot)
    two.controller.home_page.search.setText("quux")
    assert [line.name for line in two.store.search("quux")] == [NAME]
    two.controller.open_visit(name)
    assert two.window.document.drawing.marks == (LOW_BACK,)
    two.controller.show_home()
    one.window.document.add_mark(BUTTOCK)
    wait_stored(one, qtbot)
    assert two.store.visit(name).drawing.marks == (LOW_BACK, BUTTOCK)
    one.controller.show_home()
    assert two.store.visit(name).ranking
    assert not (tmp_path / "patients.db").exists()


def test_the_password_is_kept_nowhere(clinic: MakeClinic, tmp_path: Path, server_place: Place) -> None:
    one = login(clinic(tmp_path), server_place.url)
    one.visit(one.patient(NAME), LOW_BACK)
    desk = one.controller.clinic.session
    assert desk is not None
    assert PASSWORD not in f"{desk!r} {desk.store!r} {desk.writer!r} {vars(one.controller.settings)!r}"
    assert not [field for field in one.window.findChildren(QLineEdit) if field.text() == PASSWORD]
    one.controller.settings.desk = "desk 1"
    kept = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert any(b"127.0.0.1" in content for content in kept), "the address is kept, for the next start"
    assert not any(PASSWORD.encode() in content or b"Quux" in content for content in kept)
    one.end()
    again = clinic(tmp_path)
    again.controller.connection.begin()
    assert again.controller.login_page.card is again.controller.login_page.server
    assert again.controller.login_page.server.password.text() == ""
    assert again.controller.login_page.server.login.text() == "owner"


@pytest.mark.parametrize(
    ("change", "password", "says"),
    [
        (lambda url: url, "not this one", "does not accept this login and password"),
        (lambda url: url.replace("127.0.0.1", "name.invalid"), PASSWORD, "cannot be reached"),
        (lambda url: f"{url}_not", PASSWORD, "There is no database"),
        (lambda url: url.rpartition("/")[0], PASSWORD, "lacks a server or a database"),
    ],
)
def test_what_is_wrong_is_one_sentence_on_the_face(
    clinic: MakeClinic,
    tmp_path: Path,
    server_place: Place,
    change: Callable[[str], str],
    password: str,
    says: str,
) -> None:
    one = login(clinic(tmp_path), change(server_place.url), password)
    face = one.controller.login_page.server
    assert one.shows(one.controller.login_page)
    assert one.controller.login_page.card is face
    assert says in face.wrong.text()
    assert "\n" not in face.wrong.text()
    assert password not in face.wrong.text()
    assert face.address.text(), "nothing has to be typed anew but what is wrong"


# The server goes away


@dataclass
class Outage:
    """A server of its own, which can be stopped and started."""

    folder: Path
    server: Server
    url: str

    def stop(self) -> None:
        """As if its cable was pulled."""
        stop_server(self.server)

    def start(self) -> None:
        """It is back."""
        self.server = start_server(self.folder, port=self.server.port)


@pytest.fixture
def outage(server_folder: Path) -> Iterator[Outage]:
    server = start_server(server_folder)
    with server.admin() as admin:
        admin.execute(psycopg.sql.SQL("CREATE ROLE owner LOGIN PASSWORD {}").format(PASSWORD))
        admin.execute("CREATE DATABASE clinic OWNER owner ENCODING 'UTF8' TEMPLATE template0")
    made = Outage(server_folder, server, server.url("clinic"))
    yield made
    if made.server.process.poll() is None:
        stop_server(made.server)


def in_plain_text(folder: Path, words: bytes) -> bool:
    """Whether the words stand in any file."""
    return any(words in file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.fixture
def away(clinic: MakeClinic, tmp_path: Path, outage: Outage, qtbot: QtBot) -> tuple[Clinic, Patient, str]:
    """A desk in the middle of a visit whose server was lost, a stroke ago; with patient and visit."""
    one = login(clinic(tmp_path), outage.url)
    one.controller.clinic.session.pin.set("4711")  # type: ignore[union-attr]
    patient = one.patient(NAME)
    name = one.visit(patient, LOW_BACK)
    wait_stored(one, qtbot)
    outage.stop()
    one.window.document.add_mark(BUTTOCK)
    one.controller.visit.set_note("Came by bicycle")
    qtbot.waitUntil(lambda: getattr(one.controller.visit.state, "away", False), timeout=20_000)
    return one, patient, name


def test_the_desk_goes_on_and_sends_when_the_server_is_back(
    away: tuple[Clinic, Patient, str], outage: Outage, tmp_path: Path, qtbot: QtBot
) -> None:
    one, _patient, name = away
    assert isinstance(one.controller.visit.state, Waiting)
    assert "server away" in header(one)
    journal = one.controller.clinic.session.journal  # type: ignore[union-attr]
    assert journal is not None
    waiting = journal.pending(name)
    assert waiting is not None
    assert waiting.drawing.marks == (LOW_BACK, BUTTOCK)
    assert not in_plain_text(tmp_path, b"bicycle")
    assert not in_plain_text(tmp_path, b"buttock-upper-right")
    outage.start()
    wait_stored(one, qtbot)
    assert "saved" in header(one)
    assert "not saved" not in header(one)
    stored = one.store.visit(name)
    assert (stored.drawing.marks, stored.note) == ((LOW_BACK, BUTTOCK), "Came by bicycle")
    qtbot.waitUntil(lambda: journal.pending(name) is None, timeout=5000)


def test_pages_that_cannot_be_read_say_so_and_the_visit_can_be_left(
    away: tuple[Clinic, Patient, str], boxes: Answers
) -> None:
    one, patient, _name = away
    one.window.header.back.click()  # to the patient: what was read before stays in sight
    settle()
    assert one.shows(one.controller.patient_page)
    assert one.controller.patient_page.patient == patient
    assert one.controller.visit.visit is None
    one.controller.show_home()
    assert one.shows(one.controller.home_page)
    assert one.controller.home_page.notice.isVisible()
    one.controller.open_patient("another")
    one.controller.new_visit(patient)
    assert one.shows(one.controller.home_page)
    assert len(boxes.said) == 2
    assert all("cannot be reached" in said for said in boxes.said)


def test_it_is_handed_over_and_taken_back_without_the_server(away: tuple[Clinic, Patient, str]) -> None:
    one, _patient, _name = away
    one.window.header.hand_over.click()
    settle()
    assert one.mode == "handed_over"
    one.window.header.take_back.click()
    one.controller.lock.try_pin("0000")
    assert one.mode == "handed_over"
    assert "not the PIN" in one.controller.login_page.pin.wrong.text()
    one.controller.lock.try_pin("4711")
    assert one.mode == "open"


def test_the_next_start_sends_what_was_left(
    clinic: MakeClinic, away: tuple[Clinic, Patient, str], outage: Outage, tmp_path: Path, boxes: Answers
) -> None:
    one, patient, name = away
    assert one.window.close()
    one.end()
    assert boxes.said == [], "nobody is asked about what is safe"
    assert list((tmp_path / "desk 1" / "outbox").glob("*.outbox"))
    outage.start()
    again = login(clinic(tmp_path), outage.url)
    assert again.shows(again.controller.home_page)
    assert "was sent" in boxes.said[0]
    assert again.store.visit(name).drawing.marks == (LOW_BACK, BUTTOCK)
    assert len(again.store.visits(patient.id)) == 1
    again.end()
    assert not list((tmp_path / "desk 1" / "outbox").glob("*.outbox"))
