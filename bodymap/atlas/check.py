"""The report on an atlas: every mistake with file and line, and what was found."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bodymap.atlas.entry import Source
from bodymap.atlas.flags import RedFlags
from bodymap.atlas.lists import read_document
from bodymap.atlas.model import Atlas
from bodymap.atlas.placing import MisplacedError, place_own_side
from bodymap.atlas.reader import Reading, read_folder
from bodymap.atlas.rules import walk
from bodymap.atlas.yaml_lines import Problem
from bodymap.atlas.zone_evidence import EvidenceException, differences
from bodymap.body.figure import FIGURES, load_figure
from bodymap.resources import resource

_EXCEPTIONS = TypeAdapter(tuple[EvidenceException, ...])


@dataclass(frozen=True)
class AtlasReport:
    """What a check found. The atlas is sound where `problems` is empty."""

    folder: str
    files: int
    problems: tuple[Problem, ...]
    """Ordered by file and line."""
    atlas: Atlas = field(repr=False)
    """As far as it could be read."""
    flags: RedFlags = field(repr=False)

    def to_table(self) -> str:
        """Plain text: a line a muscle, then a line a problem."""
        lines = [f"{'muscle':<22}{'points':>7}{'strokes':>9}{'sources':>9}"]
        lines += ["{muscle:<22}{points:>7}{strokes:>9}{sources:>9}".format(**row) for row in self._rows()]
        lines += ["", *(str(problem) for problem in self.problems)] if self.problems else []
        found = _count(len(self.problems), "problem")
        return "\n".join([*lines, "", f"{self.folder}: {_count(self.files, 'muscle file')}, {found}."])

    def to_json(self) -> dict[str, Any]:
        """The same as JSON: `folder`, `files`, `muscles`, `problems` (each `file`, `line`, `sentence`)."""
        problems = [{"file": one.file, "line": one.line, "sentence": one.sentence} for one in self.problems]
        return {"folder": self.folder, "files": self.files, "muscles": self._rows(), "problems": problems}

    def _rows(self) -> list[dict[str, str | int]]:
        rows: list[dict[str, str | int]] = []
        for name, muscle in self.atlas.muscles.items():
            rows.append(
                {
                    "muscle": name,
                    "points": len(muscle.trigger_points),
                    "strokes": sum(len(zone.strokes) for _, zone in muscle.zones()),
                    "sources": sum(isinstance(value, Source) for _, value in walk(muscle)),
                }
            )
        return rows


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def check_atlas(folder: Path | None = None) -> AtlasReport:
    """The report on a folder of muscle files; without one, on the atlas that ships with the program.

    The lists (sources, answers, red flags, general statements, names of muscles) are those beside a folder named
    `muscles`, or else the shipped ones. Raises BodymapError only if there is no such folder.
    """
    folder = resource("data", "muscles") if folder is None else folder
    reading = read_folder(folder)
    problems = {*reading.problems, *_misplaced(reading)}
    problems |= _against_evidence(reading) if not problems else set()
    return AtlasReport(str(folder), reading.files, tuple(sorted(problems)), reading.atlas, reading.flags)


def _misplaced(reading: Reading) -> list[Problem]:
    problems = []
    for name, muscle in reading.atlas.muscles.items():
        for number, point in enumerate(muscle.trigger_points):
            for figure in FIGURES:
                try:
                    place_own_side(load_figure(figure), point)
                except KeyError:  # an unknown landmark, which the reading has told already
                    continue
                except MisplacedError as error:
                    document = reading.documents[name]
                    for one in error.wrong:
                        at = ("trigger_points", number) if one.at[0] == "position" else muscle.zones_at(number)
                        problems.append(document.problem((*at, *one.at), one.sentence))
    return problems


def _against_evidence(reading: Reading) -> set[Problem]:
    """Differences between zones and what the sources name, and exceptions to that which no longer are any."""
    path = reading.lists / "evidence_exceptions.yaml"
    problems: list[Problem] = []
    read = read_document(_EXCEPTIONS, path, problems) if path.exists() else None
    exceptions, used = read[0] if read else (), set()
    for name, muscle in reading.atlas.muscles.items():
        for one in differences(muscle):
            holding = [number for number, known in enumerate(exceptions) if known.holds_for(name, one)]
            used.update(holding)
            if not holding:
                problems.append(reading.documents[name].problem(("patterns", one.pattern, one.kind), one.sentence))
    for number, known in enumerate(exceptions):
        if read and number not in used and known.muscle in reading.atlas.muscles:
            sentence = f"nothing differs here any more for '{known.point}' of {known.muscle}; remove the exception"
            problems.append(read[1].problem((number,), sentence))
    return set(problems)
