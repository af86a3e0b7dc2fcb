"""Colours: told apart by colour-blind eyes as well, and texts that can be read."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from bodymap.report.graphics.theme import THEMES, Theme

Color = NDArray[np.float64]

# Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB.
VISIONS = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.119192, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
ESSENTIAL_STRENGTH = 0.42


def _rgb(name: str) -> Color:
    return np.array([int(name[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def _linear(rgb: Color) -> Color:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _over(name: str, ground: str, strength: float) -> Color:
    return _rgb(name) * strength + _rgb(ground) * (1 - strength)


def _lab(rgb: Color, vision: str) -> Color:
    seen = np.clip(VISIONS[vision] @ _linear(rgb), 0, 1)
    t = TO_XYZ @ seen / WHITE
    f = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _closest(colors: dict[str, Color], vision: str) -> tuple[float, str, str]:
    seen = {name: _lab(rgb, vision) for name, rgb in colors.items()}
    return min((float(np.linalg.norm(seen[a] - seen[b])), a, b) for a, b in combinations(seen, 2))


everywhere = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


@everywhere
@pytest.mark.parametrize("vision", VISIONS)
def test_marks_on_the_skin_stay_apart(theme: Theme, vision: str) -> None:
    """Also from the skin and from an essential zone, which is a flat tint as marks are. 2.3 is just noticeable."""
    marks: dict[str, Color] = {
        name: _over(color, theme.skin, theme.mark_strength) for name, color in theme.qualities.items()
    }
    marks["skin"] = _rgb(theme.skin)
    marks["essential"] = _over(theme.essential, theme.skin, ESSENTIAL_STRENGTH)
    difference, *which = _closest(marks, vision)
    assert difference >= 11, which


@everywhere
@pytest.mark.parametrize("vision", VISIONS)
def test_colours_of_the_kinds_of_pain_stay_apart_in_the_lists(theme: Theme, vision: str) -> None:
    difference, *which = _closest({name: _rgb(color) for name, color in theme.qualities.items()}, vision)
    assert difference >= 25, which


@everywhere
@pytest.mark.parametrize("vision", VISIONS)
def test_patterns_differ_in_colour_too(theme: Theme, vision: str) -> None:
    lab = {name: _lab(_rgb(getattr(theme, name)), vision) for name in ("essential", "spillover", "unexplained")}
    assert np.linalg.norm(lab["essential"] - lab["unexplained"]) >= 40
    assert np.linalg.norm(lab["spillover"] - lab["unexplained"]) >= 40
    assert np.linalg.norm(lab["essential"] - lab["spillover"]) >= 12


def _contrast(a: str, b: str) -> float:
    """Contrast as the Web Content Accessibility Guidelines count it; 4.5 is what small text needs."""
    light, dark = sorted((float(TO_XYZ[1] @ _linear(_rgb(name))) for name in (a, b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@everywhere
def test_texts_can_be_read(theme: Theme) -> None:
    assert _contrast(theme.text, theme.page) >= 7
    assert _contrast(theme.quiet_text, theme.page) >= 4.5
    assert _contrast(theme.accent, theme.disc if theme.name != "dark" else theme.page) >= 4.5
    assert _contrast(theme.cross, theme.disc) >= 7


@everywhere
def test_body_stands_out_from_the_page(theme: Theme) -> None:
    assert _contrast(theme.outline, theme.page) >= 4.5
