"""Red flags that a drawing with its answers raises. Pure: the table comes from the atlas, the rest from the drawing.

A flag says what to rule out, never what somebody has. Flags don't touch the ranking, and no flag hides another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bodymap.atlas.entry import Source
from bodymap.atlas.flags import LEVELS, Level, RedFlag, RedFlags, Trigger
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
    """A flag that stands.

    `lowered` says that an answer took its level down to `ask`, `settled` that the therapist has dealt with it at this
    level or a more urgent one.
    """

    id: str
    level: Level
    state: Literal["open", "lowered", "settled"]
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
    settled: Settled | None = None

    @property
    def open(self) -> bool:
        """Whether it still has to be dealt with."""
        return self.state != "settled"


def raised_flags(
    table: RedFlags, evidence: Evidence, answers: Mapping[str, Answer], findings: Findings | None = None
) -> tuple[RaisedFlag, ...]:
    """The flags that stand: the open ones first, then most urgent first, otherwise in the order of the table.

    `answers` words the questions, `findings` say which flags were settled.
    """
    found = [flag for one in table.flags if (flag := _raised(one, evidence, answers, findings or Findings()))]
    return tuple(sorted(found, key=lambda flag: (not flag.open, LEVELS.index(flag.level))))


def _raised(flag: RedFlag, evidence: Evidence, answers: Mapping[str, Answer], findings: Findings) -> RaisedFlag | None:
    cleared = all(evidence.answers.get(answer) is False for answer in flag.questions)
    holding = [
        trigger for trigger in flag.raised_by if not (cleared and trigger.level == "ask") and evidence.holds(trigger)
    ]
    if not holding:
        return None
    level = min((trigger.level for trigger in holding), key=LEVELS.index)
    lowering = [answer for answer in flag.lowered_by if evidence.answers.get(answer)]
    state: Literal["open", "lowered", "settled"] = "lowered" if lowering and level != "ask" else "open"
    level = "ask" if lowering else level
    grounds = _grounds(flag, holding, evidence)
    settled = findings.settled(flag.id)
    if settled is not None and _still_settled(settled, level, grounds):
        state = "settled"
    else:
        settled = None
    asked = dict.fromkeys((*flag.questions, *flag.lowered_by))
    return RaisedFlag(
        flag.id,
        level,
        state,
        flag.rule_out,
        flag.text(level),
        flag.patient[level],
        tuple(Asked(one, answers[one].question, answers[one].wording, evidence.answers.get(one)) for one in asked),
        flag.sources,
        _why(flag, holding, evidence, answers),
        grounds,
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
        for side in sorted(evidence.sides_of(name, trigger.quality is not None))
    ]
    looked_at = (*(answer for trigger in flag.raised_by for answer in trigger.answers), *flag.questions)
    return tuple(dict.fromkeys(places + [f"answer:{one}" for one in looked_at if evidence.answers.get(one)]))


def _why(
    flag: RedFlag, holding: Sequence[Trigger], evidence: Evidence, answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    words = [evidence.marked_words(trigger) for trigger in holding if trigger.marked]
    looked_at = (*(answer for trigger in flag.raised_by for answer in trigger.answers), *flag.questions)
    words += [
        f"{'said yes to' if one in evidence.said else 'it follows from an answer:'} {answers[one].wording}"
        for one in looked_at
        if evidence.answers.get(one)
    ]
    words += [f"lowered by {answers[one].wording}" for one in flag.lowered_by if evidence.answers.get(one)]
    return tuple(dict.fromkeys(words))
