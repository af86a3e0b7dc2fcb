"""What drawings are matched against is a value: two may be in use at once, and its edition tells them apart."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given

from bodymap.atlas.edition import LISTS, edition, edition_files
from bodymap.atlas.shipped import load_atlas
from bodymap.drawing.model import Drawing
from bodymap.matching.knowledge import knowledge_named, knowledge_of, shipped_knowledge
from bodymap.matching.match import match_drawing
from bodymap.report.exchange.ranking_result import rank_result
from bodymap.resources import resource
from tests.matching.strategies import drawings
from tests.refusals import refused

MUSCLES = resource("data", "muscles")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped atlas with its lists."""
    shutil.copytree(resource("data"), tmp_path / "data")
    return tmp_path / "data" / "muscles"


@given(drawing=drawings())
def test_a_match_holds_what_it_was_made_with_and_nothing_else(drawing: Drawing) -> None:
    articles, whole = (match_drawing(drawing, shipped_knowledge(name)) for name in ("articles", "whole-body"))
    assert {row.muscle for row in articles.ranking.rows} <= articles.knowledge.atlas.muscles.keys()
    for row in articles.ranking.rows:
        same = whole.ranking.by_key[row.key]
        assert (same.score, same.explained) == pytest.approx((row.score, row.explained), abs=1e-8)
    assert articles.ranking.unexplained >= whole.ranking.unexplained - 1e-9
    assert rank_result(articles)["set"] == "articles"
    assert {row["muscle"] for row in rank_result(articles)["examine"]} <= articles.knowledge.atlas.muscles.keys()


def test_a_folder_gives_the_ranking_of_its_muscles(folder: Path) -> None:
    drawing = Drawing.model_validate({"figure": "male", "marks": [{"region": "back/buttock-upper-left"}]})
    for path in folder.iterdir():
        if path.stem not in load_atlas("articles").muscles:
            path.unlink()
    own, articles = match_drawing(drawing, knowledge_of(folder)), match_drawing(drawing, shipped_knowledge("articles"))
    assert own.ranking == articles.ranking
    assert own.knowledge.edition == articles.knowledge.edition
    assert rank_result(own)["set"] == str(folder)
    with refused("atlas.no_set_or_folder", name="no such set"):
        knowledge_named("no such set")


def test_a_set_is_made_once() -> None:
    assert shipped_knowledge("articles") is shipped_knowledge("articles")
    assert shipped_knowledge("articles").index("male") is shipped_knowledge("articles").index("male")
    assert len({shipped_knowledge(name).edition for name in ("articles", "low-back-and-leg", "whole-body")}) == 3


@pytest.mark.parametrize("name", ["muscles/piriformis", *LISTS])
def test_the_edition_changes_with_every_file_that_moves_a_ranking_or_a_flag(folder: Path, name: str) -> None:
    ids = load_atlas("articles").muscles
    before = edition(edition_files(folder, folder.parent, ids))
    assert before == shipped_knowledge("articles").edition
    (folder / "soleus.yaml").unlink()
    assert edition(edition_files(folder, folder.parent, ids)) == before, "a muscle that is not in the set moved it"
    path = folder.parent / f"{name}.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert edition(edition_files(folder, folder.parent, ids)) == before, "other ends of lines moved it"
    path.write_bytes(path.read_bytes() + b"# more\n")
    assert edition(edition_files(folder, folder.parent, ids)) != before


def test_the_edition_hangs_on_figures_and_charts_too() -> None:
    names = {path.name for path in edition_files(MUSCLES, MUSCLES.parent, load_atlas("articles").muscles)}
    assert {"female.json", "male-back.svg", "regions.csv", "piriformis.yaml", "red_flags.yaml"} <= names
