"""The house keeps its shape: imports point down, and every file says what it is for."""

import ast
import re
import subprocess
import sys
from collections import Counter
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


# No circles


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PACKAGE = {_name(path): path for path in MODULES if path.is_relative_to(ROOT / "bodymap")}


def _imports(path: Path) -> set[str]:
    """The modules of the package that a file imports: at its head, within functions, and for annotations alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & PACKAGE.keys()
            found |= inner or {node.module}
    return found & PACKAGE.keys()


def _circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """The strongly connected components of more than one module, after Tarjan."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for other in arrows[module]:
            if other not in index:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], index[other])
        if low[module] == index[module]:
            at = stack.index(module)
            if len(stack) - at > 1:
                found.append(set(stack[at:]))
            del stack[at:]

    for module in arrows:
        if module not in index:
            visit(module)
    return found


def test_no_import_leads_back_to_where_it_came_from() -> None:
    """Neither at once nor lazily, nor for an annotation: what needs each other belongs into one file."""
    assert _circles({name: _imports(path) - {name} for name, path in PACKAGE.items()}) == []


def test_a_circle_is_noticed() -> None:
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set[str]()}
    assert _circles(arrows) == [{"b", "c"}]


# Values and services go down through constructors, signals go up

UI = ROOT / "bodymap" / "ui"
NOT_YET = {"answer_widgets", "red_flag_panel"}
"""To become signals; nothing else may be added."""

SPEAKERS = [
    path
    for path in MODULES
    for wing in ("pages", "window", "dialogs")
    if path.is_relative_to(UI / wing) and path.stem not in NOT_YET
]


def _callable_places(tree: ast.Module) -> list[str]:
    """Public attributes and parameters of constructors that are annotated as callables, or by an alias of one."""
    aliases = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and ast.unparse(node.value).startswith("Callable[")
    }
    bad = re.compile(rf"\b({'|'.join(['Callable', *aliases])})\b")
    found: list[str] = []
    for owner in [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]:
        for node in ast.walk(owner):
            if isinstance(node, ast.AnnAssign):
                name = ast.unparse(node.target)
                public = not name.removeprefix("self.").startswith("_")
                if public and bad.search(ast.unparse(node.annotation)):
                    found.append(f"{owner.name}.{name}")
            elif isinstance(node, ast.FunctionDef) and node.name == "__init__":
                every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                found += [
                    f"{owner.name}({one.arg})"
                    for one in every
                    if one.annotation is not None and bad.search(ast.unparse(one.annotation))
                ]
    return found


@pytest.mark.parametrize("path", SPEAKERS, ids=lambda path: path.stem)
def test_pages_window_and_dialogs_speak_up_by_signals_only(path: Path) -> None:
    assert _callable_places(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_a_callable_is_noticed() -> None:
    code = (
        "Reply = Callable[[str], None]\n"
        "class Page:\n    done: Callable[[], None]\n"
        "    def __init__(self, reply: Reply, other: int) -> None:\n        self.on: 'Callable[[], None]' = reply\n"
    )
    assert _callable_places(ast.parse(code)) == ["Page.done", "Page(reply)", "Page.self.on"]


def test_nobody_sets_what_another_object_calls() -> None:
    """No `page.on_something = …` from outside: that is what signals are for."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr.startswith("on_")
    ]
    assert found == []


# Names


def test_no_two_files_have_one_name() -> None:
    """Except `model`, commands beside what they call, and what a tool wants to be named so."""
    commands = {path.stem for path in (ROOT / "bodymap" / "commands").glob("*.py")}
    shared = {"__init__", "__main__", "model", "env"} | commands
    stems = [path.stem for path in PACKAGE.values() if path.stem not in shared]
    assert [name for name, count in Counter(stems).items() if count > 1] == []


FLOORS = ("cli", "commands", "app", "ui", "report", "clinic", "matching", "atlas", "drawing", "body", "svg", "geometry")


def test_no_docstring_names_a_module_of_a_higher_floor() -> None:
    """What is below knows nothing of who uses it, in prose neither."""
    found = []
    for name, path in PACKAGE.items():
        floor = name.split(".")[1] if "." in name else ""
        if floor not in FLOORS:
            continue
        above = FLOORS[: FLOORS.index(floor)]
        prose = re.compile(rf"`(?:bodymap\.)?({'|'.join(above)})\.\w+`") if above else None
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if prose and isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                found += [f"{name}: {match[0]}" for match in prose.finditer(ast.get_docstring(node) or "")]
    assert found == []
