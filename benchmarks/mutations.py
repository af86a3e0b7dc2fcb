"""What `mutate` does to files: bytes flipped and moved, JSON with one thing wrong, values that nobody writes.

Not a program of its own.
"""

import json
from random import Random
from typing import Any

from hypothesis import strategies as st

STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 11, 2**31, -(2**63), 10**40, 0.5, -0.0, 1e308, -1e308, float("nan"), float("inf"),
    "", " ", "0", "front", "back", "aching", "�", "\0", "x" * 5000, "back/lumbar-right", "2026-13-45", "☃\u202e",
    [], {}, [[]], [None], {"": ""}, [0, 0], [[0, 0], [1, 1]], {"type": "Point"}, [1e300, -1e300], "\ud83d",
)  # fmt: skip
"""Values in the place of others."""

KEYS = (
    "format", "version", "figure", "marks", "region", "chart", "stroke", "geometry", "points", "radius", "intensity",
    "quality", "answers", "findings", "type", "coordinates", "drawing", "path", "id", "patient", "started", "note",
)  # fmt: skip


def bad_bytes(content: bytes, chance: Random, page: int = 64) -> bytes:
    """The content with one thing or several wrong."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        if not made:
            return bytes(made)
        place, length = chance.randrange(len(made)), chance.choice((1, 4, page, 3 * page))
        whole = place // page * page
        match chance.randrange(9):
            case 0:  # some bits, anywhere
                for _ in range(chance.choice((1, 8, 60))):
                    made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
            case 1:  # bits in the header
                made[chance.randrange(min(100, len(made)))] ^= 1 << chance.randrange(8)
            case 2:  # cut off
                del made[place:]
            case 3:  # cut off at a page
                del made[whole:]
            case 4:  # a page of noise, or of nothing
                made[whole : whole + page] = chance.choice((bytes(page), chance.randbytes(page)))
            case 5:  # a page from elsewhere
                other = chance.randrange(len(made)) // page * page
                made[whole : whole + page] = made[other : other + page]
            case 6:  # something taken out
                del made[place : place + length]
            case 7:  # something put in
                made[place:place] = chance.randbytes(length)
            case _:  # something that goes on at the end
                made += chance.choice((b"\0" * length, chance.randbytes(length), bytes(made[:length])))
    return bytes(made)


def bad_json(text: str, chance: Random) -> str:
    """The document with one thing or several wrong, as JSON that a parser takes or nearly."""
    content = json.loads(text)
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = _spoil(content, chance)
    if chance.random() < 0.02:
        return "[" * 100_000
    return json.dumps(content)


def _spoil(content: Any, chance: Random) -> Any:
    """Walks to some place and puts something else there, takes it away, doubles it or renames it."""
    if not isinstance(content, dict | list) or not content or chance.random() < 0.15:
        return bad_value(chance, content)
    key = chance.choice(list(content)) if isinstance(content, dict) else chance.randrange(len(content))
    if chance.random() < 0.7:
        content[key] = _spoil(content[key], chance)
    elif chance.random() < 0.4:
        del content[key]
    elif isinstance(content, dict):
        content[chance.choice((*KEYS, "unknown"))] = content[key]
    else:
        content += content[key:] * chance.choice((1, 1, 300))
    return content


def bad_value(chance: Random, old: object) -> Any:
    """Something in the place of a value, often near it."""
    if chance.random() < 0.3:
        if isinstance(old, str) and old:
            return bad_bytes(old.encode(errors="replace"), chance).decode("utf-8", "replace")
        if isinstance(old, int | float):
            return old * chance.choice((-1, 10, 1000, 1e9))
    picked = chance.choice(STRANGE)
    return json.loads(json.dumps(picked)) if isinstance(picked, dict | list) else picked


def bindable(value: Any) -> Any:
    """The value as SQLite takes it, or bytes that are no text for text that is none."""
    if isinstance(value, dict | list):
        return json.dumps(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return float(value)
    if isinstance(value, str) and "\ud83d" in value:
        return value.encode(errors="surrogatepass")
    return value


numbers = st.integers(-(10**6), 10**6) | st.floats() | st.integers()
words = st.sampled_from([*KEYS, "back", "front", "female", "male", "aching", "Polygon", "bodymap-drawing"]) | st.text()
leaves = st.none() | st.booleans() | numbers | words
anything = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(words, inner), max_leaves=12)
points = st.lists(st.tuples(st.floats(-900, 900), st.floats(-100, 1900)) | st.lists(numbers, max_size=3), max_size=8)
marks = st.fixed_dictionaries(
    {},
    optional={
        "chart": words,
        "region": st.sampled_from(["back/lumbar-right", "front/navel"]) | words,
        "stroke": st.fixed_dictionaries({}, optional={"points": points, "radius": numbers}) | anything,
        "geometry": st.fixed_dictionaries(
            {"type": words | st.just("Polygon"), "coordinates": st.lists(points, max_size=3) | anything}
        ),
        "intensity": numbers,
        "quality": words,
    },
)
documents = st.fixed_dictionaries(
    {"format": st.just("bodymap-drawing"), "version": st.just(1) | leaves, "figure": st.just("female") | words},
    optional={
        "marks": st.lists(marks | anything, max_size=5) | anything,
        "answers": st.dictionaries(words, leaves, max_size=4) | anything,
        "findings": anything,
    },
).map(json.dumps) | anything.map(json.dumps)
"""Texts of drawing files as hypothesis makes them up."""
