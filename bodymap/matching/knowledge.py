"""What drawings are matched against: an atlas or a part of it, the red flags, and the zones placed on each figure.

A frozen value, handed to `match_drawing` and carried by each match, so that several may be in use at once.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bodymap.atlas import shipped
from bodymap.atlas.edition import edition, edition_files
from bodymap.atlas.flags import RedFlags
from bodymap.atlas.model import Atlas
from bodymap.atlas.placing import place_points
from bodymap.atlas.reader import atlas_folders
from bodymap.body.chart import Chart
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import ChartName, FigureName
from bodymap.errors import BodymapError
from bodymap.matching.zone_index import ZoneIndex, build_index
from bodymap.prepared import prepared
from bodymap.resources import resource


@dataclass(frozen=True, eq=False)
class Knowledge:
    """An atlas with its red flags. Compared and hashed by identity."""

    atlas: Atlas = field(repr=False)
    flags: RedFlags = field(repr=False)
    edition: str
    """Eight letters that change with anything that moves a ranking or a red flag."""
    set_name: str
    """The id of a set that ships with the program, or the folder that the atlas was read from."""
    words: str
    """What a therapist calls the set, e.g. "low back, hip and leg"."""
    _files: tuple[Path, ...] = field(repr=False)
    """Every file that the zones hang on; none where nothing is kept for the next start."""
    _indexes: dict[FigureName, ZoneIndex] = field(default_factory=dict, init=False, repr=False)

    def charts(self, figure: FigureName) -> dict[ChartName, Chart]:
        """The charts of a figure, by name."""
        return load_charts(figure)

    def index(self, figure: FigureName) -> ZoneIndex:
        """The zones of all trigger points on a figure; made when first asked for."""
        if figure not in self._indexes:
            kind = f"zones {self.set_name} {figure}"
            made = prepared(kind, self._files, lambda: self._made(figure)) if self._files else self._made(figure)
            self._indexes[figure] = made
        return self._indexes[figure]

    def _made(self, figure: FigureName) -> ZoneIndex:
        return build_index(place_points(self.atlas, figure))


def shipped_knowledge(set_name: str | None = None) -> Knowledge:
    """A set of the atlas that ships with the program (made once a set); without a name, the default one.

    Raises BodymapError where there is no such set.
    """
    return _of_set(set_name or shipped.DEFAULT_SET)


@cache
def _of_set(set_name: str) -> Knowledge:
    atlas = shipped.load_atlas(set_name)
    words = shipped.shipped_sets()[set_name].words
    files = tuple(edition_files(resource("data", "muscles"), resource("data"), atlas.muscles))
    return Knowledge(atlas, shipped.load_flags(), edition(files), set_name, words, files)


def knowledge_of(folder: Path) -> Knowledge:
    """The atlas in a folder, with the lists beside it or else the shipped ones.

    Raises BodymapError with the first problem of the folder, its file and line.
    """
    reading = shipped.checked_folder(folder)
    files = tuple(edition_files(*atlas_folders(folder), reading.atlas.muscles))
    return Knowledge(reading.atlas, reading.flags, edition(files), str(folder), f"the folder {folder}", ())


def knowledge_named(name: str) -> Knowledge:
    """What a person names: a set, or the path of a folder.

    Raises BodymapError as the two above, or if it is neither.
    """
    if name in shipped.shipped_sets():
        return shipped_knowledge(name)
    folder = Path(name)
    if not folder.is_dir():
        raise BodymapError("atlas.no_set_or_folder", name=name, known=tuple(shipped.shipped_sets()))
    return knowledge_of(folder)
