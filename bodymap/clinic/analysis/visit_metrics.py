"""What a stored visit says of its drawing: numbers for trends, the ranking, and the versions that made it."""

from dataclasses import replace

import shapely

from bodymap import __version__
from bodymap.body.body_share import body_share
from bodymap.body.chart_files import load_charts
from bodymap.clinic.model import MadeBy, Visit, VisitMetrics
from bodymap.drawing.geometry import mark_area
from bodymap.drawing.model import Drawing
from bodymap.matching.knowledge import Knowledge, shipped_knowledge
from bodymap.matching.match import Match, match_drawing

TOUCHED = 0.1
"""A region counts as marked from this share of its area on; shown beside the number wherever it stands."""

FIRST = 5
"""Muscles of the ranking that a list of visits names."""


def mean_intensity(drawing: Drawing) -> float | None:
    """The mean of the marks' intensities weighed by their areas; None where no mark with an area has one."""
    charts = load_charts(drawing.figure)
    pairs = [(one.intensity, mark_area(one, charts).area) for one in drawing.marks if one.intensity is not None]
    whole = sum(area for _, area in pairs)
    return sum(intensity * area for intensity, area in pairs) / whole if whole > 0 else None


def visit_figures(match: Match) -> VisitMetrics:
    """The numbers of a matched drawing."""
    drawing = match.drawing
    strengths = [mark.intensity for mark in drawing.marks if mark.intensity is not None]
    return VisitMetrics(
        marked=body_share(drawing.figure, match.areas),
        mean_intensity=mean_intensity(drawing),
        highest_intensity=max(strengths, default=None),
        regions=len(marked_regions(match)),
        first=tuple(row.key for row in match.ranking.rows[:FIRST]),
        confirmed=tuple(sorted(match.confirmed)),
    )


def marked_regions(match: Match) -> tuple[str, ...]:
    """The ids of the regions of which at least `TOUCHED` is marked, by id."""
    charts = match.charts
    return tuple(
        region.id
        for name, area in match.areas.items()
        for region in charts[name].regions_touched(area)
        if shapely.intersection(region.area, area).area >= TOUCHED * region.area.area
    )


def with_ranking(visit: Visit, match: Match | None = None) -> Visit:
    """The visit with ranking, numbers and versions as this program makes them of its drawing.

    `match` is the drawing's, where it was made already, or another one of the same knowledge. Raises BodymapError if
    the drawing cannot be matched.
    """
    known = match.knowledge if match is not None else None
    found = match if match is not None and match.drawing is visit.drawing else match_drawing(visit.drawing, known)
    return replace(visit, ranking=found.to_json(), figures=visit_figures(found), made_by=current(found.knowledge))


def current(knowledge: Knowledge | None = None) -> MadeBy:
    """The versions that a ranking is made with now, by some knowledge or else by the default set of the atlas."""
    return MadeBy(__version__, (knowledge or shipped_knowledge()).edition)
