"""What a drawing with its answers shows: which places are marked on which side, and whether a condition holds.

Pure: conditions come from the tables of the atlas, the rest from the drawing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from bodymap.atlas.conditions import Condition, Drawn, Felt, Place
from bodymap.body.areas import Areas, halves
from bodymap.body.chart import Chart, Region
from bodymap.body.chart_shape import SHAPES
from bodymap.body.figure import ChartName, FigureName, Side
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import AGE, Drawing, Quality

SHARE = 0.1
"""A region counts as marked from this share of it, so that a stroke over its border is none …"""

ENOUGH = 400.0
"""… or from this many square units, half a dab of the second brush, so that a dab on the chest is not overlooked."""

BALANCE = 0.2
"""A region on the midline is marked on both sides where the lesser half holds this share of the marked area."""

Sides = Mapping[str, frozenset[Side]]
"""Region without its side, e.g. `back/lumbar` or `side/flank`, → the sides of the patient that are marked there."""

FELT: Mapping[Felt, tuple[Quality, ...]] = {"numb": ("numb", "tingling"), "burning": ("burning",)}
"""The qualities of marks that a condition's kind of pain is drawn in."""

FELT_WORDS: Mapping[Felt, str] = {"numb": "numb or tingling", "burning": "burning"}

_NO_SIDE: frozenset[Side] = frozenset()
_BOTH: frozenset[Side] = frozenset(("left", "right"))


@dataclass(frozen=True)
class Evidence:
    """What conditions look at: where is marked, where as numb or as burning, the figure, the age, the answers.

    `answers` are yes or no, those that other answers imply among them.
    """

    figure: FigureName
    marked: Sides
    felt: Mapping[Felt, Sides]
    """The same of the marks of each kind of pain alone."""
    answers: Mapping[str, bool]
    places: Mapping[str, Place]
    said: frozenset[str] = frozenset()
    """The answers that were given themselves; the others of `answers` follow from them."""
    age: int | None = None
    """Years; None where it is not known."""
    suspended: Collection[str] = ()
    """Answers that raised a red flag which is open: until it is settled they speak for no muscle."""

    def sides_of(self, place: str, felt: Felt | None = None) -> frozenset[Side]:
        """The sides on which a place is marked, or is marked with a kind of pain."""
        sides = self.felt[felt] if felt else self.marked
        return _NO_SIDE.union(*(sides.get(region, _NO_SIDE) for region in self.places[place].regions))

    def holds(self, condition: Condition) -> bool:
        """Whether all that a condition names is true."""
        return (
            condition.figure in (None, self.figure)
            and condition.fits_age(self.age)
            and not any(self.answers.get(answer) for answer in condition.unless)
            and all(self.answers.get(answer) for answer in condition.all_of)
            and (
                not condition.any_of
                or sum(self.answers.get(answer, False) for answer in condition.any_of) >= condition.least
            )
            and self.holds_on_charts(condition)
        )

    def holds_on_charts(self, condition: Condition) -> bool:
        """Whether what a condition says of marked places is true, whatever was answered."""
        return (not condition.marked or bool(self.where(condition))) and not any(
            self.sides_of(name) for name in condition.without
        )

    def where(self, condition: Condition) -> frozenset[Side]:
        """The sides on which a condition's places are all marked as its rule wants it; empty where they are not."""
        found = self._found(condition)
        if not found or not all(found):
            return _NO_SIDE
        # What lies across the midline is on both sides.
        spread = [_BOTH if "midline" in sides else sides for sides in found]
        shared = frozenset.intersection(*spread)
        match condition.side:
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
                return frozenset((condition.side,)) if all(condition.side in sides for sides in found) else _NO_SIDE

    def drawn(self, pattern: Drawn, side: Side) -> bool:
        """Whether a pattern is drawn on a side; what lies across the midline is on both."""
        near: frozenset[Side] = frozenset((side, "midline"))
        return any(near & self.sides_of(name) for name in pattern.marked) and not any(
            near & self.sides_of(name) for name in pattern.without
        )

    def marked_words(self, condition: Condition) -> str:
        """Where the places of a condition that holds are marked, in words."""
        sides = self.where(condition)
        across = all(found == {"midline"} for found in self._found(condition))
        where = "across the middle" if across else "on both sides" if sides == _BOTH else f"on the {min(sides)}"
        felt = f"{FELT_WORDS[condition.quality]} " if condition.quality else ""
        return f"marked {felt}{where}: {' and '.join(self.places[name].words for name in condition.marked)}"

    def _found(self, condition: Condition) -> list[frozenset[Side]]:
        return [self.sides_of(name, condition.quality) for name in condition.marked]


def gather(
    drawing: Drawing,
    areas: Areas,
    charts: Mapping[ChartName, Chart],
    places: Mapping[str, Place],
    answers: Mapping[str, bool],
) -> Evidence:
    """The evidence in a drawing whose marked `areas` and yes-or-no `answers` are known.

    Raises BodymapError if a mark is on no chart.
    """
    felt: dict[Felt, Sides] = {}
    for kind, qualities in FELT.items():
        marks = tuple(mark for mark in drawing.marks if mark.quality in qualities)
        felt[kind] = _sides(drawing_areas(drawing.model_copy(update={"marks": marks}), charts), charts) if marks else {}
    age = drawing.answers.get(AGE)
    return Evidence(
        drawing.figure,
        _sides(areas, charts),
        felt,
        answers,
        places,
        frozenset(drawing.answers),
        age if isinstance(age, int) else None,
    )


def _sides(areas: Areas, charts: Mapping[ChartName, Chart]) -> Sides:
    found: dict[str, set[Side]] = {}
    for chart, area in areas.items():
        for region in charts[chart].regions_touched(area):
            part = shapely.intersection(region.area, area)
            if part.area >= min(SHARE * region.area.area, ENOUGH):
                found.setdefault(f"{SHAPES[chart].kind}/{region.name}", set()).add(_side(region, part))
    return {name: frozenset(sides) for name, sides in found.items()}


def _side(region: Region, part: BaseGeometry) -> Side:
    if region.side != "midline":
        return region.side
    left, right = halves(region.chart, part)
    if min(left, right) >= BALANCE * part.area:
        return "midline"
    return "left" if left > right else "right"
