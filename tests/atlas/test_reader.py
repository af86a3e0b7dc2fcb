"""What the shipped atlas holds: seven muscles, every statement of the articles, a source for everything."""

import csv
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from pydantic import ValidationError

from bodymap.atlas.entry import Source
from bodymap.atlas.model import Atlas, Fact
from bodymap.atlas.rules import walk
from bodymap.atlas.shipped import load_atlas, load_flags

MUSCLES = [
    "gluteus_maximus",
    "gluteus_medius",
    "gluteus_minimus",
    "iliopsoas",
    "piriformis",
    "quadratus_lumborum",
    "rectus_abdominis",
]


def statements() -> dict[str, tuple[str, int]]:
    """The statements of the articles, as listed for tracing: id → (article, line)."""
    with Path(__file__).with_name("statements.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["article"], int(row["line"])) for row in csv.DictReader(file)}


def cited(atlas: Atlas) -> Iterator[Source]:
    for part in (*atlas.muscles.values(), atlas.general, tuple(atlas.answers.values())):
        yield from (value for _, value in walk(part) if isinstance(value, Source))


def test_the_seven_muscles_are_there_ordered_by_id() -> None:
    assert list(load_atlas().muscles) == MUSCLES


def test_it_is_read_once_and_cannot_be_changed() -> None:
    atlas = load_atlas()
    assert load_atlas() is atlas
    with pytest.raises(FrozenInstanceError):
        atlas.general = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        atlas.muscles["x"] = atlas.muscles["piriformis"]  # type: ignore[index]
    with pytest.raises(ValidationError, match="frozen"):
        atlas.muscles["piriformis"].latin = "x"


def test_every_statement_of_the_articles_is_carried_with_its_line() -> None:
    carried: dict[str, set[tuple[str, int]]] = {}
    for source in cited(load_atlas()):
        if source.fact:
            assert source.article
            assert source.line
            carried.setdefault(source.fact, set()).add((source.article, source.line))
    known = statements()
    assert len(known) == 105
    assert set(carried) == set(known)
    assert all(carried[fact] == {place} for fact, place in known.items())


def test_every_source_that_is_listed_is_cited() -> None:
    atlas = load_atlas("whole-body")
    of_flags = {source.id for flag in load_flags().flags for source in flag.sources}
    assert {source.id for source in cited(atlas)} | of_flags == set(atlas.sources)


def test_no_statement_says_that_only_surgery_helps_a_disc() -> None:
    atlas = load_atlas()
    texts = [value.says for part in (*atlas.muscles.values(), atlas.general) for _, value in walk(part)
             if isinstance(value, Fact)]  # fmt: skip
    assert len(texts) > 200
    surgical = [text for text in texts if "surg" in text.lower() or "operation" in text.lower()]
    assert not [text for text in surgical if "only" in text and "disc" in text]


def test_appendicitis_is_tied_to_the_right() -> None:
    mimics = [mimic for muscle in load_atlas().muscles.values() for mimic in muscle.mimics]
    assert {mimic.side for mimic in mimics if mimic.condition == "appendicitis"} == {"right"}
    assert {mimic.side for mimic in mimics if mimic.condition == "sciatica"} == {None}


def test_points_are_those_that_the_articles_name_or_count_and_the_conventional_ones() -> None:
    muscles = load_atlas().muscles
    assert {name: len(muscle.trigger_points) for name, muscle in muscles.items()} == {
        "gluteus_maximus": 3,
        "gluteus_medius": 3,
        "gluteus_minimus": 5,
        "iliopsoas": 3,
        "piriformis": 2,
        "quadratus_lumborum": 4,
        "rectus_abdominis": 5,
    }
    assert [point.name for point in muscles["gluteus_medius"].trigger_points] == ["medial", "middle", "lateral"]
    by_article = {name for name, m in muscles.items() for p in m.trigger_points if p.named_by == "article"}
    assert by_article == {"gluteus_medius", "gluteus_minimus", "quadratus_lumborum", "rectus_abdominis"}
    for muscle in muscles.values():
        numbers = [point.number for point in muscle.trigger_points]
        assert sorted(number for number in numbers if number) == list(range(1, len(numbers) + 1))


def test_a_point_that_the_article_names_cites_the_article_and_any_other_the_textbook() -> None:
    for muscle in load_atlas().muscles.values():
        for point in muscle.trigger_points:
            articles = {source.article for source in point.sources} - {None}
            assert bool(articles) == (point.named_by == "article")


def test_satellites_and_companions_of_quadratus_lumborum_are_linked() -> None:
    muscles = load_atlas().muscles
    assert "gluteus_minimus" in {one.muscle for one in muscles["quadratus_lumborum"].satellites}
    assert "gluteus_medius" in {one.muscle for one in muscles["quadratus_lumborum"].companions}
    assert "quadratus_lumborum" in {one.muscle for one in muscles["gluteus_medius"].companions}


def test_answers_speak_for_the_muscles_that_the_articles_give_them_to() -> None:
    muscles = load_atlas().muscles
    supported = {(name, one.id) for name, muscle in muscles.items() for one in muscle.answers if one.supports}
    assert {("quadratus_lumborum", "worse_upright"), ("quadratus_lumborum", "braces_with_arms")} <= supported
    assert {name for name, answer in supported if answer == "worse_lying_on_side"} == {"gluteus_medius"}
    against = {one.id for muscle in muscles.values() for one in muscle.answers if not one.supports}
    assert against == {"unbearable_pain"}


def test_every_disagreement_with_the_textbook_has_its_note() -> None:
    muscles = load_atlas().muscles
    for name in ("quadratus_lumborum", "gluteus_maximus"):
        notes = [note for note in muscles[name].notes if {"manual_2"} <= {source.id for source in note.sources}]
        assert any(source.article for note in notes for source in note.sources)


def test_how_common_a_muscle_is_is_told_with_its_study() -> None:
    """The review of 2025 on low back pain."""
    muscles = load_atlas("whole-body").muscles
    shares = {
        name: one
        for name, muscle in muscles.items()
        for one in muscle.common
        if one.among == "patients with low back pain"
    }
    assert shares["quadratus_lumborum"].percent == (30, 55)
    assert shares["gluteus_medius"].percent == (34, 45)
    assert shares["iliocostalis_lumborum"].percent == (33, 38)
    assert all(one.sources[0].work == "monclus_2025" for one in shares.values())
