"""The page Compare: which visits, in which of four ways, with the words of that comparison beside it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel
from pytestqt.qtbot import QtBot

from bodymap.clinic.analysis.comparison import compare
from bodymap.clinic.analysis.visit_metrics import with_ranking
from bodymap.clinic.model import Visit
from bodymap.drawing.model import Drawing
from bodymap.report.text.comparison_words import comparison_words, headline
from bodymap.ui.pages.compare.compare_page import ALL_VISITS, HEAT_MAP, ONE_CHART, SIDE_BY_SIDE, VIEWS, ComparePage
from bodymap.ui.theme.palette import DARK_PALETTE, LIGHT_PALETTE
from tests.report.graphics.test_drawing_picture import texts
from tests.report.visits import visits
from tests.ui.hands import push, settle, words
from tests.ui.painting.test_scene_painter import pixels


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> ComparePage:
    """The page with five visits."""
    made = ComparePage(LIGHT_PALETTE)
    qtbot.addWidget(made)
    made.resize(1280, 666)
    made.show_visits("Marlene Example", visits(), None)
    made.show()
    settle()
    return made


def said(page: ComparePage) -> str:
    return "\n".join(words(page))


def shown(page: ComparePage) -> list[str]:
    assert page.view.picture is not None
    return [text for text, _ in texts(page.view.picture)]


def test_the_newest_is_compared_with_the_one_before(page: ComparePage) -> None:
    newest, before, *_ = visits()
    assert page.chosen == (before.id, newest.id)
    expected = comparison_words(compare(before.drawing, newest.drawing))
    assert page.panel.headline.text() == expected.headline
    assert page.panel.strength.text() == expected.strength != ""
    assert all(line.text in said(page) for line in expected.lines)
    rows = [frame for frame in page.panel.findChildren(QFrame) if frame.property("row")]
    assert [row.findChildren(QLabel)[0].text() for row in rows] == [row.place for row in expected.rows]
    assert "Marlene Example" in said(page)


def test_each_way_of_looking_shows_its_picture(page: ComparePage) -> None:
    titles = []
    for number, name in enumerate(VIEWS):
        push(page, name)
        settle()
        assert page.view.picture is not None
        titles.append(page.view.picture.title)
        assert page.view.accessibleName() == titles[-1]
        assert page.view.accessibleDescription() == page.view.picture.says
        assert page.view.picture.width == page.view.width()
        assert number in (SIDE_BY_SIDE, ONE_CHART, ALL_VISITS, HEAT_MAP)
    assert titles == [
        "Marked pain at 2 visits",
        "What changed between two visits",
        "Marked pain at 5 visits",
        "Where pain was how often in 5 visits",
    ]


def test_what_is_composed_is_painted(page: ComparePage) -> None:
    page.choose_view(HEAT_MAP)
    light = pixels(page.view.grab().toImage())
    page.set_look(DARK_PALETTE)
    dark = pixels(page.view.grab().toImage())
    assert light[2, 2].mean() > 200
    assert dark[2, 2].mean() < 60
    assert (light != light[2, 2]).any(axis=2).mean() > 0.1


def test_series_runs_from_old_to_new(page: ComparePage) -> None:
    page.choose_view(ALL_VISITS)
    days = [text for text in shown(page) if text.endswith("2026")]
    assert days == ["3 Aug 2026", "24 Aug 2026", "14 Sep 2026", "5 Oct 2026", "26 Oct 2026"]


def test_other_visits_can_be_chosen_and_never_one_with_itself(page: ComparePage) -> None:
    stored = visits()
    page.show_visits("Marlene Example", stored, (stored[4].id, stored[2].id))
    assert page.chosen == (stored[4].id, stored[2].id)
    assert page.earlier.count() == 2
    page.later.setFocus()
    QTest.keyClick(page.later, Qt.Key.Key_Down)  # an older one: the earlier visit stays, it is older still
    settle()
    assert page.chosen == (stored[4].id, stored[3].id)
    QTest.keyClick(page.later, Qt.Key.Key_Home)
    page.earlier.setFocus()
    QTest.keyClick(page.earlier, Qt.Key.Key_Home)
    settle()
    assert page.chosen == (stored[1].id, stored[0].id)
    QTest.keyClick(page.later, Qt.Key.Key_Down)  # as old as the earlier one was: that gives way
    settle()
    assert page.chosen == (stored[2].id, stored[1].id)
    before, after = stored[2].drawing, stored[1].drawing
    assert page.panel.headline.text() == comparison_words(compare(before, after)).headline


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_visits_are_told(page: ComparePage, count: int) -> None:
    page.show_visits("Somebody New", visits(count), None)
    settle()
    assert page.chosen is None
    assert page.comparison is None
    assert "one visit so far" in said(page) if count else "no visit yet" in said(page)
    assert not page.later.isVisible()
    for name in VIEWS:
        push(page, name)
        settle()
        assert len([text for text in shown(page) if text.endswith("2026")]) in (0, count)


def test_two_visits_on_one_day_are_told_apart(page: ComparePage) -> None:
    stored = visits(2)
    again = Visit("again", "somebody", stored[0].started.replace(hour=15), stored[0].drawing)
    page.show_visits("Somebody", [again, *stored], None)
    names = [page.later.itemText(n) for n in range(page.later.count())]
    assert len(set(names)) == len(names)
    assert all(":" in name for name in names)


def test_visits_on_two_figures_are_compared_by_region(page: ComparePage) -> None:
    stored = visits(2)
    man = stored[0].drawing.model_copy(update={"figure": "male"})
    page.show_visits("Somebody", [with_ranking(Visit("m", "p", stored[0].started, man)), stored[1]], None)
    settle()
    assert "different figures" in said(page)
    page.choose_view(ONE_CHART)  # there is no such chart
    assert page.view.accessibleName() == "Marked pain at 2 visits"
    page.choose_view(HEAT_MAP)
    assert [text for text in shown(page) if text.startswith(("Woman", "Man"))] == ["Woman: 1 visit", "Man: 1 visit"]


def test_nothing_marked_twice_is_one_sentence(page: ComparePage) -> None:
    first = visits(1)[0]
    empty = [with_ranking(Visit(name, "p", first.started, Drawing())) for name in "ab"]
    page.show_visits("Somebody", empty, None)
    assert page.panel.headline.text() == headline(empty[0].figures, empty[1].figures)
    assert not page.panel.card.isVisible()


def test_the_keyboard_alone_does_it(page: ComparePage) -> None:
    went: list[bool] = []
    page.back_requested.connect(lambda: went.append(True))
    reached = set()
    page.setFocus()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            reached.add(focused.text())
        elif focused is not None:
            reached.add(focused.accessibleName())
    assert {"Earlier visit", "Later visit", "Changes by region"} <= reached
    assert reached & set(VIEWS)
    QTest.keyClick(page.later, Qt.Key.Key_Escape)
    assert went == [True]


def test_a_long_name_leaves_room_for_the_choice(page: ComparePage) -> None:
    page.show_visits("Maximiliane " * 16, visits(), None)
    settle()
    assert page.minimumSizeHint().width() <= 1000
    assert page.later.geometry().right() <= page.width()
    assert page.title.geometry().right() <= page.earlier.geometry().left()
    assert page.title.toolTip() == "Maximiliane " * 16


def test_a_choice_shows_the_whole_of_what_is_chosen(page: ComparePage) -> None:
    stored = visits(2)
    again = Visit("again", "somebody", stored[0].started.replace(hour=15), stored[0].drawing)
    page.show_visits("Somebody", [again, *stored], None)
    settle()
    for box in (page.earlier, page.later):
        assert box.width() >= box.fontMetrics().horizontalAdvance(box.currentText()) + 24
