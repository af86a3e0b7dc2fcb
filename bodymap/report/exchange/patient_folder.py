"""One patient as a folder of readable files: for the patient, another clinic, or a court, with no bodymap at hand.

What the program knows of the patient and no more. The words are made in `report.patient_text`, the bundles in
`report.fhir`; the page comes from whoever can paint it.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bodymap.clinic.model import AuditLine, Patient, Visit
from bodymap.drawing.file import drawing_json
from bodymap.errors import BodymapError, reason_of
from bodymap.matching.match import match_drawing
from bodymap.report.exchange.fhir.bundle import PatientCard, bundle_json, fhir_bundle
from bodymap.report.exchange.patient_text import patient_text, readme_text
from bodymap.report.graphics.drawing_picture import compose
from bodymap.report.graphics.svg_writer import svg_text
from bodymap.report.graphics.theme import PAPER
from bodymap.tables import csv_text

Pdf = Callable[[Visit], bytes]
"""The printed summary of a visit."""


def write_patient_folder(
    folder: Path, patient: Patient, visits: Sequence[Visit], audit: Sequence[AuditLine], pdf: Pdf | None = None
) -> list[Path]:
    """Writes a patient with all visits into a folder that is new or empty; returns the files, the readme first.

    The files are gathered in a hidden folder beside it, which then takes the name: whoever finds the folder finds all
    of it. Raises BodymapError if the folder holds something, or cannot be written.
    """
    _refuse_full(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        gathered = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=".part"))
        try:
            names = _fill(gathered, patient, visits, audit, pdf)
            _take_place(gathered, folder)
        except BaseException:
            shutil.rmtree(gathered, ignore_errors=True)
            raise
    except OSError as error:
        raise BodymapError("folder.unwritable", folder=folder, reason=reason_of(error)) from error
    return [folder / name for name in names]


def _refuse_full(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise BodymapError("folder.not_empty", folder=folder)
    if folder.exists() and not folder.is_dir():
        raise BodymapError("folder.is_file", folder=folder)


def _take_place(gathered: Path, folder: Path) -> None:
    """Gives the finished folder its name. An empty folder of that name makes room; one that filled up does not."""
    if folder.exists():
        folder.rmdir()
    gathered.rename(folder)


def visit_names(visits: Sequence[Visit]) -> list[str]:
    """A name for each visit that every disk takes: `visit-2026-11-27`, with `-2` for the second of that day."""
    names: list[str] = []
    for visit in visits:
        day = f"visit-{visit.started.astimezone():%Y-%m-%d}"
        count = sum(name == day or name.startswith(f"{day}-") for name in names)
        names.append(f"{day}-{count + 1}" if count else day)
    return names


def _fill(
    folder: Path, patient: Patient, visits: Sequence[Visit], audit: Sequence[AuditLine], pdf: Pdf | None
) -> list[str]:
    """Writes all files; returns their names in the order in which they should be read."""
    visits = sorted(visits, key=lambda visit: visit.started)
    named = list(zip(visit_names(visits), visits, strict=True))
    contents = {
        "README.txt": readme_text(pages=pdf is not None).encode(),
        "patient.txt": patient_text(patient, named).encode(),
        "audit.csv": _audit_csv(audit).encode(),
    }
    for name, visit in named:
        contents |= dict(_visit_files(name, patient, visit, pdf))
    for name, content in contents.items():
        with (folder / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # the folder takes its name when everything in it is on the disk
    return list(contents)


def _visit_files(name: str, patient: Patient, visit: Visit, pdf: Pdf | None) -> Iterator[tuple[str, bytes]]:
    page = pdf(visit) if pdf else None
    yield f"{name}.json", drawing_json(visit.drawing).encode()
    yield f"{name}.svg", svg_text(compose(match_drawing(visit.drawing), PAPER)).encode()
    if page is not None:
        yield f"{name}.pdf", page
    bundle = fhir_bundle(visit.drawing, visit.id, PatientCard.of(patient), visit.started, page)
    yield f"{name}.bundle.fhir.json", bundle_json(bundle).encode()


def _audit_csv(audit: Sequence[AuditLine]) -> str:
    """Who did what with the patient's data, oldest first."""
    lines = sorted(audit, key=lambda one: one.when)
    return csv_text(
        ("when", "who", "did", "visit", "detail"),
        ((line.when, line.actor, line.action, line.visit, line.detail) for line in lines),
    )
