"""The page Mark: the patient shows where it hurts."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from bodymap.report.text.translation import _
from bodymap.ui.canvas.brush_tools import EraseTool, PaintTool
from bodymap.ui.canvas.chart_stage import ChartPanel, add_zoom_tools
from bodymap.ui.canvas.mark_settings import MarkSettings
from bodymap.ui.canvas.tap_tool import TapTool
from bodymap.ui.canvas.tool import Tool
from bodymap.ui.models.document import Document
from bodymap.ui.pages.mark.mark_panel import MarkPanel
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import side_by_side
from bodymap.ui.widgets.tool_rail import ToolRail


class MarkPage(QWidget):
    """Tools at the left, the body in the middle, the panel at the right."""

    next_requested = Signal()
    """On to the questions."""

    def __init__(self, document: Document, settings: MarkSettings, look: Palette) -> None:
        super().__init__()
        self._document = document
        self.stage = ChartPanel(
            document,
            look,
            _("Where does it hurt?"),
            _("Tap every area that hurts, or paint it as large as you feel it. Right and left are your own."),
        )
        self.panel = MarkPanel(document, settings, look)
        self.panel.next_requested.connect(self.next_requested)
        self.rail = ToolRail(look)
        view = self.stage.view
        self._tap = TapTool(view, document, settings)
        self._paint = PaintTool(view, document, settings)
        self._erase = EraseTool(view, document, settings)
        view.eraser = self._erase
        self.tap_button = self.rail.add(
            "tap",
            _("Tap an area"),
            _("Mark a whole area; tap it again to unmark it (T)"),
            lambda: self.use(self._tap),
            True,
        )
        self.paint_button = self.rail.add(
            "paint", _("Paint"), _("Paint where it hurts (P)"), lambda: self.use(self._paint), True
        )
        self.erase_button = self.rail.add(
            "erase", _("Erase"), _("Erase marks (E)"), lambda: self.use(self._erase), True
        )
        self.undo_button = self.rail.add("undo", _("Undo"), _("Undo the last change (Ctrl+Z)"), document.undo)
        self.redo_button = self.rail.add("redo", _("Redo"), _("Redo (Ctrl+Shift+Z)"), document.redo)
        add_zoom_tools(self.rail, view)
        side_by_side(self, self.rail, self.stage, self.panel, wide=self.stage)
        document.started.connect(self.tap_button.click)
        document.changed.connect(self._refresh)
        self._refresh()
        self.tap_button.click()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Qt's; whoever turns to the page is on the body. (A focus proxy would drop the tools from the Tab order.)"""
        self.stage.view.setFocus()

    def use(self, tool: Tool) -> None:
        """Takes a tool into the hand."""
        self.stage.view.set_tool(tool)

    def tool_keys(self) -> dict[str, Callable[[], None]]:
        """Letters that take a tool into the hand."""
        return {"T": self.tap_button.click, "P": self.paint_button.click, "E": self.erase_button.click}

    def _refresh(self) -> None:
        self.undo_button.setEnabled(self._document.can_undo)
        self.redo_button.setEnabled(self._document.can_redo)

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self.rail.set_look(look)
        self.stage.set_look(look)
        self.panel.set_look(look)
