"""The menu entries that keep patients safe: passphrase, backup, restore, export of one patient, where they are kept."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from bodymap.clinic.clinic_session import open_desk_file
from bodymap.clinic.model import Patient
from bodymap.clinic.saving.visit_saver import State, Waiting
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.dialogs.backup_dialogs import BackupDialog, RestoreDialog
from bodymap.ui.dialogs.passphrase_dialog import PassphraseDialog
from bodymap.ui.dialogs.study_dialog import StudyDialog
from bodymap.ui.models.visit_session import SERVER_PATIENCE
from bodymap.ui.tasks.progress import wait_for
from bodymap.ui.window.main_window import MainWindow
from bodymap.ui.window.menu_bar import MenuBar

if TYPE_CHECKING:
    from bodymap.clinic.clinic_session import ClinicSession
    from bodymap.report.exchange.study.study_files import Format
    from bodymap.ui.controllers.clinic_controller import ClinicController

BACKUP_FILTER = "Backups of patients (*.backup.db);;All files (*)"
MOST_LEFT_OUT = 5
"""Visits that could not be read and are named in a message; of more it says how many they are."""


class BackupController:
    """Acts on the reception's desk; closes and opens it again where a file is replaced."""

    def __init__(self, window: MainWindow, reception: "ClinicController") -> None:
        self._window, self._reception = window, reception

    def fill_menu(self, menus: MenuBar, menu: QMenu) -> None:
        """Adds the entries."""
        menus.add(menu, "&Back up …", self.back_up)
        menus.add(menu, "&Restore a backup …", self.restore)
        menus.add(menu, "Tables for a st&udy …", self.study)
        menus.add(menu, "Pass&phrase …", self.change_passphrase)
        menus.add(menu, "Wh&ere patients are kept …", self.move)

    def _desk(self) -> "ClinicSession | None":
        desk = self._reception.desk
        if desk is None:
            self._window.complain("No patients are open; open them first.")
        return desk

    # Passphrase

    def change_passphrase(self) -> None:
        """Encrypts the file, or changes its passphrase."""
        desk = self._desk()
        if desk is None or not self._at_rest():
            return
        if desk.path is None:
            self._window.complain(
                "The server keeps the patients; how they are encrypted there is set up on the server."
            )
            return
        path = desk.path
        dialog = PassphraseDialog(
            self._window, desk.passphrase is not None, lambda old, new: self._rewrite(path, old, new)
        )
        dialog.open()

    def _at_rest(self) -> bool:
        """Leaves what is open: a file cannot be written anew under a visit in hand."""
        self._reception.show_start()
        return self._window.place is self._reception.start

    def _rewrite(self, path: Path, old: str | None, new: str) -> None:
        from bodymap.clinic.store.files.encryption import change_passphrase  # noqa: PLC0415  (only here, and slow to load)

        desk = self._reception.desk
        if desk is not None and old is not None and (check := desk.check_passphrase) is not None:
            check(old)
        self._reception.let_desk_go()
        passphrase = old
        try:
            wait_for(self._window, "Writing the patients anew …", lambda: change_passphrase(path, old, new))
            passphrase = new
        finally:
            self._reopen(path, passphrase)

    def _reopen(self, path: Path, passphrase: str | None) -> None:
        """Opens the file again; what keeps it from opening is said, and the gate asks for it."""
        try:
            desk = open_desk_file(path, self._reception.settings.actor, passphrase)
        except BodymapError:
            self._reception.opening.begin()
            raise
        self._reception.take_desk(desk)
        self._reception.show_start()

    # Backup

    def back_up(self) -> None:
        """Everything into one file, which is read back before it counts as one."""
        if (desk := self._desk()) is None:
            return
        if desk.path is not None:
            self._write_backup(desk.passphrase)
        else:
            BackupDialog(self._window, self._write_backup).open()

    def _write_backup(self, passphrase: str | None) -> None:
        from bodymap.clinic.store.files.backup import write_backup  # noqa: PLC0415

        desk = self._reception.desk
        assert desk is not None
        name = str(Path.home() / f"bodymap-{date.today():%Y-%m-%d}.backup.db")
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Back up all patients", name, BACKUP_FILTER)
        if not chosen:
            return
        self._reception.visit.finish(SERVER_PATIENCE)
        try:
            report = wait_for(
                self._window,
                "Backing up and reading it back …",
                lambda: write_backup(desk.store, Path(chosen), passphrase),
            )
        except BodymapError as error:
            self._window.complain(error_sentence(error))
            return
        locked = "the passphrase of the patients" if passphrase else "no passphrase"
        QMessageBox.information(
            self._window,
            "bodymap",
            f"{report.patients} patients with {report.visits} visits are backed up in {Path(chosen).name}, with "
            f"{locked}. It was read back and restores.",
        )

    def restore(self) -> None:
        """Puts a backup in the place of what is here; what is here is kept beside it."""
        if self._desk() is None or not self._at_rest():
            return
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Restore a backup", str(Path.home()), BACKUP_FILTER)
        if chosen:
            desk = self._reception.desk
            on_file = desk is not None and desk.path is not None
            try:
                dialog = RestoreDialog(
                    self._window, Path(chosen), on_file, lambda word: self._restore(Path(chosen), word)
                )
            except BodymapError as error:
                self._window.complain(error_sentence(error))
                return
            dialog.open()

    def _restore(self, backup: Path, passphrase: str | None) -> None:
        from bodymap.clinic.store.files.backup import check_backup, restore_backup  # noqa: PLC0415

        desk = self._reception.desk
        assert desk is not None
        wait_for(self._window, "Reading the backup …", lambda: check_backup(backup, passphrase))
        if desk.path is None:
            wait_for(self._window, "Restoring …", lambda: restore_backup(backup, passphrase, desk.store))
            self._reception.show_start()
            return
        path, before = desk.path, desk.passphrase
        self._reception.let_desk_go()
        try:
            wait_for(self._window, "Restoring …", lambda: restore_backup(backup, passphrase, path))
            before = passphrase
        finally:
            self._reopen(path, before)

    # One patient, and places

    def export(self, patient: Patient) -> None:
        """One patient as readable files in a new folder."""
        from bodymap.report.exchange.patient_folder import write_patient_folder  # noqa: PLC0415
        from bodymap.report.paper.visit_context import sheet_of  # noqa: PLC0415

        if (desk := self._desk()) is None:
            return
        chosen = QFileDialog.getExistingDirectory(self._window, "Where to put the patient's folder", str(Path.home()))
        if not chosen:
            return
        folder = free_name(Path(chosen) / f"bodymap-patient-{date.today():%Y-%m-%d}")
        missing: list[str] = []

        def work() -> list[Path]:
            visits = []
            for line in desk.store.visits(patient.id):
                try:
                    visits.append(desk.store.visit(line.id))
                except ServerAwayError:
                    raise
                except BodymapError as error:
                    missing.append(error_sentence(error))
            audit = desk.store.audit(patient.id)
            return write_patient_folder(
                folder, patient, visits, audit, lambda visit: sheet_of(desk.store, patient, visit)
            )

        try:
            written = wait_for(self._window, "Writing the patient's folder …", work)
            desk.note("exported", patient.id)
        except BodymapError as error:
            self._window.complain(error_sentence(error))
            return
        said = [f"{len(written)} files were written into {folder}. They are not encrypted.", *missing]
        QMessageBox.information(self._window, "bodymap", "\n\n".join(said))

    def study(self) -> None:
        """All visits as tables with pseudonyms."""
        if (desk := self._desk()) is not None:
            StudyDialog(self._window, partial(self._write_study, desk)).open()

    def _write_study(self, desk: "ClinicSession", folder: Path, style: "Format", key: Path) -> None:
        from bodymap.report.exchange.study.stored_study import write_study_of  # noqa: PLC0415  (slow to load, and rarely wanted)

        count, left_out = wait_for(
            self._window, "Writing the tables …", lambda: write_study_of(desk.store, folder, style, key)
        )
        visits = f"{count:,} visit{'' if count == 1 else 's'}"
        desk.note("exported", detail=f"{visits} for a study")
        said = [f"{visits} {'is' if count == 1 else 'are'} in the tables in {folder}."]
        if left_out:
            said.append(f"Left out, as {len(left_out):,} could not be read:")
            said += [*left_out[:MOST_LEFT_OUT], *(["…"] if len(left_out) > MOST_LEFT_OUT else [])]
        QMessageBox.information(self._window, "bodymap", "\n\n".join(said))

    def move(self) -> None:
        """To a server, or back to this computer: through the gate."""
        reception = self._reception
        if not self._at_rest():
            return
        box = QMessageBox(self._window)
        box.setWindowTitle("bodymap")
        desk = reception.desk
        box.setText(desk.where if desk is not None else "No patients are open.")
        box.setInformativeText(
            "To take the patients along, back them up here and restore the backup there. Nothing is moved by itself."
        )
        server = box.addButton("Use a server …", QMessageBox.ButtonRole.ActionRole)
        here = box.addButton("Use this computer", QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is server:
            reception.let_desk_go()
            reception.opening.ask_server()
        elif box.clickedButton() is here:
            reception.let_desk_go()
            reception.opening.use_file()

    # Leaving

    def leave_unsaved(self, state: State) -> bool:
        """What is in hand could not be stored: whether to leave it all the same."""
        reason = state.reason if isinstance(state, Waiting) else ""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("bodymap")
        box.setText("The last changes of this visit could not be stored.")
        box.setInformativeText(f"{reason} Stay, and it is tried again every few seconds.")
        stay = box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton("Leave and lose them", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is leave


def free_name(path: Path) -> Path:
    """The path, or the same with a number behind it if something is there already."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.name}-{number}")
        number += 1
    return free
