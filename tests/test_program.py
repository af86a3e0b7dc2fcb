"""The real program on a real display: it opens its window, takes a click, is killed, and offers the mark back.

Everything finer is in tests/ui, without a screen.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from bodymap import app
from bodymap.clinic.model import Actor, Visit
from bodymap.clinic.store.open import open_file

ROOT = Path(__file__).parents[1]
PASSPHRASE = "correct horse battery"
PATIENCE = 120.0
"""Seconds for something to happen on a machine that does other things too."""


@pytest.fixture
def screen(display: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of a person who starts the program for the first time, and the tools to be that person."""
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool is not on this system")
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {**display, **homes, "HOME": str(tmp_path), "QT_LOGGING_RULES": "*.info=false"}


def until(what: str, found: Callable[[], object]) -> None:
    """Waits until something is there."""
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.1)


def within(seconds: float, found: Callable[[], object]) -> bool:
    """Whether something is there soon enough."""
    end = time.monotonic() + seconds
    while not found():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def tool(screen: dict[str, str], *arguments: str) -> list[str]:
    """Runs xdotool; returns the lines that it prints, none if it found nothing."""
    done = subprocess.run(["xdotool", *arguments], env=screen, capture_output=True, text=True, check=False, timeout=20)
    return done.stdout.split()


def windows(screen: dict[str, str], program: "subprocess.Popen[str]") -> list[str]:
    """The visible windows of a program."""
    return tool(screen, "search", "--onlyvisible", "--pid", str(program.pid), "--name", "bodymap")


@contextmanager
def running(screen: dict[str, str], *arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """The program, started as `make run` starts it, with its window open; killed at the end if it still runs."""
    command = [sys.executable, "-m", "bodymap", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=screen, stderr=subprocess.PIPE, text=True) as program:
        try:
            until("the window", lambda: program.poll() is not None or windows(screen, program))
            assert program.poll() is None, program.stderr.read() if program.stderr else ""
            yield program
        finally:
            program.kill()


def kept(screen: dict[str, str]) -> list[Path]:
    """The recovery files."""
    return list((Path(screen["XDG_STATE_HOME"]) / "bodymap" / "recovery").glob("*.json"))


def visits(screen: dict[str, str]) -> list[Visit]:
    """The visits in the encrypted file, as another program that knows the passphrase reads them."""
    path = Path(screen["XDG_DATA_HOME"]) / "bodymap" / "patients.db"
    if not path.exists():
        return []
    with open_file(path, Actor("test", "test"), PASSPHRASE) as store:
        found = [line.id for patient in store.recent_patients() for line in store.visits(patient.id)]
        return [store.visit(name) for name in found]


def patients(screen: dict[str, str]) -> int:
    """How many patients are in that file."""
    with open_file(Path(screen["XDG_DATA_HOME"]) / "bodymap" / "patients.db", Actor("a", "b"), PASSPHRASE) as store:
        return store.count()


def type_in(screen: dict[str, str], *words: str) -> None:
    """Types texts and keys, the latter in brackets."""
    for word in words:
        if word.startswith("["):
            tool(screen, "key", word.strip("[]"))
        else:
            tool(screen, "type", "--delay", "12", word)
        time.sleep(0.25)


@pytest.mark.real_keys
def test_a_stroke_under_the_finger_is_all_that_is_lost_when_the_power_goes(screen: dict[str, str]) -> None:
    with running(screen) as program:
        (window,) = windows(screen, program)
        size = dict(line.split("=") for line in tool(screen, "getwindowgeometry", "--shell", window))
        wide, high = int(size["WIDTH"]), int(size["HEIGHT"])
        tool(screen, "windowfocus", window)
        time.sleep(0.5)
        type_in(screen, PASSPHRASE, "[Tab]", PASSPHRASE, "[Return]")
        until("the encrypted file", (Path(screen["XDG_DATA_HOME"]) / "bodymap" / "patients.db").exists)
        time.sleep(3)  # while it is made, a second program that looks into it would be in the way

        def shown() -> int:
            """How many windows of the program are open: two while it waits for the file, or asks something."""
            return len(tool(screen, "search", "--onlyvisible", "--pid", str(program.pid)))

        def pressed(keys: str) -> None:
            """As often as it takes: the program may still be opening the file, and says so then."""
            until("the end of what is under way", lambda: shown() == 1)
            tool(screen, "windowfocus", window)  # no window manager gives it back after a dialog
            time.sleep(0.5)
            type_in(screen, keys)

        def added() -> bool:
            pressed("[ctrl+shift+n]")
            if not within(10, lambda: shown() > 1):
                return False
            time.sleep(0.5)
            type_in(screen, "Maria Example", "[Return]")
            return within(10, lambda: patients(screen) > 0)

        def begun() -> bool:
            pressed("[ctrl+shift+v]")
            return within(10, lambda: visits(screen))

        until("the patient", added)
        until("the visit", begun)
        x, y = int((wide - 368) * 0.78), int(high * 0.5)

        def marked() -> bool:
            tool(screen, "mousemove", "--window", window, str(x), str(y))
            tool(screen, "click", "1")  # again would take it back, so not before it must have been stored
            return within(10, lambda: len(visits(screen)[0].drawing.marks) == 1)

        until("a mark", marked)
        type_in(screen, "p")
        tool(screen, "mousemove", "--window", window, str(x), str(y + 60))
        tool(screen, "mousedown", "1")
        tool(screen, "mousemove", "--window", window, str(x + 10), str(y + 90))
        program.kill()
        program.wait()
        tool(screen, "mouseup", "1")
    (visit,) = visits(screen)
    assert len(visit.drawing.marks) == 1
    content = (Path(screen["XDG_DATA_HOME"]) / "bodymap" / "patients.db").read_bytes()
    assert b"Maria" not in content
    assert b"lumbar" not in content
    assert kept(screen) == [], "nothing of a visit is written beside the encrypted file"


def test_it_opens_marks_is_killed_and_offers_the_mark_back(screen: dict[str, str]) -> None:
    with running(screen) as program:
        (window,) = windows(screen, program)
        tool(screen, "windowfocus", window)
        time.sleep(0.5)
        tool(screen, "key", "ctrl+n")  # a quick drawing, from the first start's page
        time.sleep(0.5)
        size = dict(line.split("=") for line in tool(screen, "getwindowgeometry", "--shell", window))
        wide, high = int(size["WIDTH"]), int(size["HEIGHT"])

        def marked() -> bool:
            # The middle of the back chart, about the low back: right of the middle of the window.
            spot = (str(int((wide - 368) * 0.78)), str(int(high * 0.50)))
            tool(screen, "mousemove", "--window", window, *spot)
            tool(screen, "click", "1")
            return within(10, lambda: len(kept(screen)) == 1)

        until("a mark", marked)
        program.kill()
        program.wait()
    (file,) = kept(screen)
    (mark,) = json.loads(file.read_text(encoding="utf-8"))["drawing"]["marks"]
    assert mark["region"].startswith("back/")

    with running(screen) as program:
        until("the question", lambda: len(windows(screen, program)) == 2)
        tool(screen, "key", "--window", windows(screen, program)[-1], "Return")
        until("the drawing", lambda: len(windows(screen, program)) == 1)
        until("a new recovery file alone", lambda: len(kept(screen)) == 1 and kept(screen) != [file])
        (again,) = kept(screen)
        assert json.loads(again.read_text(encoding="utf-8"))["drawing"]["marks"] == [mark]
        program.kill()
        program.wait()
        assert program.stderr is not None
        assert "Traceback" not in program.stderr.read()


def test_it_opens_a_file_and_closes_without_a_trace(screen: dict[str, str]) -> None:
    with running(screen, "open", str(ROOT / "docs" / "examples" / "low-back-and-leg.json")) as program:
        (window,) = windows(screen, program)
        tool(screen, "mousemove", "--window", window, "600", "10")
        tool(screen, "windowfocus", window)

        def ended() -> bool:
            tool(screen, "key", "--window", window, "ctrl+q")
            return program.poll() is not None

        until("the end", ended)
        assert program.returncode == 0
        assert program.stderr is not None
        assert program.stderr.read() == ""
    assert list((Path(screen["XDG_STATE_HOME"]) / "bodymap" / "recovery").iterdir()) == []


def test_without_a_screen_it_says_so_in_one_line(screen: dict[str, str]) -> None:
    lost = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    bare = {name: value for name, value in screen.items() if name not in lost}
    done = subprocess.run(
        [sys.executable, "-m", "bodymap"], cwd=ROOT, env=bare, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no screen" in done.stderr


def test_a_defect_is_one_sentence_and_a_note_without_the_drawing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "user_log_path", lambda *_args, **_more: tmp_path)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_args: None)
    try:
        raise ValueError("back/lumbar-right, aching, 6")
    except ValueError as error:
        app._say_defect(ValueError, error, error.__traceback__)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    note = (tmp_path / "defects.txt").read_text(encoding="utf-8")
    assert "ValueError" in note
    assert "lumbar" not in note + said
