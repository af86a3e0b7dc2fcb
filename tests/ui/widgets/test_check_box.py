"""A box to tick shows its state by a sign, and not by colour alone."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from bodymap.ui.theme.palette import DARK_PALETTE, LIGHT_PALETTE, Palette
from bodymap.ui.widgets.check_box import CheckBox
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import alike, settle


@pytest.mark.parametrize("look", [LIGHT_PALETTE, DARK_PALETTE])
def test_what_is_ticked_has_a_tick(window: MainWindow, qtbot: QtBot, look: Palette) -> None:
    window.choose_look("dark" if look is DARK_PALETTE else "light")
    box = CheckBox("Charts")
    qtbot.addWidget(box)
    box.setChecked(True)
    box.show()
    settle()
    image = box.grab().toImage()
    inside = [image.pixelColor(x, y) for x in range(3, 17) for y in range(image.height())]
    assert sum(alike(one, QColor(look.on_accent)) for one in inside) >= 5
    assert sum(alike(one, QColor(look.accent)) for one in inside) >= 100
