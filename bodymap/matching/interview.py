"""The course of the questions: what was asked, what is shown, what is still ahead, how far it has come.

No widgets here, and no answers: those are in the drawing. Each step makes a new course.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bodymap.atlas.questions import Answer
from bodymap.drawing.model import AGE, Drawing
from bodymap.matching.answers import NO_PAIN
from bodymap.matching.match import Match
from bodymap.matching.next_questions import QuestionValue, first_questions, questions_ahead


@dataclass(frozen=True)
class Step:
    """One question of the course."""

    answer: Answer
    telling: QuestionValue | None = None
    """Why it is asked; None for what everybody is asked and for what was answered elsewhere."""
    unknown: bool = False
    """Whether the patient said not to know, and did not merely skip it."""


@dataclass(frozen=True)
class Interview:
    """One course of questions over one drawing. `place` is the shown question in `done`, or its length for the next."""

    seen: Drawing
    done: tuple[Step, ...]
    ahead: tuple[Step, ...]
    place: int
    reached: float = 0.0
    """The furthest share so far: more questions ahead do not move the progress back."""
    visiting: bool = False
    """Whether one question was picked to be looked at again; what comes after it is then the first open one."""
    last: str | None = None
    """The question that was answered or skipped last."""

    @classmethod
    def begin(cls, match: Match) -> "Interview":
        """Starts with what the drawing already answers behind it."""
        done = tuple(Step(one) for one in _answered(match))
        return cls(match.drawing, done, _ahead(match, done), len(done))._moved()

    @property
    def current(self) -> Step | None:
        """The question that is shown; None when nothing is left to ask."""
        if self.place < len(self.done):
            return self.done[self.place]
        return self.ahead[0] if self.ahead else None

    @property
    def again(self) -> bool:
        """Whether the question that is shown was asked before."""
        return self.place < len(self.done)

    @property
    def total(self) -> int:
        """How many questions it is going to be, as far as can be said now."""
        return len(self.done) + len(self.ahead)

    @property
    def share(self) -> float:
        """How far it has come, 0 to 1; 1 only at the end."""
        if self.current is None:
            return 1.0
        return min(self.reached, self.place / self.total) if self.again else self.reached

    def answered(self, match: Match, unknown: bool) -> "Interview":
        """Goes on after the shown question was answered; `match` holds the answer."""
        step = self.current
        if step is None:
            return self
        step = replace(step, unknown=unknown)
        done = (*self.done[: self.place], step, *self.done[self.place + 1 :])
        place = len(done) if self.visiting else self.place + 1
        ahead, last = _ahead(match, done), step.answer.id
        made = replace(self, seen=match.drawing, done=done, ahead=ahead, place=place, visiting=False, last=last)
        return made._moved()

    def skipped(self, match: Match) -> "Interview":
        """Goes on and leaves the shown question as it is."""
        return self if self.current is None else self.answered(match, self.current.unknown)

    def back(self) -> "Interview":
        """The question before, if there is one."""
        return replace(self, place=max(0, self.place - 1), visiting=False)

    def at(self, name: str) -> "Interview":
        """One question that was asked is shown again."""
        return replace(self, place=[step.answer.id for step in self.done].index(name), visiting=True)

    def caught_up(self, match: Match, show: bool) -> "Interview":
        """Takes what changed in the drawing meanwhile: another one starts over, an answer taken back is shown."""
        before, now = self.seen, match.drawing
        if (before.figure, before.marks) != (now.figure, now.marks):
            return self.begin(match)
        names = before.answers.keys() | now.answers.keys()
        changed = {name for name in names if before.answers.get(name) != now.answers.get(name)}
        done = [replace(step, unknown=False) if step.answer.id in changed else step for step in self.done]
        known = {step.answer.id for step in done}
        done += [Step(one) for one in _answered(match) if one.id not in known]
        place = self.place if self.again else len(done)
        made = replace(self, seen=now, done=tuple(done), ahead=_ahead(match, done), place=place)
        if show and len(changed) == 1 and changed <= known:
            return made.at(*changed)
        return made._moved()

    def _moved(self) -> "Interview":
        if self.again or not self.ahead:
            return self
        return replace(self, reached=max(self.reached, self.place / self.total))


def _answered(match: Match) -> list[Answer]:
    """The questions that the drawing answers: those that everybody is asked, then the others as the atlas has them.

    Not the age, which comes from the patient's record and is asked only where there is none.
    """
    table, given = match.knowledge.atlas.answers, match.drawing.answers
    first = first_questions(match)
    return [
        one
        for one in (*first, *(one for one in table.values() if one not in first))
        if one.id in given and one.id != AGE
    ]


def _ahead(match: Match, done: Sequence[Step]) -> tuple[Step, ...]:
    if match.drawing.answers.get(NO_PAIN):
        return ()
    known = {step.answer.id for step in done} | ({AGE} & match.drawing.answers.keys())
    first = [Step(one) for one in first_questions(match) if one.id not in known]
    told = questions_ahead(match, [step.telling for step in done if step.telling])
    ahead = [Step(one.answer, one) for one in told if one.answer.id not in known]
    danger = [step for step in ahead if step.telling and step.telling.follow_up]
    return (*danger, *first, *ahead[len(danger) :])
