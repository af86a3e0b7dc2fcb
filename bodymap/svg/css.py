"""The part of CSS that charts use: declarations and simple selectors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bodymap.svg.xml_reader import Node

Properties = Mapping[str, str]


_MAX_RULES = 10_000


_MAX_CLASSES = 50


_PRESENTATION = (
    "display", "visibility", "fill", "fill-rule", "clip-rule", "clip-path", "mask", "transform-origin", "transform-box",
)  # fmt: skip
"""Properties that may be attributes as well."""

_PROPERTIES = (*_PRESENTATION, "transform", "translate", "rotate", "scale")
"""The last four have another grammar in CSS than the attributes of their names."""


_SELECTOR = re.compile(r"(?P<tag>[A-Za-z]*|\*)(?P<rest>[.#][\w-]+)?")


def declarations(text: str) -> dict[str, str]:
    """The declarations of a `style` attribute or rule that decide what is drawn and how it is filled."""
    found = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in _PROPERTIES:
            found[name] = value.partition("!")[0].strip()
    return found


@dataclass(frozen=True)
class StyleSheet:
    """The rules of all `style` elements, by simple selector (`path`, `.st0`, `#skin`, `path.st0`).

    `not_understood` are selectors of other kinds whose rules would have decided what is drawn.
    """

    rules: Mapping[str, Properties]
    not_understood: tuple[str, ...]

    @classmethod
    def of(cls, root: Node) -> "StyleSheet":
        """The style sheet of a document."""
        rules: dict[str, dict[str, str]] = {}
        not_understood = []
        for node in root.descendants():
            if node.tag != "style":
                continue
            head, *commented = node.text.split("/*")
            text = head + "".join(part.partition("*/")[2] for part in commented)
            blocks = text.split("}", _MAX_RULES)
            if len(blocks) > _MAX_RULES:
                not_understood.append(f"all after the first {_MAX_RULES:,} rules")
            for block in blocks[:_MAX_RULES]:
                selectors, _, body = block.partition("{")
                properties = declarations(body)
                for selector in map(str.strip, selectors.split(",") if properties else ()):
                    match = _SELECTOR.fullmatch(selector)
                    if match is None or not selector:
                        not_understood.append(selector)
                        continue
                    tag = "" if match["tag"] == "*" else match["tag"]
                    rules.setdefault(tag + (match["rest"] or "") or "*", {}).update(properties)
        return cls(rules, tuple(not_understood))

    def properties(self, node: Node) -> Properties:
        """What attributes, rules and `style` say of an element itself: the more specific last."""
        found = {name: node.attributes[name].strip() for name in _PRESENTATION if name in node.attributes}
        classes = (
            [f".{name}" for name in node.get("class").split(None, _MAX_CLASSES)[:_MAX_CLASSES]] if self.rules else []
        )
        if self.rules:
            keys = ["*", node.tag, *classes, *(node.tag + name for name in classes)]
            for key in [*keys, f"#{node.get('id')}", f"{node.tag}#{node.get('id')}"]:
                found.update(self.rules.get(key, {}))
        if "style" in node.attributes:
            found.update(declarations(node.attributes["style"]))
        return found
