"""Marks on the other side of the body: what a patient meant who took left for right."""

from collections.abc import Collection
from typing import Any

from bodymap.body.chart_shape import SHAPES
from bodymap.body.figure import ChartName
from bodymap.drawing.geometry import chart_of
from bodymap.drawing.model import Drawing, Mark

_OTHER = {"-left": "-right", "-right": "-left"}


def mirrored_drawing(drawing: Drawing, charts: Collection[ChartName]) -> Drawing:
    """The drawing with the marks of these charts on the other side of the patient.

    Where those are all of its marks, what was found by hand goes along.
    """
    findings = drawing.findings
    if all(chart_of(mark) in charts for mark in drawing.marks):
        other = {"left": "right", "right": "left"}
        turned = (one.model_copy(update={"side": other.get(one.side, one.side)}) for one in findings.muscles)
        findings = findings.model_copy(update={"muscles": tuple(turned)})
    marks = tuple(mirrored_mark(mark) if chart_of(mark) in charts else mark for mark in drawing.marks)
    return drawing.model_copy(update={"marks": marks, "findings": findings})


def mirrored_mark(mark: Mark) -> Mark:
    """The mark on the other side; one on the midline stays, one on a side view is on the other view then."""
    changed: dict[str, Any] = {}
    chart = SHAPES[chart_of(mark)].mirror
    if mark.chart is not None:
        changed["chart"] = chart
    if mark.region is not None:
        name = mark.region.partition("/")[2]
        ending = next((one for one in _OTHER if name.endswith(one)), None)
        changed["region"] = f"{chart}/{name.removesuffix(ending) + _OTHER[ending] if ending else name}"
    elif mark.stroke is not None:
        points = tuple((0.0 - x, y) for x, y in mark.stroke.points)  # 0 - 0 is 0, where -0 would be written "-0.0"
        changed["stroke"] = mark.stroke.model_copy(update={"points": points})
    elif mark.geometry is not None:
        coordinates = _flipped(mark.geometry.coordinates)
        changed["geometry"] = mark.geometry.model_copy(update={"coordinates": coordinates})
    return mark.model_copy(update=changed)


def _flipped(coordinates: Any) -> Any:
    if isinstance(coordinates[0], float):
        return (0.0 - coordinates[0], *coordinates[1:])
    return tuple(_flipped(part) for part in coordinates)
