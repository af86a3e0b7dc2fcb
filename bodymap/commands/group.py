"""`bodymap group`: many drawings counted together, as a table and as a picture."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bodymap.body.figure import FIGURES
from bodymap.commands.output import print_data, print_json
from bodymap.errors import BodymapError, error_line
from bodymap.report.text.error_words import error_sentence


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Adds the command."""
    group = commands.add_parser("group", help="count many drawings: how many mark each place, region and muscle")
    group.add_argument("paths", type=Path, nargs="+", metavar="FOLDER|FILE")
    group.add_argument("--format", choices=("table", "json", "csv"), default="table")
    group.add_argument("-o", "--output", type=Path, metavar="OUT.svg|.png", help="draw the map into this file")
    group.add_argument("--figure", choices=FIGURES, help="only the drawings on this figure")
    group.add_argument("--muscles", action="store_true", help="rank each drawing too; takes twice as long")
    group.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Counts and prints; 1 where some files could not be read, and BodymapError where none could."""
    from bodymap.clinic.analysis.group_counts import count_group, drawing_files  # noqa: PLC0415
    from bodymap.files import checked_suffix  # noqa: PLC0415  (other commands need none of this)
    from bodymap.report.exchange.group_table import group_csv, group_json, group_table  # noqa: PLC0415

    if options.output is not None:
        checked_suffix(options.output, (".png", ".svg"))
    files = drawing_files(options.paths)
    if not files:
        raise BodymapError("command.no_drawing", paths=tuple(map(str, options.paths)))
    with _progress(len(files)) as progress:
        group = count_group(files, options.figure, ranked=options.muscles, progress=progress)
    if group.problems and not group.drawings and not group.left_out:
        *others, last = group.problems
        _complain(others)
        raise last
    _complain(group.problems)
    if not group.drawings:
        raise BodymapError("command.no_drawing_of_figure", figure=options.figure)
    if options.output is not None:
        from bodymap.app import write_group  # noqa: PLC0415  (Qt is loaded only where a picture is wanted)

        write_group(group, options.output)
    if options.format == "json":
        print_json(group_json(group))
    elif options.format == "csv":
        print_data(group_csv(group))
    else:
        print(group_table(group))
    return 1 if group.problems else 0


def _complain(problems: Sequence[BodymapError]) -> None:
    for problem in problems:
        print(error_line(error_sentence(problem)), file=sys.stderr)


@contextmanager
def _progress(count: int) -> Iterator[Callable[[int, int], object]]:
    """A bar on a terminal; nothing in a log or a pipe."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415  (has no types; only a terminal shows it)

    with tqdm(total=count, unit="drawing", leave=False) as bar:
        yield lambda done, _all: bar.update(done - bar.n)
