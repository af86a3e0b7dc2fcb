"""Reads the atlas from a folder of muscle files and the lists beside it.

Collects every mistake on the way; `load_atlas` stops at the first, `bodymap.atlas.check` reports them all.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import TypeAdapter

from bodymap.atlas.flags import RedFlags
from bodymap.atlas.model import Answer, Atlas, General, Muscle, MuscleName, Work
from bodymap.atlas.parsing import parse
from bodymap.atlas.rules import flag_problems, muscle_problems, repeated, source_problems
from bodymap.atlas.yaml_lines import Document, Problem, RefusedError, read_yaml
from bodymap.errors import BodymapError
from bodymap.resources import resource

T = TypeVar("T")

_SOURCES = TypeAdapter(dict[str, Work])
_NAMES = TypeAdapter(dict[str, MuscleName])
_ANSWERS = TypeAdapter(tuple[Answer, ...])
_GENERAL = TypeAdapter(tuple[General, ...])
_MUSCLE = TypeAdapter(Muscle)
_FLAGS = TypeAdapter(RedFlags)


@dataclass(frozen=True)
class Reading:
    """What a folder holds: the atlas as far as it is sound, the documents for line numbers, and all problems."""

    atlas: Atlas
    documents: dict[str, Document] = field(repr=False)
    """By muscle id, of the muscles that could be read."""
    problems: tuple[Problem, ...]
    files: int
    """Number of muscle files found."""
    flags: RedFlags
    """Empty where the table could not be read."""


def load_atlas(folder: Path | None = None) -> Atlas:
    """The atlas of a folder of muscle files; without one, the atlas that ships with the program (read once).

    Raises BodymapError with the first problem, its file and line. Zones are tried on both figures, so an atlas that
    loads can be placed; for the shipped atlas the test suite has done that.
    """
    if folder is None:
        return _shipped().atlas
    from bodymap.atlas.check import check_atlas  # noqa: PLC0415  (check stands above this module)

    report = check_atlas(folder)
    if report.problems:
        raise _first(report.problems)
    return report.atlas


def load_flags() -> RedFlags:
    """The red flags that ship with the program (read once). Raises BodymapError as `load_atlas` does."""
    return _shipped().flags


@cache
def _shipped() -> Reading:
    reading = read_folder(resource("data", "muscles"))
    if reading.problems:
        raise _first(reading.problems)
    return reading


def _first(problems: tuple[Problem, ...]) -> BodymapError:
    more = f" ({len(problems) - 1} more: see `bodymap atlas check`)" if len(problems) > 1 else ""
    return BodymapError(f"{problems[0]}{more}")


def read_folder(folder: Path) -> Reading:
    """Everything that can be read of a folder. Raises BodymapError only if there is no such folder."""
    muscles, lists = _places(folder)
    problems: list[Problem] = []
    sources = _read(_SOURCES, lists / "sources.yaml", problems)
    names = _read(_NAMES, lists / "known_muscles.yaml", problems)
    answers = _read(_ANSWERS, lists / "answers.yaml", problems)
    general = _read(_GENERAL, lists / "general.yaml", problems)
    works = sources[0] if sources else {}
    known_muscles = names[0] if names else {}
    known_answers = {answer.id: answer for answer in answers[0]} if answers else {}
    if answers:
        problems += source_problems(answers[1], answers[0], works)
        problems += repeated(answers[1], answers[0], "id", (), "the answer")
    if general:
        problems += source_problems(general[1], general[0], works)
    flags = _read(_FLAGS, lists / "red_flags.yaml", problems)
    if flags:
        problems += source_problems(flags[1], flags[0], works)
        problems += flag_problems(flags[1], flags[0], known_answers)
    found: dict[str, tuple[Muscle, Document]] = {}
    paths = sorted(path for pattern in ("*.yaml", "*.yml") for path in muscles.glob(pattern))
    for path in paths:
        read = _read(_MUSCLE, path, problems)
        if read:
            muscle, document = found[path.stem] = read
            problems += source_problems(document, muscle, works)
            problems += muscle_problems(document, muscle, path.stem, known_muscles, known_answers)
    if not paths:
        problems.append(Problem(folder.name, 1, "there is no muscle file here; name a folder with <muscle id>.yaml"))
    atlas = Atlas(
        MappingProxyType({stem: muscle for stem, (muscle, _) in sorted(found.items())}),
        MappingProxyType(works),
        MappingProxyType(known_answers),
        general[0] if general else (),
        MappingProxyType(known_muscles),
    )
    documents = {stem: document for stem, (_, document) in found.items()}
    table = flags[0] if flags else RedFlags(places={}, flags=())
    return Reading(atlas, documents, tuple(sorted(set(problems))), len(paths), table)


def _places(folder: Path) -> tuple[Path, Path]:
    """The folder of muscles and the folder of the lists: those beside the muscles, or else the shipped ones."""
    if not folder.is_dir():
        raise BodymapError(f"There is no folder {folder}; name a folder with files <muscle id>.yaml.")
    muscles = folder / "muscles" if (folder / "muscles").is_dir() else folder
    beside = muscles.resolve().parent
    own = muscles.resolve().name == "muscles" and (beside / "sources.yaml").is_file()
    return muscles, beside if own else resource("data")


def _read(adapter: TypeAdapter[T], path: Path, problems: list[Problem]) -> tuple[T, Document] | None:
    try:
        document = read_yaml(path, path.name)
    except RefusedError as refusal:
        problems.append(refusal.problem)
        return None
    problems += document.repeated
    parsed = parse(adapter, document)
    if isinstance(parsed, list):
        problems += parsed
        return None
    return parsed[0], document
