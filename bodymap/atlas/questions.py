"""Questions to the patient as `data/answers.yaml` holds them: the words, the kind of answer, what an answer implies."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt
from pydantic import model_validator as validator

from bodymap.atlas.entry import Entry, Identifier, Sourced, Text
from bodymap.body.figure import FigureName

Kind = Literal["yes_no", "days", "strength", "side", "age"]
"""What is answered: yes or no, a number of days, a strength from 0 to 10, left, right or both, or an age in years."""

NUMBERS: frozenset[Kind] = frozenset(("days", "strength", "age"))
Whole = Annotated[StrictInt, Field(ge=0)]


class Implied(Entry):
    """How another answer settles this one: bounds of a number, both included, or the opposite of a yes or no."""

    by: Identifier
    opposite: StrictBool = False
    yes_from: Whole | None = None
    yes_to: Whole | None = None
    no_from: Whole | None = None
    no_to: Whole | None = None

    @validator(mode="after")
    def _one_kind(self) -> "Implied":
        if self.opposite == self.of_number:
            raise ValueError("say either opposite: true, or from and to which number it is yes and no")
        return self

    @property
    def of_number(self) -> bool:
        """Whether it looks at a number."""
        return any(bound is not None for bound in (self.yes_from, self.yes_to, self.no_from, self.no_to))

    def value(self, given: bool | int) -> bool | None:
        """Yes, no, or None where the other answer leaves this one open."""
        if self.opposite:
            return not given
        if _within(given, self.yes_from, self.yes_to):
            return True
        return False if _within(given, self.no_from, self.no_to) else None


def _within(given: int, least: int | None, most: int | None) -> bool:
    if least is None and most is None:
        return False
    return (least is None or given >= least) and (most is None or given <= most)


class Labels(Entry):
    """What the two large answers say instead of Yes and No."""

    yes: Text
    no: Text


class Answer(Sourced):
    """A question to the patient, in plain words, and how a therapist would put the finding.

    Named after what a drawing holds, its answer. `first` orders the questions that are asked before all others.
    `side` is the side that a "yes" speaks of.
    """

    id: Identifier
    question: Text
    wording: Text
    kind: Kind = "yes_no"
    first: Whole | None = None
    labels: Labels = Labels(yes="Yes", no="No")
    implied: Implied | None = None
    side: Literal["left", "right"] | None = None
    figure: FigureName | None = None
    """The only figure that it is asked of."""
    hint: Text | None = None
    """A line of help under the question."""
