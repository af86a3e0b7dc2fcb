"""Encrypting a file of patients, giving it another passphrase, or taking the passphrase away: as a whole or not at all.

Not for opening one (`bodymap.clinic.store.open`).
"""

from contextlib import closing
from pathlib import Path

from bodymap.clinic.store.files.sqlite_files import (
    bring_to_rest,
    check_whole,
    exclusive_connection,
    export,
    file_errors_explained,
    let_go_on_windows,
    part_file,
    put_in_place,
    read_only_connection,
    require_matching_passphrase,
    row_counts,
    take_away_log,
)
from bodymap.clinic.store.store_errors import DamagedStoreError


def change_passphrase(path: Path, old: str | None, new: str | None) -> None:
    """Rewrites a file so that `new` opens it instead of `old`; None stands for a file that is not encrypted.

    No store may have the file open, in this program or another. It takes about as long as copying the file twice, so a
    window calls it in a thread. A kill at any moment leaves the file as it was or as it shall be.

    Raises WrongPassphrase, PassphraseNeeded, Damaged, or BodymapError if another program uses the file, the disk is
    full and the like; the file is then as it was. What the disk kept of an unencrypted file, in blocks that are free
    now, is out of a program's reach.
    """
    old, new = old or None, new or None
    require_matching_passphrase(path, old)
    path = path.resolve()  # a link stays a link
    with exclusive_connection(path, old) as connection, part_file(path) as part:
        with file_errors_explained(path):
            check_whole(connection, path, encrypted=old is not None)
            export(connection, part, new)
            before = row_counts(connection)
        bring_to_rest(part, new)
        with file_errors_explained(part), closing(read_only_connection(part, new)) as copy:
            if row_counts(copy) != before:
                raise DamagedStoreError("store.rewritten_badly", path=path)
        with file_errors_explained(path):
            part.chmod(path.stat().st_mode & 0o777)
        let_go_on_windows(connection)
        take_away_log(path)  # empty: the file is held, and its log is in it
        put_in_place(part, path)
