"""Affine transforms as six numbers (a, b, c, d, e, f), in the order of SVG's `matrix()`."""

import math

Matrix = tuple[float, float, float, float, float, float]
"""An affine transform as SVG writes it: x' = a·x + c·y + e, y' = b·x + d·y + f."""


def determinant(matrix: Matrix) -> float:
    """How much a transform magnifies areas; negative if it mirrors."""
    a, b, c, d, _, _ = matrix
    return a * d - b * c


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """The transform that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


def finite(matrix: Matrix) -> bool:
    """Whether every number of a transform is one."""
    return all(map(math.isfinite, matrix))


IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
