"""SVG path data as absolute lines and cubic curves, read by svgelements. Not here: transforms and polygons
(`bodymap.geometry.flatten`)."""

import math
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

import svgelements

from bodymap.geometry.curve import Curve
from bodymap.svg.numbers import NUMBER, SEPARATORS

_NO_PATH_DATA = re.compile(r"[^MmLlHhVvCcSsQqTtAaZz0-9eE+., \t\r\n\f-]")

_SUBPATH = re.compile(r"[Mm][^MmZz]*[Zz]?|[^MmZz]+[Zz]?|[Zz]")
"""A subpath up to its end; after a closepath another may begin without a moveto."""

_POLYGON = re.compile(rf"M{NUMBER.pattern}[ ,]{NUMBER.pattern}(?:L{NUMBER.pattern}[ ,]{NUMBER.pattern})*(Z?)")
"""What our own regions are made of, and most polygons of others: absolute lines, a closepath."""

MAX_COMMANDS = 200_000
"""Commands of one path; an arc may become four. svgelements reads some 60,000 points a second."""

Command = tuple[str, tuple[float, ...]]


class TooManyCommandsError(ValueError):
    """A path beyond `MAX_COMMANDS`."""


def commands_of(segments: Iterable[svgelements.PathSegment]) -> Iterator[Command]:
    """Segments of svgelements as absolute commands M, L, C and Z; quadratic curves and arcs become cubics."""
    for part in segments:
        if isinstance(part, svgelements.Move):
            yield "M", (part.end.x, part.end.y)
        elif isinstance(part, svgelements.Close):
            yield "Z", ()
        elif isinstance(part, svgelements.CubicBezier):
            yield _cubic(part)
        elif isinstance(part, svgelements.QuadraticBezier):
            start, control, end = part.start, part.control, part.end
            first, second = start + (control - start) * (2 / 3), end + (control - end) * (2 / 3)
            yield "C", (first.x, first.y, second.x, second.y, end.x, end.y)
        elif isinstance(part, svgelements.Arc) and part.rx and part.ry:
            # One by one: `Path.approximate_arcs_with_cubics` takes time that grows with the square of the path.
            yield from map(_cubic, part.as_cubic_curves())
        else:
            yield "L", (part.end.x, part.end.y)


def _cubic(part: svgelements.CubicBezier) -> Command:
    one, two, end = part.control1, part.control2, part.end
    return "C", (one.x, one.y, two.x, two.y, end.x, end.y)


def parse_path(d: str) -> tuple[Curve, bool]:
    """Path data as absolute commands M, L, C and Z, and whether they were read to the end without a mistake.

    As the standard asks, data with a mistake count up to there. Numbers too large for a float come out as infinite: the
    caller looks (`bodymap.geometry.flatten.Outline.usable`). Raises TooManyCommandsError beyond the limit.
    """
    polygon = _POLYGON.fullmatch(d)
    if polygon is not None and len(d) < MAX_COMMANDS:
        # Ten times as fast as svgelements, and a chart is mostly that.
        plain = [float(value) for value in re.split("[ML ,]", d.rstrip("Z")[1:])]
        points = zip(plain[::2], plain[1::2], strict=True)
        lines: list[Command] = [("L" if number else "M", point) for number, point in enumerate(points)]
        return (*lines, ("Z", ())) if polygon[1] else tuple(lines), True
    foreign = _NO_PATH_DATA.search(d)
    commands: list[Command] = []
    start = here = (0.0, 0.0)
    # Subpath by subpath: svgelements looks for the start of a subpath from the end of the path, which takes time that
    # grows with the square of their number, and a chart of dots has thousands.
    for text in _SUBPATH.findall(d[: foreign.start()] if foreign else d):
        fresh = text[0] == "M"
        if not commands and text[0] not in "Mm":
            return (), not text.strip(SEPARATORS)
        path, sound = svgelements.Path(), True
        try:
            path.parse(text if fresh else f"M{here[0]!r},{here[1]!r}{text}")
            found = list(commands_of(list(path)[0 if fresh else 1 :]))
        except (ValueError, ArithmeticError, AttributeError, IndexError, TypeError):
            # Whatever svgelements raises at broken data: what it read before stands in the path.
            found, sound = _before_mistake(path, fresh), False
        # An H or V without its number comes out as a place without a coordinate.
        whole = list(takewhile(lambda command: None not in command[1], found))
        found, sound = whole, sound and len(whole) == len(found)
        commands += found
        if len(commands) > MAX_COMMANDS:
            raise TooManyCommandsError
        if not sound:
            return tuple(commands), False
        for kind, values in found:
            start = values if kind == "M" else start  # type: ignore[assignment]  # a moveto has two numbers
            here = start if kind == "Z" else values[-2:]  # type: ignore[assignment]
        if not all(map(math.isfinite, here)):
            return tuple(commands), False
    return tuple(commands), foreign is None


def _before_mistake(path: svgelements.Path, fresh: bool) -> list[Command]:
    found: list[Command] = []
    try:
        found.extend(commands_of(list(path)[0 if fresh else 1 :]))
    except (ValueError, ArithmeticError, AttributeError, TypeError):
        return found
    return found


def curve(d: str) -> Curve:
    """Path data as absolute commands M, L, C and Z, up to the first mistake in them."""
    return parse_path(d)[0]
