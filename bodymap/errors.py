"""The one kind of error that a person is meant to read, and how a terminal shows it."""

from collections.abc import Iterator
from contextlib import contextmanager


class BodymapError(Exception):
    """Bad input, said in one clear sentence: what is wrong, where, and what to do.

    The command line prints it to standard error and exits with 2; the window shows it in a message. Anything else
    that is raised is a defect of the program.
    """


@contextmanager
def about(name: str) -> Iterator[None]:
    """Names what an error is about, such as the file, where its sentence does not: one of many has to be found."""
    try:
        yield
    except BodymapError as error:
        if name in str(error):
            raise
        raise BodymapError(f"{name}: {error}") from error


def error_line(sentence: str) -> str:
    """An error as one line of a terminal, without whatever a file may have put into it to steer that terminal."""
    words = " ".join(sentence.split())
    return "bodymap: " + "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in words)
