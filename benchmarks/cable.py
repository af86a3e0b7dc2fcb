"""A cable that is pulled in the middle of a visit: how long does the window hold still, and is anything lost?

    .venv/bin/python -m benchmarks.cable [--rounds N]

A PostgreSQL in one network namespace, the window of a desk in another, a virtual cable between them. The cable is
pulled at the server's end, where packets vanish without a word, or at the desk's; then somebody goes on: paints, leaves
the visit, searches, hands over, locks. Measured is the longest time that the window did not turn its event loop, while
nothing could be painted or moved. With the cable back, the server must have every stroke. Needs root on Linux with
iproute2. Ends with code 1 if a stroke is lost or the window held still for longer than `LIMIT`.
"""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psycopg
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bodymap.clinic.saving.visit_saver import Stored
from bodymap.drawing.model import Mark
from tests.postgres import PASSWORD, Server, start_server, stop_server
from tests.ui.clinic import BUTTOCK, LOW_BACK, Clinic

LIMIT = 5.0
"""Seconds that the window may hold still at one action."""

NOBODY = "cable in place"
"""Where nobody pulls it: what the same action takes on this machine anyway."""

SERVER, DESK = f"bodymap-s{os.getpid()}", f"bodymap-d{os.getpid()}"
ADDRESS = "10.77.13.1"
ENTER_NETWORK = 0x40000000
"""Linux's CLONE_NEWNET."""


def ip(*arguments: str) -> None:
    """Calls iproute2."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def enter(name: str) -> None:
    """Moves this thread, and all that it starts from now on, into a namespace."""
    with Path(f"/run/netns/{name}").open() as file:
        if ctypes.CDLL(None, use_errno=True).setns(file.fileno(), ENTER_NETWORK) != 0:
            raise OSError(ctypes.get_errno(), f"the namespace {name} cannot be entered")


@contextmanager
def cable() -> Iterator[None]:
    """Two namespaces and a cable between them; this thread ends in the desk's."""
    ip("netns", "add", SERVER)
    ip("netns", "add", DESK)
    try:
        ip("link", "add", "server", "netns", SERVER, "type", "veth", "peer", "name", "desk", "netns", DESK)
        for name, link, address in ((SERVER, "server", f"{ADDRESS}/24"), (DESK, "desk", "10.77.13.2/24")):
            ip("-n", name, "address", "add", address, "dev", link)
            ip("-n", name, "link", "set", "lo", "up")
            ip("-n", name, "link", "set", link, "up")
        yield
    finally:
        for name in (SERVER, DESK):
            ip("netns", "delete", name)


def plug(end: str, how: str) -> None:
    """Pulls the cable out of one end ("down"), or puts it in again ("up")."""
    ip("-n", SERVER if end == "server" else DESK, "link", "set", end, how)


@contextmanager
def server() -> Iterator[Server]:
    """PostgreSQL in its namespace."""
    enter(SERVER)
    folder = Path(tempfile.mkdtemp(prefix="bodymap-"))
    started = start_server(folder, f"listen_addresses={ADDRESS}")
    try:
        with (folder / "data" / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.77.13.0/24 scram-sha-256\n")
        with started.admin() as admin:
            admin.execute("SELECT pg_reload_conf()")
            admin.execute(psycopg.sql.SQL("CREATE ROLE owner LOGIN PASSWORD {}").format(PASSWORD))
            admin.execute("CREATE DATABASE clinic OWNER owner ENCODING 'UTF8' TEMPLATE template0")
        enter(DESK)
        yield started
    finally:
        stop_server(started)
        shutil.rmtree(folder)


class Pulse:
    """How long the event loop stood still at most."""

    def __init__(self) -> None:
        self._last, self._longest = perf_counter(), 0.0
        self._timer = QTimer()
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now

    def of(self, action: Callable[[], object]) -> tuple[float, float]:
        """Seconds that it stood still at most, and seconds that the action took."""
        self._last, self._longest = perf_counter(), 0.0
        begun = perf_counter()
        action()
        took = perf_counter() - begun
        turn(0.05)
        return self._longest, took


def turn(seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
    """Turns the event loop so long, or until something is so."""
    end = perf_counter() + seconds
    while perf_counter() < end:
        QApplication.processEvents()
        if until():
            return True
    return until()


def login(clinic: Clinic, port: int) -> None:
    """Connects as a person does."""
    clinic.controller.connection.begin()
    login_page = clinic.controller.login_page
    login_page.welcome.server.click()
    login_page.server.address.setText(f"{ADDRESS}:{port}/clinic?sslmode=disable")
    login_page.server.login.setText("owner")
    login_page.server.password.setText(PASSWORD)
    login_page.server.password.returnPressed.emit()
    if clinic.controller.clinic.session is None:
        raise RuntimeError(login_page.server.wrong.text())


def paint(clinic: Clinic) -> None:
    """Twenty strokes."""
    for number in range(20):
        clinic.window.document.add_mark(Mark(region=BUTTOCK.region, quality="aching", intensity=number % 10))
        turn(0.02)


def search(clinic: Clinic) -> None:
    """Somebody types a name on the first page."""
    clinic.controller.home_page.search.setText("qu")


ACTIONS: dict[str, Callable[[Clinic], object]] = {
    "painting": paint,
    "leaving for the patient's page": lambda one: one.controller.open_patient(one.controller.visit.patient.id),  # type: ignore[union-attr]
    "leaving for all patients": lambda one: one.controller.show_home(),
    "searching": search,
    "handing over": lambda one: one.controller.lock.hand_over(),
    "locking": lambda one: one.controller.lock.lock(),
}


def play(clinic: Clinic, pulse: Pulse, action: str, end: str) -> tuple[float, float, bool]:
    """One action without a cable: how long it stood still, how long it took, and whether the server has all strokes."""
    controller = clinic.controller
    name = clinic.visit(clinic.patient("Zebedee Quux"), LOW_BACK)
    turn(10, lambda: isinstance(controller.visit.state, Stored))
    if action == "searching":
        controller.show_home()
    if end != NOBODY:
        plug(end, "down")
    wanted = 1
    if action != "searching":
        clinic.window.document.add_mark(BUTTOCK)
        wanted = 2
    turn(0.3)
    still, took = pulse.of(lambda: ACTIONS[action](clinic))
    wanted += 20 * (action == "painting")
    if end != NOBODY:
        plug(end, "up")
    if controller.lock.mode != "open":
        controller.lock.try_pin("4711")
    stored = turn(40, lambda: controller.visit.visit is None or isinstance(controller.visit.state, Stored))
    if controller.visit.visit is None and action != "searching":  # left: the next visit in hand sends it too
        turn(6)
        clinic.visit(clinic.patient("Another"), LOW_BACK)
        turn(
            20,
            lambda: (
                not (
                    controller.clinic.session
                    and controller.clinic.session.journal
                    and controller.clinic.session.journal.visits()
                )
            ),
        )
    turn(5.5)
    return still, took, stored and len(clinic.store.visit(name).drawing.marks) == wanted


def main(arguments: list[str] | None = None) -> int:
    """Pulls the cable at each action; 1 if a stroke was lost or the window stood still for too long."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args(arguments)
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        print("only root on Linux with iproute2 can lay a cable")
        return 2
    bad = 0
    with cable(), server() as postgres, tempfile.TemporaryDirectory() as home:
        app = QApplication.instance() or QApplication(["cable"])
        clinic, pulse = Clinic(Path(home)), Pulse()
        login(clinic, postgres.port)
        assert clinic.controller.clinic.session is not None
        clinic.controller.clinic.session.pin.set("4711")
        clinic.window.show_error = lambda *_: None  # type: ignore[method-assign]  # its box would wait for a person
        for _ in range(options.rounds):
            for end in (NOBODY, "server", "desk"):
                for action in ACTIONS:
                    still, took, whole = play(clinic, pulse, action, end)
                    bad += not whole or still > LIMIT
                    lost = "" if whole else "  LOST"
                    where = end if end == NOBODY else f"pulled at the {end}"
                    print(f"{where}, {action:<32}{still:6.2f} s still{took:7.2f} s in all{lost}", flush=True)
        clinic.end()
        del app
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
