"""Red flags that a drawing with its answers raises. Pure: the table comes from the atlas, the rest from the drawing.

A flag says what to rule out, never what somebody has. Flags don't touch the ranking, and no flag hides another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.flags import LEVELS, Level, Place, RedFlag, RedFlags, Trigger
from bodymap.atlas.model import Answer, Source
from bodymap.body.areas import Areas
from bodymap.body.chart import Chart, Region
from bodymap.body.figure import ChartName, FigureName, Side, side_at
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import Drawing

SHARE = 0.1
"""A region counts as marked from this share of it, so that a stroke over its border raises nothing …"""

ENOUGH = 400.0
"""… or from this many square units, half a dab of the second brush, so that a dab on the chest is not overlooked."""

BALANCE = 0.2
"""A region on the midline is marked on both sides where the lesser half holds this share of the marked area."""

Sides = Mapping[str, frozenset[Side]]
"""Region without its side, e.g. `back/lumbar`, → the sides of the patient that are marked there."""

_NO_SIDE: frozenset[Side] = frozenset()
_BOTH: frozenset[Side] = frozenset(("left", "right"))


@dataclass(frozen=True)
class Evidence:
    """What flags look at: where is marked, where is marked as numb or tingling, the figure, the answers."""

    figure: FigureName
    marked: Sides
    numb: Sides
    answers: Mapping[str, bool]


@dataclass(frozen=True)
class Asked:
    """A question that settles a flag; `given` is None while it is open."""

    id: str
    question: str
    wording: str
    given: bool | None


@dataclass(frozen=True)
class RaisedFlag:
    """A flag that stands. `lowered` says that an answer took its level down to `ask`."""

    id: str
    level: Level
    state: Literal["open", "lowered"]
    text: str
    """For the therapist, beginning with "Rule out"."""
    patient_text: str
    questions: tuple[Asked, ...]
    sources: tuple[Source, ...]
    why: tuple[str, ...]
    """What raised it, in words: marked places first, then answers."""


def gather(drawing: Drawing, areas: Areas, charts: Mapping[ChartName, Chart]) -> Evidence:
    """The evidence in a drawing whose marked `areas` are known. Raises BodymapError if a mark is on no chart."""
    numb = tuple(mark for mark in drawing.marks if mark.quality in ("numb", "tingling"))
    numb_areas = drawing_areas(drawing.model_copy(update={"marks": numb}), charts) if numb else {}
    return Evidence(drawing.figure, _sides(areas, charts), _sides(numb_areas, charts), drawing.answers)


def raised_flags(table: RedFlags, evidence: Evidence, answers: Mapping[str, Answer]) -> tuple[RaisedFlag, ...]:
    """The flags that stand, most urgent first, otherwise in the order of the table. `answers` words the questions."""
    found = [flag for one in table.flags if (flag := _raised(one, table.places, evidence, answers))]
    return tuple(sorted(found, key=lambda flag: LEVELS.index(flag.level)))


def _raised(
    flag: RedFlag, places: Mapping[str, Place], evidence: Evidence, answers: Mapping[str, Answer]
) -> RaisedFlag | None:
    cleared = all(evidence.answers.get(answer) is False for answer in flag.questions)
    holding = [
        trigger
        for trigger in flag.raised_by
        if not (cleared and trigger.level == "ask") and _holds(trigger, places, evidence)
    ]
    if not holding:
        return None
    level = min((trigger.level for trigger in holding), key=LEVELS.index)
    lowering = [answer for answer in flag.lowered_by if evidence.answers.get(answer)]
    state: Literal["open", "lowered"] = "lowered" if lowering and level != "ask" else "open"
    level = "ask" if lowering else level
    asked = dict.fromkeys((*flag.questions, *flag.lowered_by))
    return RaisedFlag(
        flag.id,
        level,
        state,
        flag.text(level),
        flag.patient[level],
        tuple(Asked(one, answers[one].question, answers[one].wording, evidence.answers.get(one)) for one in asked),
        flag.sources,
        _why(flag, holding, places, evidence, answers),
    )


def _holds(trigger: Trigger, places: Mapping[str, Place], evidence: Evidence) -> bool:
    said = evidence.answers
    return (
        trigger.figure in (None, evidence.figure)
        and all(said.get(answer) for answer in trigger.all_of)
        and (not trigger.any_of or any(said.get(answer) for answer in trigger.any_of))
        and (not trigger.marked or bool(_where(trigger, places, evidence)))
        and not any(_place_sides(places[name], evidence.marked) for name in trigger.without)
    )


def _found(trigger: Trigger, places: Mapping[str, Place], evidence: Evidence) -> list[frozenset[Side]]:
    sides = evidence.numb if trigger.quality else evidence.marked
    return [_place_sides(places[name], sides) for name in trigger.marked]


def _where(trigger: Trigger, places: Mapping[str, Place], evidence: Evidence) -> frozenset[Side]:
    """The sides on which all places of a trigger are marked as its rule wants it; empty where it does not hold."""
    found = _found(trigger, places, evidence)
    if not all(found):
        return _NO_SIDE
    # What lies across the midline is on both sides.
    spread = [_BOTH if "midline" in sides else sides for sides in found]
    shared = frozenset.intersection(*spread)
    match trigger.side:
        case "any":
            return frozenset.union(*spread)
        case "one":
            return shared if len(frozenset.union(*spread)) == 1 else _NO_SIDE
        case "both":
            return shared if shared == _BOTH else _NO_SIDE
        case "same":
            return shared
        case "left" | "right":
            # A region across the midline, such as the navel, is not what an organ of one side hurts in.
            return frozenset((trigger.side,)) if all(trigger.side in sides for sides in found) else _NO_SIDE


def _place_sides(place: Place, sides: Sides) -> frozenset[Side]:
    return frozenset().union(*(sides.get(region, _NO_SIDE) for region in place.regions))


def _why(
    flag: RedFlag,
    holding: Sequence[Trigger],
    places: Mapping[str, Place],
    evidence: Evidence,
    answers: Mapping[str, Answer],
) -> tuple[str, ...]:
    words = [_marked_words(trigger, places, evidence) for trigger in holding if trigger.marked]
    looked_at = (*(answer for trigger in flag.raised_by for answer in trigger.answers), *flag.questions)
    words += [f"said yes to {answers[one].wording}" for one in looked_at if evidence.answers.get(one)]
    words += [f"lowered by {answers[one].wording}" for one in flag.lowered_by if evidence.answers.get(one)]
    return tuple(dict.fromkeys(words))


def _marked_words(trigger: Trigger, places: Mapping[str, Place], evidence: Evidence) -> str:
    sides = _where(trigger, places, evidence)
    across = all(found == {"midline"} for found in _found(trigger, places, evidence))
    where = "across the middle" if across else "on both sides" if sides == _BOTH else f"on the {min(sides)}"
    numb = "numb or tingling " if trigger.quality else ""
    return f"marked {numb}{where}: {' and '.join(places[name].words for name in trigger.marked)}"


def _sides(areas: Areas, charts: Mapping[ChartName, Chart]) -> Sides:
    found: dict[str, set[Side]] = {}
    for chart, area in areas.items():
        for region in charts[chart].regions_touched(area):
            part = shapely.intersection(region.area, area)
            if part.area >= min(SHARE * region.area.area, ENOUGH):
                found.setdefault(f"{chart}/{region.name}", set()).add(_side(region, part))
    return {name: frozenset(sides) for name, sides in found.items()}


def _side(region: Region, part: BaseGeometry) -> Side:
    if region.side != "midline":
        return region.side
    x0, y0, x1, y1 = part.bounds
    positive = shapely.clip_by_rect(part, 0, y0, x1, y1).area if x1 > 0 else 0.0
    negative = part.area - positive
    if min(positive, negative) >= BALANCE * part.area:
        return "midline"
    return side_at(region.chart, x1 if positive > negative else x0)
