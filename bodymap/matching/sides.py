"""Which side? Patients take left for right. Finds drawings that contradict themselves or what was said.

A mirrored figure on the front chart is the commonest slip: the patient's left is at the viewer's right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bodymap.atlas.questions import Answer
from bodymap.body.chart_files import load_charts
from bodymap.body.chart_shape import SHAPES, ChartKind
from bodymap.body.figure import HEIGHT, ChartName, Side
from bodymap.drawing.model import AnswerValue
from bodymap.matching.evidence import Evidence

AS_DRAWN = "sides_as_drawn"
"""The answer that says that the sides are as the patient means them."""

ARM = "arm_and_hand"
"""The place that is compared by itself: an arm of one side and a buttock of the other are two complaints."""

NEAR = 250.0
"""Chart units of height between marks of the front and of the back up to which they may be one complaint."""


@dataclass(frozen=True)
class MirrorWay:
    """One way out of a conflict: mirroring the marks of some charts, which brings everything to one side."""

    charts: tuple[ChartName, ...]
    side: Side


@dataclass(frozen=True)
class LateralityConflict:
    """Why the side is in doubt, and the ways out, the likeliest first."""

    drawn: Mapping[ChartKind, Side]
    """The one side that is marked on each kind of chart that takes part."""
    answer: Answer | None
    """The answer that speaks of the other side; None if the charts contradict each other."""
    ways: tuple[MirrorWay, ...]


def drawn_side(evidence: Evidence) -> Side | None:
    """The one side on which everything is marked; None if there is none. What lies on the midline tells nothing."""
    sides = {side for found in evidence.marked.values() for side in found} - {"midline"}
    return sides.pop() if len(sides) == 1 else None


def side_doubt(
    evidence: Evidence, given: Mapping[str, AnswerValue], answers: Mapping[str, Answer]
) -> LateralityConflict | None:
    """The first doubt about the side of a drawing; None if there is none, or if it was said to be as drawn."""
    if given.get(AS_DRAWN) is True:
        return None
    arm = frozenset(evidence.places[ARM].regions)
    for regions in (evidence.marked.keys() & arm, evidence.marked.keys() - arm):
        doubt = _charts_disagree(evidence, regions, given)
        if doubt is not None:
            return doubt
    drawn = drawn_side(evidence)
    if drawn is None:
        return None
    for name, value in given.items():
        said = _said(answers.get(name), value)
        if said is not None and said != drawn:
            kinds = sorted({_kind(region) for region in evidence.marked})
            charts = tuple(chart for kind in kinds for chart in _charts(kind))
            return LateralityConflict(dict.fromkeys(kinds, drawn), answers[name], (MirrorWay(charts, said),))
    return None


def _charts_disagree(
    evidence: Evidence, regions: set[str], given: Mapping[str, AnswerValue]
) -> LateralityConflict | None:
    sides: dict[ChartKind, set[Side]] = {}
    for region in sorted(regions):
        sides.setdefault(_kind(region), set()).update(evidence.marked[region])
    clear = {kind: next(iter(found)) for kind, found in sides.items() if len(found) == 1 and "midline" not in found}
    if len(clear) < len(sides) or len(set(clear.values())) < 2 or _apart(evidence, regions):
        return None
    # The way that agrees with the side that was said comes first.
    said = next((value for value in given.values() if isinstance(value, str)), None)
    ways = [
        MirrorWay(_charts(kind), "left" if side == "right" else "right")
        for kind, side in sorted(clear.items(), key=lambda entry: entry[1] == said)
    ]
    return LateralityConflict(clear, None, tuple(ways))


def _apart(evidence: Evidence, regions: set[str]) -> bool:
    """Whether the marks of the charts lie too far from each other in height to be one complaint."""
    extents: dict[ChartKind, list[float]] = {}
    for chart in load_charts(evidence.figure).values():
        kind = chart.shape.kind
        for region in chart.regions.values():
            name = f"{kind}/{region.name}"
            if name in regions and region.side != "midline" and region.side in evidence.marked[name]:
                # The soles have a measure of their own: they are at the floor.
                top, bottom = (HEIGHT, HEIGHT) if kind == "soles" else region.area.bounds[1::2]
                extents.setdefault(kind, []).extend((top, bottom))
    tops, bottoms = [min(one) for one in extents.values()], [max(one) for one in extents.values()]
    return not extents or max(tops) - min(bottoms) > NEAR


def _kind(region: str) -> ChartKind:
    return next(shape.kind for shape in SHAPES.values() if region.startswith(f"{shape.kind}/"))


def _charts(kind: ChartKind) -> tuple[ChartName, ...]:
    """The charts of a kind: both side views, or the one that there is."""
    return tuple(shape.name for shape in SHAPES.values() if shape.kind == kind)


def _said(answer: Answer | None, value: AnswerValue) -> Side | None:
    """The one side that an answer speaks of."""
    if answer is None:
        return None
    if isinstance(value, str):
        return None if value == "both" else value
    return answer.side if value is True else None
