"""The drawing file: one drawing as JSON, read with plain words for what is wrong, and never written by halves."""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bodymap.body.chart_files import load_charts
from bodymap.drawing.complexity import check_complexity
from bodymap.drawing.findings import Findings
from bodymap.drawing.geometry import mark_area
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError, about, reason_of, within
from bodymap.files import write_whole

LARGEST_FILE = 20_000_000
"""Bytes. A drawing of a thousand long strokes has some 2 MB; what is larger is no drawing."""

SUFFIX = ".json"

_OWN_STEP = r"function-|tuple|constrained|nullable|float$"
"""Names that pydantic gives to its own steps within a value."""


def parse_drawing(text: str, name: str) -> Drawing:
    """A drawing from the text of its file; `name` stands in the error message.

    Raises BodymapError if it is not a drawing that this version knows, with the first thing that is wrong.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise BodymapError("drawing.not_json", path=name, line=line) from error
    if not isinstance(content, dict) or content.get("format") != "bodymap-drawing":
        raise BodymapError("drawing.other_format", path=name)
    version = content.get("version")
    if isinstance(version, int) and version > 1:
        raise BodymapError("drawing.newer", path=name, version=version if version < 1000 else 0)
    try:
        drawing = Drawing.model_validate(content)
    except ValidationError as error:
        raise _first_problem(name, error) from error
    with about(name):
        check_complexity(drawing)
    charts = load_charts(drawing.figure)
    with about(name):
        for number, mark in enumerate(drawing.marks, start=1):
            with within("mark", number):
                mark_area(mark, charts)  # made once and kept: the next who asks gets it at once
    return drawing


def _first_problem(name: str, error: ValidationError) -> BodymapError:
    """The first thing that is wrong: `at` are the keys and numbers that lead to it, `problem` is pydantic's code."""
    problem = error.errors(include_url=False, include_input=False)[0]
    place = problem["loc"]
    own = place[:-1] if problem["type"] == "extra_forbidden" else place
    steps = [
        step + 1 if isinstance(step, int) else step
        for step in own
        if isinstance(step, int) or not re.match(_OWN_STEP, step)
    ]
    steps += place[len(own) :]
    return BodymapError(
        "drawing.invalid",
        path=name,
        at=tuple(_short(str(step)) for step in steps),
        problem=problem["type"],
        values=problem.get("ctx", {}),
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def read_drawing(path: Path) -> Drawing:
    """The drawing in a file. Raises BodymapError if it cannot be read or is no drawing."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)  # a pipe or device has no size that could be asked for
        if len(content) > LARGEST_FILE:
            raise BodymapError("drawing.too_large", path=path, megabytes=LARGEST_FILE // 1_000_000)
        text = content.decode("utf-8-sig")
    except IsADirectoryError as error:
        raise BodymapError("drawing.is_folder", path=path) from error
    except FileNotFoundError as error:
        raise BodymapError("drawing.missing", path=path) from error
    except OSError as error:
        raise BodymapError("drawing.unreadable", path=path, reason=reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise BodymapError("drawing.not_text", path=path) from error
    return parse_drawing(text, str(path))


def drawing_json(drawing: Drawing) -> str:
    """The text of a drawing file: readable, one mark a line, without fields that say nothing."""
    content: dict[str, Any] = drawing.model_dump(mode="json", exclude_none=True)
    if drawing.findings == Findings():
        del content["findings"]
    marks = ",\n  ".join(json.dumps(mark, ensure_ascii=False) for mark in content.pop("marks"))
    head = ",\n ".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in content.items() if value != {}
    )
    return f'{{{head},\n "marks": [{marks}]}}\n'


def write_drawing(drawing: Drawing, path: Path) -> None:
    """Saves a drawing. The file holds either its old content or all of the new one, even if the power goes.

    Raises BodymapError if the file cannot be written.
    """
    try:
        write_whole(path, drawing_json(drawing).encode())
    except OSError as error:
        raise BodymapError("drawing.unwritable", path=path, reason=reason_of(error)) from error


def drawing_schema() -> dict[str, Any]:
    """The JSON Schema of the drawing file, made from the model."""
    schema = Drawing.model_json_schema()
    schema["required"] = ["format"]
    findings = schema["properties"]["findings"]
    findings["anyOf"] = [{"$ref": findings.pop("$ref")}, {"type": "null"}]  # null is nothing found, as for answers
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "bodymap drawing, version 1"
    return schema
