"""Which files of a folder are drawings, by their names; whether they can be read, shows when they are."""

import os
from collections.abc import Iterable
from pathlib import Path

from bodymap.drawing.file import SUFFIX

BUNDLE_SUFFIX = ".fhir.json"
"""Bundles that an export wrote may lie beside the drawings that they were made of."""


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; no, too, where nobody may look or the name is too long for the disk.

    Then reading or writing it says what is wrong, which pathlib would say by raising an OSError here.
    """
    return os.path.isdir(path)  # noqa: PTH112  (as above)


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder, as far as one can see: as `is_folder`."""
    return os.path.exists(path)  # noqa: PTH110  (as above)


def drawings_in(folder: Path) -> list[Path]:
    """Everything in a folder and below that may be a drawing, sorted; hidden files and FHIR bundles are passed over."""
    return [path for path in sorted(folder.rglob(f"*{SUFFIX}")) if path.is_file() and _may_be(path.relative_to(folder))]


def drawings_named(paths: Iterable[Path]) -> dict[Path, Path]:
    """The drawings that some files and folders stand for, each once, with its place: within its folder, or the name.

    A file stands for itself, a folder for all drawings in it and below, by name.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not is_folder(path):
            found.setdefault(path, Path(path.name))
            continue
        for one in drawings_in(path):
            found.setdefault(one, one.relative_to(path))
    return found


def _may_be(place: Path) -> bool:
    return not place.name.endswith(BUNDLE_SUFFIX) and not any(part.startswith(".") for part in place.parts)
