"""Printed sheets, and readers of them that are not ours: poppler and qpdf."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from bodymap.atlas.shipped import load_atlas
from bodymap.body.chart_files import load_chart
from bodymap.body.figure import CHARTS
from bodymap.drawing.findings import SIGNS, VERDICTS, Findings, MuscleFinding, Settled
from bodymap.drawing.model import AnswerValue, Drawing
from bodymap.matching.match import Match, match_drawing
from bodymap.report.paper.sheet_options import VisitContext
from bodymap.report.paper.typst_compiler import PrintedSheet
from tests.report.drawings import WALK, every_region

WHEN = datetime(2026, 11, 21, 10, 40)
NOTE = "Pressed for ten seconds; the pain of the last weeks came back and ran down the thigh.\nTo be seen again. "
MUSCLES = ("quadratus_lumborum", "gluteus_minimus", "piriformis", "gluteus_medius", "iliopsoas", "gluteus_maximus")

VISIT = VisitContext(
    "M. Example", date(1979, 5, 3), "K-117", 3, WHEN, "A. Therapist", "Sleeps badly.", "Heat twice a day.",
    ("Gone: left belt-line.", "Smaller: right buttock (−38 %)."),
)  # fmt: skip


def tool(*command: str) -> str:
    """What a reader says of a file."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this system")
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def written(sheet: PrintedSheet, folder: Path, name: str = "sheet") -> str:
    """The path of a sheet as a file."""
    path = folder / f"{name}.pdf"
    path.write_bytes(sheet.pdf)
    return str(path)


def words(sheet: PrintedSheet, folder: Path) -> str:
    """All words of a sheet in the order of reading, with single spaces."""
    return " ".join(tool("pdftotext", "-raw", written(sheet, folder), "-").split())


@dataclass(frozen=True)
class Box:
    """A word on a page with its bounds in points."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share more than a sliver; the bounds of letters are those of their font."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        return self.page == other.page and wide > 1 and high > 0.45 * min(self.y1 - self.y0, other.y1 - other.y0)


def boxes(sheet: PrintedSheet, folder: Path) -> list[Box]:
    """Every word of a sheet with its place."""
    found, page = [], -1
    for line in tool("pdftotext", "-bbox", written(sheet, folder), "-").splitlines():
        page += "<page " in line
        if word := re.search(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line):
            found.append(Box(page, float(word[1]), float(word[2]), float(word[3]), float(word[4]), word[5]))
    return found


def found(drawing: Drawing, *muscles: MuscleFinding, flags: tuple[Settled, ...] = ()) -> Match:
    """A drawing with findings, matched."""
    return match_drawing(drawing.model_copy(update={"findings": Findings(muscles=muscles, flags=flags)}))


def asked(**answers: AnswerValue) -> Drawing:
    """The walk with further answers."""
    return WALK.model_copy(update={"answers": {**WALK.answers, **answers}})


def everything() -> Match:
    """Every region marked and every question answered."""
    ids = [name for chart in CHARTS for name in load_chart("male", chart).regions]
    others: dict[str, AnswerValue] = {"days": 400, "strength": 9, "side": "left", "age": 71}
    table = load_atlas().answers.values()
    answers = {one.id: others.get(one.kind, number % 3 != 0) for number, one in enumerate(table)}
    return match_drawing(every_region("male", ids).model_copy(update={"answers": answers}))


def many() -> Match:
    """Thirty findings, most of them at muscles that the atlas doesn't have, as another's file may hold; flags too."""
    texts = ("W" * 4_000, NOTE * 36, "中" * 4_000)
    strange = [
        MuscleFinding(muscle="long_muscle_name_" * 5 + str(n), side="right", verdict=VERDICTS[n % 3], note=texts[n % 3])
        for n in range(24)
    ]
    known = [
        MuscleFinding(muscle=one, side="right", verdict="confirmed", note=NOTE * 9, signs={"middle": SIGNS})
        for one in MUSCLES
    ]
    flags = (
        Settled(flag="infection_or_cancer", level="emergency", outcome="known", note=NOTE),
        Settled(flag="dvt", level="emergency", outcome="ruled_out", note=NOTE * 30),
    )
    drawing = asked(pain_days=400, pain_strength=9, fever=True, leg_swelling=True, saddle_numbness=True)
    return found(drawing, *known, *strange, flags=flags)
