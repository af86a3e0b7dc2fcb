"""A picture that fills a widget: as large as the widget, painted as it is composed, told to those who cannot see it."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bodymap.report.graphics.picture_grid import Size
from bodymap.report.graphics.scene import Fill, Group, Part, Picture, ring_curve
from bodymap.ui.widgets.elided_label import ElidedLabel
from bodymap.ui.widgets.picture_view import PictureView
from tests.ui.hands import settle
from tests.ui.painting.test_scene_painter import pixels


def half_red(size: Size) -> Picture:
    """Red at the left, green at the right."""
    corners = [(0.0, 0.0), (size.width / 2, 0.0), (size.width / 2, size.height), (0.0, size.height)]
    red = Group("red", (Fill(ring_curve(corners), "#ff0000"),))
    return Picture("Two colours", "Red and green.", size.width, size.height, "#00ff00", (Part((red,)),))


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> PictureView:
    made = PictureView()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    settle()
    return made


def test_nothing_is_shown_before_there_is_a_picture(view: PictureView) -> None:
    assert view.picture is None
    assert not view.grab().isNull()


@pytest.mark.parametrize("size", [(400, 300), (701, 555)])
def test_a_picture_is_composed_for_the_size_and_painted_whole(view: PictureView, size: tuple[int, int]) -> None:
    view.show_picture(half_red)
    view.resize(*size)
    settle()
    assert view.picture is not None
    assert (view.picture.width, view.picture.height) == size
    seen = pixels(view.grab().toImage())
    for x, color in ((5, (255, 0, 0)), (size[0] - 5, (0, 255, 0))):
        for y in (5, size[1] - 5):
            assert tuple(seen[y, x][:3]) == color
    assert (view.accessibleName(), view.accessibleDescription()) == ("Two colours", "Red and green.")


def test_a_line_that_gives_way_keeps_its_text(qapp: QApplication, qtbot: QtBot) -> None:
    name = "A name that is far too long for so little room"
    label = ElidedLabel()
    label.say(name)
    qtbot.addWidget(label)
    label.resize(600, 30)
    whole = pixels(label.grab().toImage())
    label.resize(90, 30)
    cut = pixels(label.grab().toImage())
    assert label.minimumSizeHint().width() < 90
    assert label.accessibleName() == label.toolTip() == name
    assert label.text().endswith("…")
    assert (cut[:, 60:] != whole[:, 60:90]).any()  # an ellipsis, not the middle of a word
