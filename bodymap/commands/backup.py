"""`bodymap backup`, `restore` and `backup-check`: for a clinic that backs up by the clock, or without the window.

How it reaches files and servers, and asks for secrets, is in `bodymap.commands.stores`.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bodymap.commands.stores import PASSPHRASE, add_place, is_address, open_store, passphrase_of, secret
from bodymap.errors import BodymapError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]

    from bodymap.clinic.store.files.backup import BackupReport


def add(commands: "Commands") -> None:
    """Adds the three commands to those of `bodymap.cli`."""
    backup = commands.add_parser("backup", help="copy all patients into one file")
    backup.add_argument("output", type=Path, metavar="OUT")
    add_place(backup)
    backup.set_defaults(command=_backup)

    restore = commands.add_parser("restore", help="put a backup in the place of all patients")
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    add_place(restore)
    restore.add_argument("--yes", action="store_true", help="do not ask whether to replace what is there")
    restore.set_defaults(command=_restore)

    check = commands.add_parser("backup-check", help="check that a backup restores")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(command=_check)


def _backup(options: argparse.Namespace) -> int:
    from bodymap.clinic.store.files.backup import write_backup  # noqa: PLC0415  (the database is slow to load)

    with open_store(options.store) as store:
        passphrase = secret(PASSPHRASE, f"Passphrase for {options.output} (empty: not encrypted): ", twice=True)
        report = write_backup(store, options.output, passphrase)
    print(f"{_holds(report)} were backed up to {options.output}{'' if passphrase else ', not encrypted'}.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from bodymap.clinic.store.defaults import default_path  # noqa: PLC0415
    from bodymap.clinic.store.files.backup import restore_backup  # noqa: PLC0415  (as above)

    place = options.store or str(default_path())
    passphrase = passphrase_of(options.backup)
    _confirm(place, options.yes)
    if is_address(place):
        with open_store(place) as store:
            report = restore_backup(options.backup, passphrase, store)
    else:
        report = restore_backup(options.backup, passphrase, Path(place))
    kept = f" What was there before is kept as {report.kept}." if report.kept else ""
    print(f"{_holds(report)} were restored to {place}.{kept}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from bodymap.clinic.store.files.backup import check_backup  # noqa: PLC0415  (as above)

    report = check_backup(options.file, passphrase_of(options.file))
    print(f"{options.file} restores: {_holds(report)}.")
    for id_ in report.unreadable:
        print(f"The drawing of visit {id_} cannot be read by this bodymap.")
    return 1 if report.unreadable else 0


def _confirm(place: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise BodymapError("command.confirm_restore", place=place)
    try:
        answer = input(f"This replaces all patients in {place}. Type yes to go on: ")
    except EOFError:
        answer = ""
    if answer.strip().lower() != "yes":
        raise BodymapError("command.not_restored", place=place)


def _holds(report: "BackupReport") -> str:
    people = f"{report.patients} patient{'' if report.patients == 1 else 's'}"
    return f"{people} with {report.visits} visit{'' if report.visits == 1 else 's'}"
