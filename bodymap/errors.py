"""The one kind of error that a person is meant to read: a code and its values. Not its wording.

The sentence is made where the error is shown, by `error_sentence` of the wording of errors, so that it can be
translated and bettered without touching what fails. How a terminal shows a sentence stands here too.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, LiteralString

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError


class BodymapError(Exception):
    """Bad input or a failing machine, as something that a person can mend.

    `code` is a stable, dotted name such as "drawing.unknown_region"; `params` are the plain values that its sentence
    needs (text, numbers, paths, dates, tuples of text). `places` says where it happened, outermost first. The command
    line shows the sentence on standard error and exits with 2; the window shows it in a message. Anything else that is
    raised is a defect of the program.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
        self.places: tuple[Place, ...] = ()

    def __eq__(self, other: object) -> bool:
        """Errors are equal if they say the same: a state that names one changes only when there is something new."""
        return (
            isinstance(other, BodymapError)
            and type(self) is type(other)
            and (self.code, self.params, self.places) == (other.code, other.params, other.places)
        )

    def __hash__(self) -> int:
        return hash(self.code)

    def detached(self) -> "BodymapError":
        """A copy without the frames in which it was raised, for a state that keeps it.

        An error that is kept keeps those frames alive, and with them connections and locks of files.
        """
        # Each kind is made of other values, so they are taken as they are.
        bare = type(self).__new__(type(self), *self.args)
        bare.__dict__.update(self.__dict__)
        return bare

    def __str__(self) -> str:
        """For developers: the places, the code and the values."""
        where = "".join(f"{place.kind} {place.value}: " for place in self.places)
        values = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{where}{self.code}({values})"


@dataclass(frozen=True)
class Place:
    """Where an error happened: `kind` is a code, as "file" or "mark", `value` which one."""

    kind: str
    value: str | int


@contextmanager
def about(name: str, kind: str = "file") -> Iterator[None]:
    """Names what an error is about, such as the file, where it does not yet: one of many has to be found."""
    with within(kind, name, unless_named=True):
        yield


@contextmanager
def within(kind: str, value: str | int, *, unless_named: bool = False) -> Iterator[None]:
    """Adds a place to an error on its way out; with `unless_named` only where none of its values names it."""
    try:
        yield
    except BodymapError as error:
        known = {str(known) for known in (*error.params.values(), *(place.value for place in error.places))}
        if not (unless_named and (not value or str(value) in known)):
            error.places = (Place(kind, value), *error.places)
        raise


def invalid_value(code: LiteralString, /, **params: object) -> "PydanticCustomError":
    """What a validator of a model raises: pydantic hands on the code and the values, with the place in the file."""
    from pydantic_core import PydanticCustomError  # noqa: PLC0415  (whoever validates has loaded it)

    return PydanticCustomError(code, code, params)


def reason_of(error: OSError) -> str:
    """Why the machine refuses, as the name of its number, e.g. "ENOSPC"; "" where it has none.

    The machine's own words are in the language of the machine.
    """
    return errno.errorcode.get(error.errno or 0, "")


def error_line(sentence: str) -> str:
    """An error as one line of a terminal, without whatever a file may have put into it to steer that terminal."""
    words = " ".join(sentence.split())
    return "bodymap: " + "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in words)
