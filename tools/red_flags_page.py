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
from bodymap.matching.evidence import FELT_WORDS

PAGE = Path(__file__).parent.parent / "docs" / "red-flags.md"

HEAD = """\
# Red flags

What has to be ruled out before a pain is put down to muscles. A flag says what to rule out and how; it is never a
finding, and no flag hides another. This page is made from `data/red_flags.yaml` by
`.venv/bin/python -m tools.red_flags_page`; a test holds the two equal.

| level | means |
|---|---|
| emergency | stop, and act now |
| urgent, today or this week | a physician has to see this by then, before treatment |
| ask | some questions, or an examination, are necessary first |

- A flag is raised by any one of its reasons, and stands at the most urgent level that holds.
- An `ask` is cleared when all its questions are answered "no", or those that are named for it. An answer that is
  missing leaves it open, and one "yes" keeps it standing. What an answer raised stands until the answer changes.
- The age comes from the patient's record, or from one question (`age`). Where it is not known, a reason that names an
  age counts only if it says so.
- While a flag is open, each "yes" that raised it speaks for no muscle; it may still speak against one. Once the flag is
  settled it counts as any other answer. Nothing else of a flag moves the ranking.
- An urgent flag or an emergency is settled with its questions answered or with a note, never with one click.
- The open questions of a flag that is urgent, or that an answer raised, come next, whatever was asked before.
- Where no question of danger was answered, sheets and `bodymap rank` say "Red flags: not asked".
- A region counts as marked from a tenth of it or from a dab of a brush. What lies across the midline, such as the
  navel, counts as both sides, and for a flag of one side as neither.
- That pain comes and goes with position, or with a cough, clears and lowers nothing: a disc does the same.

To write or correct one: the head of `data/red_flags.yaml` explains the fields, questions are in `data/answers.yaml`,
and `bodymap atlas check` names every mistake with its line.
"""

COUNTS = {2: "two", 3: "three"}

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
    for level, within in flag.steps:
        reasons = [_reason(one, table, atlas) for one in flag.raised_by if one.step == (level, within)]
        words = f"{level}, {within}" if within else level
        texts = f"{flag.text(level, within)} | {flag.patient_text(level, within)}"
        yield f"| {words} | {'; or '.join(reasons)} | {texts} |"
    yield ""
    yield "Questions that settle it:"
    yield ""
    for name in flag.questions:
        answer: Answer = atlas.answers[name]
        yield f"- {answer.question} (`{name}`)"
    yield ""
    if flag.cleared_by:
        yield f'A "no" to {_listed([_wording(atlas, one) for one in flag.cleared_by], "and")} clears an `ask`.'
        yield ""
    if flag.ask_also:
        yield f"Asked also where this is marked: {'; '.join(table.places[one].words for one in flag.ask_also)}."
        yield ""
    yield f"Sources: {'; '.join(_source(atlas, one) for one in flag.sources)}."
    yield ""


def _reason(trigger: Trigger, table: RedFlags, atlas: Atlas) -> str:
    parts = []
    if trigger.marked:
        places = [table.places[name].words for name in trigger.marked]
        how = f"marked as {FELT_WORDS[trigger.quality]}" if trigger.quality else "marked"
        figure = f" of the {trigger.figure} figure" if trigger.figure else ""
        parts.append(f"{_listed(places, 'and')}{figure} {how}{SIDES[trigger.side]}")
    if trigger.without:
        parts.append(f"no mark on the {_listed([table.places[name].words for name in trigger.without], 'or')}")
    for names, word in ((trigger.all_of, "and"), (trigger.any_of, "or")):
        if names:
            some = f"{COUNTS[trigger.least]} of " if names is trigger.any_of and trigger.least > 1 else ""
            parts.append(f"yes to {some}{_listed([_wording(atlas, one) for one in names], word)}")
    if trigger.unless:
        parts.append(f"no yes to {_listed([_wording(atlas, one) for one in trigger.unless], 'or')}")
    if trigger.of_age:
        parts.append(_age(trigger))
    return ", with ".join(parts)


def _age(trigger: Trigger) -> str:
    if trigger.age_from is None:
        words = f"an age up to {trigger.age_to}"
    elif trigger.age_to is None:
        words = f"an age from {trigger.age_from}"
    else:
        words = f"an age from {trigger.age_from} to {trigger.age_to}"
    return words + (" or not known" if trigger.or_age_unknown else "")


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
    PAGE.write_text(page(load_atlas("articles"), load_flags()), encoding="utf-8")
