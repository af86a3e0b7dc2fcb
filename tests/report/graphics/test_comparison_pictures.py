"""Pictures of visits: everything within the picture, nothing on anything else, and the words for those who listen."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from bodymap.clinic.analysis.comparison import compare
from bodymap.drawing.model import Drawing
from bodymap.report.graphics.comparison_pictures import (
    change_picture,
    day_words,
    heat_picture,
    series_picture,
    visits_frequency,
)
from bodymap.report.graphics.picture_grid import Size
from bodymap.report.graphics.scene import Picture
from bodymap.report.graphics.svg_writer import svg_text
from bodymap.report.graphics.theme import DARK, LIGHT, PAPER
from bodymap.report.text.comparison_words import comparison_words
from tests.report.graphics.test_drawing_picture import texts
from tests.report.visits import visits

SIZES = (Size(848, 560), Size(1488, 900), Size(420, 700), Size(2000, 2160, 27))


def pictures(size: Size) -> list[Picture]:
    stored = visits()
    drawings = [visit.drawing for visit in stored]
    one = visits_frequency(drawings, "female")
    return [
        series_picture(stored[1::-1], LIGHT, size),
        series_picture(stored[::-1], DARK, size),
        change_picture(compare(drawings[-1], drawings[1]), "female", LIGHT, size),
        heat_picture([("female", one)], "visit", DARK, size),
        heat_picture([("female", one), ("male", visits_frequency([], "male"))], "drawing", PAPER, size),
    ]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width:.0f}x{size.height:.0f}")
def test_texts_lie_on_the_picture_and_never_on_each_other(size: Size) -> None:
    for picture in pictures(size):
        assert (picture.width, picture.height) == (size.width, size.height)
        boxes = texts(picture)
        for text, (x0, y0, x1, y1) in boxes:
            assert 0 <= x0 < x1 <= picture.width, (picture.title, text)
            assert 0 <= y0 < y1 <= picture.height, (picture.title, text)
        for (one, a), (other, b) in combinations(boxes, 2):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (picture.title, one, other)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 12, 40])
def test_bodies_of_many_visits_stay_apart_and_on_the_picture(count: int) -> None:
    picture = series_picture(visits(count), LIGHT, SIZES[0])
    bodies = [part for part in picture.parts if any(group.name.startswith("body-") for group in part.groups)]
    assert len(bodies) == 2 * count
    assert not any("…" in text for text, _ in texts(picture))
    boxes = []
    for part in bodies:
        half = 464 * part.scale  # the widest figure measures 928
        boxes.append((part.x - half, part.y, part.x + half, part.y + 1853 * part.scale))
    assert all(min(a[:2]) >= 0 and a[2] <= picture.width and a[3] <= picture.height for a in boxes)
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.mark.parametrize(("count", "share"), [(1, 0.8), (2, 0.55), (6, 0.3)])
def test_bodies_are_as_large_as_they_can_be(count: int, share: float) -> None:
    picture = series_picture(visits(count), LIGHT, SIZES[0])
    heights = {1853 * part.scale for part in picture.parts if part.groups[0].name.startswith("body-")}
    assert len(heights) == 1
    assert heights.pop() >= share * SIZES[0].height


def test_names_are_unique_and_it_is_an_svg() -> None:
    for picture in pictures(SIZES[1]):
        names = [group.name for part in picture.parts for group in part.groups]
        assert len(names) == len(set(names)), picture.title
        assert ElementTree.fromstring(svg_text(picture)).tag.endswith("svg")


def test_words_say_what_the_picture_shows() -> None:
    stored = visits()
    series = series_picture(stored, LIGHT)
    assert series.title == "Marked pain at 5 visits"
    assert all(day_words(visit.started) in series.says for visit in stored)
    comparison = compare(stored[1].drawing, stored[0].drawing)
    assert change_picture(comparison, "female", LIGHT).says == comparison_words(comparison).short
    heat = heat_picture([("female", visits_frequency([visit.drawing for visit in stored], "female"))], "visit", LIGHT)
    assert heat.title == "Where pain was how often in 5 visits"
    assert heat.says == "Woman: Lower buttock, right, was marked most often, in 5 of 5 visits."


def test_legend_says_what_is_there_and_nothing_else() -> None:
    one, other = Drawing(marks=visits()[0].drawing.marks), Drawing()
    said = [text for text, _ in texts(change_picture(compare(other, one), "female", LIGHT))]
    assert "new" in said
    assert "still there" not in said
    nothing = heat_picture([("female", visits_frequency([other], "female"))], "visit", LIGHT)
    assert "nothing is marked" in [text for text, _ in texts(nothing)]


def test_other_figures_are_told_and_left_out_of_the_map() -> None:
    man = Drawing(figure="male", marks=visits()[0].drawing.marks)
    picture = change_picture(compare(visits()[0].drawing, man), "male", LIGHT)
    assert any("different figures" in text for text, _ in texts(picture))
    assert visits_frequency([man, visits()[0].drawing], "female").total == 1
