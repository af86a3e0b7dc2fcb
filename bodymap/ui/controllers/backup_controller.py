"""The menu entries that protect patients: passphrase, backup, restore, export of one patient, where they are stored."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from bodymap.clinic.clinic_session import open_file_session
from bodymap.clinic.model import Patient
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.controllers.connection_controller import ConnectionController
from bodymap.ui.dialogs.backup_dialogs import BackupDialog, RestoreDialog
from bodymap.ui.dialogs.form_dialog import FormDialog
from bodymap.ui.dialogs.passphrase_dialog import PassphraseDialog
from bodymap.ui.dialogs.study_dialog import StudyDialog
from bodymap.ui.models.clinic_settings import ClinicSettings
from bodymap.ui.models.open_clinic import OpenClinic
from bodymap.ui.models.visit_session import SERVER_PATIENCE, VisitSession
from bodymap.ui.pages.home.home_page import HomePage
from bodymap.ui.tasks.progress import wait_for
from bodymap.ui.widgets.plain_text import plain_text
from bodymap.ui.window.main_window import MainWindow
from bodymap.ui.window.menu_bar import MenuBar

if TYPE_CHECKING:
    from bodymap.clinic.clinic_session import ClinicSession
    from bodymap.report.exchange.study.study_files import Format

BACKUP_FILTER = _("Backups of patients (*.backup.db);;All files (*)")
MOST_LEFT_OUT = 5
"""Visits that could not be read and are named in a message; of more it says how many they are."""


class BackupController(QObject):
    """Acts on the clinic that is open; closes and opens it again where a file is replaced."""

    home_requested = Signal()
    """All patients are to be shown."""

    def __init__(
        self,
        window: MainWindow,
        clinic: OpenClinic,
        *,
        settings: ClinicSettings,
        visit: VisitSession,
        connection: ConnectionController,
        home_page: HomePage,
    ) -> None:
        super().__init__(window)
        self._window, self._clinic, self._settings, self._visit = window, clinic, settings, visit
        self._connection, self._home_page = connection, home_page

    def fill_menu(self, menus: MenuBar, menu: QMenu) -> None:
        """Adds the entries."""
        menus.add(menu, _("&Back up …"), self.back_up)
        menus.add(menu, _("&Restore a backup …"), self.restore)
        menus.add(menu, _("Tables for a st&udy …"), self.study)
        menus.add(menu, _("Pass&phrase …"), self.change_passphrase)
        menus.add(menu, _("Wh&ere patients are kept …"), self.move)

    def _session(self) -> "ClinicSession | None":
        if self._clinic.session is None:
            self._window.show_error(_("Open your patient file first."))
        return self._clinic.session

    def _or_refuse(self, dialog: FormDialog, work: Callable[[], object]) -> None:
        """Does what a dialog asks for; what goes wrong is shown there, and nothing that was entered is lost."""
        try:
            work()
        except BodymapError as error:
            dialog.refuse(error_sentence(error))

    # Passphrase

    def change_passphrase(self) -> None:
        """Encrypts the file, or changes its passphrase."""
        session = self._session()
        if session is None or not self._at_rest():
            return
        if session.path is None:
            self._window.show_error(_("Your patients are kept on the server. Encryption is set up there."))
            return
        path = session.path
        dialog = PassphraseDialog(self._window, session.passphrase is not None)
        dialog.change_requested.connect(lambda old, new: self._or_refuse(dialog, lambda: self._rewrite(path, old, new)))
        dialog.open()

    def _at_rest(self) -> bool:
        """Leaves what is open: a file cannot be written anew under a visit in hand."""
        self.home_requested.emit()
        return self._window.place is self._home_page

    def _rewrite(self, path: Path, old: str | None, new: str) -> None:
        from bodymap.clinic.store.files.encryption import change_passphrase  # noqa: PLC0415  (only here, and slow to load)

        session = self._clinic.session
        if session is not None and old is not None and (check := session.check_passphrase) is not None:
            check(old)
        self._clinic.release()
        passphrase = old
        try:
            wait_for(self._window, _("Re-encrypting the patient file …"), lambda: change_passphrase(path, old, new))
            passphrase = new
        finally:
            self._reopen(path, passphrase)

    def _reopen(self, path: Path, passphrase: str | None) -> None:
        """Opens the file again; what keeps it from opening is shown, and the login page asks for it."""
        try:
            session = open_file_session(path, self._settings.actor, passphrase)
        except BodymapError:
            self._connection.begin()
            raise
        self._clinic.open(session)
        self.home_requested.emit()

    # Backup

    def back_up(self) -> None:
        """Everything into one file, which is read back before it counts as one."""
        if (session := self._session()) is None:
            return
        if session.path is not None:
            self._write_backup(session.passphrase)
        else:
            dialog = BackupDialog(self._window)
            dialog.write_requested.connect(self._write_backup)
            dialog.open()

    def _write_backup(self, passphrase: str | None) -> None:
        from bodymap.clinic.store.files.backup import write_backup  # noqa: PLC0415

        session = self._clinic.session
        assert session is not None
        name = str(Path.home() / f"bodymap-{date.today():%Y-%m-%d}.backup.db")
        chosen, _kind = QFileDialog.getSaveFileName(self._window, _("Back up all patients"), name, BACKUP_FILTER)
        if not chosen:
            return
        self._visit.finish(SERVER_PATIENCE)
        try:
            report = wait_for(
                self._window,
                _("Backing up and verifying …"),
                lambda: write_backup(session.store, Path(chosen), passphrase),
            )
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
            return
        locked = _("the passphrase of the patients") if passphrase else _("no passphrase")
        QMessageBox.information(
            self._window,
            "bodymap",
            _(
                "{patients} patients with {visits} visits are backed up in {name}, with {locked}. It was read "
                "back and restores."
            ).format(patients=report.patients, visits=report.visits, name=Path(chosen).name, locked=locked),
        )

    def restore(self) -> None:
        """Puts a backup in the place of what is here; what is here is kept beside it."""
        if self._session() is None or not self._at_rest():
            return
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window, _("Restore a backup"), str(Path.home()), BACKUP_FILTER
        )
        if chosen:
            session = self._clinic.session
            on_file = session is not None and session.path is not None
            try:
                dialog = RestoreDialog(self._window, Path(chosen), on_file)
            except BodymapError as error:
                self._window.show_error(error_sentence(error))
                return
            dialog.restore_requested.connect(
                lambda passphrase: self._or_refuse(dialog, lambda: self._restore(Path(chosen), passphrase))
            )
            dialog.open()

    def _restore(self, backup: Path, passphrase: str | None) -> None:
        from bodymap.clinic.store.files.backup import check_backup, restore_backup  # noqa: PLC0415

        session = self._clinic.session
        assert session is not None
        wait_for(self._window, _("Reading the backup …"), lambda: check_backup(backup, passphrase))
        if session.path is None:
            wait_for(self._window, _("Restoring …"), lambda: restore_backup(backup, passphrase, session.store))
            self.home_requested.emit()
            return
        path, before = session.path, session.passphrase
        self._clinic.release()
        try:
            wait_for(self._window, _("Restoring …"), lambda: restore_backup(backup, passphrase, path))
            before = passphrase
        finally:
            self._reopen(path, before)

    # One patient, and places

    def export(self, patient: Patient) -> None:
        """One patient as readable files in a new folder."""
        from bodymap.report.exchange.patient_folder import write_patient_folder  # noqa: PLC0415
        from bodymap.report.paper.visit_context import sheet_of  # noqa: PLC0415

        if (session := self._session()) is None:
            return
        chosen = QFileDialog.getExistingDirectory(
            self._window, _("Choose where to save the patient's folder"), str(Path.home())
        )
        if not chosen:
            return
        folder = free_name(Path(chosen) / f"bodymap-patient-{date.today():%Y-%m-%d}")
        missing: list[str] = []

        def work() -> list[Path]:
            visits = []
            for line in session.store.visits(patient.id):
                try:
                    visits.append(session.store.visit(line.id))
                except ServerAwayError:
                    raise
                except BodymapError as error:
                    missing.append(error_sentence(error))
            audit = session.store.audit(patient.id)
            return write_patient_folder(
                folder, patient, visits, audit, lambda visit: sheet_of(session.store, patient, visit)
            )

        try:
            written = wait_for(self._window, _("Writing the patient's folder …"), work)
            session.note("exported", patient.id)
        except BodymapError as error:
            self._window.show_error(error_sentence(error))
            return
        said = [
            _("{n} files were written into {folder}. They are not encrypted.").format(n=len(written), folder=folder),
            *missing,
        ]
        QMessageBox.information(self._window, "bodymap", plain_text("\n\n".join(said)))

    def study(self) -> None:
        """All visits as tables with pseudonyms."""
        if (session := self._session()) is not None:
            dialog = StudyDialog(self._window)
            dialog.write_requested.connect(
                lambda folder, form, key: self._or_refuse(dialog, lambda: self._write_study(session, folder, form, key))
            )
            dialog.open()

    def _write_study(self, session: "ClinicSession", folder: Path, form: "Format", key: Path) -> None:
        from bodymap.report.exchange.study.stored_study import write_study_of  # noqa: PLC0415  (slow to load, and rarely wanted)

        count, left_out = wait_for(
            self._window, _("Writing the tables …"), lambda: write_study_of(session.store, folder, form, key)
        )
        visits = f"{count:,} visit{'' if count == 1 else 's'}"
        session.note("exported", detail=_("{visits} for a study").format(visits=visits))
        said = [
            _("{visits} {value} in the tables in {folder}.").format(
                visits=visits, value="is" if count == 1 else "are", folder=folder
            )
        ]
        if left_out:
            said.append(_("Left out, as {n:,} could not be read:").format(n=len(left_out)))
            said += [*left_out[:MOST_LEFT_OUT], *(["…"] if len(left_out) > MOST_LEFT_OUT else [])]
        QMessageBox.information(self._window, "bodymap", plain_text("\n\n".join(said)))

    def move(self) -> None:
        """To a server, or back to this computer: through the login page."""
        if not self._at_rest():
            return
        box = QMessageBox(self._window)
        box.setWindowTitle("bodymap")
        session = self._clinic.session
        box.setText(plain_text(session.where) if session is not None else _("No patients are open."))
        box.setInformativeText(
            _("To move your patients, back them up here and restore the backup there. Nothing is moved automatically.")
        )
        server = box.addButton(_("Use a server …"), QMessageBox.ButtonRole.ActionRole)
        here = box.addButton(_("Use this computer"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is server:
            self._clinic.release()
            self._connection.ask_server()
        elif box.clickedButton() is here:
            self._clinic.release()
            self._connection.use_file()


def free_name(path: Path) -> Path:
    """The path, or the same with a number behind it if something is there already."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.name}-{number}")
        number += 1
    return free
