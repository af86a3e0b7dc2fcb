"""The invented patients of this folder as data: who they are, what they draw and say, what must come of it.

Read by the walk through the window (`tests/ui/patient_walk.py`). Nothing here draws, clicks or checks.
"""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bodymap.body.chart_shape import mirror_sign
from bodymap.body.figure import ChartName, FigureName, Side, load_figure
from bodymap.drawing.findings import Outcome, Sign, Verdict
from bodymap.drawing.model import AnswerValue, Quality

FOLDER = Path(__file__).parent
BRUSHES = ("fine", "medium", "wide", "widest")

Brush = Literal["fine", "medium", "wide", "widest"]
Row = Annotated[str, Field(pattern=r"^[a-z_]+ (left|right)$")]
"""A muscle and its side, e.g. "gluteus_medius right"."""
SetRow = Annotated[str, Field(pattern=r"^[a-z_]+ (left|right|either)$")]
"""The same; "either" where both sides do alike, so that no side is meant."""
FlagState = Annotated[str, Field(pattern=r"^(emergency|urgent|ask) (open|settled)$")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Painted(_Strict):
    """One stroke along places of a chart: a landmark, how far away from the midline, how far down (chart units)."""

    chart: ChartName
    side: Side
    brush: Brush
    along: tuple[tuple[str, float, float], ...]

    def places(self, figure: FigureName) -> list[tuple[float, float]]:
        """The places in chart units of a figure. KeyError if it has no such landmark."""
        known, sign = load_figure(figure), mirror_sign(self.chart, self.side)
        marks = [(known.landmark(self.chart, name), out, down) for name, out, down in self.along]
        return [(sign * (mark.x + out), mark.y + down) for mark, out, down in marks]


class Drawn(_Strict):
    """Areas that are tapped, or a stroke, of one quality and strength."""

    tap: tuple[str, ...] = ()
    paint: Painted | None = None
    quality: Quality
    strength: int


class Settling(_Strict):
    """How the therapist settles a red flag."""

    flag: str
    outcome: Outcome
    note: str = ""


class Examined(_Strict):
    """What the therapist's hands find at a muscle."""

    row: Row
    signs: dict[str, tuple[Sign, ...]] = Field(default_factory=dict)
    verdict: Verdict | None = None
    note: str = ""


class Therapist(_Strict):
    """What the therapist does on the page Review, in this order."""

    way_out: str = ""
    """The button of the notice "Which side?"."""
    asks: dict[str, bool] = Field(default_factory=dict)
    """Answers to questions of red flags that are asked here, on the sheet of the flags."""
    settles: tuple[Settling, ...] = ()
    examines: tuple[Examined, ...] = ()


class Outcomes(_Strict):
    """What must come of it. `…_after`: once the therapist is done."""

    course: Literal["acute", "chronic", "neither"]
    asked: tuple[str, ...] = ()
    """Questions that must come up."""
    stops_the_patient: bool = False
    """Whether the page Questions has the patient speak to the therapist at once."""
    first: tuple[Row, ...]
    """The first rows of the ranking, in their order."""
    among_first: tuple[Row, ...] = ()
    """Rows among the first four, in any order."""
    flags: dict[str, FlagState]
    """All the flags that stand after the questions."""
    flags_after: dict[str, FlagState]
    order: tuple[Row, ...]
    """Muscles that the order of examination has, whatever else it has."""
    set: tuple[SetRow, ...]
    """The smallest set, in any order."""
    set_after: tuple[SetRow, ...]
    unexplained: int
    """Percents of the drawing in no zone."""
    unexplained_after: int
    paper: tuple[str, ...]
    """Words that stand on the printed page."""


class Case(_Strict):
    """One invented patient."""

    number: int
    """From simple to hard."""
    name: str
    figure: FigureName
    story: str
    shows: str
    """What of the program this patient shows."""
    draws: tuple[Drawn, ...]
    says: dict[str, AnswerValue]
    """Answers by question, given where it is asked; to any other the patient says "don't know"."""
    volunteers: dict[str, bool] = Field(default_factory=dict)
    """What the patient tells beyond what was asked; the therapist enters it in the list of all questions."""
    therapist: Therapist
    expect: Outcomes


@cache
def cases() -> dict[str, Case]:
    """All patients by the name of their file, from simple to hard."""
    found = {
        path.stem: Case.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in FOLDER.glob("*.yaml")
    }
    return dict(sorted(found.items(), key=lambda one: one[1].number))


def fits(rows: Collection[str], found: Collection[tuple[str, Side]]) -> bool:
    """Whether muscles are those of the rows, in any order."""
    return sorted(rows) == sorted(
        f"{muscle} {'either' if f'{muscle} either' in rows else side}" for muscle, side in found
    )


def key(row: str) -> tuple[str, Side]:
    """Muscle and side of a row."""
    muscle, _, side = row.partition(" ")
    return muscle, "left" if side == "left" else "right"
