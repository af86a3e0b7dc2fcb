"""Several bodies on one picture of a given size: a grid of cells, each with its charts and a caption, over a legend.

Where things stand and how large they are; what is on the charts is made by whoever fills the cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from bodymap.body.chart import Chart
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import ChartName, FigureName
from bodymap.report.graphics.chart_frame import CHART_HEIGHT, CHART_TOP, chart_frame, charts_shown, estimated_width
from bodymap.report.graphics.layers import Layers, body_group, side_labels
from bodymap.report.graphics.legend import SAMPLE_HEIGHT, SAMPLE_WIDTH
from bodymap.report.graphics.scene import Group, Item, Part, Picture, Text
from bodymap.report.graphics.text_layout import cut
from bodymap.report.graphics.theme import THEMES, Theme

LEADING = 1.45
"""Height of a line of text, in sizes of its letters."""

LARGEST_LABEL = 70.0
"""Chart units: where "Right" and "Left" would have to be larger to be read, "R" and "L" stand there."""

SMALLEST = 0.7
"""Share of the size of letters to which a caption may shrink before it is cut."""

Entry = tuple[tuple[Item, ...], str]
"""A sample with words, for the legend."""


@dataclass(frozen=True)
class Cell:
    """A body with its layers, under a title and a quieter line."""

    figure: FigureName
    layers: Sequence[Layers]
    title: str = ""
    note: str = ""
    short: tuple[str, str] = ("", "")
    """Title and note where there is no room for the others."""


@dataclass(frozen=True)
class Size:
    """What a board has to fit: width and height, and the size of its letters, in the same units (such as pixels)."""

    width: float
    height: float
    letters: float = 14.0


FILE_SIZE = Size(2000.0, 2160.0, 27.0)
"""Of pictures as files: one body at its full size."""


@cache
def _body(figure: FigureName, theme: str) -> Mapping[ChartName, tuple[Chart, Group]]:
    """The charts of a figure. Kept, since curves are converted once for each time that they are made."""
    return {name: (chart, body_group(chart, THEMES[theme])) for name, chart in load_charts(figure).items()}


def board(
    title: str, says: str, cells: Sequence[Cell], legend: Sequence[Entry], *, theme: Theme, size: Size
) -> Picture:
    """The picture, exactly as large as asked. All cells have the same size, the largest that fits."""
    letters, margin = size.letters, size.letters
    parts: list[Part] = []
    legend_height = _legend(parts, legend, theme, size) if legend else 0.0
    caption = LEADING * letters * (any(cell.title for cell in cells) + any(cell.note for cell in cells))
    room = max(1.0, size.width - 2 * margin), max(1.0, size.height - 2 * margin - legend_height)
    columns, scale = _grid(cells, *room, caption + (letters if len(cells) > 1 else 0.0))
    rows = max(1, -(-len(cells) // columns))
    wide = room[0] / columns
    high = min(room[1] / rows, 1.25 * (caption + scale * CHART_HEIGHT))
    top = margin + (room[1] - rows * high) / 2
    texts: list[Item] = []
    captions = _captions(cells, wide - letters, letters)
    for number, cell in enumerate(cells):
        row, column = divmod(number, columns)
        in_row = min(columns, len(cells) - row * columns)
        middle = size.width / 2 + (column + 0.5 - (in_row if rows == 1 else columns) / 2) * wide
        y = top + row * high + max(0.0, high - caption - scale * CHART_HEIGHT) / 2
        texts += _caption(captions[number], middle, y, width=wide - letters, theme=theme, letters=letters)
        apart = number if len(cells) > 1 else None
        parts += _charts(cell, apart, middle, y + caption, scale=scale, theme=theme, letters=letters)
    parts.append(Part((Group("captions", tuple(texts)),)))
    return Picture(title, says, size.width, size.height, theme.page, tuple(parts))


def _charts(
    cell: Cell, number: int | None, middle: float, top: float, *, scale: float, theme: Theme, letters: float
) -> list[Part]:
    """The charts of a cell side by side. Names of groups are unique on the board by the cell's number."""
    made = []
    body = _body(cell.figure, theme.name)
    left = middle - _width(cell) * scale / 2
    for name, chart in _shown(cell).items():
        _, group = body[name]
        groups = [
            group,
            *(found for layer in cell.layers for found in layer.get(name, [])),
            _sides(chart, theme, letters / scale),
        ]
        if number is not None:
            groups = [replace(one, name=f"{one.name}-{number + 1}") for one in groups]
        frame = chart_frame(chart)
        made.append(Part(tuple(groups), *frame.origin(left, top, CHART_HEIGHT, scale), scale * frame.scale))
        left += frame.width * scale
    return made


def _shown(cell: Cell) -> Mapping[ChartName, Chart]:
    return charts_shown(load_charts(cell.figure), *cell.layers)


def _width(cell: Cell) -> float:
    return sum(chart_frame(chart).width for chart in _shown(cell).values())


def _sides(chart: Chart, theme: Theme, size: float) -> Group:
    if size <= LARGEST_LABEL:
        return side_labels(chart, theme, max(26.0, size))
    size = min(size, 2.2 * LARGEST_LABEL)
    labels = side_labels(chart, theme, size)
    texts = (
        replace(item, text=item.text[:1], y=size + CHART_TOP + 10) for item in labels.items if isinstance(item, Text)
    )
    return Group(labels.name, tuple(texts))


def _grid(cells: Sequence[Cell], width: float, height: float, caption: float) -> tuple[int, float]:
    """In how many columns the cells stand, and the scale of their charts: whichever makes them largest.

    `caption` is the height that a cell needs beside that of its charts.
    """
    charts = max(map(_width, cells), default=1.0)
    best = 1, 1e-3
    for columns in range(1, len(cells) + 1):
        rows = -(-len(cells) // columns)
        scale = min(width / columns / charts, (height / rows - caption) / CHART_HEIGHT)
        if scale > best[1] * 1.0001:
            best = columns, scale
    return best


def _captions(cells: Sequence[Cell], width: float, letters: float) -> list[tuple[str, str]]:
    """Title and note of each cell; the short ones of all if one of the others is too wide."""
    whole = [(cell.title, cell.note) for cell in cells]
    fits = all(estimated_width(text, letters) <= width for pair in whole for text in pair)
    return whole if fits or not any(cell.short[0] for cell in cells) else [cell.short for cell in cells]


def _caption(
    words: tuple[str, str], middle: float, top: float, *, width: float, theme: Theme, letters: float
) -> list[Item]:
    lines: list[Item] = []
    y = top + letters
    for text, bold, color in zip(words, (True, False), (theme.text, theme.quiet_text), strict=True):
        if text:
            size = letters * min(1.0, max(SMALLEST, width / estimated_width(text, letters)))
            (shown,) = cut(text, width, 1, partial(estimated_width, size=size))
            lines.append(Text(middle, y, shown, size, color, "middle", bold))
            y += LEADING * letters
    return lines


def _legend(parts: list[Part], legend: Sequence[Entry], theme: Theme, size: Size) -> float:
    """Samples with words in rows, centred at the bottom; returns the height that they take."""
    letters = size.letters
    sample = letters * 1.9
    widths = [(sample + 0.5 * letters if items else 0.0) + estimated_width(words, letters) for items, words in legend]
    rows: list[list[int]] = [[]]
    for number in range(len(legend)):
        taken = sum(widths[one] + 1.4 * letters for one in rows[-1])
        if rows[-1] and taken + widths[number] > size.width - 2 * letters:
            rows.append([])
        rows[-1].append(number)
    line = 1.6 * letters
    texts: list[Item] = []
    for row, numbers in enumerate(rows):
        y = size.height - letters - line * (len(rows) - row - 1)
        x = (size.width - sum(widths[one] for one in numbers) - 1.4 * letters * (len(numbers) - 1)) / 2
        for one in numbers:
            items, words = legend[one]
            start = x
            if items:
                scale = sample / SAMPLE_WIDTH
                group = Group(f"sample-{one + 1}", items)
                parts.append(Part((group,), x, y - 0.35 * letters - scale * SAMPLE_HEIGHT / 2, scale))
                start += sample + 0.5 * letters
            texts.append(Text(start, y, words, letters, theme.text))
            x += widths[one] + 1.4 * letters
    parts.append(Part((Group("legend", tuple(texts), "legend"),)))
    return line * len(rows) + 0.4 * letters
