"""The colours of the window, light and dark."""

from dataclasses import dataclass

from bodymap.report.graphics.theme import DARK, LIGHT, Theme


@dataclass(frozen=True)
class Palette:
    """Colours of the window as "#rrggbb"."""

    chart: Theme
    panel: str
    raised: str
    text: str
    quiet: str
    border: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    warn_soft: str
    explains: str
    filled: str
    track: str
    danger: str


LIGHT_PALETTE = Palette(
    chart=LIGHT,
    panel="#ffffff",
    raised="#f6f5f2",
    text="#1b262c",
    quiet="#5d6870",
    border="#d9d7d2",
    accent="#0d6b62",
    accent_strong="#0a574f",
    on_accent="#ffffff",
    accent_soft="#e2f0ee",
    warn_soft="#fdf3d7",
    explains="#cf3a34",
    filled="#b0561c",
    track="#ece8e2",
    danger="#b3261e",
)


DARK_PALETTE = Palette(
    chart=DARK,
    panel="#20272b",
    raised="#2a3237",
    text="#eaeef0",
    quiet="#a5b0b7",
    border="#3c464c",
    accent="#58c9ba",
    accent_strong="#7adccf",
    on_accent="#08221f",
    accent_soft="#1d3a38",
    warn_soft="#453a1d",
    explains="#ff7a70",
    filled="#f0a060",
    track="#374046",
    danger="#ff8a80",
)
