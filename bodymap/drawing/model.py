"""Marks and drawings: what a patient drew at one moment. Frozen: a change makes a new drawing.

Field names and values are those of the drawing file (design, section 5); the published JSON Schema is made from here.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, LiteralString, get_args

from pydantic import (
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from bodymap.body.figure import ChartName, FigureName
from bodymap.drawing.findings import Findings
from bodymap.drawing.frozen import Frozen
from bodymap.errors import invalid_value

Quality = Literal["aching", "sharp", "burning", "numb", "tingling", "other"]
QUALITIES: tuple[Quality, ...] = get_args(Quality)

MOST_MARKS = 5_000
MOST_POINTS = 20_000
"""Points of one stroke or corners of one shape: minutes of drawing without lifting the brush."""

Coordinate = Annotated[float, Field(ge=-10_000, le=10_000, allow_inf_nan=False, strict=True)]
"""A chart unit. The limit is five bodies away: what lies beyond is a mistake of the writer."""
Point = tuple[Coordinate, Coordinate]
Radius = Annotated[float, Field(gt=0, le=500, allow_inf_nan=False, strict=True)]


def _whole(value: Any) -> Any:
    """6.0 is 6: some languages write every number so. True and "6" are not numbers."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


Intensity = Annotated[int, Field(ge=0, le=10, strict=True), BeforeValidator(_whole)]


class Stroke(Frozen):
    """A round brush along a line. `radius` is one number, or one a point where a pen's pressure was felt."""

    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=MOST_POINTS), FailFast()]
    radius: Radius | Annotated[tuple[Radius, ...], Field(max_length=MOST_POINTS)]

    @model_validator(mode="after")
    def _one_radius_a_point(self) -> "Stroke":
        if isinstance(self.radius, tuple) and len(self.radius) != len(self.points):
            raise invalid_value("stroke.radii", radii=len(self.radius), points=len(self.points))
        return self


def _polygon(value: Any) -> tuple[Any, ...]:
    """The rings of a GeoJSON Polygon as nested tuples of finite numbers."""
    return tuple(_ring(ring) for ring in _listed(value, "shape.rings", 1))


def _ring(value: Any) -> tuple[Any, ...]:
    ring = tuple(_position(point) for point in _listed(value, "shape.ring_points", 4))
    if ring[0] != ring[-1]:
        raise invalid_value("shape.open_ring")
    return ring


def _position(value: Any) -> tuple[float, ...]:
    numbers = _listed(value, "shape.point", 2)[:2]  # GeoJSON allows a height after them
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float) or not -10_000 <= number <= 10_000:
            raise invalid_value("shape.coordinate", value=str(number)[:20])
    return tuple(float(number) for number in numbers)


def _listed(value: Any, code: LiteralString, least: int) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple) or len(value) < least:
        raise invalid_value(code)
    return value


_COORDINATE: dict[str, Any] = {"type": "number", "minimum": -10_000, "maximum": 10_000}
_POSITION: dict[str, Any] = {"type": "array", "minItems": 2, "prefixItems": [_COORDINATE, _COORDINATE]}
_POLYGON: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "array", "minItems": 4, "items": _POSITION},
}
_NESTED: dict[str, Any] = {"Polygon": _POLYGON, "MultiPolygon": {"type": "array", "minItems": 1, "items": _POLYGON}}


class Geometry(Frozen):
    """A GeoJSON Polygon or MultiPolygon in chart units. Other members, which GeoJSON allows, are passed over."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        json_schema_extra={
            "oneOf": [
                {"properties": {"type": {"const": kind}, "coordinates": nested}} for kind, nested in _NESTED.items()
            ]
        },
    )

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: Annotated[Any, WithJsonSchema({"type": "array"})]

    @field_validator("coordinates")
    @classmethod
    def _nested_as_the_type_says(cls, value: Any, info: ValidationInfo) -> Any:
        if info.data.get("type") == "Polygon":
            polygons: tuple[Any, ...] = (_polygon(value),)
        else:
            polygons = tuple(_polygon(one) for one in _listed(value, "shape.polygons", 1))
        if sum(len(ring) for polygon in polygons for ring in polygon) > MOST_POINTS:
            raise invalid_value("shape.many_points", limit=MOST_POINTS)
        return polygons[0] if info.data.get("type") == "Polygon" else polygons


def _shaped_by(*given: str) -> dict[str, Any]:
    """The part of the schema for a mark that these keys make; the other keys that could are left out or null."""
    nothing = {"type": "null"}
    return {
        "required": list(given),
        "properties": {
            key: {"not": nothing} if key in given else nothing for key in ("region", "chart", "stroke", "geometry")
        },
    }


class Mark(Frozen):
    """One thing that the patient drew: exactly one of `region`, `stroke` and `geometry`; the last two on a `chart`."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [_shaped_by("region"), _shaped_by("chart", "stroke"), _shaped_by("chart", "geometry")]
        }
    )

    region: Annotated[str, Field(max_length=100)] | None = None
    chart: ChartName | None = None
    stroke: Stroke | None = None
    geometry: Geometry | None = None
    quality: Quality | None = None
    intensity: Intensity | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> "Mark":
        given = [name for name in ("region", "stroke", "geometry") if getattr(self, name) is not None]
        if len(given) != 1:
            raise invalid_value("mark.not_one_shape")
        if given[0] == "region":
            if self.chart is not None:
                raise invalid_value("mark.chart_of_region")
        elif self.chart is None:
            raise invalid_value("mark.no_chart", shape=given[0])
        return self


MOST_DAYS = 50_000
"""The largest number that an answer may be: the days of a life."""

AGE = "age"
"""The answer that is the patient's age at the time of the drawing, in years."""

OLDEST = 130
"""Years: nobody is known to have lived longer, so more is a slip of the pen."""

SaidSide = Literal["left", "right", "both"]


def _answer(value: Any) -> Any:
    value = _whole(value)
    number = isinstance(value, int) and 0 <= value <= MOST_DAYS
    if not (isinstance(value, bool) or number or value in get_args(SaidSide)):
        raise invalid_value("answer.no_answer", value=str(value)[:20], limit=MOST_DAYS)
    return value


AnswerValue = Annotated[bool | int | SaidSide, PlainValidator(_answer)]
"""Yes or no; a number, such as days or a strength from 0 to 10; or a side of the patient."""

_ANSWERS_SCHEMA = {
    "type": ["object", "null"],
    "properties": {AGE: {"type": ["integer", "null"], "minimum": 0, "maximum": OLDEST}},
    "additionalProperties": {
        "anyOf": [
            {"type": ["boolean", "null"]},
            {"type": "integer", "minimum": 0, "maximum": MOST_DAYS},
            {"enum": list(get_args(SaidSide))},
        ]
    },
}


class Drawing(Frozen):
    """All the marks of one moment, the answers given with them, and what the therapist found.

    An answer not given is unknown, not false.
    """

    format: Literal["bodymap-drawing"] = "bodymap-drawing"
    version: Literal[1] = 1
    figure: FigureName = "female"
    marks: Annotated[tuple[Mark, ...], Field(max_length=MOST_MARKS), FailFast()] = ()
    answers: Annotated[Mapping[str, AnswerValue], WithJsonSchema(_ANSWERS_SCHEMA)] = Field(default_factory=dict)
    findings: Findings = Findings()

    @field_validator("version", mode="before")
    @classmethod
    def _true_is_no_version(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise invalid_value("literal_error", expected="1")
        return value

    @field_validator("findings", mode="before")
    @classmethod
    def _null_is_nothing_found(cls, value: Any) -> Any:
        return {} if value is None else value

    @field_validator("answers", mode="before")
    @classmethod
    def _null_is_not_given(cls, value: Any) -> Any:
        """A writer that lists every question leaves those without an answer null."""
        if isinstance(value, dict):
            return {key: answer for key, answer in value.items() if answer is not None}
        return {} if value is None else value

    @field_validator("answers")
    @classmethod
    def _age_is_in_years(cls, value: Mapping[str, AnswerValue]) -> Mapping[str, AnswerValue]:
        age = value.get(AGE, 0)
        if isinstance(age, bool | str) or age > OLDEST:
            raise invalid_value("answer.no_age", value=str(age)[:20], limit=OLDEST)
        return value
