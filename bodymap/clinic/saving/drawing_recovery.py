"""The recovery file: the drawing in hand, written after every change, offered again after a crash.

Each running program holds a lock beside its file. A file whose lock is free belongs to a program that ended without
saying so.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout
from platformdirs import user_state_path

from bodymap.drawing.file import drawing_json, parse_drawing
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError, reason_of
from bodymap.files import write_whole


def recovery_folder() -> Path:
    """Where recovery files are kept on this machine."""
    return user_state_path("bodymap", appauthor=False) / "recovery"


class RecoveryFile:
    """The recovery file of one running program."""

    def __init__(self, folder: Path) -> None:
        """Claims a file in a folder, which is made if need be. Raises BodymapError if that is not possible."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._path = folder / f"{uuid4().hex}.json"
            self._lock = FileLock(self._path.with_suffix(".lock"))
            self._lock.acquire(timeout=1)
        except (OSError, Timeout) as error:
            raise BodymapError("recovery.folder", folder=folder) from error

    def save(self, drawing: Drawing, path: Path | None) -> None:
        """Writes the drawing, and the file it came from, through to the disk. Raises BodymapError if that fails."""
        content = {"drawing": json.loads(drawing_json(drawing)), "path": str(path) if path else None}
        try:
            write_whole(self._path, json.dumps(content).encode())
        except OSError as error:
            raise BodymapError("recovery.unwritable", reason=reason_of(error)) from error

    def discard(self) -> None:
        """Nothing is left to recover for now."""
        _remove(self._path)

    def release(self) -> None:
        """Nothing is left to recover, and the program ends."""
        self.discard()
        self._lock.release()
        _remove(self._path.with_suffix(".lock"))


@dataclass(frozen=True)
class Abandoned:
    """A drawing that a program left behind when it ended without closing."""

    drawing: Drawing
    path: Path | None
    """The file that the drawing was opened from or saved to."""
    when: datetime
    file: Path

    def discard(self) -> None:
        """It is not wanted any more."""
        _remove(self.file)
        _remove(self.file.with_suffix(".lock"))


def abandoned(folder: Path) -> list[Abandoned]:
    """The drawings that can be offered back, newest first. Files that cannot be read are left where they are."""
    found = []
    _sweep(folder)
    for file in folder.glob("*.json") if folder.is_dir() else []:
        lock = FileLock(file.with_suffix(".lock"))
        try:
            with lock.acquire(timeout=0):
                content = json.loads(file.read_text(encoding="utf-8"))
                drawing = parse_drawing(json.dumps(content["drawing"]), "The recovery file")
                origin = Path(content["path"]) if content.get("path") else None
                found.append(Abandoned(drawing, origin, datetime.fromtimestamp(file.stat().st_mtime), file))
        except (Timeout, OSError, ValueError, KeyError, TypeError, RecursionError, BodymapError):
            continue
    return sorted(found, key=lambda one: one.when, reverse=True)


def _remove(file: Path) -> None:
    """Takes a file away. One that stays, in a folder that has become unusable, is offered once more: no harm."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Takes away the locks of programs that ended without anything to recover."""
    for lock_file in folder.glob("*.lock"):
        if not lock_file.with_suffix(".json").exists():
            try:
                with FileLock(lock_file).acquire(timeout=0):
                    lock_file.unlink(missing_ok=True)
            except (Timeout, OSError):
                continue
