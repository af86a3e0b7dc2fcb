"""The check finds every kind of mistake and says in which file and line it stands."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.atlas.check import check_atlas
from bodymap.atlas.shipped import checked_folder
from bodymap.resources import resource
from tests.refusals import refused

FILE = "gluteus_maximus.yaml"
POINT = "position: {back: [PSIS, -22, 52]}"
SOURCE = "{article: low_back, line: 62, fact: GMAX-02}"
PLACES = "[[gluteal_cleft_top, 6, 36], [gluteal_cleft_top, 12, 90]]"
STROKE = f"{{chart: back, along: {PLACES}, radius: [20, 27], below: belt-line}}"


def answers(name: str, effect: str, more: str = "") -> str:
    """The line before the trigger points, with a list of answers above it."""
    return f"answers:\n  - {{id: {name}, effect: {effect}{more}, from: {SOURCE}}}\ntrigger_points:"


SATELLITE = "satellites:\n  - muscle: gluteus_medius"
MISTAKES = {
    "id unlike the file name": ("id: gluteus_maximus", "id: gluteus_medius", "not the file name"),
    "unknown field": ("english: gluteus", "englisch: gluteus", "unknown field 'englisch'; did you mean english"),
    "wrong type": ("latin: Musculus gluteus maximus", "latin: 3", "latin should be text, not 3"),
    "list instead of fact": (
        "    palpate:\n      says: Just above",
        "    palpate: 7\n    x:\n      says: Just",
        "not 7",
    ),
    "empty text": ("says: Just above the ischial tuberosity, across the fibres.", 'says: ""', "is empty"),
    "key twice": ("latin: Musculus gluteus maximus", "latin: M\nlatin: N", "'latin' stands twice"),
    "unknown landmark": (
        POINT,
        POINT.replace("PSIS", "PSI"),
        "unknown landmark 'PSI' on the back chart; did you mean PSIS",
    ),
    "landmark of the other chart": (POINT, POINT.replace("PSIS", "navel"), "unknown landmark 'navel' on the back"),
    "malformed place": (POINT, "position: {back: [PSIS, -22]}", "write a place as [landmark]"),
    "point beside the body": (POINT, POINT.replace("-22", "400"), "lies beside the female figure's back chart"),
    "offset that is no number": (
        POINT,
        POINT.replace("-22", "far"),
        "dx of trigger_points[1].position.back should be a number, not 'far'",
    ),
    "offset beyond reason": (POINT, POINT.replace("-22", "1.0e+300"), "less than or equal to 1800"),
    "offset that is not finite": (POINT, POINT.replace("-22", ".nan"), "back is nan"),
    "unknown chart of a position": (POINT, POINT.replace("back", "behind"), "'front', 'back', 'side' or 'soles'"),
    "unknown chart of a zone": (STROKE, STROKE.replace("back", "top"), "write 'front', 'back', 'side' or 'soles'"),
    "zone beside the body": (
        STROKE,
        STROKE.replace("6, 36", "600, 36").replace("12, 90", "600, 90"),
        "nothing of this",
    ),
    "zone above its cut": (STROKE, STROKE.replace("36]", "-500]").replace("90]", "-400]"), "below the belt-line"),
    "negative radius": (STROKE, STROKE.replace("[20, 27]", "-20"), "radius is -20"),
    "negative radius in a list": (STROKE, STROKE.replace("[20, 27]", "[20, -27]"), "radius[2] is -27"),
    "radius that is no number": (STROKE, STROKE.replace("[20, 27]", "wide"), "radius should be"),
    "no radius": (STROKE, STROKE.replace(", radius: [20, 27]", ""), "'radius' is missing"),
    "too few radii": (STROKE, STROKE.replace("[20, 27]", "[20, 20, 20]"), "one for each of the 2 places"),
    "stroke without places": (STROKE, STROKE.replace(PLACES, "[]"), "is empty"),
    "unknown cut": (STROKE, STROKE.replace("belt-line", "waist"), "write 'belt-line'"),
    "no source": ("    from: {article: low_back, line: 62, fact: GMAX-02}\n", "", "'from' is missing"),
    "empty source": ("from: {article: low_back, line: 62, fact: GMAX-02}", "from: []", "is empty"),
    "unknown source": (SOURCE, "{article: low_bak, line: 62}", "unknown source 'low_bak'; did you mean low_back"),
    "line beyond the article": (SOURCE, "{article: low_back, line: 620}", "line 620 is beyond the article 'low_back'"),
    "article without line": (SOURCE, "{article: low_back}", "cited with its line"),
    "article as work": (SOURCE, "{work: low_back}", "cited as article"),
    "two names for a source": (SOURCE, "{article: low_back, line: 62, work: manual_2}", "either an article"),
    "name twice": ("- name: lower", "- name: upper", "'upper' stands twice"),
    "number twice": ("    number: 2", "    number: 1", "the number '1' stands twice"),
    "unknown muscle": (
        SATELLITE,
        "satellites:\n  - muscle: gluteus_medium",
        "unknown muscle 'gluteus_medium'; did you mean gluteus_medius",
    ),
    "own satellite": (SATELLITE, "satellites:\n  - muscle: gluteus_maximus", "related to itself"),
    "unknown answer": ("trigger_points:", answers("limps", "supports"), "unknown answer 'limps'; did you mean limp"),
    "unknown effect": ("trigger_points:", answers("limp", "helps"), "write 'supports' or 'against'"),
    "answer twice": (
        "trigger_points:",
        answers("limp", "supports").replace("trigger_points:", "")
        + answers("limp", "against").removeprefix("answers:\n"),
        "the answer 'limp' stands twice in answers",
    ),
    "unknown point of an answer": (
        "trigger_points:",
        answers("limp", "supports", ", points: [uper]"),
        "unknown trigger point 'uper'; did you mean upper",
    ),
    "unknown place of an answer": (
        "trigger_points:",
        answers("limp", "supports", ", drawn: {marked: [legs]}"),
        "unknown place 'legs'; did you mean leg",
    ),
    "unknown place that must not be marked": (
        "trigger_points:",
        answers("limp", "supports", ", drawn: {marked: [leg], without: [moon]}"),
        "unknown place 'moon'; see places.yaml",
    ),
    "pattern of nothing": ("trigger_points:", answers("limp", "supports", ", drawn: {marked: []}"), "is empty"),
    "syntax": ("latin: Musculus gluteus maximus", "latin: [Musculus", "not valid YAML"),
    "alias": ("latin: Musculus gluteus maximus\nenglish: gluteus maximus", "latin: &a x\nenglish: *a", "aliases"),
    "side that is none": (
        "- condition: coccydynia",
        "- side: both\n    condition: coccydynia",
        "write 'left' or 'right'",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_at_its_line(folder: Path, name: str) -> None:
    old, new, sentence = MISTAKES[name]
    spoilt(folder, folder / FILE, old, new, sentence)


CALF = "calf: {words: calf, regions: [back/calf-inner, back/calf-outer]}"
CHRONIC = "implied: {by: pain_days, yes_from: 90, no_to: 89}"
CONSTANT = "implied: {by: comes_and_goes, opposite: true}"
WORSE_SIDE = "  wording: side that hurts more\n"
BAND = "when: [{marked: [low_back], side: both}]"
LIST_MISTAKES = {
    "region that is not there": (
        "places", CALF, CALF.replace("calf-inner", "calf-iner"),
        "unknown region 'back/calf-iner'; did you mean back/calf-inner",
    ),
    "region without its chart": (
        "places", CALF, CALF.replace("back/calf-outer", "moon"),
        "unknown region 'moon'; see regions.csv, and leave the side out",
    ),
    "region with its side": (
        "places", CALF, CALF.replace("calf-outer", "calf-outer-left"), "unknown region 'back/calf-outer-left'",
    ),
    "place without regions": ("places", CALF, "calf: {words: calf, regions: []}", "is empty"),
    "place without words": ("places", CALF, "calf: {regions: [back/calf-inner]}", "'words' is missing"),
    "question twice": ("answers", "- id: limb_weakness\n", "- id: limp\n", "the answer 'limp' stands twice"),
    "kind that is none": ("answers", "kind: days", "kind: weeks", "'days', 'strength', 'side' or 'age'"),
    "first that is no number": ("answers", "first: 1\n", "first: soon\n", "first should be a whole"),
    "labels of one answer": ("answers", ', "no": It is always there', "", "'no' is missing"),
    "figure that is none": (
        "answers", "- id: painful_periods\n  figure: female", "- id: painful_periods\n  figure: girl", "'female' or",
    ),
    "side that is none": ("answers", "  side: right\n", "  side: both\n", "write 'left' or 'right'"),
    "implied by nothing known": (
        "answers", CHRONIC, CHRONIC.replace("pain_days", "pain_day"), "unknown answer 'pain_day'; did you",
    ),
    "implied without saying how": ("answers", CHRONIC, "implied: {by: pain_days}", "say either opposite: true, or"),
    "implied in two ways": ("answers", CHRONIC, CHRONIC.replace("90", "90, opposite: true"), "say either"),
    "bound below zero": ("answers", CHRONIC, CHRONIC.replace("90", "-7"), "yes_from is -7; it should"),
    "opposite of a number": (
        "answers", CHRONIC, "implied: {by: pain_days, opposite: true}", "'pain_days' is of kind days; numbers imply by",
    ),
    "bounds of a yes or no": (
        "answers", CONSTANT, "implied: {by: comes_and_goes, yes_from: 3}", "'comes_and_goes' is of kind yes_no; num",
    ),
    "implied by a side": (
        "answers", CONSTANT, "implied: {by: worse_side, opposite: true}", "'worse_side' is of kind side; numbers",
    ),
    "a side that is implied": (
        "answers", WORSE_SIDE, WORSE_SIDE + "  implied: {by: limp, opposite: true}\n",
        "'worse_side' is of kind side; only a yes or no can be implied",
    ),
    "implied by what is implied": (
        "answers", CONSTANT, "implied: {by: chronic, opposite: true}", "'chronic' is implied itself; name the answer",
    ),
    "rule twice": ("company", "- id: band", "- id: sciatica", "the rule 'sciatica' stands twice"),
    "unknown muscle in company": (
        "company", "muscles: [iliopsoas, rectus_abdominis]", "muscles: [iliopsoas, rectus_abdominus]",
        "unknown muscle 'rectus_abdominus'; did you mean rectus_abdominis",
    ),
    "company of one": ("company", "muscles: [iliopsoas, rectus_abdominis]", "muscles: [iliopsoas]", "holds too few"),
    "unknown place of company": ("company", BAND, BAND.replace("low_back", "lowback"), "unknown place 'lowback'"),
    "unknown answer of company": (
        "company", "all_of: [chronic]", "all_of: [chronik]", "unknown answer 'chronik'; did you mean chronic",
    ),
    "company for no reason": ("company", BAND, "when: []", "is empty"),
    "company of nothing marked": ("company", BAND, "when: [{side: both}]", "say what makes it hold"),
    "sides that are none": ("company", "sides: both", "sides: left", "write 'drawn' or 'both'"),
    "company without a source": (
        "company", "  from: {article: low_back, line: 17, fact: GEN-09}\n", "  from: []\n", "is empty",
    ),
    "source of company that is not there": ("company", "line: 17, fact", "line: 1700, fact", "line 1700 is beyond"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIST_MISTAKES)
def test_a_mistake_in_a_list_is_found_at_its_line(folder: Path, name: str) -> None:
    file, old, new, sentence = LIST_MISTAKES[name]
    spoilt(folder, folder.parent / f"{file}.yaml", old, new, sentence)


def spoilt(folder: Path, path: Path, old: str, new: str, sentence: str) -> None:
    """Writes `new` for `old` into a file and holds that the check says the sentence, with the file and the line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    begin = text[: text.index(old)].count("\n") + 1
    lines = range(begin - 1, begin + 1 + new.count("\n"))  # a missing field is told where its owner begins
    found = [problem for problem in check_atlas(folder).problems if sentence in problem.sentence]
    assert found, check_atlas(folder).to_table()
    assert found[0].file == path.name
    assert found[0].line in lines


@pytest.mark.parametrize("name", ["places", "answers", "company", "general", "known_muscles", "sources"])
def test_a_list_that_is_missing_is_told(folder: Path, name: str) -> None:
    (folder.parent / f"{name}.yaml").unlink()
    problems = check_atlas(folder).problems
    if name == "sources":  # then the folder has no lists of its own, and the shipped ones count
        assert problems == ()
    else:
        assert any(one.file == f"{name}.yaml" and "cannot be read" in one.sentence for one in problems)


@pytest.mark.parametrize("owner", ["palpate", "patient_position", "position"])
def test_a_missing_part_of_a_point_is_found(folder: Path, owner: str) -> None:
    path = folder / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(f"    {owner}:", "    notes:", 1), encoding="utf-8")
    sentences = [problem.sentence for problem in check_atlas(folder).problems]
    assert any(f"'{owner}' is missing in trigger_points[1]" in sentence for sentence in sentences)
    assert any("unknown field 'notes'" in sentence for sentence in sentences)


def test_files_that_are_no_text_or_nothing_are_named(folder: Path) -> None:
    (folder / "piriformis.yaml").write_bytes(b"id: piriformis\nlatin: M\xfcsculus\n")
    (folder / "iliopsoas.yaml").write_bytes(b"")
    (folder / "multifidi.yaml").write_text("[" * 5000, encoding="utf-8")
    (folder / "tfl.yaml").write_text("just text", encoding="utf-8")
    found = {problem.file: problem for problem in check_atlas(folder).problems}
    assert found["piriformis.yaml"].line == 2
    assert "UTF-8" in found["piriformis.yaml"].sentence
    assert "empty" in found["iliopsoas.yaml"].sentence
    assert "YAML" in found["multifidi.yaml"].sentence
    assert "mapping" in found["tfl.yaml"].sentence


def test_a_spillover_within_the_essential_zone_is_found(folder: Path) -> None:
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    wide = (
        "[[gluteal_cleft_top, 12, 34], [gluteal_cleft_top, 30, 88], [ischial_tuberosity, -18, 0]], radius: [32, 40, 32]"
    )
    path.write_text(text.replace(wide, "[[gluteal_cleft_top, 6, 40]], radius: 8"), encoding="utf-8")
    assert [p.sentence for p in check_atlas(folder).problems] == [
        "the spillover zone lies wholly within the essential zone; widen it"
    ]


def test_mistakes_in_the_lists_are_found(folder: Path) -> None:
    lists = folder.parent
    answers = (lists / "answers.yaml").read_text(encoding="utf-8")
    (lists / "answers.yaml").write_text(answers + "- id: limp\n  question: x\n  wording: x\n  from: {work: nobody}\n")
    sources = (lists / "sources.yaml").read_text(encoding="utf-8")
    (lists / "sources.yaml").write_text(sources.replace("  lines: 27\n", ""), encoding="utf-8")
    problems = check_atlas(folder).problems
    assert any(p.file == "sources.yaml" and "how many lines" in p.sentence for p in problems)
    (lists / "sources.yaml").write_text(sources, encoding="utf-8")
    found = {p.sentence: p for p in check_atlas(folder).problems}
    assert all(p.file == "answers.yaml" for p in found.values())
    assert any("unknown source 'nobody'" in sentence for sentence in found)
    assert any("'limp' stands twice" in sentence for sentence in found)


def test_all_mistakes_are_told_at_once_in_order(folder: Path) -> None:
    path = folder / FILE
    text = (
        path.read_text(encoding="utf-8")
        .replace("PSIS, -22, 52", "PSI, 0, 0")
        .replace("low_back, line: 62", "x, line: 1")
    )
    path.write_text(text, encoding="utf-8")
    problems = check_atlas(folder).problems
    assert len(problems) == 2
    assert list(problems) == sorted(problems)


def test_a_sound_folder_has_no_problem_and_both_reports_say_so(folder: Path) -> None:
    report = check_atlas(folder)
    assert report.problems == ()
    assert report.to_table().endswith("1 muscle file, no problems.")
    content = report.to_json()
    assert content["problems"] == []
    assert content["muscles"][0]["points"] == 3


def test_reports_name_file_and_line(folder: Path) -> None:
    (folder / "tfl.yaml").write_text("id: [", encoding="utf-8")
    report = check_atlas(folder)
    assert "tfl.yaml:1: not valid YAML" in report.to_table()
    (problem,) = report.to_json()["problems"]
    assert (problem["file"], problem["line"]) == ("tfl.yaml", 1)


def test_the_shipped_atlas_has_no_problem() -> None:
    assert check_atlas().problems == ()


def test_loading_a_spoilt_atlas_stops_at_the_first_problem(folder: Path) -> None:
    path = folder / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("PSIS, -22, 52", "PSIS, 400, 52"), encoding="utf-8")
    with refused("atlas.unsound") as caught:
        checked_folder(folder)
    assert re.match(
        r"gluteus_maximus\.yaml:\d+: the point .* lies beside the (fe)?male", caught.value.params["problem"]
    )


def test_a_folder_that_is_not_there_or_holds_nothing_is_told(tmp_path: Path) -> None:
    with refused("atlas.no_folder"):
        check_atlas(tmp_path / "nowhere")
    assert "no muscle file" in check_atlas(tmp_path).problems[0].sentence


SOUND = resource("data", "muscles", FILE).read_text(encoding="utf-8").splitlines()
SPOILERS = [
    "",
    "  ",
    "- ",
    "x: [",
    "}",
    "from: 3",
    "strokes: {}",
    "\t",
    "a: *b",
    "id: [1, {2: 3}]",
    "? [x]",
    "!!int x",
    "---",
]


@given(st.integers(0, len(SOUND) - 1), st.integers(0, 3), st.sampled_from(SPOILERS), st.integers(0, 12))
def test_whatever_is_done_to_a_file_ends_in_a_report(at: int, removed: int, added: str, indent: int) -> None:
    lines = [*SOUND[:at], " " * indent + added, *SOUND[at + removed :]]
    with tempfile.TemporaryDirectory() as name:
        Path(name, FILE).write_text("\n".join(lines), encoding="utf-8")
        report = check_atlas(Path(name))
    assert all(1 <= problem.line <= len(lines) + 1 for problem in report.problems)
