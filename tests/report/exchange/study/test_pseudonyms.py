"""Pseudonyms: the same for who has the key, for nobody else; dates keep their distances; key files are kept well."""

import os
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bodymap.report.exchange.study.pseudonyms import AGE_BANDS, LETTERS, Pseudonyms, age_band, make_key, read_key
from tests.refusals import refused

ONE, OTHER = Pseudonyms(b"k" * 32), Pseudonyms(b"l" * 32)
names = st.text(st.characters(), max_size=12)  # with lone surrogates, as names of files may have them
days = st.dates(date(1930, 1, 1), date(2050, 1, 1))


@given(names, names)
def test_a_pseudonym_is_kept_by_the_key_and_tells_patients_apart(name: str, another: str) -> None:
    assert Pseudonyms(b"k" * 32).patient(name) == ONE.patient(name)
    assert OTHER.patient(name) != ONE.patient(name)
    assert len(ONE.patient(name)) == LETTERS
    assert ONE.visit(name, another) != ONE.patient(name)
    assume(name != another)
    assert ONE.patient(name) != ONE.patient(another)
    assert ONE.visit(name, "visit-1") != ONE.visit(another, "visit-1")


@given(names, names)
def test_names_that_run_together_alike_stay_apart(name: str, more: str) -> None:
    assume(more)
    assert ONE.visit(name + more, "x") != ONE.visit(name, more + "x")


def test_random_keys_are_never_the_same() -> None:
    assert Pseudonyms.random().patient("Ann") != Pseudonyms.random().patient("Ann")


def test_a_key_is_not_shown() -> None:
    assert "k" * 4 not in repr(ONE)


@given(names, days, days)
def test_shifted_dates_are_others_and_keep_their_distance(name: str, first: date, second: date) -> None:
    moved, then = ONE.shifted(name, first), ONE.shifted(name, second)
    assert then - moved == second - first
    assert timedelta(1) <= first - moved <= timedelta(365)


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 115))
def test_the_age_band_holds_the_age_on_birthdays_and_the_days_before(born: date, years: int) -> None:
    birthday = born.replace(year=born.year + years, day=min(born.day, 28))
    turned = birthday if birthday.day == born.day else birthday + timedelta(days=4)
    band = AGE_BANDS.index(age_band(born, turned))
    assert band == sum(years >= limit for limit in range(20, 90, 10))
    before = AGE_BANDS.index(age_band(born, birthday - timedelta(days=5)))
    assert before == sum(years - 1 >= limit for limit in range(20, 90, 10))


def test_a_made_key_is_read_again_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "study.key"
    made = make_key(path)
    assert read_key(path) == made
    assert len(bytes.fromhex(made.decode())) == 32
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with refused("study.key_not_made", reason="EEXIST"):
        make_key(path)
    assert read_key(path) == made


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "study.short_key"),
        (b"  secret \n\n\n\n\n\n\n\n\n\n\n\n", "study.short_key"),
        (b"x" * 5000, "study.long_key"),
    ],
    ids=["empty", "short", "long"],
)
def test_what_is_no_key_is_said(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "study.key"
    path.write_bytes(content)
    with refused(code, path=path):
        read_key(path)


def test_what_cannot_be_read_or_made_is_said(tmp_path: Path) -> None:
    with refused("study.unreadable_key", reason="EISDIR"):
        read_key(tmp_path)
    with refused("study.key_not_made", reason="ENOENT"):
        make_key(tmp_path / "nowhere" / "key")
