"""The atlas and the red flags that ship with the program. Any other folder is read by `bodymap.atlas.reader`."""

from functools import cache
from pathlib import Path

from bodymap.atlas.flags import RedFlags
from bodymap.atlas.model import Atlas
from bodymap.atlas.reader import Reading, read_folder
from bodymap.atlas.yaml_lines import Problem
from bodymap.errors import BodymapError
from bodymap.resources import resource


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
