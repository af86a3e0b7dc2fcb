"""The reception: puts the clinic's pages together and leads from one to the other.

What a page shows is its own, opening the store is `ui.opening`'s, taking visits in hand `ui.visit_errands`'s, and who
may see what `ui.guard`'s.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from bodymap.clinic.analysis.group_counts import latest_visits
from bodymap.clinic.clinic_session import ClinicSession
from bodymap.clinic.model import Action, Patient, Visit
from bodymap.clinic.saving.visit_saver import State, VisitSaver
from bodymap.clinic.store.store_errors import ServerAwayError
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.ui.controllers.backup_controller import BackupController
from bodymap.ui.controllers.connection_controller import ConnectionController
from bodymap.ui.controllers.lock_controller import LockController, UnlockMethods
from bodymap.ui.controllers.patient_controller import PatientController
from bodymap.ui.controllers.visit_controller import VisitController
from bodymap.ui.controllers.visit_status import VisitStatus
from bodymap.ui.dialogs.person_dialog import PersonDialog
from bodymap.ui.dialogs.pin_dialog import PinDialog
from bodymap.ui.models.clinic_settings import ClinicSettings
from bodymap.ui.models.visit_session import VisitSession
from bodymap.ui.pages.compare.compare_page import ComparePage
from bodymap.ui.pages.group.group_page import GroupPage
from bodymap.ui.pages.home.home_page import HomeActions, HomePage
from bodymap.ui.pages.patient.patient_page import PatientActions, PatientPage
from bodymap.ui.tasks.progress import wait_for
from bodymap.ui.theme.palette import Palette
from bodymap.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store


class ClinicController(QObject):
    """Everything between the start of the program and a visit, and back."""

    def __init__(self, window: MainWindow, settings: QSettings, outbox: Path) -> None:
        """`outbox` is the folder for what a server does not have yet."""
        super().__init__(window)
        self._window = window
        self.settings = ClinicSettings(settings)
        self.desk: ClinicSession | None = None
        self.opening = ConnectionController(window, self.settings, outbox, self)
        self.gate = self.opening.gate
        look = window.look
        self.errands = PatientController(window, self._store, self.open_patient, self._refresh_patient, self.show_start)
        self.start = HomePage(look, HomeActions(self.open_patient, self.errands.new, self.quick))
        self.patient_page = PatientPage(
            look,
            PatientActions(
                open_visit=self.open_visit,
                new_visit=self.new_visit,
                compare=self.compare,
                edit=self.errands.edit,
                export=lambda patient: self.keeping.export(patient),  # noqa: PLW0108  (it is made below)
                erase=self.errands.erase,
                show_audit=self.errands.show_audit,
                back=self.show_start,
            ),
        )
        self.compare_page = ComparePage(look, self._back_to_patient)
        self.group_page = GroupPage(look, self.go_home)
        window.add_place(self.gate, self.start, self.patient_page, self.compare_page, self.group_page)
        self.visit = VisitSession(self, window.document, self._keeper)
        self._visits = VisitController(window, self)
        self.guard = LockController(window, self.gate, self._keys, self.note, self._choose_pin)
        self.notices = VisitStatus(
            window, self.visit, self._store, lambda: self.settings.person, lambda: self.guard.mode == "open"
        )
        self.guard.opened = self.notices.speak
        self.keeping = BackupController(window, self)
        self._patient: str | None = None
        self._hook()
        self._fill_menu()

    def _hook(self) -> None:
        hooks = self._window.hooks
        hooks.visit_line = self.notices.line
        hooks.home = lambda: "Patients" if self.desk is not None else "Start"
        hooks.leave_visit = lambda: self.patient_page.finish_typing() and self._visits.leave()
        hooks.may_close = self._may_close
        hooks.close = self.close
        hooks.back = self._back
        hooks.compare = lambda: self.compare(None)
        hooks.hand_over = self.guard.hand_over
        hooks.take_back = self.guard.take_back
        hooks.set_look = self._set_look
        hooks.show_again = self._show_again
        self.visit.state_changed.connect(self._window.refresh)
        summary = self._window.summary_page
        summary.ask_occasion = self.notices.occasion
        summary.on_note, summary.on_plan = self.visit.set_note, self.visit.set_plan
        summary.on_printed = self._printed
        self._window.exports.ask_whose = self.notices.whose
        self._window.exports.on_exported = lambda: self._printed("exported")

    def _fill_menu(self) -> None:
        menus, menu = self._window.menus, self._window.clinic_menu
        menu.menuAction().setVisible(True)
        menus.add(menu, "&Patients", self.go_home, "Ctrl+Shift+P")
        menus.add(menu, "New p&atient …", self.errands.new, "Ctrl+Shift+N")
        menus.add(menu, "New &visit", self.new_visit_here, "Ctrl+Shift+V")
        menu.addSeparator()
        menus.add(menu, "&Compare visits", lambda: self.compare(None))
        menus.add(menu, "&Many drawings …", self.show_group)
        menu.addSeparator()
        menus.add(menu, "&Hand over to the patient", self.guard.hand_over, "Ctrl+H")
        menus.add(menu, "&Lock", self.guard.lock, "Ctrl+L")
        menu.addSeparator()
        menus.add(menu, "Change the P&IN …", lambda: self._choose_pin(lambda: None))
        menus.add(menu, "&Who works here …", self._who)
        menu.addSeparator()
        self.keeping.fill_menu(menus, menu)

    def _set_look(self, look: Palette) -> None:
        for page in (self.start, self.patient_page, self.compare_page, self.group_page):
            page.set_look(look)

    # The store

    def _store(self) -> "Store | None":
        return self.desk.store if self.desk is not None else None

    def _refresh_patient(self) -> None:
        self.patient_page.refresh()

    def take_desk(self, desk: ClinicSession) -> None:
        """Works with an open store from now on."""
        self.desk = desk
        on_server = desk.path is None
        sending = partial(wait_for, self._window, "Sending the visit to the server …")
        self.visit.wait = sending if on_server else lambda work: work()
        self.start.set_store(desk.store)
        self.start.set_place(desk.where)
        self.patient_page.set_store(desk.store)
        self.group_page.offer_patients(partial(latest_visits, desk.store))
        self.guard.lock_after(self.settings.lock_after)
        self.guard.changed_keys()

    def let_desk_go(self) -> ClinicSession | None:
        """Closes the store; a visit must have been left before."""
        desk, self.desk = self.desk, None
        self.start.set_store(None)
        self.patient_page.set_store(None)
        self.group_page.offer_patients(None)
        if desk is not None:
            desk.close()
        return desk

    def close(self) -> None:
        """The program ends."""
        self.let_desk_go()

    def _may_close(self) -> bool:
        if self.guard.with_patient:
            self.guard.take_back()  # where it is locked, the PIN is asked for already
            return False
        # Locked, there is nobody to ask what becomes of something that is not kept yet.
        return self.guard.mode == "open" or (self._visits.is_kept() and not self._window.document.unsaved)

    # Who may see what

    def _keys(self) -> UnlockMethods:
        if self.desk is None:
            return UnlockMethods(None, None)
        return UnlockMethods(self.desk.pin, self.desk.check_passphrase)

    def note(self, action: Action, patient: str | None = None, visit: str | None = None, detail: str = "") -> None:
        """A line of the audit trail. A server that is away does not hold up the work: the line waits for it."""
        if self.desk is None:
            return
        hand = self.visit.visit
        if patient is None and hand is not None:
            patient, visit = hand.patient, hand.id
        try:
            self.desk.note(action, patient, visit, detail)
        except BodymapError as error:
            self._window.complain(error_sentence(error))

    def _choose_pin(self, then: Callable[[], object]) -> None:
        if self.desk is None:
            self._window.complain("No patients are open, so there is nothing that a PIN would keep; open them first.")
            return
        try:
            dialog = PinDialog(self._window, self.desk.pin)
        except BodymapError as error:
            self._window.complain(error_sentence(error))
            return
        dialog.accepted.connect(then)
        dialog.open()

    def _who(self) -> None:
        if self.desk is None:  # else a name without a PIN would open what another name's PIN keeps
            self._window.complain("No patients are open, so nobody works with them; open them first.")
            return
        dialog = PersonDialog(self._window, self.settings)
        dialog.accepted.connect(self._person_changed)
        dialog.open()

    def _person_changed(self) -> None:
        self.guard.lock_after(self.settings.lock_after if self.desk is not None else 0)
        if self.desk is not None and self.desk.actor != self.settings.actor:
            self._window.complain("Your name counts from the next start of the program on.")

    # Pages

    def go_home(self) -> None:
        """To the patients, or to what unlocks them."""
        if self.desk is None:
            if self._window.may_go_on():
                self.opening.begin()
        else:
            self.show_start()

    def show_start(self) -> None:
        """All patients."""
        if self.leave():
            self._patient = None
            if self._window.place is self.start:
                self.start.refresh()  # what was restored, or done at another desk
            self._window.show_place(self.start)

    def quick(self) -> None:
        """A drawing without a patient."""
        self._window.new()

    def open_patient(self, patient: str) -> None:
        """The page of a patient."""
        if not self.leave():
            return
        shown = self.patient_page.patient
        try:
            self.patient_page.show_patient(patient)
        except ServerAwayError as error:
            if shown is None or shown.id != patient:
                self._show_start_after(error)
                return
            self.patient_page.complain(error_sentence(error))  # what was read before stays in sight
        except BodymapError as error:
            self._show_start_after(error)
            return
        self._patient = patient
        self._window.show_place(self.patient_page, "Patients")
        self.note("opened", patient)

    def _show_start_after(self, error: BodymapError) -> None:
        if self._window.place is not self.start:
            self._patient = None
            self._window.show_place(self.start)
        self._window.complain(error_sentence(error))

    def show_group(self) -> None:
        """Where many drawings, as files, are marked how often."""
        if self.leave():
            self._window.show_place(self.group_page, self._window.hooks.home())

    def leave(self) -> bool:
        """Keeps what is in hand, whatever page is open, and lets it go. False if the person wants to stay."""
        if not self._window.may_go_on():
            return False
        document = self._window.document
        if document.path is not None or document.drawing != Drawing(figure=document.drawing.figure):
            document.new()  # thrown away, or in its file: nobody is asked about it once more
        return True

    @property
    def open_patient_id(self) -> str | None:
        """The patient whose visit is in hand or whose page is open; none while a drawing without a patient is."""
        if self.visit.patient is not None:
            return self.visit.patient.id
        return None if self._window.shows_drawing else self._patient

    def _show_again(self, place: QWidget) -> None:
        if place is self.patient_page and self._patient is not None:
            self._window.show_place(self.patient_page, "Patients")
        elif place is self.compare_page and self._patient is not None:
            self._window.show_place(self.compare_page, self.compare_page.patient_name)
        elif place is self.group_page:
            self._window.show_place(self.group_page, self._window.hooks.home())
        else:
            self._window.show_place(self.start)

    def _back(self) -> None:
        place = self._window.place
        if self._window.shows_drawing:
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
            self.show_start()

    def _back_to_patient(self) -> None:
        if self.visit.patient is not None:
            self._window.show_page(self._window.page)
        elif self._patient is not None:
            self.open_patient(self._patient)

    # Visits

    def _keeper(self, visit: Visit, tell: Callable[[State], None]) -> VisitSaver:
        assert self.desk is not None
        return self.desk.keeper(visit, tell)

    def new_visit(self, patient: Patient) -> None:
        """A new visit, with an empty drawing on the patient's figure."""
        self._visits.new(patient)

    def new_visit_here(self) -> None:
        """A new visit of the patient whose page or visit is open."""
        self._visits.new_here()

    def open_visit(self, name: str) -> None:
        """A visit that is stored, by its id."""
        self._visits.open(name)

    def compare(self, chosen: Sequence[str] | None) -> None:
        """Visits of the patient side by side: those chosen, or the newest with the one before."""
        self._visits.compare(chosen)

    def show_comparison(self, patient: str, name: str, visits: Sequence[Visit]) -> None:
        """Shows visits of a patient, newest first, beside each other."""
        self._patient = patient
        self.compare_page.show_visits(name, visits, None)
        self._window.show_place(self.compare_page, name)

    def _printed(self, action: Action) -> None:
        if self.visit.patient is not None:
            self.note(action)
