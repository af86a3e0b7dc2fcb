"""The sentence for an error, made where it is shown: what is wrong, where, and what to do.

Lower floors raise codes with values (`bodymap.errors`); the sentences by code stand in the files
`…_error_sentences` beside this one. A value named `reason` is the name of a system error, worded by `reason_words`;
one named `known` lists what may be chosen.
"""

from collections.abc import Mapping
from datetime import date, datetime

from bodymap.clinic.dates import day_words, moment_words
from bodymap.errors import BodymapError, Place
from bodymap.report.text.chart_error_sentences import CHART_SENTENCES
from bodymap.report.text.command_error_sentences import COMMAND_SENTENCES
from bodymap.report.text.drawing_error_sentences import DRAWING_SENTENCES
from bodymap.report.text.error_templates import Sentence, filled
from bodymap.report.text.export_error_sentences import EXPORT_SENTENCES
from bodymap.report.text.reason_words import reason_words
from bodymap.report.text.store_error_sentences import STORE_SENTENCES
from bodymap.report.text.translation import N_, _

SENTENCES: Mapping[str, Sentence] = {
    **DRAWING_SENTENCES,
    **CHART_SENTENCES,
    **STORE_SENTENCES,
    **EXPORT_SENTENCES,
    **COMMAND_SENTENCES,
}
"""By code. A test holds that each is raised somewhere, and that none is missing."""

_PLACES = {"mark": N_("mark {value}"), "trigger point": N_("trigger point '{value}'")}


def error_sentence(error: BodymapError) -> str:
    """The sentence or sentences for an error, ending with a full stop, in the person's language.

    Values of foreign origin, such as names of files, are plain text: whoever shows the sentence must not read HTML
    into it.
    """
    said = ": ".join([*map(_place_words, error.places), _filled(SENTENCES[error.code], error.params)])
    return said[:1].upper() + said[1:] if error.places and error.places[0].kind in _PLACES else said


def _place_words(place: Place) -> str:
    return _(_PLACES[place.kind]).format(value=place.value) if place.kind in _PLACES else str(place.value)


def _filled(sentence: Sentence, params: Mapping[str, object]) -> str:
    return filled(sentence, {name: _said(name, value) for name, value in params.items()})


def _said(name: str, value: object) -> object:
    """A value as it is put into a sentence; numbers stay numbers, for sentences that depend on them."""
    if name == "reason":
        return reason_words(str(value))
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return day_words(value)
    if name == "known":
        assert isinstance(value, tuple)
        return ", ".join(map(str, value))
    return value
