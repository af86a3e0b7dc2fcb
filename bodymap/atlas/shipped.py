"""The atlas and the red flags that ship with the program. Any other folder is read by `bodymap.atlas.reader`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from bodymap.atlas.flags import RedFlags
from bodymap.atlas.lists import read_sets
from bodymap.atlas.model import Atlas
from bodymap.atlas.reader import Reading, read_folder
from bodymap.atlas.sets import MuscleSet
from bodymap.atlas.yaml_lines import Problem
from bodymap.errors import BodymapError
from bodymap.resources import resource

DEFAULT_SET = "articles"
"""The set of muscles that counts where none is named."""


def load_atlas(which: str | Path = DEFAULT_SET) -> Atlas:
    """The muscles of a set of the atlas that ships with the program (read once a set), or those of a folder.

    A folder's zones are tried on both figures, so an atlas that loads can be placed; for the shipped atlas the test
    suite has done that. Raises BodymapError where there is no such set, or with the first problem, its file and line.
    """
    if isinstance(which, str):
        return _shipped(which).atlas
    from bodymap.atlas.check import check_atlas  # noqa: PLC0415  (check stands above this module)

    report = check_atlas(which)
    if report.problems:
        raise _first(report.problems)
    return report.atlas


def atlas_named(name: str) -> Atlas:
    """The atlas that a person names: a set, or the path of a folder. Raises BodymapError as `load_atlas` does."""
    if name in shipped_sets():
        return load_atlas(name)
    folder = Path(name)
    if not folder.is_dir():
        raise BodymapError("atlas.no_set_or_folder", name=name, known=tuple(shipped_sets()))
    return load_atlas(folder)


def load_flags() -> RedFlags:
    """The red flags that ship with the program (read once). Raises BodymapError as `load_atlas` does."""
    return _shipped(DEFAULT_SET).flags


@cache
def shipped_sets() -> Mapping[str, MuscleSet]:
    """The sets of the atlas that ships with the program, by id. Raises BodymapError if the list is broken."""
    problems: list[Problem] = []
    sets = read_sets(resource("data"), problems)
    if problems:
        raise _first(tuple(problems))
    return MappingProxyType(sets)


@cache
def _shipped(name: str) -> Reading:
    sets = shipped_sets()
    if name not in sets:
        raise BodymapError("atlas.no_set", name=name, known=tuple(sets))
    reading = read_folder(resource("data", "muscles"), sets[name])
    if reading.problems:
        raise _first(reading.problems)
    return reading


def _first(problems: tuple[Problem, ...]) -> BodymapError:
    return BodymapError("atlas.unsound", problem=str(problems[0]), more=len(problems) - 1)
