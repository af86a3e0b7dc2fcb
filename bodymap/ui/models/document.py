"""The drawing in hand: its history, its file or visit, its match. The pages show it and change it through here.

Every change is also written to the recovery file or, of a visit, to wherever visits are kept, so that at most the
stroke in hand can be lost.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import shapely
from PySide6.QtCore import QObject, Signal
from shapely.geometry.base import BaseGeometry

from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName, FigureName
from bodymap.clinic.saving.drawing_recovery import RecoveryFile
from bodymap.drawing.complexity import check_complexity
from bodymap.drawing.file import read_drawing, write_drawing
from bodymap.drawing.findings import Findings, MuscleFinding, Settled
from bodymap.drawing.geometry import chart_of, drawing_areas, geojson, mark_area
from bodymap.drawing.history import History
from bodymap.drawing.mirror import mirrored_drawing
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.errors import BodymapError
from bodymap.geometry.polygons import polygonal
from bodymap.matching.answers import NO_PAIN
from bodymap.matching.knowledge import Knowledge, shipped_knowledge
from bodymap.matching.live import LiveDrawing
from bodymap.matching.match import Match, match_drawing
from bodymap.report.text.error_words import error_sentence

CRUMB = 4.0
"""Square units: what an eraser leaves of a mark below this size goes with it."""


class Document(QObject):
    """A drawing with undo, redo, file and match."""

    changed = Signal()
    """The drawing, its history or its file changed."""
    started = Signal()
    """Another drawing came into hand, new, opened or recovered; `changed` follows."""
    knowledge_changed = Signal()
    """Drawings are matched against other muscles now; `changed` follows."""
    recovery_failed = Signal(str)
    """The recovery file could not be written; the sentence says why. Said once."""

    def __init__(self, recovery: RecoveryFile | None = None, knowledge: Knowledge | None = None) -> None:
        """Without `knowledge` the default set of the atlas counts."""
        super().__init__()
        self.knowledge = knowledge or shipped_knowledge()
        self._history = History(Drawing())
        self._saved = self._history.present
        self._recovery = recovery
        self._recovery_warned = False
        self._match: Match | None = None
        self._keep: Callable[[Drawing], object] | None = None
        self.path: Path | None = None

    # What it is

    @property
    def drawing(self) -> Drawing:
        """The drawing as it stands."""
        return self._history.present

    @property
    def charts(self) -> dict[ChartName, Chart]:
        """The charts of the drawing's figure."""
        return self.knowledge.charts(self.drawing.figure)

    @property
    def match(self) -> Match:
        """The drawing matched against the atlas; made when first asked for after a change."""
        found, drawing = self._match, self.drawing
        if found is None:
            found = match_drawing(drawing, self.knowledge)
        elif found.drawing is not drawing:
            # What was found by hand moves no score, so that a tick need not rank anew. A settled red flag may.
            ticked = found.drawing.model_copy(update={"findings": drawing.findings}) == drawing
            ticked = ticked and found.drawing.findings.flags == drawing.findings.flags
            found = replace(found, drawing=drawing) if ticked else match_drawing(drawing, self.knowledge)
        self._match = found
        return found

    @property
    def of_visit(self) -> bool:
        """Whether the drawing belongs to a visit, which is stored without being asked to."""
        return self._keep is not None

    @property
    def unsaved(self) -> bool:
        """Whether closing would lose something. Another figure with nothing on it is nothing to lose."""
        if self.of_visit:
            return False
        blank = self.path is None and self.drawing == Drawing(figure=self.drawing.figure)
        return self.drawing != self._saved and not blank

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._history.future)

    # Changes, each one step of undo

    def set_drawing(self, drawing: Drawing) -> None:
        """Replaces the drawing as one step."""
        self._take(self._history.changed(drawing))

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Replaces the marks. With a mark there, "no pain today" is no longer true."""
        answers = {k: v for k, v in self.drawing.answers.items() if k != NO_PAIN} if marks else self.drawing.answers
        self.set_drawing(self.drawing.model_copy(update={"marks": tuple(marks), "answers": answers}))

    def add_mark(self, mark: Mark) -> None:
        """Adds a mark, unless it lies beside the body.

        Raises BodymapError, and changes nothing, if the drawing would be too complex to be opened again.
        """
        marks = (*self.drawing.marks, mark)
        check_complexity(self.drawing.model_copy(update={"marks": marks}))
        if not mark_area(mark, self.charts).is_empty:
            self.set_marks(marks)

    def toggle_region(self, region: str, mark: Mark) -> None:
        """Marks a region, or takes it back if it is marked."""
        marks = [old for old in self.drawing.marks if old.region != region]
        self.set_marks([*marks, mark] if len(marks) == len(self.drawing.marks) else marks)

    def replace_mark(self, number: int, mark: Mark) -> None:
        """Puts another mark in the place of one, counted from 0."""
        marks = list(self.drawing.marks)
        marks[number] = mark
        self.set_marks(marks)

    def remove_mark(self, number: int) -> None:
        """Takes a mark away, counted from 0."""
        self.set_marks([mark for n, mark in enumerate(self.drawing.marks) if n != number])

    def erase(self, chart: ChartName, area: BaseGeometry) -> None:
        """Takes an area from all marks of a chart. A region that loses a part becomes a drawn shape."""
        marks: list[Mark] = []
        for mark in self.drawing.marks:
            before = mark_area(mark, self.charts)
            if chart_of(mark) != chart or not shapely.intersects(before, area):
                marks.append(mark)
                continue
            left = polygonal(shapely.difference(before, area))
            kept = [part for part in shapely.get_parts(left) if part.area >= CRUMB]
            if kept:
                shape = geojson(shapely.union_all(kept) if len(kept) > 1 else kept[0])
                marks.append(Mark(chart=chart, geometry=shape, quality=mark.quality, intensity=mark.intensity))
        self.set_marks(marks)

    def match_against(self, knowledge: Knowledge) -> None:
        """Matches the drawing against other muscles from now on; the drawing itself stays as it is."""
        if knowledge is self.knowledge:
            return
        self.knowledge, self._match = knowledge, None
        self.knowledge_changed.emit()
        self.changed.emit()

    def no_pain(self) -> None:
        """Nothing hurts today: no marks, and it is said."""
        answers = {**self.drawing.answers, NO_PAIN: True}
        self.set_drawing(self.drawing.model_copy(update={"marks": (), "answers": answers}))

    def set_figure(self, figure: FigureName) -> None:
        """Shows another figure; regions keep their names, strokes their places."""
        self.set_drawing(self.drawing.model_copy(update={"figure": figure}))

    def answer(self, question: str, value: AnswerValue | None) -> None:
        """Sets an answer, or makes it unknown again."""
        answers = {k: v for k, v in self.drawing.answers.items() if k != question}
        if value is not None:
            answers[question] = value
        if answers != self.drawing.answers:
            self.set_drawing(self.drawing.model_copy(update={"answers": answers}))

    def find(self, finding: MuscleFinding) -> None:
        """Takes what was found at a muscle in the place of what was there."""
        self._set_findings(self.drawing.findings.with_muscle(finding))

    def mirror(self, charts: Sequence[ChartName]) -> None:
        """Puts the marks of some charts on the other side of the patient."""
        self.set_drawing(mirrored_drawing(self.drawing, charts))

    def settle(self, flag: str, settled: Settled | None) -> None:
        """Notes how a red flag was settled, or that it is open again.

        Does nothing where an urgent flag has open questions and the note says nothing.
        """
        raised = next((one for one in self.match.warnings if one.id == flag), None)
        if settled is not None and raised is not None and not raised.may_be_settled(settled.note):
            return
        self._set_findings(self.drawing.findings.with_flag(flag, settled))

    def _set_findings(self, findings: Findings) -> None:
        if findings != self.drawing.findings:
            self.set_drawing(self.drawing.model_copy(update={"findings": findings}))

    def undo(self) -> None:
        """One step back."""
        self._take(self._history.undone())

    def redo(self) -> None:
        """One step forward again."""
        self._take(self._history.redone())

    # Files

    def new(self) -> None:
        """An empty drawing on the same figure."""
        self._start(Drawing(figure=self.drawing.figure), None)

    def open_visit(self, drawing: Drawing, keep: Callable[[Drawing], object]) -> None:
        """Takes the drawing of a visit in hand; `keep` is given every change and stores it."""
        self._start(drawing, None, keep)

    def open(self, path: Path) -> None:
        """Opens a file. Raises BodymapError, and keeps what is here, if it is no drawing."""
        self._start(read_drawing(path), path)

    def recover(self, drawing: Drawing, path: Path | None) -> bool:
        """Takes back what a crash left; it counts as unsaved. True if the next crash would leave it too."""
        self._start(drawing, path)
        self._saved = Drawing(figure=drawing.figure)
        kept = self._remember()
        self.changed.emit()
        return kept

    def save(self, path: Path) -> None:
        """Saves to a file; of a visit, a copy. Raises BodymapError if that fails; nothing is lost."""
        write_drawing(self.drawing, path)
        if self.of_visit:
            return
        self.path = path
        self._saved = self.drawing
        if self._recovery is not None:
            self._recovery.discard()
        self.changed.emit()

    def close(self) -> None:
        """The program ends as it should: nothing is left to recover."""
        if self._recovery is not None:
            self._recovery.release()

    def live(self) -> LiveDrawing:
        """The drawing's areas, ready to be scored while a stroke grows."""
        outlines = {name: chart.outline for name, chart in self.charts.items()}
        index = self.knowledge.index(self.drawing.figure)
        return LiveDrawing(index, outlines, drawing_areas(self.drawing, self.charts))

    def _start(self, drawing: Drawing, path: Path | None, keep: Callable[[Drawing], object] | None = None) -> None:
        self._history = History(drawing)
        self._keep = keep
        self._saved = drawing
        self.path = path
        if self._recovery is not None:
            self._recovery.discard()
        self.started.emit()
        self.changed.emit()

    def _take(self, history: History) -> None:
        if history is self._history:
            return
        self._history = history
        self._remember()
        self.changed.emit()

    def _remember(self) -> bool:
        if self._keep is not None:
            self._keep(self.drawing)
            return True
        if self._recovery is None:
            return False
        try:
            if self.unsaved:
                self._recovery.save(self.drawing, self.path)
            else:
                self._recovery.discard()
        except BodymapError as error:
            if not self._recovery_warned:
                self._recovery_warned = True
                self.recovery_failed.emit(error_sentence(error))
            return False
        return True
