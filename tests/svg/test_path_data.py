"""Path data are read as the SVG standard says, and filled as a renderer fills them."""

import math

import numpy as np
import pytest
import shapely
import svgelements
from hypothesis import given
from hypothesis import strategies as st

from bodymap.geometry.fill import Effort, TangledError, filled
from bodymap.geometry.flatten import outline
from bodymap.svg import path_data as svg_path
from bodymap.svg.attributes import length, transform, view_box
from bodymap.svg.path_data import TooManyCommandsError, curve, parse_path

MIXED = pytest.mark.xfail(
    strict=True,
    reason="svgelements 1.9.6 mirrors the control point of a curve of the other degree; the standard takes none",
)
Point = tuple[float, float]
POINT = st.tuples(st.integers(-400, 400), st.integers(-400, 400)).map(lambda p: (p[0] / 4, p[1] / 4))


@st.composite
def segments(draw: st.DrawFn) -> tuple[str, str, list[list[Point]]]:
    """A subpath in absolute and in relative commands, and the control points of its segments, worked out by hand."""
    x, y = draw(POINT)
    absolute, relative = f"M{x} {y}", f"m{x} {y}"
    expected = []
    for letter in draw(st.lists(st.sampled_from("LHVCQ"), min_size=1, max_size=8)):
        points = [draw(POINT) for _ in range({"C": 3, "Q": 2}.get(letter, 1))]
        if letter == "H":
            points = [(points[0][0], y)]
        elif letter == "V":
            points = [(x, points[0][1])]
        written = {"H": (0,), "V": (1,)}.get(letter, (0, 1))
        absolute += letter + " ".join(str(point[axis]) for point in points for axis in written)
        relative += letter.lower() + " ".join(str(point[axis] - (x, y)[axis]) for point in points for axis in written)
        start, end = (x, y), points[-1]
        if letter == "C":
            controls = points[:2]
        elif letter == "Q":  # the same curve as a cubic: each control point is two thirds of the way
            controls = [(a[0] / 3 + points[0][0] * 2 / 3, a[1] / 3 + points[0][1] * 2 / 3) for a in (start, end)]
        else:
            controls = [start, end]
        expected.append([start, *controls, end])
        x, y = end
    return absolute, relative, expected


@given(segments())
def test_lines_and_curves_have_the_points_that_were_written(case: tuple[str, str, list[list[Point]]]) -> None:
    absolute, relative, expected = case
    for d in (absolute, relative):
        drawn, complete = parse_path(d)
        assert complete
        assert outline(drawn).segments == pytest.approx(np.array(expected), abs=1e-9)


@given(POINT, st.integers(1, 90), st.integers(1, 90), st.integers(0, 180), st.booleans(), st.booleans())
def test_an_arc_lies_on_its_ellipse(end: Point, rx: int, ry: int, turn: int, large: bool, sweep: bool) -> None:
    if np.hypot(*end) < 1:
        return
    ring = outline(curve(f"M0 0A{rx} {ry} {turn} {large:d} {sweep:d} {end[0]} {end[1]}")).rings(1e-4, most=400)[0]
    assert ring.points[0] == pytest.approx((0, 0))
    assert ring.points[-1] == pytest.approx(end)
    # Turned and scaled, the ellipse is a circle of radius 1, or larger where it would not reach from end to end.
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    u = ring.points @ np.array([[cos / rx, -sin / ry], [sin / rx, cos / ry]])
    chord = float(np.hypot(*u[-1]))
    radius = max(1.0, chord / 2)
    middle = u[len(u) // 2]
    rise = np.sqrt(max(0.0, radius**2 - (chord / 2) ** 2))
    normal = np.array([-u[-1][1], u[-1][0]]) / chord
    centre = u[-1] / 2 + normal * rise * (1 if large != sweep else -1)
    assert np.abs(np.hypot(*(u - centre).T) - radius).max() < 2e-3 * radius
    # In chart coordinates y points down: sweep 1 goes clockwise, so the arc bulges to the left of its chord.
    bulge = float((middle - u[-1] / 2) @ normal)
    assert bulge * (-1 if sweep else 1) > -1e-6


@pytest.mark.parametrize(
    ("d", "same"),
    [
        ("M0 0 10 0 10 10z", "M0,0L10,0L10,10Z"),
        ("m5 5 1 1z m2 2 l3 3", "M5 5L6 6ZM7 7L10 10"),
        ("M0 0a1 1 0 011 1", "M0 0 A 1 1 0 0 1 1 1"),
        ("M0 0h5-3v2", "M0 0L5 0L2 0L2 2"),
        ("M1 1Q3 5 5 1T9 1", "M1 1Q3 5 5 1Q7-3 9 1"),
        pytest.param("M1 1C1 2 3 4 5 5T9 1", "M1 1C1 2 3 4 5 5Q5 5 9 1", marks=MIXED),
        pytest.param("M1 1Q3 5 5 1S6 6 9 1", "M1 1Q3 5 5 1C5 1 6 6 9 1", marks=MIXED),
        ("M0 0 10 0 10 10 z L5 5 2 2 z", "M0 0L10 0L10 10Z M0 0 L5 5L2 2Z"),
    ],
)
def test_short_forms_mean_the_long_ones(d: str, same: str) -> None:
    assert outline(curve(d)).segments == pytest.approx(outline(curve(same)).segments)


@pytest.mark.parametrize(
    "d", ["M0 0L10 0L10 10 X 5 5", "M0 0L10 0L10 10L5", "M0 0L10 0L10 10 L nan 4", "M0 0 10 0 10 10#"]
)
def test_data_with_a_mistake_count_up_to_there(d: str) -> None:
    drawn, complete = parse_path(d)
    assert not complete
    assert drawn == curve("M0 0L10 0L10 10")


@pytest.mark.parametrize("d", ["", "L5 5", "z", "foo", "10 10", "M", "M5"])
def test_what_does_not_begin_with_a_point_draws_nothing(d: str) -> None:
    assert not len(outline(curve(d)).segments)


def test_a_circle_of_arcs_is_round() -> None:
    ring = outline(curve("M-10 0A10 10 0 1 1 10 0A10 10 0 1 1-10 0Z")).rings(1e-5)[0]
    assert np.abs(np.hypot(*ring.points.T) - 10).max() < 1e-4
    assert shapely.Polygon(ring.points).area == pytest.approx(100 * math.pi, rel=1e-4)


@pytest.mark.parametrize("tolerance", [1.0, 0.1, 0.001])
def test_flattening_keeps_to_its_tolerance(tolerance: float) -> None:
    d = "M0 0C0 200 300 200 300 0Q400-100 500 0"
    exact = outline(curve(d)).rings(1e-6, most=5000)[0].points
    line = shapely.LineString(outline(curve(d)).rings(tolerance, most=5000)[0].points)
    assert shapely.distance(line, shapely.points(exact)).max() <= tolerance


def test_a_path_longer_than_any_chart_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg_path, "MAX_COMMANDS", 1000)
    assert parse_path("M0 0h1z" * 300)[1]
    with pytest.raises(TooManyCommandsError):
        parse_path("M0 0h1z" * 400)


# Filling

SQUARE = np.array([(0.0, 0.0), (4, 0), (4, 4), (0, 4)])
RING = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=9).map(
    lambda points: np.array(points, dtype=np.float64)
)


def test_rules_of_filling_differ_where_rings_overlap() -> None:
    inner = SQUARE / 2 + 1
    assert filled([SQUARE, inner], even_odd=False)[0].area == 16
    assert filled([SQUARE, inner], even_odd=True)[0].area == 12
    assert filled([SQUARE, inner[::-1]], even_odd=False)[0].area == 12  # a hole turns the other way


def test_a_ring_that_crosses_itself_becomes_valid_and_says_so() -> None:
    bow = np.array([(0.0, 0.0), (4, 4), (4, 0), (0, 4)])
    area, crossing = filled([bow], even_odd=False)
    assert (area.area, area.is_valid, crossing) == (8, True, True)
    assert filled([SQUARE], even_odd=False)[1] is False


@given(st.lists(RING, min_size=1, max_size=4), st.booleans())
def test_an_area_holds_the_points_that_the_rule_says(rings: list[np.ndarray], even_odd: bool) -> None:
    area, _ = filled(rings, even_odd)
    assert area.is_valid
    assert area.geom_type in ("Polygon", "MultiPolygon")
    lines = shapely.union_all([shapely.LineString(np.vstack([ring, ring[:1]])) for ring in rings])
    for x, y in ((i + 0.37, j + 0.53) for i in range(0, 30, 7) for j in range(0, 30, 7)):
        if shapely.distance(lines, shapely.Point(x, y)) < 1e-6:
            continue
        angles = sum(
            np.angle(np.exp(1j * np.diff(np.unwrap(np.arctan2(*(np.vstack([ring, ring[:1]]) - (x, y)).T[::-1]))))).sum()
            for ring in rings
        )
        winding = round(angles / (2 * math.pi))
        assert area.covers(shapely.Point(x, y)) == bool(winding % 2 if even_odd else winding)


def test_a_tangle_is_refused_before_it_takes_minutes() -> None:
    scribble = np.random.default_rng(1).random((2000, 2))
    with pytest.raises(TangledError):
        filled([scribble], even_odd=False)
    effort = Effort(100)
    with pytest.raises(TangledError):
        filled([scribble[:60]], even_odd=False, effort=effort)


# Values


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12), ("1in", 96), ("25.4mm", 96), ("2.54cm", 96), ("72pt", 96), ("6pc", 96), ("50%", 20)]
)
def test_lengths_are_in_user_units(text: str, value: float) -> None:
    found = length(text, whole=40)
    assert found is not None
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "wide", "12 parsecs", "1e999", "nan", "calc(1px)"])
def test_what_is_no_length_is_none(text: str) -> None:
    assert length(text) is None


@pytest.mark.parametrize("text", ["0 0 0 9", "0 0 9", "0 0 -1 9", "a b c d", "0 0 1e999 1", ""])
def test_a_view_box_without_size_is_none(text: str) -> None:
    assert view_box(text) is None


@pytest.mark.parametrize(
    "text",
    ["rotate(30)", "rotate(30, 5 6)", "translate(3)", "scale(2)", "scale(2 -1) translate(4,5)", "skewX(20),skewY(-10)",
     "matrix(1 2 3 4 5 6)", " translate( 1 , 2 )rotate(9)", ""],
)  # fmt: skip
def test_transforms_are_those_of_svgelements(text: str) -> None:
    theirs = svgelements.Matrix(text)
    assert transform(text) == pytest.approx((theirs.a, theirs.b, theirs.c, theirs.d, theirs.e, theirs.f))


@pytest.mark.parametrize(
    "text", ["rotate(nan)", "matrix(1 2 3)", "foo(1)", "scale()", "scale(2", "scale 2", "scale(1e999)"]
)
def test_a_transform_with_a_mistake_is_none(text: str) -> None:
    assert transform(text) is None


@pytest.mark.parametrize("d", ["M0 0 H", "M0 0 Hurl(", "M0 0 h", "M0 0 L 5"])
def test_a_command_without_its_numbers_counts_up_to_there(d: str) -> None:
    assert parse_path(d) == ((("M", (0.0, 0.0)),), False)
