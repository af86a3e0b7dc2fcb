"""Whether an open file still stands at its path: SQLite goes on writing, with no error, into one that was taken away.

Not what such a file holds, and not how it is opened: `bodymap.clinic.store.open`.
"""

from pathlib import Path

from bodymap.errors import BodymapError

Identity = tuple[int, int]
"""Device and number of a file: what stays when it is renamed, and changes when another takes its name."""


class FileWatch:
    """The file at a path as it was when it was opened."""

    def __init__(self, path: Path) -> None:
        """`path` must be open already. Raises BodymapError if nothing stands there."""
        self._path = path
        self._known = self._identity()
        self.require_in_place()

    def require_in_place(self) -> None:
        """Raises BodymapError if the file was moved, deleted or replaced since, or its folder is gone."""
        if self._known is None or self._identity() != self._known:
            raise BodymapError("store.taken_away", place=str(self._path))

    def _identity(self) -> Identity | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
