"""The composition root: puts the parts together for the window, and for the pictures that commands write."""

import ctypes
import os
import sys
import traceback
from collections.abc import Collection
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtCore import QLibraryInfo, QSettings
from PySide6.QtWidgets import QApplication, QMessageBox

from bodymap import __version__
from bodymap.body.figure import ChartName
from bodymap.clinic.analysis.group_counts import GroupCount
from bodymap.clinic.saving.drawing_recovery import RecoveryFile, abandoned, recovery_folder
from bodymap.errors import BodymapError, error_line, reason_of
from bodymap.matching.match import Match
from bodymap.plain_locale import use_plain_locale
from bodymap.report.graphics.theme import LIGHT, THEMES
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.reason_words import reason_words
from bodymap.ui.canvas import accessibility
from bodymap.ui.controllers.clinic_controller import ClinicController
from bodymap.ui.models.clock import SYSTEM_CLOCK, Clock
from bodymap.ui.models.document import Document
from bodymap.ui.tasks.gc_in_gui_thread import GcInGuiThread
from bodymap.ui.tasks.interruption import Interruption
from bodymap.ui.widgets.plain_text import plain_text
from bodymap.ui.window.main_window import MainWindow
from bodymap.ui.window.screen import screen_problem
from bodymap.ui.window.set_switch import chosen_knowledge


def run(path: Path | None = None) -> int:
    """Opens the window, with a drawing if one is given, and returns when it is closed."""
    problem = screen_problem() or _plugin_problem()
    if problem:
        raise BodymapError("window.no_screen", detail=problem)
    app = QApplication.instance() or QApplication(["bodymap"])  # the name by which desktops know its windows
    assert isinstance(app, QApplication)
    use_plain_locale()
    interruption = Interruption(app)
    app.setApplicationName("bodymap")
    app.setApplicationVersion(__version__)
    app.setOrganizationName("bodymap")
    accessibility.install()
    collector = GcInGuiThread()
    sys.excepthook = _say_defect
    settings = QSettings()
    clinic = make_clinic(settings, recovery_folder(), recovery_folder().parent / "outbox")
    window = clinic.window
    interruption.ending.connect(lambda: _let_go(clinic))
    window.restore_place()
    if path is not None:
        window.show()
        window.open(path)
    else:
        clinic.connection.begin()
        window.show()
    if clinic.lock.mode == "open":  # what was left may be a patient's: not before the PIN
        window.offer_back(abandoned(recovery_folder()))
    code = app.exec() if interruption.code is None else interruption.code
    interruption.restore()
    collector.end()
    return code


def _plugin_problem() -> str:
    """What Qt's part for X lacks, if anything; Qt would end the process, and blame a library that may be there."""
    if not sys.platform.startswith("linux") or not os.environ.get("DISPLAY"):
        return ""
    plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return (
            f"Qt cannot open a window: {error}; install the package of your system that brings it. In a checkout, "
            "`make run` does that."
        )
    return ""


def _let_go(clinic: ClinicController) -> None:
    """Ends without a question, as where the terminal is closed: what is not saved is offered back at the next start."""
    document = clinic.window.document
    clinic.window.finish_typing()
    unsaved = document.unsaved
    clinic.clinic.release()
    if not unsaved:
        document.close()


def _say_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Says in one sentence that the program has a defect and that nothing is lost; the details go to a file.

    The file holds the lines of the program that failed and the kind of error, and no word of the drawing.
    """
    if isinstance(error, BodymapError):  # no defect: a person can mend it, such as a file that the installation lacks
        _say(error_sentence(error))
        return
    note = user_log_path("bodymap", appauthor=False) / "defects.txt"
    frames = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        with note.open("a", encoding="utf-8") as file:
            file.write(f"bodymap {__version__}: {kind.__name__}: {' < '.join(reversed(frames))}\n")
        details = f"the details are in {note}"
    except OSError as problem:  # the disk may be full, which may be what went wrong
        details = f"the details could not be written ({reason_words(reason_of(problem))})"
    sentence = f"Something in the program went wrong ({kind.__name__}). The drawing is kept; {details}."
    _say(sentence)


def _say(sentence: str) -> None:
    print(error_line(sentence), file=sys.stderr)
    if QApplication.instance() is not None:
        QMessageBox.warning(None, "bodymap", plain_text(sentence))


def make_clinic(settings: QSettings, recovery: Path, outbox: Path, clock: Clock = SYSTEM_CLOCK) -> ClinicController:
    """The window and its controllers, with a new document.

    `recovery` is the folder for unsaved drawings, `outbox` the one for what a server does not have yet.
    """
    document, problem = _new_document(recovery, settings)
    clinic = ClinicController(document, settings, outbox, clock)
    if problem:
        clinic.window.show_error(problem)
    return clinic


def make_window(settings: QSettings, recovery: Path) -> MainWindow:
    """The window without a clinic, for drawings as files."""
    document, problem = _new_document(recovery, settings)
    window = MainWindow(document, settings)
    if problem:
        window.show_error(problem)
    return window


def _new_document(recovery: Path, settings: QSettings) -> tuple[Document, str]:
    """A document, and what keeps it from being recovered after a crash; empty if nothing does."""
    knowledge = chosen_knowledge(settings)
    try:
        return Document(RecoveryFile(recovery), knowledge), ""
    except BodymapError as error:
        return Document(None, knowledge), error_sentence(error)


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
