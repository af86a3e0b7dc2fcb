"""What is told of a muscle: every fact with its source, what studies counted, and where nothing published was found."""

from html import unescape

import pytest

from bodymap.atlas.shipped import load_atlas
from bodymap.report.rich_text.atlas_html import muscle_html

ATLAS = load_atlas("whole-body")


@pytest.mark.parametrize("muscle", ATLAS.muscles)
def test_shares_counts_and_disagreements_of_a_muscle_are_told(muscle: str) -> None:
    known, told = ATLAS.muscles[muscle], unescape(muscle_html(ATLAS, muscle, "right"))
    for fact in (*known.attachments, *known.symptoms, *known.measured):
        assert fact.says in told
        assert all(ATLAS.sources[source.id].title in told for source in fact.sources)
    assert all(one.figures in told for one in known.measured)
    assert all(one in told for one in known.disagreements)
    assert ("How common" in told) == bool(known.common)
    assert ("general knowledge of the field" in told.lower()) == any(
        source.work == "knowledge"
        for fact in (*known.attachments, *known.function, *known.symptoms, *known.aggravating, *known.relieving,
                     *known.perpetuating, *known.mimics, *known.tells_apart, *known.satellites, *known.companions,
                     *known.common, *known.measured, *known.notes)
        for source in fact.sources
    )  # fmt: skip


def test_a_share_is_told_with_the_group_that_it_was_found_in() -> None:
    told = muscle_html(ATLAS, "quadratus_lumborum", "left")
    assert "Active trigger points were found in 30 to 55 % of patients with low back pain." in told
