"""The page Mark of the window, and what its tests ask of it."""

import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bodymap.drawing.model import Mark
from bodymap.ui.canvas.body_view import BodyView
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import region

LUMBAR = "back/lumbar-right"
BUTTOCK = "back/buttock-upper-right"
THIGH = "back/thigh-back-right"


@pytest.fixture
def view(window: MainWindow) -> BodyView:
    """The body on the page."""
    return window.mark_page.stage.view


def marks(window: MainWindow) -> tuple[Mark, ...]:
    """What is marked."""
    return window.document.drawing.marks


def down_the_thigh(window: MainWindow) -> list[tuple[float, float]]:
    """A line inside the back of the right thigh."""
    x0, y0, x1, y1 = region(window, THIGH).area.bounds
    middle_x = (x0 + x1) / 2
    return [(middle_x, y0 + 50), (middle_x + 4, (y0 + y1) / 2), (middle_x, y1 - 40)]


@pytest.fixture(scope="session")
def touch_screen(qapp: QApplication) -> QPointingDevice:
    """A touch screen, plugged in for the rest of the run."""
    return QTest.createTouchDevice()
