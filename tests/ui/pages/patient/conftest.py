"""The page of a patient of an invented clinic, and what its tests ask of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bodymap.clinic.store.store import Store
from bodymap.ui.pages.patient.patient_page import PatientPage
from bodymap.ui.pages.patient.trend_chart import TrendChart
from bodymap.ui.theme.palette import LIGHT_PALETTE
from tests.ui.clinic_people import CLOCK, fill, open_store
from tests.ui.hands import LEFT, NONE, settle


class Asked:
    """What the page asked for, in order."""

    def __init__(self) -> None:
        self.did: list[tuple[str, object]] = []

    def listen(self, page: PatientPage) -> None:
        page.visit_chosen.connect(lambda visit: self.did.append(("open", visit)))
        page.new_visit_requested.connect(lambda patient: self.did.append(("new", patient.id)))
        page.compare_requested.connect(lambda visits: self.did.append(("compare", visits)))
        page.edit_requested.connect(lambda patient: self.did.append(("edit", patient.id)))
        page.export_requested.connect(lambda patient: self.did.append(("export", patient.id)))
        page.erase_requested.connect(lambda patient: self.did.append(("erase", patient.id)))
        page.audit_requested.connect(lambda patient: self.did.append(("audit", patient.id)))
        page.back_requested.connect(lambda: self.did.append(("back", None)))


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def page(qtbot: QtBot, store: Store, asked: Asked) -> PatientPage:
    made = PatientPage(LIGHT_PALETTE, CLOCK)
    asked.listen(made)
    qtbot.addWidget(made)
    made.set_store(store)
    made.resize(1280, 666)
    made.show_patient("carpenter")
    made.show()
    made.activateWindow()
    made.setFocus()
    settle()
    return made


def pictures_there(qtbot: QtBot, page: PatientPage) -> None:
    """Waits until all pictures that the list asks for are made."""
    page.visits.repaint()
    qtbot.waitUntil(lambda: page.visits.pictures.idle)
    settle()


def card(page: PatientPage, row: int) -> QPoint:
    """A place in the middle of a visit's card."""
    return page.visits.visualItemRect(page.visits.item(row)).center()


def click(page: PatientPage, place: QPoint) -> None:
    QTest.mouseClick(page.visits.viewport(), LEFT, NONE, place)
    settle()


def trends(page: PatientPage) -> list[TrendChart]:
    return [row for row in page.course.rows if isinstance(row, TrendChart)]
