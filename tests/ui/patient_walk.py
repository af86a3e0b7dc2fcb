"""Walks an invented patient through the window: clicks, strokes and keys on the widgets that are really there.

For the test of the patients and for `tools.patients`, which takes pictures on the way. No checks here.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from bodymap.atlas.questions import Answer
from bodymap.atlas.shipped import load_atlas, load_flags
from bodymap.drawing.model import AnswerValue
from bodymap.drawing.words import QUALITY_WORDS
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.text.duration_words import DONT_KNOW, SIDES, UNITS, largest_unit
from bodymap.report.text.figure_words import FIGURE_LABELS
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.outcome_words import OUTCOME_WORDS, SIGN_WORDS
from bodymap.ui.widgets.clickable_row import ClickableRow
from bodymap.ui.window.main_window import MainWindow
from tests.patients.cases import BRUSHES, Case, Drawn, Examined, Settling, key
from tests.report.printed import words
from tests.ui.hands import LEFT, drag, push, settle, tap

VERDICT_BUTTONS = {"confirmed": "Confirm", "ruled_out": "Rule out", "later": "Later"}
"""Those of a row of the ranking."""

MOST = 40
"""Questions after which a course has gone astray."""


Kind = TypeVar("Kind", bound=QWidget)


Moment = Literal[
    "mark", "question", "stop", "answered", "review", "emergency", "flags", "order", "hands", "found", "summary"
]


class Walk:
    """One patient in one window, page after page. The window begins with an empty drawing on the page Mark."""

    def __init__(self, window: MainWindow, case: Case, look: Callable[[Moment], object] = lambda _moment: None) -> None:
        """`look` is called at each moment that is worth a look, before the walk goes on."""
        self.window, self.case, self._look = window, case, look
        self.asked: list[str] = []
        """Ids of the questions that the patient was asked, in their order."""
        self.stopped = False
        """Whether the page Questions had the patient speak to the therapist."""

    # Mark

    def draw(self) -> None:
        """Chooses the figure and draws what hurts."""
        page = self.window.mark_page
        push(page.stage, dict(FIGURE_LABELS)[self.case.figure])
        for drawn in self.case.draws:
            words = QUALITY_WORDS[drawn.quality]
            push(page.panel, f"{words[:1].upper()}{words[1:]}")
            push(page.panel, f"Strength {drawn.strength} of 10")
            self._draw(drawn)
        self._look("mark")

    def _draw(self, drawn: Drawn) -> None:
        page = self.window.mark_page
        if drawn.tap:
            push(page.rail, "Tap an area")
        for region in drawn.tap:
            tap(self.window, page.stage.view, region)
        if drawn.paint is not None:
            push(page.rail, "Paint")
            push(page.panel, f"Brush {BRUSHES.index(drawn.paint.brush) + 1} of {len(BRUSHES)}")
            drag(page.stage.view, drawn.paint.chart, drawn.paint.places(self.case.figure))

    # Questions

    def answer(self) -> None:
        """Answers until nothing is left to ask, then enters what the patient tells besides."""
        push(self.window.mark_page.panel, "Next: questions")
        self._to_the_end()
        besides = {name: value for name, value in self.case.volunteers.items() if name not in self.asked}
        if besides:
            push(self.window.questions_page, "All questions")
            for name, value in besides.items():
                self._reply(load_atlas().answers[name], value)
            push(self.window.questions_page, "‹ One at a time")
            self._to_the_end()
        self._look("answered")

    def _to_the_end(self) -> None:
        page = self.window.questions_page
        for _ in range(MOST):
            if page.stopped:
                self.stopped = True
                self._look("stop")
                push(page, "I have told my therapist")
            asked = page.current
            if asked is None:
                return
            self.asked.append(asked.id)
            self._look("question")
            self._reply(asked, (self.case.says | self.case.volunteers).get(asked.id))
        raise RuntimeError(f"{self.case.name}: still asked after {MOST} questions: {', '.join(self.asked)}")

    def _reply(self, asked: Answer, value: AnswerValue | None) -> None:
        page = self.window.questions_page
        if value is None:
            push(page, f"{DONT_KNOW}: {asked.question}")
        elif asked.kind == "days":
            number, unit = largest_unit(int(value))
            field = _named(page, QLineEdit, f"How many: {asked.question}")
            field.selectAll()
            QTest.keyClicks(field, str(number))
            push(page, f"{UNITS[unit][0]}: {asked.question}")
            push(page, f"Go on: {asked.question}")
        elif asked.kind == "age":
            QTest.keyClicks(_named(page, QLineEdit, f"How many: {asked.question}"), str(value))
            push(page, f"Go on: {asked.question}")
        else:
            push(page, f"{_label(asked, value)}: {asked.question}")

    # Review

    def review(self) -> None:
        """Goes on to the review."""
        push(self.window.questions_page, "Next: review")
        self._look("emergency" if self.window.review_page.stop.isVisible() else "review")

    def settle_flags(self) -> None:
        """Says how emergencies were dealt with, asks what is left to ask, settles the other flags, all with notes."""
        page, therapist = self.window.review_page, self.case.therapist
        for one in therapist.settles:
            if page.stop.isVisible():
                self._settle(page.stop, one)
                self._look("review")
        if not therapist.asks and not therapist.settles:
            return
        page.banner.link.click()
        settle()
        for name, value in therapist.asks.items():
            asked = load_atlas().answers[name]
            wanted = f"{'Yes' if value else 'No'}: {asked.question}"
            # A question may belong to more than one flag; each shows the answer to it.
            made = next(one for one in _visible(page.panel.flag_sheet, QPushButton) if one.accessibleName() == wanted)
            QTest.mouseClick(made, LEFT)
            settle()
        for one in therapist.settles:
            if self.window.document.drawing.findings.settled(one.flag) is None:
                self._settle(page.panel.flag_sheet, one)
        self._look("flags")
        push(page, "‹ Back to the muscles")

    def _settle(self, where: QWidget, one: Settling) -> None:
        flag = next(flag for flag in load_flags().flags if flag.id == one.flag)
        field = _named(where, QLineEdit, f"Note on {flag.rule_out}")
        QTest.mouseClick(field, LEFT)
        QTest.keyClicks(field, one.note)
        words = OUTCOME_WORDS[one.outcome]
        push(where, f"{words[:1].upper()}{words[1:]}: {flag.rule_out}")

    def choose_side(self) -> None:
        """Takes the way out of the doubt about the side."""
        if self.case.therapist.way_out:
            push(self.window.review_page.side_notice, self.case.therapist.way_out)

    def open_order(self) -> None:
        """Opens the order of examination."""
        self.back_to_list()
        push(self.window.review_page, "Examine in this order")
        self._look("order")

    def order(self) -> list[str]:
        """The steps of the order as they stand, e.g. "1. Piriformis, left"."""
        return [one.accessibleName() for one in _visible(self.window.review_page.panel.order, ClickableRow)]

    def examine(self, one: Examined) -> None:
        """Enters what the hands found: from the order where signs are ticked, else on the row of the ranking."""
        page = self.window.review_page
        if one.signs:
            if not page.panel.order.isVisible():
                self.open_order()
            self._choose(page.panel.order, key(one.row))
            for point, signs in one.signs.items():
                for sign in signs:
                    words = SIGN_WORDS[sign]
                    push(page.panel.hands, f"{words[:1].upper()}{words[1:]}: {point}")
        else:
            self.back_to_list()
            if page.selected != key(one.row):
                self._choose(page.panel.scroll_area, key(one.row))
        if one.verdict is not None and not one.signs:
            push(page.panel, VERDICT_BUTTONS[one.verdict])
        if one.note:
            if not one.signs:
                push(page.panel, "Note …")
            (note,) = _visible(page.panel.hands, QPlainTextEdit)
            QTest.mouseClick(note.viewport(), LEFT)
            QTest.keyClicks(note, one.note)
            QTest.keyClick(note, Qt.Key.Key_Tab)
            settle()
        if one.verdict is not None and one.signs:
            words = one.verdict.replace("_", " ")
            push(page.panel.hands, f"{words[:1].upper()}{words[1:]}")
            self._look("hands")

    def back_to_list(self) -> None:
        """From a sheet back to the ranking."""
        if not self.window.review_page.panel.scroll_area.isVisible():
            push(self.window.review_page, "‹ Back to the muscles")

    def _choose(self, where: QWidget, wanted: MuscleKey) -> None:
        name = f". {muscle_name(load_atlas(), wanted[0])}, {wanted[1]}"
        (row,) = (one for one in _visible(where, ClickableRow) if name in one.accessibleName())
        QTest.mouseClick(row, LEFT)
        settle()

    # Summary

    def print(self) -> None:
        """Goes on to the printed page."""
        self._look("found")
        push(self.window, "Print summary")
        self._look("summary")

    def paper(self, folder: Path) -> str:
        """All the words of the therapist's sheet, in their order. `folder` is for the file that is read."""
        sheet = self.window.summary_page.preview.sheet
        assert sheet is not None
        return words(sheet, folder)


def _label(asked: Answer, value: AnswerValue) -> str:
    """What the button of an answer says."""
    if asked.kind == "strength":
        return str(value)
    if asked.kind == "side":
        return next(label for label, side in SIDES if side == value)
    return asked.labels.yes if value else asked.labels.no


def _visible(parent: QWidget, kind: type[Kind]) -> list[Kind]:
    return [one for one in parent.findChildren(kind) if one.isVisible()]


def _named(parent: QWidget, kind: type[Kind], name: str) -> Kind:
    """The one visible widget of a kind with an accessible name."""
    (found,) = (one for one in _visible(parent, kind) if one.accessibleName() == name)
    return found
