"""`bodymap summary`: the printed sheet of a drawing file as PDF, for therapist or patient, or a form to fill by hand.

Only the arguments; the sheet is made in `bodymap.report.paper`.
"""

import argparse
from pathlib import Path
from typing import Any

from bodymap.report.visit_sheet import PAGES, VERSIONS, SheetChoice


def add(commands: Any) -> None:
    """Adds the command to those of argparse."""
    parser = commands.add_parser("summary", help="write the printable summary")
    parser.add_argument("file", type=Path, metavar="FILE.json")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf")
    parser.add_argument(
        "--for", dest="version", choices=VERSIONS, default=VERSIONS[0], help="who it is for; blank is a form to fill"
    )
    parser.add_argument("--page", choices=PAGES, default=PAGES[0])
    parser.add_argument(
        "--black-and-white", action="store_true", help="patterns instead of colours, for printers that have none"
    )
    parser.set_defaults(command=_summary)


def _summary(options: argparse.Namespace) -> int:
    from bodymap.report.paper import write_summary  # noqa: PLC0415  (typst is loaded only where a sheet is wanted)

    write_summary(options.file, options.output, SheetChoice(options.version, options.page, options.black_and_white))
    return 0
