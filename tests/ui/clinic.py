"""A window with its controller on a file of patients, as one who works there has it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import time

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from bodymap.app import make_clinic
from bodymap.clinic.model import Patient, new_id
from bodymap.clinic.store.store import Store
from bodymap.drawing.model import Mark
from bodymap.ui.controllers.clinic_controller import ClinicController
from bodymap.ui.window.main_window import MainWindow
from tests.ui.hands import settle

PASSPHRASE = "correct horse battery"
BUTTOCK = Mark(region="back/buttock-upper-right", quality="aching", intensity=6)
LOW_BACK = Mark(region="back/lumbar-right", quality="aching", intensity=5)


class Clock:
    """The system's, but so many seconds ahead."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def today(self) -> date:
        return date.today()

    def seconds(self) -> float:
        return time() + self.ahead


class Clinic:
    """The program of one desk."""

    def __init__(self, home: Path, desk: str = "desk 1") -> None:
        settings = QSettings(str(home / f"{desk}.ini"), QSettings.Format.IniFormat)
        settings.setValue("clinic/path", str(home / "patients.db"))
        settings.setValue("clinic/person", "Anna")
        settings.setValue("clinic/desk", desk)
        settings.setValue("look", "light")
        self.home, self.ended, self.clock = home, False, Clock()
        self.controller: ClinicController = make_clinic(
            settings, home / desk / "recovery", home / desk / "outbox", self.clock
        )
        self.window: MainWindow = self.controller.window
        self.window.resize(1280, 720)
        self.window.show()

    @property
    def store(self) -> Store:
        """The open store."""
        assert self.controller.clinic.session is not None
        return self.controller.clinic.session.store

    def start(self, passphrase: str | None = None) -> "Clinic":
        """Starts as a person does who has chosen a passphrase, or none, at the first start."""
        self.controller.connection.begin()
        welcome = self.controller.login_page.welcome
        if self.controller.login_page.card is welcome:
            welcome.passphrase.setText(passphrase or "")
            welcome.again.setText(passphrase or "")
            (welcome.protect if passphrase else welcome.plain).click()
        elif passphrase:
            self.controller.login_page.passphrase.passphrase.setText(passphrase)
            self.controller.login_page.passphrase.passphrase.returnPressed.emit()
        settle()
        return self

    def shows(self, place: object) -> bool:
        """Whether a page is open."""
        return self.window.place is place

    @property
    def mode(self) -> str:
        """Whether it is open, handed over or locked."""
        return self.controller.lock.mode

    def patient(self, name: str = "Maria Example") -> Patient:
        """A new patient."""
        return self.store.add_patient(Patient(new_id(), name, date(1979, 4, 3), "A-12"))

    def visit(self, patient: Patient, *marks: Mark) -> str:
        """A new visit with marks, left open; its id."""
        self.controller.open_patient(patient.id)
        self.controller.new_visit(patient)
        for mark in marks:
            self.window.document.add_mark(mark)
        assert self.controller.visit.visit is not None
        return self.controller.visit.visit.id

    def end(self) -> None:
        """The program ends without asking, as if the power went."""
        if self.ended:
            return
        self.ended = True
        self.controller.clinic.release()
        self.window.document.close()
        self.window.hide()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def clinics() -> Iterator[Callable[..., Clinic]]:
    """Makes programs of desks, and ends them all."""
    made: list[Clinic] = []

    def one(home: Path, desk: str = "desk 1") -> Clinic:
        made.append(Clinic(home, desk))
        return made[-1]

    yield one
    for clinic in made:
        clinic.end()
