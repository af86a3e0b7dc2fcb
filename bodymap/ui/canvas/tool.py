"""What the body view asks of a tool. The tools themselves are `bodymap.ui.canvas.brush_tools` and its neighbours."""

from typing import Protocol

from PySide6.QtCore import Qt

from bodymap.body.figure import ChartName


class Tool(Protocol):
    """What the pointer does on the surface. Places are chart units; `pressure` is 0 to 1, 1 for a mouse."""

    cursor: Qt.CursorShape

    def brush_radius(self) -> float | None:
        """Radius of the ring that follows the pointer, None for no ring."""

    def press(self, chart: ChartName, x: float, y: float, pressure: float) -> None:
        """The button or the pen went down."""

    def drag(self, chart: ChartName, x: float, y: float, pressure: float) -> None:
        """It moves while down; the chart is the one where it went down."""

    def release(self) -> None:
        """It went up."""

    def cancel(self) -> None:
        """What is in hand is not wanted: a second finger came down, or somebody pressed Escape."""

    def hover(self, chart: ChartName, x: float, y: float) -> None:
        """It moves while up."""

    def leave(self) -> None:
        """It left the surface."""

    def key(self, key: int) -> bool:
        """A key while the surface has the focus; True if it was used."""
