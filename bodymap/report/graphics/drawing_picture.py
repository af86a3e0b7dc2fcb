"""The picture that `bodymap render` makes: charts side by side with marks, zones and points, and a legend in words.

Composed without Qt; `svg_writer` writes it, and a painter may paint it. Widths of text are estimated, on the safe side.
"""

from collections.abc import Collection, Sequence
from functools import partial

from bodymap.body.figure import CHARTS, ChartName
from bodymap.drawing.geometry import chart_of
from bodymap.drawing.model import QUALITIES
from bodymap.drawing.words import QUALITY_WORDS, region_words
from bodymap.matching.match import Match
from bodymap.matching.selection import chosen_muscles, leading_points, shown_points
from bodymap.matching.unexplained import unexplained_regions
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.graphics.chart_frame import CHART_WIDTH, chart_frame, charts_shown, estimated_width
from bodymap.report.graphics.layers import (
    LABEL_SIZE,
    POINT_RADIUS,
    body_group,
    mark_groups,
    point_groups,
    side_labels,
    unexplained_groups,
    zone_groups,
)
from bodymap.report.graphics.legend import SAMPLE_WIDTH, Kind, sample
from bodymap.report.graphics.scene import Group, Item, Part, Picture, Text
from bodymap.report.graphics.text_layout import cut, wrap, wrap_list
from bodymap.report.graphics.theme import Theme
from bodymap.report.text.disclaimer import SUPPORTS
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import percent

MARGIN = 40.0
SIZE = 27.0
LINE = 42.0
SAMPLE_SCALE = 1.6


def chart_groups(
    match: Match,
    muscles: Collection[MuscleKey],
    theme: Theme,
    label_size: float = LABEL_SIZE,
    point_radius: float = POINT_RADIUS,
    *,
    sides: bool = True,
    only: Collection[ChartName] = (),
) -> dict[ChartName, tuple[Group, ...]]:
    """By chart, everything that is drawn on it: body, zones of the leading points, marks, what no zone explains,
    the muscles' points, and the sides' names unless somebody else writes them. Front and back, the other charts if they
    hold any of this, or exactly those of `only`."""
    charts = match.charts
    points, leading = shown_points(match, muscles)
    layers = (
        zone_groups(leading, theme),
        mark_groups(match.drawing, charts, theme),
        unexplained_groups(match.examined_unexplained, theme),
        point_groups(points, {point.key for point in leading}, theme, point_radius),
    )
    return {
        name: (
            body_group(chart, theme),
            *(group for layer in layers for group in layer.get(name, [])),
            *((side_labels(chart, theme, label_size),) if sides else ()),
        )
        for name, chart in charts_shown(charts, *layers, only=only).items()
    }


def legend_entries(
    match: Match,
    muscles: Collection[MuscleKey],
    theme: Theme,
    marks: bool = True,
    charts: Collection[ChartName] = CHARTS,
) -> list[tuple[tuple[Item, ...], str]]:
    """Samples with words for what is on the charts, and for nothing else; without `marks`, not the kinds of pain."""
    shown = [mark for mark in match.drawing.marks if chart_of(mark) in charts] if marks and match.areas else []
    marked = {mark.quality or "other" for mark in shown}
    points, leading = shown_points(match, muscles)
    essential, spillover, unexplained = (
        any(chart in charts for zones in several for chart in zones)
        for several in (
            [point.essential for point in leading],
            [point.spillover for point in leading],
            [match.examined_unexplained],
        )
    )
    here = [point for point in points if any(chart in charts for chart in point.position)]
    entries = [
        (sample("marked", theme, quality), f"marked, {QUALITY_WORDS[quality]}")
        for quality in QUALITIES
        if quality in marked
    ]
    others: list[tuple[Kind, str, bool]] = [
        ("essential", "essential zone of the leading points", essential),
        ("spillover", "their spillover zone", spillover),
        ("unexplained", f"marked, in no zone: {percent(match.examined_open)}", unexplained),
        ("leading", "leading points", any(point in leading for point in here)),
        ("point", "other points", any(point not in leading for point in here)),
    ]
    return entries + [(sample(kind, theme), words) for kind, words, there in others if there]


def _more(count: int) -> str:
    return f"… and {count} more"


def _muscle_lines(match: Match, key: MuscleKey, width: float) -> tuple[str, list[str]]:
    """A heading, and a line or two on the muscle's numbers and points."""
    row = match.ranking.by_key.get(key)
    heading = f"{muscle_name(match.knowledge.atlas, key[0])}, {key[1]}"
    if row is None:
        return heading, ["explains nothing of the drawing" if match.areas else "all its points"]
    shares = f"explains {percent(row.explained)}, zone filled {percent(row.filled)}"
    names = [f"{shares}: {leading_points(row)[0].name}", *(point.name for point in leading_points(row)[1:])]
    measure = partial(estimated_width, size=SIZE)
    return heading, wrap_list(names, width, 2, measure, separator=", ", more=_more)


def _words(match: Match, muscles: Sequence[MuscleKey], theme: Theme, x: float, width: float) -> list[Text]:
    """The right column of the legend, its first line at 0."""
    texts: list[Text] = []
    y = 0.0
    for key in muscles:
        heading, lines = _muscle_lines(match, key, width)
        texts.append(Text(x, y, heading, SIZE, theme.text, bold=True))
        texts += [Text(x, y + LINE * n, line, SIZE, theme.text) for n, line in enumerate(lines, start=1)]
        y += LINE * (len(lines) + 1) + 12
    if not match.areas:
        said = "Nothing is marked."
    elif not match.ranking.rows:
        said = "No muscle of this set reaches what is marked."
    elif words := region_words(unexplained_regions(match)):
        said = f"In no zone: {words[:1].lower()}{words[1:]}"
    else:
        return texts
    for line in cut(said, width, 2, partial(estimated_width, size=SIZE)):
        texts.append(Text(x, y, line, SIZE, theme.text))
        y += LINE
    return texts


def compose(
    match: Match, theme: Theme, ids: Sequence[str] | None = None, only: Collection[ChartName] | None = None
) -> Picture:
    """The picture of a drawing, one unit a chart unit.

    Shows the muscles named by `ids`, or the smallest set, on front and back and the other charts that hold any of it,
    or `only` on some. Raises BodymapError if the atlas has no such muscle.
    """
    muscles = chosen_muscles(match, ids)
    charts = chart_groups(match, muscles, theme, only=only or ())
    frames = {name: chart_frame(match.charts[name]) for name in charts}
    row = max(frame.height for frame in frames.values())
    width, parts = MARGIN, []
    for name, groups in charts.items():
        parts.append(Part(groups, *frames[name].origin(width, MARGIN, row), frames[name].scale))
        width += frames[name].width
    width = max(width + MARGIN, CHART_WIDTH)
    top = MARGIN + row + 2 * LINE
    entries = legend_entries(match, muscles, theme, charts=charts)
    offset = SAMPLE_WIDTH * SAMPLE_SCALE + 18
    for number, (items, _) in enumerate(entries):
        group = Group(f"sample-{number + 1}", items)
        parts.append(Part((group,), MARGIN, top + LINE * number - SIZE * 0.8, SAMPLE_SCALE))
    texts = [
        Text(MARGIN + offset, top + LINE * number, words, SIZE, theme.text) for number, (_, words) in enumerate(entries)
    ]
    if len(charts) > 1:
        column, below = (width - 3 * MARGIN) / 2, 0.0
        x = 2 * MARGIN + column
    else:  # one chart is too narrow for two columns: the words stand under the samples
        column, below = width - 2 * MARGIN, LINE * (len(entries) + 0.5) if entries else 0.0
        x = MARGIN
    own = _words(match, muscles, theme, x, column)
    texts += [Text(t.x, t.y + top + below, t.text, t.size, t.color, t.anchor, t.bold) for t in own]
    says = "; ".join(text.text for text in texts)
    bottom = max((text.y for text in texts), default=top) + 1.6 * LINE
    small = SIZE * 0.85
    supports = wrap(SUPPORTS, width - 2 * MARGIN, partial(estimated_width, size=small))
    texts += [Text(MARGIN, bottom + LINE * n, line, small, theme.quiet_text) for n, line in enumerate(supports)]
    parts.append(Part((Group("legend", tuple(texts), "legend"),)))
    title = f"Pain drawing, {match.drawing.figure} figure, {' and '.join(charts)}"
    height = bottom + LINE * (len(supports) - 1) + MARGIN
    return Picture(title, says, width, height, theme.page, tuple(parts))
