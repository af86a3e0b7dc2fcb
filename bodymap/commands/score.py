"""`bodymap score`: drawings, or whole folders of them, scored as instruments of clinics and studies."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bodymap.errors import BodymapError, one_line

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
    """0 where everything was scored, 1 where some files could not be read, 2 (by raising) where none could."""
    from bodymap.report.instruments.results import SCORES as ALL  # noqa: PLC0415  (geometry only where it is needed)
    from bodymap.report.instruments.scoring import SHARE, checked_share  # noqa: PLC0415
    from bodymap.report.instruments.tables import score_csv, score_table  # noqa: PLC0415

    share = checked_share(SHARE if options.share is None else options.share)
    scores = [name for name in ALL if name in (options.instrument or ALL)]
    paths, problems = _drawings(options.files)
    results = []
    for path in _with_progress(paths):
        try:
            results.append(_scored(path, share, scores))
        except BodymapError as error:
            problems.append(error)
    if not results:
        _complain(problems[:-1])
        raise problems[-1]
    _complain(problems)
    alone = len(options.files) == 1 and not _is_folder(options.files[0])
    if options.format == "json":
        print(json.dumps(results[0] if alone else results, indent=1, ensure_ascii=False))
    elif options.format == "csv":
        print(score_csv(results, scores), end="")
    else:
        print("\n\n".join(("" if alone else f"{row['file']}\n") + score_table(row) for row in results))
    return 1 if problems else 0


def _drawings(arguments: Sequence[Path]) -> tuple[list[Path], list[BodymapError]]:
    """The files that are named, in that order, a folder standing for the drawings in it, by name."""
    paths: list[Path] = []
    problems = []
    for path in arguments:
        inside = [path]
        if _is_folder(path):
            inside = sorted(one for one in path.glob("*.json") if not one.name.startswith("."))
            if not inside:
                problems.append(BodymapError(f"{path} has no file *.json in it; choose a folder of drawings."))
        paths += inside
    return paths, problems


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # whoever opens it says what is wrong with it


def _scored(path: Path, share: float, scores: Sequence[Any]) -> Row:
    from bodymap.drawing.file import read_drawing  # noqa: PLC0415
    from bodymap.report.instruments.results import score_result  # noqa: PLC0415

    return {"file": str(path), **score_result(read_drawing(path), share, scores)}


def _with_progress(paths: Sequence[Path]) -> Iterable[Path]:
    """The paths, with a bar on standard error while they are gone through, if somebody sees it."""
    if len(paths) < 2 or not sys.stderr.isatty():
        return paths
    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415  (ships no types; only for a terminal)

    bar: Iterable[Path] = tqdm(paths, desc="Scoring", unit="drawing", leave=False)
    return bar


def _complain(problems: Iterable[BodymapError]) -> None:
    for problem in problems:
        print(f"bodymap: {one_line(str(problem))}", file=sys.stderr)
