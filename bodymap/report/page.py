"""The printed summary as one page: charts, what was marked, the ranking, room for notes.

Whatever has to be long is shortened and says so; nothing overlaps and nothing is cut. Measured in tenths of a point.
"""

from collections.abc import Collection
from typing import Literal, get_args

from bodymap.body.figure import CHARTS
from bodymap.matching.session import Match
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.legend import SAMPLE_WIDTH
from bodymap.report.page_muscles import MusclesPart
from bodymap.report.pictures import CHART_BOTTOM, CHART_TOP, CHART_WIDTH, SUPPORTS, chart_groups, legend_entries
from bodymap.report.scene import Group, Part, Picture
from bodymap.report.sheet import (
    BODY,
    GAP,
    HEADING_HEIGHT,
    LEADING,
    PADDING,
    POINT,
    SMALL,
    Column,
    Sheet,
    TextWidth,
    cut_off,
    fitting,
    more_words,
)
from bodymap.report.summary import Summary
from bodymap.report.theme import PAPER
from bodymap.report.typeset import cut, wrap_list

PageName = Literal["A4", "Letter"]
PAGES: tuple[PageName, ...] = get_args(PageName)
SIZES: dict[PageName, tuple[float, float]] = {"A4": (5953.0, 8419.0), "Letter": (6120.0, 7920.0)}
"""Width and height: 210 × 297 mm, and 8½ × 11 inches."""

MARGIN = 36.0 * POINT
CHARTS_SHARE, CHARTS_HEIGHT = 0.53, 0.325
"""The most that the charts may have of the width between the margins, and of the height of the page."""

LEAST_CHARTS, LEAST_CHARTS_WIDTH = 0.18, 0.42
"""Shares that the charts keep of the same, whatever stands above and below them."""

LEGEND = 4 * POINT + 3 * (LEADING * SMALL + 1 * POINT)
"""Height of the words under the charts, as it mostly is."""

MOST_FLAGS, ROOMY_FLAGS = 4, 2
"""Open red flags that are printed whole; of more than so many only the urgent ones have two lines."""

ASKED_LINES, TO_ASK_LINES = 3, 2
"""Lines for what was asked about them, and for what is still to ask; one less of each where flags are many."""

MOST_SETTLED = 4
"""Red flags that were settled and are printed, a line each or, if they are few, two."""

NOTES = 36.0 * POINT
"""Least height of the room for notes."""

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
        self.chart_scale = self.charts_width = 0.0
        self.parts: list[Part] = []

    def picture(self) -> Picture:
        muscles = MusclesPart(self.sheet, self.summary, self.x, self.width)
        flags_top = self._header()
        top = self._flags(flags_top)
        signature_top = self._footer()
        muscles_bottom = signature_top - NOTES - 3 * GAP
        self._size_charts(top - flags_top, muscles_bottom - muscles.dense_height() - GAP - LEGEND - top)
        charts_bottom = self._charts(top)
        self._marked(top, charts_bottom)
        notes_top = muscles.draw(charts_bottom + GAP, muscles_bottom)
        self._notes(notes_top + GAP, signature_top)
        self.parts.append(Part((Group("page", tuple(self.sheet.items)),)))
        says = " ".join([self.summary.marked_share, *self.summary.conclusion])
        return Picture("Session summary", says, self.page_width, self.page_height, PAPER.page, tuple(self.parts))

    def _size_charts(self, taken: float, left: float) -> None:
        """The charts give way to the flags, which took some height, and to the ranking, which leaves them some."""
        least, high = (share * self.page_height for share in (LEAST_CHARTS, CHARTS_HEIGHT))
        high = max(least, min(high - taken, left))
        wide = CHARTS_SHARE * self.width / (len(CHARTS) * CHART_WIDTH)
        self.chart_scale = min(high / (CHART_BOTTOM - CHART_TOP), wide)
        self.charts_width = max(self.chart_scale * len(CHARTS) * CHART_WIDTH, LEAST_CHARTS_WIDTH * self.width)

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
        return top + GAP

    def _flags(self, top: float) -> float:
        """What is to be ruled out, how it ended and what was asked about it, in a frame; nothing if there is none."""
        sheet, inner = self.sheet, self.width - 16 * POINT
        bold, plain = sheet.measure(bold=True), sheet.measure()
        flags = self.summary.flags
        urgent = [
            line
            for flag in flags[:MOST_FLAGS]
            for line in cut(flag.text, inner, 2 if flag.urgent or len(flags) <= ROOMY_FLAGS else 1, bold)
        ]
        quiet = []
        if len(flags) > MOST_FLAGS:
            names = [flag.rule_out for flag in flags[MOST_FLAGS:]]
            quiet += wrap_list(
                ("Also to rule out: " + names[0], *names[1:]), inner, 2, plain, separator="; ", more=more_words
            )
        to_ask = list(dict.fromkeys(wording for flag in flags for wording in flag.to_ask))
        crowded = len(flags) > ROOMY_FLAGS
        short = crowded and self.page_height < SIZES["A4"][1]
        if to_ask:
            asking = ("Still to ask: " + to_ask[0], *to_ask[1:])
            quiet += wrap_list(asking, inner, TO_ASK_LINES - crowded, plain, separator="; ", more=more_words)
        settled = self.summary.settled
        shown = settled if len(settled) <= MOST_SETTLED else settled[: MOST_SETTLED - 1]
        lines = 2 if len(flags) + len(shown) <= 2 else 1
        quiet += [line for one in shown for line in cut_off(one, inner, lines, plain)]
        if len(shown) < len(settled):
            quiet.append(f"… and {len(settled) - len(shown)} more settled (see the program)")
        if self.summary.asked:
            asked = ("Asked: " + self.summary.asked[0], *self.summary.asked[1:])
            quiet += wrap_list(asked, inner, ASKED_LINES - crowded - short, plain, separator="; ", more=more_words)
        if not urgent and not quiet:
            return top
        height = 10 * POINT + LEADING * BODY * (len(urgent) + len(quiet))
        sheet.box(self.x, top, self.width, height)
        y = sheet.lines(self.x + 8 * POINT, top + 5 * POINT, urgent, bold=True)
        sheet.lines(self.x + 8 * POINT, y, quiet)
        return top + height + GAP

    def _charts(self, top: float) -> float:
        """Charts, and under them what their patterns mean."""
        charts = chart_groups(self.match, self.muscles, PAPER, LABEL_SIZE, POINT_RADIUS)
        scale = self.chart_scale
        for number, groups in enumerate(charts.values()):
            x = self.x + self.charts_width * (number + 0.5) / len(charts)
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
        answer_lines = wrap_list(answers, width, 6, sheet.measure(), separator="; ", more=more_words)
        share = f"{self.summary.figure}. {self.summary.marked_share}"
        share_lines = cut(share, width, 2, sheet.measure())
        after = LEADING * BODY * len(share_lines) + 5 * POINT
        if answers:
            after += GAP + HEADING_HEIGHT + 2 * POINT + LEADING * BODY * len(answer_lines)
        if self.summary.marked:
            top = self._marks_table(x, top, width, bottom - after)
        top = sheet.lines(x, top + 5 * POINT, share_lines)
        if answers:
            top = sheet.heading(x, top + GAP, width, "History and answers that counted")
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
        shown = len(fitting(heights, bottom - top, range(len(rows))))
        laid = [columns[0], columns[1], words, columns[3]]
        for row, cells in zip(rows[:shown], made, strict=False):
            sheet.dot(kind.x + dot, top + PADDING + 0.76 * BODY, dot, PAPER.quality(row.quality))
            top = sheet.row(top, laid, cells)
        if shown < len(rows):
            top = sheet.line(x, top + 3 * POINT, more_words(len(rows) - shown))
        return top

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
        return names - 19 * POINT
