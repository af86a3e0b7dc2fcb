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
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _names(requirements: list[str]) -> set[str]:
    return {_normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in requirements}  # type: ignore[index]


# The system check


def test_a_complete_system_is_told_nothing(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check_system, "has_library", lambda name: True)
    monkeypatch.setattr(check_system, "has_command", lambda name: True)
    monkeypatch.setattr(check_system, "find_postgresql", lambda: "/usr/lib/postgresql/15/bin")
    assert check_system.main(["test"]) == 0
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks libraries that no wheel brings")
def test_a_bare_system_is_told_everything_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_system, "has_library", lambda name: False)
    monkeypatch.setattr(check_system, "has_command", lambda name: name == "apt-get")
    monkeypatch.setattr(check_system, "find_postgresql", lambda: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert check_system.main(["test"]) == 1
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    venv = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    for package in (*check_system.LIBRARIES.values(), *check_system.COMMANDS.values(), "postgresql", venv):
        assert package in said.split("apt-get install")[1].split()


def test_running_needs_no_tools_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_system, "has_library", lambda name: name != "libxcb-cursor.so.0")
    monkeypatch.setattr(check_system, "has_command", lambda name: False)
    assert check_system.missing_packages("run") == ["libxcb-cursor0"]


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


@pytest.mark.parametrize(
    ("has_apt", "is_root", "words"),
    [(True, False, "sudo apt-get install"), (True, True, ": apt-get install"), (False, True, "package manager")],
)
def test_the_command_suits_the_system(has_apt: bool, is_root: bool, words: str) -> None:
    line = check_system.complaint(["libegl1", "xvfb"], has_apt, is_root)
    assert words in line
    assert "libegl1 xvfb" in line


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    assert check_system.main(["run"]) == 1
    assert "needs Python 3.11 or newer, and this is 3.10" in capfd.readouterr().err


# The lock file


def test_lock_names_no_index_and_has_a_hash_for_everything() -> None:
    assert "://" not in LOCK
    for block in re.split(r"\n(?=\S)", LOCK.strip()):
        assert re.match(r"[a-z0-9-]+==\S+", block), block.splitlines()[0]
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_lock_holds_every_dependency_of_the_project() -> None:
    wanted = _names(PROJECT["project"]["dependencies"])
    for group in PROJECT["dependency-groups"].values():
        wanted |= _names(group)
    assert wanted <= set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE))


def test_lock_keeps_away_from_the_broken_qt() -> None:
    assert "pyside6-essentials==6.12.0" not in LOCK
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
    assert "bodymap = bodymap.cli:main" in (metadata / "entry_points.txt").read_text()
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
