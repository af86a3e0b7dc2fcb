"""Ten invented patients through the whole window: they mark, answer, are examined, and what must come of it comes.

Who they are stands in `tests/patients`, one file each.
"""

from pathlib import Path

import pytest

from bodymap.atlas.shipped import load_atlas
from bodymap.matching.examination_order import TOP
from bodymap.report.text.muscle_names import muscle_name
from bodymap.ui.window.main_window import MainWindow
from tests.patients.cases import cases, fits, key
from tests.ui.patient_walk import Walk

SHARES = 0.02
"""A pixel of the screen is three chart units, so that a stroke of the window may lie that much beside the intended."""


def flags(window: MainWindow) -> dict[str, str]:
    """Every red flag with its level and state."""
    return {flag.id: f"{flag.level} {flag.state}" for flag in window.document.match.warnings}


@pytest.mark.parametrize("name", cases())
def test_what_must_come_of_a_patient_comes(window: MainWindow, name: str, tmp_path: Path) -> None:
    case = cases()[name]
    expect, walk, document = case.expect, Walk(window, case), window.document
    walk.draw()
    assert len(document.drawing.marks) == sum(len(one.tap) + (one.paint is not None) for one in case.draws)
    assert {mark.intensity for mark in document.drawing.marks} == {one.strength for one in case.draws}

    walk.answer()
    assert document.drawing.answers.items() <= (case.says | case.volunteers).items()
    assert set(expect.asked) <= set(walk.asked)
    assert walk.stopped == expect.stops_the_patient
    known = document.match.evidence.answers
    course = "acute" if known["a_week_or_less"] else "chronic" if known.get("chronic") else "neither"
    assert course == expect.course
    assert flags(window) == expect.flags

    walk.review()
    page = window.review_page
    assert page.stop.isVisible() == any(state == "emergency open" for state in expect.flags.values())
    assert page.side_notice.isVisible() == bool(case.therapist.way_out)
    match = document.match
    assert fits(expect.set, [step.row.key for step in match.cover])
    assert match.ranking.unexplained == pytest.approx(expect.unexplained / 100, abs=SHARES)

    walk.settle_flags()
    assert flags(window) == expect.flags_after
    assert not page.stop.isVisible()
    assert page.banner.isVisible() == bool(expect.flags_after)
    walk.choose_side()
    assert not page.side_notice.isVisible()
    ranked = [(row.key, row.score) for row in document.match.ranking.rows]
    assert [row for row, _ in ranked[: len(expect.first)]] == [key(row) for row in expect.first]
    assert {key(row) for row in expect.among_first} <= {row for row, _ in ranked[:TOP]}

    walk.open_order()
    said = " ".join(walk.order())
    for row in expect.order:
        assert f". {muscle_name(load_atlas(), key(row)[0])}, {key(row)[1]}" in said
    for one in case.therapist.examines:
        walk.examine(one)
        found = document.drawing.findings.of(*key(one.row))
        assert (found.signs, found.verdict, found.note) == (one.signs, one.verdict, one.note)
    walk.back_to_list()
    match = document.match
    assert fits(expect.set_after, [step.row.key for step in match.examined_cover])
    assert match.examined_open == pytest.approx(expect.unexplained_after / 100, abs=SHARES)
    assert [(row.key, row.score) for row in match.ranking.rows] == ranked, "findings leave the machine's ranking"

    walk.print()
    paper = walk.paper(tmp_path)
    for words in expect.paper:
        assert words in paper, paper
