"""Numbers as they are shown: percentages, areas, and the share of the body that is marked."""

from bodymap.body.body_share import body_share
from bodymap.matching.match import Match


def percent(share: float) -> str:
    """A share as the program writes it everywhere, e.g. "58 %"; what is there but rounds to nothing is "< 1 %"."""
    return "< 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"


def square(area: float) -> str:
    """An area in square chart units, e.g. "12,300"."""
    return f"{area:,.0f}"


def marked_share(match: Match) -> float:
    """Share of the body that is marked."""
    return body_share(match.drawing.figure, match.areas)
