"""Sets of muscles: the two articles, the low back and the leg, the whole body, or a folder of one's own."""

from pathlib import Path

import pytest

from bodymap.atlas.check import check_atlas
from bodymap.atlas.sets import listed, sets_of
from bodymap.atlas.shipped import load_atlas, shipped_sets
from bodymap.matching.knowledge import knowledge_named
from bodymap.resources import resource
from tests.refusals import refused

FILES = {path.stem for path in resource("data", "muscles").glob("*.yaml")}


def test_a_set_holds_those_of_its_muscles_that_have_a_file() -> None:
    assert list(shipped_sets()) == ["articles", "low-back-and-leg", "whole-body"]
    for name, one in shipped_sets().items():
        assert set(load_atlas(name).muscles) == {muscle for muscle in FILES if one.holds(muscle)}
    assert len(load_atlas("articles").muscles) == 7
    assert set(load_atlas("whole-body").muscles) == FILES
    assert load_atlas("articles").muscles.keys() <= load_atlas("low-back-and-leg").muscles.keys()


def test_a_muscle_knows_its_sets() -> None:
    assert sets_of("piriformis", shipped_sets()) == ["articles", "low-back-and-leg", "whole-body"]
    assert sets_of("soleus", shipped_sets()) == ["low-back-and-leg", "whole-body"]
    assert sets_of("temporalis", shipped_sets()) == ["whole-body"]
    assert listed(shipped_sets()) == "articles, low-back-and-leg or whole-body"


def test_a_set_or_a_folder_is_named_and_anything_else_is_refused(folder: Path) -> None:
    assert knowledge_named("articles").atlas is load_atlas("articles")
    assert list(knowledge_named(str(folder)).atlas.muscles) == ["gluteus_maximus"]
    with refused("atlas.no_set_or_folder", name="back"):
        knowledge_named("back")
    with refused("atlas.no_set", name="back"):
        load_atlas("back")


@pytest.mark.parametrize(
    ("muscles", "wrong"),
    [
        ("[gluteus_maximum]", "unknown muscle 'gluteus_maximum'; did you mean gluteus_maximus"),
        ("[soleus, soleus]", "'soleus' stands twice in the set 'mine'"),
        ("[]", "a set holds at least one muscle"),
        ("most", "muscles"),
    ],
)
def test_a_mistake_in_a_set_is_found_at_its_line(folder: Path, muscles: str, wrong: str) -> None:
    (folder.parent / "sets.yaml").write_text(f"mine:\n  words: mine\n  muscles: {muscles}\n", encoding="utf-8")
    problems = check_atlas(folder).problems
    assert problems
    assert all((one.file, one.line) == ("sets.yaml", 3) or muscles == "[]" for one in problems)
    assert wrong in problems[0].sentence


def test_sources_may_stand_in_a_folder_and_each_stands_once(folder: Path) -> None:
    (folder.parent / "sources").mkdir()
    more = folder.parent / "sources" / "leg.yaml"
    page = "{kind: page, title: A page, author: a clinic, about: A page.}"
    more.write_text(f"a_page: {page}\n", encoding="utf-8")
    path = folder / "gluteus_maximus.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("function:\n", "function:\n  - {says: An ache., from: a_page}\n", 1), encoding="utf-8")
    report = check_atlas(folder)
    assert report.problems == ()
    assert report.atlas.muscles["gluteus_maximus"].function[0].sources[0].work == "a_page"
    more.write_text(f"a_page: {page}\nmanual_2: {page}\n", encoding="utf-8")
    (problem,) = check_atlas(folder).problems
    assert (problem.file, problem.line) == ("leg.yaml", 2)
    assert "'manual_2' stands in another file too" in problem.sentence
