"""The page Questions: one at a time for the patient, all of them for the therapist, a stop when an answer cannot wait.

What is asked, and in which order, is `matching.interview`'s; the answers are in the drawing.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from bodymap.atlas.questions import Answer
from bodymap.drawing.model import AnswerValue
from bodymap.matching.answers import NO_PAIN
from bodymap.matching.interview import Interview, Step
from bodymap.report.text.duration_words import DONT_KNOW, answer_text
from bodymap.report.text.translation import _
from bodymap.ui.models.document import Document
from bodymap.ui.pages.questions.all_questions import AllQuestions
from bodymap.ui.pages.questions.end_pages import NO_PAIN_TITLE, THANKS, EndPage, StopPage
from bodymap.ui.pages.questions.question_card import QuestionCard
from bodymap.ui.theme.palette import Palette
from bodymap.ui.widgets.basics import button, restyle
from bodymap.ui.widgets.centred_column import TEXT_WIDTH, WIDTH, centred

FINE = 1000
"""Steps of the progress bar."""


class QuestionsPage(QWidget):
    """The questions to the patient, and their course."""

    next_requested = Signal()
    """On to the review, or back to the therapist."""

    def __init__(self, document: Document, _look: Palette) -> None:
        super().__init__()
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document = document
        self._interview: Interview | None = None
        self._told: frozenset[str] = frozenset()
        """Ids of the emergencies that the therapist has been told about."""
        self._stopped = False
        self._answering = False
        self._alone = False
        self.card = QuestionCard()
        self.card.answered.connect(self.answer_now)
        self._stop = StopPage()
        self._stop.told_therapist.connect(self._told_therapist)
        self._stop.back_requested.connect(self.back)
        self._end = EndPage()
        self._end.question_chosen.connect(self.ask_again)
        self._all = AllQuestions(document)
        self._stack = QStackedWidget()
        for face in (centred(self.card), self._stop, self._end, self._all):
            self._stack.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 14)
        column.setSpacing(0)
        self._progress = self._make_progress()
        column.addWidget(centred(self._progress))
        column.addWidget(self._stack, 1)
        column.addLayout(self._bottom())
        for key in ("Backspace", "Alt+Left"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.back)
        document.changed.connect(self._changed)

    def _make_progress(self) -> QWidget:
        holder = QWidget()
        holder.setMaximumWidth(TEXT_WIDTH)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.bar = QProgressBar()
        self.bar.setRange(0, FINE)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(_("Progress"))
        self._count = QLabel()
        self._count.setProperty("quiet", True)
        self._count.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.bar)
        column.addWidget(self._count)
        return holder

    def _bottom(self) -> QGridLayout:
        """For the therapist at the left edge, for the patient under the question, on to the review at the right."""
        self._list_button = button("", self._turn, flat=True)
        self._back = button(_("‹ Back"), self.back)
        self._skip = button("", self.skip)
        self._next = button(_("Next: review"), self.next_requested.emit)
        steps = QWidget()
        steps.setMaximumWidth(WIDTH)
        middle = QHBoxLayout(steps)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(10)
        middle.addStretch(1)
        for made in (self._back, self._skip):
            made.setMinimumSize(110, 40)
            middle.addWidget(made)
        middle.addStretch(1)
        for made in (self._list_button, self._back, self._skip, self._next):
            made.setAutoDefault(True)
        row = QGridLayout()
        row.setContentsMargins(0, 10, 0, 0)
        row.addWidget(self._list_button, 0, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(steps, 0, 1)
        row.addWidget(self._next, 0, 2, Qt.AlignmentFlag.AlignRight)
        row.setColumnStretch(0, 1)
        row.setColumnStretch(2, 1)
        return row

    # What is shown

    @property
    def current(self) -> Answer | None:
        """The question that is shown; None at the end, at a stop and in the list."""
        if self._interview is None or self._interview.current is None or self._stopped or self.listing:
            return None
        return self._interview.current.answer

    @property
    def stopped(self) -> bool:
        """Whether the page holds because of an emergency."""
        return self._stopped

    @property
    def listing(self) -> bool:
        """Whether all questions are shown."""
        return self._stack.currentWidget() is self._all

    # What can be done

    def answer_now(self, value: AnswerValue | None) -> None:
        """Answers the question that is shown, None for not known, and goes on."""
        asked = self.current
        if asked is None or self._interview is None:
            return
        self._answering = True
        try:
            self._document.answer(asked.id, value)
        finally:
            self._answering = False
        self._go(self._interview.answered(self._document.match, unknown=value is None))

    def skip(self) -> None:
        """Goes on and leaves the question that is shown as it is."""
        if self._interview is not None and self.current is not None:
            self._go(self._interview.skipped(self._document.match))

    def back(self) -> None:
        """To the question before; from a stop to the answer that brought it."""
        if self._interview is None or self.listing:
            return
        if self._stopped:
            if not self._interview.last:
                return
            self._interview = self._interview.at(self._interview.last)
        else:
            self._interview = self._interview.back()
        self._stopped = False
        self._show()

    def ask_again(self, name: str) -> None:
        """Shows a question again that was asked."""
        if self._interview is not None:
            self._interview = self._interview.at(name)
            self._show()

    def show_all(self) -> None:
        """Shows the list of all questions."""
        self._all.open()
        self._stack.setCurrentWidget(self._all)
        self._show_frame()
        self.setFocus()

    def show_one(self) -> None:
        """Shows one question at a time."""
        self._stack.setCurrentIndex(0)
        self._catch_up()

    def for_patient(self, alone: bool) -> None:
        """Whether the patient has the page alone: one question at a time, and at the end the device is given back."""
        self._alone = alone
        self._next.setText(_("Give back") if alone else _("Next: review"))
        if alone and self.listing:
            self._stack.setCurrentIndex(0)
        self._show_frame()

    def _turn(self) -> None:
        if self.listing:
            self.show_one()
        else:
            self.show_all()

    def _told_therapist(self) -> None:
        self._told |= self._emergencies().keys()
        self._stopped = False
        self._show()

    def _go(self, interview: Interview) -> None:
        self._interview = interview
        self._check_emergencies()
        self._show()

    # What changes elsewhere

    def showEvent(self, _event: QShowEvent) -> None:
        """Qt's; begins, or takes what changed while another page was open."""
        self._catch_up(show=False)

    def setFocus(self, *_reason: Qt.FocusReason) -> None:
        """Qt's; the keyboard goes to where it is wanted."""
        if self.listing:
            self._list_button.setFocus()
        elif self._stopped:
            self._stop.take_keyboard()
        elif self.current is None:
            self._next.setFocus()
        else:
            self.card.take_keyboard()

    def _changed(self) -> None:
        if self._answering:
            return
        if self.isVisible():
            self._catch_up()
        elif self._begun_anew():
            self._interview = None  # the next drawing may have the same marks and be somebody else's

    def _begun_anew(self) -> bool:
        """Whether a new drawing was begun or a file opened since the course was last shown."""
        fresh = not self._document.can_undo and not self._document.can_redo
        return self._interview is None or (fresh and self._document.drawing is not self._interview.seen)

    def _catch_up(self, show: bool = True) -> None:
        match = self._document.match
        if self._interview is None or self._begun_anew():
            self._interview, self._told = Interview.begin(match), frozenset()
            self._stack.setCurrentIndex(0)
        elif match.drawing is not self._interview.seen:
            self._interview = self._interview.caught_up(match, show and not self.listing)
        if self.listing:
            self._all.refresh()
            return
        self._check_emergencies()
        self._show()

    def _emergencies(self) -> dict[str, str]:
        """What the patient is told of each open emergency, by the flag's id."""
        warnings = self._document.match.warnings
        return {flag.id: flag.patient_text for flag in warnings if flag.open and flag.level == "emergency"}

    def _check_emergencies(self) -> None:
        """A flag that goes and comes again is told again."""
        open_ = self._emergencies().keys()
        self._told &= open_
        self._stopped = bool(open_ - self._told)

    # Showing it

    def _show(self) -> None:
        assert self._interview is not None
        step, answers = self._interview.current, self._document.drawing.answers
        if self._stopped:
            told = self._told
            texts = [text for name, text in self._emergencies().items() if name not in told]
            self._stop.say(texts, correctable=self._interview.last is not None)
            self._stack.setCurrentIndex(1)
        elif step is not None:
            self._stack.setCurrentIndex(0)
            self.card.ask(step.answer, answers.get(step.answer.id), step.unknown)
        else:
            title = NO_PAIN_TITLE if answers.get(NO_PAIN) else THANKS
            open_ = [flag for flag in self._document.match.warnings if flag.open and flag.level != "ask"]
            said = [self._said(one) for one in self._interview.done]
            self._end.say(title, said, [flag.patient_text for flag in open_])
            self._stack.setCurrentWidget(self._end)
        self._show_frame()
        self.setFocus()

    def _said(self, step: Step) -> tuple[str, str, str]:
        given = self._document.drawing.answers.get(step.answer.id)
        words = (DONT_KNOW if step.unknown else "Skipped") if given is None else answer_text(step.answer, given)
        return step.answer.id, step.answer.question, words

    def _show_frame(self) -> None:
        """Progress and the buttons under the question, as they are for what is shown."""
        interview = self._interview
        asking = interview is not None and not self._stopped and not self.listing
        for shown in (self.bar, self._count):
            shown.setVisible(asking)
        self._list_button.setText(_("‹ One at a time") if self.listing else _("All questions"))
        self._list_button.setVisible(not self._stopped and not self._alone)
        at_end = asking and interview is not None and interview.current is None
        self._back.setVisible(asking)
        self._skip.setVisible(asking and not at_end)
        restyle(self._next, "primary", self.listing or at_end)
        self._next.setVisible(at_end or not self._alone)  # before, the header's way back is enough
        if interview is None or not asking:
            return
        self.bar.setValue(round(interview.share * FINE))
        self._count.setText(
            _("All done")
            if at_end
            else _("Question {value} of about {total}").format(value=interview.place + 1, total=interview.total)
        )
        self._back.setEnabled(interview.place > 0)
        self._skip.setText(_("Forward ›") if interview.again else _("Skip ›"))

    def set_look(self, _look: Palette) -> None:
        """Takes another look: all of it is in the style sheet."""
