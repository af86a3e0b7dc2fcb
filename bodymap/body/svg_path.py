"""The grammar of SVG path data, as absolute lines and cubic curves.

Own code rather than svgelements, whose parser takes 10 µs a point, 19 ms an arc in long paths (it is quadratic) and
gives up where the standard says to draw what came before the mistake. svgelements is the oracle of the tests. Not
here: transforms and polygons (`bodymap.body.svg_flatten`).
"""

import math
import re
from collections.abc import Iterator

from bodymap.body.chart import Curve

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])")
_PLAIN = re.compile(r"[0-9eE+. \t\r\n\f,-]*")
_FLAG = re.compile(r"[01]")
_SEPARATORS = " \t\r\n\f,"
_SEPARATOR = re.compile(r"[ \t\r\n\f,]*")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}

MAX_COMMANDS = 200_000
"""Commands of one path; an arc may become eight."""

Command = tuple[str, tuple[float, ...]]


class TooManyCommandsError(ValueError):
    """A path beyond `MAX_COMMANDS`."""


def numbers(text: str) -> tuple[list[float], bool]:
    """The numbers of a list and whether it holds nothing else. Reading stops before the first mistake."""
    if _PLAIN.fullmatch(text):
        # Three times as fast, and good for all but numbers that touch, such as `1-2` or `.5.5`.
        try:
            return list(map(float, text.replace(",", " ").split())), True
        except ValueError:
            pass
    values: list[float] = []
    end = 0
    for match in NUMBER.finditer(text):
        if text[end : match.start()].strip(_SEPARATORS):
            return values, False
        values.append(float(match[0]))
        end = match.end()
    return values, not text[end:].strip(_SEPARATORS)


def _arc_arguments(text: str) -> tuple[list[float], bool]:
    """Like `numbers`, for arcs: their two flags may stand without a separator, as in `1 1 0 011 1`."""
    values: list[float] = []
    position = _SEPARATOR.match(text).end()  # type: ignore[union-attr]  # matches the empty string too
    while position < len(text):
        match = (_FLAG if len(values) % 7 in (3, 4) else NUMBER).match(text, position)
        if match is None:
            return values, False
        values.append(float(match[0]))
        position = _SEPARATOR.match(text, match.end()).end()  # type: ignore[union-attr]
    return values, True


def arc(  # noqa: PLR0917  (the order is that of the standard)
    x1: float, y1: float, rx: float, ry: float, rotation: float, large: bool, sweep: bool, x2: float, y2: float
) -> list[Command]:
    """An elliptical arc as cubics of at most 45°, whose error is below 5e-6 of the radius.

    From the end points to the centre as in the SVG standard, appendix "Elliptical arc implementation notes": radii
    that are too small grow, a radius of zero is a straight line.
    """
    rx, ry = abs(rx), abs(ry)
    if (x1, y1) == (x2, y2):
        return []
    if not all(map(math.isfinite, (x1, y1, rx, ry, rotation, x2, y2))) or rx == 0 or ry == 0:
        return [("L", (x2, y2))]
    cos, sin = math.cos(math.radians(rotation)), math.sin(math.radians(rotation))
    dx, dy = (x1 - x2) / 2, (y1 - y2) / 2
    u, v = (cos * dx + sin * dy) / rx, (cos * dy - sin * dx) / ry
    stretch = math.hypot(u, v)
    if not math.isfinite(stretch) or stretch == 0:
        return [("L", (x2, y2))]
    if stretch > 1:
        rx, ry, u, v = rx * stretch, ry * stretch, u / stretch, v / stretch
    squared = u * u + v * v
    factor = math.sqrt(max(0.0, 1 / squared - 1)) * (1 if large != sweep else -1)
    cu, cv = factor * v, -factor * u
    centre_x = cos * rx * cu - sin * ry * cv + (x1 + x2) / 2
    centre_y = sin * rx * cu + cos * ry * cv + (y1 + y2) / 2
    start, end = math.atan2(v - cv, u - cu), math.atan2(-v - cv, -u - cu)
    turn = end - start
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    count = max(1, math.ceil(abs(turn) / (math.pi / 4) - 1e-9))
    step = turn / count
    reach = 4 / 3 * math.tan(step / 4)

    def placed(a: float, b: float) -> tuple[float, float]:
        return centre_x + cos * rx * a - sin * ry * b, centre_y + sin * rx * a + cos * ry * b

    commands: list[Command] = []
    for i in range(count):
        a, b = start + i * step, start + (i + 1) * step
        first = placed(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a))
        second = placed(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b))
        last = (x2, y2) if i == count - 1 else placed(math.cos(b), math.sin(b))
        commands.append(("C", (*first, *second, *last)))
    return commands


def _steps(d: str) -> Iterator[tuple[str, list[float]] | None]:
    """Each command letter with the numbers of one use of it; None where the data break off with a mistake."""
    pieces = _COMMAND.split(d)
    if pieces[0].strip(_SEPARATORS):
        yield None
        return
    for letter, text in zip(pieces[1::2], pieces[2::2], strict=True):
        count = _ARGUMENTS[letter.upper()]
        values, complete = _arc_arguments(text) if count == 7 else numbers(text)
        if count == 0:
            yield letter, []
            if values or not complete:
                yield None
                return
            continue
        # Pairs after the first of a moveto are linetos.
        following = {"M": "L", "m": "l"}.get(letter, letter)
        for i in range(0, len(values) - count + 1, count):
            yield (letter if i == 0 else following), values[i : i + count]
        if not complete or not values or len(values) % count:
            yield None
            return


def _reflected(control: tuple[float, float] | None, x: float, y: float) -> tuple[float, float]:
    """The first control point of a smooth command: the last one mirrored, or the current point if there is none."""
    return (x, y) if control is None else (2 * x - control[0], 2 * y - control[1])


def parse_path(d: str) -> tuple[Curve, bool]:  # noqa: PLR0912  (one for each command)
    """Path data as absolute commands M, L, C and Z, and whether they were read to the end without a mistake.

    Quadratic curves and arcs become cubics. As the standard asks, data with a mistake count up to there. Numbers too
    large for a float come out as infinite: the caller looks (`bodymap.body.svg_flatten.Outline.usable`). Raises
    TooManyCommandsError beyond the limit.
    """
    commands: list[Command] = []
    x = y = start_x = start_y = 0.0
    cubic: tuple[float, float] | None = None
    quadratic: tuple[float, float] | None = None  # the last control point, for the smooth commands
    for step in _steps(d):
        if step is None:
            return tuple(commands), False
        if len(commands) > MAX_COMMANDS:
            raise TooManyCommandsError
        letter, v = step
        kind = letter.upper()
        if not commands and kind != "M":
            return (), False
        if letter.islower() and kind != "A":
            v = [a + (y if (kind == "V" or i % 2) else x) for i, a in enumerate(v)]
        next_cubic = next_quadratic = None
        if kind == "M":
            x, y = start_x, start_y = v[0], v[1]
            commands.append(("M", (x, y)))
        elif kind == "Z":
            x, y = start_x, start_y
            commands.append(("Z", ()))
        elif kind in "LHV":
            x, y = (v[0], v[1]) if kind == "L" else (v[0], y) if kind == "H" else (x, v[0])
            commands.append(("L", (x, y)))
        elif kind == "A":
            end_x, end_y = (v[5] + x, v[6] + y) if letter == "a" else (v[5], v[6])
            commands += arc(x, y, v[0], v[1], v[2], v[3] == 1, v[4] == 1, end_x, end_y)
            x, y = end_x, end_y
        elif kind in "CS":
            if kind == "S":
                v = [*_reflected(cubic, x, y), *v]
            commands.append(("C", tuple(v)))
            next_cubic = (v[2], v[3])
            x, y = v[4], v[5]
        else:
            if kind == "T":
                v = [*_reflected(quadratic, x, y), *v]
            a, b, end_x, end_y = v
            commands.append(
                ("C", (x + (a - x) * 2 / 3, y + (b - y) * 2 / 3, end_x + (a - end_x) * 2 / 3,
                       end_y + (b - end_y) * 2 / 3, end_x, end_y))
            )  # fmt: skip
            next_quadratic = (a, b)
            x, y = end_x, end_y
        cubic, quadratic = next_cubic, next_quadratic
    return tuple(commands), True


def curve(d: str) -> Curve:
    """Path data as absolute commands M, L, C and Z, up to the first mistake in them."""
    return parse_path(d)[0]
