"""The composition root: puts the parts together for the window, and for the pictures that commands write."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from bodymap import __version__
from bodymap.clinic.recovery import RecoveryFile, abandoned, recovery_folder
from bodymap.errors import BodymapError
from bodymap.ui import accessibility
from bodymap.ui.document import Document
from bodymap.ui.main_window import MainWindow


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
    window = make_window(QSettings(), recovery_folder())
    window.restore_place()
    window.show()
    if path is not None:
        window.open(path)
    window.offer_back(abandoned(recovery_folder()))
    return app.exec()


def make_window(settings: QSettings, folder: Path) -> MainWindow:
    """The window with a new document; drawings in hand are kept in `folder`."""
    try:
        recovery: RecoveryFile | None = RecoveryFile(folder)
        problem = ""
    except BodymapError as error:
        recovery, problem = None, str(error)
    window = MainWindow(Document(recovery), settings)
    if problem:
        window.complain(problem)
    return window


def render(file: Path, output: Path, muscles: list[str] | None, theme: str) -> None:
    """Draws the charts of a drawing into a PNG or SVG file. Raises BodymapError."""
    from bodymap.ui.render import render_file  # noqa: PLC0415  (only this command needs it)

    render_file(file, output, muscles, theme)


def summary(file: Path, output: Path, page: str) -> None:
    """Writes the printable summary of a drawing as PDF. Raises BodymapError."""
    from bodymap.ui.paper import write_summary  # noqa: PLC0415

    write_summary(file, output, page)
