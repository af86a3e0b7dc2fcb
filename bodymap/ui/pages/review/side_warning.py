"""The notice "Which side?" above the body on the page Review, where a drawing may be on the wrong side."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from bodymap.body.figure import ChartName
from bodymap.matching.sides import LateralityConflict
from bodymap.ui.widgets.basics import button, clear
from bodymap.ui.widgets.flow_layout import FlowLayout
from bodymap.ui.widgets.notice_bar import NoticeBar


class SideWarning(NoticeBar):
    """Why the side is in doubt, and one button for each way out."""

    def __init__(self, mirror: Callable[[Sequence[ChartName]], object], as_drawn: Callable[[], object]) -> None:
        holder = QWidget()
        super().__init__(holder, stretch=1)
        self._ways = FlowLayout(holder, spacing=6)
        self._mirror, self._as_drawn = mirror, as_drawn

    def show_doubt(self, doubt: LateralityConflict | None) -> None:
        """Shows a doubt, or nothing."""
        self.setVisible(doubt is not None)
        clear(self._ways)
        if doubt is None:
            return
        self.text.setText(f"<b>Which side?</b> {doubt.why}")
        for label, charts in doubt.ways:
            self._ways.addWidget(button(label, partial(self._mirror, charts), small=True))
        self._ways.addWidget(button("It is as drawn", self._as_drawn, small=True))
