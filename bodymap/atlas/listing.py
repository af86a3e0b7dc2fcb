"""The list of an atlas: which muscles it holds, with their points, charts, sets and how sure their zones are.

What is wrong with an atlas is reported by `bodymap.atlas.check`.
"""

from typing import Any

from bodymap.atlas.entry import Source
from bodymap.atlas.model import Atlas, Muscle
from bodymap.atlas.rules import walk
from bodymap.atlas.sets import sets_of


def atlas_list(atlas: Atlas) -> list[dict[str, Any]]:
    """What `bodymap atlas list --format json` prints: an object for each muscle, ordered by id.

    `points` have `name`, `number` and the `charts` on which they lie; `charts` are those that any zone or point shows
    on, as in the muscle files (`side` is the muscle's own side view). `evidence` has the number of `sources` and, for
    each group of points with the same zones, whether a `published` source was found, the `agreement` of the sources and
    our `confidence`, both null where the zones are those of the articles.
    """
    return [_entry(atlas, muscle) for muscle in atlas.muscles.values()]


def _entry(atlas: Atlas, muscle: Muscle) -> dict[str, Any]:
    charts: dict[str, None] = {}
    for _, zone in muscle.zones():
        charts.update(dict.fromkeys(stroke.chart for stroke in zone.strokes))
    for point in muscle.trigger_points:
        charts.update(dict.fromkeys(point.position))
    return {
        "id": muscle.id,
        "latin": muscle.latin,
        "english": muscle.english,
        "also_called": list(muscle.also_called),
        "points": [
            {"name": point.name, "number": point.number, "charts": list(point.position)}
            for point in muscle.trigger_points
        ],
        "charts": sorted(charts),
        "sets": sets_of(muscle.id, atlas.sets),
        "evidence": {
            "sources": len({value.id for _, value in walk(muscle) if isinstance(value, Source)}),
            "patterns": _patterns(atlas, muscle),
        },
    }


def _patterns(atlas: Atlas, muscle: Muscle) -> list[dict[str, Any]]:
    found = []
    for pattern in muscle.patterns:
        published = atlas.published(pattern.essential.sources)
        found.append(
            {
                "points": list(pattern.points),
                "published": published,
                "agreement": pattern.agreement,
                "confidence": pattern.confidence,
            }
        )
    for point in muscle.trigger_points:
        if point.pattern is None:
            published = atlas.published(point.essential.sources)
            found.append({"points": [point.name], "published": published, "agreement": None, "confidence": None})
    return found
