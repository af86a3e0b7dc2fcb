"""Drawings that the tests of pictures and pages share."""

from bodymap.body.figure import FigureName
from bodymap.drawing.model import QUALITIES, Drawing, Mark, Stroke

WALK = Drawing(
    marks=(
        Mark(region="back/lumbar-right", intensity=6, quality="aching"),
        Mark(
            chart="back",
            stroke=Stroke(points=((95, 830), (110, 890), (90, 930)), radius=34),
            quality="aching",
            intensity=6,
        ),
        Mark(chart="back", stroke=Stroke(points=((95, 1000), (100, 1190)), radius=22), quality="numb", intensity=4),
        Mark(chart="front", stroke=Stroke(points=((-60, 480), (-70, 530)), radius=22), quality="burning"),
        Mark(chart="front", stroke=Stroke(points=((85, 810), (85, 850)), radius=20)),
    ),
    answers={"worse_upright": True, "cough_or_sneeze_hurts": True, "worse_lying_on_side": False},
)
"""Low back, buttock and thigh of one side, something in front, and something that no zone explains."""


def every_region(figure: FigureName, ids: list[str]) -> Drawing:
    """A drawing with a mark in each region, each of another kind."""
    qualities = (*QUALITIES, None)
    marks = [Mark(region=name, quality=qualities[n % 7], intensity=n % 11) for n, name in enumerate(ids)]
    return Drawing(figure=figure, marks=tuple(marks))
