"""`bodymap import`: what another instrument recorded, as a drawing."""

import argparse
from pathlib import Path
from typing import Any

from bodymap.body.figure import FIGURES
from bodymap.errors import BodymapError


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Adds the command."""
    imported = commands.add_parser("import", help="make a drawing of the areas that CHOIR or REDCap recorded")
    imported.add_argument("--instrument", choices=("choir",), required=True)
    areas = imported.add_mutually_exclusive_group(required=True)
    areas.add_argument("--ids", metavar="218,223", help="numbers of the CHOIR database")
    areas.add_argument("--redcap", metavar="b18,b23", help="keys of REDCap's image map")
    imported.add_argument("--figure", choices=FIGURES, default="female")
    imported.add_argument(
        "--numbering",
        choices=("standard", "native"),
        default="standard",
        help="native: numbers as the map of that sex has them; the female map differs from 112 to 117",
    )
    imported.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.json")
    imported.set_defaults(command=_import)


def _import(options: argparse.Namespace) -> int:
    from bodymap.drawing.file import write_drawing  # noqa: PLC0415  (geometry only where it is needed)
    from bodymap.report.instruments.choir_strings import choir_areas, drawing_of, redcap_areas  # noqa: PLC0415

    if options.ids is not None:
        areas = choir_areas(options.ids, options.figure, options.numbering)
    elif options.numbering == "native":
        raise BodymapError("command.redcap_numbering")
    else:
        areas = redcap_areas(options.redcap)
    write_drawing(drawing_of(areas, options.figure), options.output)
    return 0
