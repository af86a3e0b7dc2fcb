"""What the therapist found by hand and settled: signs at trigger points, a verdict on muscles, how red flags ended.

Kept with the drawing that it belongs to, so that it is saved, recovered and undone with it. It moves no score, but for
answers that count again once the red flag that they raised is settled.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from bodymap.body.figure import Side
from bodymap.drawing.frozen import Frozen
from bodymap.errors import invalid_value

Sign = Literal["tender", "taut_band", "twitch", "own_pain"]
"""What confirms a trigger point; the last says that pressure brings the pain that the patient knows."""
SIGNS: tuple[Sign, ...] = get_args(Sign)

Verdict = Literal["confirmed", "ruled_out", "later"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

Outcome = Literal["ruled_out", "known", "sent_on"]
"""How a red flag ended: ruled out by examination, known and under treatment, or the patient sent to a physician."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

Urgency = Literal["emergency", "urgent", "ask"]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Note = Annotated[str, Field(max_length=4_000)]
MOST = 1_000
"""Muscles with findings, or flags, in one drawing: more than any body has."""


class MuscleFinding(Frozen):
    """What was found at one muscle of one side. `signs` are by the name of the trigger point."""

    muscle: Name
    side: Side
    verdict: Verdict | None = None
    note: Note = ""
    signs: Annotated[dict[Name, tuple[Sign, ...]], Field(max_length=MOST)] = Field(default_factory=dict)

    @property
    def key(self) -> tuple[str, Side]:
        """Muscle and side."""
        return self.muscle, self.side

    @property
    def says_something(self) -> bool:
        """False where nothing was found or noted."""
        return bool(self.verdict or self.note or self.signs)

    def ticked(self, point: str, sign: Sign, found: bool) -> "MuscleFinding":
        """The same with a sign found, or not, at a point."""
        kept = {one for one in self.signs.get(point, ()) if one != sign} | ({sign} if found else set())
        signs = {name: given for name, given in self.signs.items() if name != point}
        if kept:
            signs[point] = tuple(one for one in SIGNS if one in kept)
        return self.model_copy(update={"signs": signs})


class Settled(Frozen):
    """How a red flag was settled, at which level it stood then and on which grounds.

    One that rises higher, or has a new ground, is open again. `grounds` are None where nobody noted them.
    """

    flag: Name
    level: Urgency
    outcome: Outcome
    note: Note = ""
    grounds: Annotated[tuple[Name, ...], Field(max_length=MOST)] | None = None


class Findings(Frozen):
    """All findings of one moment. Each muscle and each flag stands in it once."""

    muscles: Annotated[tuple[MuscleFinding, ...], Field(max_length=MOST)] = ()
    flags: Annotated[tuple[Settled, ...], Field(max_length=MOST)] = ()

    @model_validator(mode="after")
    def _once_each(self) -> "Findings":
        muscles, flags = [one.key for one in self.muscles], [one.flag for one in self.flags]
        if len(set(muscles)) < len(muscles):
            raise invalid_value("findings.muscle_twice")
        if len(set(flags)) < len(flags):
            raise invalid_value("findings.flag_twice")
        return self

    def of(self, muscle: str, side: Side) -> MuscleFinding:
        """The finding at a muscle; an empty one where there is none."""
        found = (one for one in self.muscles if one.key == (muscle, side))
        return next(found, MuscleFinding(muscle=muscle, side=side))

    def with_muscle(self, finding: MuscleFinding) -> "Findings":
        """The same with another finding at its muscle; one that says nothing is left out."""
        others = [one for one in self.muscles if one.key != finding.key]
        return self.model_copy(update={"muscles": (*others, *((finding,) if finding.says_something else ()))})

    def keys(self, verdict: Verdict) -> frozenset[tuple[str, Side]]:
        """The muscles with a verdict."""
        return frozenset(one.key for one in self.muscles if one.verdict == verdict)

    def settled(self, flag: str) -> Settled | None:
        """How a flag was settled; None while it was not."""
        return next((one for one in self.flags if one.flag == flag), None)

    def with_flag(self, flag: str, settled: Settled | None) -> "Findings":
        """The same with a flag settled, or open again."""
        others = [one for one in self.flags if one.flag != flag]
        return self.model_copy(update={"flags": (*others, *((settled,) if settled else ()))})
