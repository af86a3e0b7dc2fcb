"""What is known of the way to a server: one that was waited for in vain is not waited for again at every click.

Not the connection itself: `bodymap.clinic.store.sql.engines`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from bodymap.clinic.store.sql.error_messages import away
from bodymap.clinic.store.store_errors import ServerAwayError

SLOW = 1.0
"""Seconds after which an answer that does not come has cost patience; one that is refused at once costs none."""

REST = 4.0
"""Seconds that a server is not asked after it was waited for in vain: shorter than a keeper waits before it tries
again, so that it finds out."""


class CircuitBreaker:
    """The way to one server, for all stores of a desk. A file never is away."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    @contextmanager
    def asked(self, place: str) -> Iterator[None]:
        """Around a question to the server. Raises Away at once if it was waited for in vain a moment ago."""
        begun = monotonic()
        if begun < self._rests_until:
            raise away(place)
        try:
            yield
        except ServerAwayError:
            if monotonic() - begun > SLOW:
                self._rests_until = monotonic() + REST
            raise
        self._rests_until = 0.0
