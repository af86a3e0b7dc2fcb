"""What a screen reader finds on the body: every region by its name, whether it is marked, and what the keys just did.

Qt knows widgets only; here the regions of a `BodyView` become children that exist for assistive technology alone.
Nothing is painted and no pointer is handled here.
"""

from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget

from bodymap.body.chart import Region
from bodymap.report.text.translation import _
from bodymap.ui.canvas.body_view import BodyView

_KEPT: dict[int, "_AccessibleBody"] = {}
"""Qt calls these objects whenever it likes, and holds no Python reference: they live as long as their view."""


def install() -> None:
    """Tells Qt to ask here about body views. Once a program."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, BodyView):
        return None
    key = id(thing)
    if key not in _KEPT:
        _KEPT[key] = _AccessibleBody(thing)
        thing.destroyed.connect(lambda: _KEPT.pop(key, None))
    return _KEPT[key]


class _AccessibleBody(QAccessibleWidget):
    """A body view; its children are the regions that it shows."""

    def __init__(self, view: BodyView) -> None:
        super().__init__(view, QAccessible.Role.Grouping)
        self.view = view
        self._of: dict[str, _AccessibleRegion] = {}

    def _regions(self) -> list[Region]:
        return [region for chart in self.view.charts.values() for region in chart.regions.values()]

    def childCount(self) -> int:
        """Qt's."""
        return len(self._regions())

    def child(self, index: int) -> QAccessibleInterface:
        """Qt's; an interface is made once a name and goes on to speak of the region of another figure."""
        region = self._regions()[index]
        if region.id not in self._of:
            self._of[region.id] = _AccessibleRegion(self, region)
            QAccessible.registerAccessibleInterface(self._of[region.id])
        self._of[region.id].region = region
        return self._of[region.id]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Qt's; -1 for a stranger."""
        names = [region.id for region in self._regions()]
        known = isinstance(child, _AccessibleRegion) and child.region.id in names
        return names.index(child.region.id) if known else -1  # type: ignore[attr-defined]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Qt's; x and y are of the screen."""
        place = self.view.mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        chart, across, down = self.view.layout_.to_chart(place.x(), place.y())
        region = self.view.charts[chart].region_at(across, down)
        names = [one.id for one in self._regions()]
        return self.child(names.index(region.id)) if region is not None else None  # type: ignore[return-value]


class _AccessibleRegion(QAccessibleInterface):
    """A region: a box that is checked where it is marked."""

    def __init__(self, body: _AccessibleBody, region: Region) -> None:
        super().__init__()
        self._body, self.region = body, region

    def isValid(self) -> bool:
        """Qt's."""
        return self.region.chart in self._body.view.charts

    def object(self) -> QObject:
        """Qt's; there is none behind it."""
        return None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        """Qt's."""
        return self._body

    def child(self, _index: int) -> QAccessibleInterface:
        """Qt's; it has none."""
        return None  # type: ignore[return-value]

    def childCount(self) -> int:
        """Qt's."""
        return 0

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface:
        """Qt's; it has none."""
        return None  # type: ignore[return-value]

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Qt's; it has none."""
        return -1

    def rect(self) -> QRect:
        """Qt's; the bounding box on the screen."""
        x0, y0, x1, y1 = self.region.area.bounds
        layout, view = self._body.view.layout_, self._body.view
        left, top = layout.from_chart(self.region.chart, x0, y0)
        box = QRectF(left, top, (x1 - x0) * layout.scale, (y1 - y0) * layout.scale).toAlignedRect()
        return QRect(view.mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        """Qt's."""
        return QAccessible.Role.CheckBox

    def state(self) -> QAccessible.State:
        """Qt's; checked where the whole region is marked."""
        state = QAccessible.State()
        state.checkable = True
        state.checked = self.region.id in self._body.view.marked_regions
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Qt's; plain words with the side, and on which chart."""
        if kind == QAccessible.Text.Name:
            return self.region.words
        return (
            _("on the {chart} of the body").format(chart=self.region.chart)
            if kind == QAccessible.Text.Description
            else ""
        )

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Qt's; a region keeps its name."""

    def window(self) -> QWindow:
        """Qt's."""
        return self._body.view.window().windowHandle()
