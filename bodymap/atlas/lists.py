"""Reads the lists beside the muscles: sources, names, sets, places, questions, company, general statements, red flags.

Collects every mistake on the way. The muscles themselves are read in `bodymap.atlas.reader`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import StringConstraints, TypeAdapter

from bodymap.atlas.association_rules import AssociationRule
from bodymap.atlas.conditions import Place
from bodymap.atlas.flags import RedFlag
from bodymap.atlas.model import General, MuscleName, Work
from bodymap.atlas.parsing import parse
from bodymap.atlas.questions import Answer
from bodymap.atlas.rules import source_problems
from bodymap.atlas.sets import MuscleSet
from bodymap.atlas.table_rules import answer_problems, company_problems, flag_problems, place_problems, set_problems
from bodymap.atlas.yaml_lines import Document, Problem, RefusedError, read_yaml

T = TypeVar("T")

SetName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]

_SOURCES = TypeAdapter(dict[str, Work])
_SETS = TypeAdapter(dict[SetName, MuscleSet])
_NAMES = TypeAdapter(dict[str, MuscleName])
_PLACES = TypeAdapter(dict[str, Place])
_ANSWERS = TypeAdapter(tuple[Answer, ...])
_COMPANY = TypeAdapter(tuple[AssociationRule, ...])
_GENERAL = TypeAdapter(tuple[General, ...])
_FLAGS = TypeAdapter(tuple[RedFlag, ...])


@dataclass(frozen=True)
class Lists:
    """The lists as far as they could be read; one that could not is empty."""

    sources: dict[str, Work]
    names: dict[str, MuscleName]
    sets: dict[str, MuscleSet]
    """Empty where there is no such list, as beside muscles of one's own."""
    places: dict[str, Place]
    answers: dict[str, Answer]
    company: tuple[AssociationRule, ...]
    general: tuple[General, ...]
    flags: tuple[RedFlag, ...]


def read_lists(folder: Path, problems: list[Problem]) -> Lists:
    """The lists in a folder. What is wrong with them is added to `problems`.

    Sources stand in `sources.yaml` and, if there is a folder `sources`, in the files of that.
    """
    sources = _read_sources(folder, problems)
    names = read_document(_NAMES, folder / "known_muscles.yaml", problems)
    sets = read_document(_SETS, folder / "sets.yaml", problems) if (folder / "sets.yaml").exists() else None
    places = read_document(_PLACES, folder / "places.yaml", problems)
    answers = read_document(_ANSWERS, folder / "answers.yaml", problems)
    company = read_document(_COMPANY, folder / "company.yaml", problems)
    general = read_document(_GENERAL, folder / "general.yaml", problems)
    flags = read_document(_FLAGS, folder / "red_flags.yaml", problems)
    lists = Lists(
        sources=sources,
        names=names[0] if names else {},
        sets=sets[0] if sets else {},
        places=places[0] if places else {},
        answers={answer.id: answer for answer in answers[0]} if answers else {},
        company=company[0] if company else (),
        general=general[0] if general else (),
        flags=flags[0] if flags else (),
    )
    for read in (answers, company, general, flags):
        problems += source_problems(read[1], read[0], lists.sources) if read else ()
    problems += set_problems(sets[1], sets[0], lists.names) if sets else ()
    problems += place_problems(places[1], places[0]) if places else ()
    problems += answer_problems(answers[1], answers[0]) if answers else ()
    problems += flag_problems(flags[1], flags[0], lists.answers, lists.places) if flags else ()
    if company:
        problems += company_problems(company[1], company[0], lists.names, lists.answers, lists.places)
    return lists


def read_sets(folder: Path, problems: list[Problem]) -> dict[str, MuscleSet]:
    """The sets of muscles in a folder of lists; none where there is no such list."""
    read = read_document(_SETS, folder / "sets.yaml", problems)
    return read[0] if read else {}


def _read_sources(folder: Path, problems: list[Problem]) -> dict[str, Work]:
    works: dict[str, Work] = {}
    for path in (folder / "sources.yaml", *sorted((folder / "sources").glob("*.yaml"))):
        read = read_document(_SOURCES, path, problems)
        if read is None:
            continue
        twice = [name for name in read[0] if name in works]
        problems += [read[1].problem((name,), f"the source '{name}' stands in another file too") for name in twice]
        works |= read[0]
    return works


def read_document(adapter: TypeAdapter[T], path: Path, problems: list[Problem]) -> tuple[T, Document] | None:
    """The content of a file as a model, with its lines; None where it could not be read, and `problems` says why."""
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
