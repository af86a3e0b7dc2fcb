"""Writes `docs/red-flags.md`, the table of red flags in words, from `data/red_flags.yaml`.

    .venv/bin/python -m tools.red_flags_page

A test holds the page equal to the data; after a change of the data, run this and read what it made of it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bodymap.atlas.entry import Source
from bodymap.atlas.flags import RedFlag, RedFlags, Trigger
from bodymap.atlas.model import Atlas
from bodymap.atlas.questions import Answer
from bodymap.atlas.shipped import load_atlas, load_flags

PAGE = Path(__file__).parent.parent / "docs" / "red-flags.md"

HEAD = """\
# Red flags

What has to be ruled out before a pain is put down to muscles. A flag says what to rule out and how; it is never a
finding, it never changes the ranking, and no flag hides another. This page is made from `data/red_flags.yaml` by
`.venv/bin/python -m tools.red_flags_page`; a test holds the two equal.

| level | means |
|---|---|
| emergency | stop, and act now |
| urgent | a physician has to see this, mostly today, before treatment |
| ask | the drawing alone makes some questions necessary |

- A flag is raised by any one of its reasons, and stands at the most urgent level that holds.
- An `ask` is cleared when all its questions are answered "no". An answer that is missing leaves it open, and one "yes"
  keeps it standing. What an answer raised stands until the answer changes.
- A region counts as marked from a tenth of it or from a dab of a brush. What lies across the midline, such as the
  navel, counts as both sides, and for a flag of one side as neither.
- "Comes and goes with position and activity" takes the disc flag down to `ask`, and touches no other.

To write or correct one: the head of `data/red_flags.yaml` explains the fields, questions are in `data/answers.yaml`,
and `bodymap atlas check` names every mistake with its line.
"""

SIDES = {
    "any": "",
    "same": " on the same side",
    "one": " on one side only",
    "both": " on both sides",
    "left": " on the left",
    "right": " on the right",
}


def page(atlas: Atlas, table: RedFlags) -> str:
    """The whole page as Markdown."""
    sections = [line for flag in table.flags for line in _section(flag, table, atlas)]
    places = ["## Places", "", "| place | regions |", "|---|---|"]
    places += [f"| {one.words} | {', '.join(f'`{name}`' for name in one.regions)} |" for one in table.places.values()]
    return "\n".join([HEAD, *sections, *places, ""])


def _section(flag: RedFlag, table: RedFlags, atlas: Atlas) -> Iterator[str]:
    yield f"## {_capital(flag.rule_out)}"
    yield ""
    yield f"`{flag.id}`"
    yield ""
    yield "| level | raised when | the therapist reads | the patient reads |"
    yield "|---|---|---|---|"
    for level in flag.levels:
        reasons = [_reason(one, table, atlas) for one in flag.raised_by if one.level == level]
        if level == "ask" and flag.lowered_by:
            reasons.append(f"lowered by a yes to {_listed([_wording(atlas, one) for one in flag.lowered_by], 'or')}")
        yield f"| {level} | {'; or '.join(reasons)} | {flag.text(level)} | {flag.patient[level]} |"
    yield ""
    yield "Questions that settle it:"
    yield ""
    for name in (*flag.questions, *flag.lowered_by):
        answer: Answer = atlas.answers[name]
        yield f"- {answer.question} (`{name}`)"
    yield ""
    yield f"Sources: {'; '.join(_source(atlas, one) for one in flag.sources)}."
    yield ""


def _reason(trigger: Trigger, table: RedFlags, atlas: Atlas) -> str:
    parts = []
    if trigger.marked:
        places = [table.places[name].words for name in trigger.marked]
        how = "marked as numb or tingling" if trigger.quality else "marked"
        figure = f" of the {trigger.figure} figure" if trigger.figure else ""
        parts.append(f"{_listed(places, 'and')}{figure} {how}{SIDES[trigger.side]}")
    if trigger.without:
        parts.append(f"no mark on the {_listed([table.places[name].words for name in trigger.without], 'or')}")
    for names, word in ((trigger.all_of, "and"), (trigger.any_of, "or")):
        if names:
            parts.append(f"yes to {_listed([_wording(atlas, one) for one in names], word)}")
    return ", with ".join(parts)


def _wording(atlas: Atlas, answer: str) -> str:
    return f"*{atlas.answers[answer].wording}*"


def _source(atlas: Atlas, source: Source) -> str:
    work = atlas.sources[source.id]
    where = f"line {source.line}" if source.line else source.where
    return f"{work.author}, {work.title} ({where})" if source.work else f"{work.title} ({where})"


def _listed(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


if __name__ == "__main__":
    PAGE.write_text(page(load_atlas(), load_flags()), encoding="utf-8")
