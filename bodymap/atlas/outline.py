"""The outline of a body on a chart, which zones are clipped to.

Until the charts are drawn it comes from the measured numbers they are drawn from.
"""

from functools import cache

import numpy as np
import shapely

from bodymap.body.chart import load_chart
from bodymap.body.figure import ChartName, FigureName, measured
from bodymap.resources import resource


@cache
def outline(figure: FigureName, chart: ChartName) -> shapely.Polygon:
    """The area of the body on a chart, in chart units."""
    try:
        resource("assets", "svg", f"{figure}-{chart}.svg")
    except FileNotFoundError:
        t = np.linspace(0, 1, 9)[1:, None]
        pieces = []
        for curve in measured(figure)["views"][chart]["outline"]:
            p = np.array(curve, dtype=np.float64)
            pieces.append((1 - t) ** 3 * p[0] + 3 * t * (1 - t) ** 2 * p[1] + 3 * t * t * (1 - t) * p[2] + t**3 * p[3])
        return shapely.Polygon(np.concatenate(pieces))
    return load_chart(figure, chart).outline
