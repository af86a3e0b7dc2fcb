"""What `kill` kills: for each scene, how it is prepared, what the child works on, and how what is left is checked.

Not a program of its own.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.made_clinic import DESK, LAST_DAY, drawing, fill
from bodymap.clinic.model import Patient, Visit
from bodymap.clinic.saving.background_saver import BackgroundSaver
from bodymap.clinic.saving.outbox import KEY_BYTES, Outbox, left_behind
from bodymap.clinic.saving.visit_saver import ImmediateSaver, Stored
from bodymap.clinic.store.files.backup import check_backup, restore_backup, write_backup
from bodymap.clinic.store.files.encryption import change_passphrase
from bodymap.clinic.store.files.table_copy import digests, snapshot
from bodymap.clinic.store.open import open_file, state_of
from bodymap.clinic.store.store_errors import ServerAwayError, WrongPassphraseError
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from tests.clinic.store import schema_files

OLD, NEW = "the old passphrase", "the new passphrase"

OUTBOX_KEY = bytes(range(KEY_BYTES))

UNTOUCHED = ("patient", "visit", "word", "setting")
"""Tables that no scene but those of strokes and patients may change; the trail gets lines."""


class Lost(Exception):
    """Something acknowledged is not there, or a file is neither what it was nor what it should be."""


Say = Callable[[str], None]


@dataclass(frozen=True)
class Scene:
    """What is killed. `work` runs in the child and says what it finished; `check` sees to what is left."""

    prepare: Callable[[Path], None]
    work: Callable[[Path, Say], None]
    check: Callable[[Path, list[str]], None]
    endless: bool = False
    """The child works until it is killed, within `ENDLESS` seconds."""


ENDLESS = 0.25


# Strokes and patients


def _one_visit(passphrase: str | None) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        with open_file(folder / "patients.db", DESK, passphrase) as store:
            store.add_patient(Patient("p", "Zoë"))
            store.add_visit(Visit("v", "p", LAST_DAY, Drawing()))

    return prepare


def _with_stroke(visit: Visit, number: int) -> Visit:
    marks = (*visit.drawing.marks, *drawing(Random(number), marks=1).marks)
    return replace(visit, drawing=visit.drawing.model_copy(update={"marks": marks}))


def _paint(passphrase: str | None) -> Callable[[Path, Say], None]:
    def work(folder: Path, say: Say) -> None:
        store = open_file(folder / "patients.db", DESK, passphrase)
        keeper = ImmediateSaver(store, store.visit("v"), lambda _: None)
        say("ready")
        for number in range(10_000):
            keeper.keep(_with_stroke(keeper.visit, number))
            assert keeper.state == Stored()
            say(str(number + 1))

    return work


def _all_strokes(visit: Visit, acknowledged: list[str]) -> None:
    """The visit holds every acknowledged stroke, in order, and at most the one more that was under way."""
    wanted = int(acknowledged[-1]) if acknowledged else 0
    marks = visit.drawing.marks
    if not wanted <= len(marks) <= wanted + 1:
        raise Lost(f"{wanted} strokes were acknowledged and {len(marks)} are there")
    if marks != tuple(drawing(Random(number), marks=1).marks[0] for number in range(len(marks))):
        raise Lost("other strokes are there than were painted")


def _check_painted(passphrase: str | None) -> Callable[[Path, list[str]], None]:
    def check(folder: Path, acknowledged: list[str]) -> None:
        with open_file(folder / "patients.db", DESK, passphrase, create=False) as store:
            _all_strokes(store.visit("v"), acknowledged)

    return check


class _Cable:
    """A server that is away now and then."""

    def __init__(self, store: Any) -> None:
        self._store, self._chance = store, Random(1)

    def save_visit(self, visit: Visit) -> Visit:
        if self._chance.random() < 0.5:
            raise ServerAwayError("away")
        stored: Visit = self._store.save_visit(visit)
        return stored

    def add_visit(self, visit: Visit) -> Visit:
        stored: Visit = self._store.add_visit(visit)
        return stored


def _paint_on_server(folder: Path, say: Say) -> None:
    store = open_file(folder / "patients.db", DESK)
    journal = Outbox(folder / "outbox", OUTBOX_KEY)
    keeper = BackgroundSaver(_Cable(store), journal, store.visit("v"), lambda _: None, retry_after=0.001)
    say("ready")
    for number in range(10_000):
        keeper.keep(_with_stroke(keeper.visit, number))
        say(str(number + 1))


def _check_server(folder: Path, acknowledged: list[str]) -> None:
    """As the next login does: what is in the outbox is sent, and is what counts."""
    with open_file(folder / "patients.db", DESK, create=False) as store:
        found = [store.visit("v"), *(one for left in left_behind(folder / "outbox", OUTBOX_KEY) for one in left.visits)]
        _all_strokes(max(found, key=lambda one: len(one.drawing.marks)), acknowledged)
    if list((folder / "outbox").glob("*.outbox")) and len(found) == 1:
        raise Lost("an outbox does not open")


def _save_patients(folder: Path, say: Say) -> None:
    with open_file(folder / "patients.db", DESK, NEW) as store:
        say("ready")
        for number in range(10_000):
            store.add_patient(Patient(f"p{number}", f"Patient {number}"))
            store.add_visit(Visit(f"v{number}", f"p{number}", LAST_DAY, drawing(Random(number))))
            say(str(number))


def _check_patients(folder: Path, acknowledged: list[str]) -> None:
    with open_file(folder / "patients.db", DESK, NEW, create=False) as store:
        for number in acknowledged:
            try:
                visit = store.visit(f"v{number}")
                found = store.search(f"patient {number}")
            except BodymapError as error:
                raise Lost(error_sentence(error)) from error
            if visit.drawing != drawing(Random(int(number))) or f"p{number}" not in [one.id for one in found]:
                raise Lost(f"patient {number} is not as it was saved")


# Whole files


def _clinic(folder: Path, name: str, passphrase: str | None, seed: int) -> None:
    with open_file(folder / name, DESK, passphrase) as store:
        fill(store, 60, 5, seed)
        store.set_setting("which", name)
        (folder / f"{name}.digests").write_text(repr(_digests(store)))


def _digests(store: Any) -> list[str]:
    with snapshot(store) as connection:
        found = digests(connection)
    return [found[name] for name in UNTOUCHED]


def _holds(path: Path, passphrase: str | None, wanted: list[Path]) -> str:
    """The name of that clinic among `wanted` which a file holds, whole."""
    with open_file(path, DESK, passphrase, create=False) as store:
        found = repr(_digests(store))
    for one in wanted:
        if found == one.read_text():
            return one.name.removesuffix(".digests")
    raise Lost(f"{path.name} holds something else than before or after")


def _protect(old: str | None, new: str | None) -> Scene:
    def work(folder: Path, say: Say) -> None:
        say("ready")
        change_passphrase(folder / "patients.db", old, new)

    def check(folder: Path, _: list[str]) -> None:
        path, wanted = folder / "patients.db", [folder / "patients.db.digests"]
        now = old if (state_of(path) == "plain") == (old is None) else new
        try:
            _holds(path, now, wanted)
        except WrongPassphraseError:
            now = new
            _holds(path, now, wanted)
        change_passphrase(path, now, "a third one")
        _holds(path, "a third one", wanted)
        _no_parts(folder)

    return Scene(lambda folder: _clinic(folder, "patients.db", old, 1), work, check)


def _no_parts(folder: Path) -> None:
    left = [one.name for one in folder.iterdir() if ".part" in one.name]
    if left:
        raise Lost(f"the next call left {left}")


def _old_file(folder: Path) -> None:
    schema_files.make(folder / "patients.db", "0001")
    with closing(_raw(folder / "patients.db")) as connection:
        for number in range(3_000):
            connection.execute(
                "INSERT INTO patient SELECT 'q' || ?, name || ' ' || ?, birth_date, reference, figure, note, version, "
                "changed_at, changed_by, touched_at FROM patient WHERE id = 'p1'",
                (number, number),
            )


def _raw(path: Path) -> Any:
    from bodymap.clinic.store.sql.engines import connect_file  # noqa: PLC0415  (only here)

    connection = connect_file(path, None)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _migrate(folder: Path, say: Say) -> None:
    say("ready")
    open_file(folder / "patients.db", DESK).close()


def _check_migrated(folder: Path, _: list[str]) -> None:
    with open_file(folder / "patients.db", DESK, create=False) as store:
        if (store.count(), [one.id for one in store.search("zoe 2999")]) != (3_002, ["q2999"]):
            raise Lost("patients are missing, or are not found")
        store.visit("v1")


def _two_clinics(folder: Path) -> None:
    """A file of patients, and an older backup of it with other contents."""
    _clinic(folder, "patients.db", OLD, 1)
    _clinic(folder, "other.db", None, 2)
    with open_file(folder / "other.db", DESK) as store:
        write_backup(store, folder / "backup.db", OLD)


def _back_up(folder: Path, say: Say) -> None:
    with open_file(folder / "patients.db", DESK, OLD) as store:
        say("ready")
        write_backup(store, folder / "backup.db", OLD)


def _check_backed_up(folder: Path, _: list[str]) -> None:
    both = [folder / "patients.db.digests", folder / "other.db.digests"]
    check_backup(folder / "backup.db", OLD)
    _holds(folder / "backup.db", OLD, both)
    with open_file(folder / "patients.db", DESK, OLD, create=False) as store:
        write_backup(store, folder / "backup.db", OLD)
    if _holds(folder / "backup.db", OLD, both) != "patients.db" or _holds(folder / "patients.db", OLD, both[:1]) == "":
        raise Lost("the next backup holds something else")
    _no_parts(folder)


def _restore_to_file(folder: Path, say: Say) -> None:
    say("ready")
    restore_backup(folder / "backup.db", OLD, folder / "patients.db")


def _restore_to_store(folder: Path, say: Say) -> None:
    with open_file(folder / "patients.db", DESK, OLD) as store:
        say("ready")
        restore_backup(folder / "backup.db", OLD, store)


def _check_restored(folder: Path, _: list[str]) -> None:
    both = [folder / "patients.db.digests", folder / "other.db.digests"]
    _holds(folder / "patients.db", OLD, both)
    restore_backup(folder / "backup.db", OLD, folder / "patients.db")
    if _holds(folder / "patients.db", OLD, both) != "other.db":
        raise Lost("the next restore put something else there")
    _no_parts(folder)


SCENES: dict[str, Scene] = {
    "painting": Scene(_one_visit(None), _paint(None), _check_painted(None), endless=True),
    "painting, encrypted": Scene(_one_visit(NEW), _paint(NEW), _check_painted(NEW), endless=True),
    "painting on a server": Scene(_one_visit(None), _paint_on_server, _check_server, endless=True),
    "saving patients": Scene(lambda _: None, _save_patients, _check_patients, endless=True),
    "encrypting": _protect(None, NEW),
    "another passphrase": _protect(OLD, NEW),
    "migrating": Scene(_old_file, _migrate, _check_migrated),
    "backing up": Scene(_two_clinics, _back_up, _check_backed_up),
    "restoring a file": Scene(_two_clinics, _restore_to_file, _check_restored),
    "restoring a store": Scene(_two_clinics, _restore_to_store, _check_restored),
}
