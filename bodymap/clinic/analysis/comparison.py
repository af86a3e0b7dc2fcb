"""Two drawings of one patient compared: what is gone, what stays and what is new, by exact geometry and by region.

Numbers and geometry only, no sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bodymap.body.areas import Areas, difference, intersection
from bodymap.body.chart import Region
from bodymap.body.frequency import region_shares
from bodymap.clinic.analysis.visit_metrics import TOUCHED, visit_figures
from bodymap.clinic.model import VisitMetrics
from bodymap.drawing.geometry import chart_of, mark_area
from bodymap.drawing.model import QUALITIES, Drawing, Quality
from bodymap.matching.knowledge import Knowledge
from bodymap.matching.match import Match, match_drawing
from bodymap.matching.zone_index import MuscleKey

STEADY = 0.1
"""A region whose marked area changes by less than this share has not changed: no hand draws the same twice."""

LEFT_OVER = 0.1
"""A region of whose marks less than this share is left is gone; one that had less than that before is new."""

KEPT = 0.5
"""Where the marked area is as large as before, but less than this share of it lies where it lay, pain has moved."""

QUALITY_SHARE = 0.2
"""A kind of pain is told of a region if it takes at least this share of what is marked there."""

Kind = Literal["gone", "smaller", "moved", "same", "larger", "new"]


@dataclass(frozen=True)
class InRegion:
    """What one drawing marks in a region."""

    share: float = 0.0
    """Share of the region, 0 to 1."""
    intensity: float | None = None
    """Mean over the marks that have one, by their area in the region; None where none has."""
    qualities: tuple[Quality, ...] = ()
    """The kinds of pain that were named and take at least QUALITY_SHARE of it, the largest first."""


@dataclass(frozen=True)
class RegionChange:
    """A region of which at least TOUCHED was marked before or is marked now.

    `region` is of the later figure. Sizes on another figure are given as if they were on this one, by their share.
    """

    region: Region
    before: InRegion
    after: InRegion
    kept: float | None
    """Share of what was marked in it before and still is, 0 to 1; None where figures differ or nothing was marked."""

    @property
    def sizes(self) -> tuple[float, float]:
        """The marked area before and after, in square chart units."""
        return self.before.share * self.region.area.area, self.after.share * self.region.area.area

    @property
    def change(self) -> float | None:
        """By which share of itself the marked area grew (+) or shrank (−); None where there was none."""
        return self.after.share / self.before.share - 1 if self.before.share > 0 else None

    @property
    def kind(self) -> Kind:
        """What happened to the marked area."""
        before, after = self.before.share, self.after.share
        if after < LEFT_OVER * before:
            return "gone"
        if before < LEFT_OVER * after:
            return "new"
        if after < (1 - STEADY) * before:
            return "smaller"
        if after > (1 + STEADY) * before:
            return "larger"
        return "moved" if self.kept is not None and self.kept < KEPT else "same"

    @property
    def came(self) -> tuple[Quality, ...]:
        """Kinds of pain that were not there before, where the kind before is known: aching became numb."""
        if not self.before.qualities:
            return ()
        return tuple(one for one in self.after.qualities if one not in self.before.qualities)


@dataclass(frozen=True)
class MuscleChanges:
    """Muscles that are there now and were not, that were and are not, and that are in both; each in its own order."""

    came: tuple[MuscleKey, ...] = ()
    went: tuple[MuscleKey, ...] = ()
    stayed: tuple[MuscleKey, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What changed from one drawing to a later one."""

    before: VisitMetrics
    after: VisitMetrics
    exact: bool
    """False where the drawings are on different figures: then places are compared by regions and their shares only,
    and `gone`, `persisting` and `new` are empty."""
    gone: Areas = field(repr=False)
    """Marked before and not now, in chart units."""
    persisting: Areas = field(repr=False)
    new: Areas = field(repr=False)
    regions: tuple[RegionChange, ...]
    """Largest change of marked area first."""
    muscles: MuscleChanges
    """Of the smallest sets, see `_muscles`."""
    confirmed: MuscleChanges
    """Of the muscles that the therapist confirmed."""

    @property
    def turned(self) -> tuple[RegionChange, ...]:
        """The regions that hurt before and where another kind of pain came."""
        return tuple(one for one in self.regions if one.before.share >= TOUCHED and one.came)


def compare(before: Drawing, after: Drawing, knowledge: Knowledge | None = None) -> Comparison:
    """Compares two drawings, the earlier one first. Raises BodymapError if one of them cannot be matched."""
    return compare_matches(match_drawing(before, knowledge), match_drawing(after, knowledge))


def compare_matches(before: Match, after: Match) -> Comparison:
    """Compares two drawings that were matched already, the earlier one first."""
    exact = before.drawing.figure == after.drawing.figure
    persisting = intersection(before.areas, after.areas) if exact else {}
    return Comparison(
        before=visit_figures(before),
        after=visit_figures(after),
        exact=exact,
        gone=difference(before.areas, after.areas) if exact else {},
        persisting=persisting,
        new=difference(after.areas, before.areas) if exact else {},
        regions=_regions(before, after, persisting, exact),
        muscles=_muscles(before, after),
        confirmed=_changes(sorted(before.confirmed), sorted(after.confirmed)),
    )


def _regions(before: Match, after: Match, persisting: Areas, exact: bool) -> tuple[RegionChange, ...]:
    charts = after.charts
    earlier, later = _in_regions(before), _in_regions(after)
    stayed = region_shares(persisting, charts)
    found = []
    for chart in charts.values():
        for region in chart.regions.values():
            old, new = earlier.get(region.id, InRegion()), later.get(region.id, InRegion())
            if max(old.share, new.share) >= TOUCHED:
                kept = min(1.0, stayed.get(region.id, 0.0) / old.share) if exact and old.share > 0 else None
                found.append(RegionChange(region, old, new, kept))
    found.sort(key=lambda one: (-abs(one.sizes[1] - one.sizes[0]), one.region.id))
    return tuple(found)


def _in_regions(match: Match) -> dict[str, InRegion]:
    charts = match.charts
    shares = region_shares(match.areas, charts)
    strengths: dict[str, list[tuple[float, int]]] = {}
    kinds: dict[str, dict[Quality, float]] = {}
    for mark in match.drawing.marks:
        area, chart = mark_area(mark, charts), chart_of(mark)
        for region, share in region_shares({} if area.is_empty else {chart: area}, charts).items():
            if mark.intensity is not None:
                strengths.setdefault(region, []).append((share, mark.intensity))
            if mark.quality is not None:
                by_kind = kinds.setdefault(region, {})
                by_kind[mark.quality] = by_kind.get(mark.quality, 0.0) + share
    return {
        region: InRegion(share, _mean(strengths.get(region, [])), _told(kinds.get(region, {}), share))
        for region, share in shares.items()
    }


def _mean(weighed: list[tuple[float, int]]) -> float | None:
    whole = sum(weight for weight, _ in weighed)
    return sum(weight * value for weight, value in weighed) / whole if whole > 0 else None


def _told(kinds: Mapping[Quality, float], marked: float) -> tuple[Quality, ...]:
    told = [kind for kind in QUALITIES if kinds.get(kind, 0.0) >= QUALITY_SHARE * marked]
    return tuple(sorted(told, key=lambda kind: -kinds[kind]))


def _muscles(before: Match, after: Match) -> MuscleChanges:
    """The muscles of the smallest set, with what was confirmed and without what was ruled out, of one visit or both.

    The set is what a therapist treats, so it is what is followed up. Muscles with much the same zones take turns in it
    for a stroke more or less. So one of the set has not gone while it is still among the first of the ranking, and has
    not come if it was among them before.
    """
    old, new = (tuple(step.row.key for step in match.examined_cover) for match in (before, after))
    first_before, first_after = (set(visit_figures(match).first) - match.ruled_out for match in (before, after))
    came = [key for key in new if key not in old and key not in first_before]
    went = [key for key in old if key not in new and key not in first_after]
    stayed = [key for key in dict.fromkeys((*new, *old)) if key not in came and key not in went]
    return MuscleChanges(tuple(came), tuple(went), tuple(stayed))


def _changes(old: list[MuscleKey], new: list[MuscleKey]) -> MuscleChanges:
    return MuscleChanges(
        tuple(key for key in new if key not in old),
        tuple(key for key in old if key not in new),
        tuple(key for key in new if key in old),
    )
