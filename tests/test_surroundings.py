"""What the program promises where its surroundings are not as on a desk that was set up: no screen, no console, a
German desktop, a terminal in other letters, a part of the installation that is gone, Ctrl+C."""

import csv
import json
import locale
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bodymap.clinic.saving.drawing_recovery import abandoned

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "low-back-and-leg.json"

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has sessions without a screen")
posix = pytest.mark.skipif(os.name != "posix", reason="signals of a terminal are POSIX's")


def run(*arguments: object, package: Path = ROOT, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bodymap", *map(str, arguments)],
        cwd=package, env={**os.environ, "PYTHONPATH": str(package), **environment},
        capture_output=True, stdin=subprocess.DEVNULL, timeout=120, check=False,
    )  # fmt: skip


def told(done: "subprocess.CompletedProcess[bytes]") -> str:
    """The one line that a command ends with that cannot do what it should."""
    said = done.stderr.decode()
    assert (done.returncode, said.count("\n"), said[:9]) == (2, 1, "bodymap: "), said
    return said


# No screen


@linux
@pytest.mark.parametrize(
    ("display", "wayland", "words"),
    [
        ("", "", "There is no screen to open a window on"),
        (":9876", "", "The screen :9876 does not answer"),
        ("", "wayland-9876", "The screen wayland-9876 does not answer"),
    ],
)
def test_a_screen_that_is_not_there_is_told(display: str, wayland: str, words: str) -> None:
    said = told(run("open", EXAMPLE, DISPLAY=display, WAYLAND_DISPLAY=wayland, QT_QPA_PLATFORM=""))
    assert words in said
    assert "--help" in said


@linux
def test_a_screen_that_lets_nobody_in_is_told(display: dict[str, str], tmp_path: Path) -> None:
    """As where root, or somebody who came over the network, starts the program beside another person's session."""
    key = tmp_path / "key"
    key.write_bytes(b"\x01\x00\x00\x04host\x00\x010\x00\x12MIT-MAGIC-COOKIE-1\x00\x10" + b"k" * 16)
    reader, writer = os.pipe()
    closed = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-auth", str(key), "-nolisten", "tcp"],
        pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()
    try:
        said = told(run(DISPLAY=f":{number}", XAUTHORITY=str(tmp_path / "none"), QT_QPA_PLATFORM="xcb"))
    finally:
        closed.terminate()
        closed.wait(timeout=10)
    assert f"The screen :{number} does not answer, or does not let this account in" in said


# No console


@pytest.mark.parametrize("arguments", [["rank", EXAMPLE], ["regions", "--format", "csv"], ["rank", "no such file"], []])
def test_without_a_console_everything_runs(arguments: list[str], tmp_path: Path) -> None:
    """As under pythonw on Windows, and in a program that was started without standard streams."""
    note = tmp_path / "note"
    code = (
        "import sys, pathlib\nsys.stdin = sys.stdout = sys.stderr = None\nimport bodymap.__main__ as program\n"
        f"sys.argv[1:] = {[str(one) for one in arguments]!r}\n"
        + ("import bodymap.app\nbodymap.app.QApplication.exec = lambda *_: 0\n" if not arguments else "")
        + "code = program.main()\nsys.stdout.flush()\n"
        + f"pathlib.Path({str(note)!r}).write_text(str(code))\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=120, check=False)
    expected = 2 if "no such file" in arguments else 0
    assert (done.returncode, done.stdout, done.stderr, note.read_text()) == (expected, b"", b"", str(expected))


# Other letters


@pytest.fixture
def far_away(tmp_path: Path) -> Path:
    """A drawing whose name needs letters that few encodings have."""
    path = tmp_path / "Zoë 😀 骨.json"
    shutil.copy(EXAMPLE, path)
    return path


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-16", "utf-8"])
def test_what_programs_read_is_utf8_whatever_the_encoding(far_away: Path, encoding: str) -> None:
    ranked = run("rank", far_away, EXAMPLE, "--format", "json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (ranked.returncode, ranked.stderr) == (0, b"")
    assert json.loads(ranked.stdout.decode())[0]["file"] == str(far_away)
    scored = run("score", far_away, EXAMPLE, "--format", "csv", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (scored.returncode, b"\r" in scored.stdout) == (0, False)
    assert next(csv.DictReader(scored.stdout.decode().splitlines()))["file"].endswith(far_away.name)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"], ["rank", "FILE"], ["rank", "FILE", "FILE"], ["score", "FILE"], ["regions"], ["group", "FILE"],
        ["schema"], ["atlas", "check"], ["rank", "FILE.gone"], ["nonsense 😀"], ["chart", "check", "CHART"],
        ["summary", "FILE", "-o", "OUT.pdf"], ["export", "FILE", "--format", "fhir", "-o", "OUT.json"],
        ["render", "FILE", "-o", "OUT.png"],
    ],
)  # fmt: skip
def test_no_encoding_of_a_terminal_is_too_small(far_away: Path, arguments: list[str]) -> None:
    names = {
        "FILE": far_away, "FILE.gone": f"{far_away}.gone", "CHART": ROOT / "assets" / "svg" / "female-back.svg",
        "OUT.pdf": far_away.with_suffix(".pdf"), "OUT.json": far_away.with_name("é😀.json"),
        "OUT.png": far_away.with_suffix(".png"),
    }  # fmt: skip
    done = run(*(names.get(one, one) for one in arguments), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode in (0, 2)
    assert (done.stdout + done.stderr).isascii()
    assert b"Traceback" not in done.stderr


# A German desktop


@pytest.fixture(scope="module")
def german() -> str:
    """The name of a German locale of this system."""
    before = locale.setlocale(locale.LC_ALL)
    for name in ("de_DE.UTF-8", "de_AT.UTF-8", "de_CH.UTF-8", "fr_FR.UTF-8"):
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        finally:
            locale.setlocale(locale.LC_ALL, before)
        return name
    pytest.skip("this system has no German locale")


SETTING = """
import locale, os, sys
def as_qt_does():
    locale.setlocale(locale.LC_ALL, "")
as_qt_does()
from bodymap.plain_locale import use_plain_locale
use_plain_locale()
import datetime
print(os.strerror(13), f"{datetime.date(2026, 3, 1):%B}", locale.localeconv()["decimal_point"])
"""


def test_english_sentences_hold_no_german(german: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SETTING], cwd=ROOT, env={**os.environ, "LC_ALL": german},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split("\n")[0] == "Permission denied March ."


def test_whatever_makes_an_application_takes_its_locale_back() -> None:
    """Where no other locale is on this system, too: the categories that Qt sets are those that are set back."""
    code = (
        "import locale\nseen = []\nlocale.setlocale = lambda category, name=None: seen.append((category, name))\n"
        "from bodymap.ui.painting.render import ensure_application\nensure_application()\n"
        "print(all((getattr(locale, one), 'C') in seen for one in ('LC_TIME', 'LC_NUMERIC', 'LC_MESSAGES')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


# A part of the installation that is gone


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, to take parts away from."""
    folder = tmp_path_factory.mktemp("installation")
    for name in ("bodymap", "assets", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@contextmanager
def without(part: Path) -> Iterator[None]:
    """Takes a part away for a while."""
    aside = part.with_name(f"{part.name}.aside")
    part.rename(aside)
    try:
        yield
    finally:
        aside.rename(part)


@pytest.mark.parametrize(
    ("part", "arguments"),
    [
        ("data", ["rank", EXAMPLE]),
        ("data/regions.csv", ["regions"]),
        ("data/figures/female.json", ["rank", EXAMPLE]),
        ("data/muscles", ["atlas", "check"]),
        ("data/instruments/choir.yaml", ["score", EXAMPLE]),
        ("assets/svg/female-back.svg", ["render", EXAMPLE, "-o", "x.png"]),
        ("assets/paper", ["summary", EXAMPLE, "-o", "x.pdf"]),
        ("bodymap/clinic/store/sql/migrations/versions", ["restore", "--yes", "BACKUP"]),
        ("bodymap/matching/match.py", ["rank", EXAMPLE]),
    ],
)
def test_a_part_that_is_gone_is_told_with_its_name(
    installation: Path, tmp_path: Path, part: str, arguments: list[object]
) -> None:
    if part.endswith("versions"):
        code = (
            "from pathlib import Path; from bodymap.clinic.model import Actor; from bodymap.clinic.store.open import "
            "open_file; open_file(Path('new.db'), Actor('a', 'b'))"
        )
        with without(installation / part):
            done = subprocess.run(
                [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installation)},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        assert f"installation.incomplete(part='{part.removeprefix('bodymap/')}')" in done.stderr
        return
    with without(installation / part):
        said = told(run(*arguments, package=installation))
    assert "install it again" in said.lower()
    assert Path(part).stem in said.replace("bodymap.matching.", "")


# Ctrl+C


@contextmanager
def on_a_terminal(screen: dict[str, str], *arguments: str) -> "Iterator[tuple[subprocess.Popen[bytes], int]]":
    """The program on a terminal of its own, with the terminal's other end."""
    near, far = pty.openpty()
    command = ["setsid", "--ctty", sys.executable, "-m", "bodymap", *arguments]
    program = subprocess.Popen(command, cwd=ROOT, env=screen, stdin=far, stdout=far, stderr=far)
    os.close(far)
    try:
        yield program, near
    finally:
        program.kill()
        program.wait()
        os.close(near)


def wait_for_window(screen: dict[str, str], program: "subprocess.Popen[bytes]") -> None:
    """Waits until the window is there."""
    search = ["xdotool", "search", "--onlyvisible", "--pid", str(program.pid), "--name", "bodymap"]
    for _ in range(600):
        assert program.poll() is None
        if subprocess.run(search, env=screen, capture_output=True, check=False).stdout:
            return
        time.sleep(0.1)
    raise AssertionError("no window came")


def shown(near: int) -> str:
    """What the terminal shows, less the ^C that it writes itself."""
    text = b""
    while True:
        try:
            part = os.read(near, 4096)
        except OSError:  # the program has gone
            break
        if not part:
            break
        text += part
    return text.decode().replace("^C", "")


@pytest.fixture
def desk(display: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A screen, and a home of its own."""
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool is not on this system")
    return {**display, **{f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}}


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_ends_the_window_quietly(desk: dict[str, str], number: signal.Signals) -> None:
    with on_a_terminal(desk, "open", str(EXAMPLE)) as (program, near):
        wait_for_window(desk, program)
        if number == signal.SIGINT:
            os.write(near, b"\x03")
        else:
            program.send_signal(number)
        assert program.wait(timeout=30) == 128 + number
        assert shown(near).strip() == ""
    assert not list(Path(desk["XDG_STATE_HOME"]).rglob("defects.txt"))
    assert abandoned(Path(desk["XDG_STATE_HOME"]) / "bodymap" / "recovery") == []  # nothing was changed


@posix
def test_ctrl_c_keeps_what_is_not_saved(desk: dict[str, str]) -> None:
    with on_a_terminal(desk, "open", str(EXAMPLE)) as (program, near):
        wait_for_window(desk, program)
        _mark(desk, program)
        os.write(near, b"\x03")
        assert program.wait(timeout=30) == 130
        assert shown(near).strip() == ""
    (left,) = abandoned(Path(desk["XDG_STATE_HOME"]) / "bodymap" / "recovery")
    assert left.path == EXAMPLE


def _mark(desk: dict[str, str], program: "subprocess.Popen[bytes]") -> None:
    """Paints over the middle of the chart until the drawing is kept."""
    search = ["xdotool", "search", "--onlyvisible", "--pid", str(program.pid), "--name", "bodymap"]
    window = subprocess.run(search, env=desk, capture_output=True, text=True, check=True).stdout.split()[0]
    recovery = Path(desk["XDG_STATE_HOME"]) / "bodymap" / "recovery"
    for step in range(40):
        x, y = 300 + 15 * step, 420
        for command in (["mousemove", "--window", window, str(x), str(y)], ["click", "1"]):
            subprocess.run(["xdotool", *command], env=desk, check=True)
        time.sleep(0.15)
        if list(recovery.glob("*.json")):
            return
    raise AssertionError("nothing could be marked")


@posix
def test_ctrl_c_ends_a_command_quietly() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "bodymap", "rank", "/dev/stdin"], cwd=ROOT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    for wait in (0.2, 0.2, 0.2, 2):  # while it loads, and while it reads
        time.sleep(wait)
        if wait == 2:
            program.send_signal(signal.SIGINT)
    out, error = program.communicate(timeout=30)
    assert (program.returncode, out, error) == (130, b"", b"")


@posix
@pytest.mark.parametrize("arguments", [[], ["rank", "/dev/stdin"]])
def test_ctrl_c_is_quiet_while_the_program_loads(desk: dict[str, str], arguments: list[str]) -> None:
    """Ended by the signal, or by itself: a shell shows 130 for both."""
    for tenths in range(1, 16, 2):
        program = subprocess.Popen(
            [sys.executable, "-m", "bodymap", *arguments], cwd=ROOT, env=desk,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        time.sleep(tenths / 10)
        program.send_signal(signal.SIGINT)
        out, error = program.communicate(timeout=60)
        if b"bodymap" in error or tenths > 5:  # before, Python has words of its own: the program has not begun
            assert (out, error) == (b"", b"")
            assert program.returncode in (130, -signal.SIGINT)
