"""The panel of the page Mark: quality and strength of what comes next, the list of what is there, the way on."""

import itertools

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from bodymap.matching.answers import NO_PAIN
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.canvas.mark_settings import BRUSHES
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import LEFT, drag, middle, push, settle, tap, words
from tests.ui.pages.mark.conftest import BUTTOCK, LUMBAR, THIGH, marks


def test_quality_and_intensity_are_those_of_what_comes_next(window: MainWindow, view: BodyView) -> None:
    assert "How strong is it here?" in words(window.mark_page.panel)
    push(window.mark_page.panel, "Numb")
    push(window.mark_page.panel, "4")
    tap(window, view, THIGH)
    assert "How strong is the next place?" in words(window.mark_page.panel)
    push(window.mark_page.panel, "Burning")
    push(window.mark_page.panel, "10")
    window.mark_page.paint_button.click()
    drag(view, "back", [middle(window, LUMBAR), middle(window, "back/flank-right")])
    assert [(mark.quality, mark.intensity) for mark in marks(window)] == [("numb", 4), ("burning", 10)]


def test_another_drawing_takes_nothing_over_from_the_hand_of_the_last_patient(
    window: MainWindow, view: BodyView
) -> None:
    panel = window.mark_page.panel
    for name in ("Numb", "Strength 9 of 10", "Brush 4 of 4", "Erase"):
        push(window.mark_page, name)
    window.document.new()
    tap(window, view, LUMBAR)
    assert [(mark.region, mark.quality, mark.intensity) for mark in marks(window)] == [(LUMBAR, "aching", 5)]
    push(window.mark_page, "Paint")
    (medium,) = (one for one in panel.findChildren(QAbstractButton) if one.accessibleName() == "Brush 2 of 4")
    assert medium.isChecked()
    drag(view, "back", [(60, 1000), (60, 1100)])
    stroke = marks(window)[-1].stroke
    assert stroke is not None
    assert stroke.radius == BRUSHES[1]


def test_marks_are_listed_in_words_newest_first(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    assert "Nothing yet. Tap or paint where it hurts." in words(panel)
    push(panel, "6")
    tap(window, view, LUMBAR)
    push(panel, "Numb")
    push(panel, "4")
    tap(window, view, THIGH)
    listed = words(panel)
    assert ("Low back, right · aching", "6") in itertools.pairwise(listed)
    assert ("Back of thigh, right · numb", "4") in itertools.pairwise(listed)
    assert listed.index("Back of thigh, right · numb") < listed.index("Low back, right · aching")


def test_a_mark_of_the_list_is_changed_later(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    assert "choose a line to edit it" not in words(panel)
    tap(window, view, LUMBAR)
    hint = "choose a line to edit it"
    tap(window, view, THIGH)
    assert hint in words(panel)
    choose_row(panel, "Low back, right · aching")
    assert hint not in words(panel)
    push(panel, "Sharp, lightning")
    push(panel, "9")
    assert [(mark.region, mark.quality, mark.intensity) for mark in marks(window)] == [
        (LUMBAR, "sharp", 9),
        (THIGH, "aching", 5),
    ]
    push(panel, "Done changing")
    tap(window, view, BUTTOCK)
    assert (marks(window)[-1].quality, marks(window)[-1].intensity) == ("aching", 5)


def choose_row(panel: QWidget, text: str) -> None:
    """A click on a line of the list."""
    (label,) = (one for one in panel.findChildren(QWidget) if one.property("text") == text and one.isVisible())
    QTest.mouseClick(label, LEFT)
    settle()


def test_after_another_mark_the_panel_is_about_the_next_one(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    tap(window, view, LUMBAR)
    tap(window, view, THIGH)
    choose_row(panel, "Back of thigh, right · aching")
    tap(window, view, LUMBAR)
    push(panel, "9")
    assert [(mark.region, mark.intensity) for mark in marks(window)] == [(THIGH, 5)]


def test_a_mark_is_taken_back_from_the_list(window: MainWindow, view: BodyView) -> None:
    tap(window, view, LUMBAR)
    tap(window, view, THIGH)
    push(window.mark_page.panel, "Take back Low back, right")
    assert [mark.region for mark in marks(window)] == [THIGH]


def test_no_pain_today_is_said_and_a_mark_unsays_it(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    tap(window, view, LUMBAR)
    push(panel, "No pain today")
    assert marks(window) == ()
    assert window.document.drawing.answers[NO_PAIN] is True
    assert "No pain today." in words(panel)
    assert panel.next_button.isEnabled()
    tap(window, view, LUMBAR)
    assert NO_PAIN not in window.document.drawing.answers


def test_next_turns_to_the_questions(window: MainWindow, view: BodyView) -> None:
    assert not window.mark_page.panel.next_button.isEnabled()
    tap(window, view, LUMBAR)
    push(window.mark_page.panel, "Next: questions")
    assert window.page == 1


def test_the_list_keeps_the_keyboard(window: MainWindow, view: BodyView) -> None:
    panel = window.mark_page.panel
    tap(window, view, LUMBAR)
    tap(window, view, THIGH)
    row = next(one for one in panel.findChildren(QWidget) if one.accessibleName().startswith("Low back, right"))
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Low back, right")
    push(panel, "9")
    assert marks(window)[0].intensity == 9
