"""`bodymap store prepare` and `forget-pin`: what is rarely done to the place where patients are kept.

Backing up and restoring are in `bodymap.commands.backup`.
"""

import argparse
from typing import TYPE_CHECKING, Any

from bodymap.commands.stores import PASSPHRASE, PASSWORD, add_place, open_store, secret
from bodymap.errors import BodymapError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]

    from bodymap.clinic.store.store import Store


def add(commands: "Commands") -> None:
    """Adds `store` with what it can do."""
    store = commands.add_parser("store", help="work on where patients are stored")
    kinds = store.add_subparsers(required=True, metavar="prepare|forget-pin")

    prepare = kinds.add_parser(
        "prepare",
        help="make or upgrade the tables on a PostgreSQL server",
        description=f"Asks for the password, or takes it from the environment variable {PASSWORD}.",
    )
    prepare.add_argument("url", metavar="URL", help="such as postgresql://owner@server/clinic")
    prepare.add_argument("--desk", metavar="ROLE", help="the role of the desks, which gets the rights that it needs")
    prepare.set_defaults(command=_prepare)

    forget = kinds.add_parser(
        "forget-pin",
        help="take away a PIN that was forgotten; the window then asks for a new one",
        description=f"Asks for the passphrase of the file or the password of the server, or takes them from the "
        f"environment variables {PASSPHRASE} and {PASSWORD}.",
    )
    forget.add_argument("--person", metavar="NAME", help="whose PIN; not needed where only one person has one")
    add_place(forget)
    forget.set_defaults(command=_forget_pin)


def _prepare(options: argparse.Namespace) -> int:
    from bodymap.clinic.store.sql.engines import server_url  # noqa: PLC0415  (the database is slow to load)
    from bodymap.clinic.store.sql.server_setup import prepare_server  # noqa: PLC0415

    server_url(options.url)  # what is wrong with it is said before anybody types a password
    place = prepare_server(options.url, secret(PASSWORD, "Password: ") or "", options.desk)
    print(f"{place} is ready" + (f", and {options.desk} may work with it." if options.desk else "."))
    return 0


def _forget_pin(options: argparse.Namespace) -> int:
    from bodymap.clinic.access.pin import forget_pin  # noqa: PLC0415  (as above)

    with open_store(options.store) as store:
        person = _whose(store, options.person)
        forget_pin(store, person)
        place = store.place
    print(f"The PIN of {person} is taken away in {place}; the window asks for a new one when it is needed.")
    return 0


def _whose(store: "Store", named: str | None) -> str:
    """Whose PIN is meant. Raises BodymapError if that is not clear, or if nobody of that name has one."""
    from bodymap.clinic.access.pin import with_pin  # noqa: PLC0415  (as above)

    people = with_pin(store)
    if not people:
        raise BodymapError("command.no_pin", place=store.place)
    if named is None and len(people) > 1:
        raise BodymapError("command.whose_pin", place=store.place, known=tuple(people))
    if named is not None and named not in people:
        raise BodymapError("command.no_pin_of", person=named, place=store.place, known=tuple(people))
    return named or people[0]
