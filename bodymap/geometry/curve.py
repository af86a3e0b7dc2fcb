"""The type of a drawn path, as charts and SVG files hold it."""

Curve = tuple[tuple[str, tuple[float, ...]], ...]
"""A path in absolute commands: ("M", (x, y)), ("L", (x, y)), ("C", (x1, y1, x2, y2, x, y)), ("Z", ())."""
