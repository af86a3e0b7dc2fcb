"""What `bodymap score` prints for reading, and its CSV for a study: one row a drawing, one column a value."""

import textwrap
from collections.abc import Sequence
from typing import Any

from bodymap.body.figure import CHARTS
from bodymap.report.instruments.definition import INSTRUMENTS, load_instrument
from bodymap.report.instruments.results import Row, ScoreId
from bodymap.tables import csv_text

WIDTH = 110
"""Letters in a line of text."""


def score_table(result: Row) -> str:
    """The scores of one drawing as text, with what is approximate and what the scores do not say."""
    lines: list[str] = []
    for name in INSTRUMENTS:
        if name in result:
            lines += [*_counted(result[name]), ""]
    if "extent" in result:
        lines += [*_measured(result["extent"]), ""]
    lines += _wrapped(
        f"A region counts as marked from {result['share']:.4g} of its area (--share), an instrument's area with any "
        "region in it. Where areas are approximate, and all sources: `--format json` and docs/instruments.md."
    )
    return "\n".join(lines)


def _counted(row: Row) -> list[str]:
    lines = [f"{row['name']} {row['count']} of {row['of']}{', approximate' if row['approximate'] else ''}"]
    if row["areas"]:
        lines += _wrapped(f"  {'; '.join(row['areas'])}")
    for kind, words in (("ids", "numbers"), ("native_female", "native female numbers"), ("keys", "keys 0–34"),
                        ("redcap", "REDCap keys")):  # fmt: skip
        if row.get(kind) and not (kind == "native_female" and row[kind] == row["ids"]):
            lines += _wrapped(f"  {words}: {','.join(row[kind])}")
    if "regions" in row:
        painful = [part for part, count in row["regions"].items() if count]
        lines += _wrapped(
            f"  regions with pain, without jaw, chest and abdomen: {row['region_count']} of {len(row['regions'])}"
            + (f" ({', '.join(painful)})" if painful else "")
            + (": generalized" if row["generalized"] else "")
        )
        lines += _wrapped(f"  {row['note']}")
    return lines


def _measured(row: Row) -> list[str]:
    sites = f"{row['count']} site{'' if row['count'] == 1 else 's'}"
    lines = [f"{row['name']} {row['percent']:.1f} % of the body's charts, {sites}"]
    for name, chart in row["charts"].items():
        at = f", centre at {chart['centroid'][0]:.0f}, {chart['centroid'][1]:.0f}" if chart["centroid"] else ""
        lines.append(f"  {name}: {chart['percent']:.1f} %, sites {chart['sites']}{at}")
    if row["side"] != "none":
        lines.append(f"  side: {row['side']} (left {row['left']:.0%}, right {row['right']:.0%})")
    return lines


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def score_csv(results: Sequence[Row], scores: Sequence[ScoreId]) -> str:
    """One row for each result, which names its `file`; lists are joined by commas, as CHOIR and REDCap write them."""
    columns = _columns(scores)
    rows = (_flat(result, scores) for result in results)
    return csv_text(columns, ([row[column] for column in columns] for row in rows))


def _columns(scores: Sequence[ScoreId]) -> list[str]:
    """The columns, which do not depend on what is marked."""
    columns = ["file", "figure", "share"]
    for name in INSTRUMENTS:
        if name not in scores:
            continue
        instrument = load_instrument(name)
        kinds = [*instrument.codes, *(["native_female"] if instrument.native_female else [])]
        columns += [f"{name}_count", f"{name}_approximate", *(f"{name}_{kind}" for kind in kinds)]
        if instrument.parts:
            columns += [f"{name}_region_count", f"{name}_generalized"]
    if "extent" in scores:
        columns += [f"extent_{value}" for value in ("percent", "count", "approximate", "side", "left", "right")]
        columns += [f"extent_{chart}_{value}" for chart in CHARTS for value in ("percent", "sites", "x", "y")]
    return columns


def _flat(result: Row, scores: Sequence[ScoreId]) -> Row:
    """The values of one row by column."""
    row: Row = {column: result[column] for column in ("file", "figure", "share")}
    for column in _columns(scores)[len(row) :]:
        name, _, value = column.partition("_")
        chart, _, detail = value.partition("_")
        score = result[name]
        if name == "extent" and detail and chart in score["charts"]:  # `extent_left` is a side, no chart
            row[column] = _of_chart(score["charts"][chart], detail)
        elif value == "approximate":  # why, and for which areas, is for the JSON to say
            row[column] = int(bool(score[value]))
        else:
            row[column] = _cell(score[value])
    return row


def _of_chart(chart: Row, detail: str) -> Any:
    if detail in ("x", "y"):
        return chart["centroid"]["xy".index(detail)] if chart["centroid"] else None
    return chart[detail]


def _cell(value: Any) -> Any:
    """Truth as 0 and 1, lists as one string."""
    if isinstance(value, list):
        return ",".join(value)
    return int(value) if isinstance(value, bool) else value
