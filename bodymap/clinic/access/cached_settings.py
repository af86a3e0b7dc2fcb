"""The settings of a store as they were last seen, for while its server is away: a PIN has to unlock then too.

Nothing is kept beyond the run of the program.
"""

from collections.abc import Callable

from bodymap.clinic.access.pin import Settings
from bodymap.clinic.store.store_errors import ServerAwayError


class CachedSettings:
    """Settings that are read from the store, and from memory while it is away."""

    def __init__(self, settings: Settings, may_wait: Callable[[str], bool]) -> None:
        """`may_wait` says of a key whether setting it may wait until the server is back; others raise Away."""
        self._settings, self._may_wait = settings, may_wait
        self._known: dict[str, str | None] = {}
        self._waiting: dict[str, str | None] = {}

    def setting(self, key: str) -> str | None:
        """The value of a key. Raises Away only if it was never read before, else as the store does."""
        try:
            if key in self._waiting:
                self._settings.set_setting(key, self._waiting[key])
                del self._waiting[key]
            self._known[key] = self._settings.setting(key)
        except ServerAwayError:
            if key not in self._known:
                raise
        return self._known[key]

    def set_setting(self, key: str, value: str | None) -> None:
        """Sets a value. Raises Away if that cannot wait, else as the store does."""
        try:
            self._settings.set_setting(key, value)
            self._waiting.pop(key, None)
        except ServerAwayError:
            if not self._may_wait(key):
                raise
            self._waiting[key] = value
        self._known[key] = value
