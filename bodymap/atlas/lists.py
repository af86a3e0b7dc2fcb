"""Reads the lists beside the muscles: sources, names, places, questions, company, general statements, red flags.

Collects every mistake on the way. The muscles themselves are read in `bodymap.atlas.reader`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from bodymap.atlas.association_rules import AssociationRule
from bodymap.atlas.conditions import Place
from bodymap.atlas.flags import RedFlag
from bodymap.atlas.model import General, MuscleName, Work
from bodymap.atlas.parsing import parse
from bodymap.atlas.questions import Answer
from bodymap.atlas.rules import source_problems
from bodymap.atlas.table_rules import answer_problems, company_problems, flag_problems, place_problems
from bodymap.atlas.yaml_lines import Document, Problem, RefusedError, read_yaml

T = TypeVar("T")

_SOURCES = TypeAdapter(dict[str, Work])
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
    places: dict[str, Place]
    answers: dict[str, Answer]
    company: tuple[AssociationRule, ...]
    general: tuple[General, ...]
    flags: tuple[RedFlag, ...]


def read_lists(folder: Path, problems: list[Problem]) -> Lists:
    """The lists in a folder. What is wrong with them is added to `problems`."""
    sources = read_document(_SOURCES, folder / "sources.yaml", problems)
    names = read_document(_NAMES, folder / "known_muscles.yaml", problems)
    places = read_document(_PLACES, folder / "places.yaml", problems)
    answers = read_document(_ANSWERS, folder / "answers.yaml", problems)
    company = read_document(_COMPANY, folder / "company.yaml", problems)
    general = read_document(_GENERAL, folder / "general.yaml", problems)
    flags = read_document(_FLAGS, folder / "red_flags.yaml", problems)
    lists = Lists(
        sources=sources[0] if sources else {},
        names=names[0] if names else {},
        places=places[0] if places else {},
        answers={answer.id: answer for answer in answers[0]} if answers else {},
        company=company[0] if company else (),
        general=general[0] if general else (),
        flags=flags[0] if flags else (),
    )
    for read in (answers, company, general, flags):
        problems += source_problems(read[1], read[0], lists.sources) if read else ()
    problems += place_problems(places[1], places[0]) if places else ()
    problems += answer_problems(answers[1], answers[0]) if answers else ()
    problems += flag_problems(flags[1], flags[0], lists.answers, lists.places) if flags else ()
    if company:
        problems += company_problems(company[1], company[0], lists.names, lists.answers, lists.places)
    return lists


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
