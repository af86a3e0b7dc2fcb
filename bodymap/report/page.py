"""The printed summary as one page: charts, what was marked, the ranking, room for notes.

Whatever has to be long is shortened and says so; nothing overlaps and nothing is cut. Measured in tenths of a point.
"""

from collections.abc import Collection, Sequence
from typing import Literal, get_args

from bodymap.body.figure import CHARTS
from bodymap.matching.session import Match
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.legend import SAMPLE_WIDTH
from bodymap.report.pictures import CHART_BOTTOM, CHART_TOP, CHART_WIDTH, SUPPORTS, chart_groups, legend_entries
from bodymap.report.scene import Group, Part, Picture
from bodymap.report.sheet import BODY, HEADING, LEADING, PADDING, POINT, SMALL, Cell, Column, Sheet, TextWidth
from bodymap.report.summary import RankedRow, Summary
from bodymap.report.theme import PAPER
from bodymap.report.typeset import cut, wrap_list

PageName = Literal["A4", "Letter"]
PAGES: tuple[PageName, ...] = get_args(PageName)
SIZES: dict[PageName, tuple[float, float]] = {"A4": (5953.0, 8419.0), "Letter": (6120.0, 7920.0)}
"""Width and height: 210 × 297 mm, and 8½ × 11 inches."""

MARGIN = 38.0 * POINT
GAP = 12.0 * POINT
CHARTS_SHARE, CHARTS_HEIGHT = 0.53, 0.325
"""The most that the charts may have of the width between the margins, and of the height of the page."""

LEAST_CHARTS = 0.24
"""Share of the height of the page that the charts keep, whatever stands above them."""

MOST_FLAGS, FLAG_LINES = 2, 2
"""Red flags that are printed whole, and lines for each of them."""

MOST_RANKED = 8
NOTES = 44.0 * POINT
"""Least height of the room for notes."""

MORE = LEADING * BODY + 3 * POINT
"""Height of the line that says how many rows were left out."""

LABEL_SIZE, POINT_RADIUS = 58.0, 15.0
"""Sizes on the charts, in chart units: larger than on a screen, since a page is read at a third of the size."""


def summary_page(
    match: Match, muscles: Collection[MuscleKey], summary: Summary, page: PageName, text_width: TextWidth
) -> Picture:
    """The page; its last part holds all the text that is not on the charts.

    `muscles` are those that the charts show, `text_width` measures in the font that will be printed.
    """
    return _Page(match, muscles, summary, SIZES[page], text_width).picture()


class _Page:
    def __init__(
        self,
        match: Match,
        muscles: Collection[MuscleKey],
        summary: Summary,
        size: tuple[float, float],
        text_width: TextWidth,
    ) -> None:
        self.match, self.muscles, self.summary = match, muscles, summary
        self.page_width, self.page_height = size
        self.sheet = Sheet(PAPER, text_width)
        self.x, self.width = MARGIN, self.page_width - 2 * MARGIN
        self._size_charts(0)
        self.parts: list[Part] = []

    def _size_charts(self, taken: float) -> None:
        """The charts give way to what stands above them, so that the ranking below keeps its room."""
        high = max(CHARTS_HEIGHT * self.page_height - taken, LEAST_CHARTS * self.page_height)
        wide = CHARTS_SHARE * self.width / (len(CHARTS) * CHART_WIDTH)
        self.chart_scale = min(high / (CHART_BOTTOM - CHART_TOP), wide)
        self.charts_width = self.chart_scale * len(CHARTS) * CHART_WIDTH

    def picture(self) -> Picture:
        top = self._header()
        charts_bottom = self._charts(top)
        self._marked(top, charts_bottom)
        signature_top = self._footer()
        notes_top = self._muscles(charts_bottom + GAP, signature_top - NOTES - 3 * GAP)
        self._notes(notes_top + GAP, signature_top)
        self.parts.append(Part((Group("page", tuple(self.sheet.items)),)))
        says = " ".join([self.summary.marked_share, *self.summary.conclusion])
        return Picture("Session summary", says, self.page_width, self.page_height, PAPER.page, tuple(self.parts))

    def _header(self) -> float:
        sheet, right = self.sheet, self.x + self.width
        sheet.line(right, MARGIN + 4 * POINT, self.summary.date, anchor="end")
        top = sheet.line(self.x, MARGIN - 4 * POINT, "Session summary", 18 * POINT, bold=True) + 5 * POINT
        blanks = (("Patient", 0.46), ("Born", 0.18), ("Therapist", 0.36))
        x = self.x
        for word, share in blanks:
            width = self.width * share
            sheet.line(x, top, word, quiet=True)
            start = sheet.measure()(word) + 5 * POINT
            sheet.rule(x + start, top + 1.25 * BODY, width - start - (0 if word == "Therapist" else 14 * POINT))
            x += width
        top += LEADING * BODY + 7 * POINT
        sheet.rule(self.x, top, self.width, 1.2 * POINT, 1.0)
        return self._flags(top + GAP)

    def _flags(self, top: float) -> float:
        """What is to be ruled out, and what was asked about it, in a frame; nothing if there is neither."""
        sheet, inner = self.sheet, self.width - 16 * POINT
        lines = [cut(flag, inner, FLAG_LINES, sheet.measure(bold=True)) for flag in self.summary.flags[:MOST_FLAGS]]
        left_out = len(self.summary.flags) - len(lines)
        if left_out:
            lines.append([f"… and {left_out} more red {'flag' if left_out == 1 else 'flags'} (see the program)"])
        if self.summary.asked:
            asked = ("Asked: " + self.summary.asked[0], *self.summary.asked[1:])
            lines.append(wrap_list(asked, inner, FLAG_LINES, sheet.measure(), separator="; ", more=_more))
        if not lines:
            return top
        height = 10 * POINT + sum(LEADING * BODY * len(found) for found in lines)
        self._size_charts(height + GAP)
        sheet.box(self.x, top, self.width, height)
        y = top + 5 * POINT
        for number, found in enumerate(lines):
            y = sheet.lines(self.x + 8 * POINT, y, found, bold=number < min(MOST_FLAGS, len(self.summary.flags)))
        return top + height + GAP

    def _charts(self, top: float) -> float:
        """Charts, and under them what their patterns mean."""
        charts = chart_groups(self.match, self.muscles, PAPER, LABEL_SIZE, POINT_RADIUS)
        scale = self.chart_scale
        for number, groups in enumerate(charts.values()):
            x = self.x + scale * CHART_WIDTH * (number + 0.5)
            self.parts.append(Part(groups, x, top - scale * CHART_TOP, scale))
        bottom = top + scale * (CHART_BOTTOM - CHART_TOP) + 4 * POINT
        return self._legend(bottom, self.charts_width)

    def _legend(self, top: float, width: float) -> float:
        """Samples with words, in as many columns as they need."""
        sheet, sample = self.sheet, 1.6 * SMALL
        entries = legend_entries(self.match, self.muscles, PAPER, marks=False)
        x, y, line = self.x, top, LEADING * SMALL
        for number, (items, words) in enumerate(entries):
            needed = sample + 4 * POINT + sheet.measure(SMALL)(words)
            if x > self.x and x + needed > self.x + width:
                x, y = self.x, y + line + 1 * POINT
            scale = sample / SAMPLE_WIDTH
            middle = y + 0.76 * SMALL
            self.parts.append(Part((Group(f"sample-{number + 1}", items),), x, middle - 8 * scale, scale))
            sheet.line(x + sample + 4 * POINT, y, words, SMALL)
            x += needed + 11 * POINT
        return y + line if entries else top

    def _marked(self, top: float, bottom: float) -> None:
        """What was marked, and the answers, beside the charts."""
        sheet = self.sheet
        x = self.x + self.charts_width + 1.4 * GAP
        width = self.x + self.width - x
        top = sheet.heading(x, top, width, "What the patient marked")
        answers = self.summary.answers
        answer_lines = wrap_list(answers, width, 6, sheet.measure(), separator="; ", more=_more)
        after = LEADING * BODY * 2 + 5 * POINT
        if answers:
            after += GAP + LEADING * HEADING + 5 * POINT + LEADING * BODY * len(answer_lines)
        if self.summary.marked:
            top = self._marks_table(x, top, width, bottom - after)
        top = sheet.paragraph(x, top + 5 * POINT, width, self.summary.marked_share, 2)
        top = sheet.line(x, top, f"Figure: {self.summary.figure.lower()}.")
        if answers:
            top = sheet.heading(x, top + GAP, width, "Answers that counted")
            sheet.lines(x, top + 2 * POINT, answer_lines)

    def _marks_table(self, x: float, top: float, width: float, bottom: float) -> float:
        sheet, rows = self.sheet, self.summary.marked
        gap, dot = 7 * POINT, 3.2 * POINT
        number_width = sheet.measure(SMALL, True)("0–10") + 2 * POINT
        side_width = max(sheet.measure()(row.side) for row in rows) + 2 * POINT
        side_width = max(side_width, sheet.measure(SMALL, True)("Side"))
        kind_width = max(sheet.measure()(word) for row in rows for word in row.kind.split(" ")) + 2 * POINT
        kind_width = max(kind_width, sheet.measure()("aching")) + 3 * dot
        place_width = width - number_width - side_width - kind_width - 3 * gap
        columns = [Column("Area", x, place_width, 2)]
        for title, wide, lines in (("Side", side_width, 1), ("Kind", kind_width, 2), ("0–10", number_width, 1)):
            columns.append(Column(title, columns[-1].x + columns[-1].width + gap, wide, lines))
        kind = columns[2]
        words = Column(kind.title, kind.x + 3 * dot, kind.width - 3 * dot, 2)
        top = sheet.head(top, columns)
        made = [
            [sheet.cell(columns[0], row.place), sheet.cell(columns[1], row.side), sheet.cell(words, row.kind),
             sheet.cell(columns[3], row.strength)]
            for row in rows
        ]  # fmt: skip
        heights = [sheet.row_height(cells) for cells in made]
        shown = len(_fitting(heights, bottom - top, MORE, range(len(rows))))
        laid = [columns[0], columns[1], words, columns[3]]
        for row, cells in zip(rows[:shown], made, strict=False):
            sheet.dot(kind.x + dot, top + PADDING + 0.76 * BODY, dot, PAPER.quality(row.quality))
            top = sheet.row(top, laid, cells)
        if shown < len(rows):
            top = sheet.line(x, top + 3 * POINT, _more(len(rows) - shown))
        return top

    def _muscles(self, top: float, bottom: float) -> float:
        """The ranking with the sentences under it; ends above `bottom`."""
        sheet, rows = self.sheet, self.summary.ranked
        if any(row.chosen for row in rows):
            side = self.x + self.width
            sheet.line(side, top + 3 * POINT, "bold: shown on the charts", SMALL, quiet=True, anchor="end")
        top = sheet.heading(self.x, top, self.width, "Likely muscles")
        conclusion = [
            line for said in self.summary.conclusion for line in cut(said, self.width, 2, sheet.measure())
        ]  # fmt: skip
        after = LEADING * BODY * len(conclusion) + 6 * POINT
        if rows:
            columns = self._ranking_columns()
            top = sheet.head(top, columns)
            made = [self._ranked_cells(columns, row) for row in rows]
            # What is on the charts is in the table, however low it ranks.
            order = sorted(range(len(rows)), key=lambda number: (not rows[number].chosen, number))[:MOST_RANKED]
            heights = [sheet.row_height(cells) for cells in made]
            shown = _fitting(heights, bottom - top - after, MORE, order)
            for number in shown:
                top = sheet.row(top, columns, made[number])
            if len(shown) < len(rows):
                top = sheet.line(self.x, top + 3 * POINT, _more(len(rows) - len(shown)))
        return sheet.lines(self.x, top + 6 * POINT, conclusion)

    def _ranking_columns(self) -> list[Column]:
        shares = (
            ("", 0.035, 1), ("Muscle, side", 0.255, 2), ("Trigger points", 0.255, 2), ("Explains", 0.085, 1),
            ("Zone filled", 0.1, 1), ("Answers", 0.095, 2), ("Score", 0.065, 1), ("Palpation", 0.11, 1),
        )  # fmt: skip
        columns, x = [], self.x
        for title, share, lines in shares:
            columns.append(Column(title, x, share * self.width - 6 * POINT, lines))
            x += share * self.width
        last = columns[-1]
        return [*columns[:-1], Column(last.title, last.x, self.x + self.width - last.x)]

    def _ranked_cells(self, columns: Sequence[Column], row: RankedRow) -> list[Cell]:
        sheet = self.sheet
        points = wrap_list(
            row.points, columns[2].width, 2, sheet.measure(), separator=", ", more=lambda count: f"… and {count} more"
        )  # fmt: skip
        texts = (row.explains, row.filled, row.answers, row.score, "")
        return [
            sheet.cell(columns[0], str(row.number)),
            sheet.cell(columns[1], f"{row.muscle}, {row.side}", bold=row.chosen),
            Cell(points),
            *(sheet.cell(column, text) for column, text in zip(columns[3:], texts, strict=True)),
        ]

    def _notes(self, top: float, bottom: float) -> None:
        top = self.sheet.heading(self.x, top, self.width, "Plan and notes") + 5 * POINT
        self.sheet.box(self.x, top, self.width, bottom - top)

    def _footer(self) -> float:
        """Signatures and the last line; returns where the room above them ends."""
        sheet, right = self.sheet, self.x + self.width
        base = self.page_height - MARGIN - LEADING * SMALL
        first = base - LEADING * SMALL
        sheet.rule(self.x, first - 4 * POINT, self.width)
        sheet.line(self.x, first, SUPPORTS, SMALL)
        sheet.line(self.x, base, self.summary.origin, SMALL, quiet=True)
        sheet.line(right, base, "1 / 1", SMALL, quiet=True, anchor="end")
        names = first - 4 * POINT - 10 * POINT - LEADING * SMALL
        half = (self.width - 2 * GAP) / 2
        for x, word in ((self.x, "Therapist, date"), (self.x + half + 2 * GAP, "Patient, date")):
            sheet.rule(x, names, half, 0.7 * POINT, 0.8)
            sheet.line(x, names + 2 * POINT, word, SMALL, quiet=True)
        return names - 22 * POINT


def _fitting(heights: Sequence[float], room: float, more: float, order: Sequence[int]) -> list[int]:
    """Which rows fit, those first in `order` before others; if any is left out, a line of height `more` fits too."""
    if len(order) == len(heights) and sum(heights) <= room:
        return list(range(len(heights)))
    shown: list[int] = []
    for number in order:
        more += heights[number]
        if more > room:
            break
        shown.append(number)
    return sorted(shown)


def _more(count: int) -> str:
    return f"… and {count} more (see the program)"
