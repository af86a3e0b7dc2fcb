"""Writes `docs/patients.md`, who the invented patients are and what comes of them, from `tests/patients`.

    .venv/bin/python -m tools.patients_page

A test holds the page equal to the data, and `tests/ui/test_patients.py` holds the data true.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill

from bodymap.atlas.shipped import load_atlas, load_flags
from bodymap.report.text.examination_words import english
from bodymap.report.text.outcome_words import OUTCOME_WORDS, VERDICT_WORDS
from tests.patients.cases import Case, cases

PAGE = Path(__file__).parent.parent / "docs" / "patients.md"

HEAD = """\
# Invented patients

Ten patients, from simple to hard, whom nobody ever met. Each goes through the whole window in a test: the drawing with
clicks and strokes, every question with its buttons, the flags, the order of examination and the findings on Review, and
the printed page at the end. This page is made from their files in `tests/patients` by
`.venv/bin/python -m tools.patients_page`; `tests/ui/test_patients.py` holds what it says.

`.venv/bin/python -m tools.patients pictures 01-carpenter` pictures one of them on the way into the folder `pictures`,
and all of them without a name. To write another one, copy a file: the fields are explained in
`tests/patients/cases.py`. What must come of a patient is thought out before the program is asked; where the two differ,
it is mostly not the patient that has to change.
"""

COURSES = {"acute": "acute", "chronic": "chronic", "neither": "neither acute nor chronic"}


def page() -> str:
    """The whole page."""
    lines = (fill(line, 120, subsequent_indent="  ") if line.startswith("- ") else line for line in _all_lines())
    return HEAD + "".join(f"{line}\n" for line in lines)


def _all_lines() -> Iterator[str]:
    for case in cases().values():
        yield ""
        yield from _lines(case)


def _lines(case: Case) -> Iterator[str]:
    expect = case.expect
    yield f"## {case.number}. {case.name}"
    yield ""
    yield fill(case.story, 120)
    yield ""
    yield f"- Shows {case.shows}."
    yield f"- {'Woman' if case.figure == 'female' else 'Man'}, {COURSES[expect.course]}."
    yield f"- First: {_names(expect.first)}." if expect.first else f"- Among the first: {_names(expect.among_first)}."
    yield from (f"- {line}" for line in _flags(case))
    found = [f"{_name(one.row)} {VERDICT_WORDS[one.verdict]}" for one in case.therapist.examines if one.verdict]
    yield f"- By hand: {', '.join(found)}."
    sets, after = (_names(sorted(rows)) for rows in (expect.set, expect.set_after))
    yield f"- Smallest set: {sets}; with what was found: {after}." if after != sets else f"- Smallest set: {sets}."


def _flags(case: Case) -> Iterator[str]:
    words = {flag.id: flag.rule_out for flag in load_flags().flags}
    settled = {one.flag: OUTCOME_WORDS[one.outcome] for one in case.therapist.settles}
    for name, state in case.expect.flags.items():
        open_still = "stays open" if name in case.expect.flags_after else "cleared by its questions"
        yield f"Red flag, {state.split()[0]}: {words[name]}; {settled.get(name, open_still)}."
    if not case.expect.flags:
        yield "No red flag stands after the questions."


def _name(row: str) -> str:
    muscle, _, side = row.partition(" ")
    return f"{english(load_atlas('articles'), muscle)} {'of either side' if side == 'either' else side}"


def _names(rows: Sequence[str]) -> str:
    return ", ".join(map(_name, rows))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
