"""How commands reach where patients are kept: the place that was named, its passphrase or password, the open store.

Secrets come from a prompt or from the environment, never as an argument, which others can read. No command itself.
"""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bodymap.errors import BodymapError

if TYPE_CHECKING:
    from bodymap.clinic.store.store import Store

PASSPHRASE = "BODYMAP_PASSPHRASE"
"""The environment variable with the passphrase of files: of the file of patients and of the backup alike."""

PASSWORD = "BODYMAP_PASSWORD"
"""The environment variable that holds a server's password where nobody can be asked."""


STORE_HELP = "the file of patients, or postgresql://NAME@SERVER/DATABASE; this computer's file if not given"


def add_place(parser: argparse.ArgumentParser) -> None:
    """Adds the option that names where patients are kept."""
    parser.add_argument("--store", metavar="PATH|URL", help=STORE_HELP)


def open_store(place: str | None) -> "Store":
    """The store to work on, with the account as the one who works. Raises BodymapError."""
    from bodymap.clinic.store.defaults import default_path, this_workstation  # noqa: PLC0415
    from bodymap.clinic.store.open import open_file, open_server  # noqa: PLC0415  (the database is slow to load)

    if place is not None and is_address(place):
        return open_server(place, secret(PASSWORD, "Password on the server: ") or "", this_workstation())
    path = Path(place) if place is not None else default_path()
    return open_file(path, this_workstation(), passphrase_of(path), create=False)


def is_address(place: str) -> bool:
    """Whether a place is a server rather than a file."""
    return place.startswith(("postgres://", "postgresql://", "postgresql+psycopg://"))


def passphrase_of(path: Path) -> str | None:
    """The passphrase of a file that is encrypted; nobody is asked for that of a plain one. Raises BodymapError."""
    from bodymap.clinic.store.open import state_of  # noqa: PLC0415  (as above)

    return secret(PASSPHRASE, f"Passphrase of {path}: ") if state_of(path) == "encrypted" else None


def secret(variable: str, prompt: str, *, twice: bool = False) -> str | None:
    """A secret from the environment, or typed; None for an empty one. `twice`: a new one, which may not be mistyped.

    Raises BodymapError where there is nobody to ask, or nothing was typed.
    """
    if (given := os.environ.get(variable)) is not None:
        return given or None
    if not sys.stdin.isatty():
        raise BodymapError("command.no_terminal", variable=variable)
    try:
        typed = getpass.getpass(prompt)
        if twice and typed and getpass.getpass("Once more: ") != typed:
            raise BodymapError("command.passphrases_differ")
    except EOFError as error:
        raise BodymapError("command.nothing_typed") from error
    return typed or None
