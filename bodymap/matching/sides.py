"""Which side? Patients take left for right. Finds drawings that contradict themselves or what was said.

A mirrored figure on the front chart is the commonest slip: the patient's left is at the viewer's right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bodymap.atlas.questions import Answer
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import ChartName, Side
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

    drawn: Mapping[ChartName, Side]
    """The one side that is marked on each chart that takes part."""
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
            charts: tuple[ChartName, ...] = tuple(sorted({_chart(region) for region in evidence.marked}))
            return LateralityConflict(dict.fromkeys(charts, drawn), answers[name], (MirrorWay(charts, said),))
    return None


def _charts_disagree(
    evidence: Evidence, regions: set[str], given: Mapping[str, AnswerValue]
) -> LateralityConflict | None:
    sides: dict[ChartName, set[Side]] = {}
    for region in sorted(regions):
        sides.setdefault(_chart(region), set()).update(evidence.marked[region])
    clear = {chart: next(iter(found)) for chart, found in sides.items() if len(found) == 1 and "midline" not in found}
    if len(clear) < len(sides) or len(set(clear.values())) < 2 or _apart(evidence, regions):
        return None
    # The way that agrees with the side that was said comes first.
    said = next((value for value in given.values() if isinstance(value, str)), None)
    ways = [
        MirrorWay((chart,), "left" if side == "right" else "right")
        for chart, side in sorted(clear.items(), key=lambda entry: entry[1] == said)
    ]
    return LateralityConflict(clear, None, tuple(ways))


def _apart(evidence: Evidence, regions: set[str]) -> bool:
    """Whether the marks of the charts lie too far from each other in height to be one complaint."""
    charts = load_charts(evidence.figure)
    extents: dict[ChartName, list[float]] = {}
    for name in regions:
        for side in ("left", "right"):
            region = charts[_chart(name)].regions.get(f"{name}-{side}")
            if region is not None and side in evidence.marked[name]:
                extents.setdefault(_chart(name), []).extend((region.area.bounds[1], region.area.bounds[3]))
    tops, bottoms = [min(one) for one in extents.values()], [max(one) for one in extents.values()]
    return not extents or max(tops) - min(bottoms) > NEAR


def _chart(region: str) -> ChartName:
    return "front" if region.startswith("front/") else "back"


def _said(answer: Answer | None, value: AnswerValue) -> Side | None:
    """The one side that an answer speaks of."""
    if answer is None:
        return None
    if isinstance(value, str):
        return None if value == "both" else value
    return answer.side if value is True else None
