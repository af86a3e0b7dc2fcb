"""The edition of the shipped atlas: letters that change with any change of it, to trace a result to what made it."""

from functools import cache
from hashlib import sha256

from bodymap.resources import resource


@cache
def atlas_edition() -> str:
    """The first eight letters of a hash over the files of the muscles."""
    digest = sha256()
    for path in sorted(resource("data", "muscles").glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:8]
