"""What day and time it is, as a value that pages and controllers are given: a test says its own."""

from datetime import date
from time import time
from typing import Protocol


class Clock(Protocol):
    """Anything that knows the date and the time."""

    def today(self) -> date:
        """The date where the program runs."""

    def seconds(self) -> float:
        """Seconds since the epoch; they go on while the machine sleeps."""


class _SystemClock:
    def today(self) -> date:
        """As the system has it."""
        return date.today()

    def seconds(self) -> float:
        """As the system has them."""
        return time()


SYSTEM_CLOCK: Clock = _SystemClock()
