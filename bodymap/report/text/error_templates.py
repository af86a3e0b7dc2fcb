"""What a sentence by code may be: a template, or a function where the wording depends on a value."""

from collections.abc import Callable, Mapping

from bodymap.report.text.translation import _, ngettext

Values = Mapping[str, object]

Sentence = str | Callable[[Values], str]
"""A template such as "{path} is a folder.", marked with `N_`, or a function that makes the sentence of the values."""


def filled(sentence: Sentence, values: Values) -> str:
    """The sentence in the person's language with its values filled in."""
    return sentence(values) if callable(sentence) else _(sentence).format(**values)


def counted(one: str, many: str, number: str) -> Sentence:
    """A sentence that depends on how many there are: `number` names that value."""

    def worded(values: Values) -> str:
        count = values[number]
        assert isinstance(count, int)
        return ngettext(one, many, count).format(**values)

    return worded


def either(name: str, with_value: str, without: str) -> Sentence:
    """One sentence if a value is given, another if it is empty or 0."""
    return lambda values: filled(with_value if values[name] else without, values)
