"""The window: its header, menus and pages, files, palette, and what happens when somebody closes it.

It knows the four pages of a drawing. Pages of patients are added from outside and speak to their own controllers; what
a person asks of the window as a whole is told by its `Navigator`.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from bodymap.clinic.saving.drawing_recovery import Abandoned
from bodymap.drawing.model import Drawing
from bodymap.report.text.translation import _
from bodymap.ui.canvas.mark_settings import MarkSettings
from bodymap.ui.dialogs.drawing_file_dialogs import DrawingFileDialogs
from bodymap.ui.dialogs.scores_dialog import ScoresDialog
from bodymap.ui.models.document import Document
from bodymap.ui.pages.mark.mark_page import MarkPage
from bodymap.ui.pages.questions.questions_page import QuestionsPage
from bodymap.ui.pages.review.review_page import ReviewPage
from bodymap.ui.pages.summary.summary_page import SummaryPage
from bodymap.ui.theme.icons import program_icon
from bodymap.ui.theme.palette import Palette
from bodymap.ui.theme.stylesheet import apply_palette
from bodymap.ui.window.header_bar import PATIENT_PAGES, SUMMARY, HeaderBar
from bodymap.ui.window.help import ReadingDialog, show_about, show_keys
from bodymap.ui.window.menu_bar import MenuBar
from bodymap.ui.window.navigator import Navigator, OpenPolicy, VisitBanner, WindowPolicy
from bodymap.ui.window.set_switch import SetSwitch
from bodymap.ui.window.theme_switch import ThemeSwitch

PAGES = ("Mark", "Questions", "Review", "Summary")


class MainWindow(QMainWindow):
    """One document with four pages, and the places around it."""

    def __init__(self, document: Document, settings: QSettings, policy: WindowPolicy | None = None) -> None:
        """`policy` is asked before pages, visits and the window itself are left; without one everything may happen."""
        super().__init__()
        self.document = document
        self._settings = settings
        self._policy = policy if policy is not None else OpenPolicy()
        self.navigator = Navigator(self)
        self.files = DrawingFileDialogs(self, document, settings)
        self._banner: VisitBanner | None = None
        self._home = ""
        self._look_choice = ThemeSwitch(settings, self)
        self.sets = SetSwitch(settings, document, self)
        mark = MarkSettings()
        self.mark_page = MarkPage(document, mark, self.look)
        self.questions_page = QuestionsPage(document, self.look)
        self.review_page = ReviewPage(document, mark, self.look)
        self.summary_page = SummaryPage(document, self.look)
        self.mark_page.next_requested.connect(lambda: self.show_page(1))
        self.questions_page.next_requested.connect(self._after_questions)
        self.summary_page.muscles_wanted.connect(self._suggest_muscles)
        self._pages = (self.mark_page, self.questions_page, self.review_page, self.summary_page)
        self.pages = QStackedWidget()
        for page in self._pages:
            self.pages.addWidget(page)
        self.menus = self._make_menus()
        self.header = HeaderBar(PAGES, self.menus, self.navigator)
        self.navigator.page_requested.connect(self.show_page)
        self._places = QStackedWidget()
        self._places.addWidget(self.pages)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._places, 1)
        self.setCentralWidget(whole)
        self.setWindowIcon(program_icon())
        self.setMinimumSize(1000, 640)
        self.setAcceptDrops(True)
        self._patient_holds_it = False
        self._shortcuts()
        document.changed.connect(self.refresh)
        document.recovery_failed.connect(self.show_error)
        self._look_choice.changed.connect(self._apply_look)
        self._apply_look()
        self.refresh()
        self.show_page(0)

    # The frame

    def _make_menus(self) -> MenuBar:
        menus = MenuBar(self)
        keys = QKeySequence.StandardKey
        file_menu = menus.menu("&File")
        menus.add(file_menu, _("&New drawing"), self.new, keys.New)
        menus.add(file_menu, _("&Open …"), self.open, keys.Open)
        menus.add_files(file_menu, "Open &recent", self.files.fill_recent, self.open)
        file_menu.addSeparator()
        menus.add(file_menu, _("&Save"), self.save, keys.Save)
        menus.add(file_menu, _("Save &as …"), self.save_as, keys.SaveAs)
        menus.add(file_menu, _("Export &FHIR bundle …"), self.navigator.fhir_requested.emit)
        menus.add(file_menu, _("Export pic&ture …"), self.navigator.picture_requested.emit)
        menus.add(file_menu, _("Scores as &instruments …"), self.show_scores)
        file_menu.addSeparator()
        menus.add(file_menu, _("&Print summary …"), self.print_summary, keys.Print)
        file_menu.addSeparator()
        menus.add(file_menu, _("&Quit"), self.close, keys.Quit)
        edit_menu = menus.menu("&Edit")
        self._undo = menus.add(edit_menu, _("&Undo"), self.document.undo, keys.Undo)
        self._redo = menus.add(edit_menu, _("&Redo"), self.document.redo, keys.Redo)
        edit_menu.addSeparator()
        self._remove = menus.add(edit_menu, _("Remove all &marks"), lambda: self.document.set_marks(()))
        self.clinic_menu = menus.menu("&Patients")
        self.clinic_menu.menuAction().setVisible(False)
        view_menu = menus.menu("&View")
        self._look_choice.fill_menu(menus, view_menu)
        view_menu.addSeparator()
        self.sets.fill_menu(menus, view_menu)
        view_menu.addSeparator()
        menus.add(view_menu, _("&Full screen"), self._toggle_full_screen, keys.FullScreen)
        help_menu = menus.menu("&Help")
        menus.add(help_menu, _("What the &articles say"), lambda: ReadingDialog(self).open())
        menus.add(help_menu, _("&Keys"), lambda: show_keys(self), keys.HelpContents)
        menus.add(help_menu, _("&About bodymap"), lambda: show_about(self))
        return menus

    def _shortcuts(self) -> None:
        for number in range(len(PAGES)):
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.activated.connect(lambda number=number: self._turn_by_key(number))
        for page in (self.mark_page, self.review_page):
            for key, run in page.tool_keys().items():
                shortcut = QShortcut(QKeySequence(key), page)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(run)

    def _turn_by_key(self, number: int) -> None:
        if self.shows_drawing:
            self.show_page(number)

    # Places

    def add_place(self, *places: QWidget) -> None:
        """Takes pages in that are none of the drawing's; they end with the window."""
        for place in places:
            self._places.addWidget(place)

    def show_place(self, place: QWidget, back: str = "") -> None:
        """Shows a page that is none of the drawing's, with the name of where the way back leads, if that may be."""
        if not self._policy.may_show(place):
            return
        self.finish_typing()
        self._places.setCurrentWidget(place)
        self.header.show_place(back)
        self.refresh()
        place.setFocus()

    @property
    def place(self) -> QWidget:
        """The page that is open; `pages` while a drawing is."""
        return self._places.currentWidget() or self.pages

    @property
    def shows_drawing(self) -> bool:
        """Whether the four pages of a drawing are open."""
        return self._places.currentWidget() is self.pages

    def show_page(self, number: int) -> None:
        """Turns to a page of the drawing, counted from 0, if that may be."""
        if not self._policy.may_show(None) or (self._patient_holds_it and number >= PATIENT_PAGES):
            return
        self.finish_typing()
        self.pages.setCurrentIndex(number)
        self._places.setCurrentWidget(self.pages)
        self.header.choose(number)
        self.refresh()
        self._pages[number].setFocus()

    @property
    def page(self) -> int:
        """The page that is open, counted from 0."""
        return self.pages.currentIndex()

    def hold_for_patient(self, holds: bool) -> None:
        """The patient has the screen, or no more: two pages, no menus, no keys of the therapist."""
        self._patient_holds_it = holds
        self.questions_page.for_patient(holds)
        self.let_work(not holds)

    def let_work(self, works: bool) -> None:
        """Whether menus, their keys and dropped files work."""
        self.menus.let(works)
        self.setAcceptDrops(works)
        self.refresh()

    def _after_questions(self) -> None:
        if self._patient_holds_it:
            self.navigator.take_back_requested.emit()
        else:
            self.show_page(2)

    def _suggest_muscles(self) -> None:
        self.summary_page.suggest_muscles(self.review_page.chosen_muscles())

    def show_visit(self, banner: VisitBanner | None) -> None:
        """Shows in the header which visit is open; None for a drawing without a patient."""
        self._banner = banner
        self.refresh()

    def set_home(self, name: str) -> None:
        """The name of the page that the way back of a drawing without a patient leads to; empty if there is none."""
        self._home = name
        self.refresh()

    @property
    def home(self) -> str:
        """The name of that page."""
        return self._home

    def refresh(self) -> None:
        """Shows in the header what is open, and how it stands."""
        self.setWindowTitle("bodymap[*]")  # never a name: titles stand in task bars and on shared screens
        self.setWindowModified(self.document.unsaved)
        if self.menus.isEnabled() or self._patient_holds_it:
            seen = self.shows_drawing or not self._patient_holds_it  # no patient takes back what nobody sees
            self._undo.setEnabled(seen and self.document.can_undo)
            self._redo.setEnabled(seen and self.document.can_redo)
        if self.menus.isEnabled():
            self._remove.setEnabled(self.shows_drawing and bool(self.document.drawing.marks))
        if not self.shows_drawing:
            return
        if self._patient_holds_it:
            self.header.show_handed_over()
        elif self._banner is not None:
            self.header.show_visit(self._banner)
        else:
            path = self.document.path
            state = f"{path.name if path else 'New drawing'}{' · not saved' if self.document.unsaved else ''}"
            self.header.show_drawing(state, "", self._home)

    def restore_place(self) -> None:
        """Size and place as they were when the window was closed, else a size that shows everything."""
        stored = self._settings.value("geometry")
        if not isinstance(stored, QByteArray) or not self.restoreGeometry(stored):
            screen = self.screen().availableSize()
            self.resize(min(1360, screen.width()), min(860, screen.height()))

    # Looks

    @property
    def look(self) -> Palette:
        """The look that the window has."""
        return self._look_choice.look

    def choose_look(self, name: str) -> None:
        """Takes a look by name: system, light or dark."""
        self._look_choice.choose(name)

    def _apply_look(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_palette(app, self.look)
        for page in self._pages:
            page.set_look(self.look)
        self.navigator.tell_palette(self.look)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)  # maximised stays so behind it

    # Files

    def show_error(self, sentence: str) -> None:
        """Shows what is wrong, in one sentence."""
        self.files.show_error(sentence)

    def finish_typing(self) -> None:
        """Takes the keyboard out of a note, which is kept then."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def may_go_on(self) -> bool:
        """Whether the drawing in hand may be left: a visit is stored, a drawing that is not saved is asked about."""
        self.finish_typing()
        return self._policy.may_leave_visit() and self.files.may_go_on()

    def leave_drawing(self) -> bool:
        """Saves the open drawing or visit, whatever page is shown, and closes it. False if the person wants to stay."""
        if not self.may_go_on():
            return False
        document = self.document
        if document.path is not None or document.drawing != Drawing(figure=document.drawing.figure):
            document.new()  # thrown away, or in its file: nobody is asked about it once more
        return True

    def new(self) -> None:
        """Starts an empty drawing without a patient."""
        if self.may_go_on():
            self.document.new()
            self.show_page(0)

    def open(self, path: Path | None = None) -> None:
        """Opens a drawing; asks which if none is given."""
        if not self.may_go_on():
            return
        if path is None:
            path = self.files.ask_for_one()
        if path is not None and self.files.open(path):
            self.show_page(self.page)

    def save(self) -> bool:
        """Saves to the drawing's file; asks for one if it has none. True if it is saved."""
        return self.save_as(self.document.path)

    def save_as(self, path: Path | None = None) -> bool:
        """Saves to a file, which is asked for if not given. True if it is saved."""
        self.finish_typing()
        saved = self.files.save_as(path)
        if saved and self.document.of_visit:
            self.navigator.visit_copied.emit()
        return saved

    def recent(self) -> list[Path]:
        """Files opened or saved lately, newest first."""
        return self.files.recent()

    def offer_back(self, found: list[Abandoned]) -> None:
        """Offers what earlier runs left behind when they ended without closing."""
        if self.files.offer_back(found):
            self.show_page(0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt's; a file may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's; the first file dropped is opened."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.open(Path(files[0]))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's; unsaved work is asked about, and a patient who holds the screen cannot end the program."""
        if self._policy.may_close() and self.may_go_on():
            self.navigator.closing.emit()
            self.document.close()
            self._settings.setValue("geometry", self.saveGeometry())
            event.accept()
        else:
            event.ignore()

    # Paper, and what others count

    def show_scores(self) -> None:
        """The open drawing as the instruments that clinics and studies use."""
        if self.shows_drawing:
            ScoresDialog(self, self.document.drawing).open()

    def print_summary(self) -> None:
        """Turns to the summary, which shows the page, and asks for a printer."""
        if self.shows_drawing:
            self.show_page(SUMMARY)
            self.summary_page.print()
