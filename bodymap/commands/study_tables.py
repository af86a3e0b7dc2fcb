"""Tables of a study, from drawings or from stored visits: pseudonyms, then one row after the other.

What stands in the tables is `report.study`'s.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from bodymap.commands.batch import DrawingFile, make_folder, work_on_each
from bodymap.drawing.file import read_drawing
from bodymap.errors import about
from bodymap.report.exchange.study.columns import Row
from bodymap.report.exchange.study.pseudonyms import Pseudonyms, study_key
from bodymap.report.exchange.study.study_files import write_study
from bodymap.report.exchange.study.study_rows import StudyVisit, study_rows

T = TypeVar("T")


def drawing_tables(files: Sequence[DrawingFile], options: argparse.Namespace) -> int:
    """Writes the tables of some drawings; returns the exit code."""

    def study_visit(file: DrawingFile) -> StudyVisit:
        return StudyVisit(file.patient, file.place, read_drawing(file.path))

    return write_tables(files, study_visit, lambda file: str(file.path), options)


def write_tables(
    sources: Sequence[T],
    visit_of: Callable[[T], StudyVisit],
    name_of: Callable[[T], str],
    options: argparse.Namespace,
) -> int:
    """Writes the tables of what `visit_of` makes of each source, by `--output`, `--format` and `--key-file`.

    `name_of` is how a source is called where something is wrong with it. Returns the exit code; nothing is written
    where all sources are bad.
    """
    pseudonyms = _pseudonyms(options.key_file, options.output)
    rows: list[Row] = []

    def work(source: T) -> None:
        with about(name_of(source)):
            rows.extend(study_rows(visit_of(source), pseudonyms))

    code = work_on_each(sources, work)
    if code < 2:
        make_folder(options.output)
        write_study(options.output, rows, options.format)
    return code


def _pseudonyms(key_file: Path | None, output: Path) -> Pseudonyms:
    """With the study's key, made where it is not there yet; without a key file with one that nobody keeps."""
    if key_file is None:
        return Pseudonyms.random()
    key, new = study_key(key_file, output)
    if new:
        print(f"bodymap: The key of the study is new, in {key_file}; keep it, and keep it secret.", file=sys.stderr)
    return Pseudonyms(key)
