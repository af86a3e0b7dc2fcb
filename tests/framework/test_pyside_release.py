"""The installed PySide6 keeps count of None.

Release 6.12.0 drops a reference to None in most void calls and ends the program on Python 3.11 with
`none_dealloc: deallocating None` after some thousand of them. pyproject.toml leaves that release out; this test
finds the next one that does the same.
"""

import gc
import sys

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 2000
SLACK = 100
"""What the interpreter itself may do with None meanwhile; the defect counts a thousand and more."""


def _make_void_calls(painter: QPainter, label: QLabel, times: int) -> None:
    path = QPainterPath()
    path.addRect(1, 1, 6, 6)
    black = QColor("black")
    for number in range(times):
        painter.drawPath(path)
        painter.fillPath(path, black)
        label.setText(str(number))
        label.update()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on and isn't counted")
def test_void_calls_leave_the_count_of_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    image = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    _make_void_calls(painter, label, 10)  # the first calls fill PySide6's own tables
    gc.collect()
    before = sys.getrefcount(None)
    _make_void_calls(painter, label, CALLS)
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < SLACK
