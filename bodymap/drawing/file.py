"""The drawing file: one drawing as JSON, read with plain words for what is wrong, and never written by halves."""

import json
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bodymap.body.chart_files import load_charts
from bodymap.drawing.findings import Findings
from bodymap.drawing.geometry import mark_area
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from bodymap.files import write_whole

LARGEST_FILE = 20_000_000
"""Bytes. A drawing of a thousand long strokes has some 2 MB; what is larger is no drawing."""

SUFFIX = ".json"


def parse_drawing(text: str, name: str) -> Drawing:
    """A drawing from the text of its file; `name` stands in the error message.

    Raises BodymapError if it is not a drawing that this version knows, with the first thing that is wrong.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BodymapError(f"{name} is not valid JSON{where}; choose a drawing that bodymap saved.") from error
    if not isinstance(content, dict) or content.get("format") != "bodymap-drawing":
        raise BodymapError(
            f'{name} is not a bodymap drawing: it does not say "format": "bodymap-drawing"; choose another file.'
        )
    version = content.get("version")
    if isinstance(version, int) and version > 1:
        newer = f" (format version {version})" if version < 1000 else ""
        raise BodymapError(f"{name} was written by a newer bodymap{newer}; update this program.")
    try:
        drawing = Drawing.model_validate(content)
    except ValidationError as error:
        raise BodymapError(f"{name}: {_first_problem(error)}; correct it, see docs/drawing-file.md.") from error
    charts = load_charts(drawing.figure)
    for number, mark in enumerate(drawing.marks, start=1):
        try:
            mark_area(mark, charts)  # made once and kept: the next who asks gets it at once
        except BodymapError as error:
            raise BodymapError(f"{name}: mark {number}: {error}") from error
    return drawing


def _first_problem(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
    unknown_key = problem["type"] == "extra_forbidden"
    words: list[str] = []
    for step in problem["loc"][:-1] if unknown_key else problem["loc"]:
        if isinstance(step, int):
            words.append(f"{step + 1}")
        elif step in ("marks", "points"):
            words.append("mark" if step == "marks" else "point")
        elif not re.match(r"(function-|tuple|constrained|nullable|float$)", step):  # pydantic's names of its own steps
            words.append(_short(step))
    reason = problem["msg"].removeprefix("Value error, ")
    if unknown_key:
        words.append(f"'{_short(str(problem['loc'][-1]))}'")
        reason = "this key is not known"
    return f"{' '.join(words)}: {reason[:1].lower()}{reason[1:]}" if words else reason


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def read_drawing(path: Path) -> Drawing:
    """The drawing in a file. Raises BodymapError if it cannot be read or is no drawing."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)  # a pipe or device has no size that could be asked for
        if len(content) > LARGEST_FILE:
            raise BodymapError(
                f"{path} is larger than {LARGEST_FILE // 1_000_000} MB and so no drawing; choose another."
            )
        text = content.decode("utf-8-sig")
    except IsADirectoryError as error:
        raise BodymapError(f"{path} is a folder; choose a drawing file in it.") from error
    except FileNotFoundError as error:
        raise BodymapError(f"{path} does not exist; check the name.") from error
    except OSError as error:
        raise BodymapError(f"{path} cannot be read: {error.strerror or error}; check the file's rights.") from error
    except UnicodeDecodeError as error:
        raise BodymapError(f"{path} is not a text file; choose a drawing that bodymap saved.") from error
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
        raise BodymapError(
            f"{path} cannot be written: {error.strerror or error}. Nothing is lost; save it in another place."
        ) from error


def drawing_schema() -> dict[str, Any]:
    """The JSON Schema of the drawing file, made from the model."""
    schema = Drawing.model_json_schema()
    schema["required"] = ["format"]
    findings = schema["properties"]["findings"]
    findings["anyOf"] = [{"$ref": findings.pop("$ref")}, {"type": "null"}]  # null is nothing found, as for answers
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "bodymap drawing, version 1"
    return schema
