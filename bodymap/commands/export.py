"""`bodymap export`: drawings for other programs, for studies and as pictures, one file or a whole folder."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from bodymap.body.figure import CHARTS
from bodymap.commands.batch import DrawingFile, drawing_files, make_folder, work_on_each
from bodymap.commands.formats import PICTURES, SUFFIXES, TABLES
from bodymap.commands.stores import STORE_HELP
from bodymap.commands.summary import add_choice, sheet_choice
from bodymap.drawing.folder import is_folder, is_there
from bodymap.errors import BodymapError


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Adds the command to the parser of commands."""
    parser = commands.add_parser(
        "export",
        help="write drawings for records (FHIR), for studies (CSV, Parquet), as pictures and as pages",
        description="One drawing becomes one file; a folder, or several drawings, become files in a folder.",
    )
    parser.add_argument("paths", type=Path, nargs="*", metavar="FILE|FOLDER")
    parser.add_argument(
        "--store",
        nargs="?",
        const="",
        metavar="PATH|URL",
        help=f"all visits of a clinic instead of files: {STORE_HELP}",
    )
    parser.add_argument("--format", choices=(*SUFFIXES, *TABLES), required=True)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="a file, or a folder to fill")
    charts = parser.add_argument_group("pictures (svg, png)")
    charts.add_argument("--chart", choices=CHARTS, action="append", help="this chart only; may be given again")
    charts.add_argument("--muscle", action="append", metavar="ID", help="zones of this muscle; may be given again")
    charts.add_argument("--theme", choices=("light", "dark"), default="light")
    pages = parser.add_argument_group("pages (pdf, and the page in fhir)")
    add_choice(pages, ("therapist", "patient"))
    records = parser.add_argument_group("records (fhir), one drawing")
    records.add_argument(
        "--date", type=_moment, help="when it was drawn, as 2026-11-27T10:40+01:00; not told if left out"
    )
    records.add_argument("--reference", default="", metavar="TEXT", help="the patient's number at the clinic")
    studies = parser.add_argument_group("studies (csv, parquet)")
    studies.add_argument(
        "--key-file", type=Path, metavar="F", help="the secret that pseudonyms are made with; made if it is not there"
    )
    parser.set_defaults(command=_export)


def _moment(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("give day, time and zone as in 2026-11-27T10:40+01:00") from error
    return when if when.tzinfo else when.astimezone()  # a time without a zone is one of this place


def _export(options: argparse.Namespace) -> int:
    if options.muscle and options.format in PICTURES:
        from bodymap.matching.knowledge import shipped_knowledge  # noqa: PLC0415
        from bodymap.matching.selection import check_muscles  # noqa: PLC0415  (the atlas, only where it is asked)

        check_muscles(shipped_knowledge().atlas, options.muscle)  # once, and not again for every drawing
    if options.format == "fhir" and options.version != "therapist":
        raise BodymapError("command.bundle_for_patient")
    if options.store is not None:
        return _export_store(options)
    if not options.paths:
        raise BodymapError("command.nothing_to_export")
    files = drawing_files(options.paths)
    single = len(options.paths) == 1 and not is_folder(options.paths[0])
    if options.format in TABLES:
        from bodymap.commands.study_tables import drawing_tables  # noqa: PLC0415  (only a study needs them)

        return drawing_tables(files, options)
    if single:
        _write(files[0], options.output, options)
        return 0
    if options.date or options.reference:
        raise BodymapError("command.one_drawing_options")
    make_folder(options.output)

    def work(file: DrawingFile) -> None:
        target = file.output_path(options.output, SUFFIXES[options.format])
        make_folder(target.parent)
        _write(file, target, options)

    return work_on_each(files, work)


def _export_store(options: argparse.Namespace) -> int:
    from bodymap.commands.export_store import export_store  # noqa: PLC0415  (the database is slow to load)

    if options.paths:
        raise BodymapError("command.store_and_drawings")
    if options.date or options.reference:
        raise BodymapError("command.store_options")
    return export_store(options)


def _write(file: DrawingFile, output: Path, options: argparse.Namespace) -> None:
    """Makes one file of one drawing. Pictures and pages are painted above, where Qt is."""
    if is_there(output) and is_there(file.path) and output.samefile(file.path):
        raise BodymapError("command.onto_drawing", path=output)
    if options.format == "fhir":
        _write_fhir(file, output, options)
    elif options.format == "pdf":
        from bodymap.report.paper.print_sheet import write_summary  # noqa: PLC0415

        write_summary(file.path, output, sheet_choice(options))
    else:
        from bodymap.app import render  # noqa: PLC0415  (Qt is loaded only where a picture is wanted)
        from bodymap.files import checked_suffix  # noqa: PLC0415

        checked_suffix(output, [SUFFIXES[options.format]])
        render(file.path, output, options.muscle, options.theme, options.chart)


def _write_fhir(file: DrawingFile, output: Path, options: argparse.Namespace) -> None:
    from bodymap.files import checked_suffix, write_output  # noqa: PLC0415
    from bodymap.matching.match import match  # noqa: PLC0415
    from bodymap.report.exchange.fhir.bundle import PatientCard  # noqa: PLC0415
    from bodymap.report.exchange.fhir.bundle_file import bundle_bytes  # noqa: PLC0415
    from bodymap.report.paper.print_sheet import print_sheet  # noqa: PLC0415

    checked_suffix(output, [".json"])
    matched = match(file.path)
    pdf = print_sheet(matched, sheet_choice(options), when=options.date, undated=options.date is None).pdf
    card = PatientCard(reference=options.reference)
    write_output(output, bundle_bytes(matched, file.place, card, options.date, pdf))
