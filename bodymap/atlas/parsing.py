"""From documents to models: what is wrong with the shape of a file, said in plain sentences.

Only what one file shows by itself. What needs the other files (sources, muscles, answers, landmarks) is checked in
`bodymap.atlas.rules`.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from bodymap.atlas import association_rules as company
from bodymap.atlas import conditions, flags, model, questions, sets
from bodymap.atlas.yaml_lines import Document, Loc, Problem

T = TypeVar("T")

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping with named fields",
    "model_type": "a mapping with named fields",
    "model_attributes_type": "a mapping with named fields",
}

_FIELDS = sorted(
    {
        field.alias or name
        for module in (company, conditions, flags, model, questions, sets)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, BaseModel)
        for name, field in kind.model_fields.items()
    }
)


def near(word: str, known: Any) -> str:
    """A hint at known words like this one, or nothing."""
    close = get_close_matches(word, sorted(known), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def parse(adapter: TypeAdapter[T], document: Document) -> tuple[T] | list[Problem]:
    """The content of a document as a model (alone in a tuple), or the problems that stand against it."""
    try:
        return (adapter.validate_python(document.content),)
    except ValidationError as error:
        return list(_sentences(document, error))


def _sentences(document: Document, error: ValidationError) -> Iterator[Problem]:
    for one in error.errors(include_url=False, include_context=False):
        loc: Loc = one["loc"]
        at = _known(document, loc)
        yield document.problem(loc, _sentence(one["type"], at, loc[-1] if loc else "", one["msg"], one["input"]))


def _known(document: Document, loc: Loc) -> Loc:
    while loc and loc not in document.lines:
        loc = loc[:-1]
    return loc


def _sentence(kind: str, at: Loc, last: str | int, message: str, value: Any) -> str:
    within = f"{last} of " if last in ("dx", "dy", "landmark") and last not in at else ""
    where, shown = within + path(at), _shown(value)
    if kind in _EXPECTED:
        return f"{where} should be {_EXPECTED[kind]}, not {shown}"
    said = message.removeprefix("Value error, ").removeprefix("Input ")
    sentences = {
        "missing": f"'{last}' is missing in {where}; add it",
        "extra_forbidden": f"unknown field '{last}'{near(str(last), _FIELDS) or '; remove it'}",
        "literal_error": f"{where} is {shown}; write {said.removeprefix('should be ')}",
        "too_short": f"{where} holds too few; add more" if value else f"{where} is empty; fill it in",
        "string_too_short": f"{where} is empty; fill it in",
        "string_pattern_mismatch": f"{where} is {shown}, which is not how ids are written",
        "value_error": f"{where}: {said}",
    }
    return sentences.get(kind, f"{where} is {shown}; it {said}")


def _shown(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 40 else text[:37] + "…"


def path(loc: Loc) -> str:
    """A path as a person says it, e.g. `trigger_points[2].essential.radius`."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "the file"
