"""Setting up keeps its promises: the system check, the lock file, and a wheel that runs from any folder."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from bodymap import __version__
from tools import check_system

ROOT = Path(__file__).parent.parent
LOCKS = {path.stem.split("-")[1]: path.read_text(encoding="utf-8") for path in ROOT.glob("requirements-*.lock")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _names(requirements: list[str]) -> set[str]:
    return {_normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in requirements}  # type: ignore[index]


# The system check


BARE = """
import os, subprocess, sys
from tools import check_system
has, root, works = sys.argv[1].split(","), sys.argv[2] == "root", sys.argv[3] == "works"
installed = []
def run(command, **_):
    print("ran:", *command, flush=True)
    if "install" in command and works:
        installed.append(True)
    return subprocess.CompletedProcess(command, 0 if works else 100)
check_system.has_library = lambda name: bool(installed)
check_system.has_command = lambda name: bool(installed) or name in has
check_system.find_postgresql = lambda: "/usr/lib/postgresql/15/bin" if installed else None
check_system.can_make_venv = lambda: bool(installed)
check_system.subprocess.run = run
os.geteuid = lambda: 0 if root else 1000
sys.exit(check_system.main(sys.argv[4:]))
"""


def _bare(has: str, account: str, outcome: str, *arguments: str, **environment: str) -> tuple[int, list[str], str]:
    """The check on a system that lacks everything: exit code, lines of standard output, and what is complained of."""
    done = subprocess.run(
        [sys.executable, "-c", BARE, has, account, outcome, *arguments],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines(), done.stderr


linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux lacks libraries that no wheel brings"
)


def test_a_complete_system_is_told_nothing(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check_system, "has_library", lambda name: True)
    monkeypatch.setattr(check_system, "has_command", lambda name: True)
    monkeypatch.setattr(check_system, "find_postgresql", lambda: "/usr/lib/postgresql/15/bin")
    assert check_system.main(["test", "--install"]) == 0
    assert capfd.readouterr() == ("", "")


@linux
@pytest.mark.parametrize(("account", "first"), [("root", []), ("anna", ["sudo", "DEBIAN_FRONTEND=noninteractive"])])
def test_what_is_missing_is_installed_after_one_line(account: str, first: list[str]) -> None:
    code, lines, complaint = _bare("apt-get,sudo", account, "works", "test", "--install")
    assert (code, complaint, len(lines)) == (0, "", 3)
    assert re.match(r"bodymap needs \d+ system packages for the window and the tests; .*: (sudo )?apt-get", lines[0])
    assert lines[1].split() == ["ran:", *first, "apt-get", "update", "--quiet"]
    assert lines[2].split()[: len(first) + 3] == ["ran:", *first, "apt-get", "install"]
    venv = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    wanted = {*check_system.LIBRARIES.values(), *check_system.COMMANDS.values(), "postgresql", venv}
    for line in (lines[0], lines[2]):
        assert wanted <= set(line.split())


@linux
@pytest.mark.parametrize(
    ("has", "account", "outcome", "ran", "words"),
    [
        ("apt-get,sudo", "anna", "fails", 3, "with: sudo apt-get update; sudo apt-get install --no-install-recommends"),
        ("apt-get", "root", "fails", 3, "Install them with: apt-get update; apt-get install"),
        ("apt-get", "anna", "works", 0, 'Let root install them: su -c "apt-get update; apt-get install'),
        ("sudo", "anna", "works", 0, "with your package manager"),
    ],
)
def test_where_it_cannot_be_installed_one_line_has_the_names(
    has: str, account: str, outcome: str, ran: int, words: str
) -> None:
    code, lines, complaint = _bare(has, account, outcome, "test", "--install")
    assert (code, len(lines), complaint.count("\n")) == (1, ran, 1)
    assert words in complaint
    for package in (*check_system.LIBRARIES.values(), *check_system.COMMANDS.values(), "postgresql"):
        assert package in complaint


@linux
def test_without_leave_nothing_is_installed() -> None:
    code, lines, complaint = _bare("apt-get,sudo", "anna", "works", "test")
    assert (code, lines) == (1, [])
    assert "Install them with: sudo apt-get update; sudo apt-get install" in complaint


@linux
@pytest.mark.parametrize(
    ("display", "words"), [("", "There is no screen"), (":9999", "The screen :9999 does not answer")]
)
def test_a_screen_is_asked_for_before_anything_is_installed(display: str, words: str) -> None:
    nowhere = {"DISPLAY": display, "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    code, lines, complaint = _bare("apt-get,sudo", "anna", "works", "run", "--install", **nowhere)
    assert (code, lines, complaint.count("\n")) == (2, [], 1)
    assert complaint.startswith(f"bodymap: {words}")


def test_running_needs_no_tools_of_the_tests_and_checks_no_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_system, "has_library", lambda name: name != "libxcb-cursor.so.0")
    monkeypatch.setattr(check_system, "has_command", lambda name: False)
    monkeypatch.setattr(check_system, "can_make_venv", lambda: True)
    assert check_system.missing_packages("run") == ["libxcb-cursor0"]
    assert check_system.missing_packages("check") == []


def test_a_library_that_is_not_there_is_missed() -> None:
    assert not check_system.has_library("libnobody-has-this.so.7")


def test_the_server_is_found_off_the_search_path_too(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = ["/usr/lib/postgresql/9.6/bin/initdb", "/usr/lib/postgresql/15/bin/initdb"]
    monkeypatch.setattr("glob.glob", lambda pattern: shelf)
    monkeypatch.setattr("shutil.which", lambda name: f"/opt/bin/{name}")
    assert check_system.find_postgresql() == "/usr/lib/postgresql/15/bin"
    shelf.clear()
    assert check_system.find_postgresql() == "/opt/bin"
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert check_system.find_postgresql() is None


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    assert check_system.main(["run"]) == 1
    assert "needs Python 3.11 or newer, and this is 3.10" in capfd.readouterr().err


# The lock files


def _pins(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+==[^\\\n]+?) \\$", lock, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_index_and_has_a_hash_for_everything(name: str) -> None:
    assert "://" not in LOCKS[name]
    for block in re.split(r"\n(?=\S)", LOCKS[name].strip()):
        assert re.match(r"[a-z0-9-]+==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_each_lock_holds_what_its_group_names_and_no_other_does() -> None:
    groups = PROJECT["dependency-groups"]
    wanted = {
        "run": _names(PROJECT["project"]["dependencies"]) | _names(groups["build"]),
        "test": _names(groups["test"]),
        "benchmarks": _names(groups["benchmarks"]),
    }
    assert wanted.keys() == LOCKS.keys()
    held = {name: {pin.partition("==")[0] for pin in _pins(lock)} for name, lock in LOCKS.items()}
    for name, names in wanted.items():
        assert names <= held[name]
        for other in wanted.keys() - {name}:
            assert not names & held[other] - wanted[other] - ({"numpy", "shapely"} if name == "run" else set())


def test_a_package_has_one_version_in_all_locks() -> None:
    """One environment holds them all; numpy has two versions, for older and newer Pythons."""
    versions: dict[str, set[str]] = {}
    for lock in LOCKS.values():
        whole: dict[str, set[str]] = {}
        for pin in _pins(lock):
            whole.setdefault(pin.partition("==")[0], set()).add(pin.partition(" ;")[0])
        for name, pins in whole.items():
            assert versions.setdefault(name, pins) == pins


def test_no_lock_takes_the_broken_qt() -> None:
    assert "pyside6-essentials==6.12.0" not in LOCKS["run"]
    assert "PySide6-Essentials>=6.8,!=6.12.0" in PROJECT["project"]["dependencies"]


# The wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel of this checkout is installed: a wheel of pure Python is its own layout."""
    built = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = built.glob("*.whl")
    target = tmp_path_factory.mktemp("target")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def _run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_wheel_carries_assets_data_licence_and_command(installed: Path) -> None:
    for folder in ("assets", "data"):
        shipped = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
        carried = {path.relative_to(installed / "bodymap") for path in (installed / "bodymap" / folder).rglob("*.*")}
        assert shipped <= carried
    scripts = "bodymap/clinic/store/sql/migrations"
    assert {path.name for path in (installed / scripts).rglob("*.py")} == {
        path.name for path in (ROOT / scripts).rglob("*.py")
    }
    (metadata,) = installed.glob("*.dist-info")
    commands = (metadata / "entry_points.txt").read_text()
    assert "[console_scripts]\nbodymap = bodymap.__main__:main" in commands
    assert "[gui_scripts]\nbodymap-window = bodymap.__main__:main" in commands
    assert (metadata / "licenses" / "LICENSE").is_file()
    assert not (installed / "tests").exists()


def test_wheel_runs_from_any_folder(installed: Path, tmp_path: Path) -> None:
    where = _run(installed, tmp_path, "-c", "import bodymap; print(bodymap.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(installed)
    version = _run(installed, tmp_path, "-m", "bodymap", "--version")
    assert (version.stdout.strip(), version.returncode) == (f"bodymap {__version__}", 0)
    regions = _run(installed, tmp_path, "-m", "bodymap", "regions", "--format", "json")
    assert regions.returncode == 0, regions.stderr
    assert '"id": "back/lumbar-right"' in regions.stdout
    code = (
        "from pathlib import Path; from bodymap.clinic.model import Actor; "
        "from bodymap.clinic.store.open import open_file; "
        "print(open_file(Path('p.sqlite'), Actor('Anna', 'desk 1')).count())"
    )
    store = _run(installed, tmp_path, "-c", code)
    assert (store.stdout, store.stderr) == ("0\n", "")
    atlas = _run(installed, tmp_path, "-m", "bodymap", "atlas", "check")
    assert atlas.returncode == 0, atlas.stdout + atlas.stderr
