"""The window: header with pages, menus, files, look, and what happens when somebody closes it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMenuBar,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bodymap.clinic.recovery import Abandoned
from bodymap.errors import BodymapError
from bodymap.ui.canvas.tools import MarkSettings
from bodymap.ui.document import Document
from bodymap.ui.help import ReadingDialog, show_about, show_keys
from bodymap.ui.icons import program_icon
from bodymap.ui.mark_page import MarkPage
from bodymap.ui.questions_page import QuestionsPage
from bodymap.ui.review_page import ReviewPage
from bodymap.ui.style import DARK_LOOK, LIGHT_LOOK, Look, apply_look
from bodymap.ui.summary_page import SummaryPage
from bodymap.ui.widgets import button

PAGES = ("Mark", "Questions", "Review", "Summary")
RECENT = 8
FILE_FILTER = "Drawings (*.json);;All files (*)"
LOOKS = ("system", "light", "dark")


class MainWindow(QMainWindow):
    """One document, four pages."""

    def __init__(self, document: Document, settings: QSettings) -> None:
        super().__init__()
        self.document = document
        self._settings = settings
        self._look_name = str(settings.value("look", "system"))
        self._look = self._wanted_look()
        mark = MarkSettings()
        self.mark_page = MarkPage(document, mark, self._look, lambda: self.show_page(1))
        self.questions_page = QuestionsPage(document, self._look, lambda: self.show_page(2))
        self.review_page = ReviewPage(document, mark, self._look)
        self.summary_page = SummaryPage(document, self._look, self.review_page.chosen_muscles)
        self._pages = (self.mark_page, self.questions_page, self.review_page, self.summary_page)
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(self._stack, 1)
        self.setCentralWidget(whole)
        self.setWindowIcon(program_icon())
        self.setMinimumSize(1000, 640)
        self.setAcceptDrops(True)
        self._shortcuts()
        document.changed.connect(self._refresh)
        document.recovery_failed.connect(self.complain)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_look_changed)
        self._apply_look()
        self._refresh()
        self.show_page(0)

    # The frame

    def _header(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("header")
        frame.setFixedHeight(54)
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        left = QHBoxLayout()
        brand = QLabel("bodymap")
        brand.setObjectName("brand")
        left.addWidget(brand)
        left.addWidget(self._menus(), 0, Qt.AlignmentFlag.AlignVCenter)
        left.addStretch(1)
        tabs = QHBoxLayout()
        tabs.setSpacing(8)
        self._tabs = QButtonGroup(self)
        for number, name in enumerate(PAGES):
            tab = QPushButton(f"{number + 1} {name}")
            tab.setProperty("tab", True)
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.setToolTip(f"Page {name} (Alt+{number + 1})")
            self._tabs.addButton(tab, number)
            tabs.addWidget(tab)
        self._tabs.idClicked.connect(self.show_page)
        right = QHBoxLayout()
        self._file_label = QLabel()
        self._file_label.setProperty("quiet", True)
        right.addStretch(1)
        right.addWidget(self._file_label)
        right.addWidget(button("Print summary", lambda: self.show_page(3), primary=True))
        row.addLayout(left, 1)
        row.addLayout(tabs)
        row.addLayout(right, 1)
        return frame

    def _menus(self) -> QMenuBar:
        bar = QMenuBar()
        bar.setNativeMenuBar(False)
        keys = QKeySequence.StandardKey
        file_menu = bar.addMenu("&File")
        self._action(file_menu, "&New drawing", self.new, keys.New)
        self._action(file_menu, "&Open …", self.open, keys.Open)
        self._recent_menu = file_menu.addMenu("Open &recent")
        self._recent_menu.aboutToShow.connect(self._fill_recent)
        file_menu.addSeparator()
        self._action(file_menu, "&Save", self.save, keys.Save)
        self._action(file_menu, "Save &as …", self.save_as, keys.SaveAs)
        file_menu.addSeparator()
        self._action(file_menu, "&Print summary …", self.print_summary, keys.Print)
        file_menu.addSeparator()
        self._action(file_menu, "&Quit", self.close, keys.Quit)
        edit_menu = bar.addMenu("&Edit")
        self._undo = self._action(edit_menu, "&Undo", self.document.undo, keys.Undo)
        self._redo = self._action(edit_menu, "&Redo", self.document.redo, keys.Redo)
        edit_menu.addSeparator()
        self._action(edit_menu, "Remove all &marks", lambda: self.document.set_marks(()), None)
        view_menu = bar.addMenu("&View")
        for name in LOOKS:
            label = {"system": "Light or dark as the &system", "light": "&Light", "dark": "&Dark"}[name]
            action = self._action(view_menu, label, lambda name=name: self.choose_look(name), None)  # type: ignore[misc]
            action.setCheckable(True)
            action.setData(name)
        self._look_actions = view_menu.actions()
        view_menu.addSeparator()
        self._action(view_menu, "&Full screen", self._toggle_full_screen, keys.FullScreen)
        help_menu = bar.addMenu("&Help")
        self._action(help_menu, "What the &articles say", lambda: ReadingDialog(self).open(), None)
        self._action(help_menu, "&Keys", lambda: show_keys(self), keys.HelpContents)
        self._action(help_menu, "&About bodymap", lambda: show_about(self), None)
        return bar

    def _action(
        self, menu: QMenu, label: str, run: Callable[[], object], key: QKeySequence.StandardKey | None
    ) -> QAction:
        action = QAction(label, self)
        if key is not None:
            action.setShortcuts(key)
        action.triggered.connect(lambda _checked=False: run())
        menu.addAction(action)
        self.addAction(action)
        return action

    def _shortcuts(self) -> None:
        for number in range(len(PAGES)):
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.activated.connect(lambda number=number: self.show_page(number))
        for page in (self.mark_page, self.review_page):
            for key, run in page.tool_keys().items():
                shortcut = QShortcut(QKeySequence(key), page)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(run)

    def show_page(self, number: int) -> None:
        """Turns to a page, counted from 0."""
        self._finish_typing()
        self._stack.setCurrentIndex(number)
        self._tabs.button(number).setChecked(True)
        self._pages[number].setFocus()

    @property
    def page(self) -> int:
        """The page that is open, counted from 0."""
        return self._stack.currentIndex()

    def _refresh(self) -> None:
        path = self.document.path
        name = path.name if path else "New drawing"
        self._file_label.setText(f"{name}{' · not saved' if self.document.unsaved else ''}")
        self.setWindowTitle("bodymap[*]")
        self.setWindowModified(self.document.unsaved)
        self._undo.setEnabled(self.document.can_undo)
        self._redo.setEnabled(self.document.can_redo)

    def restore_place(self) -> None:
        """Size and place as they were when the window was closed, else a size that shows everything."""
        stored = self._settings.value("geometry")
        if not isinstance(stored, QByteArray) or not self.restoreGeometry(stored):
            screen = self.screen().availableSize()
            self.resize(min(1360, screen.width()), min(860, screen.height()))

    # Looks

    def _wanted_look(self) -> Look:
        if self._look_name == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK_LOOK if dark else LIGHT_LOOK
        return DARK_LOOK if self._look_name == "dark" else LIGHT_LOOK

    def choose_look(self, name: str) -> None:
        """Takes a look by name: system, light or dark."""
        self._look_name = name
        self._settings.setValue("look", name)
        self._apply_look()

    def _system_look_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._look_name == "system":
            self._apply_look()

    def _apply_look(self) -> None:
        self._look = self._wanted_look()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_look(app, self._look)
        for page in self._pages:
            page.set_look(self._look)
        for action in self._look_actions:
            action.setChecked(action.data() == self._look_name)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # Files

    def complain(self, sentence: str) -> None:
        """Shows what is wrong, in one sentence."""
        QMessageBox.warning(self, "bodymap", sentence)

    def _may_go_on(self) -> bool:
        """Asks what to do with unsaved work; False if the person wants to stay."""
        self._finish_typing()
        if not self.document.unsaved:
            return True
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("bodymap")
        box.setText("Save the drawing first?")
        box.setInformativeText("It has changes that are not in a file yet.")
        choices = QMessageBox.StandardButton
        box.setStandardButtons(choices.Save | choices.Discard | choices.Cancel)
        box.setDefaultButton(choices.Save)
        answer = box.exec()
        if answer == choices.Save:
            return self.save()
        return answer == choices.Discard

    def new(self) -> None:
        """Starts an empty drawing."""
        if self._may_go_on():
            self.document.new()
            self.show_page(0)

    def open(self, path: Path | None = None) -> None:
        """Opens a drawing; asks which if none is given."""
        if not self._may_go_on():
            return
        if path is None:
            name, _ = QFileDialog.getOpenFileName(self, "Open a drawing", self._folder(), FILE_FILTER)
            if not name:
                return
            path = Path(name)
        try:
            self.document.open(path)
        except BodymapError as error:
            self.complain(str(error))
            return
        self._remember(path)

    def save(self) -> bool:
        """Saves to the drawing's file; asks for one if it has none. True if it is saved."""
        return self.save_as(self.document.path)

    def _finish_typing(self) -> None:
        """Takes the keyboard out of a note, which is kept then."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def save_as(self, path: Path | None = None) -> bool:
        """Saves to a file, which is asked for if not given. True if it is saved."""
        self._finish_typing()
        if path is None:
            name, _ = QFileDialog.getSaveFileName(self, "Save the drawing", self._folder("drawing.json"), FILE_FILTER)
            if not name:
                return False
            path = Path(name)
            if not path.suffix:
                path = path.with_suffix(".json")
        try:
            self.document.save(path)
        except BodymapError as error:
            self.complain(str(error))
            return False
        self._remember(path)
        return True

    def _folder(self, name: str = "") -> str:
        folder = self.document.path.parent if self.document.path else Path.home()
        return str(folder / name)

    def recent(self) -> list[Path]:
        """Files opened or saved lately, newest first."""
        stored = self._settings.value("recent", [])
        names = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return [Path(name) for name in names if isinstance(name, str)]

    def _remember(self, path: Path) -> None:
        kept = [path.resolve(), *(old for old in self.recent() if old != path.resolve())][:RECENT]
        self._settings.setValue("recent", [str(old) for old in kept])

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for path in self.recent():
            action = self._recent_menu.addAction(f"{path.name}  ({path.parent})")
            action.triggered.connect(lambda _checked=False, path=path: self.open(path))
        if not self._recent_menu.actions():
            self._recent_menu.addAction("Nothing yet").setEnabled(False)

    def offer_back(self, found: list[Abandoned]) -> None:
        """Offers what earlier runs left behind when they ended without closing."""
        for one in found:
            box = QMessageBox(self)
            box.setWindowTitle("bodymap")
            box.setText("bodymap did not close properly last time.")
            marks = len(one.drawing.marks)
            box.setInformativeText(
                f"A drawing with {marks} {'mark' if marks == 1 else 'marks'} "
                f"from {one.when:%d %B %Y, %H:%M} was kept. Take it back?"
            )
            back = box.addButton("Take it back", QMessageBox.ButtonRole.AcceptRole)
            away = box.addButton("Throw it away", QMessageBox.ButtonRole.DestructiveRole)
            box.addButton("Later", QMessageBox.ButtonRole.RejectRole)
            box.setDefaultButton(back)
            box.exec()
            if box.clickedButton() is back:
                if self.document.recover(one.drawing, one.path):
                    one.discard()
                return
            if box.clickedButton() is away:
                one.discard()

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
        """Qt's; unsaved work is asked about."""
        if self._may_go_on():
            self.document.close()
            self._settings.setValue("geometry", self.saveGeometry())
            event.accept()
        else:
            event.ignore()

    # Paper

    def print_summary(self) -> None:
        """Turns to the summary, which shows the page, and asks for a printer."""
        self.show_page(3)
        self.summary_page.print()
