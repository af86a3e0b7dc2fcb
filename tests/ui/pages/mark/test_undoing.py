"""Undo and redo on the page Mark: every step, back and forth."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import drag, middle, push, tap
from tests.ui.pages.mark.conftest import LUMBAR, down_the_thigh


def test_everything_can_be_undone_and_done_again(window: MainWindow, view: BodyView) -> None:
    page, document = window.mark_page, window.document
    seen = [document.drawing]

    def step() -> None:
        assert document.drawing != seen[-1], f"step {len(seen)} did nothing"
        seen.append(document.drawing)

    tap(window, view, LUMBAR)
    step()
    page.paint_button.click()
    drag(view, "back", down_the_thigh(window))
    step()
    page.erase_button.click()
    x, y = middle(window, LUMBAR)
    drag(view, "back", [(x - 10, y), (x + 10, y)])
    step()
    page.panel.choose(0)
    push(page.panel, "Tingling")
    step()
    push(page.panel, "8")
    step()
    push(page.stage, "Man")
    step()
    push(page.panel, "Take back Back of thigh, right")
    step()
    document.answer("worse_upright", True)
    step()
    push(page.panel, "No pain today")
    step()
    tap(window, view, LUMBAR)  # with the eraser in hand: nothing
    assert document.drawing == seen[-1]
    for expected in reversed(seen[:-1]):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert document.drawing == expected
    assert not page.undo_button.isEnabled()
    for expected in seen[1:]:
        page.redo_button.click()
        assert document.drawing == expected
    assert not page.redo_button.isEnabled()
