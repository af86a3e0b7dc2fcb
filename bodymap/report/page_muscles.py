"""The part of the printed summary about muscles: the ranking, what was found by hand, and the sentences under them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bodymap.report.outcomes import VERDICT_WORDS
from bodymap.report.sheet import (
    BODY,
    HEADING_HEIGHT,
    LEADING,
    MORE,
    PADDING,
    POINT,
    SMALL,
    Cell,
    Column,
    Sheet,
    cut_off,
    fitting,
    more_words,
)
from bodymap.report.summary import RankedRow, Summary
from bodymap.report.typeset import cut, wrap_list

MOST_RANKED = 8

DENSITIES = ((2, 3, 3), (2, 2, 2), (1, 2, 2), (1, 1, 1))
"""Lines for the names of trigger points, for what was found at a confirmed muscle, and at another: roomy to dense."""

CRAMPED = (1, 1, 0)
"""The same where not even the muscles that were confirmed or are on the charts fit otherwise."""

CONCLUSION_LINES = 3
"""Lines for each paragraph of the conclusion."""

MOST_ELSEWHERE = 4
"""Findings at muscles without a row in the table that are printed, a line each."""


@dataclass(frozen=True)
class _Made:
    """A row of the ranking, broken into lines."""

    cells: Sequence[Cell]
    under: Sequence[str]

    @property
    def height(self) -> float:
        return Sheet.row_height(self.cells, self.under)


class MusclesPart:
    """What the page says about muscles, between two margins of a sheet."""

    def __init__(self, sheet: Sheet, summary: Summary, x: float, width: float) -> None:
        self._sheet, self._summary, self._x, self._width = sheet, summary, x, width
        self._columns = self._make_columns()
        self._order = sorted(range(len(summary.ranked)), key=self._precedence)[:MOST_RANKED]
        self._musts = sum(not all(self._precedence(number)[:2]) for number in self._order)
        broken = [cut(said, width, CONCLUSION_LINES, sheet.measure()) for said in summary.conclusion]
        self._conclusion = [line for lines in broken for line in lines]

    def _precedence(self, number: int) -> tuple[bool, bool, bool, int]:
        """First what was confirmed, then what is on the charts, then other findings, then the rest as it ranks."""
        row = self._summary.ranked[number]
        return row.found is None or row.found.verdict != "confirmed", not row.chosen, row.found is None, number

    def dense_height(self) -> float:
        """The height at which no row is left out, in the densest way to print them."""
        made = self._make(DENSITIES[-1])
        left_out = MORE if len(self._order) < len(made) else 0.0
        return self._around() + sum(made[number].height for number in self._order) + left_out + self._elsewhere_height()

    def draw(self, top: float, bottom: float) -> float:
        """Draws it so that it ends above `bottom`, as roomy as it can be; returns its end."""
        sheet, rows = self._sheet, self._summary.ranked
        room = bottom - top - self._around() - self._elsewhere_height()
        most = len(self._order)
        for density, enough in zip((*DENSITIES, CRAMPED), (most, most, most, self._musts, 0), strict=True):
            made = self._make(density)
            shown = fitting([row.height for row in made], room, self._order)
            if len(shown) >= enough:
                break
        if any(row.chosen for row in rows):
            side = self._x + self._width
            sheet.line(side, top + 3 * POINT, "bold: shown on the charts", SMALL, quiet=True, anchor="end")
        top = sheet.heading(self._x, top, self._width, "Likely muscles")
        if rows:
            top = sheet.head(top, self._columns)
            for number in shown:
                top = sheet.row(top, self._columns, made[number].cells, made[number].under)
            if len(shown) < len(rows):
                left_out = [row for number, row in enumerate(rows) if number not in shown]
                felt = sum(row.found is not None for row in left_out)
                words = more_words(len(left_out)) + (f", {felt} of them with findings" if felt else "")
                top = sheet.line(self._x, top + 3 * POINT, words)
        return sheet.lines(self._x, self._elsewhere(top) + 6 * POINT, self._conclusion)

    def _around(self) -> float:
        """Height of all but the rows."""
        head = LEADING * SMALL + 2 * PADDING if self._summary.ranked else 0.0
        return HEADING_HEIGHT + head + 6 * POINT + LEADING * BODY * len(self._conclusion)

    def _make_columns(self) -> list[Column]:
        shares = (
            ("", 0.035, 1), ("Muscle, side", 0.255, 2), ("Trigger points", 0.25, 2), ("Explains", 0.085, 1),
            ("Zone filled", 0.1, 1), ("Answers", 0.09, 2), ("Score", 0.065, 1), ("Palpation", 0.12, 1),
        )  # fmt: skip
        columns, x = [], self._x
        for title, share, lines in shares:
            columns.append(Column(title, x, share * self._width - 6 * POINT, lines))
            x += share * self._width
        last = columns[-1]
        return [*columns[:-1], Column(last.title, last.x, self._x + self._width - last.x)]

    def _make(self, density: tuple[int, int, int]) -> list[_Made]:
        return [self._make_row(row, *density) for row in self._summary.ranked]

    def _make_row(self, row: RankedRow, point_lines: int, confirmed_lines: int, other_lines: int) -> _Made:
        sheet, columns = self._sheet, self._columns
        points = wrap_list(
            row.points, columns[2].width, point_lines, sheet.measure(), separator=", ",
            more=lambda count: f"{count} more",
        )  # fmt: skip
        verdict = row.found.verdict if row.found else None
        found_lines = confirmed_lines if verdict == "confirmed" else other_lines
        texts = (row.explains, row.filled, row.answers, row.score)
        palpation = [VERDICT_WORDS[verdict]] if verdict else []
        under: Sequence[str] = ()
        if row.found and row.found.text:
            said = f"Found: {row.found.text}" if row.found.signs else row.found.text
            width = self._x + self._width - columns[1].x
            if found_lines:
                under = cut_off(said, width, found_lines, sheet.measure(SMALL))
            else:
                palpation.append("…")  # there is more to read in the program
        cells = [
            sheet.cell(columns[0], str(row.number)),
            sheet.cell(columns[1], f"{row.muscle}, {row.side}", bold=row.chosen),
            Cell(points),
            *(sheet.cell(column, text) for column, text in zip(columns[3:7], texts, strict=True)),
            sheet.cell(columns[7], " ".join(palpation), bold=verdict == "confirmed"),
        ]
        return _Made(cells, under)

    # What was found at muscles that the drawing doesn't touch

    def _elsewhere_height(self) -> float:
        count = len(self._summary.elsewhere)
        if not count:
            return 0.0
        return 5 * POINT + LEADING * BODY * min(count, MOST_ELSEWHERE) + (MORE if count > MOST_ELSEWHERE else 0.0)

    def _elsewhere(self, top: float) -> float:
        sheet, entries = self._sheet, self._summary.elsewhere
        if not entries:
            return top
        top += 5 * POINT
        for entry in entries[:MOST_ELSEWHERE]:
            top = sheet.after_head(self._x, top, sheet.run_in(entry.head, entry.text, self._width, 1))
        if len(entries) > MOST_ELSEWHERE:
            count = len(entries) - MOST_ELSEWHERE
            top = sheet.line(self._x, top + 3 * POINT, f"… and {count} more found by hand (see the program)")
        return top
