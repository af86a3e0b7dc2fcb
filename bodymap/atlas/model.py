"""What the atlas says: muscles, trigger points, zones and facts, each with its source.

These are the contents of `data/muscles/*.yaml` as read, in the words of the files. Not geometry: strokes become areas
in `bodymap.atlas.placing`. The format is explained for writers in `docs/atlas.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt
from pydantic import model_validator as validator

from bodymap.atlas.association_rules import AssociationRule
from bodymap.atlas.conditions import Drawn, Place
from bodymap.atlas.entry import Entry, Identifier, Sourced, Text
from bodymap.atlas.questions import Answer

Offset = Annotated[float, Field(strict=True, ge=-1800, le=1800, allow_inf_nan=False)]
Radius = Annotated[float, Field(strict=True, gt=0, le=300, allow_inf_nan=False)]
ChartOfZone = Literal["front", "back"]


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

    Negative `dx` moves towards the midline and over it. Written `[landmark]` or `[landmark, dx, dy]`.
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

    chart: ChartOfZone
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
        if len(self.radius) not in (1, len(self.along)):
            raise ValueError(f"give one radius, or one for each of the {len(self.along)} places")
        return self

    @property
    def radii(self) -> tuple[float, ...]:
        """The radius at each place, in chart units."""
        return self.radius if len(self.radius) > 1 else self.radius * len(self.along)


class Zone(Sourced):
    """Where a trigger point sends pain, in words and as strokes."""

    says: Text
    strokes: Annotated[tuple[Stroke, ...], Field(min_length=1)]


class TriggerPoint(Sourced):
    """A trigger point of one muscle, authored on its own side.

    `number` is the conventional numbering of the Trigger Point Manual; None where it has none. `named_by` says whether
    the articles name the point or convention does.
    """

    name: Text
    number: Annotated[StrictInt, Field(ge=1)] | None = None
    named_by: Literal["article", "convention"]
    position: Annotated[dict[ChartOfZone, Spot], Field(min_length=1)]
    palpate: Fact
    patient_position: Fact
    caution: Fact
    confirms: Fact
    essential: Zone
    spillover: Zone | None = None


class Muscle(Entry):
    """A muscle with all that is known of it. Authored for one side; both sides have it unless a fact says otherwise."""

    id: Identifier
    latin: Text
    english: Text
    attachments: Annotated[tuple[Fact, ...], Field(min_length=1)]
    function: Annotated[tuple[Fact, ...], Field(min_length=1)]
    anatomy: tuple[Fact, ...] = ()
    referral: Annotated[tuple[Fact, ...], Field(min_length=1)]
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
    notes: tuple[Fact, ...] = ()
    answers: tuple[Effect, ...] = ()
    trigger_points: Annotated[tuple[TriggerPoint, ...], Field(min_length=1)]

    def point(self, name: str) -> TriggerPoint:
        """The trigger point of that name; KeyError if there is none."""
        for point in self.trigger_points:
            if point.name == name:
                return point
        raise KeyError(name)


class Work(Entry):
    """A source: an article whose lines are counted, a book or paper, or a choice of our own."""

    kind: Literal["article", "work", "choice"]
    title: Text
    author: Text
    about: Text
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
