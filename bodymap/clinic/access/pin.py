"""The therapist's PIN, which takes the program back from a patient and unlocks it: kept as an argon2 hash only.

A PIN is short, so wrong ones cost time: after a few the next is taken only when a while has passed, and that holds
over a restart, since the count stands in the store beside the hash.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from bodymap.errors import BodymapError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from bodymap.clinic.store.store import Store

SHORTEST, LONGEST = 4, 32
FREE_TRIES = 5
"""Wrong PINs before waiting begins."""

FIRST_WAIT = timedelta(seconds=30)
"""It doubles with each further wrong PIN, up to `LONGEST_WAIT`."""

LONGEST_WAIT = timedelta(minutes=30)


_HASH, _WRONG = "pin:", "pin-wrong:"
"""What the keys of hashes and counts begin with; the person's name follows."""


def hasher() -> "PasswordHasher":
    """Hashes PINs and compares them with hashes: argon2id with the costs that its library recommends, some 0.2 s."""
    from argon2 import PasswordHasher  # noqa: PLC0415  (only where a PIN is set or asked for)

    return PasswordHasher()


class WrongPinError(BodymapError):
    """The PIN does not fit, or it came too early after wrong ones."""


class Settings(Protocol):
    """Where the hash and the count are kept; a `Store` is one."""

    def setting(self, key: str) -> str | None:
        """The value of a key, None if there is none."""

    def set_setting(self, key: str, value: str | None) -> None:
        """Sets a value, or takes it away."""


def _now() -> datetime:
    return datetime.now(UTC)


class Pin:
    """The PIN of one person in one store."""

    def __init__(self, settings: Settings, person: str, now: Callable[[], datetime] = _now) -> None:
        self._settings, self._now = settings, now
        self._hash_key, self._wrong_key = f"{_HASH}{person}", f"{_WRONG}{person}"

    @property
    def is_set(self) -> bool:
        """Whether there is one."""
        return self._settings.setting(self._hash_key) is not None

    def recall(self) -> None:
        """Reads hash and count once, so that settings that remember know them. Raises as the store does."""
        self._settings.setting(self._hash_key)
        self._settings.setting(self._wrong_key)

    def set(self, pin: str) -> None:
        """Takes a new PIN. Raises BodymapError if it is too short or not of digits."""
        if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
            raise BodymapError("pin.length", shortest=SHORTEST, longest=LONGEST)
        self._settings.set_setting(self._hash_key, hasher().hash(pin))
        self._settings.set_setting(self._wrong_key, None)

    def remove(self) -> None:
        """There is no PIN any more."""
        self._settings.set_setting(self._hash_key, None)
        self._settings.set_setting(self._wrong_key, None)

    def check(self, pin: str) -> None:
        """Returns if the PIN fits. Raises WrongPin with what to do if it does not, or if it is too early to try."""
        from argon2.exceptions import InvalidHashError, VerifyMismatchError  # noqa: PLC0415

        stored = self._settings.setting(self._hash_key)
        wrong, until = self._tries()
        if (left := until - self._now()) > timedelta():
            raise WrongPinError("pin.too_early", wait=_seconds(left))
        try:
            hasher().verify(stored or "", pin)
        except (VerifyMismatchError, InvalidHashError):
            wrong += 1
            wait = min(FIRST_WAIT * 2 ** min(wrong - FREE_TRIES, 20), LONGEST_WAIT) if wrong >= FREE_TRIES else None
            until = self._now() + (wait or timedelta())
            self._settings.set_setting(self._wrong_key, json.dumps({"wrong": wrong, "until": until.isoformat()}))
            raise WrongPinError("pin.wrong", wait=_seconds(wait) if wait else 0) from None
        if wrong:
            with suppress(BodymapError):  # a disk without room must not keep out whoever knows the PIN
                self._settings.set_setting(self._wrong_key, None)

    def _tries(self) -> tuple[int, datetime]:
        stored = self._settings.setting(self._wrong_key)
        if stored is None:
            return 0, self._now()
        try:
            content = json.loads(stored)
            return int(content["wrong"]), datetime.fromisoformat(content["until"]).astimezone(UTC)
        except (ValueError, TypeError, KeyError, OverflowError):
            return FREE_TRIES - 1, self._now()  # a count that cannot be read gives no free tries away


def with_pin(store: "Store") -> list[str]:
    """Who has a PIN in a store, sorted. Raises as the store does."""
    return [key.removeprefix(_HASH) for key in store.settings(_HASH)]


def forget_pin(store: "Store", person: str) -> None:
    """Takes a forgotten PIN away, which stands in the trail. Raises as the store does."""
    Pin(store, person).remove()
    store.note("changed", detail=f"PIN of {person} taken away")


def is_count(key: str) -> bool:
    """Whether a setting counts wrong PINs."""
    return key.startswith(_WRONG)


def _seconds(time: timedelta) -> int:
    return int(time.total_seconds()) + 1
