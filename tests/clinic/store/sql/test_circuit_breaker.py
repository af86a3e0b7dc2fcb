"""A server that was waited for in vain is not waited for again at each click; one that answers is asked at once."""

import pytest

from bodymap.clinic.store.sql import circuit_breaker as line
from bodymap.clinic.store.sql.circuit_breaker import REST, SLOW, CircuitBreaker
from bodymap.clinic.store.store_errors import ServerAwayError


class Clock:
    """A clock that a test moves."""

    now = 100.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(line, "monotonic", lambda: made.now)
    return made


def ask(way: CircuitBreaker, clock: Clock, seconds: float, *, answers: bool) -> bool:
    """Asks a server that takes so long; False if it was said to be away."""
    try:
        with way.asked("the server"):
            clock.now += seconds
            if not answers:
                raise ServerAwayError("away")
    except ServerAwayError:
        return False
    return True


def test_after_a_long_wait_in_vain_the_next_question_costs_no_time(clock: Clock) -> None:
    way = CircuitBreaker()
    assert not ask(way, clock, SLOW * 3, answers=False)
    before = clock.now
    assert not ask(way, clock, SLOW * 3, answers=True)
    assert clock.now == before
    clock.now += REST
    assert ask(way, clock, 0, answers=True)
    assert ask(way, clock, SLOW * 3, answers=True), "a slow answer is an answer"
    assert ask(way, clock, 0, answers=True)


def test_a_server_that_refuses_at_once_is_asked_each_time(clock: Clock) -> None:
    way = CircuitBreaker()
    assert not ask(way, clock, 0, answers=False)
    assert ask(way, clock, 0, answers=True)
