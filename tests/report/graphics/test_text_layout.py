"""Lines: within their width, within their number, and honest about what was left out."""

from hypothesis import given
from hypothesis import strategies as st

from bodymap.report.graphics.text_layout import cut, elided, wrap, wrap_list

words = st.lists(st.text("abcdef", min_size=1, max_size=12), min_size=1, max_size=20)
widths = st.integers(14, 60)


def measure(text: str) -> float:
    return len(text)


@given(words, widths)
def test_wrapping_loses_nothing_and_keeps_the_width(given_words: list[str], width: int) -> None:
    lines = wrap(" ".join(given_words), width, measure)
    assert " ".join(lines) == " ".join(given_words)
    assert all(len(line) <= width for line in lines)


@given(words, st.integers(2, 30), st.integers(1, 4))
def test_cutting_keeps_width_and_number(given_words: list[str], width: int, most: int) -> None:
    text = " ".join(given_words)
    lines = cut(text, width, most, measure)
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)
    assert " ".join(lines) == text or any(line.endswith("…") for line in lines)


@given(words, widths, st.integers(1, 4))
def test_a_list_says_how_many_entries_it_left_out(entries: list[str], width: int, most: int) -> None:
    lines = wrap_list(entries, width, most, measure, separator=", ", more=lambda count: f"+{count}")
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)
    shown = " ".join(lines).split(", ")
    left_out = int(shown.pop()[1:]) if shown[-1].startswith("+") else 0
    assert shown == entries[: len(shown)] or "…" in lines[-1]
    assert len(shown) + left_out == len(entries) or "…" in lines[-1]


def test_a_word_that_is_too_wide_is_shortened() -> None:
    assert elided("musculus", 5, measure) == "musc…"
    assert wrap("a musculus b", 5, measure) == ["a", "musc…", "b"]
    assert elided("short", 5, measure) == "short"
