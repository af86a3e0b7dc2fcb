"""Which files of a folder are drawings, by their names; whether they can be read, shows when they are."""

from pathlib import Path

from bodymap.drawing.file import SUFFIX

BUNDLE_SUFFIX = ".fhir.json"
"""Bundles that an export wrote may lie beside the drawings that they were made of."""


def drawings_in(folder: Path) -> list[Path]:
    """Everything in a folder and below that may be a drawing, sorted; hidden files and FHIR bundles are passed over."""
    return [path for path in sorted(folder.rglob(f"*{SUFFIX}")) if path.is_file() and _may_be(path.relative_to(folder))]


def _may_be(place: Path) -> bool:
    return not place.name.endswith(BUNDLE_SUFFIX) and not any(part.startswith(".") for part in place.parts)
