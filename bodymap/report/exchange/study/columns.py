"""What the tables of a study hold: each table is a class of rows, each column is told beside its field.

Name, type, unit, meaning and allowed values of a column stand here once. The files and the data dictionary are both
made from them.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_type_hints

from bodymap.body.figure import CHARTS, FIGURES
from bodymap.drawing.findings import VERDICTS
from bodymap.drawing.model import MOST_DAYS, QUALITIES
from bodymap.report.exchange.study.pseudonyms import AGE_BANDS, LETTERS
from bodymap.report.instruments.extent import Laterality

ColumnType = Literal["text", "integer", "number", "yes_no", "date"]
_TYPES: Mapping[type, ColumnType] = {str: "text", int: "integer", float: "number", bool: "yes_no", date: "date"}


@dataclass(frozen=True)
class About:
    """What a column means; beside its field."""

    meaning: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    """Every value that may stand in it; empty where `range` says it, or where there are too many to list."""
    range: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    type: ColumnType
    may_be_empty: bool
    about: About

    @property
    def allowed(self) -> str:
        """The allowed values as the dictionary writes them."""
        return "; ".join(self.about.allowed) or self.about.range


SHARE = "0 to 1"
SIDES = ("left", "right")
_APPROXIMATE = "approximate; a region counts from a tenth of it (docs/instruments.md)"
_hex = f"{LETTERS} letters 0-9 and a-f"

Patient = Annotated[str, About("pseudonym of the patient; the same in all tables made with one key", range=_hex)]
Drawing = Annotated[str, About("pseudonym of the drawing; joins the tables", range=_hex)]


@dataclass(frozen=True)
class DrawingRow:
    """One row a drawing, also where nothing is marked."""

    patient: Patient
    drawing: Drawing
    figure: Annotated[str, About("body that was drawn on; tells no gender", allowed=FIGURES)]
    age_band: Annotated[str | None, About("age at the visit", "years", AGE_BANDS)]
    date: Annotated[
        date | None,
        About("day of the visit; moved back by 1 to 365 days, the same for all of a patient, unless the study kept it"),
    ]
    marks: Annotated[int, About("number of marks", range="0 or more")]
    marked_share: Annotated[float, About("marked area of the area of all charts", "share", range=SHARE)]
    regions: Annotated[int, About("regions of which at least a tenth is marked", range="0 or more")]
    mean_intensity: Annotated[
        float | None, About("mean of the marks' intensities, weighed by their areas", "of 10", range="0 to 10")
    ]
    highest_intensity: Annotated[int | None, About("highest intensity of a mark", "of 10", range="0 to 10")]
    sites: Annotated[int, About("separate marked places of at least 100 square chart units", range="0 or more")]
    side: Annotated[
        str, About("side that at least nine tenths of the marked area are on", allowed=get_args(Laterality))
    ]
    choir_count: Annotated[int, About(f"areas of the CHOIR Body Map, {_APPROXIMATE}", range="0 to 74")]
    choir_ids: Annotated[
        str | None, About("their numbers in the standard numbering, with commas", range="101 to 136, 201 to 238")
    ]
    michigan_count: Annotated[int, About(f"areas of the Michigan Body Map, {_APPROXIMATE}", range="0 to 35")]
    michigan_keys: Annotated[str | None, About("their keys in the REDCap map, with commas", range="0 to 34")]
    wpi: Annotated[int, About(f"Widespread Pain Index, {_APPROXIMATE}", range="0 to 19")]
    wpi_regions: Annotated[
        int, About("regions of the 2016 rule with pain, jaw, chest and abdomen left out", range="0 to 5")
    ]
    unexplained: Annotated[float, About("part of the marked area that no zone covers", "share", range=SHARE)]
    red_flags: Annotated[int, About("red flags that stand and are not settled", range="0 or more")]
    program: Annotated[str, About("version of bodymap that made the row")]
    atlas: Annotated[str, About("edition of the atlas that made the row")]


@dataclass(frozen=True)
class MarkRow:
    """One row a mark, in the order in which they were made."""

    patient: Patient
    drawing: Drawing
    mark: Annotated[int, About("number of the mark in its drawing", range="1 or more")]
    kind: Annotated[str, About("how it was made", allowed=("region", "stroke", "geometry"))]
    chart: Annotated[str, About("chart that it is on", allowed=CHARTS)]
    side: Annotated[
        str | None,
        About("the patient's side of the regions that name it", allowed=("left", "right", "both", "midline")),
    ]
    regions: Annotated[str | None, About("ids of the regions that name it, most of it first, at most 3, with blanks")]
    quality: Annotated[str | None, About("kind of pain; empty where the patient did not say", allowed=QUALITIES)]
    intensity: Annotated[int | None, About("strength of the pain as said", "of 10", range="0 to 10")]
    area: Annotated[float, About("area on the body", "square chart units", range="0 or more")]
    share: Annotated[float, About("its area of the area of front and back", "share", range=SHARE)]
    x: Annotated[float | None, About("abscissa of its centroid; 0 on the midline", "chart units")]
    y: Annotated[float | None, About("ordinate of its centroid; from the vertex down", "chart units")]


@dataclass(frozen=True)
class RegionRow:
    """One row a region that is marked at all."""

    patient: Patient
    drawing: Drawing
    region: Annotated[str, About("id of the region, as `bodymap regions` lists them")]
    chart: Annotated[str, About("chart that it is on", allowed=CHARTS)]
    side: Annotated[str, About("the patient's side", allowed=("left", "right", "midline"))]
    marked: Annotated[float, About("marked part of the region", "share", range=SHARE)]
    counts: Annotated[bool, About("whether at least a tenth of it is marked", allowed=("true", "false"))]
    highest_intensity: Annotated[
        int | None, About("highest intensity of the marks that reach into it", "of 10", range="0 to 10")
    ]
    qualities: Annotated[str | None, About(f"kinds of pain in it, with blanks: {', '.join(QUALITIES)}")]


@dataclass(frozen=True)
class MuscleRow:
    """One row a muscle of one side whose zones the drawing touches, or that the therapist judged."""

    patient: Patient
    drawing: Drawing
    muscle: Annotated[str, About("id of the muscle in the atlas")]
    side: Annotated[str, About("the patient's side", allowed=(*SIDES, "midline"))]
    rank: Annotated[
        int | None, About("place in the ranking; empty where the drawing misses its zones", range="1 or more")
    ]
    score: Annotated[
        float | None, About("overlap score with the factor of the answers; not a probability", range="0 to 1.5")
    ]
    explained: Annotated[float | None, About("part of the drawing that its zones explain", "share", range=SHARE)]
    filled: Annotated[float | None, About("marked part of its best point's essential zone", "share", range=SHARE)]
    answer_factor: Annotated[float | None, About("what the answers multiply by", range="0.667 to 1.5")]
    in_smallest_set: Annotated[bool, About("whether it is in the smallest set", allowed=("true", "false"))]
    verdict: Annotated[str | None, About("what the therapist found by hand", allowed=VERDICTS)]


@dataclass(frozen=True)
class AnswerRow:
    """One row an answer. Answers to questions that the atlas does not have are left out: their names are anybody's."""

    patient: Patient
    drawing: Drawing
    question: Annotated[str, About("id of the question, as `data/answers.yaml` lists them")]
    kind: Annotated[str, About("what is answered", allowed=("yes_no", "days", "strength", "side"))]
    value: Annotated[
        str,
        About(f"true or false; days, 0 to {MOST_DAYS}; strength, 0 to 10; left, right or both, by the kind"),
    ]


Row = DrawingRow | MarkRow | RegionRow | MuscleRow | AnswerRow
TABLES: Mapping[str, type[Row]] = {
    "drawings": DrawingRow,
    "marks": MarkRow,
    "regions": RegionRow,
    "muscles": MuscleRow,
    "answers": AnswerRow,
}
"""The tables by name, in the order of the dictionary."""


def columns(table: type[Row]) -> tuple[Column, ...]:
    """The columns of a table, in its order."""
    hints = get_type_hints(table, include_extras=True)
    return tuple(_column(field.name, hints[field.name]) for field in dataclasses.fields(table))


def _column(name: str, hint: Any) -> Column:
    kind, about = get_args(hint)
    kinds = get_args(kind) or (kind,)
    return Column(name, _TYPES[kinds[0]], NoneType in kinds, about)


def dictionary() -> list[dict[str, str]]:
    """The data dictionary: a row for each column of each table."""
    return [
        {
            "table": name,
            "column": column.name,
            "type": column.type,
            "unit": column.about.unit,
            "meaning": column.about.meaning,
            "allowed": column.allowed,
            "may_be_empty": "true" if column.may_be_empty else "false",
        }
        for name, table in TABLES.items()
        for column in columns(table)
    ]
