"""kill -9 of PostgreSQL in the middle of saves, of the whole server and of the process of one desk: is anything lost?

    .venv/bin/python -m benchmarks.kill_server [--count KILLS] [--seed N]

A desk paints without a pause: into the store, where what returned is acknowledged, and through a keeper with an outbox,
where every stroke is. At a random moment the server, or the process that serves the desk, gets `kill -9`; the server
writes through to the disk (`fsync = on`) and is started again. Everything that was acknowledged must be there, and the
keeper must come to rest with all its strokes stored. Ends with code 1 if not.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg

from benchmarks.kill_scenes import OUTBOX_KEY, _with_stroke
from benchmarks.made_clinic import DESK, LAST_DAY, drawing
from bodymap.clinic.model import Patient, Visit
from bodymap.clinic.saving.background_saver import BackgroundSaver
from bodymap.clinic.saving.outbox import Outbox
from bodymap.clinic.saving.visit_saver import Stored
from bodymap.clinic.store.open import open_server
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from tests.postgres import PASSWORD, Server, start_server, stop_server

LONGEST = 0.4
"""Seconds within which the server is killed."""

MOST = 60
"""Strokes of a visit."""


@dataclass
class Tally:
    """What came of the kills of one kind."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    unclear: int = 0
    """Failures that were not told in one sentence as a server that is away."""


class ClinicSession:
    """Paints two visits, one straight into the store, one through a keeper."""

    def __init__(self, url: str, folder: Path, number: int) -> None:
        self.store, writer = open_server(url, PASSWORD, DESK), open_server(url, PASSWORD, DESK)
        self.writer, self.ids = writer, (f"s{number}", f"k{number}")
        self.store.add_patient(Patient(f"p{number}", f"Patient {number}"))
        visits = [self.store.add_visit(Visit(one, f"p{number}", LAST_DAY, Drawing())) for one in self.ids]
        self.journal = Outbox(folder / "outbox", OUTBOX_KEY)
        self.keeper = BackgroundSaver(writer, self.journal, visits[1], lambda _: None, retry_after=0.2)
        self.visit, self.trouble = visits[0], ""
        self.stored = self.kept = 0
        self._ended = False
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def _work(self) -> None:
        while not self._ended and self.kept < MOST:
            self.keeper.keep(_with_stroke(self.keeper.visit, self.kept))
            self.kept += 1
            try:
                if self.stored < MOST and not self.trouble:
                    self.visit = self.store.save_visit(_with_stroke(self.visit, self.stored))
                    self.stored += 1
            except ServerAwayError:
                self.trouble = "away"
            except Exception as error:
                self.trouble = f"{type(error).__name__}: {error}"

    def end(self) -> None:
        """Paints no more."""
        self._ended = True
        self._thread.join()

    def lost(self, store: Store) -> int:
        """Acknowledged strokes that are not there."""
        deadline = time.monotonic() + 30
        while not isinstance(self.keeper.state, Stored) and time.monotonic() < deadline:
            self.keeper.flush(1)
        return sum(
            _missing(store.visit(one), count) for one, count in zip(self.ids, (self.stored, self.kept), strict=True)
        )

    def close(self) -> None:
        """Lets everything go."""
        self.keeper.close()
        self.journal.close()
        self.writer.close()
        self.store.close()


def _missing(visit: Visit, wanted: int) -> int:
    """At most one stroke more may be there, whose answer was lost."""
    marks = visit.drawing.marks
    right = sum(mark == drawing(Random(number), marks=1).marks[0] for number, mark in enumerate(marks))
    return max(wanted - right, 0) + (len(marks) > wanted + 1) + (right != len(marks))


def _serving(server: Server) -> list[int]:
    """The processes that serve desks."""
    with server.admin() as admin:
        query = "SELECT pid FROM pg_stat_activity WHERE application_name = 'bodymap'"
        return [int(pid) for (pid,) in admin.execute(query).fetchall()]


def _again(server: Server) -> Server:
    """Starts the server again; its children need a moment to see that it is gone."""
    server.process.wait(timeout=20)
    for _ in range(40):
        try:
            return start_server(server.folder, "fsync=on", port=server.port)
        except AssertionError:
            time.sleep(0.25)
    raise RuntimeError("the server does not start again")


def _reached(url: str) -> Store:
    for _ in range(150):
        try:
            return open_server(url, PASSWORD, DESK)
        except BodymapError:
            time.sleep(0.1)
    raise RuntimeError("the server does not come back")


def play(server: Server, kind: str, kills: int, chance: Random, folder: Path) -> tuple[Server, Tally]:
    """Kills the server, or what serves a desk, so many times."""
    tally, url = Tally(), server.url("clinic")
    for number in range(kills):
        desk = ClinicSession(url, folder, chance.randrange(10**9))
        pids = _serving(server) if kind == "backend" else [server.process.pid]
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(chance.choice(pids), signal.SIGKILL)
        if kind != "backend":
            server = _again(server)
        store = _reached(url)
        desk.end()
        tally.kills += 1
        tally.acknowledged += desk.stored + desk.kept
        tally.lost += desk.lost(store)
        tally.unclear += desk.trouble not in ("", "away")
        if desk.trouble not in ("", "away"):
            print(f"  {kind} {number}: {desk.trouble}")
        desk.close()
        store.close()
    return server, tally


def main(arguments: list[str] | None = None) -> int:
    """Kills; 1 if anything was lost or told badly."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=100, help="kills in all")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    folder, bad = Path(tempfile.mkdtemp(prefix="bodymap-")), 0
    server = start_server(folder, "fsync=on")
    try:
        with server.admin() as admin:
            admin.execute(psycopg.sql.SQL("CREATE ROLE owner LOGIN PASSWORD {}").format(PASSWORD))
            admin.execute("CREATE DATABASE clinic OWNER owner ENCODING 'UTF8' TEMPLATE template0")
        with tempfile.TemporaryDirectory() as own:
            for kind in ("backend", "server"):
                chance = Random(f"{options.seed} {kind}")
                server, tally = play(server, kind, -(-options.count // 2), chance, Path(own))
                bad += tally.lost + tally.unclear
                print(
                    f"{kind:<8}{tally.kills:5} kills{tally.acknowledged:7} strokes acknowledged{tally.lost:4} lost"
                    f"{tally.unclear:4} told badly",
                    flush=True,
                )
    finally:
        stop_server(server)
        shutil.rmtree(folder)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
