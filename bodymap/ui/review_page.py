"""The page Review: the ranked muscles beside the body, what they leave unexplained, and why."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedLayout,
    QWidget,
)

from bodymap.atlas.model import Atlas
from bodymap.atlas.placed import PlacedPoint
from bodymap.atlas.reader import load_atlas
from bodymap.drawing.model import Mark
from bodymap.drawing.words import region_words
from bodymap.matching.live import LiveDrawing
from bodymap.matching.ranking import MuscleScore, Ranking, rank_quantities
from bodymap.matching.session import expectations, zone_index
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.explain import arithmetic_html, muscle_html, muscle_name, percent, set_html, sources_html
from bodymap.report.layers import POINT_RADIUS, point_groups, unexplained_groups, zone_groups
from bodymap.report.unexplained import unexplained_regions
from bodymap.ui.canvas.inspect_tool import InspectTool
from bodymap.ui.canvas.tools import EraseTool, MarkSettings, PaintTool, TapTool
from bodymap.ui.canvas.view import Tool
from bodymap.ui.document import Document
from bodymap.ui.flags import EmergencyStop, FlagBanner
from bodymap.ui.legend import Legend
from bodymap.ui.review_panel import FLAGS, LIST, TEXT, ReviewPanel
from bodymap.ui.review_row import PointKey, ReviewRow
from bodymap.ui.stage import Stage, add_zoom_tools
from bodymap.ui.style import Look
from bodymap.ui.widgets import ToolRail, button, clear, holds_focus, quiet, take_focus

LIVE_EVERY = 40
"""Milliseconds between two updates of the numbers while somebody paints: 25 a second."""

SHORT_LIST = 8
POINTS_OF = 6
"""The best points of the first so many muscles are on the charts, besides all points of the chosen one."""

LEAST_POINT = 7.0
"""Radius in pixels below which a point is not drawn, however small the body is."""


class ReviewPage(QWidget):
    """Ranking, charts, smallest set; with tools to correct the drawing on the spot."""

    def __init__(self, document: Document, settings: MarkSettings, look: Look) -> None:
        super().__init__()
        self._document, self._look = document, look
        self._atlas = load_atlas()
        self._selected: MuscleKey | None = None
        self._points: set[PointKey] = set()
        self._all_rows = False
        self._rows: list[ReviewRow] = []
        self._stale = True
        self._marks: tuple[Mark, ...] = ()
        self._live: LiveDrawing | None = None
        self.stage = Stage(document, look)
        self.banner = FlagBanner(lambda: self.open_sheet("flags"))
        self.stage.show_above(self.banner)
        self.legend = Legend(look)
        self.stage.show_footer(self.legend)
        view = self.stage.view
        view.zoomed.connect(self._show_points)
        self.inspect = InspectTool(view, lambda muscle: muscle_name(self._atlas, muscle), self._choose_point)
        self.rail = ToolRail(look)
        tools: list[tuple[str, str, str, Tool]] = [
            ("inspect", "Inspect", "Hover a zone, click a point (I)", self.inspect),
            ("paint", "Paint", "Add to the drawing (P)", PaintTool(view, document, settings, self._painting)),
            ("tap", "Region", "Mark a whole region (T)", TapTool(view, document, settings)),
            ("erase", "Erase", "Take away what is marked (E)", EraseTool(view, document, settings)),
        ]
        self._tool_buttons = {
            name: self.rail.add(name, label, hint, lambda tool=tool: view.set_tool(tool), True)  # type: ignore[misc]
            for name, label, hint, tool in tools
        }
        self.undo_button = self.rail.add("undo", "Undo", "Take the last step back (Ctrl+Z)", document.undo)
        self.redo_button = self.rail.add("redo", "Redo", "Do it again (Ctrl+Shift+Z)", document.redo)
        add_zoom_tools(self.rail, view)
        self.panel = ReviewPanel(self.close_sheet, lambda: self.open_sheet("set"), document)
        usual = QWidget()
        row = QHBoxLayout(usual)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stage, 1)
        row.addWidget(self.panel)
        self.stop = EmergencyStop(document.answer, document.settle)
        self._faces = QStackedLayout(self)
        self._faces.addWidget(usual)
        self._faces.addWidget(self.stop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LIVE_EVERY)
        self._timer.timeout.connect(self._show_live)
        document.changed.connect(self._changed)
        self._tool_buttons["inspect"].click()

    # What is shown

    def showEvent(self, _event: object) -> None:
        """Qt's; the list is made when somebody looks."""
        self._refresh()

    def _changed(self) -> None:
        self._stale = True
        self._live = None
        self._timer.stop()
        self.undo_button.setEnabled(self._document.can_undo)
        self.redo_button.setEnabled(self._document.can_redo)
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if not self._stale:
            return
        self._stale = False
        ranking = self._document.match.ranking
        if self._selected not in ranking.by_key:
            self._selected = ranking.rows[0].key if ranking.rows else None
            self._points = self._best_points()
        else:
            self._points = {key for key in self._points if key[:2] == self._selected} or self._best_points()
        # While questions of red flags are answered their sheet stays; another drawing begins with the list.
        marks = self._document.drawing.marks
        if self.panel.sheets.currentIndex() != FLAGS or marks != self._marks:
            self.close_sheet()
        self._marks = marks
        self._show_list()
        self._show_charts()
        self._show_set()
        self._show_flags()

    def _show_flags(self) -> None:
        flags = self._document.match.warnings
        self.banner.show_flags(flags)
        if self.panel.sheets.currentIndex() == FLAGS:
            self.panel.flag_sheet.show_flags(flags)
        stopping = [flag for flag in flags if flag.level == "emergency" and flag.open]
        self.stop.show_flags(stopping)
        self._faces.setCurrentIndex(1 if stopping else 0)

    def _best_points(self) -> set[PointKey]:
        if self._selected is None:
            return set()
        row = self._document.match.ranking.by_key[self._selected]
        return {(row.muscle, row.side, row.best.name)}

    def _show_list(self) -> None:
        focused = next((made.row.key for made in self._rows if holds_focus(made)), None)
        clear(self.panel.rows)
        self._rows = []
        rows = self._document.match.ranking.rows
        listed = rows if self._all_rows else rows[:SHORT_LIST]
        for number, row in enumerate(listed, start=1):
            made = ReviewRow(
                number,
                row,
                self._atlas,
                self._look,
                selected=row.key == self._selected,
                shown_points=self._points,
                toggle_point=self._toggle_point,
                open_sheet=self.open_sheet,
            )
            made.chosen.connect(lambda key=row.key: self.select(key))
            self._rows.append(made)
            self.panel.rows.addWidget(made)
            if row.key == focused:
                take_focus(made)
        if not rows:
            marked = self._document.match.ranking.marked > 0
            text = (
                "No muscle of the atlas reaches what is marked."
                if marked
                else "Nothing is marked, so nothing is ranked."
            )
            empty = quiet(text)
            empty.setContentsMargins(18, 12, 18, 12)
            self.panel.rows.addWidget(empty)
        elif len(rows) > SHORT_LIST:
            label = "Show fewer" if self._all_rows else f"Show all {len(rows)}"
            self.panel.rows.addWidget(button(label, self._toggle_all, flat=True))
        self.panel.rows.addStretch(1)

    def _toggle_all(self) -> None:
        self._all_rows = not self._all_rows
        self._show_list()

    def _placed(self, keys: set[PointKey]) -> list[PlacedPoint]:
        return [point for point in zone_index(self._document.drawing.figure).points if point.key in keys]

    def _show_charts(self) -> None:
        match, theme, view = self._document.match, self._look.chart, self.stage.view
        rows = match.ranking.rows
        keys = {(row.muscle, row.side, row.best.name) for row in rows[:POINTS_OF]}
        keys |= {(row.muscle, row.side, p.name) for row in rows if row.key == self._selected for p in row.points}
        self.inspect.shown = self._placed(keys)
        order = {(r.muscle, r.side, p.name): (n, m) for n, r in enumerate(rows) for m, p in enumerate(r.points)}
        self.inspect.ranked = sorted(self._placed(set(order)), key=lambda point: order[point.key])
        chosen = self._placed(self._points)
        view.set_layer("zones", zone_groups(chosen, theme))
        self._show_points()
        view.set_layer("unexplained", unexplained_groups(match.unexplained, theme))
        names = " + ".join(sorted(point.name for point in chosen))
        self.legend.show_names(names, bool(match.unexplained), bool(chosen))

    def _show_points(self) -> None:
        view = self.stage.view
        self.inspect.point_radius = max(POINT_RADIUS, LEAST_POINT / view.layout_.scale)
        theme = self._look.chart
        view.set_layer("points", point_groups(self.inspect.shown, self._points, theme, self.inspect.point_radius))

    def _show_set(self) -> None:
        match = self._document.match
        if not match.cover:
            self.panel.set_label.setText("–")
            return
        steps = ", ".join(
            f"{'with ' if number else ''}{_name(self._atlas, step.row, number == 0)} {percent(step.explained)}"
            for number, step in enumerate(match.cover)
        )
        words = region_words(unexplained_regions(match))
        left = f"Unexplained {percent(match.ranking.unexplained)}" + (
            f": {words[:1].lower()}{words[1:]}" if words else ""
        )
        self.panel.set_label.setText(f"{steps}. {left}.".replace(" %", "\u00a0%"))

    # Choosing

    def select(self, key: MuscleKey) -> None:
        """Chooses a row; its best point's zones are shown."""
        if key == self._selected:
            return
        self._selected = key
        self._points = self._best_points()
        self._show_list()
        self._show_charts()

    @property
    def selected(self) -> MuscleKey | None:
        """The chosen muscle and side."""
        return self._selected

    @property
    def shown_points(self) -> frozenset[PointKey]:
        """The points whose zones are shown."""
        return frozenset(self._points)

    def chosen_muscles(self) -> tuple[MuscleKey, ...]:
        """What the summary shows zones of: the chosen muscle and the smallest set, in order of the ranking."""
        match = self._document.match
        wanted = {step.row.key for step in match.cover} | ({self._selected} if self._selected else set())
        return tuple(row.key for row in match.ranking.rows if row.key in wanted)

    def _toggle_point(self, key: PointKey) -> None:
        if key[:2] != self._selected:
            self._selected = (key[0], key[1])
            self._points = {key}
        else:
            self._points = self._points ^ {key}
        self._show_list()
        self._show_charts()

    def _choose_point(self, point: PlacedPoint) -> None:
        self._selected = (point.muscle, point.side)
        self._points = {point.key}
        self._show_list()
        self._show_charts()
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        for made in self._rows:
            if made.row.key == self._selected:
                QTimer.singleShot(0, made, lambda made=made: self.panel.scroll_area.ensureWidgetVisible(made, 0, 40))

    def open_sheet(self, kind: str) -> None:
        """Opens "muscle", "arithmetic" or "sources" of the chosen row, "set" (how it is counted) or "flags"."""
        match = self._document.match
        if kind == "flags":
            self.panel.flag_sheet.show_flags(match.warnings)
            self.panel.sheets.setCurrentIndex(FLAGS)
            return
        if kind == "set":
            html = set_html(match, self._atlas)
        elif self._selected is None:
            return
        elif kind == "arithmetic":
            html = arithmetic_html(match, match.ranking.by_key[self._selected], self._atlas)
        elif kind == "muscle":
            html = muscle_html(self._atlas, *self._selected)
        else:
            html = sources_html(self._atlas, self._selected[0])
        self.panel.browser.setHtml(html)
        self.panel.sheets.setCurrentIndex(TEXT)
        self.panel.browser.setFocus()

    def close_sheet(self) -> None:
        """Back to the list."""
        self.panel.sheets.setCurrentIndex(LIST)

    # While somebody paints here

    def _painting(self, live: LiveDrawing | None) -> None:
        self._live = live
        if live is None:
            self._timer.stop()
            self._show_numbers(self._document.match.ranking)
        elif not self._timer.isActive():
            self._timer.start()

    def _show_live(self) -> None:
        if self._live is None:
            return
        drawing, seen = self._document.drawing, self._document.match.evidence
        ranking = rank_quantities(
            zone_index(drawing.figure), self._live.marked, self._live.quantities, expectations(seen), seen.answers
        )
        self._show_numbers(ranking)

    def _show_numbers(self, ranking: Ranking) -> None:
        for made in self._rows:
            row: MuscleScore | None = ranking.by_key.get(made.row.key)
            if row is not None:
                made.show_numbers(row)

    def tool_keys(self) -> dict[str, Callable[[], None]]:
        """Letters that take a tool into the hand."""
        letters = {"I": "inspect", "P": "paint", "T": "tap", "E": "erase"}
        return {letter: self._tool_buttons[name].click for letter, name in letters.items()}

    def set_look(self, look: Look) -> None:
        """Takes another look."""
        self._look = look
        self.rail.set_look(look)
        self.stage.set_look(look)
        self.legend.set_look(look)
        self._stale = True
        if self.isVisible():
            self._refresh()


def _name(atlas: Atlas, row: MuscleScore, first: bool) -> str:
    name = f"{muscle_name(atlas, row.muscle)} {row.side}"
    return name if first else name[:1].lower() + name[1:]
