"""Makes the pictures of the README from the example drawing and from invented patients, in the real window.

    .venv/bin/python -m tools.screenshots            the pictures of the README into docs/screenshots
    .venv/bin/python -m tools.screenshots FOLDER     every page, light and dark, small and large, to be looked at

Runs without a screen; needs what the tests need. The words depend on the fonts of the machine, so pictures of two
machines differ a little.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from bodymap.app import make_window
from bodymap.clinic.store.open import open_file
from bodymap.ui.controllers.clinic_controller import ClinicController
from bodymap.ui.window.main_window import MainWindow
from tests.ui import clinic_people

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "docs" / "examples" / "low-back-and-leg.json"
SIZES = {"": (1440, 900), "-small": (1280, 720), "-large": (1920, 1080)}
PAGES = ("mark", "questions", "review", "summary")
README = {
    *("mark.png", "review.png", "review-dark.png", "summary.png", "questions.png", "why.png"),
    *("welcome.png", "start.png", "patient.png", "compare.png"),
}


def settle() -> None:
    """Lets the program do what is waiting; small pictures of visits come one after the other."""
    for _ in range(40):
        QApplication.processEvents()


def picture_clinic(window: MainWindow, settings: QSettings, scratch: Path, every: Callable[[str], None]) -> None:
    """Goes from the first start to the pages of a patient, and has `every` picture each."""
    settings.setValue("clinic/path", str(scratch / "patients.db"))
    settings.setValue("clinic/person", clinic_people.DESK.person)
    reception = ClinicController(window, settings, scratch / "outbox")
    for page in (reception.start, reception.patient_page):
        page._today = lambda: clinic_people.TODAY
    gate = reception.gate
    reception.opening.begin()
    gate.say_where("Patients are kept on this computer")  # not where this machine has its scratch files
    every("welcome")
    store = open_file(scratch / "patients.db", clinic_people.DESK)
    clinic_people.fill(store)
    store.close()
    reception.opening.begin()
    reception.start.set_place("Kept on this computer")
    every("start")
    reception.open_patient(clinic_people.CARPENTER.id)
    every("patient")
    reception.compare([f"carpenter-{number}" for number in (0, 5)])
    every("compare")
    reception.show_start()
    gate.pin.ask("Locked", "Enter your PIN to go on where you were.", None, False)
    window.show_place(gate)
    gate.show_face(gate.pin)
    every("pin")
    gate.show_face(gate.passphrase)
    every("passphrase")
    reception.close()


def main(folder: Path, wanted: Callable[[str], bool]) -> None:
    """Makes the pictures whose file names are wanted."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        window = make_window(settings, Path(scratch))
        window.choose_look("light")
        window.show()
        window.open(EXAMPLE)

        def take(name: str) -> None:
            settle()
            if wanted(name):
                window.grab().save(str(folder / name))

        def every(name: str) -> None:
            """A page in each look and size that is wanted."""
            for look in ("light", "dark"):
                for suffix, size in SIZES.items():
                    file = f"{name}{'-dark' if look == 'dark' else ''}{suffix}.png"
                    if wanted(file):
                        window.choose_look(look)
                        window.resize(*size)
                        take(file)

        for number, page in enumerate(PAGES):
            window.show_page(number)
            every(page)
        window.choose_look("light")
        window.resize(*SIZES[""])
        window.show_page(PAGES.index("review"))
        for kind in ("hands", "order", "why", "facts", "set", "flags"):
            window.review_page.open_sheet(kind)
            take(f"{kind}.png")
        picture_clinic(window, settings, Path(scratch), every)
        window.document.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), lambda _name: True)
    else:
        main(ROOT / "docs" / "screenshots", README.__contains__)
