"""Gone, persisting, new and heat: as geometry what they say, and apart for every eye and on a grey printer."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from bodymap.body.areas import Areas, size
from bodymap.body.frequency import frequency
from bodymap.clinic.analysis.comparison import compare
from bodymap.report.graphics.change_layers import (
    CHANGE_COLORS,
    HEAT_STRENGTH,
    MOST_STEPS,
    NEW_STRENGTH,
    PERSISTING_STRENGTH,
    change_groups,
    heat_color,
    heat_groups,
    heat_legend,
    heat_steps,
)
from bodymap.report.graphics.layers import Layers
from bodymap.report.graphics.scene import Dots, Fill, Outline
from bodymap.report.graphics.theme import LIGHT, THEMES, Theme
from tests.report.graphics import test_theme as colours
from tests.report.graphics.test_scene import area_of
from tests.report.visits import visits

everywhere = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


def filled(layers: Layers, color: str) -> float:
    groups = (group for chart in layers.values() for group in chart)
    return sum(area_of(i.path) for group in groups for i in group.items if isinstance(i, Fill) and i.color == color)


@everywhere
def test_each_change_has_its_pattern_on_its_own_area(theme: Theme) -> None:
    newest, before, *_ = visits()
    found = compare(visits()[2].drawing, before.drawing)
    layers, colors = change_groups(found, theme), CHANGE_COLORS[theme.name]
    assert size(found.gone) > 0
    assert size(found.new) > 0
    assert filled(layers, colors.persisting) == pytest.approx(size(found.persisting), rel=1e-4)
    assert filled(layers, colors.new) == pytest.approx(size(found.new), rel=1e-4)
    for group in (group for chart in layers.values() for group in chart):
        kinds = {type(item) for item in group.items}
        if group.name.startswith("gone"):
            assert kinds == {Outline}  # the skin shows: nothing is there any more
            assert any(item.dash for item in group.items if isinstance(item, Outline))
        assert (Dots in kinds) == group.name.startswith("new")
    same = change_groups(compare(newest.drawing, newest.drawing), theme)
    assert [group.name for chart in same.values() for group in chart] == ["persisting-back"]


@everywhere
@pytest.mark.parametrize("vision", colours.VISIONS)
def test_persisting_new_and_skin_stay_apart_by_lightness_alone(theme: Theme, vision: str) -> None:
    colors = CHANGE_COLORS[theme.name]
    seen = [
        colours._lab(rgb, vision)[0]
        for rgb in (
            colours._rgb(theme.skin),
            colours._over(colors.persisting, theme.skin, PERSISTING_STRENGTH),
            colours._over(colors.new, theme.skin, NEW_STRENGTH),
        )
    ]
    assert min(abs(a - b) for a, b in zip(seen, [*seen[1:], seen[0]], strict=True)) >= 10


@everywhere
@pytest.mark.parametrize("vision", colours.VISIONS)
def test_more_is_always_darker_on_light_and_lighter_on_dark(theme: Theme, vision: str) -> None:
    scale = CHANGE_COLORS[theme.name].heat
    lightness = [colours._lab(colours._over(color, theme.skin, HEAT_STRENGTH), vision)[0] for color in scale]
    steps = np.diff(lightness) if theme.name == "dark" else -np.diff(lightness)
    assert (steps >= 5).all(), lightness


@given(st.integers(0, 3000))
def test_steps_hold_every_count_once(highest: int) -> None:
    steps = heat_steps(highest)
    assert len(steps) == min(highest, MOST_STEPS)
    assert [count for least, most in steps for count in range(least, most + 1)] == list(range(1, highest + 1))


@pytest.mark.parametrize("steps", range(1, MOST_STEPS + 1))
def test_steps_have_colours_of_their_own_and_the_last_is_the_strongest(steps: int) -> None:
    used = [heat_color(number, steps, LIGHT) for number in range(steps)]
    assert len(set(used)) == steps
    assert used[-1] == CHANGE_COLORS["light"].heat[-1]


def test_a_heat_map_fills_the_places_of_its_counts() -> None:
    areas: list[Areas] = [{"back": shapely.box(0, 0, 10 * n, 10)} for n in (1, 2, 3)]
    layers = heat_groups(frequency(areas), LIGHT)
    for number in range(3):
        assert filled(layers, heat_color(number, 3, LIGHT)) == pytest.approx(100)
    assert [words for _, words in heat_legend(3, LIGHT)] == ["1", "2", "3"]
    assert [words for _, words in heat_legend(12, LIGHT)] == ["1", "2", "3", "4–6", "7–9", "10–12"]
    assert heat_groups(frequency([]), LIGHT) == {}
