"""The SVG: well-formed, standalone, named, with text as text."""

import re
from xml.etree import ElementTree

import pytest

from bodymap.matching.match import match_drawing
from bodymap.report.graphics.drawing_picture import compose
from bodymap.report.graphics.scene import Fill, Group, Outline, Part, Picture, Text
from bodymap.report.graphics.svg_writer import path_data, svg_text
from bodymap.report.graphics.theme import LIGHT
from tests.report.drawings import WALK

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def root() -> ElementTree.Element:
    return ElementTree.fromstring(svg_text(compose(match_drawing(WALK), LIGHT)).encode())


def test_it_has_size_title_and_description(root: ElementTree.Element) -> None:
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert root.findtext(f"{SVG}title") == "Pain drawing, female figure, front and back"
    assert "Gluteus minimus, right" in (root.findtext(f"{SVG}desc") or "")


def test_groups_are_named_and_said(root: ElementTree.Element) -> None:
    titles = {group.get("id"): group.findtext(f"{SVG}title") for group in root.iter(f"{SVG}g")}
    assert titles["body-front"] == "female figure, front"
    assert titles["marks-back-numb"] == "marked, numb"
    assert titles["unexplained-front"] == "marked, and in no zone"
    assert "zones-back" in titles


def test_ids_are_unique_and_nothing_is_linked(root: ElementTree.Element) -> None:
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "path", "circle", "rect", "text"}
        assert not any("href" in name or name.startswith("on") for name in element.attrib)


def test_paths_are_absolute_moves_lines_curves_and_closings(root: ElementTree.Element) -> None:
    paths = [element.get("d") or "" for element in root.iter(f"{SVG}path")]
    assert paths
    number = r"-?\d+(\.\d{1,2})?"
    step = rf"([ML]{number} {number}|C{number}( {number}){{5}}|Z)"
    for path in paths:
        assert re.fullmatch(rf"M{number} {number}{step}*", path), path[:80]


def test_text_is_text_and_safe() -> None:
    item = Text(1, 2, 'a < b & "c"', 10, "#000000", "end", bold=True)
    line = (("M", (0.0, -0.001)), ("L", (1 / 3, 2.5)), ("Z", ()))
    group = Group('n"1', (item, Fill(line, "#112233", 0.5), Outline(line, "#445566", 2, dash=(4, 2))), "<t>")
    root = ElementTree.fromstring(svg_text(Picture("T", "S", 10, 20, "#ffffff", (Part((group,), 3, 4, 2),))).encode())
    (text,) = root.iter(f"{SVG}text")
    assert (text.text, text.get("text-anchor"), text.get("font-weight")) == (item.text, "end", "600")
    fill, outline = root.iter(f"{SVG}path")
    assert fill.get("d") == "M0 0L0.33 2.5Z"
    assert (fill.get("fill-opacity"), fill.get("fill-rule")) == ("0.5", "evenodd")
    assert (outline.get("fill"), outline.get("stroke-dasharray")) == ("none", "4 2")
    assert "translate(3 4) scale(2)" in {group.get("transform") for group in root.iter(f"{SVG}g")}


def test_numbers_are_short() -> None:
    assert path_data((("C", (100.0, -0.0, 1.005, 2.999, -3.0, 0.5)),)) == "C100 0 1 3 -3 0.5"
