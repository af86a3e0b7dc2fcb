"""Which areas of an instrument a drawing marks.

An area counts from a share of any one region in it, not of all of them together: the Widespread Pain Index has one area
from elbow to fingertips, of which a wholly marked wrist is 3 %, and nobody with a painful wrist would leave it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely

from bodymap.body.areas import Areas
from bodymap.body.chart_files import load_charts
from bodymap.body.chart_shape import SHAPES
from bodymap.drawing.geometry import drawing_areas
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from bodymap.report.instruments.definition import Area, Instrument, InstrumentId, load_instrument
from bodymap.report.instruments.mapping import Piece, pieces

SHARE = 0.1
"""Share of a region from which on it counts as marked: the program's own measure everywhere (a test holds it equal to
that of visits and of red flags). Less, and a stroke over a border would count on both sides of it; more, and a pain
drawn as a thin line would not count. No instrument has a published value: patients tick boxes."""

ROUNDING = 1e-9
"""Of the share: a region that is marked as a whole must count at a share of 1, too, and none that is not at any."""


@dataclass(frozen=True)
class Marked:
    """The areas of an instrument that a drawing marks, in the instrument's order."""

    instrument: Instrument
    areas: tuple[Area, ...]
    shares: Mapping[str, float]
    """Name of a marked area → the share of it that is marked, 0 to 1: on front and back together, on the side view or
    on the soles, whichever is most, since these show the same area again."""

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.areas)

    def codes(self, kind: str) -> tuple[str, ...]:
        """Their codes of one kind, such as `redcap`."""
        return tuple(area.codes[kind] for area in self.areas)


def checked_share(share: float) -> float:
    """The share itself. Raises BodymapError if it is none: above 0, at most 1."""
    if not 0 < share <= 1:
        raise BodymapError("score.share", share=share, example=SHARE)
    return share


def marked_areas(name: InstrumentId, drawing: Drawing, share: float = SHARE) -> Marked:
    """The areas of an instrument of which one region is marked by at least `share`.

    Raises BodymapError for a share that is none, or a mark that is on no chart.
    """
    checked_share(share)
    drawn = drawing_areas(drawing, load_charts(drawing.figure))
    instrument, of = load_instrument(name), pieces(name, drawing.figure)
    counted: list[Area] = []
    shares: dict[str, float] = {}
    for area in instrument.areas:
        covered = [_covered(piece, drawn) for piece in of[area.name]]
        sizes = [piece.area.area for piece in of[area.name]]
        if any(part >= share * (1 - ROUNDING) * whole for part, whole in zip(covered, sizes, strict=True)):
            counted.append(area)
            shares[area.name] = _share(of[area.name], covered)
    return Marked(instrument, tuple(counted), shares)


def _share(pieces_of: Sequence[Piece], covered: Sequence[float]) -> float:
    views: dict[str, list[tuple[float, float]]] = {}
    for piece, part in zip(pieces_of, covered, strict=True):
        kind = SHAPES[piece.chart].kind
        views.setdefault("front and back" if kind in ("front", "back") else kind, []).append((part, piece.area.area))
    return max(sum(part for part, _ in view) / sum(size for _, size in view) for view in views.values())


def _covered(piece: Piece, drawn: Areas) -> float:
    """How much of a piece is marked, in square chart units."""
    area = drawn.get(piece.chart)
    return shapely.intersection(piece.area, area).area if area is not None and piece.area.intersects(area) else 0.0
