"""A server that is away takes nobody's PIN: what was known of it counts, and wrong ones are counted meanwhile."""

import pytest

from bodymap.clinic.access.cached_settings import CachedSettings
from bodymap.clinic.access.pin import FREE_TRIES, Pin, WrongPinError, is_count
from bodymap.clinic.store.store_errors import ServerAwayError
from tests.refusals import refused


class Server:
    """Settings somewhere else, which may be away."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.away = False

    def _ask(self) -> None:
        if self.away:
            raise ServerAwayError("server.away", place="server")

    def setting(self, key: str) -> str | None:
        self._ask()
        return self.kept.get(key)

    def set_setting(self, key: str, value: str | None) -> None:
        self._ask()
        if value is None:
            self.kept.pop(key, None)
        else:
            self.kept[key] = value


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def pin(server: Server) -> Pin:
    """A PIN that is known, on a server that went away since."""
    made = Pin(CachedSettings(server, is_count), "Anna")
    made.set("4711")
    made.check("4711")
    server.away = True
    return made


def test_a_known_pin_unlocks_while_the_server_is_away(pin: Pin) -> None:
    assert pin.is_set
    pin.check("4711")
    with pytest.raises(WrongPinError):
        pin.check("0000")


def test_wrong_ones_are_counted_meanwhile_and_told_to_the_server_later(pin: Pin, server: Server) -> None:
    for _ in range(FREE_TRIES):
        with refused("pin.wrong", WrongPinError):
            pin.check("0000")
    with refused("pin.too_early", WrongPinError):
        pin.check("4711")
    server.away = False
    with refused("pin.too_early", WrongPinError):
        pin.check("4711")
    with refused("pin.too_early", WrongPinError):
        Pin(server, "Anna").check("4711")


def test_a_new_pin_is_not_taken_while_nobody_can_keep_it(pin: Pin, server: Server) -> None:
    with pytest.raises(ServerAwayError):
        pin.set("0815")
    server.away = False
    pin.check("4711")


def test_what_was_never_read_cannot_be_remembered(server: Server) -> None:
    server.away = True
    with pytest.raises(ServerAwayError):
        _ = Pin(CachedSettings(server, is_count), "Anna").is_set


def test_what_changed_elsewhere_counts_once_the_server_is_back(pin: Pin, server: Server) -> None:
    server.away = False
    Pin(server, "Anna").set("0815")
    pin.check("0815")
