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
from bodymap.errors import BodymapError
from tests.matching.strategies import drawings, questioned

FILES = Path(__file__).parent / "files"
DESIGN = (FILES / "version-1-design.json").read_text(encoding="utf-8")
EXAMINED = (FILES / "version-1-examined.json").read_text(encoding="utf-8")
DOCS = Path(__file__).parents[2] / "docs"


def said(text: str | bytes, folder: Path) -> str:
    """What reading a file of this content says."""
    path = folder / "bad.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BodymapError) as error:
        read_drawing(path)
    sentence = str(error.value)
    assert sentence.startswith(str(path))
    assert sentence.endswith((".", ")"))
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence.removeprefix(str(path))


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
    ("content", "words"),
    [
        ("", "not valid JSON"),
        ("{", "not valid JSON in line 1"),
        ('{\n"a": 1,\n"b" 2}', "in line 3"),
        ("[]", '"format"'),
        ("5", '"format"'),
        ('{"format": "other"}', "is not a bodymap drawing"),
        (b"\xff\xfe\x00binary\x00", "not a text file"),
        (b"\x89PNG\r\n\x1a\n", "not a text file"),
        ("[" * 100_000, "not valid JSON"),
        ('{"a":' * 50_000, "not valid JSON"),
        ('{"format": "bodymap-drawing", "version": ' + "9" * 5000 + "}", "not valid JSON"),
        ('{"format": "bodymap-drawing", "version": ' + "9" * 4000 + "}", "newer bodymap; update"),
        ('{"format": "bodymap-drawing", "version": 2}', "newer bodymap (format version 2)"),
        ('{"format": "bodymap-drawing", "version": 0}', "version: input should be 1"),
        ('{"format": "bodymap-drawing", "figure": "child"}', "figure: input should be 'female' or 'male'"),
        ('{"format": "bodymap-drawing", "marks": {}}', "mark: input should be a valid"),
        ('{"format": "bodymap-drawing", "extra": 1}', "'extra': this key is not known"),
        ('{"format": "bodymap-drawing", "float": 1}', "'float': this key is not known"),
        ('{"format": "bodymap-drawing", "' + "x" * 9000 + '": 1}', "x…': this key is not known"),
        ('{"format": "bodymap-drawing", "answers": {"a": 1.5}}', "answers a: '1.5' is no answer"),
        ('{"format": "bodymap-drawing", "answers": {"a": 99999}}', "a whole number from 0 to 50000"),
        ('{"format": "bodymap-drawing", "findings": []}', "findings: input should be"),
        ('{"format": "bodymap-drawing", "findings": {"muscle": []}}', "findings 'muscle': this key is not known"),
        ('{"format": "bodymap-drawing", "answers": {"a": "yes"}}', "answers a: 'yes' is no answer; give true or false"),
    ],
)
def test_what_is_no_drawing_is_said(content: str | bytes, words: str, tmp_path: Path) -> None:
    assert words in said(content, tmp_path)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ({"region": "back/tail"}, "mark 2: There is no region 'back/tail'; `bodymap regions --chart back`"),
        ({"region": "navel"}, "There is no region 'navel'; `bodymap regions`"),
        ({"region": "back/sacrum", "colour": "red"}, "mark 2 'colour': this key is not known"),
        ({"region": "back/sacrum", "intensity": 11}, "mark 2 intensity: input should be less than or equal to 10"),
        ({"region": "back/sacrum", "quality": "sore"}, "mark 2 quality: input should be 'aching'"),
        ({"chart": "left", "stroke": {"points": [[0, 0]], "radius": 1}}, "mark 2: There is no chart 'left'"),
        ({"chart": "back", "stroke": {"points": [[0, 0], [1, "x"]], "radius": 1}}, "mark 2 stroke point 2 2: input"),
        ({"chart": "back", "stroke": {"points": [[0, 0]], "radius": -1}}, "mark 2 stroke radius: input"),
        ({"chart": "back", "stroke": {"points": [[0, 0]]}}, "mark 2 stroke radius: field required"),
        ({"chart": "back", "geometry": {"type": "Point", "coordinates": [0, 0]}}, "geometry type: input should be"),
        ({"chart": "back", "geometry": {"type": "Polygon", "coordinates": [[[0, 0]]]}}, "at least four points"),
        (
            {"chart": "back", "geometry": {"type": "Polygon", "coordinates": [[["x" * 9000, 0]] * 4]}},
            "not a coordinate",
        ),
        (5, "mark 2: input should be"),
        (None, "mark 2: input should be"),
    ],
)
def test_a_bad_mark_is_said_with_its_number(mark: object, words: str, tmp_path: Path) -> None:
    content = {"format": "bodymap-drawing", "marks": [{"region": "back/sacrum"}, mark]}
    assert words in said(json.dumps(content), tmp_path)


def test_a_thousand_mistakes_are_one_sentence(tmp_path: Path) -> None:
    content = {"format": "bodymap-drawing", "marks": [{}] * 1000}
    assert said(json.dumps(content), tmp_path).count("mark") <= 3


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    for path, words in [(tmp_path / "nowhere.json", "does not exist"), (tmp_path, "is a folder")]:
        with pytest.raises(BodymapError, match=words):
            read_drawing(path)
    if hasattr(os, "geteuid") and os.geteuid() != 0:  # nothing is closed to root
        closed = tmp_path / "closed.json"
        closed.write_text(DESIGN)
        closed.chmod(0)
        with pytest.raises(BodymapError, match="cannot be read"):
            read_drawing(closed)


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as huge:
        huge.truncate(50_000_000_000)  # sparse: takes no room on the disk
    with pytest.raises(BodymapError, match="larger than 20 MB"):
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
        sentence = str(error)
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
    with pytest.raises(BodymapError, match=r"cannot be written: No space left.*another place"):
        write_drawing(Drawing(), path)
    monkeypatch.undo()
    assert read_drawing(path) == old
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.json"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BodymapError, match="cannot be written"):
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
