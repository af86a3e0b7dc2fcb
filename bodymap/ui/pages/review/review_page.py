"""The page Review: the ranked muscles beside the body, what they leave unexplained, and why."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QStackedLayout,
    QWidget,
)

from bodymap.atlas.model import Atlas
from bodymap.atlas.placed import PlacedPoint
from bodymap.drawing.model import Mark
from bodymap.matching.examination_order import examination_order
from bodymap.matching.live import LiveDrawing
from bodymap.matching.match import expectations
from bodymap.matching.ranking import rank_quantities
from bodymap.matching.sides import AS_DRAWN, side_doubt
from bodymap.matching.stability import variations
from bodymap.matching.zone_index import MuscleKey, PointKey
from bodymap.report.rich_text.atlas_html import muscle_html, set_html
from bodymap.report.rich_text.why_html import why_html
from bodymap.report.text.answer_words import brief_history
from bodymap.report.text.examination_words import set_lines, steadiness_words
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.set_words import out_of_reach_words, set_words
from bodymap.report.text.translation import _
from bodymap.ui.canvas.brush_tools import EraseTool, PaintTool
from bodymap.ui.canvas.chart_stage import ChartPanel, add_zoom_tools
from bodymap.ui.canvas.inspect_tool import InspectTool
from bodymap.ui.canvas.legend_strip import LegendStrip
from bodymap.ui.canvas.mark_settings import MarkSettings
from bodymap.ui.canvas.tap_tool import TapTool
from bodymap.ui.canvas.tool import Tool
from bodymap.ui.models.document import Document
from bodymap.ui.pages.review.ranking_list import RankingList
from bodymap.ui.pages.review.red_flag_panel import EmergencyStop, RedFlagBanner
from bodymap.ui.pages.review.review_layers import ReviewLayers
from bodymap.ui.pages.review.review_panel import FLAGS, HANDS, LIST, ORDER, ReviewPanel
from bodymap.ui.pages.review.side_warning import SideWarning
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import side_by_side
from bodymap.ui.widgets.tool_rail import ToolRail

LIVE_EVERY = 40
"""Milliseconds between two updates of the numbers while somebody paints: 25 a second."""

STEADY_AFTER = 150
"""Milliseconds after a change before the top of the ranking is tried against drawings a little different."""


class ReviewPage(QWidget):
    """Ranking, charts, smallest set; with tools to correct the drawing on the spot."""

    def __init__(self, document: Document, settings: MarkSettings, look: Palette) -> None:
        super().__init__()
        self._document, self._look = document, look
        self._selected: MuscleKey | None = None
        self._points: set[PointKey] = set()
        self._stale = True
        self._marks: tuple[Mark, ...] = ()
        self._live: LiveDrawing | None = None
        self.stage = ChartPanel(document, look)
        self.side_notice = SideWarning()
        self.side_notice.mirror_requested.connect(document.mirror)
        self.side_notice.as_drawn_chosen.connect(lambda: document.answer(AS_DRAWN, True))
        self.stage.show_above(self.side_notice)
        self.banner = RedFlagBanner(lambda: self.open_sheet("flags"))
        self.stage.show_above(self.banner)
        self.legend = LegendStrip(look)
        self.stage.show_footer(self.legend)
        view = self.stage.view
        self.inspect = InspectTool(view, lambda muscle: muscle_name(self._atlas, muscle), self._choose_point)
        self._charts = ReviewLayers(view, self.inspect, self.legend)
        self.rail = ToolRail(look)
        view.eraser = EraseTool(view, document, settings)
        tools: list[tuple[str, str, str, Tool]] = [
            ("inspect", "Inspect", _("Hover a zone, click a point (I)"), self.inspect),
            ("paint", "Paint", _("Add to the drawing (P)"), PaintTool(view, document, settings, self._painting)),
            ("tap", "Region", _("Mark a whole region (T)"), TapTool(view, document, settings)),
            ("erase", "Erase", _("Erase marks (E)"), view.eraser),
        ]
        self._tool_buttons = {
            name: self.rail.add(name, label, hint, lambda tool=tool: view.set_tool(tool), True)  # type: ignore[misc]
            for name, label, hint, tool in tools
        }
        self.undo_button = self.rail.add("undo", _("Undo"), _("Undo the last change (Ctrl+Z)"), document.undo)
        self.redo_button = self.rail.add("redo", _("Redo"), _("Redo (Ctrl+Shift+Z)"), document.redo)
        add_zoom_tools(self.rail, view)
        self._sheet: str | None = None
        self._untouched: MuscleKey | None = None
        self.panel = ReviewPanel(document)
        self.panel.close_requested.connect(self.close_sheet)
        self.panel.sheet_requested.connect(self.open_sheet)
        self.panel.order.muscle_chosen.connect(self._examine)
        self._list = RankingList(document, self.panel.rows)
        self._list.chosen.connect(self.select)
        self._list.point_toggled.connect(self._toggle_point)
        self._list.sheet_requested.connect(self.open_sheet)
        usual = QWidget()
        side_by_side(usual, self.rail, self.stage, self.panel, wide=self.stage)
        self.stop = EmergencyStop(document.answer, document.settle)
        self._faces = QStackedLayout(self)
        self._faces.addWidget(usual)
        self._faces.addWidget(self.stop)
        self._timer = QTimer(self, singleShot=True, interval=LIVE_EVERY)
        self._timer.timeout.connect(self._show_live)
        self._steady_timer = QTimer(self, singleShot=True, interval=STEADY_AFTER)
        self._steady_timer.timeout.connect(self._show_steadiness)
        document.changed.connect(self._changed)
        document.started.connect(self._tool_buttons["inspect"].click)
        self._tool_buttons["inspect"].click()

    # What is shown

    @property
    def _atlas(self) -> Atlas:
        return self._document.knowledge.atlas

    def showEvent(self, _event: object) -> None:
        """Qt's; the list is made when somebody looks."""
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's; Escape, where nothing else has a use for it, leads from a sheet back to the muscles."""
        if event.key() == Qt.Key.Key_Escape and self._sheet is not None:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        self._stale = True
        if not self._document.drawing.marks:
            self._selected = None  # the next drawing begins with its own first muscle
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
        # While answers and findings are taken their sheet stays; another drawing begins with the list.
        marks = self._document.drawing.marks
        if marks != self._marks:
            self.close_sheet()
            self.panel.steady.clear()
        self._marks = marks
        self._steady_timer.start()
        self._show_list()
        self._show_charts()
        self._show_set()
        self._show_flags()
        match = self._document.match
        history = brief_history(match)
        self.panel.history.setText(history[:1].upper() + history[1:])
        self.panel.history.setVisible(bool(history))
        self.panel.show_basis(set_words(match.knowledge), out_of_reach_words(match))
        self.side_notice.show_doubt(side_doubt(match.evidence, match.drawing.answers, self._atlas.answers))
        if self._sheet is not None:
            self.open_sheet(self._sheet)

    def _show_steadiness(self) -> None:
        match = self._document.match
        self.panel.show_steadiness(steadiness_words(self._atlas, match, variations(match)))

    def _show_flags(self) -> None:
        flags = self._document.match.warnings
        self.banner.show_flags(flags)
        stopping = self.stop.show_flags(flags)
        self._faces.setCurrentIndex(1 if stopping else 0)

    def _best_points(self) -> set[PointKey]:
        if self._selected is None:
            return set()
        row = self._document.match.ranking.by_key[self._selected]
        return {(row.muscle, row.side, row.best.name)}

    def _show_list(self) -> None:
        self._list.show(self._selected, self._points, self._look)

    def _show_charts(self) -> None:
        self._charts.show_match(self._document.match, self._selected, self._points, self._look.chart)

    def _show_set(self) -> None:
        match = self._document.match
        title = _("With what you found") if match.examined else _("Smallest set that covers the drawing")
        self.panel.set_title.setText(title)
        self.panel.set_label.setText("<br>".join(escape(line) for line in set_lines(match, self._atlas)))

    # Choosing

    def select(self, key: MuscleKey) -> None:
        """Chooses a row; its best point's zones are shown."""
        self._untouched = None
        if key == self._selected:
            return
        self._selected = key
        self._points = self._best_points()
        self._show_list()
        self._show_charts()
        if self._sheet in ("hands", "why", "facts"):
            self.open_sheet(self._sheet)

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
        wanted = {step.row.key for step in match.examined_cover} | ({self._selected} if self._selected else set())
        wanted -= match.ruled_out
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
        self.select((point.muscle, point.side))
        self._points = {point.key}
        self._show_list()
        self._show_charts()
        self._list.bring_into_view(point.key[:2], self.panel.scroll_area)

    def _examine(self, key: MuscleKey) -> None:
        """Opens a muscle of the order for the hands; one that the drawing does not touch has no row to choose."""
        if key in self._document.match.ranking.by_key:
            self.select(key)
        else:
            self._untouched = key
        self.open_sheet("hands")

    def open_sheet(self, kind: str) -> None:
        """Opens a sheet: "hands", "note", "why" or "facts" of the chosen row, "order", "set" or "flags"."""
        match, panel = self._document.match, self.panel
        key = self._untouched or self._selected
        row = match.ranking.by_key.get(key) if key else None
        if kind in ("hands", "note", "why", "facts") and (key is None or (row is None and kind != "hands")):
            self.close_sheet()
            return
        if self._sheet != "flags":
            panel.flag_sheet.forget_order()
        self._sheet = "hands" if kind == "note" else kind
        if kind == "flags":
            panel.flag_sheet.show_flags(match.warnings)
            panel.show_face(FLAGS)
        elif kind == "order":
            steady = self.panel.steady.text()
            panel.order.show_order(examination_order(match), match.drawing.findings, steady)
            panel.show_face(ORDER)
        elif kind == "set":
            panel.show_text(set_html(match, self._atlas), wide=False)
        elif key is not None and kind in ("hands", "note"):
            panel.hands.show_muscle(match.drawing.findings.of(*key), row)
            panel.show_face(HANDS)
            if kind == "note":
                panel.hands.write_note()
        elif row is not None:
            html = why_html(match, row, self._atlas) if kind == "why" else muscle_html(self._atlas, *row.key)
            panel.show_text(html, wide=kind == "why")

    def close_sheet(self) -> None:
        """Back to the list."""
        self._sheet = self._untouched = None
        self.panel.show_face(LIST)

    # While somebody paints here

    def _painting(self, live: LiveDrawing | None) -> None:
        self._live = live
        if live is None:
            self._timer.stop()
            self._list.show_numbers(self._document.match.ranking)
        elif not self._timer.isActive():
            self._timer.start()

    def _show_live(self) -> None:
        if self._live is None:
            return
        match = self._document.match
        seen = match.evidence
        ranking = rank_quantities(
            match.index,
            self._live.marked,
            self._live.quantities,
            expectations(seen, match.knowledge),
            seen.answers,
            marked_on=self._live.marked_on,
        )
        self._list.show_numbers(ranking)

    def tool_keys(self) -> dict[str, Callable[[], None]]:
        """Letters that take a tool into the hand."""
        letters = {"I": "inspect", "P": "paint", "T": "tap", "E": "erase"}
        return {letter: self._tool_buttons[name].click for letter, name in letters.items()}

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self._look = look
        self.rail.set_look(look)
        self.stage.set_look(look)
        self.legend.set_look(look)
        self._stale = True
        if self.isVisible():
            self._refresh()
