"""The table of the articles' statements is complete: each shows somewhere, and each that can be tested has a test."""

from functools import cache
from html import escape

import pytest

from bodymap.atlas.shipped import load_atlas, load_flags
from bodymap.body.chart_files import load_charts
from bodymap.drawing.model import Drawing, Mark
from bodymap.matching.match import match_drawing
from bodymap.report.rich_text.why_html import why_html
from tools.statements_page import FACTS, HELP, ORDER, PAGE, ROOT, WHY, Shown, Statement, held, page, shown, statements

STATEMENTS = {one.id: one for one in statements()}
MARKED = held()


@cache
def made() -> dict[str, Shown]:
    return shown(load_atlas(), load_flags())


def test_the_page_says_what_atlas_and_tests_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(load_atlas(), load_flags()), "run tools/statements_page.py"


def test_all_105_are_listed_once_in_a_row_of_their_own() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(STATEMENTS) == 105
    for name, one in STATEMENTS.items():
        assert text.count(f"\n| {name}<br>{one.article.replace('_', ' ')}, line {one.line} | ") == 1


def test_every_statement_shows_somewhere_and_none_is_made_up() -> None:
    assert set(made()) == set(STATEMENTS)
    for name, one in made().items():
        assert list(one.places()), name
        assert one.best_words, name


def test_every_statement_that_can_be_tested_has_a_test_and_every_mark_names_a_statement() -> None:
    assert set(MARKED) <= set(STATEMENTS)
    assert {name for name, one in STATEMENTS.items() if one.tested} <= set(MARKED)


@pytest.mark.parametrize("one", [one for one in STATEMENTS.values() if one.repeats], ids=lambda one: one.id)
def test_a_repetition_is_said_in_the_words_of_what_it_repeats(one: Statement) -> None:
    said = {words for _, words in made()[one.id].words}
    assert one.repeats
    said_before = {words.partition(": ")[2] or words for _, words in made()[one.repeats].words}
    assert {words.partition(": ")[2] or words for words in said} & said_before


def test_a_fact_that_its_sheet_does_not_say_is_not_told_to_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.statements_page.muscle_html", lambda *asked: "<h4>Anatomy</h4>nothing")
    monkeypatch.setattr("tools.statements_page.articles_html", lambda *asked: "<h4>Sciatica</h4>nothing")
    places = [place for one in shown(load_atlas(), load_flags()).values() for place in one.places()]
    assert places
    assert not [place for place in places if place.startswith(("Facts", "Help"))]


def test_zones_answers_and_company_are_in_the_explanation_of_a_row() -> None:
    atlas = load_atlas()
    regions = [region for chart in load_charts("female").values() for region in chart.regions]
    said = {one.id for muscle in atlas.muscles.values() for one in muscle.answers}
    marks = tuple(Mark(region=region) for region in regions)
    match = match_drawing(Drawing(marks=marks, answers=dict.fromkeys(sorted(said), True)))
    assert {row.muscle for row in match.ranking.rows} == set(atlas.muscles)
    every = ""
    for row in match.ranking.rows:
        muscle, why = atlas.muscles[row.muscle], why_html(match, row, atlas)
        for point in muscle.trigger_points:
            assert all(escape(zone.says) in why for zone in (point.essential, point.spillover) if zone)
        wordings = [atlas.answers[one.id].wording for one in muscle.answers if not one.drawn and not one.points]
        assert all(escape(wording[1:]) in why for wording in wordings)
        every += why
    assert all(escape(rule.says) in every for rule in atlas.company)


@pytest.mark.parametrize("label", [WHY, ORDER, FACTS, HELP])
def test_the_window_has_the_labels_that_the_page_names(label: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "bodymap" / "ui").rglob("*.py")]
    assert any(f'"{label}' in text or f'"&{label}' in text for text in sources)
