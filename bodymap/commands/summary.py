"""`bodymap summary`: the printed sheet of a drawing file as PDF, for therapist or patient, or a form to fill by hand.

Only the arguments; the sheet is made in `bodymap.report.paper.print_sheet`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bodymap.report.paper.sheet_options import PAGES, VERSIONS, SheetChoice, Version


def add(commands: Any) -> None:
    """Adds the command to those of argparse."""
    parser = commands.add_parser("summary", help="write the printable summary")
    parser.add_argument("file", type=Path, metavar="FILE.json")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf")
    add_choice(parser, VERSIONS)
    parser.set_defaults(command=_summary)


def add_choice(parser: "argparse.ArgumentParser | argparse._ArgumentGroup", versions: Sequence[Version]) -> None:
    """Adds the arguments that say which sheet, for `sheet_choice`."""
    blank = "; blank is a form to fill" if "blank" in versions else ""
    parser.add_argument("--for", dest="version", choices=versions, default=versions[0], help=f"who it is for{blank}")
    parser.add_argument("--page", choices=PAGES, default=PAGES[0])
    parser.add_argument(
        "--black-and-white", action="store_true", help="patterns instead of colours, for printers that have none"
    )


def sheet_choice(options: argparse.Namespace) -> SheetChoice:
    """The sheet that the arguments ask for."""
    return SheetChoice(options.version, options.page, options.black_and_white)


def _summary(options: argparse.Namespace) -> int:
    from bodymap.report.paper.print_sheet import write_summary  # noqa: PLC0415  (typst is loaded only where a sheet is wanted)

    write_summary(options.file, options.output, sheet_choice(options))
    return 0
