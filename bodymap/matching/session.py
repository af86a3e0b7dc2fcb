"""One drawing matched against the shipped atlas: everything that the command line, the window and the paper show.

Ties the pieces of `matching` to an atlas and a figure; there is no arithmetic here.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from bodymap.atlas.placing import place_points
from bodymap.atlas.reader import load_atlas, load_flags
from bodymap.body.areas import Areas
from bodymap.body.chart import load_charts
from bodymap.body.figure import FigureName
from bodymap.drawing.file import read_drawing
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import Drawing
from bodymap.matching.answers import Expectation
from bodymap.matching.cover import CoverStep, smallest_set
from bodymap.matching.ranking import MuscleScore, Ranking, rank, unexplained_areas
from bodymap.matching.warnings import RaisedFlag, gather, raised_flags
from bodymap.matching.zone_index import ZoneIndex, build_index

JSON_DIGITS = 6


@cache
def zone_index(figure: FigureName) -> ZoneIndex:
    """The zones of the shipped atlas on a figure."""
    return build_index(place_points(load_atlas(), figure))


@cache
def expectations() -> dict[str, tuple[Expectation, ...]]:
    """By muscle, the answers that its facts speak of."""
    return {
        muscle.id: tuple(Expectation(one.id, one.supports) for one in muscle.answers)
        for muscle in load_atlas().muscles.values()
    }


@dataclass(frozen=True)
class Match:
    """A drawing with its ranking; the smallest set and the unexplained area are made when asked for."""

    drawing: Drawing
    areas: Areas
    ranking: Ranking

    @cached_property
    def cover(self) -> tuple[CoverStep, ...]:
        """The fewest muscles that cover what any of them can."""
        return smallest_set(zone_index(self.drawing.figure), self.areas, self.ranking)

    @cached_property
    def unexplained(self) -> Areas:
        """Where the patient marked pain that no zone covers."""
        return unexplained_areas(zone_index(self.drawing.figure), self.areas)

    @cached_property
    def warnings(self) -> tuple[RaisedFlag, ...]:
        """The red flags that stand, most urgent first."""
        evidence = gather(self.drawing, self.areas, load_charts(self.drawing.figure))
        return raised_flags(load_flags(), evidence, load_atlas().answers)

    def to_json(self, top: int | None = None) -> dict[str, Any]:
        """What `bodymap rank --format json` prints for one drawing (design, section 6)."""
        return {
            "figure": self.drawing.figure,
            "marked": round(self.ranking.marked, 2),
            "muscles": [_row(row) for row in self.ranking.rows[:top]],
            "unexplained": round(self.ranking.unexplained, JSON_DIGITS),
            "cover": [
                {"muscle": step.row.muscle, "side": step.row.side, "explained": round(step.explained, JSON_DIGITS)}
                for step in self.cover
            ],
            "warnings": [_warning(flag) for flag in self.warnings],
        }


def _warning(flag: RaisedFlag) -> dict[str, Any]:
    return {
        "id": flag.id,
        "level": flag.level,
        "text": flag.text,
        "state": flag.state,
        "patient_text": flag.patient_text,
        "why": list(flag.why),
        "questions": [{"id": one.id, "question": one.question, "answer": one.given} for one in flag.questions],
    }


def _row(row: MuscleScore) -> dict[str, Any]:
    return {
        "muscle": row.muscle,
        "side": row.side,
        "score": round(row.score, JSON_DIGITS),
        "explained": round(row.explained, JSON_DIGITS),
        "filled": round(row.filled, JSON_DIGITS),
        "answer_factor": round(row.answer_factor, JSON_DIGITS),
        "points": [
            {
                "name": point.name,
                "score": round(point.score, JSON_DIGITS),
                "explained": round(point.overlap.explained, JSON_DIGITS),
                "filled": round(point.overlap.filled, JSON_DIGITS),
            }
            for point in row.points
        ],
    }


def match_drawing(drawing: Drawing) -> Match:
    """Matches a drawing. Raises BodymapError if a mark names a chart or region that is not there."""
    areas = drawing_areas(drawing, load_charts(drawing.figure))
    ranking = rank(zone_index(drawing.figure), areas, expectations(), drawing.answers)
    return Match(drawing, areas, ranking)


def match(path: Path) -> Match:
    """Matches the drawing in a file. Raises BodymapError if it cannot be read."""
    return match_drawing(read_drawing(path))
