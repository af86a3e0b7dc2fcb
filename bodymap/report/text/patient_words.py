"""Patients in words: birth dates as people type and read them, ages, and what a list says of a patient.

What a visit says is in `report.course`, what the audit trail says in `report.audit_words`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from bodymap.clinic.dates import day_words, local
from bodymap.clinic.model import Patient, PatientLine
from bodymap.clinic.store.sql.search_index import fold
from bodymap.drawing.model import OLDEST
from bodymap.errors import BodymapError
from bodymap.report.text.translation import _

INFANT = 2
"""Years below which an age is told in months, as clinics do."""

EXAMPLES = "3.4.1979, 1979-04-03 or 3 Apr 1979"


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
        raise BodymapError("birth.no_such_day", text=said[:40]) from None
    if found > today:
        raise BodymapError("birth.future", day=found)
    if age(found, today) > OLDEST:
        raise BodymapError("birth.too_old", day=found, years=OLDEST)
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
        raise BodymapError("birth.short_year", text=said[:40])
    raise BodymapError("birth.no_date", text=said[:40])


def _slashed(said: str, first: int, second: int, year: int) -> tuple[int, int, int]:
    """British and American desks read slashes differently: only what can be read in one way is taken."""
    if first <= 12 and second <= 12 and first != second:
        raise BodymapError("birth.two_readings", text=said, day=first, year=year)
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
    raise BodymapError("birth.no_month", text=said[:40])


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
        return _("no visit yet")
    return f"{counted(visits, 'visit')}, last {day_words(local(last).date())}"


def head_words(patient: Patient, today: date) -> str:
    """The line under the name on the patient's page, e.g. "47 years, born 3 Apr 1979 · ref. A-1042"."""
    birth = patient.birth_date
    born = f"{age_words(birth, today)}, born {day_words(birth)}" if birth else _("birth date not known")
    return " · ".join(filter(None, [born, patient.reference and f"ref. {patient.reference}"]))


def line_words(line: PatientLine, today: date, *, namesake: bool) -> str:
    """What a list says under a name; of a `namesake` also what is not known, since that tells two apart."""
    if line.birth_date is not None:
        born = f"born {day_words(line.birth_date)}, {age_words(line.birth_date, today)}"
    else:
        born = _("birth date not known") if namesake else ""
    reference = f"ref. {line.reference}" if line.reference else _("no reference") if namesake else ""
    return " · ".join(filter(None, [born, reference, visits_words(line.visits, line.last_visit)]))


def same_spelling(name: str) -> str:
    """What two names share that read alike: capitals, accents, spaces and the kind of apostrophe make no difference."""
    return " ".join(fold(name).split())


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
