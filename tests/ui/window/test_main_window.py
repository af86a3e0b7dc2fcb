"""The window: files, what happens when somebody closes it or it is killed, looks, and that nobody is cut off."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QScrollArea,
    QWidget,
)

from bodymap.clinic.saving.drawing_recovery import abandoned
from bodymap.drawing.file import read_drawing
from bodymap.drawing.model import Drawing, Mark
from bodymap.ui.window.main_window import PAGES, MainWindow
from tests.ui.conftest import Answers, MakeWindow
from tests.ui.hands import push, settle, tap, words

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BUTTON = QMessageBox.StandardButton
ChooseFile = Callable[[Path | None], None]


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> ChooseFile:
    """Stands in for the person in front of the file dialog: says which file they choose, None for Cancel."""

    def choose(path: Path | None) -> None:
        answer = (str(path) if path else "", "")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: answer)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)

    return choose


def mark(window: MainWindow) -> None:
    """One mark, by hand."""
    tap(window, window.mark_page.stage.view, "back/lumbar-right")
    assert len(window.document.drawing.marks) == 1


# Files


def test_save_as_and_open_bring_the_drawing_back(
    window: MainWindow, choose_file: ChooseFile, tmp_path: Path, boxes: Answers
) -> None:
    mark(window)
    drawing = window.document.drawing
    choose_file(tmp_path / "low back")
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert read_drawing(tmp_path / "low back.json") == drawing
    assert not window.document.unsaved
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert window.document.drawing == Drawing()
    choose_file(tmp_path / "low back.json")
    QTest.keyClick(window, Qt.Key.Key_O, CONTROL)
    assert window.document.drawing == drawing
    assert boxes.said == []


def test_save_goes_to_the_file_that_was_opened(
    window: MainWindow, choose_file: ChooseFile, example_file: Path, tmp_path: Path
) -> None:
    window.open(example_file)
    window.show_page(0)
    window.document.remove_mark(0)
    choose_file(None)
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert read_drawing(example_file) == window.document.drawing
    choose_file(tmp_path / "copy.json")
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL | SHIFT)
    assert read_drawing(tmp_path / "copy.json") == window.document.drawing
    assert window.document.path == tmp_path / "copy.json"


def test_a_cancelled_dialog_changes_nothing(window: MainWindow, choose_file: ChooseFile, boxes: Answers) -> None:
    mark(window)
    choose_file(None)
    assert not window.save()
    boxes.give = [BUTTON.Discard]
    window.open()
    assert len(window.document.drawing.marks) == 1
    assert window.document.unsaved


def test_files_opened_and_saved_lately_are_at_hand(
    window: MainWindow, choose_file: ChooseFile, example_file: Path, tmp_path: Path
) -> None:
    window.open(example_file)
    window.save_as(tmp_path / "second.json")
    assert window.recent()[:2] == [tmp_path / "second.json", example_file]
    menu = next(one for one in window.findChildren(QMenu) if one.title() == "Open &recent")
    menu.aboutToShow.emit()
    entry = next(one for one in menu.actions() if one.text().startswith("example.json"))
    entry.trigger()
    assert window.document.path == example_file
    assert window.recent()[0] == example_file


def test_recent_files_outlive_the_program(make: MakeWindow, example_file: Path) -> None:
    first = make()
    first.open(example_file)
    first.close()
    assert make().recent() == [example_file]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe\x00", b"[]", b'{"format": "bodymap-drawing", "version": 1, "marks": [{}]}']
)
def test_a_bad_file_is_one_sentence_and_nothing_is_lost(
    window: MainWindow, boxes: Answers, tmp_path: Path, content: bytes
) -> None:
    mark(window)
    before = window.document.drawing
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    boxes.give = [BUTTON.Discard]
    window.open(bad)
    question, sentence = boxes.said
    assert question.startswith("Save the drawing first?")
    assert "bad.json" in sentence
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    assert window.document.drawing == before
    assert window.document.unsaved
    assert bad not in window.recent()


def test_a_place_that_cannot_be_written_is_one_sentence(window: MainWindow, boxes: Answers, tmp_path: Path) -> None:
    mark(window)
    assert not window.save_as(tmp_path / "no such folder" / "drawing.json")
    (sentence,) = boxes.said
    assert "Nothing is lost" in sentence
    assert window.document.unsaved


def test_a_dropped_file_opens(window: MainWindow, example_file: Path, example: Drawing) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(example_file))])
    entered = QDragEnterEvent(
        QPoint(300, 300), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, dropped)
    assert window.document.drawing == example
    assert window.document.path == example_file


def test_dropped_words_are_not_taken(window: MainWindow) -> None:
    carried = QMimeData()
    carried.setText("not a file")
    entered = QDragEnterEvent(
        QPoint(300, 300), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    entered.ignore()
    QApplication.sendEvent(window, entered)
    assert not entered.isAccepted()


def test_title_and_header_say_no_more_than_the_name_of_the_file(window: MainWindow, example_file: Path) -> None:
    window.open(example_file)
    assert window.windowTitle().replace("[*]", "") in ("bodymap", "example.json – bodymap")
    said = " ".join(words(window))
    assert "example.json" in said
    assert str(example_file.parent) not in said


def test_unsaved_work_is_seen(window: MainWindow) -> None:
    assert not window.isWindowModified()
    mark(window)
    assert window.isWindowModified()
    assert "New drawing · not saved" in words(window)
    window.document.undo()
    assert not window.isWindowModified()


# Closing


@pytest.mark.parametrize("way", ["close", "new", "open"])
def test_cancel_keeps_everything(window: MainWindow, boxes: Answers, way: str, example_file: Path) -> None:
    mark(window)
    boxes.give = [BUTTON.Cancel]
    ways: dict[str, Callable[[], object]] = {
        "close": window.close, "new": window.new, "open": lambda: window.open(example_file),
    }  # fmt: skip
    ways[way]()
    assert boxes.said == ["Save the drawing first? It has unsaved changes."]
    assert window.isVisible()
    assert len(window.document.drawing.marks) == 1


def test_closing_saves_if_asked_to(make: MakeWindow, boxes: Answers, choose_file: ChooseFile, tmp_path: Path) -> None:
    window = make()
    mark(window)
    drawing = window.document.drawing
    boxes.give = [BUTTON.Save]
    choose_file(tmp_path / "kept.json")
    assert window.close()
    assert read_drawing(tmp_path / "kept.json") == drawing
    assert abandoned(tmp_path / "recovery") == []


def test_closing_without_a_file_name_stays_open(make: MakeWindow, boxes: Answers, choose_file: ChooseFile) -> None:
    window = make()
    mark(window)
    boxes.give = [BUTTON.Save]
    choose_file(None)
    assert not window.close()
    assert window.isVisible()


def test_closing_throws_away_if_told_to(make: MakeWindow, boxes: Answers, tmp_path: Path) -> None:
    window = make()
    mark(window)
    boxes.give = [BUTTON.Discard]
    assert window.close()
    assert list((tmp_path / "recovery").iterdir()) == []


def test_closing_with_nothing_new_asks_nothing(make: MakeWindow, boxes: Answers, example_file: Path) -> None:
    window = make()
    window.open(example_file)
    assert window.close()
    assert boxes.said == []


# Crashes

KILLED = """
import os, signal, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from bodymap.app import make_window
from tests.ui.hands import LEFT, NONE, middle, drag, path, tap
app = QApplication([])
folder = Path(sys.argv[1])
window = make_window(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), folder / "recovery")
window.resize(1280, 720)
window.show()
view = window.mark_page.stage.view
tap(window, view, "back/lumbar-right")
window.mark_page.paint_button.click()
places = [middle(window, "back/thigh-back-right"), middle(window, "back/knee-back-right")]
drag(view, "back", places)
in_hand = path(view, "back", [middle(window, "back/calf-inner-left"), middle(window, "back/heel-back-left")])
QTest.mousePress(view, LEFT, NONE, in_hand[0])
QTest.mouseMove(view, in_hand[1])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_loses_only_the_stroke_in_hand(make: MakeWindow, boxes: Answers, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=Path(__file__).parents[3], check=False, env=dict(os.environ)
    )
    assert ended.returncode == -signal.SIGKILL
    window = make()
    left = abandoned(tmp_path / "recovery")
    boxes.give = ["Take it back"]
    window.offer_back(left)
    assert "2 marks" in boxes.said[0]
    marked = window.document.drawing.marks
    assert [one.region for one in marked] == ["back/lumbar-right", None]
    assert marked[1].chart == "back"
    assert window.document.unsaved
    assert abandoned(tmp_path / "recovery") == []
    assert len(list((tmp_path / "recovery").glob("*.json"))) == 1, "it is not kept for the next crash"


@pytest.mark.parametrize(("answer", "offered_again"), [("Throw it away", 0), ("Later", 1)])
def test_what_was_left_may_be_thrown_away_or_kept_for_later(
    make: MakeWindow, boxes: Answers, tmp_path: Path, answer: str, offered_again: int
) -> None:
    folder = tmp_path / "recovery"
    first = make()
    mark(first)
    content = next(folder.glob("*.json")).read_bytes()
    boxes.give = [BUTTON.Discard]
    first.close()
    (folder / "left.json").write_bytes(content)
    window = make()
    boxes.give = [answer]
    window.offer_back(abandoned(folder))
    assert window.document.drawing == Drawing()
    assert len(abandoned(folder)) == offered_again


def test_each_stroke_is_kept_at_once(make: MakeWindow, tmp_path: Path, boxes: Answers) -> None:
    window = make()
    for name in ("back/lumbar-right", "back/thigh-back-right", "back/lumbar-right"):
        tap(window, window.mark_page.stage.view, name)
        (kept,) = (tmp_path / "recovery").glob("*.json")
        content = json.loads(kept.read_text(encoding="utf-8"))
        assert Drawing.model_validate(content["drawing"]) == window.document.drawing


def test_two_running_programs_leave_each_other_alone(make: MakeWindow, tmp_path: Path, boxes: Answers) -> None:
    one, other = make(), make()
    mark(one)
    mark(other)
    assert abandoned(tmp_path / "recovery") == []
    boxes.give = [BUTTON.Discard]
    other.close()
    assert len(list((tmp_path / "recovery").glob("*.json"))) == 1


def test_a_folder_that_cannot_be_used_is_said_and_the_program_goes_on(
    make: MakeWindow, boxes: Answers, tmp_path: Path, choose_file: ChooseFile
) -> None:
    (tmp_path / "taken").write_text("a file is in the way")
    window = make(folder=tmp_path / "taken" / "recovery")
    (sentence,) = boxes.said
    assert "\n" not in sentence
    assert "Save it often" in sentence
    mark(window)
    choose_file(tmp_path / "saved.json")
    assert window.save()
    assert window.close()


# Looks and room


@pytest.mark.parametrize(("look", "size"), [("light", (1280, 720)), ("light", (1920, 1080)), ("dark", (1280, 720))])
def test_no_word_is_cut_off(window: MainWindow, example: Drawing, look: str, size: tuple[int, int]) -> None:
    """Every button and every label that doesn't wrap has the room that its text asks for, on every page."""
    if look == "dark":
        window.choose_look("dark")
    window.resize(*size)
    window.document.set_drawing(example)
    cut: list[tuple[str, str, object, object]] = []
    for number in range(len(PAGES)):
        window.show_page(number)
        settle()
        for one in window.findChildren(QWidget):
            if not one.isVisible() or not isinstance(one, QLabel | QAbstractButton) or not one.text():
                continue
            room, wanted = one.size(), one.sizeHint()
            wraps = isinstance(one, QLabel) and one.wordWrap()
            if (not wraps and room.width() < wanted.width()) or room.height() < one.minimumSizeHint().height():
                cut.append((PAGES[number], one.text(), room.toTuple(), wanted.toTuple()))
            if wraps and room.height() < one.heightForWidth(room.width()):
                cut.append((PAGES[number], one.text(), room.toTuple(), one.heightForWidth(room.width())))
    assert cut == []


def test_every_page_fits_the_smallest_screen(window: MainWindow, example: Drawing) -> None:
    window.document.set_drawing(example)
    for number in range(len(PAGES)):
        window.show_page(number)
        settle()
        assert (window.width(), window.height()) == (1280, 720), PAGES[number]
        for one in window.findChildren(QAbstractButton):
            if one.isVisible() and not any(isinstance(parent, QScrollArea) for parent in parents(one)):
                corner = one.mapTo(window, QPoint(one.width(), one.height()))
                assert corner.x() <= 1280, one.text()
                assert corner.y() <= 720, one.text()


def parents(widget: QWidget) -> list[QWidget]:
    """What a widget stands in, from inside outwards."""
    found: list[QWidget] = []
    while (above := widget.parentWidget()) is not None:
        found.append(above)
        widget = above
    return found


def test_a_look_is_remembered(make: MakeWindow, window: MainWindow, tmp_path: Path) -> None:
    settings = tmp_path / "look.ini"
    make(settings=settings).choose_look("dark")
    assert make(settings=settings).mark_page.stage.view.theme != window.mark_page.stage.view.theme


def test_everything_has_a_name_for_a_screen_reader(window: MainWindow, example: Drawing) -> None:
    window.document.set_drawing(example)
    nameless = []
    for number in range(len(PAGES)):
        window.show_page(number)
        settle()
        nameless += [
            (PAGES[number], type(one).__name__)
            for one in window.findChildren(QWidget)
            if one.isVisible()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(one, QScrollArea)
            and not (one.accessibleName() or getattr(one, "text", str)())
        ]
    assert nameless == []


def test_the_pages_lead_on(window: MainWindow) -> None:
    mark(window)
    push(window.mark_page, "Next: questions")
    assert window.page == 1
    push(window.questions_page, "Next: review")
    assert window.page == 2
    push(window, "Print summary")
    assert window.page == 3
    for number, name in enumerate(PAGES):
        push(window, f"{number + 1} {name}")
        assert window.page == number


def test_a_mark_made_by_others_is_shown(window: MainWindow) -> None:
    """A drawing without quality or intensity, as other programs may write it."""
    window.document.set_drawing(Drawing(marks=(Mark(region="back/lumbar-right"),)))
    settle()
    assert "Low back, right" in words(window.mark_page.panel)
