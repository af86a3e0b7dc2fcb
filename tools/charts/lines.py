"""Inner lines of a figure as cubic curves: reading, mirroring, and trimming what sticks out of the body.

Only what the measured lines use is read: absolute M, C and Z. Not for outlines (`halfbody`) or shading.
"""

import re
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_STEPS = 64


@dataclass(frozen=True)
class CubicLine:
    """Consecutive cubic segments: `points` of shape (n, 4, 2), each start, two controls and end."""

    points: NDArray[np.float64]
    closed: bool

    @classmethod
    def read(cls, d: str) -> "CubicLine":
        """From SVG path data. Raises ValueError for any command but M, C and Z."""
        tokens = _TOKEN.findall(d)
        if unknown := {token for token in tokens if token.isalpha()} - set("MCZ"):
            raise ValueError(f"an inner line uses the path commands {sorted(unknown)}; only M, C and Z are read")
        flat = np.array([float(token) for token in tokens if not token.isalpha()]).reshape(-1, 2)
        segments = [np.vstack([flat[i], flat[i + 1 : i + 4]]) for i in range(0, len(flat) - 1, 3)]
        return cls(np.array(segments), closed="Z" in tokens)

    def mirrored(self) -> "CubicLine":
        """The mirror image at the midline."""
        return CubicLine(self.points * [-1.0, 1.0], self.closed)

    def trimmed(self, area: BaseGeometry) -> "CubicLine":
        """Without what lies outside `area` at either end. A closed line stays whole."""
        if self.closed:
            return self
        t = np.linspace(0.0, len(self.points), _STEPS * len(self.points) + 1)
        inside = np.flatnonzero(shapely.contains_xy(area, *self._at(t).T))
        if not len(inside):
            return CubicLine(self.points[:0], closed=False)
        return self._between(float(t[inside[0]]), float(t[inside[-1]]))

    def _at(self, t: NDArray[np.float64]) -> NDArray[np.float64]:
        segment = np.minimum(t.astype(int), len(self.points) - 1)
        u, p = (t - segment)[:, None], self.points[segment]
        weights = ((1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u**2 * (1 - u), u**3)
        return np.asarray(sum(w * p[:, i] for i, w in enumerate(weights)))

    def _between(self, start: float, end: float) -> "CubicLine":
        kept = []
        for i, points in enumerate(self.points):
            first, last = max(start - i, 0.0), min(end - i, 1.0)
            if first < last:
                kept.append(_part(points, first, last))
        return CubicLine(np.array(kept), closed=False)


def _part(points: NDArray[np.float64], first: float, last: float) -> NDArray[np.float64]:
    """The part of one cubic between two parameters: its polar form at (first × 3), (first × 2, last), …"""

    def polar(*at: float) -> NDArray[np.float64]:
        row = points
        for t in at:
            row = (1 - t) * row[:-1] + t * row[1:]
        return np.asarray(row[0])

    return np.array([polar(*[first] * (3 - i), *[last] * i) for i in range(4)])
