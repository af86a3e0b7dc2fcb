"""What can go wrong with what is stored, by kind, so that the window can offer the right way out.

Every one is a `BodymapError` with its code; what the databases complain of gets its code in `error_messages`.
"""

from bodymap.clinic.model import Patient, Visit
from bodymap.errors import BodymapError


class PassphraseNeededError(BodymapError):
    """The file is encrypted and no passphrase was given: ask for it."""


class WrongPassphraseError(BodymapError):
    """The passphrase does not open the file: ask again."""


class NewerFileError(BodymapError):
    """A newer bodymap wrote the file or prepared the server; this one leaves it alone."""


class DamagedStoreError(BodymapError):
    """What is stored cannot be read, or it never was bodymap's."""


class ServerAwayError(BodymapError):
    """The server cannot be reached, or the connection was lost: go on with what is in hand and try again later."""


class NotFoundError(BodymapError):
    """The patient or visit is not there any more: somebody erased it."""


class ConflictError(BodymapError):
    """Somebody else saved the same patient or visit in the meantime. Nothing was overwritten."""

    def __init__(self, code: str, /, *, theirs: Patient | Visit, **params: object) -> None:
        """`theirs` is what is stored now; saving over it takes its `version`."""
        super().__init__(code, **params)
        self.theirs = theirs
