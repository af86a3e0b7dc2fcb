"""A folder of drawings of several people, for the tests of groups."""

from pathlib import Path

from bodymap.drawing.file import write_drawing
from bodymap.drawing.findings import Findings, MuscleFinding
from bodymap.drawing.model import Drawing, Mark

CONFIRMED = Findings(muscles=(MuscleFinding(muscle="piriformis", side="right", verdict="confirmed"),))
DRAWINGS = {
    "a": Drawing(marks=(Mark(region="back/lumbar-right"), Mark(region="front/navel")), findings=CONFIRMED),
    "b": Drawing(marks=(Mark(region="back/lumbar-right"),)),
    "sub/c": Drawing(figure="male", marks=(Mark(region="back/lumbar-right"), Mark(region="back/sacrum"))),
    "sub/deep/d": Drawing(),
}


def folder(at: Path) -> Path:
    """Four drawings in a folder and below it: right low back in three, one of them a man's; one is empty."""
    for name, drawing in DRAWINGS.items():
        path = at / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_drawing(drawing, path)
    (at / "notes.txt").write_text("no drawing", encoding="utf-8")
    return at
