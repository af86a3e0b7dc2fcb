"""All visits of a store as tables of a study."""

from pathlib import Path

from bodymap.clinic.dates import moment_words
from bodymap.clinic.model import VisitLine
from bodymap.clinic.store.store import Store
from bodymap.errors import BodymapError, about, reason_of
from bodymap.report.exchange.study.columns import Row
from bodymap.report.exchange.study.pseudonyms import Pseudonyms, study_key
from bodymap.report.exchange.study.study_files import Format, write_study
from bodymap.report.exchange.study.study_rows import StudyVisit, study_rows
from bodymap.report.text.error_words import error_sentence

ALL = 2**31 - 1
"""More patients than any clinic has."""


def visit_lines(store: Store) -> list[VisitLine]:
    """All visits of all patients. Raises BodymapError."""
    return [visit for patient in store.recent_patients(limit=ALL) for visit in store.visits(patient.id)]


def visit_name(line: VisitLine) -> str:
    """How a visit is called where something is wrong with it: no name, which would stand in a terminal or a log."""
    return f"Patient {line.patient}, visit of {moment_words(line.started)}"


def write_study_of(store: Store, folder: Path, style: Format, key_file: Path) -> tuple[int, list[str]]:
    """Writes all visits as tables into a folder, which is made if need be.

    Returns how many there are, and a sentence for each visit that cannot be read or matched and is left out.
    Pseudonyms are made with the key file, which is made where there is none. Raises BodymapError.
    """
    key, _ = study_key(key_file, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BodymapError("folder.not_made", folder=folder, reason=reason_of(error)) from error
    pseudonyms = Pseudonyms(key)
    rows: list[Row] = []
    count, left_out = 0, []
    for line in visit_lines(store):
        try:
            with about(visit_name(line)):
                visit = StudyVisit.of(store.patient(line.patient), store.visit(line.id))
                rows.extend(study_rows(visit, pseudonyms))
        except BodymapError as error:
            left_out.append(error_sentence(error))
        else:
            count += 1
    write_study(folder, rows, style)
    return count, left_out
