"""Writes `docs/statements.md`: for each statement of the articles, where the program shows it and which test holds it.

    .venv/bin/python -m tools.statements_page

Where it shows is worked out from the atlas and from the sheets that the program makes of it; which tests hold it, from
their marks (`pytest.mark.statement`). A test holds the page equal to both.
"""

import ast
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from textwrap import shorten

from bodymap.atlas.entry import Sourced
from bodymap.atlas.flags import RedFlags
from bodymap.atlas.model import Atlas, Fact, Mimic, Muscle, Relation
from bodymap.atlas.shipped import load_atlas, load_flags
from bodymap.report.rich_text.atlas_html import articles_html, muscle_html

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "statements.md"
LIST = ROOT / "tests" / "atlas" / "statements.csv"

MOST_PLACES = 3
MOST_LETTERS = 150
FIT = {"mimics": 3, "notes": 5}
"""How well the words of a list of facts fit a statement, where others tell it better: lower is better."""
TRACED = "in words"

HEAD = """\
# The statements of the articles

The two articles on low back pain and on gluteal pain make {count} statements, numbered by muscle. Here stands for each
of them what the atlas makes of it in our words (shortened), where the program shows it, and which test holds it. This
page is made from the atlas and from the marks of the tests by `.venv/bin/python -m tools.statements_page`; a test holds
the two equal.

| shows | means |
|---|---|
| Charts | zones or points on the body, in Review and on paper; words and sources in a row's “{why}” |
| Questions | the page Questions; a “yes” for or against a muscle is a factor of its score, shown in “{why}” |
| Order | “{order}” in Review, and under “Company” in a row's “{why}” |
| Red flag | above the ranking, in `bodymap rank` and on paper: see [red flags](red-flags.md) |
| Facts | a row's “{facts}” in Review, under the heading that is named |
| Help | “{help}” in the menu Help, under the heading that is named |

No more than three places are named. Where no test is named, the statement is a fact in words, which the program shows
and does not act on: `atlas/test_reader.py` holds that the atlas carries it with article and line, and
`atlas/test_statements_page.py` that it shows. “Repeats” means that the articles say the same thing twice; the atlas
says it once and cites both lines. Opinions of the author are shown as his and move nothing.
"""

WHY, ORDER, FACTS, HELP = "Why this place", "Examine in this order", "Facts", "What the articles say"

GROUPS = {
    "GEN": "In general",
    "QL": "Quadratus lumborum",
    "GMED": "Gluteus medius",
    "IP": "Iliopsoas",
    "RA": "Rectus abdominis",
    "GMIN": "Gluteus minimus",
    "PIR": "Piriformis",
    "GMAX": "Gluteus maximus",
}


@dataclass(frozen=True)
class Statement:
    """A statement of an article, as `tests/atlas/statements.csv` lists it."""

    id: str
    article: str
    line: int
    tested: bool
    """Whether it says something that a test can hold."""
    repeats: str | None
    """The statement that it says again."""
    remark: str
    """Where it shows without being cited, or what of it is left out and why; may be empty."""

    @property
    def group(self) -> str:
        """The muscle in its id, e.g. QL."""
        return self.id.partition("-")[0]


def statements() -> tuple[Statement, ...]:
    """All statements, by muscle in the order of the articles."""
    with LIST.open(encoding="utf-8", newline="") as file:
        listed = [
            Statement(
                row["id"],
                row["article"],
                int(row["line"]),
                row["held"] == "test",
                row["repeats"] or None,
                row["remark"],
            )
            for row in csv.DictReader(file)
        ]
    order = list(GROUPS)
    return tuple(sorted(listed, key=lambda one: (order.index(one.group), one.id)))


@dataclass
class Shown:
    """What the program makes of one statement."""

    words: list[tuple[int, str]] = field(default_factory=list)
    """What the atlas says of it, each with how well it fits: lower is better."""
    zones: dict[str, list[str]] = field(default_factory=dict)
    """Muscle → trigger points whose zones come from it."""
    points: dict[str, list[str]] = field(default_factory=dict)
    """Muscle → trigger points that it names."""
    questions: dict[str, list[str]] = field(default_factory=dict)
    """Question → muscles that a "yes" speaks for or against."""
    company: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    facts: dict[str, list[str]] = field(default_factory=dict)
    """Muscle → headings of its sheet."""
    help: list[str] = field(default_factory=list)

    @property
    def best_words(self) -> str:
        """The sentences of the atlas that fit best."""
        best = min(fit for fit, _ in self.words)
        return " ".join(dict.fromkeys(words for fit, words in self.words if fit == best))

    def places(self) -> Iterator[str]:
        """Every place where it shows, in words, the most telling first."""
        for what, found in (("zone", self.zones), ("point", self.points)):
            for muscle, names in found.items():
                points = [one for one in names if found is self.zones or one not in self.zones.get(muscle, ())]
                if not points:
                    continue
                yield f"Charts: {what}{'s' * (len(points) > 1)} {_listed(f'*{one}*' for one in points)} of {muscle}"
        for muscles in dict.fromkeys(tuple(moved) for moved in self.questions.values()):
            asked = [question for question, moved in self.questions.items() if tuple(moved) == muscles]
            moves = f", {_listed(muscles)}" if muscles else ""
            yield f"Questions: {_listed(f'*{one}*' for one in asked)}{moves}"
        for label, names in (("Order", self.company), ("Red flag", self.flags), ("Help", self.help)):
            if names:
                yield f"{label}: {_listed(names)}"
        for muscle, headings in self.facts.items():
            yield f"Facts of {muscle}: {_listed(headings)}"


def shown(atlas: Atlas, table: RedFlags) -> dict[str, Shown]:
    """What the program makes of every statement that the atlas or the red flags cite, by its id."""
    found: dict[str, Shown] = defaultdict(Shown)
    for muscle in atlas.muscles.values():
        _muscle(found, muscle, atlas)
    for answer in atlas.answers.values():
        for one in _cited(found, answer):
            one.questions.setdefault(answer.wording, [])
    for rule in atlas.company:
        for one in _cited(found, rule):
            one.company.append(rule.id.replace("_", " "))
            one.words.append((4, rule.says))
    for flag in table.flags:
        for one in _cited(found, flag):
            one.flags.append(flag.rule_out)
    help_sheet = articles_html(atlas)
    for fact in atlas.general:
        heading = _heading(help_sheet, fact.says)
        for one in _cited(found, fact):
            if heading:
                _add(one.help, heading)
            one.words.append((0, fact.says))
    return dict(found)


def _muscle(found: dict[str, Shown], muscle: Muscle, atlas: Atlas) -> None:
    for name in Muscle.model_fields:
        value = getattr(muscle, name)
        for fact in value if isinstance(value, tuple) else ():
            if isinstance(fact, Fact):
                heading = _heading(muscle_html(atlas, muscle.id, fact.side or "right"), fact.says)
                for one in _cited(found, fact):
                    if heading:
                        _add(one.facts.setdefault(muscle.english, []), heading)
                    one.words.append((FIT.get(name, 1), _in_context(fact, name, heading, atlas)))
                    if isinstance(fact, Relation) and name != "tells_apart":
                        _add(one.company, f"{muscle.english} with {atlas.names[fact.muscle].english}")
    for effect in muscle.answers:
        speaks = f"{'for' if effect.supports else 'against'} {muscle.english}"
        for one in _cited(found, effect):
            _add(one.questions.setdefault(atlas.answers[effect.id].wording, []), speaks)
    for point in muscle.trigger_points:
        for one in _cited(found, point):
            _add(one.points.setdefault(muscle.english, []), point.name)
        for zone in (point.essential, point.spillover):
            for one in _cited(found, zone) if zone else ():
                _add(one.zones.setdefault(muscle.english, []), point.name)
                one.words.append((3, f"{_capital(point.name)}: {zone.says if zone else ''}"))


def _in_context(fact: Fact, name: str, heading: str | None, atlas: Atlas) -> str:
    """A fact with what the sheet puts before it, where it cannot be understood without."""
    match fact:
        case Mimic():
            return f"{_capital(fact.condition)}: {fact.says}"
        case Relation():
            return f"{_capital(atlas.names[fact.muscle].english)}: {fact.says}"
    return f"{heading}: {fact.says}" if heading and name in ("aggravating", "relieving", "perpetuating") else fact.says


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cited(found: dict[str, Shown], entry: Sourced) -> list[Shown]:
    return [found[source.fact] for source in entry.sources if source.fact]


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)


def _heading(sheet: str, says: str) -> str | None:
    """The heading under which a sheet says something; None where it does not."""
    before, found, _ = sheet.partition(escape(says))
    headings = re.findall("<h4>(.*?)</h4>", before)
    return unescape(headings[-1]) if found and headings else None


def held() -> dict[str, list[str]]:
    """The tests that hold each statement, by its id: `file::test`, as their marks say."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        name = path.relative_to(ROOT / "tests").as_posix()
        body = ast.parse(path.read_text(encoding="utf-8")).body
        marks = ((test, mark) for test in body if isinstance(test, ast.FunctionDef) for mark in test.decorator_list)
        for test, mark in marks:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) in ("statement", "pytest.mark.statement"):
                for one in mark.args:
                    found[ast.literal_eval(one)].append(f"{name}::{test.name}")
    return dict(found)


def page(atlas: Atlas, table: RedFlags) -> str:
    """The whole page as Markdown."""
    listed, marked, made = statements(), held(), shown(atlas, table)
    lines = [HEAD.format(count=len(listed), why=WHY, order=ORDER, facts=FACTS, help=HELP)]
    for group, members in groupby(listed, key=lambda one: one.group):
        lines += [f"## {GROUPS[group]}", "", "| statement | says | shows | held by |", "|---|---|---|---|"]
        for one in members:
            article = one.article.replace("_", " ")
            words = _shortened(made[one.id].best_words)
            cells = (f"{one.id}<br>{article}, line {one.line}", words, _shows(one, made[one.id]), _tests(one, marked))
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def _shows(one: Statement, made: Shown) -> str:
    places = list(made.places())[:MOST_PLACES]
    around = [f"repeats {one.repeats}"] if one.repeats else [], [f"({one.remark})"] if one.remark else []
    return "<br>".join([*around[0], *places, *around[1]])


def _tests(one: Statement, marked: dict[str, list[str]]) -> str:
    by_itself = "<br>".join(f"`{name}`" for name in marked.get(one.id, ()))
    return by_itself or (f"as {one.repeats}" if one.repeats else TRACED)


def _shortened(text: str) -> str:
    return shorten(text, MOST_LETTERS, placeholder=" …").replace("|", "\\|")


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


if __name__ == "__main__":
    PAGE.write_text(page(load_atlas("articles"), load_flags()), encoding="utf-8")
