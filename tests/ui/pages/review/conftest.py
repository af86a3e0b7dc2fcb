"""The page Review with the example, and what its tests read from it."""

import pytest
import shapely
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.placed import PlacedPoint
from bodymap.body.figure import ChartName
from bodymap.drawing.model import Drawing
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.pages.review.ranking_row import RankingRow
from bodymap.ui.pages.review.review_page import ReviewPage
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import at, push, settle, words


@pytest.fixture
def page(window: MainWindow, example: Drawing) -> ReviewPage:
    """The page with the example."""
    window.document.set_drawing(example)
    window.show_page(2)
    settle()
    push(window.review_page.rail, "Inspect")
    return window.review_page


@pytest.fixture
def view(page: ReviewPage) -> BodyView:
    """The body on the page."""
    return page.stage.view


def rows(page: ReviewPage) -> list[RankingRow]:
    """The rows on the page from above to below."""
    found = [row for row in page.findChildren(RankingRow) if row.isVisibleTo(page)]
    return sorted(found, key=lambda row: row.mapTo(page, QPoint(0, 0)).y())


def show_all(page: ReviewPage) -> None:
    """Presses "Show all …" if the list is cut."""
    more = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.text().startswith("Show all")]
    if more:
        more[0].click()
        settle()


def numbers(row: RankingRow) -> tuple[str, str, str]:
    """Score, explained and filled as a row shows them."""
    said = words(row)
    score = next(text for text in said if text.startswith("score "))
    explained, filled = [text for text in said if text.endswith(" %")][:2]
    return score.removeprefix("score "), explained, filled


def said_of_the_set(page: ReviewPage) -> str:
    """What stands under "Smallest set", with plain spaces."""
    return page.panel.set_label.text().replace("\u00a0", " ")


def points_on(page: ReviewPage, chart: ChartName) -> list[PlacedPoint]:
    """The points drawn on a chart."""
    return [point for point in page.inspect.shown if chart in point.position]


def spots(view: BodyView, chart: ChartName, zone: BaseGeometry) -> list[QPoint]:
    """Pixels well inside an area."""
    x0, y0, x1, y1 = zone.bounds
    inner = shapely.buffer(zone, -6)
    grid = [(x0 + (x1 - x0) * i / 24, y0 + (y1 - y0) * j / 24) for i in range(25) for j in range(25)]
    return [at(view, chart, *place) for place in grid if shapely.contains_xy(inner, *place)]


def near_points(page: ReviewPage, view: BodyView, chart: ChartName, spot: QPoint) -> bool:
    """Whether a trigger point is drawn at a pixel."""
    return any(
        (at(view, chart, *point.position[chart]) - spot).manhattanLength() < 25 for point in points_on(page, chart)
    )
