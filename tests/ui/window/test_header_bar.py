"""The bar at the top: what it drops, shortens and folds as the window gets narrower, and the way back."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bodymap.ui.theme.palette import LIGHT_PALETTE
from bodymap.ui.theme.stylesheet import style_sheet
from bodymap.ui.window.header_bar import SUMMARY, HeaderBar
from bodymap.ui.window.menu_bar import MenuBar
from bodymap.ui.window.navigator import Navigator, VisitBanner
from tests.ui.hands import button, settle

PAGES = ("Mark", "Questions", "Review", "Summary")
LONG = "Maximiliana Hubertina Wolfeschlegelsteinhausen " * 4


@dataclass
class Bar:
    """A header in a window of its own, and what was called."""

    window: QWidget
    header: HeaderBar
    called: list[str] = field(default_factory=list)

    def wide(self, width: int) -> None:
        """A window of another width."""
        self.window.resize(width, 200)
        settle()


@pytest.fixture
def bar(qapp: object, qtbot: QtBot) -> Bar:
    window = QWidget()
    window.setMinimumWidth(300)
    menus = MenuBar(window)
    for name in ("&File", "&Edit", "&Patients", "&View", "&Help"):
        menus.add(menus.menu(name), f"{name} something", lambda: None)
    navigator = Navigator(window)
    called: list[str] = []
    navigator.page_requested.connect(lambda number: called.append("print" if number == SUMMARY else str(number)))
    navigator.back_requested.connect(lambda: called.append("back"))
    navigator.compare_requested.connect(lambda: called.append("compare"))
    navigator.hand_over_requested.connect(lambda: called.append("hand over"))
    navigator.take_back_requested.connect(lambda: called.append("take back"))
    header = HeaderBar(PAGES, menus, navigator)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(header)
    qtbot.addWidget(window)
    window.show()
    return Bar(window, header, called)


def visit(patient: str, state: str, *, earlier: bool, trouble: bool = False) -> VisitBanner:
    return VisitBanner(patient, state, "", has_earlier=earlier, has_trouble=trouble)


def reached(bar: Bar) -> set[str]:
    """The names of the buttons that can be pressed now, as a screen reader has them."""
    made = bar.header.findChildren(QPushButton)
    return {one.accessibleName() or one.text() for one in made if one.isVisible()}


@pytest.mark.parametrize("width", [1280, 1366, 1440, 1600, 1920])
@pytest.mark.parametrize("name", ["Tom Hale", LONG, "محمد عبد الرحمن الفارسي"])
@pytest.mark.parametrize("state", ["not saved yet", "server away"])
def test_a_visit_has_all_its_actions_on_the_smallest_screen_and_on_larger_ones(
    bar: Bar, width: int, name: str, state: str
) -> None:
    bar.wide(width)
    bar.header.show_visit(visit(name, f"visit 12 · 27 Nov 2026 · {state}", earlier=True, trouble=True))
    settle()
    assert {"Compare visits", "Hand over", "Print summary"} <= reached(bar)
    assert bar.header.width() == width
    assert bar.header.print.geometry().right() < width
    assert bar.header.menus.isVisible() != bar.header.folded.isVisible()


def test_nothing_leads_to_the_summary_where_it_is_open(bar: Bar) -> None:
    bar.wide(1920)
    for page, wanted in ((2, True), (3, False), (2, True)):
        bar.header.choose(page)
        bar.header.show_visit(visit("Tom Hale", "visit 2 · 27 Nov 2026 · saved", earlier=True))
        assert ("Print summary" in reached(bar)) is wanted
        bar.header.show_drawing("New drawing", "")
        assert ("Print summary" in reached(bar)) is wanted
        bar.wide(1000)
        bar.wide(1920)
        assert ("Print summary" in reached(bar)) is wanted


def test_menus_fold_where_they_have_no_room_and_come_back(bar: Bar) -> None:
    bar.wide(1920)
    bar.header.show_visit(visit("Tom Hale", "visit 2 · 27 Nov 2026 · saved", earlier=True))
    settle()
    assert bar.header.menus.isVisible()
    assert bar.header.print.text() == "Print summary"
    bar.wide(1000)
    assert bar.header.folded.isVisible()
    one = bar.header.folded.menu()
    one.aboutToShow.emit()
    assert [action.text() for action in one.actions()] == ["&File", "&Edit", "&Patients", "&View", "&Help"]
    bar.wide(1920)
    assert bar.header.menus.isVisible()
    assert not bar.header.folded.isVisible()


def test_a_name_is_cut_only_where_it_has_no_room(bar: Bar) -> None:
    name = "Erika Mustermann-Featherstonehaugh"
    bar.header.show_visit(visit(name, "visit 1 · 27 Nov 2026 · saved", earlier=False))
    bar.wide(1920)
    assert name in bar.header.back.text()
    bar.wide(1000)
    assert name not in bar.header.back.text()
    assert "…" in bar.header.back.text()
    assert bar.header.back.accessibleName() == f"Back to {name}"


@pytest.mark.parametrize("width", [600, 1280, 1920])
def test_no_menu_appears_by_a_change_of_size_while_the_patient_holds_it_or_it_is_locked(bar: Bar, width: int) -> None:
    for show in (bar.header.show_handed_over, bar.header.show_locked):
        show()
        bar.wide(width)
        assert not bar.header.menus.isVisible()
        assert not bar.header.folded.isVisible()
        assert "Print summary" not in reached(bar)


def test_the_way_back_has_a_key_and_names_where_it_leads(bar: Bar, qtbot: QtBot) -> None:
    bar.header.show_place("Patients")
    bar.window.activateWindow()
    settle()
    assert button(bar.header, "Back to Patients").isVisible()
    QTest.keyClick(bar.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bar.called == ["back"])  # Qt shows the button pressed for a moment


def test_the_way_back_keeps_its_words_when_the_keyboard_is_on_it(bar: Bar, qtbot: QtBot) -> None:
    bar.window.setStyleSheet(style_sheet(LIGHT_PALETTE))
    bar.header.show_place("Patients")
    bar.wide(900)
    way = bar.header.back
    room = _room(way)
    way.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(way.hasFocus)
    assert _room(way) == room >= way.fontMetrics().horizontalAdvance(way.text())


def _room(shown: QPushButton) -> int:
    """The width that a button has for its words, as it is drawn now."""
    option = QStyleOptionButton()
    shown.initStyleOption(option)
    return shown.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, shown).width()
