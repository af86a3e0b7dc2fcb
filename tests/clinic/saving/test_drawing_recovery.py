"""What a crash leaves, and what the next start finds of it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.clinic.saving.drawing_recovery import RecoveryFile, abandoned
from bodymap.drawing.model import QUALITIES, Drawing, Mark, Stroke
from tests.refusals import refused

ACHE = Drawing(marks=(Mark(region="back/lumbar-right", quality="aching", intensity=6),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where recovery files are kept."""
    return tmp_path / "state" / "recovery"


def leave(folder: Path, drawing: Drawing, path: Path | None = None) -> Path:
    """What a killed program leaves: its file, and a lock that nobody holds. (A real kill takes a second.)"""
    others = set(folder.glob("*.lock"))
    file = RecoveryFile(folder)
    (lock,) = set(folder.glob("*.lock")) - others
    file.save(drawing, path)
    content = lock.with_suffix(".json").read_bytes()
    file.release()
    lock.with_suffix(".json").write_bytes(content)
    lock.touch()
    return lock.with_suffix(".json")


def test_a_killed_program_leaves_its_drawing(folder: Path) -> None:
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom bodymap.clinic.saving.drawing_recovery import RecoveryFile\n"
        "from bodymap.drawing.model import Drawing, Mark\n"
        f"file = RecoveryFile(Path({str(folder)!r}))\n"
        "drawing = Drawing(marks=(Mark(region='back/lumbar-right', quality='aching', intensity=6),))\n"
        "file.save(drawing, Path('somewhere.json'))\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=False)
    assert ended.returncode == -signal.SIGKILL
    (found,) = abandoned(folder)
    assert found.drawing == ACHE
    assert found.path == Path("somewhere.json")


def test_the_newest_is_offered_first(folder: Path) -> None:
    os.utime(leave(folder, Drawing()), (1_000_000, 1_000_000))
    leave(folder, ACHE)
    assert [one.drawing for one in abandoned(folder)] == [ACHE, Drawing()]


def test_what_is_thrown_away_is_gone(folder: Path) -> None:
    leave(folder, ACHE)
    (found,) = abandoned(folder)
    found.discard()
    assert abandoned(folder) == []
    assert list(folder.iterdir()) == []


def test_what_is_only_looked_at_stays(folder: Path) -> None:
    leave(folder, ACHE)
    assert abandoned(folder) == abandoned(folder)


def test_a_program_that_closes_leaves_nothing(folder: Path) -> None:
    file = RecoveryFile(folder)
    file.save(ACHE, None)
    file.release()
    assert list(folder.iterdir()) == []


def test_a_running_program_is_left_alone(folder: Path) -> None:
    mine, other = RecoveryFile(folder), RecoveryFile(folder)
    mine.save(ACHE, None)
    other.save(Drawing(), None)
    assert abandoned(folder) == []
    other.release()
    assert len(list(folder.glob("*.json"))) == 1
    mine.release()


def test_the_program_next_door_is_left_alone(folder: Path) -> None:
    """Another process with its own lock, alive."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom bodymap.clinic.saving.drawing_recovery import RecoveryFile\n"
        "from bodymap.drawing.model import Drawing\n"
        f"file = RecoveryFile(Path({str(folder)!r}))\nfile.save(Drawing(), None)\n"
        "print('ready', flush=True)\nsys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True) as neighbour:
        assert neighbour.stdout is not None
        assert neighbour.stdout.readline() == "ready\n"
        assert abandoned(folder) == []
        neighbour.kill()
        neighbour.wait()
        assert [one.drawing for one in abandoned(folder)] == [Drawing()]


def test_locks_without_a_drawing_are_swept_away(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "0000.lock").touch()
    assert abandoned(folder) == []
    assert list(folder.iterdir()) == []


def test_no_folder_is_nothing_to_recover(folder: Path) -> None:
    assert abandoned(folder) == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"drawing": 3, "path": null}', '{"drawing": {"marks": [7]}}', "\0", "[" * 100_000]
)
def test_a_file_that_cannot_be_read_is_left_where_it_is(folder: Path, text: str) -> None:
    leave(folder, ACHE)
    bad = folder / "0000.json"
    bad.write_text(text, encoding="utf-8")
    assert [one.drawing for one in abandoned(folder)] == [ACHE]
    assert bad.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file is in the way")
    with refused("recovery.folder"):
        RecoveryFile(tmp_path / "taken" / "recovery")


def test_a_folder_that_goes_away_is_said_in_one_sentence_and_breaks_nothing(folder: Path) -> None:
    file = RecoveryFile(folder)
    file.save(ACHE, None)
    gone = folder.rename(folder.parent / "elsewhere")
    folder.write_text("a file is in the way")
    with refused("recovery.unwritable"):
        file.save(ACHE, None)
    file.discard()
    file.release()
    assert gone.is_dir()


def test_a_file_holds_the_old_or_the_new_drawing_and_no_crumbs(folder: Path) -> None:
    file = RecoveryFile(folder)
    for number in range(11):
        drawing = Drawing(marks=(Mark(region="back/lumbar-right", intensity=number),))
        file.save(drawing, None)
        (only,) = folder.glob("*.json")
        assert Drawing.model_validate(json.loads(only.read_text())["drawing"]) == drawing
        assert not list(folder.glob("*.part"))
    file.release()


marks = st.one_of(
    st.builds(
        Mark,
        region=st.sampled_from(["back/lumbar-right", "front/navel", "back/calf-inner-left"]),
        quality=st.sampled_from([None, *QUALITIES]),
        intensity=st.none() | st.integers(0, 10),
    ),
    st.builds(
        lambda points, radius: Mark(chart="back", stroke=Stroke(points=tuple(points), radius=radius)),
        st.lists(st.tuples(st.floats(-500, 500), st.floats(0, 1900)), min_size=1, max_size=6),
        st.floats(0.5, 60),
    ),
)


@given(st.lists(marks, max_size=5), st.dictionaries(st.sampled_from(["worse_upright", "no_pain_today"]), st.booleans()))
def test_every_drawing_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Mark], answers: dict[str, bool]
) -> None:
    folder = tmp_path_factory.mktemp("recovery")
    drawing = Drawing(figure="male", marks=tuple(drawn), answers=answers)
    leave(folder, drawing)
    (found,) = abandoned(folder)
    assert found.drawing == drawing
