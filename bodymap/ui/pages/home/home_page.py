"""The page that the program starts with: find a patient, see who comes today, begin a new one or a drawing alone.

Opening what is chosen is for whoever listens to its signals.
"""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from bodymap.clinic.dates import local
from bodymap.clinic.model import PatientLine
from bodymap.clinic.records import Records
from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence
from bodymap.report.text.patient_words import counted
from bodymap.report.text.translation import _
from bodymap.ui.models.clock import SYSTEM_CLOCK, Clock
from bodymap.ui.pages.home.patient_list import PatientList, Section
from bodymap.ui.theme.icons import icon
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.announce import announce
from bodymap.ui.widgets.basics import button, quiet
from bodymap.ui.widgets.centred_column import WIDTH, centred

MOST_FOUND = 20
"""Patients that a search shows; who is not among them types another letter."""

CLOSED = Section(_("Patients are not open"), (), {}, _("You can still start a drawing without a patient."))
NOBODY = Section(_("No patients yet"), (), {}, _("Add your first patient, or start a drawing without one."))


class HomePage(QWidget):
    """A search field, and under it today's patients and those of late, or what was found."""

    patient_chosen = Signal(str)
    """By id."""
    new_patient_requested = Signal()
    quick_requested = Signal()
    """A drawing without a patient."""

    def __init__(self, look: Palette, clock: Clock = SYSTEM_CLOCK) -> None:
        super().__init__()
        self._clock = clock
        self._store: Records | None = None
        self.setObjectName("start")
        self.search = _SearchField(look)
        self.list = PatientList(look)
        self.list.patient_chosen.connect(self.patient_chosen)
        self.search.moves(self.list)
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.setFocusProxy(self.search)
        self.new_button = button(_("New patient"), self.new_patient_requested.emit, primary=True)
        self.quick_button = button(_("Quick drawing without a patient"), self.quick_requested.emit)
        self.notice = QFrame()
        self.notice.setProperty("notice", True)
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        said = QHBoxLayout(self.notice)
        said.addWidget(self._trouble, 1)
        said.addWidget(button(_("Try again"), self.refresh, small=True))
        self._place = quiet("")
        self._place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 26, 24, 10)
        column.setSpacing(12)
        head = QHBoxLayout()
        title = QLabel(_("Patients"))
        title.setObjectName("title")
        self._count = quiet("", wrap=False)
        head.addWidget(title)
        head.addSpacing(8)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.quick_button)
        head.addWidget(self.new_button)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.notice)
        self.sheet = QFrame()
        self.sheet.setProperty("sheet", True)
        rows = QVBoxLayout(self.sheet)
        rows.setContentsMargins(10, 4, 6, 10)
        rows.addWidget(self.list)
        column.addWidget(self.sheet, 1)
        column.addStretch()  # where the sheet is not shown, so that the notice stays one
        column.addWidget(self._place)
        stage = QFrame()
        stage.setObjectName("stage")
        inner = QVBoxLayout(stage)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(centred(middle))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(stage)

    def set_store(self, store: Records | None) -> None:
        """Shows the patients of a store; None while none is open."""
        self._store = store
        self.search.clear()
        self.refresh()

    def set_place(self, words: str) -> None:
        """Says where patients are kept, in one quiet line."""
        self._place.setText(words)

    def set_look(self, look: Palette) -> None:
        """Takes another look."""
        self.list.set_look(look)
        self.search.set_look(look)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's; what happened on another page or desk is shown when somebody comes back."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Asks the store again for what is shown; what fails is told on the page."""
        is_open = self._store is not None
        self.search.setEnabled(is_open)
        self.new_button.setEnabled(is_open)
        trouble = ""
        sections: list[Section] = []
        try:
            sections = self._sections()
        except BodymapError as error:
            trouble = error_sentence(error)
        self._trouble.setText(trouble)
        self.notice.setVisible(bool(trouble))
        self.sheet.setVisible(not trouble)
        self.list.show_sections(sections, self._clock.today())
        if self.search.text().strip() and sections:
            announce(self.search, sections[0].title if sections[0].lines else sections[0].empty)

    def _sections(self) -> list[Section]:
        self._count.setText("")
        if self._store is None:
            return [CLOSED]
        if text := self.search.text().strip():
            return [self._found(self._store, text)]
        count = self._store.count()
        self._count.setText(_("{count:,} in all").format(count=count) if count else "")
        if not count:
            return [NOBODY]
        seen = list(self._store.seen_on(self._clock.today()))
        recent = [line for line in self._store.recent_patients() if line.id not in {one.id for one in seen}]
        times = {line.id: time for line in seen if (time := _time(line, self._clock.today()))}
        return [
            Section(_("Today"), seen, times, _("No visit yet today.")),
            Section(_("Lately"), recent, {}, _("Nobody else yet.")),
        ]

    def _found(self, store: Records, text: str) -> Section:
        found = store.search(text, MOST_FOUND)
        more = "" if len(found) < MOST_FOUND else _("; type more to see the others")
        if not found:
            empty = _("No patient has “{text}” in name, birth date or reference. Add a new patient?").format(
                text=text[:60]
            )
            return Section(_("Nobody found"), (), {}, empty)
        return Section(f"{'The first ' if more else ''}{counted(len(found), 'patient')} found{more}", found, {}, "")


def _time(line: PatientLine, today: date) -> str:
    """The time of the last visit if it was today."""
    last = local(line.last_visit) if line.last_visit else None
    return f"{last:%H:%M}" if last is not None and last.date() == today else ""


class _SearchField(QLineEdit):
    """The field that is always at hand; arrows, page keys and Enter go to the list under it."""

    def __init__(self, look: Palette) -> None:
        super().__init__()
        self._list: PatientList | None = None
        self._clear = QAction("Clear", self)
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self.set_look(look)
        self.setProperty("search", True)
        self.setPlaceholderText(_("Find a patient: name, birth date or reference"))
        self.setAccessibleName(_("Find a patient"))
        self.setAccessibleDescription(
            _("Use the up and down keys to move through the list; Enter opens a patient, Escape clears the search.")
        )
        self.setMaxLength(200)

    def set_look(self, look: Palette) -> None:
        """Draws the cross that clears in another look."""
        self._clear.setIcon(icon("clear", look.quiet, look.accent, look.border))

    def moves(self, patients: PatientList) -> None:
        """Which list the keys go to."""
        self._list = patients

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        key = Qt.Key(event.key())
        if self._list is None:
            super().keyPressEvent(event)
        elif key in steps:
            for _ in range(abs(steps[key])):
                self._list.walk(1 if steps[key] > 0 else -1)
            if (item := self._list.currentItem()) is not None:
                announce(self, item.text())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._list.open_current()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
