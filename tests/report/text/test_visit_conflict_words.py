"""What another desk did to a visit is said in a few words, and only what it did."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bodymap.clinic.model import Visit, VisitMetrics
from bodymap.drawing.findings import Findings, MuscleFinding
from bodymap.drawing.model import Drawing, Mark
from bodymap.report.text.conflict_words import listed, what_changed

BEFORE = Visit("v", "p", datetime(2026, 11, 27, tzinfo=UTC), Drawing(marks=(Mark(region="back/sacrum"),)))


def drawn(**changes: object) -> Visit:
    return replace(BEFORE, drawing=BEFORE.drawing.model_copy(update=changes))


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (drawn(marks=()), "1 mark less"),
        (drawn(marks=(*BEFORE.drawing.marks, Mark(region="back/lumbar-right"))), "1 mark more"),
        (drawn(marks=(Mark(region="back/lumbar-right"),)), "the marks"),
        (drawn(answers={"worse_upright": True, "tired": False}), "2 answers"),
        (
            drawn(findings=Findings(muscles=(MuscleFinding(muscle="psoas", side="left", note="tight"),))),
            "the findings",
        ),
        (drawn(figure="male"), "the figure"),
        (replace(BEFORE, note="a", plan="b"), "the note and the plan"),
        (replace(drawn(marks=()), note="a", plan="b"), "1 mark less, the note and the plan"),
        (replace(BEFORE, ranking={"muscles": []}, figures=VisitMetrics(marked=0.5)), "nothing that you would see"),
    ],
)
def test_each_change_is_named(after: Visit, words: str) -> None:
    assert listed(what_changed(BEFORE, after)) == words
