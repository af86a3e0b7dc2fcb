"""Which muscles and trigger points a picture or a page shows."""

from collections.abc import Collection, Sequence
from typing import get_args

from bodymap.atlas.model import Atlas
from bodymap.atlas.placed import PlacedPoint
from bodymap.body.chart_shape import OwnSide
from bodymap.errors import BodymapError
from bodymap.matching.cover import LEFT_OPEN, CoverStep
from bodymap.matching.match import Match
from bodymap.matching.ranking import MuscleScore, PointScore
from bodymap.matching.zone_index import MuscleKey

LEADING = 0.5
"""Points that score at least this share of their muscle's best are the ones to look for first: they are ringed, and
their zones are shown."""


def chosen_muscles(match: Match, ids: Sequence[str] | None = None) -> tuple[MuscleKey, ...]:
    """The muscles to show: those named by `ids`, or the smallest set.

    A named muscle is shown on the sides on which it explains more than a stray dot, on both sides if there is none.
    Raises BodymapError if the atlas has no such muscle.
    """
    if ids is None:
        cover = match.examined_cover
        return tuple(step.row.key for step in cover) if worth_showing(cover) else ()
    check_muscles(match.knowledge.atlas, ids)
    chosen: list[MuscleKey] = []
    for muscle in dict.fromkeys(ids):
        found = [row.key for row in match.ranking.rows if row.muscle == muscle and row.explained > LEFT_OPEN]
        chosen += found or [(muscle, side) for side in get_args(OwnSide)]
    return tuple(chosen)


def check_muscles(atlas: Atlas, ids: Sequence[str]) -> None:
    """Raises BodymapError if an atlas lacks one of these muscles."""
    known = atlas.muscles
    for muscle in ids:
        if muscle not in known:
            raise BodymapError("muscle.unknown", muscle=muscle, known=tuple(known))


def worth_showing(cover: Sequence[CoverStep]) -> bool:
    """Whether a smallest set covers more than a stray dot."""
    return bool(cover) and cover[-1].explained > LEFT_OPEN


def leading_points(row: MuscleScore) -> tuple[PointScore, ...]:
    """The points of a muscle that score near its best, best first."""
    return tuple(point for point in row.points if point.score > 0 and point.score >= LEADING * row.score)


def shown_points(match: Match, muscles: Collection[MuscleKey]) -> tuple[list[PlacedPoint], list[PlacedPoint]]:
    """All trigger points of the muscles that touch the drawing, and the leading ones among them.

    Of a muscle that does not touch the drawing, all points are both.
    """
    every: set[tuple[MuscleKey, str]] = set()
    leading: set[tuple[MuscleKey, str]] = set()
    index = match.index
    for key in muscles:
        row = match.ranking.by_key.get(key)
        if row is None or row.score <= 0:
            names = {(key, point.name) for point in index.points if (point.muscle, point.side) == key}
            every |= names
            leading |= names
        else:
            every |= {(key, point.name) for point in row.points if point.score > 0}
            leading |= {(key, point.name) for point in leading_points(row)}
    placed = [(((point.muscle, point.side), point.name), point) for point in index.points]
    return [point for key, point in placed if key in every], [point for key, point in placed if key in leading]
