"""A pattern that names fingers is drawn on these and on no other, though all four are one region of the charts."""

import re
from collections.abc import Iterator

import pytest
import shapely
import shapely.ops

from bodymap.atlas.model import Muscle, Pattern
from bodymap.atlas.placing import place_own_side
from bodymap.atlas.shipped import load_atlas
from bodymap.body.figure import FIGURES, ChartName, Figure, load_figure

FINGERS = ("index", "middle", "ring", "little")
HALF_BONE = 3.0
"""Half of the width in which a finger is looked at, in chart units: narrower than any half of a finger."""
TOUCHED, UNTOUCHED = 0.1, 0.05


def words_for_fingers(pattern: Pattern, chart: ChartName) -> str:
    zones = [pattern.essential, *([pattern.spillover] if pattern.spillover else [])]
    return " ".join(zone.regions.get(f"{chart}/fingers-{chart}", "") for zone in zones).strip()


def finger(figure: Figure, chart: ChartName, name: str) -> shapely.Polygon:
    """The free part of a finger, without the knuckle that it shares with its neighbours' skin."""
    root, tip = (figure.landmark(chart, f"{name}_{end}") for end in ("mcp", "tip"))
    line = shapely.LineString([(root.x, root.y), (tip.x, tip.y)])
    return shapely.ops.substring(line, 0.4, 1, normalized=True).buffer(HALF_BONE)


def named(words: str) -> set[str]:
    found = {name for name in FINGERS if re.search(rf"\b{name}\b(?! joint)", words)}
    return found or set(FINGERS)


def patterns() -> Iterator[tuple[Muscle, Pattern, ChartName]]:
    charts: tuple[ChartName, ...] = ("front", "back")
    for muscle in load_atlas("whole-body").muscles.values():
        for pattern in muscle.patterns:
            yield from ((muscle, pattern, chart) for chart in charts if words_for_fingers(pattern, chart))


@pytest.mark.parametrize(
    ("muscle", "pattern", "chart"),
    [pytest.param(*one, id=f"{one[0].id}-{one[1].points[0]}-{one[2]}") for one in patterns()],
)
def test_the_named_fingers_and_no_others(muscle: Muscle, pattern: Pattern, chart: ChartName) -> None:
    for name in FIGURES:
        figure = load_figure(name)
        _, essential, spillover = place_own_side(figure, muscle.point(pattern.points[0]))
        zone = shapely.union_all([areas[chart] for areas in (essential, spillover) if chart in areas])
        share = {
            each: shapely.intersection(zone, finger(figure, chart, each)).area / finger(figure, chart, each).area
            for each in FINGERS
        }
        meant = named(words_for_fingers(pattern, chart))
        assert {each for each in FINGERS if share[each] >= TOUCHED} >= meant, share
        assert {each for each in FINGERS if share[each] > UNTOUCHED} <= meant, share
