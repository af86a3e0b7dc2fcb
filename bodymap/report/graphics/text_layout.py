"""Breaking words into lines of a given width. Whoever calls says how wide a text is; nothing here knows a font."""

from collections.abc import Callable, Sequence

NO_BREAK = "\u00a0"
"""Stands between a number and its sign while a text is broken."""

WORTH = 0.7
"""Share of a shortened line that has to stay if its last word, which was cut, is left out."""

Measure = Callable[[str], float]
"""Width of a text on one line."""


def elided(text: str, width: float, measure: Measure) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if measure(text) <= width:
        return text
    while text and measure(text + "…") > width:
        text = text[:-1].rstrip()
    whole = text.rpartition(" ")[0].rstrip(" ,;:")
    # A word that is cut in two reads like another; where the line would be half empty, better a piece than nothing.
    return (whole if len(whole) > WORTH * len(text) else text) + "…"


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """The text in lines no wider than `width`; a word that is too wide for a line is shortened."""
    lines: list[str] = []
    for joined in text.replace(" %", f"{NO_BREAK}%").split(" "):
        word = joined.replace(NO_BREAK, " ")
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(elided(word, width, measure))
    return lines


def cut(text: str, width: float, most: int, measure: Measure) -> list[str]:
    """The text in at most so many lines; what is left over is an ellipsis."""
    lines = wrap(text, width, measure)
    if len(lines) > most:
        lines = [*lines[: most - 1], elided(" ".join(lines[most - 1 :]), width, measure)]
    return lines


def wrap_list(
    entries: Sequence[str], width: float, most: int, measure: Measure, *, separator: str, more: Callable[[int], str]
) -> list[str]:
    """Entries in at most so many lines. Whole entries are left out from the end, and `more` says how many."""
    text = ""
    for kept in range(len(entries), 0, -1):
        left_out = len(entries) - kept
        text = separator.join([*entries[:kept], *([more(left_out)] if left_out else [])])
        lines = wrap(text, width, measure)
        if len(lines) <= most:
            return lines
    return cut(text, width, most, measure)
