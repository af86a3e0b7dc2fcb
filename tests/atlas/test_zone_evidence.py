"""What is drawn agrees with what the sources name: every rule finds its mistake, and an exception needs its reason."""

import shutil
from pathlib import Path

import pytest

from bodymap.atlas.check import check_atlas
from bodymap.atlas.zone_evidence import body_part, region_area
from bodymap.body.figure import FIGURES, FigureName
from bodymap.resources import resource

FILE = "biceps_femoris.yaml"
KNEE = "[popliteal_crease, 9, 3], [popliteal_crease, -9, -12]], radius: 49}"
MISTAKES = {
    "whole": (KNEE, KNEE.replace("49", "20"), "the sources name the region whole; cover at least 50%"),
    "part": ("back/knee-back: whole", "back/heel-back: underside", "the sources name 'underside'; reach it"),
    "spillover": ("back/calf-outer: upper third", "back/achilles: upper end", "covers 0% of back/achilles"),
    "unnamed": (KNEE, KNEE.replace("]], ", "], [popliteal_crease, -9, 400]], "), "is named by the sources"),
    "alike": (KNEE, "[knee_joint_line], [calf_medial_bulge]], radius: 25}", "they may differ by 25%"),
}


@pytest.fixture
def one(folder: Path) -> Path:
    """The file of one muscle with patterns, beside the lists."""
    (folder / "gluteus_maximus.yaml").unlink()
    shutil.copytree(resource("data", "sources"), folder.parent / "sources")
    shutil.copy(resource("data", "muscles", FILE), folder)
    return folder / FILE


def sentences(path: Path, old: str, new: str) -> list[str]:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [problem.sentence for problem in check_atlas(path.parent).problems]


def test_the_shipped_zones_agree_with_their_sources() -> None:
    """`bodymap atlas check` measures every pattern on both figures; what differs stands among the exceptions."""
    assert check_atlas().problems == ()


@pytest.mark.parametrize("rule", MISTAKES)
def test_strokes_that_do_not_agree_with_the_words_are_found(one: Path, rule: str) -> None:
    old, new, wrong = MISTAKES[rule]
    assert any(wrong in sentence for sentence in sentences(one, old, new))


def test_a_region_that_is_spared_stays_free(one: Path) -> None:
    found = sentences(one, "back/calf-inner: upper third", "back/heel-back: rare")
    assert not any("spares" in sentence for sentence in found)
    found = sentences(one, "[back/buttock-upper]", "[back/buttock-upper, back/calf-inner]")
    assert sum("of back/calf-inner" in sentence and "spares" in sentence for sentence in found) == len(FIGURES)


def test_a_zone_that_is_too_large_for_its_part_of_the_body_is_found(one: Path) -> None:
    found = sentences(one, "back/knee-back: whole", "back/thumb-back: rare")
    assert any("one of hand is at most 9,000" in sentence for sentence in found)


def test_a_part_that_is_rare_may_be_left_out(one: Path) -> None:
    assert (
        sentences(one, "back/calf-outer: upper third", "back/calf-outer: upper third\n        back/coccyx: rare") == []
    )


def test_a_difference_may_stay_with_its_reason_and_no_longer(one: Path) -> None:
    old, new, _ = MISTAKES["spillover"]
    assert len(sentences(one, old, new)) == len(FIGURES)
    exceptions = one.parent.parent / "evidence_exceptions.yaml"
    known = "- {muscle: biceps_femoris, point: 'outer, middle of the thigh', rule: spillover, region: back/achilles"
    exceptions.write_text(f"{known}, because: Try.}}\n", encoding="utf-8")
    assert check_atlas(one.parent).problems == ()
    exceptions.write_text(f"{known}, figure: male, because: Try.}}\n", encoding="utf-8")
    assert len(check_atlas(one.parent).problems) == 1
    shutil.copy(resource("data", "muscles", FILE), one)
    (problem,) = check_atlas(one.parent).problems
    assert (problem.file, problem.line) == ("evidence_exceptions.yaml", 1)
    assert "remove the exception" in problem.sentence
    exceptions.write_text(f"{known}}}\n", encoding="utf-8")
    assert any("'because' is missing" in one.sentence for one in check_atlas(one.parent).problems)


@pytest.mark.parametrize("figure", FIGURES)
def test_regions_are_of_the_side_at_positive_x(figure: FigureName) -> None:
    own, other = region_area(figure, "back/calf-outer"), region_area(figure, "back/calf-outer:other")
    assert own
    assert other
    assert own[1].centroid.x == pytest.approx(-other[1].centroid.x, abs=0.5)
    assert own[1].centroid.x > 0


def test_regions_belong_to_parts_of_the_body() -> None:
    parts = {
        "head": ["front/temple", "back/nape", "front/throat"],
        "trunk": ["front/breast", "back/lumbar", "front/genitals"],
        "arm": ["front/shoulder-front", "back/upper-arm-back", "front/forearm-front-ulnar"],
        "hand": ["front/thumb-base", "back/hand-back", "front/wrist-front"],
        "leg": ["front/thigh-inner", "back/calf-outer", "front/hip-front"],
        "foot": ["front/foot-top", "back/heel-back", "soles/arch", "front/great-toe"],
    }
    for part, regions in parts.items():
        assert {body_part(region) for region in regions} == {part}
