"""One window for the whole run, as new before each test; a test of files or of crashes makes its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from bodymap.app import make_window
from bodymap.drawing.file import drawing_json
from bodymap.drawing.model import Drawing
from bodymap.ui.canvas.mark_settings import MarkSettings
from bodymap.ui.tasks.gc_in_gui_thread import GcInGuiThread
from bodymap.ui.theme.palette import LIGHT_PALETTE
from bodymap.ui.theme.stylesheet import style_sheet
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import settle

SIZE = (1280, 720)
"""The smallest screen that the design asks for."""

MakeWindow = Callable[..., MainWindow]


def pytest_itemcollected(item: pytest.Item) -> None:
    """The offscreen platform says that it cannot raise a window; tooltips and message boxes want to be raised."""
    item.add_marker(pytest.mark.qt_log_ignore("does not support raise", extend=True))


def _away(window: MainWindow) -> None:
    window.document.close()
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session", autouse=True)
def _collect_here(qapp: QApplication) -> Iterator[None]:
    """As in the program: widgets are never taken apart by another thread."""
    collector = GcInGuiThread()
    yield
    collector.end()


@pytest.fixture(scope="session")
def _window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    folder = tmp_path_factory.mktemp("window")
    made = make_window(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), folder / "recovery")
    made.choose_look("light")
    yield made
    _away(made)


@pytest.fixture
def window(_window: MainWindow, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with an empty drawing of the female figure, the page Mark, and everything as at the start."""
    panel, plain = _window.mark_page.panel, MarkSettings()
    panel.choose(None)
    panel.choose_quality(plain.quality or "other")
    panel.choose_strength(plain.intensity or 0)
    panel.choose_brush(1)
    _window.mark_page.tap_button.click()
    _window.document.set_figure("female")
    _window.document.new()
    _window.resize(*SIZE)
    _window.show_page(0)
    _window.show()
    _window.activateWindow()
    QCursor.setPos(QPoint(0, 0))
    for page in (_window.mark_page, _window.review_page):
        if page.stage.view.layout_.zoom != 1:
            page.stage.view.zoom_to_fit()
        if len(page.stage.view.charts) != 2:
            next(one for one in page.findChildren(QAbstractButton) if one.text() == "Front and back").click()
    settle()
    yield _window
    if qapp.styleSheet() != style_sheet(LIGHT_PALETTE):  # a look costs a second
        _window.choose_look("light")


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeWindow]:
    """Makes windows of their own, as programs started one after the other or side by side on the same machine."""
    made: list[MainWindow] = []

    def one(folder: Path = tmp_path / "recovery", settings: Path = tmp_path / "settings.ini") -> MainWindow:
        window = make_window(QSettings(str(settings), QSettings.Format.IniFormat), folder)
        window.resize(*SIZE)
        window.show()
        settle()
        made.append(window)
        return window

    yield one
    for window in made:
        _away(window)


@pytest.fixture
def example() -> Drawing:
    """Pain in the right low back, buttock and leg, and in the left hand, where no zone of the atlas is."""
    return Drawing.model_validate(
        {
            "marks": [
                {"region": "back/lumbar-right", "quality": "aching", "intensity": 6},
                {"region": "back/buttock-upper-right", "quality": "aching", "intensity": 6},
                {"region": "back/thigh-back-right", "quality": "numb", "intensity": 4},
                {"region": "front/palm-left", "quality": "sharp", "intensity": 2},
            ],
            "answers": {"worse_upright": True},
        }
    )


@pytest.fixture
def example_file(example: Drawing, tmp_path: Path) -> Path:
    """The example as a drawing file."""
    file = tmp_path / "example.json"
    file.write_text(drawing_json(example), encoding="utf-8")
    return file


class Answers:
    """Answers for message boxes, and what the boxes said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.give: list[QMessageBox.StandardButton | str] = []
        """A standard button, or the text of a button, for each box in turn."""


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Stands in for the person in front of message boxes: only the waiting is replaced, not the box."""
    answers = Answers()

    def execute(box: QMessageBox) -> int:
        answers.said.append(f"{box.text()} {box.informativeText()}".strip())
        given = answers.give.pop(0)
        if isinstance(given, str):
            (button,) = (one for one in box.buttons() if one.text() == given)
            button.click()
            return 0
        box.button(given).click()
        return given.value

    def warning(_parent: object, _title: str, text: str) -> QMessageBox.StandardButton:
        answers.said.append(text)
        return QMessageBox.StandardButton.Ok

    monkeypatch.setattr(QMessageBox, "exec", execute)
    monkeypatch.setattr(QMessageBox, "warning", warning)
    return answers
