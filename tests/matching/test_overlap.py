"""The formula of the design, on plain numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.matching.overlap import SPILLOVER_WEIGHT, UNPAINTED_COST, Overlap, explained_share, overlap_score

shares = st.floats(0, 1)


@st.composite
def overlaps(draw: st.DrawFn) -> Overlap:
    marked, essential = draw(st.floats(1, 1e6)), draw(st.floats(1, 1e6))
    inside = draw(st.floats(0, min(marked, essential)))
    return Overlap(marked, inside, draw(st.floats(0, marked - inside)), essential)


def test_a_worked_case() -> None:
    overlap = Overlap(marked=1000, essential_marked=400, spillover_marked=250, essential=800)
    assert overlap.explained == pytest.approx((400 + 0.4 * 250) / 1000)
    assert overlap.filled == pytest.approx(0.5)
    assert overlap.score == pytest.approx(0.5 / 1.25)


@given(overlaps())
def test_every_share_is_between_0_and_1(overlap: Overlap) -> None:
    for share in (overlap.explained, overlap.filled, overlap.score):
        assert 0 <= share <= 1


@given(overlaps())
def test_a_score_never_exceeds_what_is_explained(overlap: Overlap) -> None:
    assert overlap.score <= overlap.explained
    assert (overlap.score == 0) == (overlap.explained == 0)


@given(shares, shares, shares)
def test_the_score_grows_with_both_shares(low: float, high: float, other: float) -> None:
    low, high = min(low, high), max(low, high)
    assert overlap_score(low, other) <= overlap_score(high, other)
    assert overlap_score(other, low) <= overlap_score(other, high)


def test_a_drawing_that_is_the_essential_zone_scores_1() -> None:
    assert Overlap(500, 500, 0, 500).score == 1


@given(st.floats(0.01, 0.99))
def test_unexplained_pain_costs_more_than_unpainted_zone(missing: float) -> None:
    unpainted = Overlap(100 * (1 - missing), 100 * (1 - missing), 0, 100)
    unexplained = Overlap(100, 100 * (1 - missing), 0, 100 * (1 - missing))
    assert unpainted.score > unexplained.score
    assert unpainted.score >= 1 / (1 + UNPAINTED_COST)


def test_spillover_counts_at_its_weight() -> None:
    assert explained_share(100, 0, 100) == SPILLOVER_WEIGHT


def test_nothing_marked_explains_nothing() -> None:
    assert Overlap(0, 0, 0, 100).score == 0
