"""Pseudonyms for a study: keyed hashes that only the holder of the key can make again.

Not anonymity: who has the key, or knows a patient's drawing, finds the patient. The key stays with the study and never
lies beside the tables. A hash without a key would not do: whoever guesses a name could try it.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bodymap.drawing.folder import is_there
from bodymap.errors import BodymapError, reason_of

KEY_BYTES = 32
LEAST_KEY = 16
"""Bytes. A shorter secret could be found by trying."""

LONGEST_KEY_FILE = 4_096

LETTERS = 16
"""Of a pseudonym: 64 bits, so that two of a million patients share one with a chance of one in 37 million."""

LONGEST_SHIFT = 365
"""Days that the dates of a patient are moved back at most."""

AGE_BANDS = ("under 20", *(f"{low}–{low + 9}" for low in range(20, 80, 10)), "80 and over")


@dataclass(frozen=True)
class Pseudonyms:
    """Makes pseudonyms with a secret key; the same key gives the same ones."""

    key: bytes = field(repr=False)

    @classmethod
    def random(cls) -> "Pseudonyms":
        """With a key that nobody keeps: the tables can never be joined with others."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def _hash(self, *parts: str) -> str:
        # Names of files need not be text. Each part goes in with its length, so that no two lists make one message.
        encoded = [one.encode("utf-8", "surrogatepass") for one in parts]
        message = b"".join(len(part).to_bytes(8, "big") + part for part in encoded)
        return hmac.digest(self.key, message, hashlib.sha256).hex()

    def patient(self, identity: str) -> str:
        """The pseudonym of a patient."""
        return self._hash("patient", identity)[:LETTERS]

    def visit(self, patient: str, identity: str) -> str:
        """The pseudonym of a visit or drawing of a patient."""
        return self._hash("visit", patient, identity)[:LETTERS]

    def shifted(self, patient: str, day: date) -> date:
        """A date moved back by 1 to 365 days, the same for all dates of a patient: what lies between them stays."""
        days = 1 + int(self._hash("shift", patient), 16) % LONGEST_SHIFT
        return day - timedelta(days=days)


def age_band(born: date, day: date) -> str:
    """The age on a day in bands of ten years; the ends are open, where few people are."""
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return AGE_BANDS[min(max(years // 10 - 1, 0), len(AGE_BANDS) - 1)]


def study_key(path: Path, tables: Path) -> tuple[bytes, bool]:
    """The key of a study whose tables go into a folder, made where it is not there yet; and whether it is new.

    Raises BodymapError for a key that would lie beside the tables, or cannot be read or made.
    """
    if tables.resolve() in path.resolve().parents:
        raise BodymapError("study.key_beside_tables", path=path)
    if is_there(path):
        return read_key(path), False
    return make_key(path), True


def read_key(path: Path) -> bytes:
    """The secret in a key file, without blanks around it. Raises BodymapError if there is none or it is too short."""
    try:
        with path.open("rb") as file:
            key = file.read(LONGEST_KEY_FILE + 1).strip()
    except OSError as error:
        raise BodymapError("study.unreadable_key", path=path, reason=reason_of(error)) from error
    if len(key) < LEAST_KEY:
        raise BodymapError("study.short_key", path=path)
    if len(key) > LONGEST_KEY_FILE:
        raise BodymapError("study.long_key", path=path, limit=LONGEST_KEY_FILE)
    return key


def make_key(path: Path) -> bytes:
    """Makes a key file with a random secret that its owner alone may read. Raises BodymapError if it cannot be made."""
    key = secrets.token_hex(KEY_BYTES).encode()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(key + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink()  # the next call would take half a key, or none, for the key
            raise
    except OSError as error:
        raise BodymapError("study.key_not_made", path=path, reason=reason_of(error)) from error
    return key
