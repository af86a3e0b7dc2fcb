"""Quality, intensity and brush of the next mark."""

from bodymap.drawing.model import Quality

BRUSHES = (7.0, 16.0, 30.0, 52.0)
"""Radii of the four brushes in chart units; 10 units are about a centimetre of a grown body."""


class MarkSettings:
    """What the next mark will be: quality, intensity and brush. Shared by the panel and the tools."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """As they stand before anybody chose: what the last patient felt says nothing of the next one."""
        self.quality: Quality | None = "aching"
        self.intensity: int | None = 5
        self.brush = BRUSHES[1]
