"""The charts and samples of a printed sheet, each as an SVG, with words for those who cannot see it.

Where they stand on the sheet, and the words beside them, are not here.
"""

from collections.abc import Collection, Sequence
from typing import Any

from bodymap.atlas.model import Atlas
from bodymap.atlas.placed import PlacedPoint
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import ChartName, FigureName
from bodymap.drawing.geometry import chart_of
from bodymap.drawing.model import QUALITIES, Drawing, Quality
from bodymap.drawing.words import QUALITY_WORDS, mark_words, region_words
from bodymap.matching.match import Match
from bodymap.matching.selection import shown_points
from bodymap.matching.unexplained import unexplained_regions
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.graphics.chart_frame import CHART_HEIGHT, chart_frame, charts_shown
from bodymap.report.graphics.drawing_picture import chart_groups, legend_entries
from bodymap.report.graphics.layers import body_group, mark_groups, point_groups
from bodymap.report.graphics.legend import SAMPLE_HEIGHT, SAMPLE_WIDTH, sample
from bodymap.report.graphics.scene import Group, Item, Part, Picture
from bodymap.report.graphics.svg_writer import svg_text
from bodymap.report.graphics.theme import Theme
from bodymap.report.text.muscle_names import muscle_name

POINT_RADIUS = 15.0
"""In chart units: larger than on a screen, since a page is read at a third of the size."""

BESIDE = 0.6
"""How large the side views are on the sheet, under front and back."""

MOST_MARKS_TOLD = 20
"""Marks of a chart that its description names; more are counted."""

Chart = dict[str, Any]
"""A chart as the sheet takes it: `name`, `svg`, `alt`, the words for its `sides`, and its `width` and `height` by the
height of the front chart."""


def therapist_charts(match: Match, muscles: Collection[MuscleKey], theme: Theme) -> list[Chart]:
    """The charts with marks, zones, what no zone explains, and points."""
    groups = chart_groups(match, muscles, theme, point_radius=POINT_RADIUS, sides=False)
    return [_chart(match.drawing.figure, name, parts, _told(match, muscles, name)) for name, parts in groups.items()]


def patient_charts(match: Match, theme: Theme) -> list[Chart]:
    """The charts with what the patient marked, and the points that confirmed a muscle.

    Where nobody noted at which points of a confirmed muscle something was found, those stand for it that lead.
    """
    charts = match.charts
    points, noted = _confirmed_points(match)
    marks, crosses = mark_groups(match.drawing, charts, theme), point_groups(points, (), theme, POINT_RADIUS)
    drawn = []
    for name, chart in charts_shown(charts, marks, crosses).items():
        groups = (body_group(chart, theme), *marks.get(name, []), *crosses.get(name, []))
        said = [_marked_here(match.drawing, name)]
        here = sorted({(p.muscle, p.side) for p in points if name in p.position})
        if here:
            which = "points that were found by hand" if noted else "points"
            said.append(f"Crosses show {which}: {_names(match.knowledge.atlas, here)}.")
        drawn.append(_chart(match.drawing.figure, name, groups, said))
    return drawn


def blank_charts(figure: FigureName, theme: Theme) -> list[Chart]:
    """The charts with nothing on them."""
    said = ["Empty, to be marked by hand."]
    charts = charts_shown(load_charts(figure))
    return [_chart(figure, name, (body_group(chart, theme),), said) for name, chart in charts.items()]


def legend(match: Match, muscles: Collection[MuscleKey], theme: Theme) -> list[dict[str, str]]:
    """Samples with words for what is on the therapist's charts; kinds of pain stand in the table of marks."""
    return [
        {"svg": _sample_svg(items), "words": words}
        for items, words in legend_entries(match, muscles, theme, marks=False)
    ]


def patient_legend(match: Match, theme: Theme) -> list[dict[str, str]]:
    """Samples with words for what is on the patient's charts."""
    used = {mark.quality or "other" for mark in match.drawing.marks} if match.areas else set()
    entries = [{"svg": mark_sample(one, theme), "words": QUALITY_WORDS[one]} for one in QUALITIES if one in used]
    points, noted = _confirmed_points(match)
    if points:
        words = "a point that was found by hand" if noted else "a point of a muscle that was found"
        entries.append({"svg": _sample_svg(sample("point", theme)), "words": words})
    return entries


def _confirmed_points(match: Match) -> tuple[list[PlacedPoint], bool]:
    """The points to show of the confirmed muscles, and whether something was found by hand at each of them."""
    signs = {one.key: one.signs for one in match.drawing.findings.muscles if any(one.signs.values())}
    noted = [
        point
        for point in match.index.points
        if signs.get((point.muscle, point.side), {}).get(point.name) and (point.muscle, point.side) in match.confirmed
    ]
    known = {(point.muscle, point.side) for point in noted}
    _, leading = shown_points(match, match.confirmed - known)
    return [*noted, *leading], not leading


def mark_sample(quality: Quality | None, theme: Theme) -> str:
    """A sample of how a kind of pain is drawn, as SVG."""
    return _sample_svg(sample("marked", theme, quality or "other"))


def _chart(figure: FigureName, name: ChartName, groups: Sequence[Group], said: Sequence[str]) -> Chart:
    chart = load_charts(figure)[name]
    title = f"{chart.shape.title} of a {'woman' if figure == 'female' else 'man'}"
    alt = " ".join([f"{title}.", *said])
    frame = chart_frame(chart)
    part = Part(tuple(groups), *frame.origin(0.0, 0.0, frame.height), frame.scale)
    sides = [side.capitalize() for side in chart.shape.sides]
    svg = svg_text(Picture(title, alt, frame.width, frame.height, "none", (part,)))
    size = (BESIDE if chart.shape.face else 1.0) / CHART_HEIGHT
    return {
        "name": name, "svg": svg, "alt": alt, "sides": sides,
        "width": frame.width * size, "height": frame.height * size,
    }  # fmt: skip


def _sample_svg(items: Sequence[Item]) -> str:
    part = Part((Group("sample", tuple(items)),))
    return svg_text(Picture("", "", SAMPLE_WIDTH, SAMPLE_HEIGHT, "none", (part,)))


def _told(match: Match, muscles: Collection[MuscleKey], name: ChartName) -> list[str]:
    """What a chart shows, in sentences."""
    said = [_marked_here(match.drawing, name)]
    points, leading = shown_points(match, muscles)
    zones = sorted({(p.muscle, p.side) for p in leading if name in p.essential or (name in p.spillover)})
    if zones:
        said.append(f"Zones shown: {_names(match.knowledge.atlas, zones)}.")
    crosses = sorted({(p.muscle, p.side) for p in points if name in p.position})
    if crosses:
        said.append(f"Trigger points shown: {_names(match.knowledge.atlas, crosses)}.")
    open_here = [one for one in unexplained_regions(match, match.examined_unexplained) if one.chart == name]
    if open_here:
        said.append(f"Marked, and in no zone: {_lower(region_words(open_here))}.")
    return said


def _marked_here(drawing: Drawing, name: ChartName) -> str:
    charts = load_charts(drawing.figure)
    told = []
    for mark in drawing.marks:
        if chart_of(mark) == name:
            kind = f", {QUALITY_WORDS[mark.quality]}" if mark.quality else ""
            strength = f", {mark.intensity} of 10" if mark.intensity is not None else ""
            told.append(f"{_lower(mark_words(mark, charts).text)}{kind}{strength}")
    told = list(dict.fromkeys(told))
    if not told:
        return "Nothing is marked."
    more = [f"and {len(told) - MOST_MARKS_TOLD} more"] if len(told) > MOST_MARKS_TOLD else []
    return f"Marked: {'; '.join([*told[:MOST_MARKS_TOLD], *more])}."


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _names(atlas: Atlas, keys: Sequence[MuscleKey]) -> str:
    return ", ".join(f"{_lower(muscle_name(atlas, muscle))} {side}" for muscle, side in keys)
