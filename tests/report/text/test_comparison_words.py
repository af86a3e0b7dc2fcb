"""A comparison in words: the headline weighs area and strength, lines name places, numbers are those of the regions."""

import re
from dataclasses import replace

import pytest
from hypothesis import given

from bodymap.clinic.analysis.comparison import compare
from bodymap.clinic.model import VisitMetrics
from bodymap.drawing.model import Drawing, Mark
from bodymap.report.text.comparison_words import (
    HEADS,
    MOST_NAMED,
    change_words,
    comparison_words,
    headline,
    muscle_lines,
    plain_words,
    strength_words,
    tenths,
)
from tests.matching.strategies import drawings

PAINED = VisitMetrics(marked=0.046, mean_intensity=5.0, highest_intensity=6)
STRENGTH = "; mean strength {}, last time 5.0"


@pytest.mark.parametrize(
    ("marked", "strength", "words"),
    [
        (0.031, 5.0, "Less pain: 3.1 % of the body marked, last time 4.6 %"),
        (0.031, None, "Less pain: 3.1 % of the body marked, last time 4.6 %"),
        (0.031, 8.0, "Smaller but stronger: 3.1 % of the body marked, last time 4.6 %" + STRENGTH.format("8.0")),
        (0.046, 5.5, "As much pain: 4.6 % of the body marked, last time 4.6 %"),
        (0.047, 3.0, "Milder pain: 4.7 % of the body marked, last time 4.6 %" + STRENGTH.format("3.0")),
        (0.09, 6.0, "More and stronger pain: 9.0 % of the body marked, last time 4.6 %" + STRENGTH.format("6.0")),
        (0.0, None, "No pain is marked; last time 4.6 % of the body"),
    ],
)  # fmt: skip
def test_headline_weighs_area_and_strength(marked: float, strength: float | None, words: str) -> None:
    assert headline(PAINED, replace(PAINED, marked=marked, mean_intensity=strength)) == words


def test_headline_of_nothing() -> None:
    assert headline(VisitMetrics(), VisitMetrics()) == "No pain is marked"
    assert headline(VisitMetrics(), PAINED) == "New pain: 4.6 % of the body marked, last time nothing"
    assert tenths(0.0001) == "< 0.1 %"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (PAINED, replace(PAINED, mean_intensity=3.21, highest_intensity=4),
         "Mean strength 3.2 (was 5.0), highest 4 (was 6)"),
        (VisitMetrics(), PAINED, "Mean strength 5.0 (was –), highest 6 (was –)"),
        (PAINED, VisitMetrics(), "Mean strength – (was 5.0), highest – (was 6)"),
        (VisitMetrics(), VisitMetrics(), ""),
    ],
)  # fmt: skip
def test_strength_is_told_where_it_is_known(before: VisitMetrics, after: VisitMetrics, words: str) -> None:
    assert strength_words(before, after) == words


def test_lines_and_short_form_name_what_changed() -> None:
    before = Drawing(marks=(Mark(region="back/flank-left"), Mark(region="back/thigh-back-right", quality="aching")))
    numb = Mark(region="back/thigh-back-right", quality="numb")
    after = Drawing(marks=(numb, Mark(region="back/calf-inner-right", quality="tingling")))
    words = comparison_words(compare(before, after))
    assert words.short == (
        "Gone: side of low back, left. New: inner calf, right (tingling). Now numb: back of thigh, right (was aching)."
    )
    assert [(row.place, row.change, row.quality) for row in words.rows if row.kind == "same"] == [
        ("Back of thigh, right", "as before", "aching → numb")
    ]


@given(drawings(least=0, most=6), drawings(least=0, most=6))
def test_every_change_has_a_line_and_every_region_a_row(before: Drawing, after: Drawing) -> None:
    comparison = compare(before, after)
    words = comparison_words(comparison)
    kinds = {one.kind for one in comparison.regions}
    assert {line.head for line in words.lines if line.head in HEADS.values()} == {
        HEADS[kind] for kind in kinds if kind in HEADS
    }
    assert len(words.rows) == len(comparison.regions)
    for line in words.lines:
        assert line.text.count(";") <= MOST_NAMED
    assert words.short.endswith(".")
    assert "%" not in re.sub(r"\d %|− ?\d+ %", "", words.short).replace("< 0.1 %", "")


@given(drawings(least=0, most=6), drawings(least=0, most=6))
def test_the_patient_is_told_the_same_places_without_a_number(before: Drawing, after: Drawing) -> None:
    comparison = compare(before, after)
    plain = plain_words(comparison)
    assert plain.endswith(".")
    assert not re.search(r"\d ?%|\d times", plain)
    if comparison.after.marked:
        heads = {line.head for line in comparison_words(comparison).lines}
        assert all(f"{head}: " in plain for head in heads)
    else:
        assert plain == "You marked no pain this time."


@given(drawings(), drawings())
def test_percentages_are_those_of_the_regions(before: Drawing, after: Drawing) -> None:
    for one in compare(before, after).regions:
        words = change_words(one)
        if one.kind == "smaller":
            assert one.change is not None
            assert words == f"−{-one.change * 100:.0f} %"
        elif one.kind == "larger":
            assert one.change is not None
            assert words in (f"+{one.change * 100:.0f} %", f"{one.change + 1:.0f} times")


def test_other_figures_are_told() -> None:
    words = comparison_words(compare(Drawing(marks=(Mark(region="back/sacrum"),)), Drawing(figure="male")))
    assert "different figures" in words.note
    assert words.short.endswith(words.note)


def test_nothing_changed_is_one_sentence() -> None:
    same = Drawing(marks=(Mark(region="back/sacrum"),))
    assert comparison_words(compare(same, same)).short.startswith("As much pain: ")
    assert plain_words(compare(same, same)) == "You marked about the same as last time."


def test_muscles_are_named_with_their_side() -> None:
    before, after = (Drawing(marks=(Mark(region=f"back/lumbar-{side}"),)) for side in ("left", "right"))
    lines = {line.head: line.text for line in muscle_lines(compare(before, after))}
    assert "right" in lines["New among the muscles"]
    assert "left" in lines["No longer among them"]
    assert muscle_lines(compare(Drawing(), Drawing())) == ()
