"""Patients in words: what is typed as a birth date is read in every form, or refused in one sentence."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bodymap.clinic.dates import MONTHS, day_words
from bodymap.clinic.model import Patient, PatientLine
from bodymap.errors import BodymapError
from bodymap.report.text.patient_words import (
    FULL_MONTHS,
    age,
    age_words,
    head_words,
    line_words,
    namesakes,
    parse_birth_date,
    perhaps_same,
    visits_words,
)
from tests.refusals import refused

TODAY = date(2026, 11, 26)
births = st.dates(date(1900, 1, 1), TODAY)


def line(id_: str, name: str, birth: date | None = None, reference: str = "") -> PatientLine:
    return PatientLine(id_, name, birth, reference, 0, None)


@given(births, st.sampled_from(["", " ", "  "]))
def test_every_form_of_a_date_is_read_alike(birth: date, space: str) -> None:
    day, month, year = birth.day, birth.month, birth.year
    short, full = MONTHS[month - 1], FULL_MONTHS[month - 1]
    forms = [
        f"{day}.{month}.{year}", f"{day:02}.{month:02}.{year}", f"{day}. {month}. {year}", birth.isoformat(),
        f"{year}/{month}/{day}", f"{day} {short} {year}", f"{day} {short.upper()} {year}", f"{day}. {short}. {year}",
        f"{day} {full} {year}", f"{full.capitalize()} {day}, {year}", f"{day}-{short}-{year}", f"{day} {month} {year}",
    ]  # fmt: skip
    assert {parse_birth_date(f"{space}{form}{space}", TODAY) for form in forms} == {birth}


@given(births)
def test_what_the_program_writes_it_reads(birth: date) -> None:
    assert parse_birth_date(day_words(birth), TODAY) == birth


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_typed_is_no_date(text: str) -> None:
    assert parse_birth_date(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("yesterday", "birth.no_date"),
        ("31.2.1979", "birth.no_such_day"),
        ("1979-13-01", "birth.no_such_day"),
        ("0.0.1979", "birth.no_such_day"),
        ("3 Foo 1979", "birth.no_month"),
        ("3.4.79", "birth.short_year"),
        ("3/4/1979", "birth.two_readings"),
        ("27.11.2026", "birth.future"),
        ("1.1.1850", "birth.too_old"),
        ("3.4.1979 or so", "birth.no_date"),
    ],
)
def test_what_is_no_birth_date_is_refused(text: str, code: str) -> None:
    with refused(code):
        parse_birth_date(text, TODAY)


@given(st.text(max_size=60))
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        found = parse_birth_date(text, TODAY)
    except BodymapError:
        return
    assert found is None or found <= TODAY


def test_slashes_that_can_be_read_in_one_way_are_read() -> None:
    assert parse_birth_date("25/4/1979", TODAY) == parse_birth_date("4/25/1979", TODAY) == date(1979, 4, 25)
    assert parse_birth_date("4/4/1979", TODAY) == date(1979, 4, 4)


@given(births, births)
def test_an_age_grows_by_one_at_each_birthday(birth: date, today: date) -> None:
    assume(birth <= today and (birth.month, birth.day) != (2, 29))
    birthday = birth.replace(year=birth.year + age(birth, today))
    assert birthday <= today
    assert age(birth, birthday) == age(birth, today)
    assert age(birth, birthday - timedelta(days=1)) == age(birth, today) - 1


def test_small_children_are_told_in_months() -> None:
    assert age_words(date(2026, 10, 27), TODAY) == "0 months"
    assert age_words(date(2026, 10, 26), TODAY) == "1 month"
    assert age_words(date(2024, 11, 27), TODAY) == "23 months"
    assert age_words(date(2024, 11, 26), TODAY) == "2 years"


def test_visits_are_counted_with_the_last() -> None:
    when = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert visits_words(3, when) == "3 visits, last 21 Nov 2026"
    assert visits_words(1, when) == "1 visit, last 21 Nov 2026"
    assert visits_words(0, None) == "no visit yet"


def test_only_of_namesakes_a_list_says_what_is_not_known() -> None:
    bare = line("a", "Tom Hale")
    assert line_words(bare, TODAY, namesake=False) == "no visit yet"
    assert line_words(bare, TODAY, namesake=True) == "birth date not known · no reference · no visit yet"
    known = line("b", "Tom Hale", date(1979, 4, 3), "A-1")
    assert line_words(known, TODAY, namesake=True) == "born 3 Apr 1979, 47 years · ref. A-1 · no visit yet"


def test_the_head_names_age_birth_and_reference() -> None:
    assert head_words(Patient("a", "T", date(1979, 4, 3), "A-1"), TODAY) == "47 years, born 3 Apr 1979 · ref. A-1"
    assert head_words(Patient("a", "T"), TODAY) == "birth date not known"


def test_namesakes_read_alike() -> None:
    lines = [line("a", "Tom Hale"), line("b", " tom  HÄLE"), line("c", "Tim Hale"), line("c", "Tim Hale")]
    assert namesakes(lines) == {"a", "b"}, "the same patient in two lists is not a namesake"


def test_a_birth_date_speaks_against_the_same_person() -> None:
    born, other = date(1979, 4, 3), date(2001, 12, 24)
    lines = [line("a", "Tom Hale", born), line("b", "Tom Hale", other), line("c", "tom hale"), line("d", "Tom")]
    assert [one.id for one in perhaps_same("Tom Hale", born, lines)] == ["a", "c"]
    assert [one.id for one in perhaps_same("Tom Hale", None, lines)] == ["a", "b", "c"]
    assert [one.id for one in perhaps_same("Tom Hale", born, lines, but="a")] == ["c"]
