"""`bodymap store prepare`: an administrator gets the database of a clinic's server ready.

Not for files, which are made when they are first opened.
"""

import argparse
import getpass
import os
import sys
from typing import TYPE_CHECKING, Any

from bodymap.commands.opening import PASSWORD
from bodymap.errors import BodymapError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]


def add(commands: "Commands") -> None:
    """Adds `store` with what it can do."""
    store = commands.add_parser("store", help="work on where patients are stored")
    prepare = store.add_subparsers(required=True, metavar="prepare").add_parser(
        "prepare",
        help="make or upgrade the tables on a PostgreSQL server",
        description=f"Asks for the password, or takes it from the environment variable {PASSWORD}.",
    )
    prepare.add_argument("url", metavar="URL", help="such as postgresql://owner@server/clinic")
    prepare.add_argument("--desk", metavar="ROLE", help="the role of the desks, which gets the rights that it needs")
    prepare.set_defaults(command=_prepare)


def _prepare(options: argparse.Namespace) -> int:
    from bodymap.clinic.store.engines import server_url  # noqa: PLC0415  (the database is slow to load)
    from bodymap.clinic.store.preparing import prepare_server  # noqa: PLC0415

    server_url(options.url)  # what is wrong with it is said before anybody types a password
    place = prepare_server(options.url, _password(), options.desk)
    print(f"{place} is ready" + (f", and {options.desk} may work with it." if options.desk else "."))
    return 0


def _password() -> str:
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise BodymapError(f"The password cannot be asked for here: set the environment variable {PASSWORD}.")
    return getpass.getpass("Password: ")
