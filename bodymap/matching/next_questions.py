"""Which questions are still worth asking: those whose answer could change the top of this ranking or a red flag.

Each question is tried with "yes" and with "no" on the drawing in hand. The questions that are asked of everybody come
before these and are not chosen here (`first` in `data/answers.yaml`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bodymap.atlas.flags import RedFlag, RedFlags
from bodymap.atlas.questions import Answer
from bodymap.matching.answers import BOUND, yes_or_no
from bodymap.matching.evidence import Evidence
from bodymap.matching.match import Match, expectations
from bodymap.matching.ranking import Ranking, rank_quantities
from bodymap.matching.sides import drawn_side, side_doubt
from bodymap.matching.warnings import raised_flags, suspended_answers
from bodymap.matching.zone_index import MuscleKey

TOP = 4
"""The top of a ranking: the rows that a therapist examines in one session."""

MOST = 16
"""Questions that a patient is asked besides the first ones."""

MOST_OF_DANGER = 10
"""Of these, how many may be about red flags alone while others could still change the ranking."""

WEIGHTS = {"emergency": 4.0, "urgent": 2.0, "ask": 1.0}
"""What a question tells that moves a red flag to or from a level. A new order of the top tells as much as an `ask`."""

NOT_RAISED = 0.45
"""What a question tells of a flag that does not stand counts by this: first what the drawing or an answer raised."""

NEW_FIRST = 0.5
"""What it tells besides if another muscle comes first."""

HELPS_TO_CLEAR = 0.5
"""What a question tells that moves no flag by itself, but that has to be answered before a flag can be cleared."""


NOVELTY = 0.75
"""By this a question tells less for each one before it that is about the same muscle …"""

NOVELTY_OF_DANGER = 0.6
"""… and by this for each one before it about the same flag: each danger is asked about before one is in full."""


@dataclass(frozen=True)
class QuestionValue:
    """A question and how much its answer tells about danger and about the ranking; 0 where it tells nothing."""

    answer: Answer
    danger: float
    ranking: float
    about: frozenset[str]
    """Ids of the flags and muscles that it bears on."""
    follow_up: bool = False
    """Whether a flag that cannot wait asks for it: it comes next and counts towards no limit."""

    @property
    def of_danger(self) -> bool:
        """Whether it tells about danger alone."""
        return self.ranking <= 0

    @property
    def cannot_wait(self) -> bool:
        """Whether a "yes" would make an emergency of a flag that stands: neither number nor novelty holds it back."""
        return self.danger >= WEIGHTS["emergency"] - WEIGHTS["ask"]

    def worth(self, heard: Mapping[str, int]) -> float:
        """What it tells after so many questions about each flag and muscle."""
        before = 0 if self.cannot_wait else min(heard.get(name, 0) for name in self.about)
        return self.weight * float((NOVELTY_OF_DANGER if self.of_danger else NOVELTY) ** before)

    @property
    def weight(self) -> float:
        """The larger of the two decides the order, the other helps a little."""
        return max(self.danger, self.ranking) + 0.1 * min(self.danger, self.ranking)


def first_questions(match: Match) -> tuple[Answer, ...]:
    """The questions that everybody is asked, in their order."""
    first = [one for one in match.knowledge.atlas.answers.values() if one.first is not None and _of_figure(one, match)]
    return tuple(sorted(first, key=lambda one: one.first or 0))


def questions_ahead(match: Match, asked: Sequence[QuestionValue] = ()) -> tuple[QuestionValue, ...]:
    """The questions still to ask: follow-ups first, then the most telling; with those `asked`, no more than `MOST`.

    Follow-ups are not counted. What was asked is not asked again, whether it was answered or not. A question tells less
    after others about the same flag or muscle, so that the few that can be asked do not all go to one.
    """
    done = {one.answer.id for one in asked}
    next_ = [one for one in follow_ups(match) if one.answer.id not in done]
    done |= {one.answer.id for one in next_}
    open_ = [one for one in telling_questions(match) if one.answer.id not in done]
    heard = Counter(name for one in (*asked, *next_) for name in one.about)
    counted = [one for one in asked if not one.follow_up]
    danger = sum(one.of_danger for one in counted)
    ahead: list[QuestionValue] = []
    while open_ and len(counted) + len(ahead) < MOST:
        wanted = [one for one in open_ if one.cannot_wait or not one.of_danger] if danger >= MOST_OF_DANGER else open_
        best = max(wanted or open_, key=lambda one: one.worth(heard))
        ahead.append(best)
        open_.remove(best)
        heard.update(best.about)
        danger += best.of_danger
    return (*next_, *ahead)


def follow_ups(match: Match) -> tuple[QuestionValue, ...]:
    """The open questions of flags that are urgent or that an answer raised, the most urgent flag's first.

    What one of the first questions will settle is left to it.
    """
    table = match.knowledge.atlas.answers
    found: dict[str, QuestionValue] = {}
    for flag in match.warnings:
        if not flag.open or (flag.level == "ask" and not flag.raised_by):
            continue
        for one in flag.to_ask:
            answer = table[one.id]
            if answer.implied is None or answer.implied.by in match.drawing.answers:
                about = frozenset((flag.id,))
                found.setdefault(one.id, QuestionValue(answer, WEIGHTS[flag.level], 0.0, about, follow_up=True))
    return tuple(found.values())


def telling_questions(match: Match) -> tuple[QuestionValue, ...]:
    """Every open question whose answer could change the top of the ranking or a red flag, most telling first."""
    table = match.knowledge.atlas.answers
    found = []
    for answer in table.values():
        if answer.kind == "side" and answer.id not in match.drawing.answers and _side_matters(match):
            # A drawing of one side may be of the wrong one: then every muscle of the top is another.
            found.append(QuestionValue(answer, 0.0, 1.0 + NEW_FIRST, frozenset((answer.id,))))
        if answer.kind != "yes_no" or answer.first is not None or not _of_figure(answer, match):
            continue
        if answer.id in match.evidence.answers:
            continue
        yes, no = (_tried(match, answer, value) for value in (True, False))
        flags = _bearing_flags(match, answer)
        muscles = _bearing_muscles(match, answer)
        about = frozenset((*(flag.id for flag in flags), *(muscle for muscle, _ in muscles)))
        one = QuestionValue(answer, _danger(match, answer, flags, yes, no), _ranking(match, muscles, yes, no), about)
        if one.weight > 0:
            found.append(one)
    return tuple(sorted(found, key=lambda one: -one.weight))


def _side_matters(match: Match) -> bool:
    """Whether the drawing would be another if left were right: all of it is on one side, or its charts disagree."""
    doubt = side_doubt(match.evidence, match.drawing.answers, match.knowledge.atlas.answers)
    return drawn_side(match.evidence) is not None or doubt is not None


def _of_figure(answer: Answer, match: Match) -> bool:
    return answer.figure in (None, match.drawing.figure)


@cache
def _flags_naming(table: RedFlags, answer: str) -> tuple[RedFlag, ...]:
    return tuple(flag for flag in table.flags if any(answer == name for _, name in flag.answers()))


def _tried(match: Match, answer: Answer, value: bool) -> Evidence:
    """What would be seen with a question answered so, and which answers would be suspended then."""
    table, flags = match.knowledge.atlas.answers, _flags_naming(match.knowledge.flags, answer.id)
    seen = replace(match.evidence, answers=yes_or_no(table, {**match.drawing.answers, answer.id: value}))
    if not flags:
        return seen
    raised = raised_flags(replace(match.knowledge.flags, flags=flags), seen, table, match.drawing.findings)
    names = {flag.id for flag in flags}
    others = [flag for flag in match.warnings if flag.id not in names]
    return replace(seen, suspended=suspended_answers([*others, *raised]))


def _bearing_flags(match: Match, answer: Answer) -> list[RedFlag]:
    standing = {flag.id for flag in match.warnings if flag.open}
    return [
        flag
        for flag in _flags_naming(match.knowledge.flags, answer.id)
        if flag.id in standing or _concerns(flag, match)
    ]


def _bearing_muscles(match: Match, answer: Answer) -> set[MuscleKey]:
    expected = expectations(match.evidence, match.knowledge)
    listed = {row.key for row in match.ranking.rows}
    return {key for key in listed if any(one.answer == answer.id for one in expected[key])}


def _danger(match: Match, answer: Answer, flags: Sequence[RedFlag], yes: Evidence, no: Evidence) -> float:
    if not flags:
        return 0.0
    table, answers = replace(match.knowledge.flags, flags=tuple(flags)), match.knowledge.atlas.answers
    levels = []
    for evidence in (yes, no):
        raised = raised_flags(table, evidence, answers, match.drawing.findings)
        levels.append({flag.id: WEIGHTS[flag.level] for flag in raised if flag.open})
    standing = {flag.id for flag in match.warnings if flag.open}
    moved = max(
        abs(levels[0].get(flag.id, 0.0) - levels[1].get(flag.id, 0.0)) * (1 if flag.id in standing else NOT_RAISED)
        for flag in flags
    )
    clears = any(flag.id in standing and answer.id in flag.questions for flag in flags)
    return moved or (HELPS_TO_CLEAR if clears else 0.0)


def _concerns(flag: RedFlag, match: Match) -> bool:
    """Whether a flag that does not stand is worth a question: it is tied to no place, or to one that is marked.

    What ties it are the places that raise it and those where it asks although nothing raised it.
    """
    placed = [trigger for trigger in flag.raised_by if trigger.marked]
    figures = {trigger.figure for trigger in flag.raised_by}
    if None not in figures and match.drawing.figure not in figures:
        return False
    if any(match.evidence.sides_of(place) for place in flag.ask_also):
        return True
    return not (placed or flag.ask_also) or any(
        trigger.figure in (None, match.drawing.figure) and match.evidence.holds_on_charts(trigger) for trigger in placed
    )


def _ranking(match: Match, muscles: set[MuscleKey], yes: Evidence, no: Evidence) -> float:
    if not muscles:
        return 0.0
    known, marked, measured = match.knowledge, match.ranking.marked, match.quantities
    said_yes, said_no = (
        rank_quantities(match.index, marked, measured, expectations(seen, known), seen.answers, marked_on=match.areas)
        for seen in (yes, no)
    )
    if _top(said_yes) != _top(said_no):
        return 1.0 + (NEW_FIRST if _top(said_yes)[0] != _top(said_no)[0] else 0.0)
    return _within_reach(match.ranking, muscles)


def _top(ranking: Ranking) -> list[MuscleKey]:
    return [row.key for row in ranking.rows[:TOP]]


def _within_reach(ranking: Ranking, bearing: set[MuscleKey]) -> float:
    """Below 1: how near the top the best row is that the question bears on and that answers together could move there.

    One answer may not be enough to pass a neighbour where several are.
    """
    best = 0.0
    for place, row in enumerate(ranking.rows):
        if row.key not in bearing:
            continue
        for other_place, other in enumerate(ranking.rows):
            ratio = max(row.score, other.score) / max(min(row.score, other.score), 1e-9)
            if other.key not in bearing and min(place, other_place) < TOP and ratio <= BOUND**2:
                best = max(best, 0.9 * row.score / ranking.rows[0].score)
    return best
