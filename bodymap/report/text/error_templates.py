"""What a sentence by code may be: a template, or a function where the wording depends on a value."""

from collections.abc import Callable, Mapping

from bodymap.report.text.translation import ngettext

Values = Mapping[str, object]

Sentence = str | Callable[[Values], str]
"""A template such as "{path} is a folder.", marked with `N_`, or a function that makes the sentence of the values."""


def counted(one: str, many: str, number: str) -> Callable[[Values], str]:
    """A sentence that depends on how many there are: `number` names that value."""

    def worded(values: Values) -> str:
        count = values[number]
        assert isinstance(count, int)
        return ngettext(one, many, count).format(**values)

    return worded
