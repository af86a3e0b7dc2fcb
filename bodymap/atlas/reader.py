"""Reads the atlas from a folder of muscle files and the lists beside it.

Collects every mistake on the way; `load_atlas` stops at the first, `bodymap.atlas.check` reports them all.
"""

from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from pydantic import TypeAdapter

from bodymap.atlas.flags import RedFlags
from bodymap.atlas.lists import read_document, read_lists
from bodymap.atlas.model import Atlas, Muscle
from bodymap.atlas.rules import muscle_problems, source_problems
from bodymap.atlas.sets import MuscleSet
from bodymap.atlas.yaml_lines import Document, Problem
from bodymap.errors import BodymapError
from bodymap.resources import resource

_MUSCLE = TypeAdapter(Muscle)


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
    lists: Path
    """The folder of the lists that count for these muscles."""


def read_folder(folder: Path, only: MuscleSet | None = None) -> Reading:
    """Everything that can be read of a folder, or of the muscles of one set in it.

    Raises BodymapError only if there is no such folder.
    """
    muscles, beside = atlas_folders(folder)
    problems: list[Problem] = []
    lists = read_lists(beside, problems)
    found: dict[str, tuple[Muscle, Document]] = {}
    paths = sorted(path for pattern in ("*.yaml", "*.yml") for path in muscles.glob(pattern))
    paths = [path for path in paths if only is None or only.holds(path.stem)]
    for path in paths:
        read = read_document(_MUSCLE, path, problems)
        if read:
            muscle, document = found[path.stem] = read
            problems += source_problems(document, muscle, lists.sources)
            problems += muscle_problems(
                document, muscle, path.stem, names=lists.names, answers=lists.answers, places=lists.places
            )
    if not paths:
        problems.append(Problem(folder.name, 1, "there is no muscle file here; name a folder with <muscle id>.yaml"))
    places = MappingProxyType(lists.places)
    atlas = Atlas(
        MappingProxyType({stem: muscle for stem, (muscle, _) in sorted(found.items())}),
        MappingProxyType(lists.sources),
        MappingProxyType(lists.answers),
        lists.general,
        MappingProxyType(lists.names),
        places,
        lists.company,
        MappingProxyType(lists.sets),
    )
    documents = {stem: document for stem, (_, document) in found.items()}
    return Reading(atlas, documents, tuple(sorted(set(problems))), len(paths), RedFlags(places, lists.flags), beside)


def atlas_folders(folder: Path) -> tuple[Path, Path]:
    """The folder of muscles and the folder of the lists: those beside the muscles, or else the shipped ones.

    Raises BodymapError if there is no such folder.
    """
    if not folder.is_dir():
        raise BodymapError("atlas.no_folder", folder=folder)
    muscles = folder / "muscles" if (folder / "muscles").is_dir() else folder
    beside = muscles.resolve().parent
    own = muscles.resolve().name == "muscles" and (beside / "sources.yaml").is_file()
    return muscles, beside if own else resource("data")
