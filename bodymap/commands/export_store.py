"""`bodymap export --store`: all visits of a clinic, without the window. Drawing files are `commands.export`'s.

Bundles and pages carry who the patient is, tables carry pseudonyms, pictures neither; the trail notes that they were
made.
"""

import argparse
from pathlib import Path

from bodymap.clinic.model import VisitLine
from bodymap.clinic.store.store import Store
from bodymap.commands.batch import make_folder, work_on_each
from bodymap.commands.formats import PICTURES, SUFFIXES, TABLES
from bodymap.commands.stores import open_store
from bodymap.commands.summary import sheet_choice
from bodymap.errors import BodymapError, about
from bodymap.files import write_output


def export_store(options: argparse.Namespace) -> int:
    """Writes all visits by `--format`; returns the exit code: 0, 1 if some visits cannot be read, 2 if none can.

    Raises BodymapError if the store cannot be opened or holds no visit.
    """
    from bodymap.report.exchange.study.stored_study import visit_lines  # noqa: PLC0415  (as the tables)

    with open_store(options.store or None) as store:
        lines = visit_lines(store)
        if not lines:
            raise BodymapError("command.no_visit", place=store.place)
        code = _tables(store, lines, options) if options.format in TABLES else _files(store, lines, options)
        if code < 2:
            for patient in dict.fromkeys(line.patient for line in lines):
                store.note("exported", patient, detail=f"all visits as {options.format}")
    return code


def _tables(store: Store, lines: list[VisitLine], options: argparse.Namespace) -> int:
    from bodymap.commands.study_tables import write_tables  # noqa: PLC0415  (only a study needs them)
    from bodymap.report.exchange.study.stored_study import visit_name  # noqa: PLC0415
    from bodymap.report.exchange.study.study_rows import StudyVisit  # noqa: PLC0415

    def study_visit(line: VisitLine) -> StudyVisit:
        return StudyVisit.of(store.patient(line.patient), store.visit(line.id))

    return write_tables(lines, study_visit, visit_name, options)


def _files(store: Store, lines: list[VisitLine], options: argparse.Namespace) -> int:
    """A folder for each patient, named by the id that no name can be read from, with a file for each visit."""
    from bodymap.report.exchange.study.stored_study import visit_name  # noqa: PLC0415  (as above)

    names = _names(lines)
    make_folder(options.output)

    def work(line: VisitLine) -> None:
        target: Path = options.output / names[line.id]
        with about(visit_name(line)):
            content = _content(store, line, options)
        make_folder(target.parent)
        write_output(target.with_name(target.name + SUFFIXES[options.format]), content)

    return work_on_each(lines, work)


def _content(store: Store, line: VisitLine, options: argparse.Namespace) -> bytes:
    from bodymap.matching.match import match_drawing  # noqa: PLC0415  (geometry only where it is needed)

    if options.format in PICTURES:
        from bodymap.app import picture_of  # noqa: PLC0415  (Qt is loaded only where a picture is wanted)

        matched = match_drawing(store.visit(line.id).drawing)
        return picture_of(matched, SUFFIXES[options.format], options.muscle, options.theme, options.chart)
    from bodymap.report.exchange.fhir.bundle import PatientCard  # noqa: PLC0415
    from bodymap.report.exchange.fhir.bundle_file import bundle_bytes  # noqa: PLC0415
    from bodymap.report.paper.visit_context import sheet_of  # noqa: PLC0415

    patient, visit = store.patient(line.patient), store.visit(line.id)
    pdf = sheet_of(store, patient, visit, sheet_choice(options))
    if options.format == "pdf":
        return pdf
    return bundle_bytes(match_drawing(visit.drawing), visit.id, PatientCard.of(patient), visit.started, pdf)


def _names(lines: list[VisitLine]) -> dict[str, str]:
    """Id of a visit → its file in the folder of exports, without the ending."""
    names: dict[str, str] = {}
    for line in sorted(lines, key=lambda one: one.started):
        day = f"{line.patient}/visit-{line.started.astimezone():%Y-%m-%d}"
        count = sum(name == day or name.startswith(f"{day}-") for name in names.values())
        names[line.id] = f"{day}-{count + 1}" if count else day
    return names
