"""Small runs of the programs that prove what docs/reliability.md says, and proofs that each of them can fail."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from benchmarks import kill_scenes, mutate, mutate_cases, mutations
from benchmarks.made_clinic import DESK, drawing
from bodymap.clinic.model import Visit
from bodymap.clinic.store.open import open_file
from bodymap.drawing.model import Drawing
from bodymap.errors import BodymapError
from tools.check_system import find_postgresql

ROOT = Path(__file__).parent.parent


def run(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Runs a program as its first lines say."""
    return subprocess.run(
        [sys.executable, "-m", f"benchmarks.{program}", *arguments],
        check=False, capture_output=True, text=True, cwd=ROOT, timeout=280,
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="Windows neither forks nor kills so")
@pytest.mark.parametrize("scene", ["painting", "painting on a server", "encrypting", "migrating", "restoring a store"])
def test_a_kill_loses_nothing(scene: str) -> None:
    done = run("kill", "--count", "3", "--only", scene)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "3 kills, 0 of them with a loss" in done.stdout


def test_bad_files_end_with_one_sentence() -> None:
    done = run("mutate", "--count", "40")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert ", 0 of them bad" in done.stdout


def test_two_desks_lose_no_update() -> None:
    done = run("conflicts", "--count", "4")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    for line in done.stdout.splitlines():
        assert line.endswith("8 saved, 4 refused first, 0 lost")


def test_a_large_store_is_measured() -> None:
    """Whether it is fast enough, only a full run on a quiet machine can say."""
    done = run("bench_store", "--count", "30", "--visits", "2", "--rounds", "3")
    assert done.stderr == ""
    assert done.stdout.count("search") == 6
    assert done.stdout.splitlines()[-1].startswith("largest ratio")


# They can fail


def test_a_lost_stroke_is_noticed(tmp_path: Path) -> None:
    scene = kill_scenes.SCENES["painting"]
    scene.prepare(tmp_path)
    scene.check(tmp_path, [])
    with pytest.raises(kill_scenes.Lost, match="1 strokes were acknowledged and 0 are there"):
        scene.check(tmp_path, ["1"])


def test_a_stroke_that_nobody_painted_is_noticed(tmp_path: Path) -> None:
    scene = kill_scenes.SCENES["painting"]
    scene.prepare(tmp_path)
    with open_file(tmp_path / "patients.db", DESK) as store:
        strange = Drawing(marks=(drawing(Random(7), marks=1).marks[0],))
        visit = store.visit("v")
        store.save_visit(Visit(visit.id, visit.patient, visit.started, strange, version=visit.version))
    with pytest.raises(kill_scenes.Lost, match="other strokes"):
        scene.check(tmp_path, ["1"])


def test_a_file_that_does_not_open_is_noticed(tmp_path: Path) -> None:
    scene = kill_scenes.SCENES["encrypting"]
    scene.prepare(tmp_path)
    path = tmp_path / "patients.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 8192 * 4096])
    with pytest.raises(BodymapError):
        scene.check(tmp_path, [])


def test_a_traceback_and_a_hang_are_noticed() -> None:
    with pytest.raises(mutate_cases.TwoSentences):
        mutate_cases.Seen().does(_two_sentences)
    with pytest.raises(ZeroDivisionError):
        mutate_cases.Seen().does(lambda: 1 / 0)
    limited = list(mutate.outcomes([("store, encrypted", [0, 1])], seed=1, limit=0))
    assert [outcome for _, _, outcome, _ in limited] == ["hang", "hang"]


def _two_sentences() -> None:
    raise BodymapError("file.unwritable", path="the first\nthe second", reason="why")


def test_mutations_change_files_and_repeat() -> None:
    content = bytes(range(256)) * 64
    made = [mutations.bad_bytes(content, Random(number), page=4096) for number in range(200)]
    assert sum(one != content for one in made) > 180
    assert made == [mutations.bad_bytes(content, Random(number), page=4096) for number in range(200)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such namespaces")
@pytest.mark.parametrize("scene", ["painting, encrypted", "opening", "a sheet as PDF"])
def test_a_full_disk_loses_nothing(scene: str) -> None:
    done = run("full_disk", "--only", scene)
    if done.returncode == 2:
        pytest.skip(done.stdout.strip())
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.endswith("\n0 wrong\n")


def test_a_server_that_is_killed_loses_nothing() -> None:
    if find_postgresql() is None:
        pytest.skip("PostgreSQL's server is not on this system")
    done = run("kill_server", "--count", "2")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.count(" 0 lost   0 told badly") == 2
