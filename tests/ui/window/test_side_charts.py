"""Marks on charts that the window does not show: nothing stops at them."""

import pytest

from bodymap.drawing.model import Mark, Stroke
from bodymap.ui.window.main_window import MainWindow

MARKS = (
    Mark(region="left/hip-side", quality="aching"),
    Mark(region="soles/heel-left", quality="numb"),
    Mark(chart="right", stroke=Stroke(points=((40, 380), (150, 410)), radius=20)),
    Mark(region="back/buttock-upper-left"),
)


@pytest.mark.parametrize("page", range(4))
def test_every_page_takes_marks_on_every_chart(window: MainWindow, page: int) -> None:
    for mark in MARKS:
        window.document.add_mark(mark)
    window.show_page(page)
    window.grab()
    assert window.document.drawing.marks == MARKS
