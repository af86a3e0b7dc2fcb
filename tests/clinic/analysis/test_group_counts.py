"""Many drawings counted: places exactly, regions over both figures, muscles; and one sentence for each bad file."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.body.chart_files import load_charts
from bodymap.clinic.analysis.group_counts import count_group, drawing_files
from bodymap.drawing.file import write_drawing
from bodymap.drawing.model import Drawing
from bodymap.matching.match import match_drawing
from bodymap.report.exchange.group_table import FIELDS, group_csv, group_headline, group_json, group_table
from tests.matching.strategies import drawings
from tests.report.groups import DRAWINGS, folder


def test_a_folder_is_searched_and_every_file_counts_once(tmp_path: Path) -> None:
    folder(tmp_path)
    files = drawing_files([tmp_path, tmp_path / "a.json"])
    assert [str(file.relative_to(tmp_path)) for file in files] == [
        "a.json", "b.json", str(Path("sub", "c.json")), str(Path("sub", "deep", "d.json")),
    ]  # fmt: skip
    assert drawing_files([tmp_path / "no.json"]) == [tmp_path / "no.json"]


def test_regions_are_counted_over_both_figures_and_places_on_each(tmp_path: Path) -> None:
    group = count_group(drawing_files([folder(tmp_path)]))
    assert (group.drawings, group.left_out, group.problems) == (4, 0, ())
    counts = {row.region.id: row.drawings for row in group.regions}
    assert counts == {"back/lumbar-right": 3, "back/sacrum": 1, "front/navel": 1}
    assert group.regions[0].region.id == "back/lumbar-right"
    maps = dict(group.maps)
    assert {figure: (found.total, found.highest) for figure, found in maps.items()} == {
        "female": (3, 2),
        "male": (1, 1),
    }
    low_back = load_charts("female")["back"].regions["back/lumbar-right"].area
    assert maps["female"].sizes[2] == pytest.approx(low_back.area, rel=1e-6)


def test_one_figure_alone_and_how_many_are_left_out(tmp_path: Path) -> None:
    group = count_group(drawing_files([folder(tmp_path)]), "male")
    assert (group.drawings, group.left_out) == (1, 3)
    assert [figure for figure, _ in group.maps] == ["male"]


@given(st.lists(drawings(least=0), min_size=1, max_size=4))
def test_muscles_are_counted_as_the_rankings_have_them(
    tmp_path_factory: pytest.TempPathFactory, many: list[Drawing]
) -> None:
    at = tmp_path_factory.mktemp("many")
    for number, drawing in enumerate(many):
        write_drawing(drawing, at / f"{number}.json")
    group = count_group(drawing_files([at]), ranked=True)
    matches = [match_drawing(drawing) for drawing in many]
    for row in group.muscles:
        key = (row.muscle, row.side)
        assert row.first == sum(bool(one.ranking.rows) and one.ranking.rows[0].key == key for one in matches)
        assert row.in_set == sum(any(step.row.key == key for step in one.cover) for one in matches)
    assert sum(row.first or 0 for row in group.muscles) == sum(bool(one.ranking.rows) for one in matches)


def test_confirmed_muscles_are_counted_without_ranking(tmp_path: Path) -> None:
    (row,) = count_group(drawing_files([folder(tmp_path)])).muscles
    assert (row.muscle, row.side, row.confirmed, row.first, row.in_set) == ("piriformis", "right", 1, None, None)


def test_bad_files_are_named_and_the_rest_is_counted(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "stray.json").write_text(
        json.dumps(
            {"format": "bodymap-drawing", "answers": {"how_many_days": "left"}, "marks": [{"region": "back/x"}]}
        ),
        encoding="utf-8",
    )
    group = count_group([*drawing_files([tmp_path]), tmp_path / "gone.json"])
    assert group.drawings == 4
    assert len(group.problems) == 3
    for name, problem in zip(("broken.json", "stray.json", "gone.json"), group.problems, strict=True):
        assert str(tmp_path / name) in str(problem)


def test_an_answer_that_cannot_be_ranked_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    write_drawing(Drawing(marks=DRAWINGS["b"].marks, answers={"worse_upright": 400}), path)
    assert count_group([path]).problems == ()
    (problem,) = count_group([path], ranked=True).problems
    assert (problem.code, problem.places[0].value) == ("answer.wrong_kind", str(path))


def test_progress_runs_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    count_group(drawing_files([folder(tmp_path)]), progress=lambda done, whole: told.append((done, whole)))
    assert told == [(n, 4) for n in range(5)]


def test_table_json_and_csv_say_the_same(tmp_path: Path) -> None:
    group = count_group(drawing_files([folder(tmp_path)]), ranked=True)
    data = json.loads(json.dumps(group_json(group)))
    rows = list(csv.DictReader(io.StringIO(group_csv(group))))
    table = group_table(group).splitlines()
    assert tuple(rows[0]) == FIELDS
    assert data["drawings"] == 4
    assert data["places"][0]["areas"][1]["drawings"] == 2
    for number, region in enumerate(data["regions"]):
        assert (rows[number]["id"], int(rows[number]["drawings"])) == (region["id"], region["drawings"])
        assert any(line.split()[:2] == [region["id"], str(region["drawings"])] for line in table)
    for number, muscle in enumerate(data["muscles"], start=len(data["regions"])):
        row = rows[number]
        assert (row["id"], row["side"], int(row["first"])) == (muscle["muscle"], muscle["side"], muscle["first"])
        assert any(
            line.endswith(f"{row['in_smallest_set']:<6}  {row['first']:<5}  {row['confirmed']}") for line in table
        )
    assert group_headline(group) in table


def test_headline_counts_in_words() -> None:
    assert group_headline(count_group([])) == "0 drawings counted."
