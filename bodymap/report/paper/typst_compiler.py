"""Sets a sheet with typst: plain data in, PDF and pages as pictures out. Knows no muscle and no patient.

The data reaches typst as JSON in its inputs, so words stay words: nothing in a note can be read as markup. The PDF is
archivable and accessible at once (PDF/A-2a and PDF/UA-1). Both forbid letters without a shape, so a letter that no
font of this computer has becomes a box, and the foot of the sheet says so.
"""

import json
import re
import unicodedata
from functools import cache, cached_property
from threading import Lock
from typing import Any

import typst

from bodymap.resources import resource

FONTS = (
    "Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "Liberation Sans", "Arial", "Libertinus Serif",
    "Noto Sans Arabic", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", "Noto Color Emoji",
)  # fmt: skip
"""In order of preference. Typst brings Libertinus Serif itself, and asks any other font for what these lack."""

BOX = "\N{WHITE SQUARE}"
BOX_WORDS = f"{BOX} stands for a letter that no font of this computer has."

PAPERS = {"A4": "a4", "Letter": "us-letter"}
SIZES = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points: 210 × 297 mm, and 8½ × 11 inches."""

KEPT_FORMAT = {"\u200c", "\u200d"}
"""Joiners: Persian words and many emoji are made with them. Other characters of the kind steer a text unseen."""

ROUNDS = 5
"""Times that letters without a shape are looked for; after that every letter beyond Latin is a box."""

_ALONE = Lock()
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

Json = dict[str, Any]


class PrintedSheet:
    """A sheet that was set: how many pages it has, and each of them as a file."""

    def __init__(self, data: Json, page: str, pdf: bytes) -> None:
        self._inputs = _inputs(data)
        self.size = SIZES[page]
        """Width and height of a page in points."""
        self.pdf = pdf
        """PDF/A-2a and PDF/UA-1."""

    @cached_property
    def svgs(self) -> tuple[str, ...]:
        """Each page as SVG, in points; letters are outlines."""
        return tuple(page.decode() for page in _pages(_compiled(self._inputs, format="svg")))

    def pngs(self, dots_an_inch: float) -> tuple[bytes, ...]:
        """Each page as PNG."""
        return tuple(_pages(_compiled(self._inputs, format="png", ppi=dots_an_inch)))

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self.svgs)


def set_sheet(data: Json, page: str) -> PrintedSheet:
    """Sets the data of a sheet, as `report.therapist_sheet` and its neighbours make it, on "A4" or "Letter"."""
    lacking = set(_lacking_here())
    for round_ in range(ROUNDS + 1):
        made = _mended({**data, "paper": PAPERS[page], "fonts": FONTS}, lacking if round_ < ROUNDS else None)
        try:
            pdf = _compiled(_inputs(made), format="pdf", pdf_standards=["a-2a", "ua-1"])
        except typst.TypstError as error:
            found = {_unescaped(text) for text in _LACKING.findall(error.diagnostic)}
            if not found or round_ == ROUNDS:
                raise
            lacking |= found
            _lacking_here().update(found)
        else:
            return PrintedSheet(made, page, b"".join(_pages(pdf)))
    raise AssertionError("the last round returns or raises")


def _compiled(inputs: dict[str, str], **how: Any) -> bytes | list[bytes] | None:
    """What typst makes. One at a time: a preview may be painted while another thread sets the next sheet."""
    with _ALONE:
        return _compiler().compile(sys_inputs=inputs, **how)


@cache
def _compiler() -> typst.Compiler:
    """One for the whole run: it looks for fonts once."""
    folder = resource("assets", "paper")
    return typst.Compiler(str(folder / "main.typ"), root=str(folder))


@cache
def _lacking_here() -> set[str]:
    """What no font has, as far as it was met. Fonts don't change while a program runs."""
    return set()


def _inputs(data: Json) -> dict[str, str]:
    return {"sheet": json.dumps(data, ensure_ascii=False)}


def _pages(made: bytes | list[bytes] | None) -> list[bytes]:
    assert made is not None  # it is only for output into a file
    return made if isinstance(made, list) else [made]


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.replace('\\"', '"').replace("\\\\", "\\")


def _mended(data: Json, lacking: set[str] | None) -> Json:
    """The data with all of its words as they can be printed; pictures and fonts stay as they are."""
    boxed = False

    def mend(value: Any, key: str = "") -> Any:
        nonlocal boxed
        if isinstance(value, str):
            if key in ("svg", "paper", "version"):
                return value
            words = _printable(value, lacking)
            boxed = boxed or (BOX in words and BOX not in value)
            return words
        if isinstance(value, dict):
            return {name: mend(one, name) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [mend(one, key) for one in value] if key != "fonts" else list(value)
        return value

    made: Json = mend(data)
    if boxed:
        *others, last = made["footer"]
        made["footer"] = [*others, f"{last}. {BOX_WORDS}"]  # a further line would not fit the margin
    return made


def _printable(words: str, lacking: set[str] | None) -> str:
    """Words without what cannot be printed: control characters become spaces, letters without a shape boxes."""
    letters = "".join(_letter(one) for one in unicodedata.normalize("NFC", words))
    if lacking is None:
        return "".join(one if ord(one) < 0x250 else BOX for one in letters)
    for text in sorted(lacking, key=len, reverse=True):
        letters = letters.replace(text, BOX)
    return letters


def _letter(one: str) -> str:
    kind = unicodedata.category(one)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    if kind == "Cf":
        return one if one in KEPT_FORMAT else ""
    return BOX if kind in ("Cs", "Co", "Cn") else one
