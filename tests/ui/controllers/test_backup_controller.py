"""Passphrase, backup, restore, export and tables from the menu: what was there is there after, and can be read."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from bodymap.clinic.model import Actor, Visit, new_id
from bodymap.clinic.store.open import open_file, state_of
from bodymap.clinic.store.sql.engines import connect_file
from bodymap.drawing.file import read_drawing
from bodymap.drawing.model import Drawing
from bodymap.ui.dialogs.backup_dialogs import RestoreDialog
from bodymap.ui.dialogs.passphrase_dialog import PassphraseDialog
from bodymap.ui.dialogs.study_dialog import StudyDialog
from tests.ui.clinic import BUTTOCK, LOW_BACK, PASSPHRASE, Clinic, clinics
from tests.ui.conftest import Answers
from tests.ui.hands import settle

MakeClinic = Callable[..., Clinic]
NAME = "Zebedee Quux"
OTHER = "another passphrase"


@pytest.fixture
def clinic(qtbot: QtBot) -> Iterator[MakeClinic]:
    with clinics() as one:
        yield one


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes say that only tell."""
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "information", lambda _parent, _title, text: said.append(text))
    return said


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The person chooses this file or folder, whatever is asked for."""
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(path))


def with_visit(clinic: Clinic) -> str:
    """A patient with a visit, left again; the visit's id."""
    name = clinic.visit(clinic.patient(NAME), LOW_BACK)
    clinic.controller.show_home()
    return name


# Passphrase


def change(clinic: Clinic, old: str | None, new: str) -> PassphraseDialog:
    """Fills in the dialog and presses its button."""
    clinic.controller.backups.change_passphrase()
    settle()
    (dialog,) = (one for one in clinic.window.findChildren(PassphraseDialog) if one.isVisible())
    if dialog.old is not None:
        dialog.old.setText(old or "")
    dialog.new.setText(new)
    dialog.again.setText(new)
    dialog.ok.click()
    settle()
    return dialog


def test_a_plain_file_is_encrypted_and_the_work_goes_on(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start()
    name = with_visit(one)
    change(one, None, PASSPHRASE)
    assert state_of(tmp_path / "patients.db") == "encrypted"
    assert one.shows(one.controller.home_page)
    assert one.store.visit(name).drawing.marks == (LOW_BACK,)
    one.controller.lock.lock()
    one.controller.lock.try_passphrase(PASSPHRASE)
    assert one.mode == "open"


def test_another_passphrase_takes_the_place_of_the_old_one(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start(PASSPHRASE)
    name = with_visit(one)
    change(one, PASSPHRASE, OTHER)
    one.end()
    with open_file(tmp_path / "patients.db", Actor("a", "b"), OTHER) as store:
        assert store.visit(name).drawing.marks == (LOW_BACK,)


def test_a_wrong_old_passphrase_changes_nothing_and_keeps_what_was_typed(clinic: MakeClinic, tmp_path: Path) -> None:
    one = clinic(tmp_path).start(PASSPHRASE)
    name = with_visit(one)
    dialog = change(one, "not this one", OTHER)
    assert dialog.isVisible()
    assert "passphrase" in dialog.wrong.text()
    assert dialog.new.text() == OTHER
    dialog.reject()
    assert one.store.visit(name).drawing.marks == (LOW_BACK,)
    one.end()
    open_file(tmp_path / "patients.db", Actor("a", "b"), PASSPHRASE).close()


# Backup and restore


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_backup_brings_back_what_was_there(
    clinic: MakeClinic, tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch, passphrase: str | None
) -> None:
    one = clinic(tmp_path).start(passphrase)
    name = with_visit(one)
    choose(monkeypatch, tmp_path / "safe.backup.db")
    one.controller.backups.back_up()
    assert "1 patient" in told[0]
    assert state_of(tmp_path / "safe.backup.db") == ("encrypted" if passphrase else "plain")
    one.controller.open_visit(name)
    one.window.document.add_mark(BUTTOCK)
    one.controller.backups.restore()
    settle()
    (dialog,) = one.window.findChildren(RestoreDialog)
    assert (dialog.passphrase is not None) == (passphrase is not None)
    if dialog.passphrase is not None:
        dialog.passphrase.setText("not this one")
        dialog.ok.click()
        assert dialog.isVisible()
        assert "passphrase" in dialog.wrong.text()
        dialog.passphrase.setText(PASSPHRASE)
    dialog.ok.click()
    settle()
    assert one.shows(one.controller.home_page)
    assert one.store.visit(name).drawing.marks == (LOW_BACK,)
    assert {"backed_up", "restored"} & {line.action for line in one.store.audit()}
    (before,) = tmp_path.glob("patients.db.before-restore*")
    with open_file(before, Actor("a", "b"), passphrase) as old:
        assert old.visit(name).drawing.marks == (LOW_BACK, BUTTOCK)


def test_what_is_no_backup_is_said_so_and_nothing_changes(
    clinic: MakeClinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = clinic(tmp_path).start()
    name = with_visit(one)
    bad = tmp_path / "bad.backup.db"
    bad.write_bytes(b"SQLite format 3\0" + b"rubbish " * 2000)
    choose(monkeypatch, bad)
    one.controller.backups.restore()
    settle()
    (dialog,) = one.window.findChildren(RestoreDialog)
    dialog.ok.click()
    settle()
    assert dialog.wrong.text().endswith(".")
    assert one.store.visit(name).drawing.marks == (LOW_BACK,)


def test_a_backup_that_cannot_be_written_is_said_so(
    clinic: MakeClinic, tmp_path: Path, boxes: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = clinic(tmp_path).start()
    (tmp_path / "file").write_text("not a folder")
    choose(monkeypatch, tmp_path / "file" / "safe.backup.db")
    one.controller.backups.back_up()
    assert len(boxes.said) == 1
    assert one.store.count() == 0


# To others


def test_a_patient_goes_into_a_folder_of_readable_files(
    clinic: MakeClinic, tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient(NAME)
    one.visit(patient, LOW_BACK)
    one.controller.show_home()
    choose(monkeypatch, tmp_path)
    one.controller.backups.export(patient)
    one.controller.backups.export(patient)
    first, second = sorted(tmp_path.glob("bodymap-patient-*"))
    assert len(told) == 2
    assert NAME in (first / "patient.txt").read_text(encoding="utf-8")
    (drawing,) = [file for file in second.glob("visit-*.json") if ".fhir." not in file.name]
    assert read_drawing(drawing).marks == (LOW_BACK,)
    (pdf,) = first.glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "exported" in {line.action for line in one.store.audit(patient.id)}


def test_a_visit_that_cannot_be_read_keeps_nothing_else_from_the_folder(
    clinic: MakeClinic, tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient(NAME)
    bad = one.visit(patient, BUTTOCK)
    one.visit(patient, LOW_BACK)
    one.controller.show_home()
    with closing(connect_file(tmp_path / "patients.db", None)) as connection:
        connection.execute("UPDATE visit SET drawing = '{' WHERE id = ?", (bad,))
    choose(monkeypatch, tmp_path)
    one.controller.backups.export(patient)
    (folder,) = tmp_path.glob("bodymap-patient-*")
    (drawing,) = [file for file in folder.glob("visit-*.json") if ".fhir." not in file.name]
    assert read_drawing(drawing).marks == (LOW_BACK,)
    assert "cannot read the drawing" in told[0]


def test_tables_for_a_study_name_nobody(clinic: MakeClinic, tmp_path: Path, told: list[str]) -> None:
    one = clinic(tmp_path).start()
    with_visit(one)
    one.controller.backups.study()
    settle()
    (dialog,) = one.window.findChildren(StudyDialog)
    dialog.folder.setText(str(tmp_path / "study"))
    dialog.key.setText(str(tmp_path / "study" / "key"))
    dialog.ok.click()
    assert "together with the tables" in dialog.wrong.text()
    dialog.key.setText(str(tmp_path / "key"))
    dialog.ok.click()
    settle()
    assert told
    tables = list((tmp_path / "study").glob("*.csv"))
    assert "marks.csv" in {table.name for table in tables}
    assert all(b"Quux" not in table.read_bytes() and b"A-12" not in table.read_bytes() for table in tables)


def test_a_visit_that_makes_no_rows_is_left_out_of_a_study_and_told(
    clinic: MakeClinic, tmp_path: Path, told: list[str]
) -> None:
    one = clinic(tmp_path).start()
    with_visit(one)
    patient = one.patient(OTHER)
    odd = Drawing(marks=(LOW_BACK,), answers={"worse_upright": 400})
    one.store.add_visit(Visit(new_id(), patient.id, datetime.now().astimezone(), odd))
    one.controller.backups.study()
    settle()
    (dialog,) = one.window.findChildren(StudyDialog)
    dialog.folder.setText(str(tmp_path / "study"))
    dialog.key.setText(str(tmp_path / "key"))
    dialog.ok.click()
    settle()
    assert told[0].startswith("1 visit is in the tables")
    assert f"Patient {patient.id}, visit of" in told[0]
    assert "'worse_upright' is 400" in told[0]


@pytest.mark.parametrize("name", ["bundle.json", "charts.svg", "charts.png"])
def test_the_open_visit_is_exported(
    clinic: MakeClinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    one = clinic(tmp_path).start()
    patient = one.patient(NAME)
    one.visit(patient, LOW_BACK)
    choose(monkeypatch, tmp_path / name)
    (one.controller.exports.fhir if name == "bundle.json" else one.controller.exports.picture)()
    content = (tmp_path / name).read_bytes()
    assert (b"Quux" in content) == (name == "bundle.json")
    assert "exported" in {line.action for line in one.store.audit(patient.id)}


def test_without_patients_each_entry_says_so(clinic: MakeClinic, tmp_path: Path, boxes: Answers) -> None:
    one = clinic(tmp_path)
    one.window.show_page(0)
    keeping = one.controller.backups
    for run in (
        keeping.back_up,
        keeping.restore,
        keeping.change_passphrase,
        keeping.study,
        one.controller.patients.new,
    ):
        run()
    assert len(boxes.said) == 5
    assert all(said.endswith(".") for said in boxes.said)
