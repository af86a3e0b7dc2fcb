"""The colours of the charts, for a light screen, a dark screen and paper. Not the window's own colours.

The qualities stay apart for colour-blind eyes (checked in the tests by simulation), and pattern says again what colour
says: essential zones are flat, spillover is stippled, what nothing explains is hatched.
"""

from dataclasses import dataclass, field, replace

from bodymap.drawing.model import Quality


@dataclass(frozen=True)
class Theme:
    """Colours as "#rrggbb"; the strengths are opacities between 0 and 1."""

    name: str
    page: str
    skin: str
    shadow: str
    light: str
    line: str
    outline: str
    text: str
    quiet_text: str
    accent: str
    hover: str
    essential: str
    spillover: str
    unexplained: str
    disc: str
    cross: str
    shadow_strength: float = 1.0
    light_strength: float = 1.0
    mark_strength: float = 0.5
    patterned: bool = False
    """Whether marks show their quality as a pattern (`report.patterns`) instead of a colour."""
    qualities: dict[Quality, str] = field(default_factory=dict)

    def quality(self, quality: Quality | None) -> str:
        """The colour of a quality; a mark without one looks like `other`."""
        return self.qualities[quality or "other"]


LIGHT = Theme(
    name="light",
    page="#f4f2ee",
    skin="#ecdfd5",
    shadow="#3a2a1f",
    light="#ffffff",
    line="#6d6058",
    outline="#3f4247",
    text="#1f2a30",
    quiet_text="#66707a",
    accent="#0d6b62",
    hover="#0d6b62",
    essential="#ee9a44",
    spillover="#8a3a08",
    unexplained="#6a1b9a",
    disc="#ffffff",
    cross="#1f2a30",
    qualities={
        "aching": "#dd4530",
        "sharp": "#f5a614",
        "burning": "#d5509c",
        "numb": "#33278f",
        "tingling": "#1b95f0",
        "other": "#434040",
    },
)

DARK = replace(
    LIGHT,
    name="dark",
    page="#171c1f",
    skin="#8c7a6c",
    shadow="#0c0705",
    light="#ffe9d8",
    line="#2b221d",
    outline="#d8cfc6",
    text="#e8ecee",
    quiet_text="#9aa5ac",
    accent="#4fc3b4",
    hover="#7fe0d3",
    essential="#f2da91",
    spillover="#ffb45e",
    unexplained="#e3b5ff",
    disc="#f5f7f8",
    cross="#14181a",
    shadow_strength=1.5,
    light_strength=0.55,
    mark_strength=0.62,
    qualities={
        "aching": "#ff6a4d",
        "sharp": "#f8b41e",
        "burning": "#dd48a0",
        "numb": "#a468f5",
        "tingling": "#a9cdfb",
        "other": "#cfd0c8",
    },
)

PAPER = replace(LIGHT, name="paper", page="#ffffff", skin="#f3eae3", shadow_strength=0.85)

INK = replace(
    PAPER,
    name="ink",
    skin="#ffffff",
    shadow="#000000",
    shadow_strength=0.35,
    line="#777777",
    outline="#333333",
    text="#000000",
    quiet_text="#444444",
    accent="#000000",
    essential="#8a8a8a",
    spillover="#000000",
    unexplained="#000000",
    cross="#000000",
    patterned=True,
    qualities=dict.fromkeys(LIGHT.qualities, "#000000"),
)
"""Paper from a printer without colour."""

THEMES = {theme.name: theme for theme in (LIGHT, DARK, PAPER)}
