"""Expects an error by its code and values. How it is worded is tested once, in `tests/report/text`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bodymap.errors import BodymapError
from bodymap.report.text.error_words import error_sentence


@contextmanager
def refused(
    code: str, kind: type[BodymapError] = BodymapError, /, **params: object
) -> Iterator[pytest.ExceptionInfo[Any]]:
    """Passes if the block raises an error of this kind with this code and at least these values.

    The error has to be fit to be shown, too: one line that ends with a full stop.
    """
    with pytest.raises(kind) as caught:
        yield caught
    told = caught.value
    assert told.code == code, told
    assert {name: told.params[name] for name in params} == params
    sentence = error_sentence(told)
    assert sentence.endswith(".")
    assert "\n" not in sentence


def shown(error: BaseException | None) -> str:
    """The sentence for an error that was caught."""
    assert isinstance(error, BodymapError)
    return error_sentence(error)
