"""All visits of a store as tables of a study."""

from pathlib import Path

from bodymap.clinic.model import VisitLine
from bodymap.clinic.store.store import Store
from bodymap.errors import BodymapError
from bodymap.report.study.columns import Row
from bodymap.report.study.files import Format, write_study
from bodymap.report.study.pseudonyms import Pseudonyms, make_key, read_key
from bodymap.report.study.rows import StudyVisit, study_rows

ALL = 2**31 - 1
"""More patients than any clinic has."""


def visit_lines(store: Store) -> list[VisitLine]:
    """All visits of all patients. Raises BodymapError."""
    return [visit for patient in store.lately(limit=ALL) for visit in store.visits(patient.id)]


def write_study_of(store: Store, folder: Path, style: Format, key_file: Path) -> int:
    """Writes all visits as tables into a folder, which is made if need be; returns how many there are.

    Pseudonyms are made with the key file, which is made where there is none. Visits whose drawing cannot be read are
    left out. Raises BodymapError.
    """
    if folder.resolve() in key_file.resolve().parents:
        raise BodymapError("The key would lie beside the tables, for all who get them; keep it in another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BodymapError(f"{folder} cannot be made: {error.strerror or error}; choose another folder.") from error
    pseudonyms = Pseudonyms(read_key(key_file) if key_file.exists() else make_key(key_file))
    rows: list[Row] = []
    count = 0
    for line in visit_lines(store):
        try:
            visit = store.visit(line.id)
        except BodymapError:
            continue
        rows.extend(study_rows(StudyVisit.of(store.patient(line.patient), visit), pseudonyms))
        count += 1
    write_study(folder, rows, style)
    return count
