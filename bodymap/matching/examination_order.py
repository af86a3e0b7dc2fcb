"""Muscles in company: which of them to look at together, and in which order to examine.

Works from the ranking, the relations in the muscles' files and the rules of `data/company.yaml`. It moves no score.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bodymap.atlas.association_rules import AssociationRule
from bodymap.atlas.entry import Source
from bodymap.atlas.model import Muscle, Relation
from bodymap.body.figure import Side
from bodymap.matching.match import SIDES, Match
from bodymap.matching.zone_index import MuscleKey

TOP = 4
"""Rows at the top of the ranking that are examined in any case …"""

NEAR = 0.3
"""… if they score at least this share of the first one."""

Kind = Literal["rank", "set", "key", "satellite", "companion", "rule", "untouched"]


@dataclass(frozen=True)
class Reason:
    """One reason for a place in the order.

    `rank`: its place in the ranking (`number`) and the share of the drawing that it explains; `set`: the share that the
    smallest set covers with it; `key`, `satellite`, `companion`: what it has to do with `muscle`; `rule`: a rule of the
    company; `untouched`: the drawing touches none of its zones. `says` and `sources` are the atlas's.
    """

    kind: Kind
    says: str = ""
    muscle: str = ""
    sources: tuple[Source, ...] = ()
    number: int = 0
    share: float = 0.0


@dataclass
class ExamStep:
    """A muscle of the order, with every reason for it."""

    muscle: str
    side: Side
    reasons: list[Reason] = field(default_factory=list)

    @property
    def key(self) -> MuscleKey:
        """Muscle and side."""
        return self.muscle, self.side


def rules_that_hold(match: Match) -> Iterator[tuple[AssociationRule, frozenset[Side]]]:
    """The rules of company that hold for a drawing, with the sides on which their muscles are looked at."""
    evidence = match.evidence
    for rule in match.knowledge.atlas.company:
        holding = [condition for condition in rule.when if evidence.holds(condition)]
        if not holding:
            continue
        sides: set[Side] = set(SIDES) if rule.sides == "both" else set()
        for condition in holding:
            # A condition of answers alone says nothing of a side: then it is wherever something is marked.
            sides |= evidence.where(condition) or {side for marked in evidence.marked.values() for side in marked}
        yield rule, frozenset(SIDES) if "midline" in sides else frozenset(sides)


def company_notes(match: Match, key: MuscleKey) -> tuple[Reason, ...]:
    """What the company says of a row: its relations to other rows of the same side, and the rules that name it.

    A neighbour counts from the share of the first row's score that the top of the examination asks for.
    """
    rows = match.ranking.rows
    listed = {row.key for row in rows if row.score >= NEAR * rows[0].score}
    notes = [reason for reason in _relations(match.knowledge.atlas.muscles, key) if (reason.muscle, key[1]) in listed]
    notes += [_of_rule(rule) for rule, sides in rules_that_hold(match) if key[0] in rule.muscles and key[1] in sides]
    return tuple(notes)


def _of_rule(rule: AssociationRule) -> Reason:
    return Reason("rule", rule.says, sources=rule.sources)


def _relations(muscles: Mapping[str, Muscle], key: MuscleKey) -> Iterator[Reason]:
    """What a muscle is to others: a key of its satellites, a satellite of its keys, a companion."""
    for fact in muscles[key[0]].satellites:
        yield _reason("key", fact.muscle, fact)
    for other, muscle in muscles.items():
        yield from (_reason("satellite", other, fact) for fact in muscle.satellites if fact.muscle == key[0])
    for fact in muscles[key[0]].companions:
        yield _reason("companion", fact.muscle, fact)


def _reason(kind: Kind, muscle: str, fact: Relation) -> Reason:
    return Reason(kind, fact.says, muscle, fact.sources)


def examination_order(match: Match) -> tuple[ExamStep, ...]:
    """The muscles to examine, in order, each with its reasons. Empty where nothing is ranked.

    The top of the ranking and the smallest set; a key before its satellites; companions after each other; then what
    the rules of company bring in. Of what is still to examine the company of confirmed muscles comes first; what was
    confirmed or ruled out is done and stands at the end.
    """
    rows = match.ranking.rows
    if not rows:
        return ()
    order, muscles = _Order(match), match.knowledge.atlas.muscles
    covered = {step.row.key for step in (*match.cover, *match.examined_cover)}
    top = [row.key for row in rows[:TOP] if row.score >= NEAR * rows[0].score]
    for key in [*top, *(row.key for row in rows if row.key in covered and row.key not in top)]:
        for other in top:
            # Each may be named a satellite of the other: then the ranking decides.
            if other not in order and _is_key(muscles, other, key) and not _is_key(muscles, key, other):
                order.add(other)
        order.add(key)
        for fact in muscles[key[0]].companions:
            if fact.muscle in muscles:
                order.add((fact.muscle, key[1]))
    for rule, sides in rules_that_hold(match):
        for side in sorted(sides):
            for muscle in rule.muscles:
                if muscle in muscles:
                    order.add((muscle, side)).reasons.append(_of_rule(rule))
    return order.finished()


def _is_key(muscles: Mapping[str, Muscle], key: MuscleKey, satellite: MuscleKey) -> bool:
    """Whether trigger points of one muscle may keep those of another active."""
    facts = muscles[key[0]].satellites
    return key[1] == satellite[1] and any(fact.muscle == satellite[0] for fact in facts)


class _Order:
    """Steps in the making: each muscle once, with the reasons that the ranking gives."""

    def __init__(self, match: Match) -> None:
        self._match, self._muscles = match, match.knowledge.atlas.muscles
        self._steps: dict[MuscleKey, ExamStep] = {}

    def __contains__(self, key: MuscleKey) -> bool:
        return key in self._steps

    def add(self, key: MuscleKey) -> ExamStep:
        """The step of a muscle, made where it is not there yet."""
        if key not in self._steps:
            self._steps[key] = ExamStep(*key, list(self._of_numbers(key)))
        return self._steps[key]

    def _of_numbers(self, key: MuscleKey) -> Iterator[Reason]:
        place = next((n for n, row in enumerate(self._match.ranking.rows, start=1) if row.key == key), None)
        if place is None:
            yield Reason("untouched")
        else:
            yield Reason("rank", number=place, share=self._match.ranking.rows[place - 1].explained)
        yield from (Reason("set", share=step.explained) for step in self._match.cover if step.row.key == key)

    def finished(self) -> tuple[ExamStep, ...]:
        """All steps in their order, with what they have to do with each other."""
        for step in self._steps.values():
            related = [one for one in _relations(self._muscles, step.key) if (one.muscle, step.side) in self._steps]
            step.reasons += related
        examined = self._match.confirmed | self._match.ruled_out
        company = {
            (reason.muscle, side)
            for muscle, side in self._match.confirmed
            if muscle in self._muscles
            for reason in _relations(self._muscles, (muscle, side))
            if reason.kind != "satellite"
        }
        return tuple(sorted(self._steps.values(), key=lambda step: (step.key in examined, step.key not in company)))
