"""What a screen reader meets on the body."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bodymap.body.chart_files import load_charts
from bodymap.ui.canvas import accessibility
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import over, push, region, tap


@pytest.fixture(scope="module", autouse=True)
def _reader(qapp: QApplication) -> Iterator[None]:
    """A screen reader listens."""
    accessibility.install()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def regions(view: BodyView) -> dict[str, QAccessibleInterface]:
    """The children of the body by name and description."""
    body = QAccessible.queryAccessibleInterface(view)
    children = [body.child(number) for number in range(body.childCount())]
    return {f"{one.text(QAccessible.Text.Name)} {one.text(QAccessible.Text.Description)}": one for one in children}


def test_every_region_is_there_by_its_plain_name_and_side(window: MainWindow) -> None:
    names = set(regions(window.mark_page.stage.view))
    assert names == {
        f"{one.words} on the {name} of the body"
        for name, chart in window.mark_page.stage.view.charts.items()
        for one in chart.regions.values()
    }


def test_the_body_itself_has_a_name(window: MainWindow) -> None:
    body = QAccessible.queryAccessibleInterface(window.mark_page.stage.view)
    assert body.text(QAccessible.Text.Name) == "Body charts"
    assert "arrow keys" in body.text(QAccessible.Text.Description)


def test_a_region_is_checked_while_it_is_marked(window: MainWindow) -> None:
    view = window.mark_page.stage.view
    name = f"{region(window, 'back/lumbar-right').words} on the back of the body"
    assert not regions(view)[name].state().checked
    tap(window, view, "back/lumbar-right")
    assert regions(view)[name].state().checked
    assert sum(bool(one.state().checked) for one in regions(view).values()) == 1
    window.document.undo()
    assert not regions(view)[name].state().checked


def test_a_region_is_found_where_it_is_seen(window: MainWindow) -> None:
    view = window.mark_page.stage.view
    body = QAccessible.queryAccessibleInterface(view)
    for name in ("back/lumbar-right", "front/navel", "back/calf-inner-left"):
        place = view.mapToGlobal(over(view, name, window))
        found = body.childAt(place.x(), place.y())
        assert found.text(QAccessible.Text.Name) == region(window, name).words
        assert found.rect().contains(place)
        assert body.child(body.indexOfChild(found)).text(QAccessible.Text.Name) == region(window, name).words


def test_only_the_charts_on_the_screen_have_regions(window: MainWindow) -> None:
    push(window.mark_page.stage, "Front")
    assert all(name.endswith("on the front of the body") for name in regions(window.mark_page.stage.view))


def test_the_keys_are_told_aloud(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def update(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    view = window.mark_page.stage.view
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    words = said[0].removesuffix(", not marked")
    assert words in {one.words for chart in window.document.charts.values() for one in chart.regions.values()}
    assert said == [f"{words}, not marked", f"{words}, marked", f"{words}, not marked"]


def test_views_come_and_go(qtbot: QtBot) -> None:
    """Qt and Python both hold on to these objects; neither may be left with one that is gone."""
    for _ in range(5):
        view = BodyView()
        view.show_charts(load_charts("female"))
        assert len(regions(view)) > 150
        view.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        del view
        gc.collect()
    assert len(accessibility._KEPT) <= 2  # those of the window
