"""Where the files that ship with the program are.

In a wheel `assets/` and `data/` lie inside the package; in a checkout (an editable install) they lie beside it.
"""

from pathlib import Path

from bodymap.errors import BodymapError

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of a shipped file or folder, e.g. `resource("data", "muscles")`.

    Raises BodymapError if the installation is incomplete: every part is there unless somebody took it away.
    """
    for root in (_PACKAGE, _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise BodymapError("installation.incomplete", part="/".join(parts))
