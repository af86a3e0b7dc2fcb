"""The table of red flags: what it must hold, how it is worded, and that the check finds its mistakes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.atlas.check import check_atlas
from bodymap.atlas.entry import Source
from bodymap.atlas.flags import LEVELS, RedFlag
from bodymap.atlas.rules import walk
from bodymap.atlas.shipped import load_atlas, load_flags
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import FIGURES
from bodymap.resources import resource
from tools.red_flags_page import PAGE, page

REQUIRED = {
    "cauda_equina", "disc_radiculopathy", "dvt", "appendicitis", "gallbladder", "cardiac", "aortic", "kidney_stone",
    "testicular_torsion", "gynaecological", "hernia", "hip_fracture", "spinal_fracture", "infection_or_cancer",
    "thunderclap_headache", "pulmonary", "neurological_deficit",
}  # fmt: skip
FLAGS = load_flags().flags
TEXTS = {
    f"{flag.id}-{level}-{reader}": text
    for flag in FLAGS
    for level, within in flag.steps
    for reader, text in (("therapist", flag.text(level, within)), ("patient", flag.patient_text(level, within)))
}


def test_it_holds_every_flag_that_was_asked_for() -> None:
    assert {flag.id for flag in FLAGS} >= REQUIRED


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_says_what_to_rule_out_and_never_what_somebody_has(name: str) -> None:
    text = TEXTS[name]
    assert not [
        word for word in ("diagnos", "you have", "you suffer", "surgery", "only option") if word in text.lower()
    ]
    assert text.endswith(".")
    assert text.startswith("Rule out ") == name.endswith("therapist")


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_every_flag_names_a_work_and_can_be_settled(flag: RedFlag) -> None:
    assert any(source.work for source in flag.sources)
    assert set(flag.levels) <= set(LEVELS)
    assert {answer for _, answer in flag.answers()} <= set(load_atlas().answers)


def test_every_place_is_used_and_on_the_charts_of_both_figures() -> None:
    table = load_flags()
    used = {name for flag in FLAGS for one in flag.raised_by for name in (*one.marked, *one.without)}
    atlas = load_atlas()
    used |= {name for flag in FLAGS for name in flag.ask_also}
    used |= {name for rule in atlas.company for one in rule.when for _, name in one.places_at()}
    used |= {
        name
        for muscle in atlas.muscles.values()
        for one in muscle.answers
        for _, name in (one.drawn.places_at() if one.drawn else ())
    }
    assert used == set(table.places)
    for figure in FIGURES:
        known = {f"{r.chart}/{r.name}" for chart in load_charts(figure).values() for r in chart.regions.values()}
        assert {region for place in table.places.values() for region in place.regions} <= known


def test_what_comes_and_goes_and_what_a_cough_does_clears_no_flag() -> None:
    named = {answer for flag in FLAGS for _, answer in flag.answers()}
    assert "comes_and_goes" not in named
    (disc,) = [flag for flag in FLAGS if flag.id == "disc_radiculopathy"]
    assert not {"constant_pain", "unbearable_pain"} & set(disc.clearing), "these follow from what comes and goes"


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_an_urgent_flag_names_a_time_to_both_readers(flag: RedFlag) -> None:
    for level, within in flag.steps:
        assert (level == "urgent") == (within is not None)
        for text in (flag.text(level, within), flag.patient_text(level, within)):
            assert "{" not in text
            assert within is None or within in text


def test_sources_of_flags_are_in_the_list_of_sources() -> None:
    cited = {value.id for _, value in walk(load_flags()) if isinstance(value, Source)}
    assert cited <= set(load_atlas().sources)


def test_the_page_says_what_the_data_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(load_atlas("articles"), load_flags()), "run tools/red_flags_page.py"


DVT = "{level: urgent, within: today, marked: [calf], side: one, any_of: [long_sitting_or_bed_rest]}"
MISTAKES = {
    "unknown place": (DVT, DVT.replace("calf", "clf"), "unknown place 'clf'; did you mean calf"),
    "unknown level": (DVT, DVT.replace("urgent", "warn"), "write 'emergency', 'urgent' or 'ask'"),
    "unknown side": (DVT, DVT.replace("side: one", "side: own"), "write 'any', 'same'"),
    "unknown field": (DVT, DVT.replace("marked", "market"), "unknown field 'market'; did you mean marked"),
    "no reason": (DVT, "{level: ask}", "say what makes it hold"),
    "side of nothing": (DVT, "{level: ask, side: one, any_of: [leg_swelling]}", "name them in marked"),
    "unknown answer": (
        "[leg_swelling, leg_warm_or_red]}",
        "[leg_swelling, leg_warm]}",
        "unknown answer 'leg_warm'; did",
    ),
    "raised by no question": (
        "questions: [leg_swelling, leg_warm_or_red, long_sitting_or_bed_rest]",
        "questions: [leg_swelling, leg_warm_or_red]",
        "'long_sitting_or_bed_rest' raises 'dvt' to urgent; name it among its questions",
    ),
    "no time": (DVT, DVT.replace("within: today, ", ""), "an urgent trigger says within: today or this week"),
    "another time": (DVT, DVT.replace("today", "soon"), "write 'today' or 'this week'"),
    "age without bounds": (DVT, DVT.replace("side: one", "or_age_unknown: true"), "or_age_unknown goes with age_from"),
    "ages the wrong way": (DVT, DVT.replace("side: one", "age_from: 60, age_to: 50"), "age_from is above age_to"),
    "more than there are": (DVT, DVT.replace("side: one", "least: 2"), "least is more than any_of holds"),
    "text without its time": (
        "A doctor should look at your leg {when}, before anyone",
        "A doctor should look at your leg today, before anyone",
        "write {when} where it is said",
    ),
    "clears without being asked": (
        "cleared_by: [sudden_lower_belly_pain]",
        "cleared_by: [fever]",
        "'fever' clears 'ovarian_torsion'; name it among its questions",
    ),
    "missing text": (
        "    ask: Tell us if one leg is swollen, warm or red.\n",
        "",
        "'dvt' can stand at ask; add a text",
    ),
    "needless text": (
        "    ask: Tell us if one leg",
        "    emergency: x\n    ask: Tell us if one leg",
        "'dvt' never stands at emergency",
    ),
    "flag twice": ("- id: hernia", "- id: dvt", "the flag 'dvt' stands twice"),
    "unknown source": ("nice_cg95, where: people", "nice_cg94, where: people", "unknown source 'nice_cg94'; did"),
    "syntax": ("- id: dvt\n", "- id: [dvt\n", "not valid YAML"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_at_its_line(folder: Path, name: str) -> None:
    old, new, sentence = MISTAKES[name]
    path = folder.parent / "red_flags.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = [problem for problem in check_atlas(folder).problems if sentence in problem.sentence]
    assert found, check_atlas(folder).to_table()
    assert found[0].file == "red_flags.yaml"
    begin = text[: text.index(old)].count("\n") + 1
    if name == "flag twice":
        begin = next(n for n, line in enumerate(text.splitlines(), start=1) if line == "- id: dvt")
    assert begin - 2 <= found[0].line <= begin + 1 + new.count("\n")


def test_a_table_that_is_missing_is_told(folder: Path) -> None:
    (folder.parent / "red_flags.yaml").unlink()
    (problem,) = check_atlas(folder).problems
    assert problem.file == "red_flags.yaml"
    assert "cannot be read" in problem.sentence


SOUND = resource("data", "red_flags.yaml").read_text(encoding="utf-8").splitlines()


@given(st.integers(0, len(SOUND) - 1), st.integers(0, 3), st.sampled_from(["", "- ", "x: [", "ask: 3", "flags: {}"]))
def test_whatever_is_done_to_the_table_ends_in_a_report(
    tmp_path_factory: pytest.TempPathFactory, at: int, removed: int, added: str
) -> None:
    folder = tmp_path_factory.mktemp("atlas") / "muscles"
    folder.mkdir()
    for name in ("sources", "answers", "general", "known_muscles", "places", "company"):
        (folder.parent / f"{name}.yaml").write_bytes(resource("data", f"{name}.yaml").read_bytes())
    spoilt = [*SOUND[:at], added, *SOUND[at + removed :]]
    (folder.parent / "red_flags.yaml").write_text("\n".join(spoilt), encoding="utf-8")
    problems = check_atlas(folder).problems
    assert all(1 <= one.line <= len(spoilt) + 1 for one in problems if one.file == "red_flags.yaml")
