"""What is to stand on the printed sheet: its sections, notes and plan to edit, and the muscles on the charts.

Shows and asks; what becomes of a choice is the page's.
"""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from bodymap.matching.match import Match
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.paper.sheet_options import SECTION_WORDS, SECTIONS_OF, Version, VisitContext
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import percent
from bodymap.report.text.translation import _
from bodymap.ui.widgets.basics import clear, heading, quiet
from bodymap.ui.widgets.check_box import CheckBox
from bodymap.ui.widgets.note_edit import NoteEdit
from bodymap.ui.widgets.scroll_area import ScrolledColumn

MOST_MUSCLES = 8
LONGEST = 4_000
"""Letters of a note or a plan."""

ABOUT = {
    "therapist": _("Red flags are always printed."),
    "patient": _("Plain words without scores. When to call is always on the sheet. Your notes are not printed."),
    "blank": _("Empty charts to mark by hand, with lines for the name, the kind of pain and its strength."),
}


class SummaryOptions(ScrolledColumn):
    """The choices of one version of the sheet, in a column that scrolls."""

    section_toggled = Signal(str, bool)
    """A section of the sheet, one of `Section`, and whether it is wanted."""
    muscle_toggled = Signal(object, bool)
    """A `MuscleKey`, and whether its zones are wanted."""
    note_changed = Signal(str)
    plan_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__((0, 2, 8, 2), 6)
        column = self.column
        self._about = quiet("")
        column.addWidget(self._about)
        self._sections = QGridLayout()
        self._sections.setVerticalSpacing(0)
        column.addLayout(self._sections)
        self.note, self.plan = self._edit("Notes"), self._edit("Plan")
        self.note.finished.connect(lambda text: self.note_changed.emit(text[:LONGEST]))
        self.plan.finished.connect(lambda text: self.plan_changed.emit(text[:LONGEST]))
        self._note_head, self._plan_head = heading(_("Notes")), heading(_("Plan"))
        for widget in (self._note_head, self.note, self._plan_head, self.plan):
            column.addWidget(widget)
        self._muscles_head = heading(_("Zones on the charts"))
        column.addWidget(self._muscles_head)
        self._muscles = QVBoxLayout()
        self._muscles.setSpacing(0)
        column.addLayout(self._muscles)
        column.addStretch(1)
        self._shown: object = None

    def _edit(self, name: str) -> NoteEdit:
        made = NoteEdit("")
        made.setAccessibleName(name)
        made.setFixedHeight(84)
        made.setPlaceholderText(_("Leave empty to write by hand"))
        return made

    def show_texts(self, context: VisitContext, *, anew: bool = False) -> None:
        """Shows notes and plan; one that is being written stays, unless it is all about somebody else: `anew`."""
        for edit, text in ((self.note, context.note), (self.plan, context.plan)):
            if anew or (not edit.hasFocus() and edit.toPlainText().strip() != text):
                edit.show_note(text)

    def show_choices(
        self, version: Version, context: VisitContext, match: Match, muscles: Collection[MuscleKey]
    ) -> None:
        """Shows the choices of a version with what is chosen. `muscles` are those that the charts show."""
        self._about.setText(ABOUT[version])
        for widgets, shown in (
            ((self._note_head, self.note), version == "therapist"),
            ((self._plan_head, self.plan), version != "blank"),
            ((self._muscles_head,), version == "therapist"),
        ):
            for widget in widgets:
                widget.setVisible(shown)
        listed = match.ranking.rows if version == "therapist" else ()
        rows = [row for number, row in enumerate(listed) if number < MOST_MUSCLES or row.key in muscles]
        shown_now = (version, context.sections, tuple(row.key for row in rows), tuple(muscles), match.drawing)
        if shown_now == self._shown:
            return  # whoever ticks a box keeps the keyboard in it
        self._shown = shown_now
        self._show_sections(version, context)
        clear(self._muscles)
        atlas = match.knowledge.atlas
        for row in rows:
            box = CheckBox(f"{muscle_name(atlas, row.muscle)}, {row.side} · {percent(row.explained)}")
            box.setChecked(row.key in muscles)
            box.toggled.connect(lambda on, key=row.key: self.muscle_toggled.emit(key, on))
            self._muscles.addWidget(box)
        if not rows and version == "therapist":
            self._muscles.addWidget(quiet(_("No muscle is ranked for this drawing.")))

    def _show_sections(self, version: Version, context: VisitContext) -> None:
        clear(self._sections)
        for number, section in enumerate(SECTIONS_OF[version]):
            box = CheckBox(SECTION_WORDS[section])
            box.setChecked(section in context.sections)
            box.toggled.connect(lambda on, section=section: self.section_toggled.emit(section, on))
            self._sections.addWidget(box, number // 2, number % 2)

    def hand_on(self) -> None:
        """Hands on what is being written, without waiting for a pause."""
        for edit in (self.note, self.plan):
            edit.hand_on()
