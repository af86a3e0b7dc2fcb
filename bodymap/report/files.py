"""Writing what the program made for others: pictures and pages. Drawings are saved by `bodymap.drawing.file`."""

from collections.abc import Collection
from pathlib import Path

from bodymap.drawing.file import write_whole
from bodymap.errors import BodymapError


def checked_suffix(path: Path, allowed: Collection[str]) -> str:
    """The suffix of a file to be written, in lower case. Raises BodymapError if it is none of the `allowed`."""
    suffix = path.suffix.lower()
    if suffix not in allowed:
        ends = " or ".join(allowed)
        raise BodymapError(f"{path} does not say what to write: give the output a name that ends in {ends}.")
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
        raise BodymapError(f"{path} cannot be written: there is no folder {path.parent}; make it first.") from error
    except IsADirectoryError as error:
        raise BodymapError(f"{path} is a folder; give the name of a file in it.") from error
    except OSError as error:
        raise BodymapError(f"{path} cannot be written: {error.strerror or error}; choose another place.") from error
