"""Words by which a patient is found, folded so that case, accents and the kind of dash or apostrophe do not matter.

What is typed is folded the same way; a word that is typed matches where a patient's word begins with it. Not the
look-up itself: `bodymap.clinic.store.sql.patient_queries`.
"""

import unicodedata
from datetime import date

_LETTERS_WITHOUT_ACCENT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "’": "'", "‘": "'", "ʼ": "'"}
    | dict.fromkeys("‐‑‒–—−", "-")
)
"""Letters that Unicode does not take apart, though people leave the stroke out; and what stands for ' and -."""


def fold(text: str) -> str:
    """The text without case and accents: "Zoë O’Brien" and "zoe o'brien" become one."""
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in lowered if unicodedata.category(letter) != "Mn")
    return bare.translate(_LETTERS_WITHOUT_ACCENT)


def typed_words(text: str) -> list[str]:
    """The words of what somebody types in a search, folded, in order, without commas and brackets around them."""
    return [word for word in (_stripped(piece) for piece in fold(text).split()) if word]


def patient_words(name: str, reference: str, birth_date: date | None) -> set[str]:
    """All words that find a patient: each word of name and reference, whole and in parts, and the birth date's forms.

    "Meier-Odermatt" is found by its whole, its second part and "meierodermatt"; a birth date by its year and as
    1980-03-05, 5.3.1980 and 05.03.1980.
    """
    words: set[str] = set()
    for word in typed_words(f"{name} {reference}"):
        parts = "".join(letter if _is_letter(letter) else " " for letter in word).split()
        words |= {word, "".join(parts), *parts}
    if birth_date is not None:
        day, month, year = birth_date.day, birth_date.month, birth_date.year
        words |= {str(year), birth_date.isoformat(), f"{day}.{month}.{year}", f"{day:02}.{month:02}.{year}"}
    return words


def prefix_range(word: str) -> tuple[str, str]:
    """From where (with) to where (without) the words stand that begin with this one, in the order of code points."""
    return word, f"{word}\U0010ffff"


def _is_letter(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"


def _stripped(word: str) -> str:
    while word and not _is_letter(word[0]):
        word = word[1:]
    while word and not _is_letter(word[-1]):
        word = word[:-1]
    return word
