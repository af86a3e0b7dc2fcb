"""The house keeps its shape: imports point down, and every file says what it is for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from bodymap.resources import resource

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for folder in ("bodymap", "tools", "benchmarks") for path in (ROOT / folder).rglob("*.py"))


def test_imports_point_down_only(capsys: pytest.CaptureFixture[str]) -> None:
    """The contracts stand in pyproject.toml: layers, Qt only in ui and app, svgelements only in body."""
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert broken == 0, capsys.readouterr().out


def test_a_broken_contract_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "setup.cfg"
    config.write_text(
        "[importlinter]\nroot_package = bodymap\n"
        "[importlinter:contract:1]\nname = upside down\ntype = layers\nlayers =\n  bodymap.errors\n  bodymap.body\n"
    )
    assert lint_imports(config_filename=str(config), no_cache=True, no_logo=True) == 1
    assert "bodymap.body" in capsys.readouterr().out


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body


def test_a_checkout_finds_what_the_wheel_carries() -> None:
    assert resource("data", "regions.csv") == ROOT / "data" / "regions.csv"


def test_the_window_starts_without_what_it_may_never_need() -> None:
    """A database, a typesetter and exchange formats take longer to load than the window takes to open."""
    slow = (
        "sqlalchemy",
        "alembic",
        "psycopg",
        "sqlcipher3",
        "argon2",
        "typst",
        "pyarrow",
        "fhir",
        "tqdm",
        "svgelements",
    )
    code = f"import sys, bodymap.app; print([one for one in {slow} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
