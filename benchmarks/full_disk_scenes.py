"""What `full_disk` does on a disk that is full. Not a program of its own."""

import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.kill_scenes import NEW, OLD, OUTBOX_KEY, _digests, _old_file, _with_stroke
from benchmarks.made_clinic import DESK, LAST_DAY, drawing, fill
from bodymap.clinic.model import Patient, Visit
from bodymap.clinic.saving.background_saver import BackgroundSaver
from bodymap.clinic.saving.drawing_recovery import RecoveryFile, abandoned
from bodymap.clinic.saving.outbox import Outbox, left_behind
from bodymap.clinic.saving.visit_saver import ImmediateSaver, VisitSaver, Waiting
from bodymap.clinic.store.files.backup import check_backup, restore_backup, write_backup
from bodymap.clinic.store.files.encryption import change_passphrase
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.drawing.file import read_drawing, write_drawing
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from bodymap.matching.match import match_drawing
from bodymap.report.exchange.patient_folder import write_patient_folder
from bodymap.report.exchange.study.columns import TABLES
from bodymap.report.exchange.study.stored_study import write_study_of
from bodymap.report.paper.print_sheet import print_sheet, write_sheet
from bodymap.report.paper.visit_context import sheet_of

_FOLDER = tempfile.TemporaryDirectory(prefix="bodymap-")


class Wrong(Exception):
    """Something acknowledged is not there, or a file is not as it was, or it does not go on."""


class Work(ABC):
    """What is done on a disk. The disk has room while it is made."""

    crumbs: tuple[str, ...] = (".part",)
    """What no file that stays may have in its name."""

    def __init__(self, disk: Path, roomy: Path) -> None:
        """`disk` is the small one, `roomy` a folder with room."""
        self.disk, self.roomy = disk, roomy
        self.prepare()

    @abstractmethod
    def prepare(self) -> None:
        """Before the disk is filled."""

    @abstractmethod
    def act(self) -> object:
        """What is done on the disk that may be too full. Raises BodymapError."""

    @abstractmethod
    def holds(self, *, acted: bool) -> None:
        """Raises Wrong if what is on the disk is not as before, or as afterwards if it was done."""

    def holds_after_power_cut(self, roomy: Path) -> None:  # noqa: B027  (as above)
        """The same of a copy, as the machine finds the disk that was switched off at this moment."""

    def again(self) -> object:
        """What is done once there is room."""
        return self.act()

    def tidy(self) -> None:
        """Raises Wrong if something is left that nobody needs."""
        left = [one.name for one in self.disk.rglob("*") if any(crumb in one.name for crumb in self.crumbs)]
        if left:
            raise Wrong(f"left {left}")

    def end(self) -> None:  # noqa: B027  (most hold nothing)
        """Lets everything go."""


# The visit in hand


class Painting(Work):
    """Strokes until one cannot be stored."""

    passphrase: str | None = None
    most = 40

    def prepare(self) -> None:
        self.store = open_file(self.disk / "patients.db", DESK, self.passphrase)
        self.store.add_patient(Patient("p", "Zoë"))
        self.store.add_visit(Visit("v", "p", LAST_DAY, Drawing()))
        self.keeper = self.make_keeper()
        self.kept = 0

    def make_keeper(self) -> VisitSaver:
        return ImmediateSaver(self.store, self.store.visit("v"), lambda _: None)

    def act(self) -> None:
        while self.kept < self.most:
            self.keeper.keep(_with_stroke(self.keeper.visit, len(self.keeper.visit.drawing.marks)))
            if isinstance(self.keeper.state, Waiting) and self.keeper.state.reason is not None:
                raise self.keeper.state.reason
            self.kept = len(self.keeper.visit.drawing.marks)

    def holds(self, *, acted: bool) -> None:  # noqa: ARG002  (every stroke is its own)
        _strokes(self.store.visit("v"), self.kept)

    def holds_after_power_cut(self, roomy: Path) -> None:
        for file in self.disk.glob("patients.db*"):
            if not file.name.endswith("-shm"):
                shutil.copy(file, roomy)
        with open_file(roomy / "patients.db", DESK, self.passphrase, create=False) as store:
            _strokes(store.visit("v"), self.kept)

    def again(self) -> None:
        if not self.keeper.flush(0):
            raise Wrong(f"{self.keeper.state}")
        self.kept = len(self.keeper.visit.drawing.marks)
        self.most = self.kept + 5
        self.act()

    def end(self) -> None:
        self.store.close()


class PaintingEncrypted(Painting):
    """The same in an encrypted file."""

    passphrase = NEW


def _strokes(visit: Visit, wanted: int) -> None:
    marks = visit.drawing.marks
    if not wanted <= len(marks) <= wanted + 1:
        raise Wrong(f"{wanted} strokes were acknowledged and {len(marks)} are there")
    if marks != tuple(drawing(Random(number), marks=1).marks[0] for number in range(len(marks))):
        raise Wrong("other strokes are there than were painted")


class _Gone:
    """A server that is away."""

    def save_visit(self, visit: Visit) -> Visit:  # noqa: ARG002  (what a keeper asks for)
        raise ServerAwayError("server.away", place="server")

    add_visit = save_visit


class PaintingIntoOutbox(Work):
    """Strokes of a desk whose server is away, into the outbox."""

    most = 40

    def prepare(self) -> None:
        self.journal = Outbox(self.disk / "outbox", OUTBOX_KEY)
        self.keeper = BackgroundSaver(_Gone(), self.journal, Visit("v", "p", LAST_DAY, Drawing()), lambda _: None, 60)
        self.kept = 0

    def act(self) -> None:
        while self.kept < self.most:
            changed = _with_stroke(self.keeper.visit, len(self.keeper.visit.drawing.marks))
            self.journal.put(changed)  # as the keeper does, which tells by its state
            self.keeper.keep(changed)
            self.kept = len(changed.drawing.marks)

    def holds(self, *, acted: bool) -> None:  # noqa: ARG002  (every stroke is its own)
        found = self.journal.pending("v")
        _strokes(found or Visit("v", "p", LAST_DAY, Drawing()), self.kept)

    def holds_after_power_cut(self, roomy: Path) -> None:
        shutil.copytree(self.disk / "outbox", roomy / "outbox", ignore=shutil.ignore_patterns("*-shm", "*.lock"))
        left = [one for found in left_behind(roomy / "outbox", OUTBOX_KEY) for one in found.visits]
        _strokes(left[0] if left else Visit("v", "p", LAST_DAY, Drawing()), self.kept)

    def again(self) -> None:
        self.most = self.kept + 5
        self.act()

    def tidy(self) -> None:
        if not isinstance(self.keeper.state, Waiting):
            raise Wrong("a server that is away is not said to be")

    def end(self) -> None:
        self.keeper.close()
        self.journal.close()


class OutboxBegun(Work):
    """The outbox of a program that starts."""

    def prepare(self) -> None:
        self.journal: Outbox | None = None

    def act(self) -> None:
        self.journal = Outbox(self.disk / "outbox", OUTBOX_KEY)
        self.journal.put(Visit("v", "p", LAST_DAY, Drawing()))

    def holds(self, *, acted: bool) -> None:
        if acted and (self.journal is None or self.journal.pending("v") is None):
            raise Wrong("the outbox has not what it took")

    def again(self) -> None:
        self.end()
        self.act()

    def end(self) -> None:
        if self.journal is not None:
            self.journal.close()


# The file of patients


class FirstStart(Work):
    """A file of patients is made."""

    passphrase: str | None = None

    def prepare(self) -> None:
        self.path = self.disk / "patients.db"

    def act(self) -> None:
        with open_file(self.path, DESK, self.passphrase) as store:
            if not store.count():
                store.add_patient(Patient("p", "Zoë"))

    def holds(self, *, acted: bool) -> None:
        if acted:
            with open_file(self.path, DESK, self.passphrase, create=False) as store:
                if store.count() != 1:
                    raise Wrong("the patient is not there")


class FirstStartEncrypted(FirstStart):
    """The same with a passphrase."""

    passphrase = NEW


@cache
def _clinic(count: int, each: int, seed: int, passphrase: str | None) -> Path:
    """A file of patients, made once; its folder goes with the program."""
    path = Path(_FOLDER.name) / f"{count}-{each}-{seed}-{passphrase is None}.db"
    with open_file(path, DESK, passphrase) as store:
        fill(store, count, each, seed)
    return path


class OnFile(Work):
    """Something is done with a file of patients, which afterwards holds the same or something that is known."""

    old: str | None = OLD
    new: str | None = OLD

    def prepare(self) -> None:
        self.path = self.disk / "patients.db"
        shutil.copy(_clinic(40, 4, 1, self.old), self.path)
        self.wanted = self.after = self.found(self.path, self.old)

    def found(self, path: Path, passphrase: str | None) -> list[str]:
        """What a file holds, read from a copy: a disk that is full has no room for what SQLite needs beside a file."""
        with tempfile.TemporaryDirectory(dir=self.roomy) as folder:
            for file in path.parent.glob(f"{path.name}*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
            with open_file(Path(folder) / path.name, DESK, passphrase, create=False) as store:
                return _digests(store)

    def holds(self, *, acted: bool) -> None:
        found = self.found(self.path, self.new if acted else self.old)
        if found != (self.after if acted else self.wanted):
            raise Wrong(f"the patients are not as {'after' if acted else 'before'}")


class ConnectionController(OnFile):
    """The program starts, and somebody looks at the patients."""

    def act(self) -> None:
        with open_file(self.path, DESK, self.old, create=False) as store:
            store.recent_patients()
            store.visits("p0000001")


class OpeningLog(ConnectionController):
    """The same after a crash, which left a log beside the file."""

    def prepare(self) -> None:
        super().prepare()
        crashed = self.roomy / "crashed.db"
        shutil.copy(self.path, crashed)
        with open_file(crashed, DESK, self.old) as store:
            store.add_patient(Patient("new", "Uwe"))
            self.wanted = self.after = _digests(store)
            shutil.copy(f"{crashed}-wal", f"{self.path}-wal")


class Saving(OnFile):
    """Patients are added until there is no room."""

    def prepare(self) -> None:
        super().prepare()
        self.store = open_file(self.path, DESK, self.old)
        self.added = 0

    def act(self) -> None:
        for _ in range(self.added, 60):
            self.store.add_patient(Patient(f"n{self.added}", f"New {self.added}", note="x" * 3_000))
            self.added += 1

    def holds(self, *, acted: bool) -> None:  # noqa: ARG002  (every patient is his own)
        if self.store.count() != 40 + self.added or len(self.store.search("new", 100)) != self.added:
            raise Wrong(f"{self.added} were added and {self.store.count() - 40} are there")

    def holds_after_power_cut(self, roomy: Path) -> None:
        for file in self.disk.glob("patients.db*"):
            if not file.name.endswith("-shm"):
                shutil.copy(file, roomy)
        with open_file(roomy / "patients.db", DESK, self.old, create=False) as store:
            if not self.added <= store.count() - 40 <= self.added + 1:
                raise Wrong(f"{self.added} were added and {store.count() - 40} are there")

    def end(self) -> None:
        self.store.close()


class Erasing(OnFile):
    """Patients are erased, which needs room for a moment too."""

    def prepare(self) -> None:
        super().prepare()
        self.store = open_file(self.path, DESK, self.old)
        self.erased = 0

    def act(self) -> None:
        while self.erased < 40:
            name = f"p{self.erased:07}"
            if name in {one.id for one in self.store.recent_patients(100)}:
                self.store.erase_patient(name)
            self.erased += 1

    def holds(self, *, acted: bool) -> None:  # noqa: ARG002  (every patient is his own)
        if not self.erased <= 40 - self.store.count() <= self.erased + 1:
            raise Wrong(f"{self.erased} were erased and {self.store.count()} are there")

    def end(self) -> None:
        self.store.close()


class Encrypting(OnFile):
    """A plain file is encrypted."""

    old, new = None, NEW

    def act(self) -> None:
        change_passphrase(self.path, self.old, self.new)

    def again(self) -> None:
        if self.found_with(self.new):
            self.old = self.new
        self.act()

    def found_with(self, passphrase: str | None) -> bool:
        """Whether this passphrase opens the file."""
        try:
            self.found(self.path, passphrase)
        except BodymapError:
            return False
        return True


class AnotherPassphrase(Encrypting):
    """An encrypted file gets another passphrase."""

    old, new = OLD, NEW


@cache
def _old_clinic() -> Path:
    """A file of the first schema version, made once."""
    folder = Path(_FOLDER.name) / "old"
    folder.mkdir()
    _old_file(folder)
    return folder / "patients.db"


class Migrating(OnFile):
    """A file of the first schema version is opened."""

    old = new = None

    def prepare(self) -> None:
        self.path = self.disk / "patients.db"
        shutil.copy(_old_clinic(), self.path)

    def act(self) -> None:
        open_file(self.path, DESK, create=False).close()

    def holds(self, *, acted: bool) -> None:  # noqa: ARG002  (it is brought up to date when it is looked at)
        with tempfile.TemporaryDirectory(dir=self.roomy) as folder:
            for file in self.disk.glob("patients.db*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
            with open_file(Path(folder) / "patients.db", DESK, create=False) as store:
                if (store.count(), [one.id for one in store.search("zoe 2999")]) != (3_002, ["q2999"]):
                    raise Wrong("patients are missing, or are not found")
                store.visit("v1")


# Backups


class BackingUp(OnFile):
    """A backup takes the place of an earlier one."""

    def prepare(self) -> None:
        super().prepare()
        self.store = open_file(self.path, DESK, self.old)
        self.backup = self.disk / "backup.db"
        shutil.copy(_clinic(30, 2, 2, self.old), self.backup)
        self.earlier = self.found(self.backup, self.old)

    def act(self) -> None:
        write_backup(self.store, self.backup, self.old)

    def holds(self, *, acted: bool) -> None:
        super().holds(acted=acted)
        if self.found(self.backup, self.old) != (self.after if acted else self.earlier):
            raise Wrong("the backup is neither the earlier one nor the new one")

    def end(self) -> None:
        self.store.close()


class FirstBackup(BackingUp):
    """A backup where there is none yet, of patients on another disk."""

    def prepare(self) -> None:
        super().prepare()
        self.store.close()
        self.backup.unlink()
        for file in list(self.disk.iterdir()):
            shutil.move(file, self.roomy)
        self.path = self.roomy / "patients.db"
        self.store = open_file(self.path, DESK, self.old)

    def holds(self, *, acted: bool) -> None:
        if acted and self.found(self.backup, self.old) != self.wanted:
            raise Wrong("the backup is not what was backed up")
        if not acted and self.backup.exists():
            raise Wrong("half a backup stands there")


class CheckingBackup(OnFile):
    """A backup is checked, and the folder for what is needed for a moment is full."""

    def act(self) -> None:
        scratch = self.disk / "scratch"
        scratch.mkdir(exist_ok=True)
        before, tempfile.tempdir = tempfile.tempdir, str(scratch)
        try:
            check_backup(self.path, self.old)
        finally:
            tempfile.tempdir = before

    def tidy(self) -> None:
        if list((self.disk / "scratch").iterdir()):
            raise Wrong("what was needed for a moment is left")


class Restoring(OnFile):
    """A backup takes the place of the file of patients."""

    def prepare(self) -> None:
        super().prepare()
        self.backup = self.roomy / "backup.db"
        shutil.copy(_clinic(30, 2, 2, self.old), self.backup)
        self.after = self.found(self.backup, self.old)

    def act(self) -> None:
        restore_backup(self.backup, self.old, self.path)

    def tidy(self) -> None:
        super().tidy()
        kept = sorted(self.disk.glob("patients.db.before-restore-*"))
        if not kept or self.found(kept[0], self.old) != self.wanted:
            raise Wrong("the file that was replaced is not kept")


class RestoringStore(Restoring):
    """The same into a store that is open."""

    def prepare(self) -> None:
        super().prepare()
        self.store = open_file(self.path, DESK, self.old)

    def act(self) -> None:
        restore_backup(self.backup, self.old, self.store)

    def tidy(self) -> None:
        Work.tidy(self)

    def end(self) -> None:
        self.store.close()


# What goes to others, and drawings without a patient


class Output(Work):
    """A file is written over an earlier one."""

    name = "out"
    crumbs = (".part", ".tmp", "ballast")

    def prepare(self) -> None:
        self.path = self.disk / self.name
        self.first = b"what stood there before " * 3_000
        self.path.write_bytes(self.first)

    def holds(self, *, acted: bool) -> None:
        content = self.path.read_bytes()
        if (content == self.first) == acted:
            raise Wrong(f"the file holds {len(content)} bytes, {len(self.first)} were there before")
        if acted:
            self.whole()

    def whole(self) -> None:
        """Raises if the new file is not whole."""


class SheetFile(Output):
    """The printed sheet as PDF."""

    name = "sheet.pdf"

    def act(self) -> None:
        write_sheet(print_sheet(match_drawing(drawing(Random(1)))), self.path)

    def whole(self) -> None:
        if not self.path.read_bytes().rstrip().endswith(b"%%EOF"):
            raise Wrong("half a PDF stands there")


class DrawingFile(Output):
    """A drawing file."""

    name = "drawing.json"
    drawn = drawing(Random(1), marks=300)

    def act(self) -> None:
        write_drawing(self.drawn, self.path)

    def whole(self) -> None:
        if read_drawing(self.path) != self.drawn:
            raise Wrong("another drawing stands there")


class Recovery(Work):
    """The drawing in hand, for after a crash."""

    drawn = drawing(Random(1), marks=300)

    def prepare(self) -> None:
        self.file = RecoveryFile(self.disk)
        self.before = drawing(Random(2), marks=3)
        self.file.save(self.before, None)

    def act(self) -> None:
        self.file.save(self.drawn, None)

    def holds(self, *, acted: bool) -> None:
        with tempfile.TemporaryDirectory(dir=self.roomy) as folder:
            for file in self.disk.glob("*.json"):
                shutil.copy(file, folder)
            found = [one.drawing for one in abandoned(Path(folder))]
        if found != [self.drawn if acted else self.before]:
            raise Wrong("another drawing would be offered back")

    def end(self) -> None:
        self.file.release()


class PatientFolder(Work):
    """One patient as readable files."""

    def prepare(self) -> None:
        self.store = open_file(Path(shutil.copy(_clinic(2, 2, 1, None), self.roomy)), DESK)
        self.folder = self.disk / "patient"

    def act(self) -> None:
        patient = self.store.patient("p0000001")
        visits = [self.store.visit(line.id) for line in self.store.visits(patient.id)]
        if self.folder.exists():
            shutil.rmtree(self.folder)
        write_patient_folder(
            self.folder, patient, visits, self.store.audit(patient.id), lambda one: sheet_of(self.store, patient, one)
        )

    def holds(self, *, acted: bool) -> None:
        if self.folder.exists() != acted or (acted and len(list(self.folder.iterdir())) != 11):
            raise Wrong("half a folder stands there")

    def end(self) -> None:
        self.store.close()


class StudyTables(Work):
    """Tables for a study, and the key of the pseudonyms."""

    def prepare(self) -> None:
        self.store = open_file(Path(shutil.copy(_clinic(6, 2, 1, None), self.roomy)), DESK)
        self.folder, self.key = self.disk / "study", self.disk / "keys"
        self.key.mkdir()

    def act(self) -> None:
        write_study_of(self.store, self.folder, "csv", self.key / "study.key")

    def holds(self, *, acted: bool) -> None:
        for file in self.folder.glob("*.csv"):
            if not file.read_bytes().endswith(b"\n"):
                raise Wrong(f"half of {file.name} stands there")
        if acted and len(list(self.folder.iterdir())) != len(TABLES) + 1:
            raise Wrong("a table is missing")

    def end(self) -> None:
        self.store.close()


Scene = Callable[[Path, Path], Work]

SCENES: dict[str, Scene] = {
    "painting": Painting,
    "painting, encrypted": PaintingEncrypted,
    "painting into the outbox": PaintingIntoOutbox,
    "a new outbox": OutboxBegun,
    "the first start": FirstStart,
    "the first start, encrypted": FirstStartEncrypted,
    "opening": ConnectionController,
    "opening after a crash": OpeningLog,
    "adding patients": Saving,
    "erasing patients": Erasing,
    "encrypting": Encrypting,
    "another passphrase": AnotherPassphrase,
    "migrating from schema 0001": Migrating,
    "backing up over a backup": BackingUp,
    "a first backup on another disk": FirstBackup,
    "checking a backup": CheckingBackup,
    "restoring a file": Restoring,
    "restoring an open store": RestoringStore,
    "a sheet as PDF": SheetFile,
    "a drawing file": DrawingFile,
    "the recovery file": Recovery,
    "a patient's folder": PatientFolder,
    "tables for a study": StudyTables,
}
