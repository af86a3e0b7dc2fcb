"""Tables as text: comma-separated values for spreadsheets, columns for a terminal. The only writer of both.

A cell of a CSV file that begins like a formula would be run by a spreadsheet, so text from people and files is guarded.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def csv_text(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV, one line a row, lines ending in a line feed.

    None is empty, truth is `true` and `false`, moments are ISO 8601 in UTC to the second, days ISO 8601, lists are
    joined by commas. Text that begins with `=`, `+`, `-`, `@` or a control character and is no number gets an
    apostrophe in front, which spreadsheets hide.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return guarded(",".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def guarded(text: str) -> str:
    """A text that a spreadsheet shows and does not compute."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def text_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells in columns, each as wide as its widest cell, two blanks apart."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
