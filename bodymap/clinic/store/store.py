"""The store: all that pages ask of patients and visits, each call one transaction that is done or not done.

`bodymap.clinic.store.open` gives one. What a call executes stands in `patients`, `visits` and `trail`.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, delete, insert, select, text, update
from sqlcipher3 import dbapi2

from bodymap.clinic.model import Action, Actor, AuditLine, Patient, PatientLine, Visit, VisitLine
from bodymap.clinic.store.sql import audit_log as trail
from bodymap.clinic.store.sql import patient_queries as patients
from bodymap.clinic.store.sql import visit_queries as visits
from bodymap.clinic.store.sql.circuit_breaker import CircuitBreaker
from bodymap.clinic.store.sql.engines import WRITES
from bodymap.clinic.store.sql.error_messages import errors_explained, unreadable
from bodymap.clinic.store.sql.file_watch import FileWatch
from bodymap.clinic.store.sql.schema import setting as settings
from bodymap.errors import BodymapError


class Store:
    """Patients and visits in one file or on one server, changed by one actor. Calls of several threads take turns.

    Every method raises a BodymapError with one sentence if the database fails: `DamagedStoreError`, `ServerAwayError`
    where a server is lost, or a plain one for a full disk and the like. Nothing of that write is then stored.
    """

    def __init__(self, engine: Engine, actor: Actor, place: str) -> None:
        """`place` is what messages call the file or server; the tables must be up to date."""
        self._engine = engine
        self._actor = actor
        self._place = place
        self._lock = RLock()
        self._line = CircuitBreaker()
        self._file: FileWatch | None = None
        self._holds_traces = False

    def watch_file(self, path: Path) -> None:
        """From now on a write is refused where the file of this store does not stand at its path any more.

        What an earlier run left in SQLite's log goes into the file first. Raises BodymapError if it is gone already.
        """
        with self._lock:
            self._fold_log_in()
            self._file = FileWatch(path)

    def __repr__(self) -> str:
        return f"<Store {self._place}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def actor(self) -> Actor:
        """Who works with this store."""
        return self._actor

    @property
    def place(self) -> str:
        """The file or server, as messages name it."""
        return self._place

    def close(self) -> None:
        """Closes the connection; nothing waits to be written."""
        with self._lock:
            if self._holds_traces:
                with suppress(BodymapError):
                    self._take_traces_away()
            self._engine.dispose()

    def set_busy_timeout(self, milliseconds: int) -> None:
        """How long from now on a file that another program is writing is waited for; a server has its own patience."""
        if self._engine.dialect.name == "sqlite":
            with self._reading() as connection:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(milliseconds)}")

    # Patients

    def add_patient(self, patient: Patient) -> Patient:
        """Stores a new patient; returns it with version, time and actor. Its own `version` is not looked at."""
        with self._writing() as connection:
            return patients.add_patient(connection, patient, self._actor)

    def save_patient(self, patient: Patient) -> Patient:
        """Stores a changed patient over the version that it was read with; returns it with its new version.

        Raises Conflict if somebody saved it since, Gone if somebody erased it.
        """
        with self._writing() as connection:
            return patients.save_patient(connection, patient, self._actor)

    def patient(self, id_: str) -> Patient:
        """A patient. Raises Gone if there is none with this id."""
        with self._reading() as connection:
            return patients.read_patient(connection, id_)

    def search(self, text: str, limit: int = 20) -> list[PatientLine]:
        """Patients found as somebody types: every word begins a word of name, reference, birth year or birth date.

        Dates as 1980-03-05 or 5.3.1980; case and accents do not matter. Whoever was seen or changed last comes first.
        No words, no patients.
        """
        with self._reading() as connection:
            return patients.search(connection, text, limit)

    def seen_on(self, day: date) -> list[PatientLine]:
        """Patients with a visit that began on this day by the clock of this desk, latest first."""
        begin, end = (datetime.combine(one, time()).astimezone() for one in (day, day + timedelta(days=1)))
        with self._reading() as connection:
            return patients.seen_between(connection, begin, end)

    def recent_patients(self, limit: int = 30) -> list[PatientLine]:
        """Patients by their last visit or change, newest first."""
        with self._reading() as connection:
            return patients.recent_patients(connection, limit)

    def count(self) -> int:
        """The number of patients."""
        with self._reading() as connection:
            return patients.count(connection)

    def erase_patient(self, id_: str) -> None:
        """Takes away a patient with all visits, for good: not a byte of them stays in a file. The trail keeps the id.

        Raises Gone if there is none with this id. Backups are files of their own, and keep what they hold. A file is
        rewritten, which takes as long as copying it; if that fails the patient is erased all the same, and it is said.
        """
        with self._writing() as connection:
            patients.erase_patient(connection, id_, self._actor)
        self._take_traces_away()

    # Visits

    def add_visit(self, visit: Visit) -> Visit:
        """Stores a new visit; returns it with version, time and actor. Raises Gone if its patient is not there."""
        with self._writing() as connection:
            return visits.add_visit(connection, visit, self._actor)

    def save_visit(self, visit: Visit) -> Visit:
        """Stores a changed visit over the version that it was read with; returns it with its new version.

        Raises Conflict if somebody saved it since, Gone if somebody erased its patient.
        """
        with self._writing() as connection:
            return visits.save_visit(connection, visit, self._actor)

    def visit(self, id_: str) -> Visit:
        """A visit. Raises Gone if there is none with this id, and BodymapError if its drawing cannot be read."""
        with self._reading() as connection:
            return visits.read_visit(connection, id_)

    def visits(self, patient_id: str) -> list[VisitLine]:
        """The visits of a patient, newest first, without drawings: also those whose drawing cannot be read."""
        with self._reading() as connection:
            return visits.read_lines(connection, patient_id)

    def drawing_text(self, id_: str) -> str:
        """The stored text of a visit's drawing, readable or not. Raises Gone if there is no such visit."""
        with self._reading() as connection:
            return visits.read_drawing_text(connection, id_)

    # Audit trail and settings

    def note(
        self,
        action: Action,
        patient: str | None = None,
        visit: str | None = None,
        detail: str = "",
        when: datetime | None = None,
    ) -> None:
        """Adds a line to the audit trail, of now if `when` is not given. Ids only: no name may stand in `detail`.
        Adding, saving and erasing do so themselves."""
        with self._writing() as connection:
            trail.write_line(connection, self._actor, action, patient=patient, visit=visit, detail=detail, when=when)

    def audit(self, patient: str | None = None, limit: int = 1000) -> list[AuditLine]:
        """The audit trail of one patient or of all, newest first."""
        with self._reading() as connection:
            return trail.read_lines(connection, patient, limit)

    def setting(self, key: str) -> str | None:
        """A small thing that the whole clinic shares, None if it was never set."""
        with self._reading() as connection:
            return connection.execute(select(settings.c.value).where(settings.c.key == key)).scalar()

    def settings(self, beginning: str) -> list[str]:
        """The keys of all settings that begin so, sorted."""
        with self._reading() as connection:
            keys = connection.execute(select(settings.c.key)).scalars()
            return sorted(key for key in keys if key.startswith(beginning))

    def set_setting(self, key: str, value: str | None) -> None:
        """Sets such a thing, or takes it away with None. Whoever sets it last is right."""
        with self._writing() as connection:
            here = settings.c.key == key
            if value is None:
                connection.execute(delete(settings).where(here))
            elif connection.execute(update(settings).where(here).values(value=value)).rowcount == 0:
                connection.execute(insert(settings).values(key=key, value=value))

    def set_setting_once(self, key: str, value: str) -> str:
        """Sets such a thing unless it is set already; returns what is set then. Of two desks at once the first is
        right, for both."""
        once = text("INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING")
        with self._writing() as connection:
            connection.execute(once, {"key": key, "value": value})
            return str(connection.execute(select(settings.c.value).where(settings.c.key == key)).scalar_one())

    # Transactions

    def share_line(self, other: "Store") -> None:
        """Shares with another store of the same server what is known of the way there."""
        self._line = other._line

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A transaction that sees one state throughout."""
        with (
            self._line.asked(self._place),
            self._lock,
            errors_explained(self._place),
            self._engine.connect() as connection,
        ):
            try:
                yield connection
            except (ValueError, TypeError) as error:  # SQLite lets any value stand in any column
                raise unreadable(self._place) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that is written through to the disk as a whole when the block ends, or not at all."""
        engine = self._engine.execution_options(**{WRITES: True})
        with self._line.asked(self._place), self._lock, errors_explained(self._place):
            if self._file is not None:
                self._file.require_in_place()
            with engine.begin() as connection:
                try:
                    yield connection
                except (ValueError, TypeError) as error:  # as in reading: what is there is looked at before a change
                    raise unreadable(self._place) from error
            if self._file is not None:
                self._fold_log_in()
                self._file.require_in_place()  # taken away meanwhile: what was written is not where it is looked for

    def _fold_log_in(self) -> None:
        """Brings everything from SQLite's log into the file itself, so that the one file holds all, also in a copy.

        Nothing is waited for: where another program reads at this moment the log keeps it, and the next write folds it
        in. What was committed is safe either way, so a disk that refuses here refuses nothing that was promised.
        """
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            cursor.execute("PRAGMA busy_timeout = 0")
            try:
                with suppress(dbapi2.Error):
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
                cursor.close()
        finally:
            connection.close()

    def _take_traces_away(self) -> None:
        """Rewrites a file without what was erased: SQLite clears cells that are freed, not what moving cells between
        pages leaves in their gaps. Raises BodymapError if that cannot be done; closing tries once more."""
        if self._engine.dialect.name != "sqlite":
            return
        self._holds_traces = True
        with self._lock:
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("VACUUM").close()
            except dbapi2.Error as error:
                raise BodymapError("store.traces_left", place=self._place) from error
            finally:
                connection.close()
        self._forget_log()
        self._holds_traces = False

    def _forget_log(self) -> None:
        """Empties SQLite's write-ahead log, which still holds what was erased. Another program that reads at this
        moment may keep it from that; the log then goes when the last of them closes the file."""
        if self._engine.dialect.name == "sqlite":
            with self._lock, errors_explained(self._place):
                connection = self._engine.raw_connection()
                try:
                    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
                finally:
                    connection.close()
