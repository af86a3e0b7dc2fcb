"""Pictures of visits: two side by side, what changed on one chart, all as a series, and where pain was how often.

The window, PNG, SVG and paper take the same; each says how large.
"""

from collections.abc import Sequence
from datetime import datetime

from bodymap.body.areas import Areas
from bodymap.body.body_share import body_share
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FigureName
from bodymap.body.frequency import FrequencyMap, frequency, region_shares
from bodymap.clinic.analysis.comparison import Comparison
from bodymap.clinic.analysis.group_counts import GroupCount
from bodymap.clinic.dates import MONTHS
from bodymap.clinic.model import Visit
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import QUALITIES, Drawing
from bodymap.drawing.words import QUALITY_WORDS, region_words
from bodymap.report.graphics.change_layers import (
    CHANGE_WORDS,
    Change,
    change_groups,
    change_sample,
    heat_groups,
    heat_legend,
    heat_steps,
)
from bodymap.report.graphics.layers import mark_groups
from bodymap.report.graphics.legend import sample
from bodymap.report.graphics.picture_grid import FILE_SIZE, Cell, Entry, Size, board
from bodymap.report.graphics.scene import Picture
from bodymap.report.graphics.theme import Theme
from bodymap.report.text.comparison_words import OTHER_FIGURE, comparison_words, tenths

FIGURE_WORDS: dict[FigureName, str] = {"female": "Woman", "male": "Man"}


def day_words(when: datetime) -> str:
    """The day of a visit where the program runs, e.g. "21 Nov 2026"."""
    local = when.astimezone()
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def visit_names(visits: Sequence[Visit]) -> dict[str, str]:
    """What each visit is called, by its id: its day, with the time where another visit was on that day."""
    days = [day_words(visit.started) for visit in visits]
    return {
        visit.id: day if days.count(day) == 1 else f"{day}, {visit.started.astimezone():%H:%M}"
        for visit, day in zip(visits, days, strict=True)
    }


def marked_words(visit: Visit) -> str:
    """How much of the body a visit marks, e.g. "3.1 %"; of the drawing itself, which may not be stored yet."""
    charts = load_charts(visit.drawing.figure)
    return tenths(body_share(visit.drawing.figure, drawing_areas(visit.drawing, charts)))


def series_picture(visits: Sequence[Visit], theme: Theme, size: Size = FILE_SIZE) -> Picture:
    """The marks of each visit, in the order given, with its day and how much of the body is marked."""
    names = visit_names(visits)
    cells = [
        Cell(
            visit.drawing.figure,
            (mark_groups(visit.drawing, load_charts(visit.drawing.figure), theme),),
            names[visit.id],
            f"{marked_words(visit)} of the body",
            (names[visit.id].replace(" 20", " ’", 1).partition(",")[0], marked_words(visit)),
        )
        for visit in visits
    ]
    says = "; ".join(f"{cell.title}: {cell.note} marked" for cell in cells)
    legend = _kinds([visit.drawing for visit in visits], theme)
    return board(f"Marked pain at {_count(len(visits), 'visit')}", f"{says}.", cells, legend, theme=theme, size=size)


def change_picture(comparison: Comparison, figure: FigureName, theme: Theme, size: Size = FILE_SIZE) -> Picture:
    """What is gone, what stays and what is new, on the later figure; where figures differ it says so instead."""
    words = comparison_words(comparison)
    cell = Cell(figure, (change_groups(comparison, theme),), "" if comparison.exact else OTHER_FIGURE)
    parts: tuple[tuple[Change, Areas], ...] = (
        ("gone", comparison.gone), ("persisting", comparison.persisting), ("new", comparison.new),
    )  # fmt: skip
    legend = [(change_sample(change, theme), CHANGE_WORDS[change]) for change, areas in parts if areas]
    return board("What changed between two visits", words.short, [cell], legend, theme=theme, size=size)


def visits_frequency(drawings: Sequence[Drawing], figure: FigureName) -> FrequencyMap:
    """Where the drawings on a figure are marked how often; those on the other figure are left out."""
    charts = load_charts(figure)
    return frequency([drawing_areas(one, charts) for one in drawings if one.figure == figure])


def heat_picture(
    maps: Sequence[tuple[FigureName, FrequencyMap]], what: str, theme: Theme, size: Size = FILE_SIZE
) -> Picture:
    """One or more frequency maps with the same scale; `what` is counted, in the singular, e.g. "visit"."""
    highest = max((found.highest for _, found in maps), default=0)
    steps = heat_steps(highest)
    cells = [
        Cell(
            figure,
            (heat_groups(found, theme, steps),),
            f"{FIGURE_WORDS[figure]}: {_count(found.total, what)}" if len(maps) > 1 else "",
        )
        for figure, found in maps
    ]
    total = sum(found.total for _, found in maps)
    legend: list[Entry] = heat_legend(highest, theme)
    of = f"of {_count(total, what)}" if len(maps) == 1 else f"{what}s"
    legend.append(((), f"{of} mark the place" if highest else "nothing is marked"))
    says = " ".join(_often(figure, found, what) for figure, found in maps)
    return board(f"Where pain was how often in {_count(total, what)}", says, cells, legend, theme=theme, size=size)


def group_picture(group: GroupCount, theme: Theme, size: Size | None = None) -> Picture:
    """The map of many drawings; as a file each body has its full size."""
    wide = FILE_SIZE.width * max(1, len(group.maps))
    return heat_picture(group.maps, "drawing", theme, size or Size(wide, FILE_SIZE.height, FILE_SIZE.letters * 1.3))


def _kinds(drawings: Sequence[Drawing], theme: Theme) -> list[Entry]:
    """The kinds of pain that are marked, and no others."""
    marked = {mark.quality or "other" for drawing in drawings for mark in drawing.marks}
    return [(sample("marked", theme, kind), QUALITY_WORDS[kind]) for kind in QUALITIES if kind in marked]


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _often(figure: FigureName, found: FrequencyMap, what: str) -> str:
    """Which region the highest count lies in, for those who cannot see the map."""
    if not found.highest:
        return f"{FIGURE_WORDS[figure]}: nothing is marked."
    charts = load_charts(figure)
    shares = region_shares(found.at_least(found.highest), charts)
    region = max(
        (charts[name].regions[one] for name in charts for one in charts[name].regions if one in shares),
        key=lambda region: shares[region.id] * region.area.area,
    )
    where = region_words([region])
    return (
        f"{FIGURE_WORDS[figure]}: {where}, was marked most often, in {found.highest:,} of {_count(found.total, what)}."
    )
