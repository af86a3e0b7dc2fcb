"""Every code that is raised has a sentence that is fit to be read, and every sentence has a code that is raised."""

import ast
import gettext
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bodymap
from bodymap.errors import BodymapError, Place
from bodymap.report.text import translation
from bodymap.report.text.error_words import SENTENCES, error_sentence
from bodymap.report.text.reason_words import reason_words
from bodymap.report.text.validation_words import PROBLEMS, problem_words

CODE = r"[a-z]+\.[a-z_]+"

PACKAGE = Path(bodymap.__file__).parent

SAMPLES: dict[str, tuple[object, ...]] = {
    "at": (("marks", "2", "intensity"), ("extra",), ()),
    "codes": ("ids", "redcap"),
    "column": (3,),
    "detail": ("There is no screen.",),
    "known": (("front", "back"),),
    "left_out": ((),),
    "limit": (1000,),
    "line": (0, 3),
    "megabytes": (20,),
    "more": (0, 3),
    "number": (1, 2),
    "pages": (1, 2),
    "paths": (("a.json", "b"),),
    "problem": ("missing", "less_than_equal", "extra_forbidden"),
    "reason": ("ENOSPC",),
    "share": (1.5,),
    "started": (datetime(2026, 11, 21, 10, 40, tzinfo=UTC),),
    "suffixes": ((".png", ".svg"),),
    "values": ({"le": 10},),
    "version": (0, 2),
    "wanted": ("yes_no", "side", "days", "strength"),
    "wait": (30, 600, 0),
    "when": (datetime(2026, 11, 21, 10, 40, tzinfo=UTC), None),
}
"""Values for the sentences, by name; any other value is a word."""


def _calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in the package with its place and the name of what is called."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", name, node


def _kinds() -> set[str]:
    """The names of BodymapError and of what is derived from it."""
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    kinds = {"BodymapError"}
    while more := {name for name, above in bases.items() if above & kinds} - kinds:
        kinds |= more
    return kinds


def _code(call: ast.Call) -> str:
    """The code that a call is given first; empty if it is no literal."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _raised(names: set[str]) -> dict[str, list[tuple[str, set[str]]]]:
    """By code: where it is raised, and the names of its values."""
    found: dict[str, list[tuple[str, set[str]]]] = {}
    for place, name, call in _calls():
        if name in names and re.fullmatch(CODE, _code(call)):
            found.setdefault(_code(call), []).append((place, {str(word.arg) for word in call.keywords}))
    return found


RAISED = _raised({*_kinds(), "__init__"})


def test_every_error_is_raised_with_a_code_that_stands_there() -> None:
    """A code that is put together would be found by nobody who looks for it."""
    kinds = _kinds() - {"MisplacedError"}  # it takes what is wrong, and has one code
    loose = [place for place, name, call in _calls() if name in kinds and not re.fullmatch(CODE, _code(call))]
    assert not loose


def test_every_code_that_is_raised_has_a_sentence() -> None:
    assert not {code: places for code, places in RAISED.items() if code not in SENTENCES}


def test_every_sentence_has_a_code_that_is_raised() -> None:
    assert not set(SENTENCES) - set(RAISED)


def _examples(names: set[str]) -> Iterator[dict[str, object]]:
    """Values for a sentence: each sample once."""
    for turn in range(max(len(SAMPLES.get(name, ("x",))) for name in names) if names else 1):
        yield {name: (samples := SAMPLES.get(name, ("word",)))[turn % len(samples)] for name in names}


@pytest.mark.parametrize("code", sorted(RAISED))
def test_a_sentence_is_one_line_that_ends_with_a_full_stop_whoever_raises_it(code: str) -> None:
    for place, names in RAISED[code]:
        for values in _examples(names - {"theirs"}):
            error = BodymapError(code, **values)
            sentence = error_sentence(error)
            assert sentence.endswith("."), (place, sentence)
            assert not set("{}\n\t") & set(sentence), (place, sentence)
            assert "  " not in sentence, (place, sentence)
            assert "None" not in sentence, (place, sentence)


def test_every_code_of_a_validator_has_words() -> None:
    given = _raised({"invalid_value"})
    assert not set(given) - set(PROBLEMS)
    for code, places in given.items():
        for _place, names in places:
            assert problem_words(code, dict.fromkeys(names, 1))


def test_a_code_of_pydantic_that_is_not_listed_is_named() -> None:
    assert problem_words("date_type", {}) == "has a value that does not fit (date_type)"


def test_where_it_happened_stands_first() -> None:
    error = BodymapError("drawing.unknown_region", region="back/tail", chart="back")
    said = "There is no region 'back/tail'. List the regions with `bodymap regions --chart back`."
    assert error_sentence(error) == said
    error.places = (Place("mark", 2),)
    assert error_sentence(error) == f"Mark 2: {said}"
    error.places = (Place("file", "pain.json"), Place("mark", 2))
    assert error_sentence(error) == f"pain.json: mark 2: {said}"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            BodymapError("drawing.invalid", path="x", at=("marks", "2", "intensity"), problem="less_than_equal",
                         values={"le": 10}),
            "x: mark 2 intensity should be at most 10. Correct it; docs/drawing-file.md describes the format.",
        ),
        (
            BodymapError("drawing.invalid", path="x", at=("extra",), problem="extra_forbidden", values={}),
            "x: 'extra' is not a known key. Correct it; docs/drawing-file.md describes the format.",
        ),
        (
            BodymapError("drawing.unwritable", path="x", reason="ENOSPC"),
            "x cannot be written: the disk is full. Nothing is lost; save it somewhere else.",
        ),
        (
            BodymapError("file.unknown_suffix", path="a.gif", suffixes=(".png", ".svg")),
            "a.gif does not say what to write. Give the output a name that ends in .png or .svg.",
        ),
        (
            BodymapError("svg.deep", file="x.svg", limit=200, line=7),
            "'x.svg' has groups nested more than 200 deep (line 7). Simplify the drawing (join or remove small shapes, "
            "use fewer points) and export it again.",
        ),
    ],
    ids=lambda value: value.code if isinstance(value, BodymapError) else "",
)  # fmt: skip
def test_what_some_sentences_say(error: BodymapError, sentence: str) -> None:
    assert error_sentence(error) == sentence


def test_what_a_file_says_is_plain_text_and_no_pattern() -> None:
    error = BodymapError("drawing.unknown_region", region="{chart} <b>%s</b>", chart="back")
    assert "'{chart} <b>%s</b>'" in error_sentence(error)


def test_a_reason_is_in_our_words() -> None:
    assert reason_words("EACCES") == "permission denied"
    assert reason_words("EXDEV") == "the system reports EXDEV"
    assert reason_words("") == "the system gives no reason"


def test_a_translation_is_shown_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class German(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"{path} is a folder. Choose a drawing file in it.": "{path} ist ein Ordner."}.get(message, message)

    monkeypatch.setattr(translation, "_catalogue", German())
    assert error_sentence(BodymapError("drawing.is_folder", path="x")) == "x ist ein Ordner."
