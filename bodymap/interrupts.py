"""Ctrl+C in a terminal: a command clears up and says nothing; while the program loads, it just ends.

Where the exception that Python makes of it hits C code that is being loaded, it becomes an error of that code, or a
crash. So what only loads is ended by the system, and an error after a Ctrl+C is never told.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_heard: list[int] = []


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Within this, Ctrl+C ends the process: for loading, when there is nothing to clear up."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def listen() -> None:
    """From now on Ctrl+C raises KeyboardInterrupt, as it does in Python, and is remembered."""
    signal.signal(signal.SIGINT, _note)


def interrupted() -> bool:
    """Whether there was one."""
    return bool(_heard)


def _note(number: int, _frame: FrameType | None) -> None:
    _heard.append(number)
    raise KeyboardInterrupt
