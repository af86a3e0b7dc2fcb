"""What the summary says: the numbers of `rank`, the marks in words, the answers that counted, what is unexplained."""

from datetime import datetime

import pytest

from bodymap import __version__
from bodymap.body.chart import load_charts, region_ids
from bodymap.body.figure import CHARTS
from bodymap.drawing.model import Drawing, Mark, Stroke
from bodymap.matching.session import Match, match_drawing
from bodymap.report.chosen import chosen_muscles
from bodymap.report.summary import Summary, atlas_edition, date_words, summarise
from tests.report.drawings import WALK

WHEN = datetime(2026, 3, 5, 9, 4)


def summary_of(match: Match) -> Summary:
    return summarise(match, chosen_muscles(match), WHEN)


@pytest.fixture(scope="module")
def match() -> Match:
    return match_drawing(WALK)


def test_numbers_are_those_of_rank(match: Match) -> None:
    printed = summary_of(match).ranked
    ranked = match.to_json()["muscles"]
    assert len(printed) == len(ranked)
    for row, truth in zip(printed, ranked, strict=True):
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
    charts = load_charts("female").values()
    share = match.ranking.marked / sum(chart.outline.area for chart in charts)
    assert summary_of(match).marked_share == f"Marked: {share * 100:.1f} % of the body charts."
    whole = Drawing(marks=tuple(Mark(region=name) for chart in CHARTS for name in region_ids(chart)))
    assert summary_of(match_drawing(whole)).marked_share == "Marked: 100.0 % of the body charts."


def test_answers_that_counted_are_told_and_yes_comes_first(match: Match) -> None:
    answers = summary_of(match).answers
    assert len(answers) == 3
    assert answers[0].endswith(": yes")
    assert answers[-1] == "pain lying on the painful side: no"
    assert summary_of(match_drawing(WALK.model_copy(update={"answers": {}}))).answers == ()


def test_conclusion_names_the_smallest_set_and_what_is_left(match: Match) -> None:
    covered, left = summary_of(match).conclusion
    assert covered.endswith(f"cover {match.cover[-1].explained * 100:.0f} % of the marked area.")
    for step in match.cover:
        assert step.row.muscle.replace("_", " ") + " " + step.row.side in covered.lower()
    assert left == f"Not explained by any zone: {match.ranking.unexplained * 100:.0f} % (breast, right)."


def test_chosen_muscles_are_told_from_the_others(match: Match) -> None:
    summary = summarise(match, [("piriformis", "right")], WHEN)
    assert [row.muscle for row in summary.ranked if row.chosen] == ["Piriformis"]


TOP_OF_HEAD = Mark(chart="front", stroke=Stroke(points=((0, 60),), radius=5))


@pytest.mark.parametrize(
    ("drawing", "share", "said"),
    [
        (Drawing(), "Nothing is marked: no pain was drawn at this visit.", "Nothing is marked, so nothing is ranked."),
        (
            Drawing(marks=(TOP_OF_HEAD,)),
            "Marked: < 0.1 % of the body charts.",
            "No muscle of the atlas explains more than a stray dot of what is marked.",
        ),
    ],
    ids=["no pain", "beyond the atlas"],
)
def test_without_a_ranking_it_says_why(drawing: Drawing, share: str, said: str) -> None:
    summary = summary_of(match_drawing(drawing))
    assert summary.marked_share == share
    assert summary.conclusion == (said,)


def test_when_and_what_made_it() -> None:
    assert date_words(WHEN) == "5 Mar 2026, 09:04"
    origin = summary_of(match_drawing(Drawing())).origin
    assert origin.startswith(f"bodymap {__version__}, atlas of ")
    assert origin.endswith(f"edition {atlas_edition()}")
