"""What `mutate` makes of real files, and what it does with the bad ones: everything that a person may do.

Not a program of its own.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from sqlcipher3 import dbapi2

from benchmarks.made_clinic import DESK, LAST_DAY, drawing, fill
from benchmarks.mutations import bad_bytes, bad_json, bad_value, bindable
from bodymap.clinic.saving.drawing_recovery import RecoveryFile, abandoned
from bodymap.clinic.saving.outbox import KEY_BYTES, Outbox, left_behind
from bodymap.clinic.store.files.backup import check_backup, restore_backup
from bodymap.clinic.store.files.encryption import change_passphrase
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.clinic.store.store import Store
from bodymap.drawing.file import drawing_json, read_drawing
from bodymap.errors import BodymapError
from bodymap.matching.match import match_drawing
from bodymap.report.text.error_words import error_sentence

KEY = "the passphrase"
OUTBOX_KEY = bytes(range(KEY_BYTES))

Case = Callable[[Path, Random], None]
"""Makes a bad file in an empty folder and does with it what a person may do. Raises what the program raises."""


class TwoSentences(Exception):
    """A BodymapError that is not one clear sentence."""


@dataclass
class Seen:
    """The sentences that were said while a case ran."""

    said: list[str] = field(default_factory=list)

    def does(self, action: Callable[[], object]) -> object:
        """Does it, and takes one sentence for an answer."""
        try:
            return action()
        except BodymapError as error:
            text = error_sentence(error)
            if "\n" in text or not text.endswith(".") or "sqlalche" in text.lower() or "SELECT " in text:
                raise TwoSentences(text) from error
            self.said.append(text)
            return None


# What a person may do


def use_store(path: Path, passphrase: str | None, seen: Seen) -> None:
    """Everything that pages do with a file of patients."""
    store = seen.does(lambda: open_file(path, DESK, passphrase, create=False))
    if not isinstance(store, Store):
        return
    with store:
        seen.does(lambda: store.seen_on(LAST_DAY.date()))
        lines = seen.does(store.recent_patients)
        seen.does(store.count)
        seen.does(lambda: store.search("a-1 mei"))
        seen.does(store.audit)
        seen.does(lambda: store.setting("pin"))
        ids = [line.id for line in lines] if isinstance(lines, list) else ["p0000000"]
        for id_ in ids:
            patient = seen.does(lambda id_=id_: store.patient(id_))  # type: ignore[misc]  # mypy drops defaults
            sessions = seen.does(lambda id_=id_: store.visits(id_))  # type: ignore[misc]
            if patient is not None:
                seen.does(lambda patient=patient: store.save_patient(patient))  # type: ignore[misc]
            for line in sessions if isinstance(sessions, list) else []:
                visit = seen.does(lambda line=line: store.visit(line.id))  # type: ignore[misc]
                if visit is not None:
                    changed = replace(visit, note="after")  # type: ignore[type-var]
                    seen.does(lambda changed=changed: store.save_visit(changed))  # type: ignore[misc]
                seen.does(lambda line=line: store.drawing_text(line.id))  # type: ignore[misc]
        seen.does(lambda: store.note("opened"))
        seen.does(lambda: store.erase_patient(ids[0] if ids else "p0000000"))


def use_drawing(path: Path, seen: Seen) -> None:
    """Reads a drawing, ranks it, and writes it again."""
    found = seen.does(lambda: read_drawing(path))
    if found is not None:
        seen.does(lambda: match_drawing(found))  # type: ignore[arg-type]
        seen.does(lambda: drawing_json(found))  # type: ignore[arg-type]


# The cases


class Files:
    """The real files that are mutated, made once."""

    def __init__(self, folder: Path) -> None:
        for name, passphrase in (("plain", None), ("encrypted", KEY)):
            path = folder / name
            with open_file(path, DESK, passphrase) as store:
                fill(store, 3, 2)
                store.set_setting("pin", "a hash")
                store.note("opened", "p0000000")
        self.plain, self.encrypted = (folder / "plain").read_bytes(), (folder / "encrypted").read_bytes()
        self.drawings = [drawing_json(drawing(Random(number))) for number in range(20)]
        file = RecoveryFile(folder / "recovery")
        file.save(drawing(Random(1)), Path("a.json"))
        self.recovery = next((folder / "recovery").glob("*.json")).read_text(encoding="utf-8")
        file.release()
        with open_file(folder / "plain", DESK) as store:
            visit = store.visit("v0000000-00")
        with closing(Outbox(folder / "outbox", OUTBOX_KEY)) as journal:
            for number in range(3):
                journal.put(replace(visit, id=f"v{number}"))
        self.outbox = next((folder / "outbox").glob("*.outbox")).read_bytes()


def cases(files: Files, seen: Seen) -> dict[str, Case]:
    """The kinds of case by name."""

    def drawing_bytes(folder: Path, chance: Random) -> None:
        (folder / "d.json").write_bytes(bad_bytes(chance.choice(files.drawings).encode(), chance))
        use_drawing(folder / "d.json", seen)

    def drawing_values(folder: Path, chance: Random) -> None:
        (folder / "d.json").write_text(bad_json(chance.choice(files.drawings), chance), encoding="utf-8")
        use_drawing(folder / "d.json", seen)

    def store_bytes(content: bytes, passphrase: str | None) -> Case:
        def case(folder: Path, chance: Random) -> None:
            path = folder / "patients.db"
            path.write_bytes(bad_bytes(content, chance, page=4096))
            if chance.random() < 0.2:
                seen.does(lambda: change_passphrase(path, passphrase, "another one"))
            use_store(path, passphrase, seen)

        return case

    def bad_rows(folder: Path, chance: Random) -> None:
        path = folder / "patients.db"
        path.write_bytes(files.plain)
        with closing(connect_file(path, None)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            for _ in range(chance.randrange(1, 4)):
                _spoil(connection, chance)
        use_store(path, None, seen)

    def backup_bytes(content: bytes, passphrase: str | None) -> Case:
        def case(folder: Path, chance: Random) -> None:
            path = folder / "backup.db"
            path.write_bytes(bad_bytes(content, chance, page=4096))
            seen.does(lambda: check_backup(path, passphrase))
            if seen.does(lambda: restore_backup(path, passphrase, folder / "patients.db")) is not None:
                use_store(folder / "patients.db", passphrase, seen)

        return case

    def recovery(folder: Path, chance: Random) -> None:
        text = files.recovery
        bad = bad_json(text, chance).encode() if chance.random() < 0.6 else bad_bytes(text.encode(), chance)
        (folder / "0.json").write_bytes(bad)
        found = seen.does(lambda: abandoned(folder))
        for one in found if isinstance(found, list) else []:
            seen.does(lambda one=one: match_drawing(one.drawing))  # type: ignore[misc]

    def outbox(folder: Path, chance: Random) -> None:
        path = folder / "0.outbox"
        if chance.random() < 0.5:
            path.write_bytes(bad_bytes(files.outbox, chance, page=4096))
        else:
            path.write_bytes(files.outbox)
            _spoil_outbox(path, chance)
        found = seen.does(lambda: left_behind(folder, OUTBOX_KEY))
        for left in found if isinstance(found, list) else []:
            (folder / "patients.db").write_bytes(files.plain)
            with open_file(folder / "patients.db", DESK) as store:
                for visit in left.visits:
                    seen.does(lambda visit=visit, store=store: store.save_visit(visit))  # type: ignore[misc]
            seen.does(lambda left=left: left.discard(left.visits))  # type: ignore[misc]

    return {
        "drawing, bytes": drawing_bytes,
        "drawing, values": drawing_values,
        "store, plain": store_bytes(files.plain, None),
        "store, encrypted": store_bytes(files.encrypted, KEY),
        "store, rows": bad_rows,
        "backup, plain": backup_bytes(files.plain, None),
        "backup, encrypted": backup_bytes(files.encrypted, KEY),
        "recovery file": recovery,
        "outbox": outbox,
    }


def _spoil(connection: Any, chance: Random) -> None:
    """Puts a bad value into one column, of one row or all."""
    table = chance.choice(("patient", "visit", "visit", "visit", "word", "audit", "setting", "alembic_version"))
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    column = chance.choice(columns)
    try:
        (old,) = connection.execute(f"SELECT {column} FROM {table} LIMIT 1").fetchone() or (None,)
    except dbapi2.OperationalError:  # spoiled before, so that it is no text
        old = None
    is_json = column in ("drawing", "figures", "ranking") and chance.random() < 0.7
    value = bindable(_still_json(old, chance) if is_json else bad_value(chance, old))
    expression = "CAST(? AS TEXT)" if isinstance(value, bytes) and chance.random() < 0.7 else "?"
    one = "" if chance.random() < 0.2 else f" WHERE {columns[0]} = (SELECT {columns[0]} FROM {table} LIMIT 1)"
    with suppress(dbapi2.IntegrityError):  # a number of a row takes no other value
        connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {expression}{one}", (value,))


def _still_json(old: object, chance: Random) -> Any:
    """A bad document in the place of a document, if it is one still."""
    try:
        return bad_json(str(old), chance)
    except (ValueError, RecursionError):
        return bad_value(chance, old)


def _spoil_outbox(path: Path, chance: Random) -> None:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA key = \"x'{OUTBOX_KEY.hex()}'\"")
        (text,) = connection.execute("SELECT text FROM visit LIMIT 1").fetchone()
        bad = bad_json(text, chance) if chance.random() < 0.7 else bad_value(chance, text)
        connection.execute("UPDATE OR IGNORE visit SET text = ? WHERE id = 'v0'", (bindable(bad),))
