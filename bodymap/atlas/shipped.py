"""The atlas and the red flags that ship with the program. Any other folder is read by `bodymap.atlas.reader`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bodymap.atlas.flags import RedFlags
from bodymap.atlas.lists import read_sets
from bodymap.atlas.model import Atlas
from bodymap.atlas.reader import read_folder
from bodymap.atlas.sets import MuscleSet
from bodymap.atlas.yaml_lines import Problem
from bodymap.errors import BodymapError
from bodymap.prepared import prepared
from bodymap.resources import resource

if TYPE_CHECKING:
    from bodymap.atlas.check import AtlasReport

DEFAULT_SET = "whole-body"
"""The set of muscles that counts where none is named."""


def load_atlas(set_name: str | None = None) -> Atlas:
    """The muscles of a set of the atlas that ships with the program (read once a set); without a name, the default one.

    The test suite has placed its zones on both figures. Raises BodymapError where there is no such set, or with the
    first problem, its file and line.
    """
    return _shipped(set_name or DEFAULT_SET)[0]


def checked_folder(folder: Path) -> "AtlasReport":
    """What a folder holds, its zones tried on both figures, so that it can be placed.

    Raises BodymapError with the first problem, its file and line.
    """
    from bodymap.atlas.check import check_atlas  # noqa: PLC0415  (check stands above this module)

    report = check_atlas(folder)
    if report.problems:
        raise _first(report.problems)
    return report


def load_flags() -> RedFlags:
    """The red flags that ship with the program (read once). Raises BodymapError as `load_atlas` does."""
    return _shipped(DEFAULT_SET)[1]


@cache
def shipped_sets() -> Mapping[str, MuscleSet]:
    """The sets of the atlas that ships with the program, by id. Raises BodymapError if the list is broken."""
    problems: list[Problem] = []
    sets = read_sets(resource("data"), problems)
    if problems:
        raise _first(tuple(problems))
    return MappingProxyType(sets)


@cache
def _shipped(name: str) -> tuple[Atlas, RedFlags]:
    sets = shipped_sets()
    if name not in sets:
        raise BodymapError("atlas.no_set", name=name, known=tuple(sets))
    data = resource("data")
    made_of = sorted((*data.glob("*.yaml"), *data.glob("*.csv"), *data.glob("sources/*.y*ml")))
    made_of += sorted(path for path in (data / "muscles").glob("*.y*ml") if sets[name].holds(path.stem))
    made_of += sorted((data / "figures").glob("*.json"))
    return prepared(f"atlas {name}", made_of, lambda: _sound(name))


def _sound(name: str) -> tuple[Atlas, RedFlags]:
    reading = read_folder(resource("data", "muscles"), shipped_sets()[name])
    if reading.problems:
        raise _first(reading.problems)
    return reading.atlas, reading.flags


def _first(problems: tuple[Problem, ...]) -> BodymapError:
    return BodymapError("atlas.unsound", problem=str(problems[0]), more=len(problems) - 1)
