"""How names, references and birth dates are folded into words, and what is typed into prefixes of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.clinic.store.sql.search_index import fold, patient_words, prefix_range, typed_words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Zoë Müller", "zoe muller"),
        ("STRAẞE Weiß", "strasse weiss"),
        ("Łukasz Øster Ægir Þór", "lukasz oster aegir thor"),
        ("O’Brien", "o'brien"),
        ("Meier–Odermatt", "meier-odermatt"),
        ("İpek Işık", "ipek isik"),
        ("Ἀλέξανδρος Ёлкина", "αλεξανδροσ елкина"),
        ("ﬁnn Ａｎｎａ", "finn anna"),
        ("Zoe\u0308", "zoë"),
    ],
)
def test_case_accents_and_kinds_of_signs_do_not_matter(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)
    assert set(typed_words(typed)) <= patient_words(written, "", None)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", []), (" ,-. ( ) ' ", []), ("Meier, Anna", ["meier", "anna"]), ("(A-12)  5.3.", ["a-12", "5.3"])],
)
def test_signs_around_typed_words_are_left_out(typed: str, words: list[str]) -> None:
    assert typed_words(typed) == words


def test_a_patient_has_the_words_of_name_reference_and_birth_date() -> None:
    assert patient_words("Anna Meier-Odermatt", "A-12/7", date(1980, 3, 5)) == {
        "anna", "meier-odermatt", "meier", "odermatt", "meierodermatt", "a-12/7", "a", "12", "7", "a127",
        "1980", "1980-03-05", "5.3.1980", "05.03.1980",
    }  # fmt: skip
    assert patient_words("…", "", None) == set()


@given(st.text(), st.text(), st.dates())
def test_every_word_of_a_patient_can_be_typed(name: str, reference: str, birth_date: date) -> None:
    for word in patient_words(name, reference, birth_date):
        assert typed_words(word) == [word]


@given(st.text(min_size=1).filter(lambda text: "\U0010ffff" not in text), st.text())
def test_the_range_of_a_prefix_holds_just_the_words_that_begin_with_it(prefix: str, other: str) -> None:
    """Words are folded text, in which no letter is the last code point: it is none in any script."""
    first, end = prefix_range(prefix)
    for word in (prefix, prefix + other.replace("\U0010ffff", ""), other.replace("\U0010ffff", "")):
        assert (first <= word < end) == word.startswith(prefix)
