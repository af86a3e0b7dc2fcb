"""The drawing file: what is written is read, what is wrong is said in one sentence, no file is left half written."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.drawing.file import drawing_json, drawing_schema, parse_drawing, read_drawing, write_drawing
from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError, Place
from bodymap.report.text.error_words import error_sentence
from tests.matching.strategies import drawings, questioned
from tests.refusals import refused

FILES = Path(__file__).parent / "files"
DESIGN = (FILES / "version-1-design.json").read_text(encoding="utf-8")
EXAMINED = (FILES / "version-1-examined.json").read_text(encoding="utf-8")
DOCS = Path(__file__).parents[2] / "docs"


def refusal(text: str | bytes, folder: Path) -> BodymapError:
    """The error that reading a file of this content raises; its sentence names the file and is a single line."""
    path = folder / "bad.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BodymapError) as error:
        read_drawing(path)
    sentence = error_sentence(error.value)
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 400
    return error.value


def invalid(error: BodymapError) -> tuple[str, object]:
    """Where a value that does not fit stands, and the code of what is wrong with it; else code and values."""
    if error.code == "drawing.invalid":
        at = error.params["at"]
        assert isinstance(at, tuple)
        return " ".join(at), error.params["problem"]
    return error.code, {name: value for name, value in error.params.items() if name != "path"}


# What is written is read


@given(drawings(least=0))
def test_every_drawing_comes_back(drawing: Drawing) -> None:
    assert parse_drawing(drawing_json(drawing), "x.json") == drawing


@given(questioned())
def test_every_answer_comes_back_as_the_kind_that_it_was(drawing: Drawing) -> None:
    """Yes is not 1, although Python calls them equal."""
    back = parse_drawing(drawing_json(drawing), "x.json").answers
    assert [(name, type(value), value) for name, value in back.items()] == [
        (name, type(value), value) for name, value in drawing.answers.items()
    ]


def test_a_file_comes_back_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "Müller, links.json"
    drawing = parse_drawing(DESIGN, "design")
    write_drawing(drawing, path)
    assert read_drawing(path) == drawing
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("path", sorted(FILES.glob("version-*.json")), ids=lambda path: path.name)
def test_every_version_that_ever_was_still_opens(path: Path) -> None:
    assert read_drawing(path).marks


def test_the_example_of_the_design_says_what_it_says() -> None:
    drawing = parse_drawing(DESIGN, "design")
    assert [mark.intensity for mark in drawing.marks] == [6, 4, None]
    assert [mark.quality for mark in drawing.marks] == ["aching", "numb", None]
    assert drawing.answers == {"worse_upright": True, "cough_or_sneeze_hurts": True, "worse_lying_on_side": False}


def test_an_examined_drawing_says_what_was_answered_and_found() -> None:
    drawing = parse_drawing(EXAMINED, "examined")
    assert (drawing.answers["pain_days"], drawing.answers["worse_side"]) == (12, "right")
    assert drawing.answers["comes_and_goes"] is True
    found = drawing.findings.of("quadratus_lumborum", "right")
    assert (found.verdict, found.signs["lower"]) == ("confirmed", ("tender",))
    assert drawing.findings.keys("ruled_out") == {("iliopsoas", "right")}
    settled = drawing.findings.settled("kidney_stone")
    assert settled is not None
    assert settled.outcome == "ruled_out"
    assert parse_drawing(drawing_json(drawing), "again") == drawing


def test_a_mark_stands_on_a_line_of_its_own_without_empty_fields() -> None:
    text = drawing_json(Drawing(marks=(Mark(region="back/sacrum"), Mark(region="front/navel"))))
    assert '\n  {"region": "front/navel"}]' in text
    assert "null" not in text


@pytest.mark.parametrize("lead", [b"\xef\xbb\xbf", b"  \n"])
def test_a_byte_order_mark_and_blanks_do_no_harm(lead: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(lead + DESIGN.encode())
    assert read_drawing(path).marks


# What is wrong is said


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        ("", "drawing.not_json", {"line": 1}),
        ("{", "drawing.not_json", {"line": 1}),
        ('{\n"a": 1,\n"b" 2}', "drawing.not_json", {"line": 3}),
        ("[" * 100_000, "drawing.not_json", {"line": 0}),
        ('{"a":' * 50_000, "drawing.not_json", {"line": 0}),
        ('{"format": "bodymap-drawing", "version": ' + "9" * 5000 + "}", "drawing.not_json", {"line": 0}),
        ("[]", "drawing.other_format", {}),
        ("5", "drawing.other_format", {}),
        ('{"format": "other"}', "drawing.other_format", {}),
        (b"\xff\xfe\x00binary\x00", "drawing.not_text", {}),
        (b"\x89PNG\r\n\x1a\n", "drawing.not_text", {}),
        ('{"format": "bodymap-drawing", "version": ' + "9" * 4000 + "}", "drawing.newer", {"version": 0}),
        ('{"format": "bodymap-drawing", "version": 2}', "drawing.newer", {"version": 2}),
    ],
)
def test_what_is_no_drawing_is_said(content: str | bytes, code: str, values: dict[str, object], tmp_path: Path) -> None:
    assert invalid(refusal(content, tmp_path)) == (code, values)


@pytest.mark.parametrize(
    ("content", "at", "problem"),
    [
        ('"version": 0', "version", "literal_error"),
        ('"version": true', "version", "literal_error"),
        ('"figure": "child"', "figure", "literal_error"),
        ('"marks": {}', "marks", "tuple_type"),
        ('"extra": 1', "extra", "extra_forbidden"),
        ('"float": 1', "float", "extra_forbidden"),
        ('"' + "x" * 9000 + '": 1', "x" * 39 + "…", "extra_forbidden"),
        ('"answers": {"a": 1.5}', "answers a", "answer.no_answer"),
        ('"answers": {"a": 99999}', "answers a", "answer.no_answer"),
        ('"answers": {"a": "yes"}', "answers a", "answer.no_answer"),
        ('"findings": []', "findings", "model_type"),
        ('"findings": {"muscle": []}', "findings muscle", "extra_forbidden"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(content: str, at: str, problem: str, tmp_path: Path) -> None:
    text = f'{{"format": "bodymap-drawing", {content}}}'
    assert invalid(refusal(text, tmp_path)) == (at, problem)


@pytest.mark.parametrize(
    ("mark", "at", "problem"),
    [
        ({"region": "back/sacrum", "colour": "red"}, "colour", "extra_forbidden"),
        ({"region": "back/sacrum", "intensity": 11}, "intensity", "less_than_equal"),
        ({"region": "back/sacrum", "quality": "sore"}, "quality", "literal_error"),
        ({"chart": "back", "stroke": {"points": [[0, 0], [1, "x"]], "radius": 1}}, "stroke points 2 2", "float_type"),
        ({"chart": "back", "stroke": {"points": [[0, 0]], "radius": -1}}, "stroke radius", "greater_than"),
        ({"chart": "back", "stroke": {"points": [[0, 0]]}}, "stroke radius", "missing"),
        ({"chart": "back", "geometry": {"type": "Point", "coordinates": [0, 0]}}, "geometry type", "literal_error"),
        (
            {"chart": "back", "geometry": {"type": "Polygon", "coordinates": [[[0, 0]]]}},
            "geometry coordinates",
            "shape.ring_points",
        ),
        (
            {"chart": "back", "geometry": {"type": "Polygon", "coordinates": [[["x" * 9000, 0]] * 4]}},
            "geometry coordinates",
            "shape.coordinate",
        ),
        (5, "", "model_type"),
        (None, "", "model_type"),
    ],
)
def test_a_bad_mark_is_said_with_its_number(mark: object, at: str, problem: str, tmp_path: Path) -> None:
    content = {"format": "bodymap-drawing", "marks": [{"region": "back/sacrum"}, mark]}
    assert invalid(refusal(json.dumps(content), tmp_path)) == (f"marks 2 {at}".strip(), problem)


@pytest.mark.parametrize(
    ("mark", "code", "values"),
    [
        ({"region": "back/tail"}, "drawing.unknown_region", {"region": "back/tail", "chart": "back"}),
        ({"region": "navel"}, "drawing.unknown_region", {"region": "navel", "chart": ""}),
        ({"region": "left/navel"}, "drawing.unknown_region", {"region": "left/navel", "chart": "left"}),
    ],
)
def test_a_mark_on_nothing_is_said_with_its_number(
    mark: object, code: str, values: dict[str, object], tmp_path: Path
) -> None:
    content = {"format": "bodymap-drawing", "marks": [{"region": "back/sacrum"}, mark]}
    error = refusal(json.dumps(content), tmp_path)
    assert invalid(error) == (code, values)
    assert error.places == (Place("file", str(tmp_path / "bad.json")), Place("mark", 2))


def test_a_thousand_mistakes_are_one_sentence(tmp_path: Path) -> None:
    content = {"format": "bodymap-drawing", "marks": [{}] * 1000}
    assert error_sentence(refusal(json.dumps(content), tmp_path)).count("mark") <= 3


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    for path, code in [(tmp_path / "nowhere.json", "drawing.missing"), (tmp_path, "drawing.is_folder")]:
        with refused(code):
            read_drawing(path)
    if hasattr(os, "geteuid") and os.geteuid() != 0:  # nothing is closed to root
        closed = tmp_path / "closed.json"
        closed.write_text(DESIGN)
        closed.chmod(0)
        with refused("drawing.unreadable", reason="EACCES"):
            read_drawing(closed)


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as huge:
        huge.truncate(50_000_000_000)  # sparse: takes no room on the disk
    with refused("drawing.too_large"):
        read_drawing(path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from(["region", "chart", "stroke", "geometry", "quality", "intensity", "points", "radius", "type"])


@settings(max_examples=60)
@given(st.data())
def test_any_json_is_a_drawing_or_one_sentence(data: st.DataObject) -> None:
    """Values of every kind in every place of a file that is right otherwise."""
    content: dict[str, Any] = json.loads(data.draw(st.sampled_from([DESIGN, EXAMINED])))
    place: Any = content
    while isinstance(place, dict | list) and place:
        key = data.draw(st.sampled_from(sorted(place)) if isinstance(place, dict) else st.integers(0, len(place) - 1))
        if data.draw(st.booleans()) or not isinstance(place[key], dict | list):
            place[key] = data.draw(json_values)
            break
        place = place[key]
    if data.draw(st.booleans()):
        content["marks"] = data.draw(st.lists(st.dictionaries(keys, json_values, max_size=3), max_size=2))
    _drawing_or_sentence(json.dumps(content).encode())


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(DESIGN) - 1), st.binary(max_size=3)), min_size=1, max_size=4))
def test_any_damage_is_a_drawing_or_one_sentence(damage: list[tuple[int, bytes]]) -> None:
    content = DESIGN.encode()
    for place, instead in damage:
        content = content[:place] + instead + content[place + 1 :]
    _drawing_or_sentence(content)


def _drawing_or_sentence(content: bytes) -> None:
    sentence = ""
    try:
        parse_drawing(content.decode(errors="replace"), "x.json")
    except BodymapError as error:
        sentence = error_sentence(error)
        assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not sentence or sentence.startswith("x.json")


# Nothing is left half written


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_if_writing_fails_the_old_file_stays_and_nothing_else(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.json"
    old = parse_drawing(DESIGN, "design")
    write_drawing(old, path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "fsync":
        monkeypatch.setattr("os.fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with refused("drawing.unwritable", path=path, reason="ENOSPC"):
        write_drawing(Drawing(), path)
    monkeypatch.undo()
    assert read_drawing(path) == old
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.json"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with refused("drawing.unwritable", reason="ENOENT"):
        write_drawing(Drawing(), tmp_path / "nowhere" / "x.json")


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
def test_a_new_file_is_its_owner_s_and_saving_again_keeps_other_rights(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_drawing(Drawing(), path)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    write_drawing(Drawing(figure="male"), path)
    assert path.stat().st_mode & 0o777 == 0o640


# The published schema


def test_the_published_schema_is_that_of_the_model() -> None:
    published = json.loads((DOCS / "drawing.schema.json").read_text(encoding="utf-8"))
    assert published == drawing_schema(), "write it again: bodymap schema > docs/drawing.schema.json"


def test_the_examples_of_the_page_are_drawings() -> None:
    page = (DOCS / "drawing-file.md").read_text(encoding="utf-8")
    examples = [part.partition("```")[0] for part in page.split("```json\n")[1:]]
    assert examples
    for number, example in enumerate(examples):
        assert parse_drawing(example, f"example {number + 1}").marks
