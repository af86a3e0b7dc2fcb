"""A sheet of paper that is filled from top to bottom: headings, lines of text, rows of a table, rules.

Knows no font: whoever makes a sheet says how wide a text is. What stands on the summary is in `report.page`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import shapely

from bodymap.report.scene import Fill, Item, Outline, Text, geometry_curve
from bodymap.report.theme import Theme
from bodymap.report.typeset import Measure, cut, elided, wrap

TextWidth = Callable[[str, float, bool], float]
"""Width of a text at a size, bold or not, in the units of the size."""

POINT = 10.0
"""Units of a sheet in a typographic point (1/72 inch): fonts come in whole units, and a tenth of a point is enough."""

BODY = 9.0 * POINT
SMALL = 7.6 * POINT
HEADING = 11.0 * POINT
LEADING = 1.42
"""Distance of two lines in sizes. Noto Sans, the tallest of the fonts, needs 1.36."""
ASCENT = 1.1
"""Room for a line's letters above its baseline, in sizes."""
HEADING_HEIGHT = LEADING * HEADING + 3 * POINT
PADDING = 2.0 * POINT
GAP = 10.0 * POINT
"""Between the parts of a page."""

MORE = LEADING * BODY + 3 * POINT
"""Height of the line that says how many rows were left out."""

CUT_OFF = "… (see the program)"
"""Ends a text that is cut."""

_HEAD = "\0"
"""Stands for a head while the text after it is broken into lines."""


@dataclass(frozen=True)
class Column:
    """A column of a table: where it begins, how wide it is, and how many lines a cell may take."""

    title: str
    x: float
    width: float
    lines: int = 1


@dataclass(frozen=True)
class Cell:
    """Lines of a cell, already broken."""

    lines: Sequence[str]
    bold: bool = False


@dataclass(frozen=True)
class RunIn:
    """A text after a bold head, already broken: its first line stands beside the head, `indent` from the margin."""

    head: str
    indent: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """How much of a page it takes."""
        return LEADING * BODY * len(self.lines)


class Sheet:
    """Collects items; every method takes the top of what it adds and returns its bottom. Mutable."""

    def __init__(self, theme: Theme, text_width: TextWidth) -> None:
        self.theme = theme
        self.items: list[Item] = []
        self._text_width = text_width

    def measure(self, size: float = BODY, bold: bool = False) -> Measure:
        """Widths at one size."""
        return lambda text: self._text_width(text, size, bold)

    def line(
        self,
        x: float,
        top: float,
        text: str,
        size: float = BODY,
        *,
        bold: bool = False,
        quiet: bool = False,
        anchor: Literal["start", "middle", "end"] = "start",
    ) -> float:
        """One line of text."""
        if text:
            color = self.theme.quiet_text if quiet else self.theme.text
            self.items.append(Text(x, top + ASCENT * size, text, size, color, anchor, bold))
        return top + LEADING * size

    def lines(self, x: float, top: float, lines: Sequence[str], size: float = BODY, *, bold: bool = False) -> float:
        """Several lines that were broken before."""
        for text in lines:
            top = self.line(x, top, text, size, bold=bold)
        return top

    def run_in(self, head: str, text: str, width: float, most: int) -> RunIn:
        """A text after a bold head broken into at most so many lines; one that is cut says where the rest is."""
        bold, plain = self.measure(bold=True), self.measure()
        head = elided(head, width / 2, bold)
        indent = bold(head) + plain(" ")

        def measure(line: str) -> float:
            return indent + plain(line[len(_HEAD) + 1 :]) if line.startswith(_HEAD) else plain(line)

        lines = cut_off(f"{_HEAD} {text}", width, most, measure)
        return RunIn(head, indent, (lines[0].removeprefix(_HEAD).strip(), *lines[1:]))

    def after_head(self, x: float, top: float, broken: RunIn) -> float:
        """Draws a text after its bold head."""
        self.line(x, top, broken.head, bold=True)
        self.line(x + broken.indent, top, broken.lines[0])
        return self.lines(x, top + LEADING * BODY, broken.lines[1:])

    def rule(self, x: float, y: float, width: float, weight: float = 0.5 * POINT, strength: float = 0.35) -> None:
        """A horizontal line."""
        self.items.append(Outline((("M", (x, y)), ("L", (x + width, y))), self.theme.text, weight, strength))

    def box(self, x: float, top: float, width: float, height: float) -> None:
        """An empty frame to write into by hand."""
        frame = shapely.box(x, top, x + width, top + height).buffer(-3 * POINT).buffer(3 * POINT, quad_segs=6)
        self.items.append(Outline(geometry_curve(frame), self.theme.text, 0.5 * POINT, 0.35))

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        """A spot of colour."""
        self.items.append(Fill(geometry_curve(shapely.Point(x, y).buffer(radius, quad_segs=8)), color))

    def heading(self, x: float, top: float, width: float, text: str) -> float:
        """A heading with a rule under it."""
        bottom = self.line(x, top, text, HEADING, bold=True)
        self.rule(x, bottom + 1.5 * POINT, width)
        return top + HEADING_HEIGHT

    def head(self, top: float, columns: Sequence[Column]) -> float:
        """The titles of a table's columns, with a rule under them."""
        for column in columns:
            self.line(column.x, top + PADDING, column.title, SMALL, bold=True, quiet=True)
        bottom = top + LEADING * SMALL + 2 * PADDING
        self.rule(columns[0].x, bottom, columns[-1].x + columns[-1].width - columns[0].x, strength=0.2)
        return bottom

    def cell(self, column: Column, text: str, *, bold: bool = False) -> Cell:
        """A text broken to its column."""
        return Cell(cut(text, column.width, column.lines, self.measure(BODY, bold)), bold)

    @staticmethod
    def row_height(cells: Sequence[Cell], under: Sequence[str] = ()) -> float:
        """How much of a page a row takes, with small lines `under` its cells."""
        lines = max(1, *(len(cell.lines) for cell in cells))
        return LEADING * (BODY * lines + SMALL * len(under)) + 2 * PADDING

    def row(self, top: float, columns: Sequence[Column], cells: Sequence[Cell], under: Sequence[str] = ()) -> float:
        """A row of a table with a rule under it. The lines `under` its cells begin at the second column."""
        for column, cell in zip(columns, cells, strict=True):
            self.lines(column.x, top + PADDING, cell.lines, bold=cell.bold)
        bottom = top + self.row_height(cells, under)
        self.lines(columns[1].x, bottom - PADDING - LEADING * SMALL * len(under), under, SMALL)
        self.rule(columns[0].x, bottom, columns[-1].x + columns[-1].width - columns[0].x, strength=0.2)
        return bottom


def cut_off(text: str, width: float, most: int, measure: Measure) -> list[str]:
    """The text in at most so many lines; where it is cut, whole words go and it says where the rest is."""
    lines = wrap(text, width, measure)
    if len(lines) <= most:
        return lines
    words = [*lines[most - 1].split(" "), CUT_OFF]
    while len(words) > 1 and measure(" ".join(words)) > width:
        del words[-2]
    return [*lines[: most - 1], " ".join(words)]


def fitting(heights: Sequence[float], room: float, order: Sequence[int]) -> list[int]:
    """Which rows fit, those first in `order` before others; if any is left out, the line that says so fits too."""
    if len(order) == len(heights) and sum(heights) <= room:
        return list(range(len(heights)))
    shown: list[int] = []
    taken = MORE
    for number in order:
        taken += heights[number]
        if taken > room:
            break
        shown.append(number)
    return sorted(shown)


def more_words(count: int) -> str:
    """Says how many entries were left out."""
    return f"… and {count} more (see the program)"
