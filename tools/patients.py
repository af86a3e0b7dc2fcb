"""Takes the invented patients of `tests/patients` through the window and pictures each on the way, to be looked at.

    .venv/bin/python -m tools.patients FOLDER [NAME …]

For each patient the pages one by one, and all of them on one sheet. Every third patient is pictured dark and large.
Runs without a screen; needs what the tests need. The words depend on the fonts of the machine.
"""

import math
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from bodymap.app import make_window
from bodymap.ui.window.main_window import MainWindow
from tests.patients.cases import Case, cases
from tests.ui.hands import settle
from tests.ui.patient_walk import Moment, Walk

SMALL, LARGE = (1280, 720), (1920, 1080)
WIDTH, GAP, COLUMNS = 960, 12, 2
"""Of a picture on the sheet, in pixels."""


def picture_walk(window: MainWindow, case: Case) -> list[tuple[Moment, QPixmap]]:
    """Pictures of one patient's way, in their order; of the questions the one in the middle."""
    taken: list[tuple[Moment, QPixmap]] = []

    def look(moment: Moment) -> None:
        settle()
        taken.append((moment, window.grab()))

    window.document.new()
    window.show_page(0)
    walk = Walk(window, case, look)
    walk.draw()
    walk.answer()
    walk.review()
    walk.settle_flags()
    walk.choose_side()
    walk.open_order()
    for one in case.therapist.examines:
        walk.examine(one)
    walk.back_to_list()
    walk.print()
    return _once_each(taken)


def _once_each(taken: Sequence[tuple[Moment, QPixmap]]) -> list[tuple[Moment, QPixmap]]:
    """Of every moment one picture: of the questions the middle one, else the first."""
    kept: list[tuple[Moment, QPixmap]] = []
    for moment in dict.fromkeys(moment for moment, _ in taken):
        pictures = [picture for name, picture in taken if name == moment]
        kept.append((moment, pictures[len(pictures) // 2 if moment == "question" else 0]))
    return kept


def sheet(pictures: Sequence[tuple[Moment, QPixmap]]) -> QPixmap:
    """All pictures of one patient on one."""
    scaled = [one.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation) for _, one in pictures]
    height = scaled[0].height()
    rows = math.ceil(len(scaled) / COLUMNS)
    made = QPixmap(COLUMNS * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP)
    made.fill(QColor("#808080"))
    painter = QPainter(made)
    for number, one in enumerate(scaled):
        row, column = divmod(number, COLUMNS)
        painter.drawPixmap(GAP + column * (WIDTH + GAP), GAP + row * (height + GAP), one)
    painter.end()
    return made


def main(folder: Path, names: Sequence[str]) -> None:
    """Makes the pictures of the named patients, or of all."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        window = make_window(settings, Path(scratch))
        window.show()
        for name in names or cases():
            case = cases()[name]
            large = case.number % 3 == 0
            window.choose_look("dark" if large else "light")
            window.resize(*(LARGE if large else SMALL))
            settle()
            pictures = picture_walk(window, case)
            for place, (moment, picture) in enumerate(pictures, start=1):
                picture.save(str(folder / f"{name}-{place:02}-{moment}.png"))
            sheet(pictures).save(str(folder / f"{name}.png"))
        window.document.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("Say into which folder: .venv/bin/python -m tools.patients FOLDER [NAME …]")
    main(Path(sys.argv[1]), sys.argv[2:])
