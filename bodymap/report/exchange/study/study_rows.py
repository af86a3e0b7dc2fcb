"""Drawings as rows of a study: who it was becomes a pseudonym, what was marked becomes numbers. No free text gets in.

Names, notes, birth dates, file names and times of day have no column.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import shapely

from bodymap import __version__
from bodymap.body.body_share import body_size
from bodymap.clinic.analysis.visit_metrics import TOUCHED, visit_figures
from bodymap.clinic.dates import local
from bodymap.clinic.model import Patient, Visit
from bodymap.drawing.geometry import chart_of, mark_area
from bodymap.drawing.model import AGE, QUALITIES
from bodymap.drawing.model import Drawing as PainDrawing
from bodymap.drawing.words import regions_marked
from bodymap.matching.match import Match, match_drawing
from bodymap.report.exchange.study.columns import AnswerRow, DrawingRow, MarkRow, MuscleRow, RegionRow, Row
from bodymap.report.exchange.study.pseudonyms import Pseudonyms, age_band
from bodymap.report.instruments.extent import pain_extent
from bodymap.report.instruments.scoring import marked_areas
from bodymap.report.instruments.widespread import widespread_pain_index

DIGITS = 6
"""Of a share; a place on a chart has two."""


@dataclass(frozen=True)
class StudyVisit:
    """A drawing with whose it is and which of theirs it is; both only go into pseudonyms."""

    patient: str
    visit: str
    drawing: PainDrawing
    birth_date: date | None = None
    started: datetime | None = None

    @classmethod
    def of(cls, patient: Patient, visit: Visit) -> "StudyVisit":
        """A stored visit."""
        return cls(patient.id, visit.id, visit.drawing, patient.birth_date, visit.started)


def study_rows(visit: StudyVisit, pseudonyms: Pseudonyms, keep_dates: bool = False) -> Iterator[Row]:
    """The rows of a visit, for all tables. Raises BodymapError if its drawing cannot be matched.

    Dates are moved by the patient's own number of days unless the study may keep them.
    """
    match = match_drawing(visit.drawing)
    ids = (pseudonyms.patient(visit.patient), pseudonyms.visit(visit.patient, visit.visit))
    yield _drawing(match, ids, visit, pseudonyms, keep_dates)
    yield from _marks(match, ids)
    yield from _regions(match, ids)
    yield from _muscles(match, ids)
    yield from _answers(match, ids)


Ids = tuple[str, str]


def _drawing(match: Match, ids: Ids, visit: StudyVisit, pseudonyms: Pseudonyms, keep_dates: bool) -> DrawingRow:
    figures, drawing = visit_figures(match), match.drawing
    extent, index = pain_extent(drawing), widespread_pain_index(drawing)
    choir, michigan = marked_areas("choir", drawing), marked_areas("michigan", drawing)
    day = local(visit.started).date() if visit.started else None
    return DrawingRow(
        *ids,
        figure=match.drawing.figure,
        age_band=age_band(visit.birth_date, day) if visit.birth_date and day else None,
        date=day if day is None or keep_dates else pseudonyms.shifted(visit.patient, day),
        marks=len(match.drawing.marks),
        marked_share=round(figures.marked, DIGITS),
        regions=figures.regions,
        mean_intensity=None if figures.mean_intensity is None else round(figures.mean_intensity, 2),
        highest_intensity=figures.highest_intensity,
        sites=len(extent.sites),
        side=extent.side,
        choir_count=choir.count,
        choir_ids=",".join(choir.codes("ids")) or None,
        michigan_count=michigan.count,
        michigan_keys=",".join(michigan.codes("keys")) or None,
        wpi=index.score,
        wpi_regions=index.painful_regions,
        unexplained=round(match.ranking.unexplained, DIGITS),
        red_flags=sum(flag.open for flag in match.warnings),
        program=__version__,
        atlas=match.knowledge.edition,
    )


def _marks(match: Match, ids: Ids) -> Iterator[MarkRow]:
    charts = match.charts
    whole = body_size(match.drawing.figure)
    for number, mark in enumerate(match.drawing.marks, start=1):
        area, regions = mark_area(mark, charts), regions_marked(mark, charts)
        sides = {region.side for region in regions}
        lateral = sides - {"midline"}
        yield MarkRow(
            *ids,
            mark=number,
            kind="region" if mark.region else "stroke" if mark.stroke else "geometry",
            chart=chart_of(mark),
            side="both" if len(lateral) > 1 else next(iter(lateral or sides), None),
            regions=" ".join(region.id for region in regions) or None,
            quality=mark.quality,
            intensity=mark.intensity,
            area=round(area.area, 2),
            share=round(area.area / whole, DIGITS),
            x=None if area.is_empty else round(area.centroid.x, 2),
            y=None if area.is_empty else round(area.centroid.y, 2),
        )


def _regions(match: Match, ids: Ids) -> Iterator[RegionRow]:
    charts = match.charts
    marks = [(mark, chart_of(mark), mark_area(mark, charts)) for mark in match.drawing.marks]
    for name, area in match.areas.items():
        for region in charts[name].regions_touched(area):
            share = shapely.intersection(region.area, area).area / region.area.area
            if share < 10**-DIGITS:  # neighbours that only share a border
                continue
            inside = [
                mark
                for mark, chart, marked in marks
                if chart == name and shapely.intersection(region.area, marked).area >= 10**-DIGITS * region.area.area
            ]
            kinds = {mark.quality for mark in inside}
            yield RegionRow(
                *ids,
                region=region.id,
                chart=name,
                side=region.side,
                marked=round(share, DIGITS),
                counts=share >= TOUCHED,
                highest_intensity=max((one.intensity for one in inside if one.intensity is not None), default=None),
                qualities=" ".join(kind for kind in QUALITIES if kind in kinds) or None,
            )


def _muscles(match: Match, ids: Ids) -> Iterator[MuscleRow]:
    covering = {step.row.key for step in match.cover}
    findings = match.drawing.findings
    for number, row in enumerate(match.ranking.rows, start=1):
        yield MuscleRow(
            *ids,
            muscle=row.muscle,
            side=row.side,
            rank=number,
            score=round(row.score, DIGITS),
            explained=round(row.explained, DIGITS),
            filled=round(row.filled, DIGITS),
            answer_factor=round(float(row.answer_factor), DIGITS),
            in_smallest_set=row.key in covering,
            verdict=findings.of(row.muscle, row.side).verdict,
        )
    known = match.knowledge.atlas.muscles
    for found in findings.muscles:  # judged by hand, though the drawing misses its zones
        if found.verdict and found.muscle in known and found.key not in match.ranking.by_key:
            yield MuscleRow(*ids, found.muscle, found.side, None, None, None, None, None, False, found.verdict)


def _answers(match: Match, ids: Ids) -> Iterator[AnswerRow]:
    table = match.knowledge.atlas.answers
    for name, value in match.drawing.answers.items():
        if name in table and name != AGE:  # of the age, a study has the band
            told = str(value).lower() if isinstance(value, bool) else str(value)
            yield AnswerRow(*ids, question=name, kind=table[name].kind, value=told)
