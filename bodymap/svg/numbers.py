"""Numbers as SVG writes them: their grammar and lists of them."""

import re

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
SEPARATORS = " \t\r\n\f,"
"""What may stand between the numbers of a list."""


def numbers(text: str) -> tuple[list[float], bool]:
    """The numbers of a list and whether it holds nothing else. Reading stops before the first mistake."""
    values: list[float] = []
    end = 0
    for match in NUMBER.finditer(text):
        if text[end : match.start()].strip(SEPARATORS):
            return values, False
        values.append(float(match[0]))
        end = match.end()
    return values, not text[end:].strip(SEPARATORS)
