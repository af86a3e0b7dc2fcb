"""One drawing matched against an atlas: everything that the command line, the window and the paper show.

Ties the pieces of `matching` to an atlas and a figure; there is no arithmetic here.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from bodymap.body.areas import Areas, size
from bodymap.body.chart import Chart
from bodymap.body.figure import ChartName, Side
from bodymap.drawing.file import read_drawing
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import Drawing
from bodymap.errors import about
from bodymap.matching.answers import Expectation, checked_answers, unknown_answers, yes_or_no
from bodymap.matching.cover import CoverStep, smallest_set
from bodymap.matching.evidence import Evidence, gather
from bodymap.matching.knowledge import Knowledge, shipped_knowledge
from bodymap.matching.ranking import MuscleScore, Ranking, rank_quantities, unexplained_areas
from bodymap.matching.warnings import RaisedFlag, danger_questions, raised_flags, suspended_answers
from bodymap.matching.zone_index import MuscleKey, Quantities, ZoneIndex

JSON_DIGITS = 6
SIDES: tuple[Side, ...] = ("left", "right")


def expectations(evidence: Evidence, knowledge: Knowledge) -> dict[MuscleKey, tuple[Expectation, ...]]:
    """For each muscle and side, the answers that bear on it in what is drawn.

    An answer that is suspended supports none, but it may speak against one.
    """
    found: dict[MuscleKey, tuple[Expectation, ...]] = {}
    for muscle in knowledge.atlas.muscles.values():
        for side in SIDES:
            found[muscle.id, side] = tuple(
                Expectation.of(one)
                for one in muscle.answers
                if (one.drawn is None or evidence.drawn(one.drawn, side))
                and not (one.supports and one.id in evidence.suspended)
            )
    return found


@dataclass(frozen=True)
class Match:
    """A drawing with its ranking by some knowledge.

    The smallest set, the unexplained area and the rest are made when asked for.
    """

    drawing: Drawing
    knowledge: Knowledge
    areas: Areas
    evidence: Evidence
    quantities: Quantities = field(repr=False)
    """What the zone index measured of the areas, from which other answers can be ranked at once."""
    ranking: Ranking

    @property
    def index(self) -> ZoneIndex:
        """The zones that the drawing was measured against."""
        return self.knowledge.index(self.drawing.figure)

    @property
    def charts(self) -> dict[ChartName, Chart]:
        """The charts of the drawing's figure, by name."""
        return self.knowledge.charts(self.drawing.figure)

    @cached_property
    def cover(self) -> tuple[CoverStep, ...]:
        """The fewest muscles that cover what any of them can."""
        return smallest_set(self.index, self.areas, self.ranking)

    @cached_property
    def unexplained(self) -> Areas:
        """Where the patient marked pain that no zone covers."""
        return unexplained_areas(self.index, self.areas)

    @cached_property
    def examined_cover(self) -> tuple[CoverStep, ...]:
        """The smallest set with what the therapist confirmed in it and without what was ruled out."""
        if not self.examined:
            return self.cover
        return smallest_set(self.index, self.areas, self.ranking, self.confirmed, self.ruled_out)

    @cached_property
    def examined_unexplained(self) -> Areas:
        """What is left open once the muscles that were ruled out explain nothing."""
        if not self.ruled_out:
            return self.unexplained
        return unexplained_areas(self.index, self.areas, self.ruled_out)

    @property
    def examined_open(self) -> float:
        """The share of the drawing that is left open then."""
        if not self.ruled_out:
            return self.ranking.unexplained
        return size(self.examined_unexplained) / self.ranking.marked if self.ranking.marked > 0 else 0.0

    @property
    def confirmed(self) -> frozenset[MuscleKey]:
        """The muscles that the therapist confirmed."""
        return self.drawing.findings.keys("confirmed")

    @property
    def ruled_out(self) -> frozenset[MuscleKey]:
        """The muscles that the therapist ruled out."""
        return self.drawing.findings.keys("ruled_out")

    @property
    def examined(self) -> bool:
        """Whether the therapist's verdicts reshape what is shown."""
        return bool(self.confirmed or self.ruled_out)

    @cached_property
    def warnings(self) -> tuple[RaisedFlag, ...]:
        """The red flags that stand, most urgent first; those that the therapist settled come last."""
        known = self.knowledge
        return raised_flags(known.flags, self.evidence, known.atlas.answers, self.drawing.findings)

    @property
    def red_flags_asked(self) -> bool:
        """Whether any question of danger was answered. Where none was, it is no good news that no flag stands.

        What is asked because of a muscle as well, such as limping, says nothing of it.
        """
        asked_of_muscles = {one.id for muscle in self.knowledge.atlas.muscles.values() for one in muscle.answers}
        return bool((danger_questions(self.knowledge.flags) - asked_of_muscles) & self.evidence.said)

    def to_json(self, top: int | None = None) -> dict[str, Any]:
        """What `bodymap rank --format json` prints for one drawing (design, section 6)."""
        return {
            "figure": self.drawing.figure,
            "set": self.knowledge.set_name,
            "marked": round(self.ranking.marked, 2),
            "muscles": [_row(row) for row in self.ranking.rows[:top]],
            "unexplained": round(self.ranking.unexplained, JSON_DIGITS),
            "cover": [
                {
                    "muscle": step.row.muscle,
                    "side": step.row.side,
                    "explained": round(step.explained, JSON_DIGITS),
                    "either": step.either,
                }
                for step in self.cover
            ],
            "red_flags_asked": self.red_flags_asked,
            "warnings": [_warning(flag) for flag in self.warnings],
            "suspended_answers": sorted(self.evidence.suspended),
            "unknown_answers": list(unknown_answers(self.knowledge.atlas.answers, self.drawing.answers)),
        }


def _warning(flag: RaisedFlag) -> dict[str, Any]:
    return {
        "id": flag.id,
        "level": flag.level,
        "within": flag.within,
        "rule_out": flag.rule_out,
        "text": flag.text,
        "state": flag.state,
        "settled": flag.settled.outcome if flag.settled else None,
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


def match_drawing(drawing: Drawing, knowledge: Knowledge | None = None) -> Match:
    """Matches a drawing against some knowledge; without any, against the default set of the shipped atlas.

    Raises BodymapError if a mark or an answer is not what the charts and questions know.
    """
    known = knowledge or shipped_knowledge()
    table, charts = known.atlas.answers, known.charts(drawing.figure)
    checked_answers(table, drawing.answers)
    areas = drawing_areas(drawing, charts)
    answers = yes_or_no(table, drawing.answers)
    evidence = gather(drawing, areas, charts, known.flags.places, answers)
    flags = raised_flags(known.flags, evidence, table, drawing.findings)
    evidence = replace(evidence, suspended=suspended_answers(flags))
    index = known.index(drawing.figure)
    quantities = index.measure(areas)
    ranking = rank_quantities(index, size(areas), quantities, expectations(evidence, known), answers, marked_on=areas)
    return Match(drawing, known, areas, evidence, quantities, ranking)


def match(path: Path, knowledge: Knowledge | None = None) -> Match:
    """Matches the drawing in a file. Raises BodymapError, which names the file, as `match_drawing` or if it is none."""
    with about(str(path)):
        return match_drawing(read_drawing(path), knowledge)
