"""How much of the body some areas are.

The front and the back show nearly all of the skin once; side views and soles show parts of it again. So it is the front
and the back together that make the whole.
"""

from functools import cache

from bodymap.body.areas import Areas, size
from bodymap.body.chart_files import load_chart
from bodymap.body.figure import FigureName


@cache
def body_size(figure: FigureName) -> float:
    """The area of the front and the back of a figure together, in square units."""
    return load_chart(figure, "front").outline.area + load_chart(figure, "back").outline.area


def body_share(figure: FigureName, areas: Areas) -> float:
    """The share of the body that areas on its charts are, 0 to 1."""
    return min(1.0, size(areas) / body_size(figure))
