<<<<<<< HEAD
"""Patients in words: birth dates as people type and read them, ages, and what a list says of a patient.

What a visit says is in `report.course`, what the audit trail says in `report.audit_words`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from bodymap.clinic.model import Patient, PatientLine
from bodymap.errors import BodymapError
from bodymap.report.summary import MONTHS

OLDEST = 130
"""Years: nobody is known to have lived longer, so an earlier birth is a slip of the pen."""

INFANT = 2
"""Years below which an age is told in months, as clinics do."""

FORMS = "write it like 3.4.1979, 1979-04-03 or 3 Apr 1979"


def day_words(day: date) -> str:
    """A day as the program writes it, e.g. "21 Nov 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def local(when: datetime) -> datetime:
    """A moment on the clock of this machine; one without a time zone is taken for that already."""
    return when.astimezone()


def parse_birth_date(text: str, today: date) -> date | None:
    """The day that somebody typed, in one of several forms; None for nothing but spaces.

    Raises BodymapError if it is no date, can be read in two ways, lies after `today` or too far back.
    """
    said = " ".join(text.split())
    if not said:
        return None
    year, month, day = _parts(said)
    try:
        found = date(year, month, day)
    except ValueError:
        raise BodymapError(f"'{said[:40]}' is not a day of the calendar; {FORMS}.") from None
    if found > today:
        raise BodymapError(f"The birth date {day_words(found)} lies in the future; check the year.")
    if age(found, today) > OLDEST:
        raise BodymapError(f"The birth date {day_words(found)} lies more than {OLDEST} years back; check the year.")
    return found


def _parts(said: str) -> tuple[int, int, int]:
    """Year, month and day of a text, not yet compared with the calendar."""
    if found := re.fullmatch(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})", said):
        year, month, day = map(int, found.groups())
        return year, month, day
    if found := re.fullmatch(r"(\d{1,2})(\. ?|-| )(\d{1,2})(\. ?|-| )(\d{4})", said):
        return int(found[5]), int(found[3]), int(found[1])
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", said):
        return _slashed(said, *map(int, found.groups()))
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]?([A-Za-z]{3,9})\.?[ -]?,? ?(\d{4})", said):
        return int(found[3]), _month(found[2], said), int(found[1])
    if found := re.fullmatch(r"([A-Za-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", said):
        return int(found[3]), _month(found[1], said), int(found[2])
    if re.fullmatch(r"\d{1,2}[-./ ]+\w{1,9}[-./ ]+\d{2}", said):
        raise BodymapError(f"The year in '{said[:40]}' has two figures; write all four, e.g. 3.4.1979.")
    raise BodymapError(f"'{said[:40]}' is not a date; {FORMS}.")


def _slashed(said: str, first: int, second: int, year: int) -> tuple[int, int, int]:
    """British and American desks read slashes differently: only what can be read in one way is taken."""
    if first <= 12 and second <= 12 and first != second:
        raise BodymapError(f"'{said}' can be read as two different days; name the month, e.g. {first} Apr {year}.")
    return (year, first, second) if second > 12 else (year, second, first)


FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def _month(name: str, said: str) -> int:
    """The number of a month by its name or the beginning of it."""
    for number, full in enumerate(FULL_MONTHS, start=1):
        if full.startswith(name.lower()):
            return number
    raise BodymapError(f"'{said[:40]}' names no month that is known here; {FORMS}.")


def age(birth: date, today: date) -> int:
    """Whole years; somebody born on 29 February has a birthday on 1 March of other years."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def age_words(birth: date, today: date) -> str:
    """An age, e.g. "47 years"; of small children in months."""
    years = age(birth, today)
    if years >= INFANT:
        return f"{years} years"
    months = (today.year - birth.year) * 12 + today.month - birth.month - (today.day < birth.day)
    return counted(months, "month")


def counted(number: int, thing: str) -> str:
    """A number of things, e.g. "1 visit", "12 visits"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def visits_words(visits: int, last: datetime | None) -> str:
    """How often somebody came, e.g. "3 visits, last 21 Nov 2026"."""
    if not visits or last is None:
        return "no visit yet"
    return f"{counted(visits, 'visit')}, last {day_words(local(last).date())}"


def head_words(patient: Patient, today: date) -> str:
    """The line under the name on the patient's page, e.g. "47 years, born 3 Apr 1979 · ref. A-1042"."""
    birth = patient.birth_date
    born = f"{age_words(birth, today)}, born {day_words(birth)}" if birth else "birth date not known"
    return " · ".join(filter(None, [born, patient.reference and f"ref. {patient.reference}"]))


def line_words(line: PatientLine, today: date, *, namesake: bool) -> str:
    """What a list says under a name; of a `namesake` also what is not known, since that tells two apart."""
    if line.birth_date is not None:
        born = f"born {day_words(line.birth_date)}, {age_words(line.birth_date, today)}"
    else:
        born = "birth date not known" if namesake else ""
    reference = f"ref. {line.reference}" if line.reference else "no reference" if namesake else ""
    return " · ".join(filter(None, [born, reference, visits_words(line.visits, line.last_visit)]))


def same_spelling(name: str) -> str:
    """What two names share that read alike: capitals and spaces make no difference."""
    return " ".join(name.split()).casefold()


def namesakes(lines: Iterable[PatientLine]) -> frozenset[str]:
    """The ids of the patients in a list whose names read alike."""
    listed = list({line.id: line for line in lines}.values())
    often = Counter(same_spelling(line.name) for line in listed)
    return frozenset(line.id for line in listed if often[same_spelling(line.name)] > 1)


def perhaps_same(name: str, birth: date | None, lines: Iterable[PatientLine], but: str = "") -> list[PatientLine]:
    """The patients who may be the one that somebody enters: the name reads alike, and no birth date speaks against it.

    `but` is the id of the patient that is being changed.
    """
    return [
        line
        for line in lines
        if line.id != but
        and same_spelling(line.name) == same_spelling(name)
        and (birth is None or line.birth_date is None or line.birth_date == birth)
    ]
=======
"""A patient with all visits in plain words, for a text file that any program opens: `patient.txt` and its `README.txt`.

Everything that a therapist wrote or a patient said stands here in full; nothing is shortened as on a printed page. The
ranking is the stored one, with the versions that made it, so that an old visit reads as it read then.
"""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from bodymap.atlas.questions import Answer
from bodymap.atlas.reader import load_atlas, load_flags
from bodymap.body.chart import load_charts
from bodymap.clinic.figures import with_ranking
from bodymap.clinic.model import Patient, Visit
from bodymap.drawing.model import AnswerValue, Drawing
from bodymap.drawing.words import mark_line
from bodymap.matching.answers import STRONGEST
from bodymap.matching.session import match_drawing
from bodymap.report.answer_words import days_words
from bodymap.report.explain import percent
from bodymap.report.findings_words import found_by_hand, known_name
from bodymap.report.outcomes import OUTCOME_WORDS
from bodymap.report.pictures import SUPPORTS
from bodymap.report.summary import MONTHS, date_words

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
        *_title(patient.name or "A patient without a name", "="),
        f"Born:       {f'{born.day} {MONTHS[born.month - 1]} {born.year}' if born else 'not told'}",
        f"Reference:  {patient.reference or 'none'}",
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
    return f"{value} of {STRONGEST}" if question is not None else str(value)


def _found(drawing: Drawing) -> list[str]:
    entries = found_by_hand(match_drawing(drawing), load_atlas()).values()
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
>>>>>>> exchange
