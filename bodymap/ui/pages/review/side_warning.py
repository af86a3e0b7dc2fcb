"""The notice "Which side?" above the body on the page Review, where a drawing may be on the wrong side."""

from functools import partial
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bodymap.matching.sides import LateralityConflict
from bodymap.report.text.side_words import conflict_sentence, mirror_label
from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import button, clear
from bodymap.ui.widgets.flow_layout import FlowLayout
from bodymap.ui.widgets.notice_bar import NoticeBar


class SideWarning(NoticeBar):
    """Why the side is in doubt, and one button for each way out."""

    mirror_requested = Signal(object)
    """Names of charts (sequence of `ChartName`) whose drawing is to change sides."""
    as_drawn_chosen = Signal()

    def __init__(self) -> None:
        holder = QWidget()
        super().__init__(holder, stretch=1)
        self._ways = FlowLayout(holder, spacing=6)

    def show_doubt(self, doubt: LateralityConflict | None) -> None:
        """Shows a doubt, or nothing."""
        self.setVisible(doubt is not None)
        clear(self._ways)
        if doubt is None:
            return
        self.text.setText(f"<b>{_('Which side?')}</b> {escape(conflict_sentence(doubt))}")
        for way in doubt.ways:
            self._ways.addWidget(
                button(mirror_label(doubt, way), partial(self.mirror_requested.emit, way.charts), small=True)
            )
        self._ways.addWidget(button(_("It is as drawn"), self.as_drawn_chosen.emit, small=True))
