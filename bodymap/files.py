"""Files that are written: whole or not at all, and only in place of what may be replaced."""

import errno
import os
import secrets
from collections.abc import Collection
from pathlib import Path

from bodymap.errors import BodymapError, reason_of


def checked_suffix(path: Path, allowed: Collection[str]) -> str:
    """The suffix of a file to be written, in lower case. Raises BodymapError if it is none of the `allowed`."""
    suffix = path.suffix.lower()
    if suffix not in allowed:
        raise BodymapError("file.unknown_suffix", path=path, suffixes=tuple(allowed))
    return suffix


def write_output(path: Path, content: bytes) -> None:
    """Writes a finished file; one that stands there is replaced in one step, so a full disk leaves it as it was.

    Raises BodymapError if that cannot be done.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)  # a pipe or a terminal, as /dev/stdout
        else:
            write_whole(path.resolve(), content, rights=0o666)
    except FileNotFoundError as error:
        raise BodymapError("file.no_folder", path=path, folder=path.parent) from error
    except IsADirectoryError as error:
        raise BodymapError("file.is_folder", path=path) from error
    except OSError as error:
        raise BodymapError("file.unwritable", path=path, reason=reason_of(error)) from error


def write_whole(path: Path, content: bytes, rights: int = 0o600) -> None:
    """Writes a file through a temporary one in the same folder, flushed to the disk before it takes its place.

    A new one has these rights, less what the account takes away; one that stood there keeps its own, and is not
    replaced if somebody protected it. Raises OSError; what stood there is then as it was.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "is protected")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), rights)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
        flush_folder(path.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def flush_folder(folder: Path) -> None:
    """Flushes a folder's entries, without which a power cut may bring the old file back. Windows has no such call."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
