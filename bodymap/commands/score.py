"""`bodymap score`: drawings, or whole folders of them, scored as instruments of clinics and studies."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bodymap.commands.batch import drawing_files, work_on_each
from bodymap.commands.output import print_data, print_json
from bodymap.drawing.folder import is_folder

Row = dict[str, Any]

SCORES = ("choir", "michigan", "wpi", "extent")
"""As in `bodymap.report.instruments.results`, which is loaded only when the command runs."""


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Adds the command."""
    score = commands.add_parser("score", help="score drawings as CHOIR, Michigan and WPI, with extent, sites and sides")
    score.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a drawing, or a folder of drawings")
    score.add_argument("--format", choices=("table", "json", "csv"), default="table")
    score.add_argument(
        "--share", type=_number, metavar="S", help="a region counts from this share of it, above 0 to 1 (0.1)"
    )
    score.add_argument("--instrument", choices=SCORES, action="append", help="this one only; may be given again")
    score.set_defaults(command=_score)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError("give a number above 0 and at most 1") from None


def _score(options: argparse.Namespace) -> int:
    """0 where everything was scored, 1 where some files could not be read, 2 where none could."""
    from bodymap.report.instruments.results import SCORES as ALL  # noqa: PLC0415  (geometry only where it is needed)
    from bodymap.report.instruments.score_tables import score_csv, score_table  # noqa: PLC0415
    from bodymap.report.instruments.scoring import SHARE, checked_share  # noqa: PLC0415

    share = checked_share(SHARE if options.share is None else options.share)
    scores = [name for name in ALL if name in (options.instrument or ALL)]
    results: list[Row] = []
    code = work_on_each(drawing_files(options.files), lambda file: results.append(_scored(file.path, share, scores)))
    if not results:
        return code
    alone = len(options.files) == 1 and not is_folder(options.files[0])
    if options.format == "json":
        print_json(results[0] if alone else results)
    elif options.format == "csv":
        print_data(score_csv(results, scores))
    else:
        print("\n\n".join(("" if alone else f"{row['file']}\n") + score_table(row) for row in results))
    return code


def _scored(path: Path, share: float, scores: Sequence[Any]) -> Row:
    from bodymap.drawing.file import read_drawing  # noqa: PLC0415
    from bodymap.report.instruments.results import score_result  # noqa: PLC0415

    return {"file": str(path), **score_result(read_drawing(path), share, scores)}
