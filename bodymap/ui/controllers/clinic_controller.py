"""Puts the clinic's pages and controllers together and leads from one page to the other.

What a page shows is its own. `ConnectionController` opens a store, `VisitController` its visits; `LockController`
decides who may see what.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from bodymap.clinic.analysis.group_counts import Source, latest_visits
from bodymap.clinic.clinic_session import ClinicSession
from bodymap.clinic.model import Action, Patient, Visit
from bodymap.clinic.saving.visit_saver import State, VisitSaver
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.translation import _
from bodymap.ui.controllers.action_log import ActionLog
from bodymap.ui.controllers.backup_controller import BackupController
from bodymap.ui.controllers.connection_controller import ConnectionController
from bodymap.ui.controllers.export_controller import ExportController
from bodymap.ui.controllers.idle_timer import IdleTimer
from bodymap.ui.controllers.lock_controller import LockController, LockState
from bodymap.ui.controllers.patient_controller import PatientController
from bodymap.ui.controllers.visit_controller import VisitController
from bodymap.ui.controllers.visit_status import VisitStatus
from bodymap.ui.dialogs.person_dialog import PersonDialog
from bodymap.ui.models.clinic_settings import ClinicSettings
from bodymap.ui.models.clock import SYSTEM_CLOCK, Clock
from bodymap.ui.models.document import Document
from bodymap.ui.models.open_clinic import OpenClinic
from bodymap.ui.models.visit_session import VisitSession
from bodymap.ui.pages.compare.compare_page import ComparePage
from bodymap.ui.pages.group.group_page import GroupPage
from bodymap.ui.pages.home.home_page import HomePage
from bodymap.ui.pages.login.login_page import LoginPage
from bodymap.ui.pages.patient.patient_page import PatientPage
from bodymap.ui.tasks.progress import wait_for
from bodymap.ui.theme.palette import Palette
from bodymap.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store

T = TypeVar("T")


class _StoredDrawings:
    """The patients of a store, for the page that counts drawings."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def latest_visits(self) -> Sequence[Source]:
        """The latest visit of each patient. Raises BodymapError."""
        return latest_visits(self._store)


class ClinicController(QObject):
    """The window, and everything between the start of the program and a visit, and back.

    It is the window's policy too: it answers before a page is shown, a visit left or the window closed.
    """

    def __init__(self, document: Document, settings: QSettings, outbox: Path, clock: Clock = SYSTEM_CLOCK) -> None:
        """`outbox` is the folder for what a server does not have yet."""
        super().__init__()
        self.settings = ClinicSettings(settings)
        self.clinic = OpenClinic()
        self._lock_state = LockState()  # the window asks it as soon as it shows its first page
        self.window = window = MainWindow(document, settings, policy=self)
        self.setParent(window)
        self._patient: str | None = None
        palette = window.look
        self.login_page = LoginPage(self.settings.person)
        self.home_page = HomePage(palette, clock)
        self.patient_page = PatientPage(palette, clock)
        self.compare_page = ComparePage(palette)
        self.group_page = GroupPage(palette)
        window.add_place(self.login_page, self.home_page, self.patient_page, self.compare_page, self.group_page)
        self.visit = VisitSession(self, document, self._make_saver, self._wait_for_saver)
        self._log = ActionLog(window, self.clinic, self.visit)
        self.idle_timer = IdleTimer(self, clock)
        self.lock = LockController(window, self.login_page, self.clinic, self._lock_state, self.idle_timer)
        self.connection = ConnectionController(
            window, self.clinic, login_page=self.login_page, settings=self.settings, outbox=outbox, lock=self.lock
        )
        self.status = VisitStatus(window, self.visit, self.clinic, self.settings, self.lock)
        self._visits = VisitController(window, self.clinic, self.visit, self.status, self._log)
        self.patients = PatientController(window, self.clinic)
        self.backups = BackupController(
            window,
            self.clinic,
            settings=self.settings,
            visit=self.visit,
            connection=self.connection,
            home_page=self.home_page,
        )
        self.exports = ExportController(window, self.status)
        self._connect_pages()
        self._connect_controllers()
        self._fill_menu()
        window.set_home("Start")

    def _connect_pages(self) -> None:
        home, patient = self.home_page, self.patient_page
        home.patient_chosen.connect(self.open_patient)
        home.new_patient_requested.connect(self.patients.new)
        home.quick_requested.connect(self.window.new)
        patient.visit_chosen.connect(self.open_visit)
        patient.new_visit_requested.connect(self.new_visit)
        patient.compare_requested.connect(self.compare)
        patient.edit_requested.connect(self.patients.edit)
        patient.export_requested.connect(self.backups.export)
        patient.erase_requested.connect(self.patients.erase)
        patient.audit_requested.connect(self.patients.show_audit)
        patient.back_requested.connect(self.show_home)
        self.compare_page.back_requested.connect(self._back_to_patient)
        self.group_page.back_requested.connect(self.go_home)
        summary = self.window.summary_page
        summary.note_changed.connect(self.visit.set_note)
        summary.plan_changed.connect(self.visit.set_plan)
        summary.printed.connect(self._log_printed)

    def _connect_controllers(self) -> None:
        navigator = self.window.navigator
        navigator.back_requested.connect(self._back)
        navigator.compare_requested.connect(lambda: self.compare(None))
        navigator.visit_copied.connect(lambda: self._log_printed("exported"))
        navigator.palette_changed.connect(self._set_palette)
        navigator.closing.connect(self.clinic.release)
        self.clinic.opened.connect(self._show_clinic)
        self.clinic.closing.connect(self._hide_clinic)
        self.lock.handed_over.connect(lambda: self._log.add("handed_over"))
        self.lock.unlocked.connect(lambda: self._log.add("unlocked"))
        self.lock.page_requested.connect(self._show_again)
        self.connection.home_requested.connect(self.show_home)
        self.backups.home_requested.connect(self.show_home)
        self.patients.patient_chosen.connect(self.open_patient)
        self.patients.patient_changed.connect(self.patient_page.refresh)
        self.patients.patient_erased.connect(self.show_home)
        self._visits.visits_compared.connect(self._show_comparison)
        self.exports.exported.connect(lambda: self._log_printed("exported"))

    def _fill_menu(self) -> None:
        menus, menu = self.window.menus, self.window.clinic_menu
        menu.menuAction().setVisible(True)
        menus.add(menu, _("&Patients"), self.go_home, _("Ctrl+Shift+P"))
        menus.add(menu, _("New p&atient …"), self.patients.new, _("Ctrl+Shift+N"))
        menus.add(menu, _("New &visit"), self.new_visit_here, _("Ctrl+Shift+V"))
        menu.addSeparator()
        menus.add(menu, _("&Compare visits"), lambda: self.compare(None))
        menus.add(menu, _("&Many drawings …"), self.show_group)
        menu.addSeparator()
        menus.add(menu, _("&Hand over to the patient"), self.lock.hand_over, _("Ctrl+H"))
        menus.add(menu, _("&Lock"), self.lock.lock, _("Ctrl+L"))
        menu.addSeparator()
        menus.add(menu, _("Change the P&IN …"), self.lock.choose_pin)
        menus.add(menu, _("&Who works here …"), self.ask_person)
        menu.addSeparator()
        self.backups.fill_menu(menus, menu)

    def _set_palette(self, palette: Palette) -> None:
        for page in (self.home_page, self.patient_page, self.compare_page, self.group_page):
            page.set_look(palette)

    # The window's policy

    def may_show(self, page: QWidget | None) -> bool:
        """Whether a page may be shown now; None stands for the drawing's."""
        return self._lock_state.may_show(page)

    def may_leave_visit(self) -> bool:
        """Saves the patient's note and the open visit; False if the person wants to stay."""
        return self.patient_page.finish_typing() and self._visits.leave()

    def may_close(self) -> bool:
        """Whether the program may end: no patient ends it."""
        if self.lock.with_patient:
            self.lock.take_back()  # where it is locked, the PIN is asked for already
            return False
        # Locked, there is nobody to ask what becomes of something that is not saved yet.
        return self.lock.mode == "open" or (self._visits.is_saved() and not self.window.document.unsaved)

    # The clinic

    def _show_clinic(self, session: ClinicSession) -> None:
        self.home_page.set_store(session.store)
        self.home_page.set_place(session.where)
        self.patient_page.set_store(session.store)
        self.group_page.offer_patients(_StoredDrawings(session.store))
        self.window.set_home("Patients")
        self.lock.lock_after(self.settings.lock_after)
        self.lock.change_methods()

    def _hide_clinic(self) -> None:
        self.home_page.set_store(None)
        self.patient_page.set_store(None)
        self.group_page.offer_patients(None)
        self.window.set_home("Start")

    def ask_person(self) -> None:
        """Asks who works here, and when the program locks."""
        if self.clinic.session is None:  # else a name without a PIN would open what another name's PIN protects
            self.window.show_error(_("Open your patient file first."))
            return
        dialog = PersonDialog(self.window, self.settings)
        dialog.accepted.connect(self._person_changed)
        dialog.open()

    def _person_changed(self) -> None:
        session = self.clinic.session
        self.lock.lock_after(self.settings.lock_after if session is not None else 0)
        if session is not None and session.actor != self.settings.actor:
            self.window.show_error(_("Your new name takes effect after a restart."))

    # Pages

    def go_home(self) -> None:
        """To the patients, or to what unlocks them."""
        if self.clinic.session is None:
            if self.window.may_go_on():
                self.connection.begin()
        else:
            self.show_home()

    def show_home(self) -> None:
        """All patients."""
        if self.window.leave_drawing():
            self._patient = None
            if self.window.place is self.home_page:
                self.home_page.refresh()  # what was restored, or done at another desk
            self.window.show_place(self.home_page)

    def open_patient(self, patient: str) -> None:
        """The page of a patient."""
        if not self.window.leave_drawing():
            return
        shown = self.patient_page.patient
        try:
            self.patient_page.show_patient(patient)
        except ServerAwayError as error:
            if shown is None or shown.id != patient:
                self._show_home_after(error)
                return
            self.patient_page.show_error(error_sentence(error))  # what was read before stays in sight
        except BodymapError as error:
            self._show_home_after(error)
            return
        self._patient = patient
        self.window.show_place(self.patient_page, "Patients")
        self._log.add("opened", patient)

    def _show_home_after(self, error: BodymapError) -> None:
        if self.window.place is not self.home_page:
            self._patient = None
            self.window.show_place(self.home_page)
        self.window.show_error(error_sentence(error))

    def show_group(self) -> None:
        """Where many drawings, as files, are marked how often."""
        if self.window.leave_drawing():
            self.window.show_place(self.group_page, self.window.home)

    @property
    def open_patient_id(self) -> str | None:
        """The patient whose visit is in hand or whose page is open; none while a drawing without a patient is."""
        if self.visit.patient is not None:
            return self.visit.patient.id
        return None if self.window.shows_drawing else self._patient

    def _show_again(self, place: QWidget) -> None:
        if place is self.patient_page and self._patient is not None:
            self.window.show_place(self.patient_page, "Patients")
        elif place is self.compare_page and self._patient is not None:
            self.window.show_place(self.compare_page, self.compare_page.patient_name)
        elif place is self.group_page:
            self.window.show_place(self.group_page, self.window.home)
        else:
            self.window.show_place(self.home_page)

    def _back(self) -> None:
        place = self.window.place
        if self.window.shows_drawing:
            if self.visit.patient is not None:
                self.open_patient(self.visit.patient.id)
            else:
                self.go_home()
        elif place is self.compare_page:
            self.compare_page.go_back()
        elif place is self.patient_page:
            self.patient_page.go_back()
        elif place is self.group_page:
            self.group_page.go_back()
        else:
            self.show_home()

    def _back_to_patient(self) -> None:
        if self.visit.patient is not None:
            self.window.show_page(self.window.page)
        elif self._patient is not None:
            self.open_patient(self._patient)

    # Visits

    def _make_saver(self, visit: Visit, tell: Callable[[State], None]) -> VisitSaver:
        assert self.clinic.session is not None
        return self.clinic.session.keeper(visit, tell)

    def _wait_for_saver(self, work: Callable[[], T]) -> T:
        """A server takes its time, and the window stays alive meanwhile; a file is written at once."""
        session = self.clinic.session
        if session is None or session.path is not None:
            return work()
        return wait_for(self.window, _("Sending the visit to the server …"), work)

    def new_visit(self, patient: Patient) -> None:
        """A new visit, with an empty drawing on the patient's figure."""
        self._visits.new(patient)

    def new_visit_here(self) -> None:
        """A new visit of the patient whose page or visit is open."""
        self._visits.new_of(self.open_patient_id)

    def open_visit(self, name: str) -> None:
        """A visit that is stored, by its id."""
        self._visits.open(name)

    def compare(self, chosen: Sequence[str] | None) -> None:
        """Visits of the patient side by side: those chosen, or the newest with the one before."""
        self._visits.compare(self.open_patient_id, chosen)

    def _show_comparison(self, patient: str, name: str, visits: Sequence[Visit]) -> None:
        """Shows visits of a patient, newest first, beside each other."""
        self._patient = patient
        self.compare_page.show_visits(name, visits, None, self.window.document.knowledge)
        self.window.show_place(self.compare_page, name)

    def _log_printed(self, action: Action) -> None:
        if self.visit.patient is not None:
            self._log.add(action)
