"""What the atlas says: muscles, trigger points, zones and facts, each with its source.

These are the contents of `data/muscles/*.yaml` as read, in the words of the files. Not geometry: strokes become areas
in `bodymap.atlas.placing`. The format is explained for writers in `docs/atlas.md`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, StrictBool, StrictInt, StringConstraints
from pydantic import model_validator as validator

from bodymap.atlas.association_rules import AssociationRule
from bodymap.atlas.conditions import Drawn, Place
from bodymap.atlas.entry import Entry, Identifier, Source, Sourced, Text
from bodymap.atlas.questions import Answer
from bodymap.atlas.sets import MuscleSet
from bodymap.body.chart_shape import ChartKind

Offset = Annotated[float, Field(strict=True, ge=-1800, le=1800, allow_inf_nan=False)]
Radius = Annotated[float, Field(strict=True, gt=0, le=300, allow_inf_nan=False)]
Percent = Annotated[float, Field(strict=True, ge=0, le=100)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]

RegionName = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9-]+(:other)?$")]
"""A row of `data/regions.csv` as `chart/region`: of the muscle's own side, or with `:other` of the other one."""


class Fact(Sourced):
    """One statement. `side` is given only where the source ties it to one side of the patient."""

    says: Text
    side: Literal["left", "right"] | None = None


class Mimic(Fact):
    """A condition that the pain of this muscle may be mistaken for, and the other way round."""

    condition: Text


class Relation(Fact):
    """A fact about another muscle: a satellite, a companion, or a neighbour to tell apart."""

    muscle: Identifier


class Effect(Sourced):
    """A patient's "yes" to a question of `data/answers.yaml` that supports this muscle or speaks against it.

    `points` narrows it to some trigger points; `drawn` to drawings of a pattern, e.g. of a chronic case. `only_yes`
    says that a "no" tells nothing, as with what only some patients with the muscle have.
    """

    id: Identifier
    effect: Literal["supports", "against"]
    points: tuple[Text, ...] = ()
    drawn: Drawn | None = None
    only_yes: StrictBool = False

    @property
    def supports(self) -> bool:
        """True where a "yes" speaks for the muscle."""
        return self.effect == "supports"


class Spot(Entry):
    """A place on a chart: a landmark, moved by `dx` away from the midline and `dy` down, in chart units.

    Negative `dx` moves towards the midline and over it. On the chart `side`, which is the side view of the muscle's own
    side, `dx` counts towards the front of the body; on `soles` towards the little toe, and `dy` towards the heel.
    Written `[landmark]` or `[landmark, dx, dy]`.
    """

    landmark: Text
    dx: Offset = 0
    dy: Offset = 0

    @validator(mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        if isinstance(value, list) and len(value) in (1, 3):
            return dict(zip(("landmark", "dx", "dy"), value, strict=False))
        raise ValueError("write a place as [landmark] or [landmark, dx, dy]")


class Stroke(Entry):
    """A stroke of a round brush on a chart: places on the muscle's own side and a radius, or one radius a place.

    `smooth` leads a curve through the places instead of straight lines. `below: belt-line` cuts the stroke at the
    belt-line and keeps what is below it.
    """

    chart: ChartKind
    along: Annotated[tuple[Spot, ...], Field(min_length=1)]
    radius: Annotated[tuple[Radius, ...], Field(min_length=1)]
    smooth: StrictBool = True
    below: Literal["belt-line"] | None = None

    @validator(mode="before")
    @classmethod
    def _one_radius(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("radius"), int | float):
            return {**value, "radius": [value["radius"]]}
        return value

    @validator(mode="after")
    def _radius_for_each(self) -> "Stroke":
        if self.below and self.chart == "soles":
            raise ValueError("the soles have no belt-line; leave out 'below'")
        if len(self.radius) not in (1, len(self.along)):
            raise ValueError(f"give one radius, or one for each of the {len(self.along)} places")
        return self

    @property
    def radii(self) -> tuple[float, ...]:
        """The radius at each place, in chart units."""
        return self.radius if len(self.radius) > 1 else self.radius * len(self.along)


class Zone(Sourced):
    """Where a trigger point sends pain: in words, as regions with the part of each that is meant, and as strokes.

    The regions are what the sources name; the strokes are held against them (`bodymap.atlas.zone_evidence`).
    """

    says: Text
    regions: Mapping[RegionName, Text] = Field(default_factory=dict)
    strokes: Annotated[tuple[Stroke, ...], Field(min_length=1)]


class Spared(Entry):
    """What a pattern does not reach, where sources say so: in words, and as regions that its zones keep off."""

    says: Text
    regions: tuple[RegionName, ...] = ()


class Pattern(Entry):
    """The referral zones that one or several trigger points share, and how sure they are.

    `agreement` says how far the sources agree; `confidence` is our judgement of that, not a measured value.
    """

    points: Annotated[tuple[Text, ...], Field(min_length=1)]
    essential: Zone
    spillover: Zone | None = None
    spares: Spared | None = None
    agreement: Text
    confidence: Share


class TriggerPoint(Sourced):
    """A trigger point of one muscle, authored on its own side. Its zones are its own, or those of a pattern.

    `number` is the conventional numbering of the Trigger Point Manual; None where it has none. `named_by` says whether
    the articles name the point or convention does. A plain sentence instead of a fact has the sources of the point.
    """

    name: Text
    number: Annotated[StrictInt, Field(ge=1)] | None = None
    named_by: Literal["article", "convention"]
    position: Annotated[dict[ChartKind, Spot], Field(min_length=1)]
    place: Fact | None = None
    depth: Fact | None = None
    palpate: Fact
    patient_position: Fact
    caution: Fact | None = None
    confirms: Fact | None = None
    own_essential: Annotated[Zone | None, Field(alias="essential")] = None
    own_spillover: Annotated[Zone | None, Field(alias="spillover")] = None
    _pattern: Pattern | None = PrivateAttr(None)

    @validator(mode="before")
    @classmethod
    def _sentences(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "from" not in value:
            return value
        plain = {key: value[key] for key in _POINT_FACTS if isinstance(value.get(key), str)}
        return {**value, **{key: {"says": says, "from": value["from"]} for key, says in plain.items()}}

    @property
    def pattern(self) -> Pattern | None:
        """The pattern of the muscle that this point belongs to; None where its zones are its own."""
        return self._pattern

    @property
    def essential(self) -> Zone:
        """Where most patients feel it."""
        zone = self._pattern.essential if self._pattern else self.own_essential
        assert zone is not None  # the muscle has seen to it
        return zone

    @property
    def spillover(self) -> Zone | None:
        """Where some feel it too."""
        return self._pattern.spillover if self._pattern else self.own_spillover


_POINT_FACTS = ("place", "depth", "palpate", "patient_position", "caution", "confirms")


class Measured(Fact):
    """What a study counted of a muscle; `figures` are its numbers as printed."""

    figures: Text


class Commonness(Sourced):
    """In how many people of a group active trigger points of the muscle were found: per cent, lowest to highest."""

    among: Text
    percent: tuple[Percent, Percent]

    @validator(mode="after")
    def _in_order(self) -> "Commonness":
        if self.percent[0] > self.percent[1]:
            raise ValueError("write the lower share first")
        return self


class Muscle(Entry):
    """A muscle with all that is known of it. Authored for one side; both sides have it unless a fact says otherwise."""

    id: Identifier
    latin: Text
    english: Text
    also_called: tuple[Text, ...] = ()
    attachments: Annotated[tuple[Fact, ...], Field(min_length=1)]
    function: Annotated[tuple[Fact, ...], Field(min_length=1)]
    anatomy: tuple[Fact, ...] = ()
    referral: tuple[Fact, ...] = ()
    symptoms: tuple[Fact, ...] = ()
    aggravating: tuple[Fact, ...] = ()
    relieving: tuple[Fact, ...] = ()
    acute: tuple[Fact, ...] = ()
    chronic: tuple[Fact, ...] = ()
    perpetuating: tuple[Fact, ...] = ()
    mimics: tuple[Mimic, ...] = ()
    tells_apart: tuple[Relation, ...] = ()
    satellites: tuple[Relation, ...] = ()
    companions: tuple[Relation, ...] = ()
    common: tuple[Commonness, ...] = ()
    measured: tuple[Measured, ...] = ()
    disagreements: tuple[Text, ...] = ()
    notes: tuple[Fact, ...] = ()
    answers: tuple[Effect, ...] = ()
    trigger_points: Annotated[tuple[TriggerPoint, ...], Field(min_length=1)]
    patterns: tuple[Pattern, ...] = ()

    @validator(mode="after")
    def _patterns_of_points(self) -> "Muscle":
        names = {point.name for point in self.trigger_points}
        for pattern in self.patterns:
            for name in pattern.points:
                if name not in names:
                    raise ValueError(f"the pattern's point '{name}' is not among the trigger points")
        for point in self.trigger_points:
            of = [pattern for pattern in self.patterns if point.name in pattern.points]
            if len(of) + (point.own_essential is not None) != 1 or (of and point.own_spillover):
                raise ValueError(f"give the point '{point.name}' either an essential zone of its own or one pattern")
            point._pattern = of[0] if of else None
        return self

    def zones_at(self, number: int) -> tuple[str | int, ...]:
        """Where the zones of the trigger point of that number stand in the file."""
        pattern = self.trigger_points[number].pattern
        return ("trigger_points", number) if pattern is None else ("patterns", self.patterns.index(pattern))

    def zones(self) -> Iterator[tuple[tuple[str | int, ...], Zone]]:
        """Every zone once, with its place in the file."""
        holders: list[tuple[str, int, Zone | None, Zone | None]] = [
            *(("trigger_points", n, p.own_essential, p.own_spillover) for n, p in enumerate(self.trigger_points)),
            *(("patterns", n, p.essential, p.spillover) for n, p in enumerate(self.patterns)),
        ]
        for where, number, essential, spillover in holders:
            for kind, zone in (("essential", essential), ("spillover", spillover)):
                if zone is not None:
                    yield (where, number, kind), zone

    def point(self, name: str) -> TriggerPoint:
        """The trigger point of that name; KeyError if there is none."""
        for point in self.trigger_points:
            if point.name == name:
                return point
        raise KeyError(name)


class Work(Entry):
    """A source: an article whose lines are counted, a book or paper, a page on the web, or a choice of our own.

    `knowledge` is said where nothing published was found: general knowledge of the field, to be shown as such.
    """

    kind: Literal["article", "work", "page", "choice", "knowledge"]
    title: Text
    author: Text
    about: Text
    url: Text | None = None
    year: Annotated[StrictInt, Field(ge=1800, le=2100)] | None = None
    origin: Text | None = None
    """Sources of the same origin retell one another and count as one."""
    lines: Annotated[StrictInt, Field(ge=1)] | None = None

    @validator(mode="after")
    def _lines_of_articles(self) -> "Work":
        if (self.kind == "article") != (self.lines is not None):
            raise ValueError("an article says how many lines it has, and nothing else does")
        return self


class General(Fact):
    """A statement that belongs to no single muscle; `topic` groups them."""

    topic: Identifier


class MuscleName(Entry):
    """A muscle that may be named in a relation, whether or not it has a file yet."""

    latin: Text
    english: Text


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything that was read, checked. Compared and hashed by identity, so that placing can be cached."""

    muscles: Mapping[str, Muscle]
    """By id, ordered by id."""
    sources: Mapping[str, Work] = field(repr=False)
    answers: Mapping[str, Answer] = field(repr=False)
    general: tuple[General, ...] = field(repr=False)
    names: Mapping[str, MuscleName] = field(repr=False)
    """Latin and English names of every muscle that a relation may name, by id."""
    places: Mapping[str, Place] = field(repr=False)
    """Groups of regions that conditions name."""
    company: tuple[AssociationRule, ...] = field(repr=False)
    """Which muscles come together in which drawings."""
    sets: Mapping[str, MuscleSet] = field(repr=False)
    """The sets of `data/sets.yaml`, by id."""

    def published(self, sources: Iterable[Source]) -> bool:
        """Whether any of the sources is more than general knowledge of the field."""
        return any(self.sources[source.id].kind != "knowledge" for source in sources)
