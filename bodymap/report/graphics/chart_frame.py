"""Sizes that pictures of charts share, in chart units."""

CHART_WIDTH = 980.0
"""Room for one chart with its arms: the widest figure measures 928 units."""


CHART_TOP, CHART_BOTTOM = -18.0, 1870.0
"""First and last ordinate of a chart: feet reach to 1853 on the front."""


EM = 0.6
"""Estimated width of a letter in sizes. Common fonts have 0.5 to 0.57 for such texts."""


def estimated_width(text: str, size: float) -> float:
    """How wide a text may be in a common font, where no font can be asked."""
    return len(text) * size * EM
