"""Small pictures of visits: front and back with their marks, read and painted one by one while nothing else waits.

A list asks for what it shows and gets it when it is there, so that fifty visits open as quickly as one. A drawing that
cannot be read or painted has no picture and a sentence that says so; the others have theirs.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap

from bodymap.body.chart import Chart
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FigureName
from bodymap.clinic.model import Visit
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from bodymap.report.graphics.chart_frame import ALWAYS
from bodymap.report.graphics.layers import body_group, mark_groups
from bodymap.report.graphics.scene import Fill, Group, Outline
from bodymap.report.graphics.theme import LIGHT, Theme
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.painting.scene_painter import paint

CHART_WIDTH, CHART_HEIGHT = 960.0, 1880.0
"""Room for one figure with its arms, in chart units."""

KEPT = 400
"""Pictures that are kept: some megabytes."""


@dataclass(frozen=True)
class Thumbnail:
    """A picture, or why there is none."""

    picture: QPixmap | None
    problem: str = ""


def picture_size(height: int) -> QSize:
    """Width and height in points of a picture so many points high."""
    return QSize(round(2 * CHART_WIDTH * height / CHART_HEIGHT), height)


class Thumbnails(QObject):
    """The pictures of one patient's visits, made one after the other while the window is idle."""

    made = Signal(str)
    """The picture of a visit, by its id."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = height
        self._theme: Theme = LIGHT
        self._ratio = 1.0
        self._load: Callable[[str], Visit] | None = None
        self._drawings: dict[tuple[str, int], Drawing | str] = {}
        self._made: OrderedDict[tuple[str, int], Thumbnail] = OrderedDict()
        self._bodies: dict[FigureName, QPixmap] = {}
        self._wanted: list[tuple[str, int]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._make_one)

    def read_by(self, load: Callable[[str], Visit] | None) -> None:
        """How visits are read from now on; what was read before is forgotten."""
        self._load = load
        self._drawings.clear()
        self._forget_pictures()

    def set_theme(self, theme: Theme) -> None:
        """Paints in other colours; drawings need not be read again."""
        if theme != self._theme:
            self._theme = theme
            self._forget_pictures()

    def _forget_pictures(self) -> None:
        self._made.clear()
        self._bodies.clear()
        self._wanted.clear()
        self._timer.stop()

    def of(self, visit: str, version: int, ratio: float) -> Thumbnail | None:
        """The picture of a visit as stored in a version, for a screen of `ratio`; None while it is being made."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._forget_pictures()
        key = visit, version
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        if key not in self._wanted:
            self._wanted.append(key)
            self._timer.start()
        return None

    @property
    def idle(self) -> bool:
        """Whether everything that was asked for is there."""
        return not self._wanted

    def _make_one(self) -> None:
        """The newest wish first: it is what somebody scrolled to."""
        if not self._wanted or self._load is None:
            self._timer.stop()
            return
        key = self._wanted.pop()
        self._made[key] = self._thumbnail(key, self._load)
        if len(self._made) > KEPT:
            self._made.popitem(last=False)
        self.made.emit(key[0])

    def _thumbnail(self, key: tuple[str, int], load: Callable[[str], Visit]) -> Thumbnail:
        try:
            if key not in self._drawings:
                self._drawings[key] = load(key[0]).drawing
            drawing = self._drawings[key]
        except BodymapError as error:
            drawing = self._drawings[key] = error_sentence(error)
        if isinstance(drawing, str):
            return Thumbnail(None, drawing)
        try:
            return Thumbnail(self._painted(drawing))
        except BodymapError as error:
            return Thumbnail(None, error_sentence(error))

    def _painted(self, drawing: Drawing) -> QPixmap:
        charts = load_charts(drawing.figure)
        shown = [charts[name] for name in ALWAYS]
        marks = mark_groups(drawing, charts, self._theme)
        if drawing.figure not in self._bodies:
            bodies = self._canvas()
            painter = QPainter(bodies)
            for number, chart in enumerate(shown):
                self._paint(painter, number, [self._body(chart)])
            painter.end()
            self._bodies[drawing.figure] = bodies
        picture = QPixmap(self._bodies[drawing.figure])
        painter = QPainter(picture)
        for number, chart in enumerate(shown):
            self._paint(painter, number, [self._sharper(group) for group in marks.get(chart.name, [])])
        painter.end()
        return picture

    def _canvas(self) -> QPixmap:
        made = QPixmap(picture_size(self._height) * self._ratio)
        made.setDevicePixelRatio(self._ratio)
        made.fill(Qt.GlobalColor.transparent)
        return made

    @property
    def _scale(self) -> float:
        return self._height / CHART_HEIGHT

    def _paint(self, painter: QPainter, number: int, groups: list[Group]) -> None:
        painter.save()
        painter.scale(self._scale, self._scale)
        painter.translate(CHART_WIDTH * (number + 0.5), 10)
        paint(painter, groups)
        painter.restore()

    def _body(self, chart: Chart) -> Group:
        """The body without the lines that so small a picture only greys, and with an outline that it shows."""
        whole = body_group(chart, self._theme)
        edge = whole.items[-1]
        assert isinstance(edge, Outline)
        fills = tuple(item for item in whole.items if isinstance(item, Fill))
        return replace(whole, items=(*fills, replace(edge, width=1 / self._scale, opacity=0.8)))

    def _sharper(self, group: Group) -> Group:
        """Marks with an edge of a point: a brush stroke may be two points wide here."""
        items = tuple(
            replace(item, width=1.2 / self._scale, opacity=1.0)
            if isinstance(item, Outline)
            else replace(item, opacity=0.8)
            if isinstance(item, Fill)
            else item
            for item in group.items
        )
        return replace(group, items=items)
