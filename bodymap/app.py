"""The composition root: puts the parts together for the window, and for the pictures that commands write."""

import os
import sys
import traceback
from collections.abc import Collection
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox

from bodymap import __version__
from bodymap.body.figure import ChartName
from bodymap.clinic.analysis.group_counts import GroupCount
from bodymap.clinic.saving.drawing_recovery import RecoveryFile, abandoned, recovery_folder
from bodymap.errors import BodymapError
from bodymap.matching.match import Match
from bodymap.report.graphics.theme import LIGHT, THEMES
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.canvas import accessibility
from bodymap.ui.controllers.clinic_controller import ClinicController
from bodymap.ui.models.document import Document
from bodymap.ui.tasks.gc_in_gui_thread import GcInGuiThread
from bodymap.ui.window.main_window import MainWindow


def run(path: Path | None = None) -> int:
    """Opens the window, with a drawing if one is given, and returns when it is closed."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise BodymapError("There is no screen to open a window on; `bodymap --help` lists the commands without one.")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("bodymap")
    app.setApplicationVersion(__version__)
    app.setOrganizationName("bodymap")
    accessibility.install()
    collector = GcInGuiThread()
    sys.excepthook = _say_defect
    settings = QSettings()
    window = make_window(settings, recovery_folder())
    reception = ClinicController(window, settings, recovery_folder().parent / "outbox")
    window.restore_place()
    if path is not None:
        window.show()
        window.open(path)
    else:
        reception.opening.begin()
        window.show()
    if reception.guard.mode == "open":  # what was left may be a patient's: not before the PIN
        window.offer_back(abandoned(recovery_folder()))
    code = app.exec()
    collector.end()
    return code


def _say_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Says in one sentence that the program has a defect and that nothing is lost; the details go to a file.

    The file holds the lines of the program that failed and the kind of error, and no word of the drawing.
    """
    note = user_log_path("bodymap", appauthor=False) / "defects.txt"
    frames = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        with note.open("a", encoding="utf-8") as file:
            file.write(f"bodymap {__version__}: {kind.__name__}: {' < '.join(reversed(frames))}\n")
        details = f"the details are in {note}"
    except OSError as problem:  # the disk may be full, which may be what went wrong
        details = f"the details could not be written ({problem.strerror})"
    sentence = f"Something in the program went wrong ({kind.__name__}). The drawing is kept; {details}."
    print(f"bodymap: {sentence}", file=sys.stderr)
    if QApplication.instance() is not None and not isinstance(error, KeyboardInterrupt):
        QMessageBox.warning(None, "bodymap", sentence)


def make_window(settings: QSettings, folder: Path) -> MainWindow:
    """The window with a new document; drawings in hand are kept in `folder`."""
    try:
        recovery: RecoveryFile | None = RecoveryFile(folder)
        problem = ""
    except BodymapError as error:
        recovery, problem = None, error_sentence(error)
    window = MainWindow(Document(recovery), settings)
    if problem:
        window.complain(problem)
    return window


def render(
    file: Path, output: Path, muscles: list[str] | None, theme: str, charts: Collection[ChartName] | None = None
) -> None:
    """Draws the charts of a drawing, all or some, into a PNG or SVG file. Raises BodymapError."""
    from bodymap.ui.painting.render import render_file  # noqa: PLC0415  (only this command needs it)

    render_file(file, output, muscles, theme, charts)


def picture_of(
    matched: Match, suffix: str, muscles: list[str] | None, theme: str, charts: Collection[ChartName] | None
) -> bytes:
    """The same picture of a matched drawing, as the content of a file `.png` or `.svg`. Raises BodymapError."""
    from bodymap.report.graphics.drawing_picture import compose  # noqa: PLC0415  (only this command needs it)
    from bodymap.ui.painting.render import picture_bytes  # noqa: PLC0415

    return picture_bytes(compose(matched, THEMES[theme], muscles, charts), suffix)


def write_group(group: GroupCount, output: Path) -> None:
    """Draws the map of many drawings into a PNG or SVG file. Raises BodymapError."""
    from bodymap.report.graphics.comparison_pictures import group_picture  # noqa: PLC0415  (only this command needs it)
    from bodymap.ui.painting.render import write_picture  # noqa: PLC0415

    write_picture(group_picture(group, LIGHT), output)
