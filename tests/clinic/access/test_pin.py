"""The PIN: kept as a hash, wrong ones cost time, and a restart does not make them cheaper."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bodymap.clinic.access.pin import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT, Pin, WrongPinError
from bodymap.errors import BodymapError
from tests.refusals import refused


class Kept(dict[str, str]):
    """Settings in memory."""

    def setting(self, key: str) -> str | None:
        return self.get(key)

    def set_setting(self, key: str, value: str | None) -> None:
        if value is None:
            self.pop(key, None)
        else:
            self[key] = value


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_the_right_one_fits_and_a_wrong_one_does_not(kept: Kept) -> None:
    pin = Pin(kept, "Anna")
    assert not pin.is_set
    pin.set("4711")
    assert pin.is_set
    pin.check("4711")
    with refused("pin.wrong", WrongPinError):
        pin.check("4712")
    pin.remove()
    assert kept == {}
    with pytest.raises(WrongPinError):
        pin.check("4711")


@pytest.mark.real_keys
def test_only_a_hash_of_it_is_kept_and_trying_all_pins_takes_long(kept: Kept) -> None:
    Pin(kept, "Anna").set("471147114711")
    assert "471147114711" not in str(kept)
    (cost,) = re.findall(r"\$argon2id\$v=19\$m=(\d+),t=(\d+)", str(kept))
    assert int(cost[0]) >= 64 * 1024
    assert int(cost[1]) >= 3


def test_each_person_has_an_own_one(kept: Kept) -> None:
    Pin(kept, "Anna").set("4711")
    Pin(kept, "Ben").set("0815")
    with pytest.raises(WrongPinError):
        Pin(kept, "Ben").check("4711")


@pytest.mark.parametrize("pin", ["", "123", "12a4", "１２３４", "1" * 33])
def test_what_is_no_pin_is_refused(kept: Kept, pin: str) -> None:
    with refused("pin.length"):
        Pin(kept, "Anna").set(pin)


def test_after_some_wrong_ones_even_the_right_one_has_to_wait(kept: Kept, clock: Clock) -> None:
    Pin(kept, "Anna", clock).set("4711")
    for _ in range(FREE_TRIES):
        with refused("pin.wrong", WrongPinError):
            Pin(kept, "Anna", clock).check("0000")  # each from a program that was started anew
    with refused("pin.too_early", WrongPinError):
        Pin(kept, "Anna", clock).check("4711")
    clock.time += FIRST_WAIT
    Pin(kept, "Anna", clock).check("4711")
    with refused("pin.wrong", WrongPinError):
        Pin(kept, "Anna", clock).check("0000")
    Pin(kept, "Anna", clock).check("4711")


def test_a_disk_without_room_keeps_nobody_out_who_knows_it(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count of wrong ones cannot be taken back then, so the next wrong one costs more: that is all."""
    pin = Pin(kept, "Anna")
    pin.set("4711")
    with pytest.raises(WrongPinError):
        pin.check("0000")

    def full(_key: str, _value: str | None) -> None:
        raise BodymapError("store.disk_full", place="p.sqlite")

    monkeypatch.setattr(kept, "set_setting", full)
    pin.check("4711")
    with pytest.raises(BodymapError):
        pin.check("0000")


def test_the_wait_grows_to_an_end(kept: Kept, clock: Clock) -> None:
    pin = Pin(kept, "Anna", clock)
    pin.set("4711")
    for number in range(40):
        with pytest.raises(WrongPinError):
            pin.check("0000")
        clock.time += LONGEST_WAIT if number >= FREE_TRIES - 1 else timedelta()
    pin.check("4711")


@pytest.mark.parametrize("count", ["", "{", "[]", '{"wrong": 1}', '{"wrong": null, "until": 3}'])
def test_a_count_that_cannot_be_read_opens_nothing_and_locks_nobody_out(kept: Kept, clock: Clock, count: str) -> None:
    pin = Pin(kept, "Anna", clock)
    pin.set("4711")
    kept.set_setting("pin-wrong:Anna", count)
    with refused("pin.wrong", WrongPinError, wait=31):
        pin.check("0000")
    clock.time += LONGEST_WAIT
    pin.check("4711")
