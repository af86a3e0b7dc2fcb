"""The sheet for the examining hands: where to press, what confirms each point, what was found, the verdict."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bodymap.atlas.model import Atlas, TriggerPoint
from bodymap.drawing.findings import SIGNS, VERDICTS, MuscleFinding, Sign
from bodymap.matching.ranking import MuscleScore
from bodymap.report.explain import muscle_name, percent
from bodymap.report.outcomes import SIGN_WORDS, VERDICT_WORDS
from bodymap.ui.flow import FlowLayout
from bodymap.ui.widgets import clear, heading, quiet

PAUSE = 700
"""Milliseconds without a key after which a note is kept, so that a crash takes no more than the last words."""

Find = Callable[[MuscleFinding], object]


class NoteEdit(QPlainTextEdit):
    """A note of some lines, handed on when the person pauses or the keyboard leaves it."""

    def __init__(self, text: str, done: Callable[[str], object]) -> None:
        super().__init__(text)
        self._done = done
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.hand_on)
        self.textChanged.connect(self._pause.start)
        self.setTabChangesFocus(True)
        self.setFixedHeight(66)
        self.setPlaceholderText("Note")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt's; a note is kept when the person goes on."""
        super().focusOutEvent(event)
        self.hand_on()

    def put(self, text: str) -> None:
        """Shows another text without handing it on. What was being written is dropped."""
        self._pause.stop()
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)

    def hand_on(self) -> None:
        """Hands the note on now."""
        self._pause.stop()
        self._done(self.toPlainText().strip())


class HandsSheet(QScrollArea):
    """One muscle of one side with all its points, best first."""

    def __init__(self, atlas: Atlas, find: Find) -> None:
        super().__init__()
        self._atlas, self._find = atlas, find
        self._finding: MuscleFinding | None = None
        self._shown: tuple[object, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 4, 8, 6)
        self._column.setSpacing(10)
        self.setWidget(holder)
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
        clear(self._column)
        self._signs, self._verdicts = {}, {}
        name = f"{muscle_name(self._atlas, finding.muscle)}, {finding.side}"
        self._column.addWidget(heading(name))
        self._column.addWidget(self._verdict_chips())
        self._note = NoteEdit(finding.note, self._noted)
        self._note.setAccessibleName(f"Note on {name}")
        self._column.addWidget(self._note)
        known = self._atlas.muscles[finding.muscle]
        if known.tells_apart:
            told = [
                f"<b>{escape(self._atlas.names[one.muscle].english)}:</b> {escape(one.says)}"
                for one in known.tells_apart
            ]
            self._column.addWidget(_rich("<b>What tells it from its neighbours</b><br>" + "<br>".join(told)))
        if row is None:
            self._column.addWidget(quiet("The drawing touches none of its zones."))
            for point in known.trigger_points:
                self._column.addWidget(self._point_card(point, ""))
        for scored in row.points if row else ():
            overlap = percent(scored.overlap.explained)
            self._column.addWidget(self._point_card(known.point(scored.name), f"explains {overlap}"))
        self._column.addStretch(1)

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
        for lead, text in (
            ("Patient", point.patient_position.says),
            ("Press", point.palpate.says),
            ("Confirms", point.confirms.says),
            ("Take care", point.caution.says),
        ):
            column.addWidget(_rich(f"<b>{lead}:</b> {escape(text)}"))
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
            self._find(self._finding.ticked(point, sign, found))

    def _judged(self, verdict: str | None) -> None:
        if self._finding is not None:
            self._find(self._finding.model_copy(update={"verdict": verdict}))

    def _noted(self, note: str) -> None:
        if self._finding is not None and note != self._finding.note:
            self._find(self._finding.model_copy(update={"note": note[:4000]}))

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
