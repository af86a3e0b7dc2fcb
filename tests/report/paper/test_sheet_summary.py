"""What the summary says: the numbers of `rank`, marks and answers in words, the sets with and without findings."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap import __version__
from bodymap.body.areas import size
from bodymap.body.chart_files import load_charts
from bodymap.body.region_terms import region_ids
from bodymap.clinic.dates import date_words
from bodymap.drawing.findings import Findings, MuscleFinding, Verdict
from bodymap.drawing.model import AnswerValue, Drawing, Mark, Stroke
from bodymap.matching.knowledge import shipped_knowledge
from bodymap.matching.match import Match, match_drawing
from bodymap.matching.selection import chosen_muscles
from bodymap.report.paper.sheet_summary import WORTH_A_ROW, Summary, summarise
from tests.report.drawings import WALK

WHEN = datetime(2026, 3, 5, 9, 4)


def summary_of(match: Match) -> Summary:
    return summarise(match, chosen_muscles(match))


@pytest.fixture(scope="module")
def match() -> Match:
    return match_drawing(WALK)


def test_numbers_are_those_of_rank(match: Match) -> None:
    printed = summary_of(match).ranked
    ranked = match.to_json()["muscles"]
    worth = [(number, row) for number, row in enumerate(ranked, start=1) if row["explained"] >= WORTH_A_ROW]
    assert [row.number for row in printed] == [number for number, _ in worth]
    for row, (_, truth) in zip(printed, worth, strict=True):
        assert row.muscle.lower().replace(" ", "_") == truth["muscle"]
        assert row.side == truth["side"]
        assert row.score == f"{truth['score']:.2f}"
        for said, share in ((row.explains, truth["explained"]), (row.filled, truth["filled"])):
            assert said == ("< 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %")
        assert row.points[0] == truth["points"][0]["name"]


def test_marks_are_said_with_side_kind_and_strength(match: Match) -> None:
    rows = summary_of(match).marked
    assert [(row.place, row.side, row.kind, row.strength) for row in rows][:1] == [("Low back", "right", "aching", "6")]
    assert (rows[3].side, rows[3].kind, rows[3].strength) == ("right", "burning", "–")
    assert (rows[4].quality, rows[4].kind) == (None, "–")


def test_marks_that_are_called_the_same_are_one_row() -> None:
    mark = Mark(region="back/lumbar-right", quality="sharp")
    assert len(summary_of(match_drawing(Drawing(marks=(mark, mark)))).marked) == 1


def test_share_of_the_charts_is_measured(match: Match) -> None:
    charts = load_charts("female")
    share = match.ranking.marked / (charts["front"].outline.area + charts["back"].outline.area)
    assert summary_of(match).marked_share == pytest.approx(share)
    whole = Drawing(marks=tuple(Mark(region=name) for chart in ("front", "back") for name in region_ids(chart)))
    assert summary_of(match_drawing(whole)).marked_share == pytest.approx(1)


def test_answers_that_counted_are_told_and_yes_comes_first(match: Match) -> None:
    answers = summary_of(match).answers
    assert len(answers) == 2
    assert answers[0].endswith(": yes")
    assert answers[-1] == "pain lying on the painful side: no"
    assert summary_of(match_drawing(WALK.model_copy(update={"answers": {}}))).answers == ()


def with_answers(**answers: AnswerValue) -> Drawing:
    return WALK.model_copy(update={"answers": answers})


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"pain_days": 1}, "Duration 1 day (acute, one week or less)"),
        ({"pain_days": 21}, "Duration 21 days"),
        ({"pain_days": 120}, "Duration 120 days, about 4 months (chronic, three months or more)"),
        ({"pain_days": 3650}, "Duration 3,650 days, about 10 years (chronic, three months or more)"),
        ({"pain_days": 3650, "chronic": False}, "Duration 3,650 days, about 10 years"),
        ({"pain_strength": 8}, "Strength at its worst 8 of 10"),
        ({"pain_strength": 10}, "Strength at its worst 10 of 10 (unbearable pain)"),
        ({"comes_and_goes": True}, "Intermittent, depends on activity and position: yes"),
        ({"worse_side": "both"}, "Side that hurts more: both"),
    ],
    ids=str,
)
def test_the_history_comes_first_with_its_numbers(answers: dict[str, AnswerValue], said: str) -> None:
    assert summary_of(match_drawing(with_answers(worse_upright=True, **answers))).answers[0] == said


@given(
    days=st.none() | st.integers(0, 50_000), strength=st.none() | st.integers(0, 10), course=st.none() | st.booleans()
)
@settings(max_examples=15, deadline=None)
def test_an_implied_answer_is_not_said_beside_what_implies_it(
    days: int | None, strength: int | None, course: bool | None
) -> None:
    given_ = {"pain_days": days, "pain_strength": strength, "comes_and_goes": course}
    answers = {name: value for name, value in given_.items() if value is not None}
    summary = summary_of(match_drawing(with_answers(**answers)))
    assert len(summary.answers) == len(answers)
    assert summary.asked == ()


def test_what_was_answered_itself_is_said_as_asked() -> None:
    answers = with_answers(constant_pain=True, saddle_numbness=False, fever=False, not_of_the_table=True)
    denied = ("no to numbness of the saddle area", "fever, chills or feeling generally unwell")
    assert summary_of(match_drawing(answers)).asked == ("constant pain: yes", *denied)


def examined(**verdicts: Verdict) -> Match:
    muscles = tuple(MuscleFinding(muscle=name, side="right", verdict=verdict) for name, verdict in verdicts.items())
    return match_drawing(WALK.model_copy(update={"findings": Findings(muscles=muscles)}))


def test_what_was_found_by_hand_reshapes_the_conclusion_and_not_the_ranking(match: Match) -> None:
    felt = examined(gluteus_medius="confirmed", gluteus_minimus="ruled_out")
    by_hand, alone = summary_of(felt).conclusion
    first, last = felt.examined_cover[0], felt.examined_cover[-1]
    assert by_hand.startswith(
        f"With what was found by hand: confirmed gluteus medius right {first.explained * 100:.0f} %, with "
    )
    assert f" {last.explained * 100:.0f} % of the marked area; ruled out: gluteus minimus right. " in by_hand
    left = size(felt.examined_unexplained) / felt.ranking.marked
    assert left > match.ranking.unexplained, "what was ruled out explains nothing"
    assert f"Not explained: {left * 100:.0f} % (" in by_hand
    for step in match.cover:
        assert step.row.muscle.replace("_", " ") + " " + step.row.side in alone
    assert f"{match.cover[-1].explained * 100:.0f} %" in alone
    plain = [(row.muscle, row.score, row.explains) for row in summary_of(match).ranked]
    assert [(row.muscle, row.score, row.explains) for row in summary_of(felt).ranked] == plain


def test_later_reshapes_nothing(match: Match) -> None:
    assert summary_of(examined(piriformis="later")).conclusion == summary_of(match).conclusion


def test_with_everything_ruled_out_it_says_so(match: Match) -> None:
    muscles = [MuscleFinding(muscle=row.muscle, side=row.side, verdict="ruled_out") for row in match.ranking.rows]
    felt = match_drawing(WALK.model_copy(update={"findings": Findings(muscles=tuple(muscles))}))
    said = summary_of(felt).conclusion[0]
    assert "no muscle covers more than a stray dot; ruled out: " in said
    assert f"and {len(muscles) - 5} more. Not explained: 100 %" in said


def test_conclusion_names_the_smallest_set_and_what_is_left(match: Match) -> None:
    covered, left = summary_of(match).conclusion
    assert covered.endswith(f"cover {match.cover[-1].explained * 100:.0f} % of the marked area.")
    for step in match.cover:
        assert step.row.muscle.replace("_", " ") + " " + step.row.side in covered.lower()
    assert left == f"Not explained by any zone: {match.ranking.unexplained * 100:.0f} % (breast, right)."


def test_chosen_muscles_are_told_from_the_others(match: Match) -> None:
    summary = summarise(match, [("piriformis", "right")])
    assert [row.muscle for row in summary.ranked if row.chosen] == ["Piriformis"]


TOP_OF_HEAD = Mark(chart="front", stroke=Stroke(points=((0, 60),), radius=5))


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (Drawing(), "Nothing is marked, so nothing is ranked."),
        (
            Drawing(marks=(TOP_OF_HEAD,)),
            "No muscle of the atlas explains more than a stray dot of what is marked.",
        ),
    ],
    ids=["no pain", "beyond the atlas"],
)
def test_without_a_ranking_it_says_why(drawing: Drawing, said: str) -> None:
    assert summary_of(match_drawing(drawing)).conclusion == (said,)


def test_when_and_what_made_it() -> None:
    assert date_words(WHEN) == "5 Mar 2026, 09:04"
    origin = summary_of(match_drawing(Drawing())).origin
    assert origin.startswith(f"bodymap {__version__}, atlas of ")
    assert origin.endswith(f"edition {shipped_knowledge().edition}")
