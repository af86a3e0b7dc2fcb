"""The command line: what each command takes and prints. The work is done below; the window opens through `app`.

Errors that a person can mend go to standard error as one line, with exit code 2.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from bodymap import __version__
from bodymap.body.figure import CHARTS, FIGURES
from bodymap.commands import backup, export, group, import_, score, store, summary
from bodymap.commands.output import prepare_streams, print_data, print_json
from bodymap.errors import BodymapError, error_line, reason_of
from bodymap.interrupts import ending_at_once, interrupted
from bodymap.report.text.error_words import error_sentence
from bodymap.tables import csv_text, text_table

Row = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit code: 0, 1 where a check found problems, 2 for input that has to be mended."""
    prepare_streams()
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        code = command(options)
        sys.stdout.flush()
    except BodymapError as error:
        return _complain(error_sentence(error))
    except MemoryError:
        return _complain("There is not enough memory; close other programs, or work on fewer drawings at once.")
    except BrokenPipeError:
        _close_output()  # the reader of a pipe, such as `head`, has gone: say nothing more
        return 0
    except ImportError as error:
        return _complain(
            f"A part of this installation of bodymap is missing ({error}); install it again, and on Linux the system "
            "libraries that the window needs: in a checkout, `make run` does that."
        )
    except OSError as error:
        if error.filename is not None:
            raise  # a defect: whoever opens a file says what went wrong with it
        _close_output()
        return _complain(error_sentence(BodymapError("command.output", reason=reason_of(error))))
    return code


def _complain(sentence: str) -> int:
    """Prints an error as one line; none that comes of a Ctrl+C."""
    if interrupted():
        return 130
    print(error_line(sentence), file=sys.stderr)
    return 2


def _close_output() -> None:
    """Python would flush standard output once more while it shuts down, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line, as every error of this program does."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}; `{self.prog} --help` shows how to call it.", file=sys.stderr)
        sys.exit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="bodymap",
        description="Mark where it hurts, see which trigger points explain it. Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"bodymap {__version__}")
    parser.set_defaults(command=_open_window, file=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    opened = commands.add_parser("open", help="open the window with a drawing")
    opened.add_argument("file", type=Path, nargs="?", metavar="FILE")
    opened.set_defaults(command=_open_window)

    ranked = commands.add_parser("rank", help="rank the muscles that explain one drawing, or several")
    ranked.add_argument("files", type=Path, nargs="+", metavar="FILE")
    ranked.add_argument("--format", choices=("table", "json"), default="table")
    ranked.add_argument("--set", metavar="NAME|FOLDER", help="a set of muscles, or a folder with an atlas")
    ranked.add_argument("--top", type=_count, metavar="N", help="only the first N muscles")
    ranked.set_defaults(command=_rank)

    regions = commands.add_parser("regions", help="list the regions with area and centroid")
    regions.add_argument("--chart", choices=CHARTS, help="one chart only")
    regions.add_argument("--figure", choices=FIGURES, default="female")
    regions.add_argument("--format", choices=("table", "csv", "json"), default="table")
    regions.set_defaults(command=_regions)

    chart = commands.add_parser("chart", help="work on chart files")
    chart_check = chart.add_subparsers(required=True, metavar="check").add_parser(
        "check", help="report on an SVG chart"
    )
    chart_check.add_argument("file", type=Path, metavar="FILE.svg")
    chart_check.add_argument("--format", choices=("table", "json"), default="table")
    chart_check.set_defaults(command=_chart_check)

    atlas = commands.add_parser("atlas", help="work on the atlas")
    of_atlas = atlas.add_subparsers(required=True, metavar="COMMAND")
    atlas_check = of_atlas.add_parser("check", help="report on the atlas")
    atlas_check.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="the one that ships if not given")
    atlas_check.add_argument("--format", choices=("table", "json"), default="table")
    atlas_check.set_defaults(command=_atlas_check)
    atlas_list = of_atlas.add_parser("list", help="list the muscles with their points, charts, sets and evidence")
    atlas_list.add_argument("--set", default="whole-body", metavar="NAME|FOLDER", help="a set of muscles, or a folder")
    atlas_list.add_argument("--format", choices=("table", "json"), default="table")
    atlas_list.set_defaults(command=_atlas_list)
    guide = of_atlas.add_parser(
        "guide", help="list the muscles that refer pain to a region, essential and common first"
    )
    guide.add_argument("region", metavar="REGION", help="an id as in `bodymap regions`, with or without its side")
    guide.add_argument("--set", metavar="NAME|FOLDER", help="a set of muscles, or a folder with an atlas")
    guide.add_argument("--figure", choices=FIGURES, default="female")
    guide.add_argument("--format", choices=("table", "json"), default="table")
    guide.set_defaults(command=_atlas_guide)

    render = commands.add_parser("render", help="draw the charts with marks, zones and points")
    render.add_argument("file", type=Path, metavar="FILE.json")
    render.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png|.svg")
    render.add_argument("--muscle", action="append", metavar="ID", help="zones of this muscle; may be given again")
    render.add_argument("--theme", choices=("light", "dark"), default="light")
    render.set_defaults(command=_render)

    schema = commands.add_parser("schema", help="print the JSON Schema of the drawing file")
    schema.set_defaults(command=_schema)

    for family in (backup, export, group, import_, score, store, summary):
        family.add(commands)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("give a whole number of at least 1")
    return int(text)


def _open_window(options: argparse.Namespace) -> int:
    with ending_at_once():  # until the window listens itself
        from bodymap.app import run  # noqa: PLC0415  (Qt is loaded only where a window or a picture is wanted)

        return run(options.file)


def _rank(options: argparse.Namespace) -> int:
    from bodymap.matching.knowledge import knowledge_named, shipped_knowledge  # noqa: PLC0415
    from bodymap.matching.match import match  # noqa: PLC0415
    from bodymap.report.exchange.ranking_result import rank_result, rank_table  # noqa: PLC0415

    known = knowledge_named(options.set) if options.set else shipped_knowledge()
    results = []
    for path in options.files:
        result = rank_result(match(path, known), options.top)
        results.append({"file": str(path), **result} if len(options.files) > 1 else result)
    if options.format == "json":
        print_json(results if len(options.files) > 1 else results[0])
        return 0
    for number, result in enumerate(results):
        if len(results) > 1:
            print(("\n" if number else "") + result["file"])
        print(rank_table(result))
    return 0


def _regions(options: argparse.Namespace) -> int:
    from bodymap.body.chart_files import load_chart  # noqa: PLC0415

    rows: list[Row] = []
    for name in [options.chart] if options.chart else CHARTS:
        for region in load_chart(options.figure, name).regions.values():
            rows.append(
                {
                    "id": region.id, "chart": region.chart, "side": region.side, "label": region.label,
                    "term": region.term, "area": round(region.area.area, 2),
                    "centroid": [round(region.area.centroid.x, 2), round(region.area.centroid.y, 2)],
                }
            )  # fmt: skip
    if options.format == "json":
        print_json(rows)
        return 0
    flat = [
        {**{k: v for k, v in row.items() if k != "centroid"}, "x": row["centroid"][0], "y": row["centroid"][1]}
        for row in rows
    ]
    if options.format == "csv":
        print_data(csv_text(list(flat[0]), (row.values() for row in flat)))
    else:
        print(text_table([list(flat[0]), *([str(value) for value in row.values()] for row in flat)]))
    return 0


def _chart_check(options: argparse.Namespace) -> int:
    from bodymap.body.imported.report import check_chart  # noqa: PLC0415

    report = check_chart(options.file)
    _print_report(report, options.format)
    return 0 if report.ok else 1


def _atlas_check(options: argparse.Namespace) -> int:
    from bodymap.atlas.check import check_atlas  # noqa: PLC0415

    report = check_atlas(options.folder)
    _print_report(report, options.format)
    return 1 if report.problems else 0


def _atlas_list(options: argparse.Namespace) -> int:
    from bodymap.atlas.listing import atlas_list  # noqa: PLC0415
    from bodymap.matching.knowledge import knowledge_named  # noqa: PLC0415

    muscles = atlas_list(knowledge_named(options.set).atlas)
    if options.format == "json":
        print_json(muscles)
        return 0
    rows = [
        [one["id"], one["english"], str(len(one["points"])), " ".join(one["charts"]), " ".join(one["sets"])]
        for one in muscles
    ]
    print(text_table([["muscle", "english", "points", "charts", "sets"], *rows]))
    return 0


def _atlas_guide(options: argparse.Namespace) -> int:
    from bodymap.matching.guide import region_guide  # noqa: PLC0415
    from bodymap.matching.knowledge import knowledge_named, shipped_knowledge  # noqa: PLC0415

    known = knowledge_named(options.set) if options.set else shipped_knowledge()
    rows = region_guide(known, options.region, options.figure)
    if options.format == "json":
        digits = {"essential": 6, "spillover": 6}
        print_json([{k: round(v, digits[k]) if k in digits else v for k, v in asdict(row).items()} for row in rows])
        return 0
    if not rows:
        print(f"No muscle of this set refers pain to {options.region}.")
        return 0
    table = [["muscle", "side", "essential", "spillover", "common", "points"]]
    for row in rows:
        often = f"{row.common[0]:g}-{row.common[1]:g}%" if row.common else ""
        name = known.atlas.muscles[row.muscle].english
        shares = [f"{row.essential:.0%}", f"{row.spillover:.0%}"]
        table.append([name, row.side, *shares, often, ", ".join(row.points)])
    print(text_table(table))
    return 0


def _print_report(report: Any, style: str) -> None:
    if style == "json":
        print_json(report.to_json())
    else:
        print(report.to_table())


def _render(options: argparse.Namespace) -> int:
    from bodymap.app import render  # noqa: PLC0415

    render(options.file, options.output, options.muscle, options.theme)
    return 0


def _schema(_options: argparse.Namespace) -> int:
    from bodymap.drawing.file import drawing_schema  # noqa: PLC0415

    print_json(drawing_schema())
    return 0
