"""Where patients are kept unless somebody says otherwise, and who works here. Light: no database, no window."""

import getpass
import platform
from pathlib import Path

from platformdirs import user_data_path

from bodymap.clinic.model import Actor


def default_path() -> Path:
    """Where the patients of this computer are kept."""
    return user_data_path("bodymap", appauthor=False) / "patients.db"


def account() -> str:
    """The login of whoever runs the program."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        return "therapist"


def this_workstation() -> Actor:
    """The account on this computer: who did it, where nobody gave a name."""
    return Actor(account(), platform.node() or "this computer")
