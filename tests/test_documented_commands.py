"""Every command that the README and the pages of docs/ show does what a reader wants from it: it runs, as it stands.

Lines of blocks and commands within text are collected, and run by a shell in a copy of the checkout. What is written as
a pattern, with [options] and NAMES, is run once with each of its options. What cannot be run here is listed below, each
with its reason.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from bodymap.clinic.model import Actor, Patient, Visit, new_id
from bodymap.clinic.store.open import open_file
from bodymap.drawing.file import read_drawing
from tests.test_surroundings import wait_for_window

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]

STARTS = ("bodymap", "make", "git", "py", "python", "python3.13", "cd", "sudo", ".venv/", ".venv\\", ". .venv")
"""How a line of a block begins that is a command."""

NOT_RUN = {
    r"git |cd bodymap": "there is nothing to fetch the repository from",
    r"py |\.venv\\|python3\.13 |\.venv/bin/python -m pip |python$": "sets up on Windows or macOS, from a package index",
    r"\. \.venv/bin/activate": "changes the shell that reads it",
    r"sudo ": "changes this system",
    r"\.venv/bin/python -m tools\.screenshots": "takes half a minute; the tests of the window hold what it pictures",
    r"bodymap store prepare|bodymap restore .*--store postgres": "needs a server; tests/commands hold it",
    r"bodymap store forget-pin": "needs somebody who has a PIN; tests/commands/test_store.py holds it",
    r"\.venv/bin/python -m pytest": "these tests would start themselves",
    r"\.venv/bin/python -m benchmarks\.": "takes minutes; whether it knows the options is asked below",
}  # fmt: skip

NAMES = {
    "FILE": "pain.json", "FILE.json": "out.json", "FILE.svg": "chart.svg", "FOLDER": "drawings", "DIR": "data/muscles",
    "BACKUP": "backup.db", "PATH": "patients.db", "S": "0.2", "N": "3", "OUT": "out", "OUT.pdf": "out.pdf",
    "OUT.svg": "out.svg",
}  # fmt: skip
"""What stands for the names in capitals that a pattern uses."""


def _lines(page: Path) -> Iterator[str]:
    """The commands of a page, in their order."""
    fenced = ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if fence := re.match(r"\s*```(\w*)", line):
            fenced = "" if fenced else (fence[1] or "text")
            continue
        if fenced or line.startswith("    "):
            line = line.strip(" │")  # noqa: PLW2901  (charts.md draws arrows beside its command)
            words = line.split()
            if fenced in ("", "text", "sh", "powershell") and words and words[0].startswith(STARTS):
                if words[0].rstrip("…") in ("bodymap:", "bodymap-drawing"):
                    continue
                yield re.sub(r"\s+#.*", "", line)
            continue
        for quoted in re.findall(r"`([^`]+)`", line):
            if re.match(r"(bodymap|make|\.venv/bin/\S+|\.venv\\\S+|python|sudo|\.)( |$)", quoted):
                yield quoted.replace("\\|", "|")


def _commands() -> list[tuple[str, str]]:
    """Each command once, with the page that shows it first."""
    found: dict[str, str] = {}
    for page in PAGES:
        for line in _lines(page):
            found.setdefault(line, str(page.relative_to(ROOT)))
    return [(page, line) for line, page in found.items()]


COMMANDS = _commands()


def _exception(line: str) -> str | None:
    return next((reason for pattern, reason in NOT_RUN.items() if re.match(pattern, line)), None)


def _filled(words: str) -> list[str]:
    """A pattern without options, with each of its alternatives, names filled in."""
    choices = []
    for word in words.split():
        parts = re.sub(r"\.(\w+)\|\.(\w+)$", r".\1", word).split("|")
        choices.append([NAMES.get(part.rstrip("…"), part) for part in parts])
    return [" ".join(one) for one in product(*choices)]


def _variants(line: str) -> list[str]:
    """The command lines that a pattern stands for: the bare one, and one with each option."""
    if not re.search(r"[\[…|]|\b[A-Z]{1,6}\b", line):
        return [line]
    bare = re.sub(r" \[[^]]*\]", "", line)
    options = re.findall(r" (\[[^]]*\])", line)
    return [
        *_filled(bare),
        *(f"{_filled(bare)[0]} {option}" for group in options for option in _filled(group[1:-1])),
    ]


RUN = [(page, line, one) for page, line in COMMANDS if _exception(line) is None for one in _variants(line)]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this checkout in a folder with a blank, with the files that the pages talk about."""
    folder = tmp_path_factory.mktemp("reader") / "body map"
    folder.mkdir()
    for name in ("bodymap", "assets", "data", "docs", "tools", "tests", "benchmarks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("Makefile", "pyproject.toml", *(path.name for path in ROOT.glob("requirements-*.lock"))):
        shutil.copy(ROOT / file, folder)
    bin_ = folder / ".venv" / "bin"
    bin_.mkdir(parents=True)
    for name, rest in (("python", '"$@"'), ("bodymap", '-m bodymap "$@"')):  # whatever runs these tests
        (bin_ / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {rest}\n')
        (bin_ / name).chmod(0o755)
    example = ROOT / "docs" / "examples" / "low-back-and-leg.json"
    (folder / "drawings").mkdir()
    for copy in ("pain.json", "drawings/one.json", "drawings/two.json"):
        shutil.copy(example, folder / copy)
    shutil.copy(ROOT / "assets" / "svg" / "female-back.svg", folder / "chart.svg")
    home = folder.parent / "home" / "bodymap"
    home.mkdir(parents=True)
    with open_file(home / "patients.db", Actor("Anna", "desk")) as store:
        patient = store.add_patient(Patient(new_id(), "Zoë"))
        store.add_visit(Visit(new_id(), patient.id, datetime.now(UTC), read_drawing(example)))
    _run(folder, "bodymap backup backup.db").check_returncode()
    return folder


def _environment(checkout: Path) -> dict[str, str]:
    home = str(checkout.parent / "home")
    commands = f"{checkout / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {
        **os.environ, "PYTHONPATH": str(checkout), "PATH": commands,
        "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", "BODYMAP_PASSPHRASE": "",
        **{f"XDG_{kind}_HOME": home for kind in ("DATA", "CONFIG", "STATE", "CACHE")},
    }  # fmt: skip


def _run(checkout: Path, line: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["sh", "-c", line], cwd=checkout, env=_environment(checkout), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell runs the lines")
@pytest.mark.parametrize(("page", "line", "command"), RUN, ids=[f"{page}: {one}" for page, _, one in RUN])
def test_a_command_runs_as_it_is_written(
    checkout: Path, display: dict[str, str], page: str, line: str, command: str
) -> None:
    if command.startswith("make"):
        done = _run(checkout, command.replace("make", "make --dry-run", 1))
    elif re.match(r"(\.venv/bin/)?bodymap( open .*)?$", command):
        _opens_a_window(checkout, display, command)
        return
    elif _is_a_name(line):
        done = _run(checkout, f"{command} --help")
    else:
        done = _run(checkout, command)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def _is_a_name(line: str) -> bool:
    """Whether a text only speaks of a command that needs more to run, as in "`bodymap rank` prints the same"."""
    return bool(
        re.fullmatch(
            r"bodymap( (rank|render|score|summary|group|export|import|backup|restore|backup-check|chart))?", line
        )
        or re.fullmatch(r"\.venv/bin/bodymap|bodymap rank --help|bodymap store prepare --desk", line)
    )


def _opens_a_window(checkout: Path, display: dict[str, str], command: str) -> None:
    """The window comes, and goes quietly when it is told to."""
    screen = {name: display[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    program = subprocess.Popen(
        ["sh", "-c", f"exec {command}"], cwd=checkout, env={**_environment(checkout), **screen},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        wait_for_window(display, program)
        program.send_signal(signal.SIGINT)
        assert program.communicate(timeout=60) == (b"", b"")
        assert program.returncode == 130
    finally:
        program.kill()


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell runs the lines")
@pytest.mark.parametrize("line", [line for _, line in COMMANDS if "python -m benchmarks." in line])
def test_a_benchmark_knows_the_options_that_a_page_gives_it(checkout: Path, line: str) -> None:
    if "bench_matching" in line:
        pytest.importorskip("geopandas", reason="make benchmarks installs it")
    options = re.findall(r"--[\w-]+", line)
    done = _run(checkout, f"{line.split(' --', maxsplit=1)[0]} --help")
    assert done.returncode == 0, done.stderr
    assert all(option in done.stdout for option in options)


@pytest.mark.parametrize("pattern", NOT_RUN)
def test_no_exception_is_left_over(pattern: str) -> None:
    assert any(re.match(pattern, line) for _, line in COMMANDS)


def test_lines_for_windows_are_plain_enough_for_the_powershell_that_ships_with_it() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```powershell\n(.*?)```", text, re.DOTALL)
    assert not re.search(r"&&|\|\||\$\(|^\s*source|`$|'|/bin/", block, re.MULTILINE)
    for lock in re.findall(r"-r ([\w.-]+)", text):
        assert (ROOT / lock).is_file()
    assert block.count("--require-hashes") == 1  # the second install is this checkout itself


def test_the_commands_of_a_page_are_found() -> None:
    """That nothing is tried would be no wonder if nothing were found."""
    lines = {line for _, line in COMMANDS}
    assert {"make run", "bodymap schema", "bodymap export drawings/ --format pdf -o pages/"} <= lines
    assert len(RUN) > 40
