"""What a hand draws is always taken; what would take minutes or gigabytes is refused at once, in one sentence."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.drawing.complexity import MOST_CROSSINGS, MOST_POINTS, check_complexity
from bodymap.drawing.file import drawing_json, parse_drawing
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from tests.refusals import refused

Marks = list[dict[str, Any]]


def drawing(marks: Marks) -> Drawing:
    return Drawing.model_validate({"format": "bodymap-drawing", "marks": marks})


def stroke(points: Any, radius: float) -> dict[str, Any]:
    return {"chart": "back", "stroke": {"points": np.asarray(points, dtype=float).tolist(), "radius": radius}}


def hatching(lines: int, gap: float, radius: float) -> dict[str, Any]:
    """To and fro down the body, then across it, in one stroke."""
    down = [[-250 + gap * (i // 2), (200, 1600, 1600, 200)[i % 4]] for i in range(lines)]
    across = [[(-250, 250, 250, -250)[i % 4], 200 + gap * (i // 2)] for i in range(lines)]
    return stroke([*down, *across], radius)


def walk(seed: int, points: int, step: float) -> Any:
    """What a hand does that shades a place."""
    rng = np.random.default_rng(seed)
    return rng.uniform([-100, 300], [100, 1200]) + np.cumsum(rng.uniform(-step, step, (points, 2)), axis=0)


def bars(count: int, apart: bool) -> Marks:
    """Thin bars down and across, as parts of one shape or as a mark each."""
    down = [[[x, 300], [x + 0.5, 300], [x + 0.5, 700], [x, 700], [x, 300]] for x in np.arange(count) * 2.0 - 200]
    across = [[[-200, y], [200, y], [200, y + 0.5], [-200, y + 0.5], [-200, y]] for y in np.arange(count) * 2.0 + 300]
    polygons = [[ring] for ring in down + across]
    if apart:
        return [{"chart": "back", "geometry": {"type": "Polygon", "coordinates": one}} for one in polygons]
    return [{"chart": "back", "geometry": {"type": "MultiPolygon", "coordinates": polygons}}]


def crossing_holes(count: int) -> Marks:
    """Holes that all cross each other."""
    angles = np.linspace(0, np.pi, count, endpoint=False)
    along, across = np.stack([np.cos(angles), np.sin(angles)], 1), np.stack([-np.sin(angles), np.cos(angles)], 1)
    middle = np.array([0.0, 600.0])
    rings = [
        [middle + 80 * a + b, middle - 80 * a + b, middle - 80 * a - b, middle + 80 * a - b, middle + 80 * a + b]
        for a, b in zip(along, across, strict=True)
    ]
    shell = [[-100, 500], [100, 500], [100, 700], [-100, 700], [-100, 500]]
    shape = {"type": "Polygon", "coordinates": [shell, *np.array(rings).tolist()]}
    return [{"chart": "back", "geometry": shape}]


def long_lines(marks: int) -> Marks:
    rng = np.random.default_rng(1)
    return [stroke(rng.uniform([-150, 300], [150, 1000], (160, 2)), 1) for _ in range(marks)]


BOMBS: dict[str, Callable[[], Marks]] = {
    "one thin stroke to and fro": lambda: [hatching(100, 10, 0.02)],
    "one thin stroke, more of it": lambda: [hatching(500, 2.8, 0.02)],
    "a wider brush with gaps": lambda: [hatching(240, 4, 1)],
    "parts that cross": lambda: bars(200, apart=False),
    "marks that cross": lambda: bars(200, apart=True),
    "holes that cross": lambda: crossing_holes(400),
    "many strokes of long lines": lambda: long_lines(100),
    "one ring of random corners": lambda: [
        {"chart": "back", "geometry": {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}}
        for corners in [np.random.default_rng(2).uniform([-100, 500], [100, 700], (2000, 2)).tolist()]
    ],
    "more points than a hand draws": lambda: [stroke(walk(n, 20_000, 5), 18) for n in range(4)],
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_no_hand_draws_is_refused_before_it_is_worked_out(name: str, tmp_path: Path) -> None:
    """In a program of its own that may take no more memory than an idle window does."""
    path = tmp_path / "bomb.json"
    path.write_text(json.dumps({"format": "bodymap-drawing", "marks": BOMBS[name]()}), encoding="utf-8")
    code = (
        "import re, sys\nfrom pathlib import Path\n"
        "from bodymap.cli import main\n"
        "code = main(['rank', sys.argv[1]])\n"
        "status = Path('/proc/self/status')\n"  # what resource.getrusage says is inherited from the tests' own process
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1]) // 1024 if status.exists() else 0)\n"
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert int(done.stdout) < 500


@pytest.mark.parametrize("name", BOMBS)
def test_a_stored_drawing_over_the_budget_is_an_unreadable_one(name: str) -> None:
    with pytest.raises(BodymapError):
        parse_drawing(drawing_json(drawing(BOMBS[name]())), "The drawing")


def holes_in_one_corner(count: int) -> Marks:
    """Holes that lie on each other and cross nowhere."""
    shell = [[300, 300], [700, 300], [700, 900], [300, 900], [300, 300]]
    holes = [[[350 + n / 100, 350], [360, 350], [360, 360], [350 + n / 100, 350]] for n in range(count)]
    return [{"chart": "back", "geometry": {"type": "Polygon", "coordinates": [shell, *holes]}}]


BY_HAND: dict[str, Callable[[], Marks]] = {
    "nothing": list,
    "a dot": lambda: [stroke([[0, 650]], 6)],
    "a region": lambda: [{"region": "back/lumbar-right"}],
    "sixty strokes": lambda: [stroke(walk(n, 40, 12), 18) for n in range(60)],
    "five hundred strokes": lambda: [stroke(walk(n, 50, 15), 18) for n in range(500)],
    "twenty thousand points without lifting": lambda: [stroke(walk(1, 20_000, 8), 18)],
    "the same with a fine brush": lambda: [stroke(walk(1, 20_000, 8), 6)],
    "the whole body hatched with a fine brush": lambda: [hatching(50, 20, 6)],
    "overlapping holes": lambda: holes_in_one_corner(1000),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_a_hand_draws_is_taken(name: str) -> None:
    check_complexity(drawing(BY_HAND[name]()))


@given(st.integers(0, 10_000), st.integers(1, 40), st.floats(3, 40), st.integers(2, 80))
def test_shading_with_any_brush_is_taken(seed: int, strokes: int, radius: float, points: int) -> None:
    check_complexity(drawing([stroke(walk(seed + n, points, radius / 2), radius) for n in range(strokes)]))


def test_the_budget_is_one_for_all_marks() -> None:
    """Each half of a net would do."""
    down, across = bars(60, apart=True)[:60], bars(60, apart=True)[60:]
    check_complexity(drawing(down))
    check_complexity(drawing(across))
    with refused("drawing.too_many_crossings"):
        check_complexity(drawing(down + across))
    assert MOST_CROSSINGS < 4 * 60 * 60 / 2


def test_points_are_counted_over_all_marks() -> None:
    lines = [stroke(np.column_stack([np.zeros(20_000), np.linspace(300, 900, 20_000)]), 18) for _ in range(3)]
    assert MOST_POINTS == 60_000
    check_complexity(drawing(lines))
    with refused("drawing.too_many_points"):
        check_complexity(drawing([*lines, stroke([[0, 300]], 18)]))
