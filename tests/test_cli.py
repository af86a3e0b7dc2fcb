"""The commands: what each prints, and that whatever is wrong is one line on standard error with exit code 2."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bodymap.body.chart_files import load_charts
from bodymap.body.figure import CHARTS, FIGURES
from bodymap.cli import main
from bodymap.drawing.file import drawing_schema, read_drawing
from bodymap.matching.match import match_drawing
from bodymap.resources import resource

DESIGN = Path(__file__).parent / "drawing" / "files" / "version-1-design.json"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A drawing without a mark."""
    path = tmp_path / "empty.json"
    path.write_text('{"format": "bodymap-drawing", "marks": []}')
    return path


def asked(capsys: Output, *arguments: str | Path) -> str:
    """What a command prints when it succeeds."""
    assert main([str(argument) for argument in arguments]) == 0
    output, error = capsys.readouterr()
    assert error == ""
    return output


def refused(capsys: Output, *arguments: str | Path) -> str:
    """The one line that a command complains with."""
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    output, error = capsys.readouterr()
    assert code == 2
    assert output == ""
    assert error.startswith("bodymap")
    assert error.endswith(".\n")
    assert error.count("\n") == 1
    assert "Traceback" not in error
    return error


def keys(value: dict[str, Any]) -> set[str]:
    return set(value)


# rank


def test_rank_json_is_what_the_design_says(capsys: Output) -> None:
    result = json.loads(asked(capsys, "rank", DESIGN, "--format", "json"))
    assert {"muscles", "unexplained", "cover", "warnings"} <= keys(result)
    for row in result["muscles"]:
        assert {"muscle", "side", "score", "explained", "filled", "points"} <= keys(row)
        assert row["side"] in ("left", "right")
        assert all({"name", "score"} <= keys(point) for point in row["points"])
        assert row["score"] == max(point["score"] for point in row["points"])
    for step in result["cover"]:
        assert {"muscle", "side", "explained"} <= keys(step)
    for warning in result["warnings"]:
        assert {"id", "level", "text"} <= keys(warning)
    assert 0 <= result["unexplained"] <= 1


def test_rank_says_what_the_program_computes(capsys: Output) -> None:
    result = json.loads(asked(capsys, "rank", DESIGN, "--format", "json"))
    found = match_drawing(read_drawing(DESIGN))
    assert [(row["muscle"], row["side"]) for row in result["muscles"]] == [row.key for row in found.ranking.rows]
    for shown, row in zip(result["muscles"], found.ranking.rows, strict=True):
        assert (shown["score"], shown["explained"]) == pytest.approx((row.score, row.explained), abs=1e-6)
        assert shown["filled"] == pytest.approx(row.filled, abs=1e-6)
    assert result["unexplained"] == pytest.approx(found.ranking.unexplained, abs=1e-6)
    assert [step["explained"] for step in result["cover"]] == pytest.approx(
        [step.explained for step in found.cover], abs=1e-6
    )


def test_rank_of_several_files_is_a_list_that_names_them(capsys: Output, empty: Path) -> None:
    results = json.loads(asked(capsys, "rank", DESIGN, empty, "--format", "json"))
    assert [result["file"] for result in results] == [str(DESIGN), str(empty)]
    alone = json.loads(asked(capsys, "rank", DESIGN, "--format", "json"))
    assert {key: value for key, value in results[0].items() if key != "file"} == alone


def test_top_shortens_the_ranking_and_nothing_else(capsys: Output) -> None:
    whole = json.loads(asked(capsys, "rank", DESIGN, "--format", "json"))
    first = json.loads(asked(capsys, "rank", DESIGN, "--format", "json", "--top", "1"))
    assert first == {**whole, "muscles": whole["muscles"][:1]}
    assert json.loads(asked(capsys, "rank", DESIGN, "--format", "json", "--top", "999")) == whole


def test_an_empty_drawing_has_no_ranking(capsys: Output, empty: Path) -> None:
    result = json.loads(asked(capsys, "rank", empty, "--format", "json"))
    assert result["muscles"] == result["cover"] == []
    assert result["unexplained"] == 0
    assert "Nothing is marked." in asked(capsys, "rank", empty)


def test_the_table_shows_rows_the_smallest_set_and_what_is_unexplained(capsys: Output, empty: Path) -> None:
    table = asked(capsys, "rank", DESIGN)
    for words in ("quadratus lumborum", "right", "Smallest set:", "No zone explains", "not probabilities"):
        assert words in table
    both = asked(capsys, "rank", DESIGN, empty)
    assert str(DESIGN) in both
    assert str(empty) in both


# regions


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("chart", [*CHARTS, None])
def test_regions_are_listed_with_area_and_centroid(capsys: Output, figure: str, chart: str | None) -> None:
    arguments = ["regions", "--figure", figure, *(["--chart", chart] if chart else [])]
    rows = json.loads(asked(capsys, *arguments, "--format", "json"))
    shown = {name: drawn for name, drawn in load_charts(figure).items() if chart in (None, name)}  # type: ignore[arg-type]
    regions = {region.id: region for drawn in shown.values() for region in drawn.regions.values()}
    assert {row["id"] for row in rows} == set(regions)
    for row in rows:
        area = regions[row["id"]].area
        assert row["area"] == pytest.approx(area.area, abs=0.01)
        assert row["centroid"] == pytest.approx([area.centroid.x, area.centroid.y], abs=0.01)


def test_tables_and_csv_list_the_same_regions(capsys: Output) -> None:
    rows = json.loads(asked(capsys, "regions", "--format", "json"))
    listed = list(csv.DictReader(io.StringIO(asked(capsys, "regions", "--format", "csv"))))
    assert [row["id"] for row in listed] == [row["id"] for row in rows]
    assert [float(row["area"]) for row in listed] == [row["area"] for row in rows]
    table = asked(capsys, "regions").splitlines()
    assert [line.split()[0] for line in table] == ["id", *(row["id"] for row in rows)]


# The others


def test_schema_prints_the_schema(capsys: Output) -> None:
    assert json.loads(asked(capsys, "schema")) == drawing_schema()


def test_the_shipped_atlas_is_sound(capsys: Output) -> None:
    assert asked(capsys, "atlas", "check").strip()
    assert isinstance(json.loads(asked(capsys, "atlas", "check", "--format", "json")), dict)


def test_the_muscles_of_a_set_are_listed(capsys: Output) -> None:
    whole = json.loads(asked(capsys, "atlas", "list", "--format", "json"))
    assert {path.stem for path in resource("data", "muscles").glob("*.yaml")} == {one["id"] for one in whole}
    (soleus,) = (one for one in whole if one["id"] == "soleus")
    assert soleus["latin"] == "Musculus soleus"
    assert soleus["sets"] == ["low-back-and-leg", "whole-body"]
    assert [point["number"] for point in soleus["points"]] == [1, 2, 3]
    assert {chart for point in soleus["points"] for chart in point["charts"]} <= set(soleus["charts"])
    assert [one["points"] for one in soleus["evidence"]["patterns"]] == [[one["name"]] for one in soleus["points"]]
    assert all(one["published"] and 0 < one["confidence"] < 1 for one in soleus["evidence"]["patterns"])
    articles = asked(capsys, "atlas", "list", "--set", "articles").splitlines()
    assert len(articles) == 8
    assert articles[0].split() == ["muscle", "english", "points", "charts", "sets"]
    assert "There is no set or folder 'back'" in refused(capsys, "atlas", "list", "--set", "back")


def test_version_and_help(capsys: Output) -> None:
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit) as done:
            main([option])
        assert done.value.code == 0
        assert capsys.readouterr().out.startswith(("bodymap", "usage: bodymap"))


# What is wrong is one line


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "does not exist"),
        ("{", "not valid JSON"),
        ("[1, 2]", "not a bodymap drawing"),
        (b"\x00\xff\xfe\x89PNG\r\n", "not a text file"),
        (b"\x00" * 21_000_000, "larger than 20 MB"),
        ('{"format": "bodymap-drawing", "version": 9}', "newer bodymap"),
        ('{"format": "bodymap-drawing", "marks": [{"region": "back/tail"}]}', "no region 'back/tail'"),
        ('{"format": "bodymap-drawing", "marks": [{"region": "left/navel"}]}', "no region 'left/navel'"),
        (
            '{"format": "bodymap-drawing", "marks": [{"region": "\\u001b[31m\\nx"}]}',
            "no region '\ufffd[31m x'",
        ),
        (
            '{"format": "bodymap-drawing", "marks": [{"chart": "top", "stroke": {"points": [[0, 0]], "radius": 1}}]}',
            "'front', 'back', 'left', 'right' or 'soles'",
        ),
    ],
    ids=["missing", "broken", "list", "binary", "huge", "newer", "region", "other chart", "escape", "chart"],
)
def test_a_bad_drawing_is_one_line(capsys: Output, tmp_path: Path, content: str | bytes | None, words: str) -> None:
    path = tmp_path / "bad.json"
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert words in refused(capsys, "rank", path)
    assert words in refused(capsys, "rank", DESIGN, path, "--format", "json")


def test_a_folder_is_no_drawing(capsys: Output, tmp_path: Path) -> None:
    assert "is a folder" in refused(capsys, "rank", tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["rank"],
        ["rank", "x.json", "--top", "0"],
        ["rank", "x.json", "--top", "many"],
        ["rank", "x.json", "--format", "yaml"],
        ["regions", "--chart", "inside"],
        ["regions", "--figure", "child"],
        ["render", "x.json"],
        ["dance"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_one_line_that_says_where_help_is(capsys: Output, arguments: list[str]) -> None:
    assert "--help` shows how" in refused(capsys, *arguments)


# As a program


def run(*arguments: str | Path, **more: Any) -> "subprocess.CompletedProcess[str]":
    """The command as a shell starts it."""
    more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run(
        [sys.executable, "-m", "bodymap", *map(str, arguments)], text=True, check=False, timeout=60, **more
    )


def test_a_drawing_may_come_through_a_pipe_and_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("names of files are bytes on Linux only")
    path = tmp_path / os.fsdecode(b"pain\xff.json")
    path.write_bytes(DESIGN.read_bytes())
    with DESIGN.open() as drawing:
        done = run("rank", "/dev/stdin", path, "--format", "json", "--top", "1", stdin=drawing)
    assert (done.stderr, done.returncode) == ("", 0)
    results = json.loads(done.stdout)
    assert results[1]["file"] == str(path)
    assert results[0]["muscles"] == results[1]["muscles"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk to write to is there on Linux only")
def test_output_that_cannot_be_written_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = run("regions", stdout=full)
    assert done.returncode == 2
    assert done.stderr.startswith("bodymap: The output cannot be written: the disk is full.")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_reader_that_goes_away_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        done = run("regions", stdout=gone)
    assert (done.stderr, done.returncode) == ("", 0)


def test_rank_prints_the_order_of_examination_and_how_steady_the_top_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "drawing.json"
    marks = [{"region": "back/lumbar-right"}, {"region": "front/groin-left"}]
    file.write_text(json.dumps({"format": "bodymap-drawing", "marks": marks, "answers": {"no_such_question": True}}))
    assert main(["rank", str(file), "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["examine"]
    assert all(step["reasons"] for step in result["examine"])
    assert {one["kind"] for one in result["steadiness"]["variations"]} == {"larger", "smaller", "without"}
    assert result["side_doubt"]
    assert result["found_by_hand"] is None
    assert main(["rank", str(file)]) == 0
    text = capsys.readouterr().out
    assert text.index("no_such_question") < text.index("Which side?") < text.index("Examine in this order:")


def test_rank_tells_what_was_found_by_hand_beside_its_own_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "drawing.json"
    found = [
        {"muscle": "gluteus_medius", "side": "right", "verdict": "confirmed"},
        {"muscle": "iliopsoas", "side": "right", "verdict": "ruled_out"},
    ]
    content = {"format": "bodymap-drawing", "marks": [{"region": "back/lumbar-right"}], "findings": {"muscles": found}}
    file.write_text(json.dumps(content))
    assert main(["rank", str(file), "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["cover"][0]["muscle"] == "iliopsoas"
    by_hand = result["found_by_hand"]
    assert by_hand["cover"][0]["muscle"] == "gluteus_medius"
    assert "iliopsoas" not in {step["muscle"] for step in by_hand["cover"]}
    assert main(["rank", str(file)]) == 0
    assert "With what was found by hand: gluteus medius right" in capsys.readouterr().out


LONG = "a" * 300
"""More letters than a disk takes for one name: looking whether there is such a file is an error of its own."""


@pytest.mark.parametrize(
    "arguments",
    [
        ("rank", LONG), ("score", LONG), ("group", LONG), ("summary", LONG, "-o", "x.pdf"),
        ("render", LONG, "-o", "x.svg"),
        ("export", LONG, "--format", "csv", "-o", "x"),
        ("export", DESIGN, "--format", "fhir", "-o", f"{LONG}.json"),
        ("export", DESIGN, "--format", "csv", "-o", LONG),
        ("export", DESIGN, "--format", "csv", "-o", "x", "--key-file", LONG),
        ("export", "--store", LONG, "--format", "csv", "-o", "x"),
        ("import", "--instrument", "choir", "--ids", "218", "-o", f"{LONG}.json"),
    ],
    ids=lambda arguments: " ".join(map(str, arguments)).replace(LONG, "LONG").replace(str(DESIGN), "FILE"),
)  # fmt: skip
def test_a_name_that_the_disk_does_not_take_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output, arguments: tuple[str | Path, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert LONG in refused(capsys, *arguments)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_of_the_wrong_kind_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "drawing.json"
    file.write_text('{"format": "bodymap-drawing", "answers": {"pain_days": true}}')
    assert main(["rank", str(file)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"bodymap: {file}: ")
    assert error.count("\n") == 1
    assert "'pain_days' is true but should be a whole number of days" in error
