"""`bodymap backup`, `restore` and `backup-check`: for a clinic that backs up by the clock, or without the window.

Passphrases and passwords come from a prompt or from the environment, never as an argument, which others can read.
"""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bodymap.commands.store import PASSWORD
from bodymap.errors import BodymapError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]

    from bodymap.clinic.store.backup import BackupReport
    from bodymap.clinic.store.store import Store

PASSPHRASE = "BODYMAP_PASSPHRASE"
"""The environment variable with the passphrase of files: of the file of patients and of the backup alike."""

_STORE_HELP = "the file of patients, or postgresql://NAME@SERVER/DATABASE; this computer's file if not given"


def add(commands: "Commands") -> None:
    """Adds the three commands to those of `bodymap.cli`."""
    backup = commands.add_parser("backup", help="copy all patients into one file")
    backup.add_argument("output", type=Path, metavar="OUT")
    backup.add_argument("--store", metavar="PATH|URL", help=_STORE_HELP)
    backup.set_defaults(command=_backup)

    restore = commands.add_parser("restore", help="put a backup in the place of all patients")
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    restore.add_argument("--store", metavar="PATH|URL", help=_STORE_HELP)
    restore.add_argument("--yes", action="store_true", help="do not ask whether to replace what is there")
    restore.set_defaults(command=_restore)

    check = commands.add_parser("backup-check", help="check that a backup restores")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(command=_check)


def _backup(options: argparse.Namespace) -> int:
    from bodymap.clinic.store.backup import write_backup  # noqa: PLC0415  (the database is slow to load)

    with _open(options.store) as store:
        passphrase = _secret(PASSPHRASE, f"Passphrase for {options.output} (empty: not encrypted): ", twice=True)
        report = write_backup(store, options.output, passphrase)
    print(f"{_holds(report)} were backed up to {options.output}{'' if passphrase else ', not encrypted'}.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from bodymap.clinic.store.backup import restore_backup  # noqa: PLC0415  (as above)
    from bodymap.clinic.store.places import default_path  # noqa: PLC0415

    place = options.store or str(default_path())
    passphrase = _passphrase_of(options.backup)
    _confirm(place, options.yes)
    if _is_address(place):
        with _open(place) as store:
            report = restore_backup(options.backup, passphrase, store)
    else:
        report = restore_backup(options.backup, passphrase, Path(place))
    kept = f" What was there before is kept as {report.kept}." if report.kept else ""
    print(f"{_holds(report)} were restored to {place}.{kept}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from bodymap.clinic.store.backup import check_backup  # noqa: PLC0415  (as above)

    report = check_backup(options.file, _passphrase_of(options.file))
    print(f"{options.file} restores: {_holds(report)}.")
    for id_ in report.unreadable:
        print(f"The drawing of visit {id_} cannot be read by this bodymap.")
    return 1 if report.unreadable else 0


def _open(place: str | None) -> "Store":
    """The store to work on, with the account as the one who works."""
    from bodymap.clinic.store.opening import open_file, open_server  # noqa: PLC0415  (as above)
    from bodymap.clinic.store.places import default_path, this_desk  # noqa: PLC0415

    if place is not None and _is_address(place):
        return open_server(place, _secret(PASSWORD, "Password on the server: ") or "", this_desk())
    path = Path(place) if place is not None else default_path()
    return open_file(path, this_desk(), _passphrase_of(path), create=False)


def _is_address(place: str) -> bool:
    return place.startswith(("postgres://", "postgresql://", "postgresql+psycopg://"))


def _passphrase_of(path: Path) -> str | None:
    """The passphrase of a file that is encrypted; nobody is asked for that of a plain one."""
    from bodymap.clinic.store.opening import state_of  # noqa: PLC0415

    return _secret(PASSPHRASE, f"Passphrase of {path}: ") if state_of(path) == "encrypted" else None


def _secret(variable: str, prompt: str, *, twice: bool = False) -> str | None:
    """A secret from the environment, or typed; None for an empty one. `twice`: a new one, which may not be mistyped."""
    if (given := os.environ.get(variable)) is not None:
        return given or None
    if not sys.stdin.isatty():
        raise BodymapError(f"There is no terminal to ask for a secret: set {variable}, to nothing if there is none.")
    try:
        typed = getpass.getpass(prompt)
        if twice and typed and getpass.getpass("Once more: ") != typed:
            raise BodymapError("The two passphrases differ; start again.")
    except EOFError as error:
        raise BodymapError("Nothing was typed, so nothing was done; start again.") from error
    return typed or None


def _confirm(place: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise BodymapError(f"A restore replaces all that is in {place}: add --yes if that is what you want.")
    try:
        answer = input(f"This replaces all patients in {place}. Type yes to go on: ")
    except EOFError:
        answer = ""
    if answer.strip().lower() != "yes":
        raise BodymapError(f"{place} was left as it is.")


def _holds(report: "BackupReport") -> str:
    people = f"{report.patients} patient{'' if report.patients == 1 else 's'}"
    return f"{people} with {report.visits} visit{'' if report.visits == 1 else 's'}"
