"""The edition of an atlas: letters that change with anything that moves a ranking, by which a result is traced."""

from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from bodymap.resources import resource

LISTS = ("answers", "company", "places", "red_flags", "sources")
"""The lists beside the muscles that rankings, the order of examination and red flags hang on."""


def edition(files: Iterable[Path]) -> str:
    """The first eight letters of a hash over files, as `edition_files` names them.

    Ends of lines count for nothing: they differ between systems. Raises OSError where a file cannot be read.
    """
    digest = sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:8]


def edition_files(muscles: Path, lists: Path, ids: Collection[str]) -> Iterator[Path]:
    """Every file that an edition hangs on, in a fixed order: of some muscles, of the lists, of figures and charts.

    `muscles` is the folder of the muscle files, `lists` that of the lists, `ids` are the muscles that count.
    """
    yield from (path for path in sorted(muscles.glob("*.y*ml")) if path.stem in ids)
    yield from (path for name in LISTS if (path := lists / f"{name}.yaml").is_file())
    yield from sorted((lists / "sources").glob("*.y*ml"))
    yield resource("data", "regions.csv")
    yield from sorted(resource("data", "figures").glob("*.json"))
    yield from sorted(resource("assets", "svg").glob("*.svg"))
