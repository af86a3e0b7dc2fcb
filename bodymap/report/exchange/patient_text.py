"""A patient with all visits in plain words, for a text file that any program opens: `patient.txt` and its `README.txt`.

Everything that a therapist wrote or a patient said stands here in full; nothing is shortened as on a printed page. The
ranking is the stored one, with the versions that made it, so that an old visit reads as it read then.
"""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from bodymap.atlas.questions import Answer
from bodymap.atlas.shipped import load_atlas, load_flags
from bodymap.body.chart_files import load_charts
from bodymap.clinic.analysis.visit_metrics import with_ranking
from bodymap.clinic.dates import MONTHS, date_words
from bodymap.clinic.model import Patient, Visit
from bodymap.drawing.model import AnswerValue, Drawing
from bodymap.drawing.words import mark_line
from bodymap.matching.answers import STRONGEST
from bodymap.matching.match import match_drawing
from bodymap.report.text.answer_words import days_words
from bodymap.report.text.disclaimer import SUPPORTS
from bodymap.report.text.findings_words import found_by_hand, known_name
from bodymap.report.text.number_words import percent
from bodymap.report.text.outcome_words import OUTCOME_WORDS

WIDTH = 100
"""Letters in a line."""

NOTHING = "nothing"


def readme_text(pages: bool) -> str:
    """What is what in the folder; `pages` says whether the printed summaries are in it."""
    files = [
        ("patient.txt", "everything in plain words: the person, the notes, and each visit from the first to the last"),
        ("visit-<day>.json", "the pain drawing with answers and findings; bodymap opens it, and any program reads it"),
        ("visit-<day>.svg", "a picture of the drawing; every web browser shows it"),
        *([("visit-<day>.pdf", "the printed summary of the visit")] if pages else []),
        ("visit-<day>.bundle.fhir.json", "the visit as a FHIR R4B bundle, for the record system of another clinic"),
        ("audit.csv", "who opened, changed, printed or handed on the data, and when; a table for any spreadsheet"),
    ]
    lines = ["One patient, as bodymap keeps the data.", ""]
    lines += [_hanging(f"{name:30}", words) for name, words in files]
    lines += [
        "",
        *textwrap.wrap(
            "A second visit on one day is called visit-<day>-2. Days and times are those of the place where this "
            "folder was made; those in the FHIR bundles and in audit.csv carry their time zone.",
            WIDTH,
        ),
        "",
        *textwrap.wrap(SUPPORTS, WIDTH),
        "",
        "These files are about a person's health. Keep them as you keep a record, and delete copies.",
    ]
    return "\n".join(lines) + "\n"


def patient_text(patient: Patient, visits: Sequence[tuple[str, Visit]]) -> str:
    """The patient in plain words; each visit with the name that its files begin with, in the order given."""
    born = patient.birth_date
    lines = [
        *_title(" ".join(patient.name.split()) or "A patient without a name", "="),
        f"Born:       {f'{born.day} {MONTHS[born.month - 1]} {born.year}' if born else 'not told'}",
        f"Reference:  {' '.join(patient.reference.split()) or 'none'}",
        f"Visits:     {len(visits)}",
        "",
        *_section("Notes on the patient", _paragraphs(patient.note)),
    ]
    for name, visit in visits:
        lines += ["", *_title(f"Visit of {date_words(visit.started.astimezone())}, files {name}", "="), *_visit(visit)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _visit(visit: Visit) -> Iterator[str]:
    drawing = visit.drawing
    ranked = visit if visit.ranking else with_ranking(visit)
    yield from _section(f"Marked on the {drawing.figure} figure", _marked(drawing))
    yield from _section("Answers of the patient", _answers(drawing))
    yield from _section("Found by hand", _found(drawing))
    yield from _section("Red flags", [*_open_flags(ranked.ranking), *_settled_flags(drawing)])
    yield from _section("Muscles, by overlap with their referral zones", _ranking(ranked))
    yield from _section("Notes on the visit", _paragraphs(visit.note))
    yield from _section("Plan", _paragraphs(visit.plan))


def _title(words: str, line: str) -> list[str]:
    return [words, line * len(words), ""]


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield from (title, *(lines or [f"    {NOTHING}"]), "")


def _paragraphs(text: str) -> list[str]:
    """What somebody wrote, with its own line breaks."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        lines += textwrap.wrap(line, WIDTH, initial_indent="    ", subsequent_indent="    ") or [""]
    return lines


def _hanging(lead: str, words: str) -> str:
    return textwrap.fill(words, WIDTH, initial_indent=f"    {lead}", subsequent_indent=" " * (4 + len(lead)))


def _entry(words: str) -> str:
    return textwrap.fill(words, WIDTH, initial_indent="    - ", subsequent_indent="      ")


def _marked(drawing: Drawing) -> list[str]:
    charts = load_charts(drawing.figure)
    return [
        _entry(mark_line(mark, charts) + (f" of {STRONGEST}" if mark.intensity is not None else ""))
        for mark in drawing.marks
    ]


def _answers(drawing: Drawing) -> list[str]:
    table = load_atlas().answers
    return [
        _entry(f"{table[name].question if name in table else name}  {_said(table.get(name), value)}")
        for name, value in drawing.answers.items()
    ]


def _said(question: Answer | None, value: AnswerValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return (question.labels.yes if value else question.labels.no) if question else "Yes" if value else "No"
    if question is not None and question.kind == "days":
        return days_words(value)
    if question is not None and question.kind == "age":
        return f"{value} years"
    return f"{value} of {STRONGEST}" if question is not None else str(value)


def _found(drawing: Drawing) -> list[str]:
    matched = match_drawing(drawing)
    entries = found_by_hand(matched, matched.knowledge.atlas).values()
    return [_entry(f"{entry.head} {entry.text}") for entry in entries]


def _open_flags(ranking: Any) -> Iterator[str]:
    for flag in ranking.get("warnings", ()):
        if flag["state"] != "settled":
            yield _entry(f"Open, {flag['level']}: {flag['text']} Because: {'; '.join(flag['why'])}.")


def _settled_flags(drawing: Drawing) -> Iterator[str]:
    names = {flag.id: flag.rule_out for flag in load_flags().flags}
    for settled in drawing.findings.flags:
        outcome = OUTCOME_WORDS[settled.outcome]
        note = f". Note: {settled.note}" if settled.note else ""
        yield _entry(f"{outcome[:1].upper()}{outcome[1:]}: {names.get(settled.flag, settled.flag)}{note}")


def _ranking(visit: Visit) -> list[str]:
    atlas, ranking = load_atlas(), visit.ranking
    rows = ranking.get("muscles", ())
    lines = [
        _entry(
            f"{known_name(atlas, row['muscle'])} {row['side']}: explains {percent(row['explained'])} of what is "
            f"marked, zone filled {percent(row['filled'])}, score {row['score']:.2f}"
        )
        for row in rows
    ]
    if not rows:
        return lines
    lines.append("")
    cover = [
        f"{known_name(atlas, one['muscle'])} {'left or right' if one.get('either') else one['side']}"
        for one in ranking.get("cover", ())
    ]
    if cover:
        lines += _paragraphs(f"Smallest set: {', '.join(cover)}.")
    lines += _paragraphs(f"In no zone: {percent(ranking.get('unexplained', 0.0))} of what is marked.")
    lines += _paragraphs("A score is an overlap, no probability; it supports an examination and does not replace it.")
    if visit.made_by is not None:
        lines += _paragraphs(f"Made by bodymap {visit.made_by.program} with the atlas {visit.made_by.atlas}.")
    return lines
