"""The page for people who write drawings: its programs write the drawing that it says, its mistakes are mistakes."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bodymap.body.figure import CHARTS
from bodymap.drawing.file import parse_drawing, read_drawing
from bodymap.errors import BodymapError

PAGE = (Path(__file__).parents[2] / "docs" / "drawing-file.md").read_text(encoding="utf-8")
WRITTEN = parse_drawing(PAGE.partition("What each of them writes")[2].split("```json\n")[1].partition("```")[0], "page")


def block(language: str) -> str:
    """The one program in that language."""
    (program,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(program)


@pytest.mark.parametrize(
    ("language", "command"),
    [("python", [sys.executable, "-c"]), ("javascript", ["node", "-e"]), ("r", ["Rscript", "-e"])],
    ids=["Python", "JavaScript", "R"],
)
def test_each_program_writes_the_drawing_of_the_page(tmp_path: Path, language: str, command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this system")
    subprocess.run([*command, block(language)], cwd=tmp_path, check=True, timeout=60)
    assert read_drawing(tmp_path / "pain.json") == WRITTEN


def test_the_drawing_of_the_page_is_written_out_as_a_program_does() -> None:
    assert len(WRITTEN.marks) == 2
    assert WRITTEN.answers == {"worse_upright": True, "pain_days": 12}


MISTAKES = re.findall(r"^\| `(\".*?)` \|", PAGE, re.MULTILINE)


def test_there_are_mistakes_to_try() -> None:
    assert len(MISTAKES) == 6


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_of_the_table_is_one(mistake: str) -> None:
    """Put where it belongs in a drawing that is right otherwise."""
    if mistake.startswith('"answers"'):
        text = f'{{"format": "bodymap-drawing", {mistake}}}'
    elif mistake.startswith('"points"'):
        text = f'{{"format": "bodymap-drawing", "marks": [{{"chart": "back", "stroke": {{{mistake}, "radius": 9}}}}]}}'
    else:
        place = "" if "region" in mistake else '"region": "back/sacrum", '
        text = f'{{"format": "bodymap-drawing", "marks": [{{{place}{mistake}}}]}}'
    json.loads(text)  # it is JSON, so that what is refused is the mistake
    with pytest.raises(BodymapError):
        parse_drawing(text, "mistake")


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_may_be_marked(chart: str) -> None:
    mark = {"chart": chart, "stroke": {"points": [[0, 0]], "radius": 1}}
    drawing = parse_drawing(json.dumps({"format": "bodymap-drawing", "marks": [mark]}), "x")
    assert [one.chart for one in drawing.marks] == [chart]
