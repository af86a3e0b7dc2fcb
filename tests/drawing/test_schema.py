"""The published JSON Schema and the program agree: what the program takes, the schema does; what it writes, too."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.drawing.file import drawing_json, drawing_schema, parse_drawing
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from tests.matching.strategies import drawings, questioned

SCHEMA = drawing_schema()
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "null": (type(None),),
    "number": (int, float),
}  # fmt: skip
TOLD = {"$defs", "$schema", "title", "description", "default"}


def is_a(kind: str, value: Any) -> bool:
    """JSON Schema's types: 6.0 is an integer, true is no number."""
    if kind == "integer":
        return is_a("number", value) and float(value).is_integer()
    return isinstance(value, TYPES[kind]) and not (kind == "number" and isinstance(value, bool))


def valid(value: Any, schema: Mapping[str, Any]) -> bool:
    """Whether a value is valid, by the words of JSON Schema that ours uses; any other word fails the test."""
    return all(holds(word, told, value, schema) for word, told in schema.items() if word not in TOLD)


def holds(word: str, told: Any, value: Any, schema: Mapping[str, Any]) -> bool:
    number, text, items, members = (is_a(kind, value) for kind in ("number", "string", "array", "object"))
    properties = schema.get("properties", {})
    rules: dict[str, Callable[[], bool]] = {
        "$ref": lambda: valid(value, SCHEMA["$defs"][told.rpartition("/")[2]]),
        "type": lambda: any(is_a(kind, value) for kind in ([told] if isinstance(told, str) else told)),
        "const": lambda: value == told and isinstance(value, bool) == isinstance(told, bool),
        "enum": lambda: value in told,
        "not": lambda: not valid(value, told),
        "anyOf": lambda: any(valid(value, one) for one in told),
        "oneOf": lambda: sum(valid(value, one) for one in told) == 1,
        "minimum": lambda: not number or value >= told,
        "maximum": lambda: not number or value <= told,
        "exclusiveMinimum": lambda: not number or value > told,
        "minLength": lambda: not text or len(value) >= told,
        "maxLength": lambda: not text or len(value) <= told,
        "minItems": lambda: not items or len(value) >= told,
        "maxItems": lambda: not items or len(value) <= told,
        "prefixItems": lambda: not items or all(valid(one, rule) for one, rule in zip(value, told, strict=False)),
        "items": lambda: not items or all(valid(one, told) for one in value[len(schema.get("prefixItems", ())) :]),
        "required": lambda: not members or set(told) <= value.keys(),
        "properties": lambda: not members or all(valid(value[key], told[key]) for key in told.keys() & value.keys()),
        "propertyNames": lambda: not members or all(valid(key, told) for key in value),
        "maxProperties": lambda: not members or len(value) <= told,
        "additionalProperties": lambda: (
            not members or all(told is not False and valid(value[key], told) for key in value.keys() - properties)
        ),
    }
    return rules[word]()


def some(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with some of these members; the rest is left out."""
    return st.fixed_dictionaries({}, optional=members)


def mostly(*right: Any) -> st.SearchStrategy[Any]:
    """One of the right values, or null, or something else that a program might write."""
    return st.sampled_from([*right, *right, None, None, True, "6", 6.5, -1, "x", [], {}])


RINGS = [[[0, 600], [40, 600], [40, 640], [0, 600]]]
STROKES = [{"points": [[9, 600]], "radius": 9}, {"points": [[9, 600], [20, 640]], "radius": [9, 8.5]}]
SHAPES = [
    {"type": "Polygon", "coordinates": RINGS}, {"type": "MultiPolygon", "coordinates": [RINGS]},
    {"type": "MultiPolygon", "coordinates": RINGS}, {"type": "Polygon", "coordinates": [RINGS]},
    {"type": "Polygon", "coordinates": [[[*point, "high"] for point in RINGS[0]]], "bbox": None},
    {"type": "Polygon", "coordinates": [[[0, 20_000], *RINGS[0][1:3], [0, 20_000]]]},
]  # fmt: skip
said = {"quality": mostly("numb"), "intensity": mostly(0, 6.0, 10)}
region, stroke, shape = mostly("back/sacrum"), mostly(*STROKES), mostly(*SHAPES)
marks = st.one_of(
    some(region=region, chart=st.none(), stroke=st.none(), geometry=st.none(), **said),
    some(region=st.none(), chart=mostly("back"), stroke=stroke, geometry=st.none(), **said),
    some(region=st.none(), chart=mostly("back"), stroke=st.none(), geometry=shape, **said),
    some(region=region, chart=mostly("back"), stroke=stroke, geometry=shape),
)
found = some(
    muscles=st.lists(some(muscle=mostly("soleus"), side=mostly("left"), verdict=mostly("later"), note=mostly("so"))),
    flags=st.lists(some(flag=mostly("f"), level=mostly("ask"), outcome=mostly("known"), grounds=mostly(["a"]))),
)
files = st.fixed_dictionaries(
    {"format": st.just("bodymap-drawing")},
    optional={
        "version": mostly(1, 1.0),
        "figure": mostly("male"),
        "marks": st.lists(marks, max_size=1),
        "answers": st.none()
        | st.dictionaries(st.sampled_from(["a", "", "age"]), mostly(True, 12, 131, "both"), max_size=1),
        "findings": st.none() | found,
    },
)


@given(files)
def test_what_the_program_takes_is_valid_and_what_is_not_valid_it_refuses(content: dict[str, Any]) -> None:
    refused = ""
    try:
        drawing = parse_drawing(json.dumps(content), "it")
        assert valid(json.loads(drawing_json(drawing)), SCHEMA)
    except BodymapError as error:
        refused = str(error)
    assert valid(content, SCHEMA) == (not refused) or "twice" in refused  # which no schema can say, as the page tells


@given(drawings(least=0) | questioned())
def test_what_the_program_writes_is_valid(drawing: Drawing) -> None:
    assert valid(json.loads(drawing_json(drawing)), SCHEMA)


@pytest.mark.parametrize(
    "mark",
    [
        {"region": "back/sacrum", "chart": None, "stroke": None, "geometry": None, "quality": None, "intensity": None},
        {"region": None, "chart": "back", "stroke": STROKES[0], "geometry": None},
        {"region": None, "chart": "back", "stroke": None, "geometry": SHAPES[1]},
    ],
)
def test_a_writer_that_lists_every_key_is_understood(mark: dict[str, Any]) -> None:
    content = {"format": "bodymap-drawing", "marks": [mark], "answers": None, "findings": None}
    assert valid(content, SCHEMA)
    assert len(parse_drawing(json.dumps(content), "it").marks) == 1


@pytest.mark.parametrize("mark", [{}, {"region": None}, {"region": "back/sacrum", "stroke": STROKES[0]}])
def test_a_mark_of_no_shape_or_two_is_not_valid(mark: dict[str, Any]) -> None:
    content = {"format": "bodymap-drawing", "marks": [mark]}
    assert not valid(content, SCHEMA)
    with pytest.raises(BodymapError):
        parse_drawing(json.dumps(content), "it")
