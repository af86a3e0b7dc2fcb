"""What the figures are called."""

from collections.abc import Sequence

from bodymap.body.figure import FigureName

FIGURE_LABELS: Sequence[tuple[FigureName, str]] = (("female", "Woman"), ("male", "Man"))
