"""YAML with line numbers: values as plain Python, and for each value the line it stands on.

Not the meaning of the values: that is `bodymap.atlas.model`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Loc = tuple[str | int, ...]
"""Path of a value in a document: keys of mappings and indices of lists."""

try:
    from yaml import CSafeLoader as _Loader  # ten times faster where libyaml is there
except ImportError:
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is and one sentence that says what is wrong and what to do. `line` counts from 1."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


class RefusedError(Exception):
    """A file that cannot be read as YAML at all; its argument is the Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Document:
    """A YAML file as read."""

    file: str
    content: Any
    lines: Mapping[Loc, int]
    repeated: tuple[Problem, ...]
    """Keys that stand twice in the same mapping, where the second would silently win."""

    def line(self, loc: Loc) -> int:
        """The line of a value, or of the nearest thing around it that is in the file."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def problem(self, loc: Loc, sentence: str) -> Problem:
        """A problem at a value."""
        return Problem(self.file, self.line(loc), sentence)


def read_yaml(path: Path, name: str) -> Document:
    """The document in a file; `name` is what problems call it. Raises RefusedError."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise RefusedError(Problem(name, line, "not UTF-8 text; save the file again with the encoding UTF-8")) from None
    except OSError:
        raise RefusedError(Problem(name, 1, "the file cannot be read; check its name and permissions")) from None
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise RefusedError(Problem(name, 1, "the file is empty; write the muscle or remove the file"))
            walk = _Walk(name)
            walk.visit(node, (), node.start_mark.line + 1)
            content = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise RefusedError(_syntax_problem(name, error, len(text.splitlines()))) from None
    except (ValueError, TypeError, RecursionError) as error:
        raise RefusedError(Problem(name, 1, f"not usable YAML: {error}")) from None
    return Document(name, content, walk.lines, tuple(walk.repeated))


def _syntax_problem(name: str, error: yaml.YAMLError, last: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    context = str(getattr(error, "context", None))
    if "flow" in context or "quoted" in context:  # a bracket or quote left open is noticed only further down
        mark = getattr(error, "context_mark", None) or mark
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
    line = min(mark.line + 1, last) if mark else 1
    return Problem(name, line, f"not valid YAML: {reason}; check indentation, quotes, brackets and colons")


class _Walk:
    """Collects the line of every value. A node met twice is an alias, which these files do without: aliases can be
    nested into a bomb or into a circle."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Loc, int] = {}
        self.repeated: list[Problem] = []
        self._seen: set[int] = set()

    def visit(self, node: Any, loc: Loc, line: int) -> None:
        if id(node) in self._seen:
            raise RefusedError(Problem(self.name, line, "YAML aliases (&, *) are not used here; write the value out"))
        self._seen.add(id(node))
        self.lines.setdefault(loc, line)
        for key, child, child_line in self._children(node):
            self.visit(child, (*loc, key), child_line)

    def _children(self, node: Any) -> Iterator[tuple[str | int, Any, int]]:
        if isinstance(node, yaml.SequenceNode):
            for number, child in enumerate(node.value):
                yield number, child, child.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, child in node.value:
                name, line = str(key.value), key.start_mark.line + 1
                if name in keys:
                    self.repeated.append(Problem(self.name, line, f"'{name}' stands twice here; keep one of them"))
                keys.add(name)
                yield name, child, line
