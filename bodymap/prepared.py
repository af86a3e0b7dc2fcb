"""What takes long to prepare, such as charts and zones, is kept in the person's cache folder for the next start.

An entry is named by a hash of everything that it was made of: the files, the program's own code, and the versions of
the libraries that made it. So one that no longer fits is never found. It carries a checksum, and only values of known
kinds are read from it. Whatever is wrong with an entry or the folder, the value is made anew: nothing needs the cache.

BODYMAP_CACHE names another folder; `off` keeps nothing.
"""

import io
import os
import pickle
import platform
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from bodymap import __version__

T = TypeVar("T")

VARIABLE = "BODYMAP_CACHE"

SUFFIX = ".prepared"

_DIGEST = 16
"""Bytes of a checksum."""

_CODE = ("atlas", "body", "geometry", "matching", "svg")
"""The packages whose code makes what is kept, and whose classes an entry may hold."""

_OF_LIBRARIES = frozenset(
    (
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("datetime", "date"),
        ("numpy", "ndarray"),
        ("numpy", "dtype"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy.core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "scalar"),
        ("numpy._core.numeric", "_frombuffer"),
        ("shapely.io", "from_wkb"),
        ("shapely._geometry_helpers", "_geom_factory"),
    )
)
"""What else an entry may name: kinds of values, and what puts them together again."""


def prepared(kind: str, made_of: Iterable[Path], make: Callable[[], T]) -> T:
    """What `make` returns, from the cache if it was made of the same before.

    `kind` names what it is and for what, e.g. "zones whole-body female"; `made_of` are all files that it hangs on. What
    is made is a value of the packages of the program, of numpy or shapely. Raises what `make` raises.
    """
    folder = _folder()
    if folder is None:
        return make()
    stem = "".join(letter if letter.isalnum() else "-" for letter in kind)
    try:
        path = folder / f"{stem}-{_key(kind, made_of)}{SUFFIX}"
    except OSError:  # a file that is not there: `make` says so
        return make()
    with suppress(Exception):  # there is none, or it is damaged, which may show in any way
        return _read(path.read_bytes())  # type: ignore[no-any-return]
    value = make()
    with suppress(Exception):  # a full disk, a folder that is not ours: the next start makes it again
        _write(path, value, f"{stem}-")
    return value


def _folder() -> Path | None:
    named = os.environ.get(VARIABLE, "")
    if named == "off":
        return None
    if named:
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415  (only where the cache is used)

    return user_cache_path("bodymap", appauthor=False) / "prepared"


def _key(kind: str, made_of: Iterable[Path]) -> str:
    digest = blake2b(f"{kind}\0{_made_by()}".encode(), digest_size=_DIGEST)
    for path in made_of:
        content = path.read_bytes()
        digest.update(f"\0{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


@cache
def _made_by() -> str:
    """Everything but the files that a value hangs on: versions, and the code itself where it lies open."""
    versions = [str(import_module(name).__version__) for name in ("numpy", "shapely", "pydantic")]
    versions.append(str(import_module("shapely").geos_version))
    digest = blake2b(digest_size=_DIGEST)
    root = Path(__file__).resolve().parent
    for path in (root / "prepared.py", *(path for name in _CODE for path in sorted((root / name).rglob("*.py")))):
        with suppress(OSError):
            digest.update(path.read_bytes())
    return "\0".join((__version__, platform.python_version(), platform.machine(), *versions, digest.hexdigest()))


def frozen_mapping(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """A mapping that nobody changes, as it is put together again."""
    return MappingProxyType(content)


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, MappingProxyType):
            return frozen_mapping, (dict(value),)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Reads values of the program's own classes and of numpy and shapely, and calls nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OF_LIBRARIES:
            return super().find_class(module, name)
        parts = module.split(".")
        if module == __name__ and name == frozen_mapping.__name__:
            return frozen_mapping
        if parts[0] == "bodymap" and parts[1:2] and parts[1] in _CODE and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in an entry")


def _read(kept: bytes) -> Any:
    checksum, content = kept[:_DIGEST], kept[_DIGEST:]
    if blake2b(content, digest_size=_DIGEST).digest() != checksum:
        raise pickle.UnpicklingError("the entry is damaged")
    return _Unpickler(io.BytesIO(content)).load()


def _write(path: Path, value: object, others: str) -> None:
    """Writes an entry whole or not at all, and takes away those that it replaces."""
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=5).dump(value)
    content = buffer.getvalue()
    _read(blake2b(content, digest_size=_DIGEST).digest() + content)  # what cannot be read again is not kept
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="new-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(blake2b(content, digest_size=_DIGEST).digest() + content)
        os.replace(name, path)  # noqa: PTH105  (a name, not a path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    for old in path.parent.glob(f"{others}*{SUFFIX}"):
        if old != path and len(old.name) == len(path.name):
            old.unlink(missing_ok=True)
