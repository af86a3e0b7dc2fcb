"""A sheet of paper that is filled from top to bottom: headings, lines of text, rows of a table, rules.

Knows no font: whoever makes a sheet says how wide a text is. What stands on the summary is in `report.page`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import shapely

from bodymap.report.scene import Fill, Item, Outline, Text, geometry_curve
from bodymap.report.theme import Theme
from bodymap.report.typeset import Measure, cut

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
PADDING = 2.8 * POINT


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

    def paragraph(self, x: float, top: float, width: float, text: str, most: int) -> float:
        """A text in at most so many lines."""
        return self.lines(x, top, cut(text, width, most, self.measure()))

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
        return bottom + 3 * POINT

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
    def row_height(cells: Sequence[Cell]) -> float:
        """How much of a page a row takes."""
        return LEADING * BODY * max(1, *(len(cell.lines) for cell in cells)) + 2 * PADDING

    def row(self, top: float, columns: Sequence[Column], cells: Sequence[Cell]) -> float:
        """A row of a table, with a rule under it."""
        for column, cell in zip(columns, cells, strict=True):
            self.lines(column.x, top + PADDING, cell.lines, bold=cell.bold)
        bottom = top + self.row_height(cells)
        self.rule(columns[0].x, bottom, columns[-1].x + columns[-1].width - columns[0].x, strength=0.2)
        return bottom
