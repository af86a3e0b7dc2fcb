"""The sheet for the examining hands: where to press, what confirms each point, what was found, the verdict."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from bodymap.atlas.model import TriggerPoint
from bodymap.drawing.findings import SIGNS, VERDICTS, MuscleFinding, Sign
from bodymap.matching.ranking import MuscleScore
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import percent
from bodymap.report.text.outcome_words import SIGN_WORDS, VERDICT_WORDS
from bodymap.report.text.translation import _
from bodymap.ui.models.document import Document
from bodymap.ui.widgets.basics import clear, heading, quiet
from bodymap.ui.widgets.flow_layout import FlowLayout
from bodymap.ui.widgets.note_edit import NoteEdit
from bodymap.ui.widgets.scroll_area import ScrolledColumn


class ExaminationPanel(ScrolledColumn):
    """One muscle of one side with all its points, best first."""

    finding_changed = Signal(object)
    """The `MuscleFinding` as it is now."""

    def __init__(self, document: Document) -> None:
        super().__init__((0, 4, 8, 6), 10)
        self._document = document
        self._finding: MuscleFinding | None = None
        self._shown: tuple[object, ...] = ()
        self._signs: dict[tuple[str, Sign], QPushButton] = {}
        self._verdicts: dict[str, QPushButton] = {}

    def show_muscle(self, finding: MuscleFinding, row: MuscleScore | None) -> None:
        """Shows the muscle of a finding, with its row if the drawing touches it.

        What is shown already only takes the new findings.
        """
        self._finding = finding
        shown = (finding.key, tuple(point.name for point in row.points) if row else ())
        if shown != self._shown:
            self._shown = shown
            self._build(finding, row)
            self.verticalScrollBar().setValue(0)
        self._refresh()

    def _build(self, finding: MuscleFinding, row: MuscleScore | None) -> None:
        clear(self.column)
        self._signs, self._verdicts = {}, {}
        name = f"{muscle_name(self._document.knowledge.atlas, finding.muscle)}, {finding.side}"
        self.column.addWidget(heading(name))
        self.column.addWidget(self._verdict_chips())
        self._note = NoteEdit(finding.note)
        self._note.finished.connect(self._noted)
        self._note.setAccessibleName(_("Note on {name}").format(name=name))
        self.column.addWidget(self._note)
        known = self._document.knowledge.atlas.muscles[finding.muscle]
        if known.tells_apart:
            told = [
                f"<b>{escape(self._document.knowledge.atlas.names[one.muscle].english)}:</b> {escape(one.says)}"
                for one in known.tells_apart
            ]
            self.column.addWidget(_rich("<b>What tells it from its neighbours</b><br>" + "<br>".join(told)))
        if row is None:
            self.column.addWidget(quiet(_("The drawing touches none of its zones.")))
            for point in known.trigger_points:
                self.column.addWidget(self._point_card(point, ""))
        for scored in row.points if row else ():
            overlap = percent(scored.overlap.explained)
            self.column.addWidget(self._point_card(known.point(scored.name), f"explains {overlap}"))
        self.column.addStretch(1)

    def _verdict_chips(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=6)
        for verdict in VERDICTS:
            words = VERDICT_WORDS[verdict]
            made = _chip(words[:1].upper() + words[1:])
            made.clicked.connect(lambda checked, verdict=verdict: self._judged(verdict if checked else None))
            self._verdicts[verdict] = made
            flow.addWidget(made)
        return holder

    def _point_card(self, point: TriggerPoint, overlap: str) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        number = f" (TrP {point.number})" if point.number is not None else ""
        column.addWidget(_rich(f"<b>× {escape(point.name)}</b>{number}"))
        if overlap:
            column.addWidget(quiet(overlap))
        for lead, fact in (
            ("Patient", point.patient_position),
            ("Press", point.palpate),
            ("Confirms", point.confirms),
            (_("Take care"), point.caution),
        ):
            if fact is not None:
                column.addWidget(_rich(f"<b>{lead}:</b> {escape(fact.says)}"))
        chips = QWidget()
        flow = FlowLayout(chips, spacing=6)
        for sign in SIGNS:
            words = SIGN_WORDS[sign]
            made = _chip(words[:1].upper() + words[1:])
            made.setAccessibleName(f"{made.text()}: {point.name}")
            made.clicked.connect(lambda checked, name=point.name, sign=sign: self._ticked(name, sign, checked))
            self._signs[point.name, sign] = made
            flow.addWidget(made)
        column.addWidget(chips)
        return card

    def _refresh(self) -> None:
        assert self._finding is not None
        for (point, sign), chip in self._signs.items():
            chip.setChecked(sign in self._finding.signs.get(point, ()))
        for verdict, chip in self._verdicts.items():
            chip.setChecked(verdict == self._finding.verdict)
        if not self._note.hasFocus() and self._note.toPlainText().strip() != self._finding.note:
            self._note.setPlainText(self._finding.note)

    def _ticked(self, point: str, sign: Sign, found: bool) -> None:
        if self._finding is not None:
            self.finding_changed.emit(self._finding.ticked(point, sign, found))

    def _judged(self, verdict: str | None) -> None:
        if self._finding is not None:
            self.finding_changed.emit(self._finding.model_copy(update={"verdict": verdict}))

    def _noted(self, note: str) -> None:
        if self._finding is not None and note != self._finding.note:
            self.finding_changed.emit(self._finding.model_copy(update={"note": note[:4000]}))

    def write_note(self) -> None:
        """Puts the keyboard into the note."""
        self._note.setFocus()


def _chip(text: str) -> QPushButton:
    made = QPushButton(text)
    made.setCheckable(True)
    made.setProperty("chip", True)
    return made


def _rich(html: str) -> QLabel:
    label = QLabel(html)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    return label
