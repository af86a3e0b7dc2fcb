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

from bodymap.app import make_clinic
from bodymap.clinic.store.open import open_file
from bodymap.ui.controllers.clinic_controller import ClinicController
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


def picture_clinic(controller: ClinicController, scratch: Path, every: Callable[[str], None]) -> None:
    """Goes from the first start to the pages of a patient, and has `every` picture each."""
    login_page = controller.login_page
    controller.connection.begin()
    login_page.show_where("Patients are kept on this computer")  # not where this machine has its scratch files
    every("welcome")
    store = open_file(scratch / "patients.db", clinic_people.DESK)
    clinic_people.fill(store)
    store.close()
    controller.connection.begin()
    controller.home_page.set_place("Kept on this computer")
    every("start")
    controller.open_patient(clinic_people.CARPENTER.id)
    every("patient")
    controller.compare([f"carpenter-{number}" for number in (0, 5)])
    every("compare")
    controller.show_home()
    login_page.pin.ask("Locked", "Enter your PIN to continue.", False, False)
    controller.window.show_place(login_page)
    login_page.show_card(login_page.pin)
    every("pin")
    login_page.show_card(login_page.passphrase)
    every("passphrase")
    controller.clinic.release()


def main(folder: Path, wanted: Callable[[str], bool]) -> None:
    """Makes the pictures whose file names are wanted."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue("clinic/path", str(Path(scratch) / "patients.db"))
        settings.setValue("clinic/person", clinic_people.DESK.person)
        controller = make_clinic(settings, Path(scratch), Path(scratch) / "outbox", clinic_people.CLOCK)
        window = controller.window
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
        picture_clinic(controller, Path(scratch), every)
        window.document.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), lambda _name: True)
    else:
        main(ROOT / "docs" / "screenshots", README.__contains__)
