"""The page Mark by the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolTip, QWidget

from bodymap.body.chart import Region
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.canvas.tap_tool import TapTool
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import region, tap
from tests.ui.pages.mark.conftest import LUMBAR, marks


def test_arrows_and_enter_mark_a_region(window: MainWindow, view: BodyView) -> None:
    window.show_page(0)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    for _ in range(6):
        QTest.keyClick(view, Qt.Key.Key_Down)
    named = QToolTip.text()
    QTest.keyClick(view, Qt.Key.Key_Return)
    (mark,) = marks(window)
    assert mark.region is not None
    assert region(window, mark.region).words.lower() == named.lower()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert marks(window) == ()


def test_arrows_reach_every_region(window: MainWindow, view: BodyView) -> None:
    """From the first region, by any way: no region is an island."""
    tool = window.mark_page.stage.view.tool
    assert isinstance(tool, TapTool)
    waiting: list[Region | None] = [tool.neighbour(0, 1)]
    seen: set[str] = set()
    while waiting:
        here = waiting.pop()
        if here is not None and here.id not in seen:
            seen.add(here.id)
            place = here.area.representative_point()
            tool.hover(here.chart, place.x, place.y)
            waiting += [tool.neighbour(*step) for step in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    assert seen == {name for chart in view.charts.values() for name in chart.regions}


def test_the_tab_key_reaches_every_control(window: MainWindow, view: BodyView) -> None:
    tap(window, view, LUMBAR)
    window.activateWindow()
    view.setFocus()
    wanted = {one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()}
    reached: set[QWidget] = set()
    for _ in range(200):
        focused = QApplication.focusWidget()
        if focused is None or focused in reached:
            break
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    missed = []
    for one in wanted - reached:
        group = one.group()
        # Within a group of alternatives the arrow keys go on from the one that Tab reaches.
        if group is None or not any(other in reached for other in group.buttons()):
            missed.append(one.text() or one.accessibleName())
    assert not missed
    assert view in reached


def test_letters_take_tools_and_alt_turns_pages(window: MainWindow, view: BodyView) -> None:
    page = window.mark_page
    for key, made in (
        (Qt.Key.Key_P, page.paint_button),
        (Qt.Key.Key_E, page.erase_button),
        (Qt.Key.Key_T, page.tap_button),
    ):
        QTest.keyClick(view, key)
        assert made.isChecked()
    for number, key in ((1, Qt.Key.Key_2), (2, Qt.Key.Key_3), (3, Qt.Key.Key_4), (0, Qt.Key.Key_1)):
        QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert window.page == number
