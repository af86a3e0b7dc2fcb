"""Two desks save the same visits at the same moment, again and again: is anybody's change ever lost?

    .venv/bin/python -m benchmarks.conflicts [--count N]

Two processes read the same version of a visit, wait for each other, and both save a word of their own into its note.
Whoever is refused takes what the other stored, adds its word and saves again, as a person would who chooses to keep
both. In the end every word whose saving was acknowledged has to stand in a note. On a file, an encrypted file, and a
PostgreSQL that the program starts for itself. Ends with code 1 if a word is missing.
"""

import argparse
import multiprocessing
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import psycopg

from benchmarks.made_clinic import DESK, LAST_DAY, OTHER_DESK
from bodymap.clinic.model import Actor, Patient, Visit
from bodymap.clinic.store.open import open_file, open_server
from bodymap.clinic.store.store import Store
from bodymap.clinic.store.store_errors import ConflictError
from bodymap.drawing.model import Drawing
from tests.clinic.store.conftest import start_server, stop_server

VISITS = 7
"""Visits that the desks fall over each other on."""

PASSWORD = "a password of the benchmark"


@dataclass(frozen=True)
class Place:
    """Where both desks store."""

    name: str
    path: Path | None = None
    passphrase: str | None = None
    url: str = ""

    def open(self, actor: Actor) -> Store:
        """A store of one desk."""
        if self.path is not None:
            return open_file(self.path, actor, self.passphrase)
        return open_server(self.url, PASSWORD, actor)


@dataclass(frozen=True)
class Outcome:
    """What came of a place."""

    saved: int
    """Savings that were acknowledged."""
    refused: int
    """Savings that were refused because the other desk was first."""
    lost: int
    """Acknowledged words that are in no note."""


def desk(place: Place, actor: Actor, rounds: int, barrier: Barrier, results: "multiprocessing.Queue[int]") -> None:
    """One desk: a word for each round. Reports how often it was refused."""
    refused = 0
    with place.open(actor) as store:
        for number in range(rounds):
            visit = store.visit(f"v{number % VISITS}")
            word = f" {actor.person}{number}"
            barrier.wait(60)
            while True:
                try:
                    store.save_visit(replace(visit, note=visit.note + word))
                    break
                except ConflictError as error:
                    assert isinstance(error.theirs, Visit)  # noqa: PT017  (not a test)
                    refused += 1
                    visit = error.theirs
            barrier.wait(60)
    results.put(refused)


def run(place: Place, rounds: int) -> Outcome:
    """Lets two desks save `rounds` times each."""
    with place.open(DESK) as store:
        store.add_patient(Patient("p", "Zoë"))
        for number in range(VISITS):
            store.add_visit(Visit(f"v{number}", "p", LAST_DAY, Drawing()))
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(2), context.Queue()
    desks = [
        context.Process(target=desk, args=(place, actor, rounds, barrier, results)) for actor in (DESK, OTHER_DESK)
    ]
    for one in desks:
        one.start()
    refused = sum(results.get(timeout=600) for _ in desks)
    for one in desks:
        one.join()
    with place.open(DESK) as store:
        notes = [store.visit(f"v{number}").note.split() for number in range(VISITS)]
    wanted = [(actor.person, number) for actor in (DESK, OTHER_DESK) for number in range(rounds)]
    lost = sum(notes[number % VISITS].count(f"{person}{number}") != 1 for person, number in wanted)
    return Outcome(len(wanted), refused, lost)


@contextmanager
def places() -> Iterator[list[Place]]:
    """The three kinds of place, new and empty; without PostgreSQL the two kinds of file."""
    with tempfile.TemporaryDirectory() as name:
        files = [
            Place("a file", Path(name) / "plain.db"),
            Place("an encrypted file", Path(name) / "encrypted.db", "a passphrase of the benchmark"),
        ]
        folder = Path(tempfile.mkdtemp(prefix="bodymap-"))
        try:
            server = start_server(folder)
        except BaseException as error:  # pytest's way of saying that there is none is no Exception
            shutil.rmtree(folder)
            if type(error).__name__ != "Skipped":
                raise
            yield files
            return
        try:
            with server.admin() as admin:
                admin.execute(psycopg.sql.SQL("CREATE ROLE owner LOGIN PASSWORD {}").format(PASSWORD))
            yield [*files, Place("PostgreSQL", url=server.url(server.copy()))]
        finally:
            stop_server(server)
            shutil.rmtree(folder)


def main(arguments: list[str] | None = None) -> int:
    """Runs the check; 1 if something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=1000, help="pairs of savings that get into each other's way")
    options = parser.parse_args(arguments)
    lost = 0
    with places() as found:
        for place in found:
            outcome = run(place, options.count)
            lost += outcome.lost
            print(f"{place.name}: {outcome.saved} saved, {outcome.refused} refused first, {outcome.lost} lost")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
