"""Commands over many drawings: which files a folder holds, and work on each of them that goes on after a bad one.

A progress bar stands on standard error while somebody looks at it; a bad file is one line there.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from shapely.errors import GEOSException

from bodymap.drawing.folder import drawings_named
from bodymap.errors import BodymapError, error_line, reason_of
from bodymap.report.text.error_words import error_sentence

T = TypeVar("T")


@dataclass(frozen=True)
class DrawingFile:
    """A file to work on, and `place`, where it lies in the folder that was named: unique, with `/`, no suffix."""

    path: Path
    place: str

    @property
    def patient(self) -> str:
        """Whose it is: the sub-folder's that it lies in; a file that lies in none is a patient by itself."""
        return self.place.rpartition("/")[0] or self.place

    def output_path(self, folder: Path, suffix: str) -> Path:
        """Where what is made of it goes in another folder."""
        return folder / f"{self.place}{suffix}"


def drawing_files(paths: Iterable[Path]) -> list[DrawingFile]:
    """The drawings that are meant by some files and folders: of a folder, everything below it that ends in .json.

    Sorted within a folder, each once: a drawing that is named beside its folder is no second one. Hidden files and FHIR
    bundles are passed over. Raises BodymapError if there is none.
    """
    paths = list(paths)
    taken: set[str] = set()
    found = [
        DrawingFile(one, _unique(place.with_suffix("").as_posix(), taken))
        for one, place in drawings_named(paths).items()
    ]
    if not found:
        raise BodymapError("command.no_drawing", paths=tuple(map(str, paths)))
    return found


def _unique(place: str, taken: set[str]) -> str:
    """The place, with a number where another file has it; many disks take `A` and `a` for one name."""
    free, number = place, 1
    while free.casefold() in taken:
        number += 1
        free = f"{place}-{number}"
    taken.add(free.casefold())
    return free


def make_folder(folder: Path) -> None:
    """Makes a folder where there is none. Raises BodymapError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BodymapError("folder.not_made", folder=folder, reason=reason_of(error)) from error


def _said(error: BodymapError | GEOSException | MemoryError, file: object) -> str:
    """What is said of a file that is left out; the last two are no fault of whoever named it."""
    if isinstance(error, BodymapError):
        return error_sentence(error)
    reason = "needs more memory than there is" if isinstance(error, MemoryError) else f"cannot be worked out ({error})"
    return f"{file} {reason}; it is left out."


def work_on_each(files: Sequence[T], work: Callable[[T], object]) -> int:
    """Does some work on every file, or visit. Returns the exit code: 0, 1 if some are bad, 2 if all are."""
    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415  (no types, and only for many files)

    bad = 0
    for file in tqdm(files, unit=" drawings", file=sys.stderr, disable=None, leave=False):
        try:
            work(file)
        except (BodymapError, GEOSException, MemoryError) as error:
            bad += 1
            tqdm.write(error_line(_said(error, file)), file=sys.stderr)
    return 0 if not bad else 1 if bad < len(files) else 2
