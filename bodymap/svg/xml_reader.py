"""An SVG file as a tree of plain nodes, read within limits: size, elements, depth, points, entities.

Everything hostile that a file can do to an XML reader is refused here, in one sentence, before any geometry is made.
Not here: what the elements mean (`bodymap.svg.rendering`).
"""

import re
import stat
import xml.parsers.expat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bodymap.errors import BodymapError, reason_of
from bodymap.svg.numbers import NUMBER

MAX_BYTES = 20_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 200
MAX_POINTS = 100_000
"""Limits of a file. A detailed chart with thousands of dots has a tenth of each."""

_MAX_ATTRIBUTES = 1000
_MAX_ENTITIES = 100
_MAX_ENTITY_LENGTH = 200
_MAX_REFERENCES = 20_000
# Illustrator writes its namespaces as a dozen short entities. With these limits they cannot multiply into a bomb.

_NAMESPACES = {
    "http://www.w3.org/2000/svg": "",
    "http://www.w3.org/1999/xlink": "",
    "http://www.inkscape.org/namespaces/inkscape": "inkscape:",
}
_COUNTED = {
    "d": re.compile(f"{NUMBER.pattern}|[A-Za-z]"),
    "points": NUMBER,
    "transform": re.compile(rf"{NUMBER.pattern}|\("),
}
_MAX_COUNT = 3 * MAX_POINTS  # two numbers and a letter each


@dataclass(frozen=True)
class Node:
    """An element. `tag` and the names in `attributes` are bare for SVG and XLink, e.g. `path`, `href`.

    Elements of other namespaces have the tag "" and are kept only for their place. `text` holds the characters of
    `style` and `title` elements; `line` is the line of the file where the element starts.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    children: tuple["Node", ...] = field(repr=False)
    text: str = field(repr=False)

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attributes.get(name, default)

    def descendants(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the file."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def plain(text: str, limit: int = 80) -> str:
    """Text from a file made fit for one line of a message: no control characters, not endless."""
    text = "".join(c if c.isprintable() else " " for c in text[: 4 * limit])
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _megabytes(size: float) -> int:
    return round(size / 1e6)


def read_bytes(path: Path) -> bytes:
    """The content of a file of at most `MAX_BYTES`; `.svgz` is unpacked. Raises BodymapError with the reason."""
    name = plain(path.name) or "."
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise BodymapError("svg.is_folder", file=name)
        if not stat.S_ISREG(status.st_mode):
            raise BodymapError("svg.not_a_file", file=name)
        if status.st_size > MAX_BYTES:
            raise BodymapError("svg.too_large", file=name, size=_megabytes(status.st_size), limit=_megabytes(MAX_BYTES))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise BodymapError("svg.missing", file=name) from None
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "EINVAL"  # a zero byte in the name
        raise BodymapError("svg.unreadable", file=name, reason=reason) from None
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data, name)
    if len(data) > MAX_BYTES:
        raise BodymapError("svg.too_large_unpacked", file=name, limit=_megabytes(MAX_BYTES))
    if not data.strip():
        raise BodymapError("svg.empty", file=name)
    return data


def _unpacked(data: bytes, name: str) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, MAX_BYTES + 1)
    except zlib.error:
        raise BodymapError("svg.bad_compression", file=name) from None
    if not unpacker.eof and len(unpacked) <= MAX_BYTES:
        raise BodymapError("svg.broken_off", file=name)
    return unpacked


class _Opened:
    """An element whose end has not been read yet."""

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag, self.attributes, self.line = tag, attributes, line
        self.children: list[Node] = []
        self.text: list[str] = []

    def node(self) -> Node:
        return Node(self.tag, self.attributes, self.line, tuple(self.children), "".join(self.text))


class _Builder:
    """Builds the tree from expat's events and stops at the first limit that is passed."""

    def __init__(self, name: str, size: int, references: int) -> None:
        self.name, self.references, self.counts_points = name, references, size > _MAX_COUNT
        self.open: list[_Opened] = []
        self.root: Node | None = None
        self.elements = self.numbers = self.characters = self.entities = 0
        self.parser = xml.parsers.expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _count_characters(self, count: int) -> None:
        # Default attributes and entities can write more than the file holds.
        self.characters += count
        if self.characters > 2 * MAX_BYTES:
            raise BodymapError("svg.unfolds", file=self.name, limit=_megabytes(2 * MAX_BYTES))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise BodymapError("svg.many_elements", file=self.name, limit=MAX_ELEMENTS)
        if len(self.open) >= MAX_DEPTH:
            raise BodymapError("svg.deep", file=self.name, limit=MAX_DEPTH, line=self.parser.CurrentLineNumber)
        if len(attributes) > _MAX_ATTRIBUTES:
            raise BodymapError("svg.many_attributes", file=self.name, limit=_MAX_ATTRIBUTES)
        kept = {}
        for key, value in attributes.items():
            self._count_characters(len(key) + len(value))
            namespace, _, local = key.rpartition("}")
            if namespace in _NAMESPACES or not namespace:
                kept[_NAMESPACES.get(namespace, "") + local] = value
        for key, pattern in _COUNTED.items() if self.counts_points else ():
            # Stops at the limit, so that a list of a million points costs no more than one of 100,000.
            for _ in pattern.finditer(kept.get(key, "")):
                self.numbers += 1
                if self.numbers > _MAX_COUNT:
                    raise BodymapError("svg.many_points", file=self.name, limit=MAX_POINTS)
        namespace, _, local = tag.rpartition("}")
        known = not namespace or _NAMESPACES.get(namespace) == ""
        self.open.append(_Opened(local if known else "", kept, self.parser.CurrentLineNumber))

    def _end(self, _tag: str) -> None:
        node = self.open.pop().node()
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node

    def _text(self, text: str) -> None:
        self._count_characters(len(text))
        if self.open and self.open[-1].tag in ("style", "title"):
            self.open[-1].text.append(text)

    def _entity(
        self, name: str, is_parameter: bool, value: str | None, _base: str | None,
        system_id: str | None, _public_id: str | None, _notation: str | None,
    ) -> None:  # fmt: skip
        self.entities += 1
        harmless = (
            value is not None
            and not is_parameter
            and system_id is None
            and len(value) <= _MAX_ENTITY_LENGTH
            and not set(value) & set("&<%")
            and self.entities <= _MAX_ENTITIES
            and self.references <= _MAX_REFERENCES
        )
        if not harmless:
            line = self.parser.CurrentLineNumber
            raise BodymapError("svg.entity", file=self.name, entity=plain(name, 30), line=line)

    def build(self, data: bytes) -> Node:
        """The root element of the document."""
        try:
            self.parser.Parse(data, True)
        except xml.parsers.expat.ExpatError as error:
            problem = plain(xml.parsers.expat.ErrorString(error.code) or "unknown error")
            raise BodymapError(
                "svg.not_xml", file=self.name, line=error.lineno, column=error.offset + 1, problem=problem
            ) from None
        except (LookupError, ValueError):
            raise BodymapError("svg.encoding", file=self.name) from None
        assert self.root is not None  # expat reports a document without root as an error
        return self.root


def parse_document(data: bytes, name: str) -> Node:
    """The root of an SVG document within the limits of this module. Raises BodymapError otherwise."""
    root = _Builder(name, size=len(data), references=data.count(b"&")).build(data)
    if root.tag != "svg":
        raise BodymapError("svg.other_xml", file=name)
    return root


def read_document(path: Path) -> Node:
    """The root of an SVG file within the limits of this module. Raises BodymapError otherwise."""
    return parse_document(read_bytes(path), plain(path.name) or ".")
