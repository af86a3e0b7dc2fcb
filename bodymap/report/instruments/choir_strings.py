"""Areas of the CHOIR Body Map as CHOIR and REDCap write them, `218,223` or `b18,b23`, read into a drawing.

What was ticked as an area becomes the regions that make it; how much of the area hurt, such a string does not say.
"""

import re
from collections.abc import Callable, Collection
from typing import Literal

from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FigureName
from bodymap.drawing.geometry import geojson
from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError
from bodymap.report.instruments.definition import Area, load_instrument
from bodymap.report.instruments.mapping import Piece, pieces

Numbering = Literal["standard", "native"]
"""`standard` is the male map's, which REDCap uses for both sexes; `native` what the map of the figure's own sex has."""

MOST_LETTERS = 2_000
"""All areas take 300."""


def choir_areas(text: str, figure: FigureName, numbering: Numbering = "standard") -> tuple[Area, ...]:
    """The areas of a string of CHOIR numbers, in the map's order, each once; none for an empty string.

    Native numbers of the female map are taken to the standard ones here and nowhere else. Raises BodymapError with
    the first number that is none.
    """
    choir = load_instrument("choir")
    known = choir.all_codes("ids")
    numbers = _split(text, known, "ids", str)
    if numbering == "native":
        numbers = [choir.standard(number, figure) for number in numbers]
    return tuple(area for area in choir.areas if area.codes["ids"] in numbers)


def redcap_areas(text: str) -> tuple[Area, ...]:
    """The areas of a string of REDCap keys, as `choir_areas`. REDCap has the standard numbering for both sexes."""
    choir = load_instrument("choir")
    known = choir.all_codes("redcap")
    keys = _split(text, known, "redcap", str.lower)
    return tuple(area for area in choir.areas if area.codes["redcap"] in keys)


def _split(text: str, known: Collection[str], kind: str, form: Callable[[str], str]) -> list[str]:
    if len(text) > MOST_LETTERS:
        raise BodymapError("choir.long_list", limit=MOST_LETTERS)
    parts = [form(part) for part in re.split(r"[,;\s]+", text.strip(" \t\r\n\"'")) if part]
    for part in parts:
        if part not in known:
            raise BodymapError("choir.unknown_area", area=part[:20], codes=kind)
    return parts


def drawing_of(areas: Collection[Area], figure: FigureName) -> Drawing:
    """A drawing with the regions of these areas of the map as marks.

    A region across the midline is marked as a whole where both of its halves are meant, and else as the half.
    """
    of = pieces("choir", figure)
    wanted = {(piece.region, piece.half): piece for area in areas for piece in of[area.name]}
    charts = load_charts(figure)
    marks = []
    for chart in charts.values():
        for name in chart.regions:
            halves = [wanted[name, side] for side in ("left", "right") if (name, side) in wanted]
            if (name, None) in wanted or len(halves) == 2:
                marks.append(Mark(region=name))
            else:
                marks += [_half_mark(piece) for piece in halves]
    return Drawing(figure=figure, marks=tuple(marks))


def _half_mark(piece: Piece) -> Mark:
    return Mark(chart=piece.chart, geometry=geojson(piece.area))
