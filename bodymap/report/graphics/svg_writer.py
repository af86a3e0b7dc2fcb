"""Writes a picture as a standalone SVG: named groups with titles, text as text. No style sheet, no script, no link."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from bodymap.geometry.curve import Curve
from bodymap.report.graphics.scene import Dots, Fill, Group, Item, Outline, Picture, Text

FONTS = "Inter, 'Noto Sans', 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif"
DIGITS = 2
"""Digits after the point: a hundredth of a chart unit is 0.01 mm on a body of 1.8 m."""


def _number(value: float) -> str:
    text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(_number(value) for value in values)


def path_data(curve: Curve) -> str:
    """A path as the `d` of an SVG path."""
    return "".join(f"{command}{_numbers(values)}" for command, values in curve)


def _attribute(name: str, value: float, usual: float = 1.0) -> str:
    return "" if value == usual else f' {name}="{_number(value)}"'


def _item(item: Item) -> Iterator[str]:
    if isinstance(item, Fill):
        rule = ' fill-rule="evenodd"' if item.rule == "evenodd" else ""
        opacity = _attribute("fill-opacity", item.opacity)
        yield f'<path d="{path_data(item.path)}" fill="{item.color}"{opacity}{rule}/>'
    elif isinstance(item, Outline):
        dash = f' stroke-dasharray="{_numbers(item.dash)}"' if item.dash else ""
        opacity = _attribute("stroke-opacity", item.opacity)
        yield (
            f'<path d="{path_data(item.path)}" fill="none" stroke="{item.color}" '
            f'stroke-width="{_number(item.width)}"{opacity}{dash} stroke-linecap="round" stroke-linejoin="round"/>'
        )
    elif isinstance(item, Dots):
        yield f'<g fill="{item.color}"{_attribute("fill-opacity", item.opacity)}>'
        radius = _number(item.radius)
        yield from (f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{radius}"/>' for x, y in item.centres.tolist())
        yield "</g>"
    else:
        yield _text(item)


def _text(item: Text) -> str:
    anchor = "" if item.anchor == "start" else f' text-anchor="{item.anchor}"'
    bold = ' font-weight="600"' if item.bold else ""
    place = f'x="{_number(item.x)}" y="{_number(item.y)}"'
    return (
        f'<text {place} font-size="{_number(item.size)}" fill="{item.color}"{anchor}{bold}>{escape(item.text)}</text>'
    )


def _group(group: Group) -> Iterator[str]:
    yield f"<g id={quoteattr(group.name)}>"
    if group.title:
        yield f"<title>{escape(group.title)}</title>"
    for item in group.items:
        yield from _item(item)
    yield "</g>"


def svg_lines(picture: Picture) -> Iterator[str]:
    """The lines of the SVG. Group names become ids, so they have to be unique within the picture."""
    width, height = _number(picture.width), _number(picture.height)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="{FONTS}">'
    )
    yield f"<title>{escape(picture.title)}</title>"
    yield f"<desc>{escape(picture.says)}</desc>"
    yield f'<rect id="page" width="{width}" height="{height}" fill="{picture.background}"/>'
    for part in picture.parts:
        scale = f" scale({_number(part.scale)})" if part.scale != 1 else ""
        moved = part.x or part.y or scale
        yield f'<g transform="translate({_number(part.x)} {_number(part.y)}){scale}">' if moved else "<g>"
        for group in part.groups:
            yield from _group(group)
        yield "</g>"
    yield "</svg>"


def svg_text(picture: Picture) -> str:
    """A picture as the text of an SVG file."""
    return "\n".join(svg_lines(picture)) + "\n"
