"""Marks and drawings: what a patient drew at one moment. Frozen: a change makes a new drawing.

Field names and values are those of the drawing file (design, section 5); the published JSON Schema is made from here.
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from bodymap.body.figure import ChartName, FigureName

Quality = Literal["aching", "sharp", "burning", "numb", "tingling", "other"]
QUALITIES: tuple[Quality, ...] = get_args(Quality)

Coordinate = Annotated[float, Field(ge=-10_000, le=10_000, allow_inf_nan=False)]
"""A chart unit. The limit is five bodies away: what lies beyond is a mistake of the writer."""
Point = tuple[Coordinate, Coordinate]
Radius = Annotated[float, Field(gt=0, le=500, allow_inf_nan=False)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stroke(_Frozen):
    """A round brush along a line. `radius` is one number, or one a point where a pen's pressure was felt."""

    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=100_000)]
    radius: Radius | tuple[Radius, ...]

    @model_validator(mode="after")
    def _one_radius_a_point(self) -> "Stroke":
        if isinstance(self.radius, tuple) and len(self.radius) != len(self.points):
            raise ValueError(f"radius is a list of {len(self.radius)} for {len(self.points)} points: give one a point")
        return self


class Geometry(_Frozen):
    """A GeoJSON Polygon or MultiPolygon in chart units."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: Any

    @field_validator("coordinates")
    @classmethod
    def _rings(cls, value: Any) -> Any:
        return _frozen_rings(value)

    @model_validator(mode="after")
    def _depth(self) -> "Geometry":
        polygons = [self.coordinates] if self.type == "Polygon" else self.coordinates
        try:
            for polygon in polygons:
                for ring in polygon:
                    if len(ring) < 4 or any(len(point) < 2 for point in ring):
                        raise ValueError(
                            "a ring needs at least four points of two numbers, the last equal to the first"
                        )
                    if tuple(ring[0]) != tuple(ring[-1]):
                        raise ValueError("a ring must close: make its last point equal to its first")
        except TypeError:
            raise ValueError(f"coordinates of a {self.type} are nested lists of points, as in GeoJSON") from None
        return self


def _frozen_rings(value: Any) -> Any:
    """Nested lists as nested tuples; every leaf a finite number within reach of a chart."""
    if isinstance(value, (list, tuple)):
        return tuple(_frozen_rings(item) for item in value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -10_000 <= value <= 10_000:
        raise ValueError(f"{value!r} is not a coordinate in chart units")
    return float(value)


class Mark(_Frozen):
    """One thing that the patient drew: exactly one of `region`, `stroke` and `geometry`; the last two on a `chart`."""

    region: str | None = None
    chart: ChartName | None = None
    stroke: Stroke | None = None
    geometry: Geometry | None = None
    quality: Quality | None = None
    intensity: Annotated[int, Field(ge=0, le=10)] | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> "Mark":
        given = [name for name in ("region", "stroke", "geometry") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError("a mark has exactly one of region, stroke and geometry")
        if given[0] == "region":
            if self.chart is not None:
                raise ValueError("a region names its chart itself (chart/name): leave chart out")
        elif self.chart is None:
            raise ValueError(f"a {given[0]} needs the chart that it is on")
        return self


class Drawing(_Frozen):
    """All the marks of one moment, and the answers given with them. An answer not given is unknown, not false."""

    format: Literal["bodymap-drawing"] = "bodymap-drawing"
    version: Literal[1] = 1
    figure: FigureName = "female"
    marks: tuple[Mark, ...] = ()
    answers: dict[str, bool] = Field(default_factory=dict)
