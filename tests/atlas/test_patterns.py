"""Patterns: referral zones that trigger points share, with the regions that sources name."""

from pathlib import Path

import pytest

from bodymap.atlas.check import AtlasReport, check_atlas
from bodymap.atlas.placing import place_points
from bodymap.body.areas import size

MUSCLE = """
id: soleus
latin: Musculus soleus
english: soleus
attachments: [{says: Shin to heel., from: a_page}]
function: [{says: Points the foot., from: knowledge}]
trigger_points:
  - name: upper
    named_by: convention
    from: a_page
    position: {back: [knee_joint_line, 0, 90]}
    palpate: Press with the thumb.
    patient_position: {says: Lying face down., from: knowledge}
  - name: lower
    named_by: convention
    from: knowledge
    position: {back: [knee_joint_line, 0, 150]}
    palpate: Press with the thumb.
    patient_position: Lying face down.
patterns:
  - points: [upper, lower]
    essential:
      says: The calf.
      from: a_page
      regions: {back/calf-inner: upper half, back/calf-outer: inner half}
      strokes: [{chart: back, along: [[knee_joint_line, 0, 60], [knee_joint_line, 0, 160]], radius: 20}]
    spares: {says: not the heel, regions: [back/heel-back]}
    agreement: Two of two.
    confidence: 0.7
"""


def report_on(folder: Path, old: str = "", new: str = "") -> AtlasReport:
    (folder / "gluteus_maximus.yaml").unlink(missing_ok=True)
    sources = folder.parent / "sources"
    sources.mkdir(exist_ok=True)
    (sources / "leg.yaml").write_text(
        "a_page: {kind: page, title: A page, author: a clinic, about: A page.}\n",
        encoding="utf-8",
    )
    assert old in MUSCLE
    (folder / "soleus.yaml").write_text(MUSCLE.replace(old, new), encoding="utf-8")
    return check_atlas(folder)


def test_points_of_a_pattern_share_its_zones(folder: Path) -> None:
    report = report_on(folder)
    assert report.problems == ()
    muscle = report.atlas.muscles["soleus"]
    upper, lower = muscle.trigger_points
    assert upper.essential is lower.essential is muscle.patterns[0].essential
    assert upper.spillover is None
    assert [at for at, _ in muscle.zones()] == [("patterns", 0, "essential")]
    placed = place_points(report.atlas, "male")
    assert len({size(point.essential) for point in placed}) == 1
    assert all(point.published for point in placed)


def test_a_plain_sentence_has_the_sources_of_its_point(folder: Path) -> None:
    upper, lower = report_on(folder).atlas.muscles["soleus"].trigger_points
    assert [source.work for source in upper.palpate.sources] == ["a_page"]
    assert [source.work for source in upper.patient_position.sources] == ["knowledge"]
    assert [source.work for source in lower.palpate.sources] == ["knowledge"]


def test_a_zone_of_general_knowledge_is_marked(folder: Path) -> None:
    report = report_on(folder, "      from: a_page\n      regions", "      from: knowledge\n      regions")
    assert not any(point.published for point in place_points(report.atlas, "female"))


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("points: [upper, lower]", "points: [upper]", "give the point 'lower' either an essential zone of its own"),
        ("points: [upper, lower]", "points: [upper, lower, third]", "the pattern's point 'third' is not among"),
        (
            "back/calf-inner: upper half",
            "back/calf-iner: upper half",
            "unknown region 'back/calf-iner'; did you mean back/calf-",
        ),
        ("[back/heel-back]", "[back/heal-back]", "unknown region 'back/heal-back'; did you mean back/heel-back"),
        ("confidence: 0.7", "confidence: 7", "confidence"),
        ("says: The calf.\n      from: a_page", "says: The calf.\n      from: a_pag", "unknown source 'a_pag'"),
        ("[knee_joint_line, 0, 60]", "[knee_join_line, 0, 60]", "unknown landmark 'knee_join_line'"),
        ("[knee_joint_line, 0, 60], [knee_joint_line, 0, 160]", "[knee_joint_line, 300, 60]", "lies on the female"),
    ],
)
def test_a_mistake_in_a_pattern_is_found(folder: Path, old: str, new: str, wrong: str) -> None:
    problems = report_on(folder, old, new).problems
    assert any(wrong in one.sentence for one in problems)
    assert {one.file for one in problems} == {"soleus.yaml"}
    if "lies on" in wrong:
        assert {one.line for one in problems} == {MUSCLE[: MUSCLE.index("strokes: [")].count("\n") + 1}
