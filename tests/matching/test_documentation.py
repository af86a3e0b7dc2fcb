"""The numbers of `docs/matching.md` are those of the program."""

from pathlib import Path

import pytest

from bodymap.matching.answers import BOUND, STEP
from bodymap.matching.cover import EXACT_CANDIDATES, LEFT_OPEN
from bodymap.matching.match import Match, match
from bodymap.matching.overlap import SPILLOVER_WEIGHT, UNPAINTED_COST, Overlap, overlap_score
from bodymap.matching.ranking import TOUCHED, MuscleScore

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "matching.md").read_text(encoding="utf-8")
ROWS = 4


def example(found: Match) -> str:
    """The block that has to stand in the page."""
    first = found.ranking.rows[0]
    lines = [f"|D| = {found.ranking.marked:,.0f} square units", "", *_arithmetic(first), ""]
    lines.append(f"{'':<28}{'score':>7}{'explains':>10}{'filled':>8}  best point")
    for row in found.ranking.rows[:ROWS]:
        lines.append(f"{_name(row):<28}{row.score:>7.3f}{row.explained:>10.1%}{row.filled:>8.1%}  {row.best.name}")
    lines += ["", f"unexplained {found.ranking.unexplained:.1%}", "", "smallest set, covered so far"]
    lines += [f"  {_name(step.row):<28}{step.explained:.1%}" for step in found.cover]
    return "\n".join(lines)


def _name(row: MuscleScore) -> str:
    return f"{row.muscle.replace('_', ' ')}, {row.side}"


def _arithmetic(row: MuscleScore) -> list[str]:
    best: Overlap = row.best.overlap
    marked, inside, around = (f"{area:,.0f}" for area in (best.marked, best.essential_marked, best.spillover_marked))
    factors = " · ".join(f"{one.factor:.2f}" for one in row.factors)
    return [
        f"{_name(row)}, point '{row.best.name}'",
        f"  explained = ({inside} + 0.4 · {around}) / {marked} = {best.explained:.3f}",
        f"  filled    = {inside} / {best.essential:,.0f} = {best.filled:.3f}",
        f"  overlap   = {best.explained:.3f} / (1 + 0.5 · (1 − {best.filled:.3f})) = {best.score:.3f}",
        f"  answers   = {factors} = {row.answer_factor:.4f}",
        f"  score     = {best.score:.3f} · {row.answer_factor:.4f} = {row.score:.3f}",
    ]


def test_the_worked_example_is_what_the_program_computes() -> None:
    shown = PAGE.partition("<!-- the worked example")[2].partition("```\n")[2].partition("\n```")[0]
    made = example(match(DOCS / "examples" / "low-back-and-leg.json"))
    assert shown == made, f"docs/matching.md should hold\n{made}"


def test_the_choices_that_the_page_names_are_those_of_the_code() -> None:
    assert f"explained = (|D∩E| + {SPILLOVER_WEIGHT:g} · |D∩S|) / |D|" in PAGE
    assert f"score     = explained / (1 + {UNPAINTED_COST:g} · (1 − filled))" in PAGE
    assert f"multiplies its scores by {STEP:g}" in PAGE
    assert f"(× {BOUND:g} or ÷ {BOUND:g})" in PAGE
    assert f"less than 1/{1 / TOUCHED:,.0f} of the drawing" in PAGE
    assert f"leave {LEFT_OPEN:.0%}".replace("%", " %") in PAGE
    assert f"Up to {EXACT_CANDIDATES} muscles all sets are tried" in PAGE


@pytest.mark.parametrize(("explained", "filled", "score"), [(1, 0.3, 0.74), (0.5, 1, 0.50), (0.6, 0.6, 0.50)])
def test_the_cases_of_the_decision_record(explained: float, filled: float, score: float) -> None:
    record = (DOCS / "adr" / "0002-score-formula.md").read_text(encoding="utf-8")
    assert overlap_score(explained, filled) == pytest.approx(score, abs=0.005)
    f1 = 2 * explained * filled / (explained + filled)
    assert f"| {explained:.2f} | {filled:.2f} | {score:.2f} | {f1:.2f} | {explained * filled:.2f} |" in record
