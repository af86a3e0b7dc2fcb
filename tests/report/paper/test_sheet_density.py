"""Cutting short: within its limit, and honest about what was left out."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bodymap.report.paper.sheet_density import (
    DENSITIES,
    LIMITS,
    PROGRAM,
    US,
    Density,
    joined_entries,
    paragraphs,
    shortened,
)

CUT_OFF = f"… ({PROGRAM})"

texts = st.lists(st.text("abcdef", min_size=1, max_size=30), min_size=1, max_size=40).map(" ".join)
limits = st.integers(len(CUT_OFF) + 1, 400)


@given(texts, limits)
def test_a_text_is_whole_or_says_that_it_is_cut(text: str, letters: int) -> None:
    kept = shortened(text, letters)
    assert len(kept) <= letters
    assert kept == text or (kept.endswith(CUT_OFF) and text.startswith(kept.removesuffix(CUT_OFF)))
    assert (kept == text) == (len(text) <= letters)


@given(st.lists(st.text("abc ", min_size=1, max_size=30), min_size=1, max_size=20), st.integers(1, 25), limits)
def test_a_running_list_counts_what_it_leaves_out(entries: list[str], most: int, letters: int) -> None:
    said = joined_entries(entries, most, letters).split("; ")
    left_out = re.fullmatch(r"… and (\d+) more \(see the program\)", said[-1])
    shown = said[:-1] if left_out else said
    assert 1 <= len(shown) <= most
    assert len(shown) + (int(left_out[1]) if left_out else 0) == len(entries)
    assert shown == [shortened(one, letters) for one in entries[: len(shown)]]


@given(st.lists(st.text("abc", max_size=60), max_size=80).map("\n".join), limits)
def test_paragraphs_keep_every_word_or_say_that_they_are_cut(text: str, letters: int) -> None:
    kept = paragraphs(text, letters)
    assert sum(map(len, kept)) <= letters + len(CUT_OFF)
    whole = " ".join(kept).split() == text.split()
    assert whole or kept[-1].endswith(CUT_OFF)


def test_each_density_says_no_more_than_the_roomier_ones_of_as_many_pages() -> None:
    for version, ladder in DENSITIES.items():
        assert [one.pages for one in ladder] == sorted(one.pages for one in ladder)
        for roomy, dense in pairwise(ladder):
            if roomy.pages == dense.pages:
                assert dense.charts <= roomy.charts, version
                assert dense.size <= roomy.size, version
                assert dense != roomy, version
                assert (dense.entries, dense.rows, dense.few, dense.letters) <= (
                    roomy.entries, roomy.rows, roomy.few, roomy.letters,
                ), version  # fmt: skip


@given(st.sampled_from([pair for ladder in DENSITIES.values() for pair in pairwise(ladder)]), st.floats(0, 1))
def test_what_lies_between_two_densities_says_no_less_and_no_more(pair: tuple[Density, Density], share: float) -> None:
    one, other = pair
    middle = one.towards(other, share)
    assert middle.pages == one.pages
    for name in (*LIMITS, "size", "charts", "notes", "prose"):
        low, high = sorted((getattr(one, name), getattr(other, name)))
        assert low * (1 - 1e-9) <= getattr(middle, name) <= high * (1 + 1e-9), name


@given(texts, limits)
def test_the_patient_is_told_to_ask(text: str, letters: int) -> None:
    assert shortened(text, letters, US) == text or shortened(text, letters, US).endswith("… (ask us)")
