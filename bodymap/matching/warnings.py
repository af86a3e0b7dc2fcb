"""Red flags that a drawing with its answers raises. Pure: the table comes from the atlas, the rest from the drawing.

A flag says what to rule out, never what somebody has, and no flag hides another. What raised an open flag speaks for no
muscle until it is settled; else flags don't touch the ranking.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bodymap.atlas.entry import Source
from bodymap.atlas.flags import LEVELS, Level, RedFlag, RedFlags, Trigger, Within, urgency
from bodymap.atlas.questions import Answer
from bodymap.drawing.findings import Findings, Settled
from bodymap.matching.evidence import Evidence


@dataclass(frozen=True)
class Asked:
    """A question that settles a flag; `given` is None while it is open."""

    id: str
    question: str
    wording: str
    given: bool | None


@dataclass(frozen=True)
class RaisedFlag:
    """A flag that stands; `settled` says that the therapist has dealt with it at this level or a more urgent one."""

    id: str
    level: Level
    within: Within | None
    """By when a physician should see it; of an urgent flag only."""
    state: Literal["open", "settled"]
    rule_out: str
    """What is to be ruled out, in a few words."""
    text: str
    """For the therapist, beginning with "Rule out"."""
    patient_text: str
    questions: tuple[Asked, ...]
    sources: tuple[Source, ...]
    why: tuple[str, ...]
    """What raised it, in words: marked places first, then answers."""
    grounds: tuple[str, ...] = ()
    """What raised it, as ids that stay the same in any wording: `answer:<id>` and `place:<name>:<side>`."""
    raised_by: tuple[str, ...] = ()
    """Answers that raised it: each "yes" that a trigger which holds names."""
    settled: Settled | None = None

    @property
    def open(self) -> bool:
        """Whether it still has to be dealt with."""
        return self.state != "settled"

    @property
    def to_ask(self) -> tuple[Asked, ...]:
        """Its questions that have no answer."""
        return tuple(one for one in self.questions if one.given is None)

    def may_be_settled(self, note: str) -> bool:
        """Whether it may be called settled with this note.

        What is urgent is settled with its questions answered, or with a word on what was done instead.
        """
        return self.level == "ask" or not self.to_ask or bool(note.strip())


def raised_flags(
    table: RedFlags, evidence: Evidence, answers: Mapping[str, Answer], findings: Findings | None = None
) -> tuple[RaisedFlag, ...]:
    """The flags that stand: the open ones first, then most urgent first, otherwise in the order of the table.

    `answers` words the questions, `findings` say which flags were settled.
    """
    found = [flag for one in table.flags if (flag := _raised(one, evidence, answers, findings or Findings()))]
    return tuple(sorted(found, key=lambda flag: (not flag.open, *urgency((flag.level, flag.within)))))


def suspended_answers(flags: Iterable[RaisedFlag]) -> frozenset[str]:
    """The answers that raised a flag which is open. What may point at a danger speaks for no muscle meanwhile."""
    return frozenset(answer for flag in flags if flag.open for answer in flag.raised_by)


def danger_questions(table: RedFlags) -> frozenset[str]:
    """Answers that can raise a flag above `ask`, alone or with others."""
    return frozenset(
        answer
        for flag in table.flags
        for trigger in flag.raised_by
        if trigger.level != "ask"
        for answer in trigger.answers
    )


def _raised(flag: RedFlag, evidence: Evidence, answers: Mapping[str, Answer], findings: Findings) -> RaisedFlag | None:
    cleared = all(evidence.answers.get(answer) is False for answer in flag.clearing)
    holding = [
        trigger for trigger in flag.raised_by if not (cleared and trigger.level == "ask") and evidence.holds(trigger)
    ]
    if not holding:
        return None
    level, within = min((trigger.step for trigger in holding), key=urgency)
    grounds = _grounds(flag, holding, evidence)
    settled = findings.settled(flag.id)
    if settled is not None and not _still_settled(settled, level, grounds):
        settled = None
    return RaisedFlag(
        flag.id,
        level,
        within,
        "settled" if settled else "open",
        flag.rule_out,
        flag.text(level, within),
        flag.patient_text(level, within),
        tuple(
            Asked(one, answers[one].question, answers[one].wording, evidence.answers.get(one))
            for one in flag.questions
            if answers[one].figure in (None, evidence.figure)
        ),
        flag.sources,
        _why(flag, holding, evidence, answers),
        grounds,
        tuple(dict.fromkeys(one for trigger in holding for one in trigger.answers if evidence.answers.get(one))),
        settled,
    )


def _still_settled(settled: Settled, level: Level, grounds: Sequence[str]) -> bool:
    """Whether nothing new came up since a flag was settled: no higher level, and no ground that was not there then."""
    risen = LEVELS.index(settled.level) > LEVELS.index(level)
    return not risen and (settled.grounds is None or set(grounds) <= set(settled.grounds))


def _grounds(flag: RedFlag, holding: Sequence[Trigger], evidence: Evidence) -> tuple[str, ...]:
    places = [
        f"place:{name}:{side}"
        for trigger in holding
        for name in trigger.marked
        for side in sorted(evidence.sides_of(name, trigger.quality))
    ]
    looked_at = (*(answer for trigger in flag.raised_by for answer in trigger.answers), *flag.questions)
    return tuple(dict.fromkeys(places + [f"answer:{one}" for one in looked_at if evidence.answers.get(one)]))


def _why(
    flag: RedFlag, holding: Sequence[Trigger], evidence: Evidence, answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    words = [evidence.marked_words(trigger) for trigger in holding if trigger.marked]
    if any(trigger.of_age for trigger in holding):
        words.append("the age is not known" if evidence.age is None else f"aged {evidence.age}")
    looked_at = (*(answer for trigger in flag.raised_by for answer in trigger.answers), *flag.questions)
    words += [
        f"{'said yes to' if one in evidence.said else 'it follows from an answer:'} {answers[one].wording}"
        for one in looked_at
        if evidence.answers.get(one)
    ]
    return tuple(dict.fromkeys(words))
