"""What an instrument is: its areas, the numbers they go by, where they come from, and where we only approximate them.

Facts stand in `data/instruments/<id>.yaml`. Which shapes of a chart make an area is `mapping`; whether it is marked is
`scoring`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, model_validator

from bodymap.atlas.entry import Entry, Identifier, Text
from bodymap.atlas.yaml_lines import read_yaml
from bodymap.body.figure import FigureName
from bodymap.body.region_terms import region_terms
from bodymap.resources import resource

InstrumentId = Literal["choir", "michigan", "wpi"]
INSTRUMENTS: tuple[InstrumentId, ...] = get_args(InstrumentId)
"""Instruments that count areas. Pain extent, which measures, is `bodymap.report.instruments.extent`."""


class Area(Entry):
    """An area of an instrument. `regions` is the word for it in `regions.csv`; without a `side` it has none."""

    name: Text
    regions: Text
    side: Literal["left", "right"] | None = None
    codes: Mapping[str, Text] = Field(min_length=1)
    """What the instrument's data sets call it, by the kind of code."""


class Approximation(Entry):
    """Why some areas (by their word in `regions.csv`), or all of them if none is named, are not quite the same here."""

    why: Text
    areas: tuple[Text, ...] = ()


class Instrument(Entry):
    """An instrument that counts areas. Raises ValueError while it is read if its own facts do not fit together."""

    id: InstrumentId
    name: Text
    source: Text
    licence: Text
    codes: Mapping[Identifier, Text]
    """Kind of code → what such codes are."""
    note: Text
    column: InstrumentId
    """The column of `regions.csv` that says which regions make an area."""
    approximate: Annotated[tuple[Approximation, ...], Field(min_length=1)]
    native_female: Mapping[str, str] = Field(default_factory=dict)
    """Number in the standard numbering → what a native female map calls the same area, where they differ."""
    parts: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """Regions of a rule, each with the names of its areas …"""
    beside: tuple[str, ...] = ()
    """… of which these do not count for the rule."""
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _facts_fit(self) -> "Instrument":
        names = [area.name for area in self.areas]
        known = {getattr(term, self.column) for term in region_terms()} - {""}
        used = {area.regions for area in self.areas}
        checks = {
            "a name stands twice": len(set(names)) == len(names),
            "an area lacks a code": all(set(area.codes) == set(self.codes) for area in self.areas),
            "a code stands twice": all(
                len({area.codes.get(kind) for area in self.areas}) == len(names) for kind in self.codes
            ),
            "regions.csv knows other areas": used == known,
            "an approximation is of no area": {word for one in self.approximate for word in one.areas} <= used,
            "the renumbering is no renumbering": set(self.native_female) == set(self.native_female.values()),
            "a part is of no area": not self.parts or sorted(sum(self.parts.values(), ())) == sorted(names),
            "an area beside the rule is none": set(self.beside) <= set(names),
        }
        for problem, holds in checks.items():
            if not holds:
                raise ValueError(f"{self.id}: {problem}")
        return self

    def all_codes(self, kind: str) -> tuple[str, ...]:
        """The codes of all areas, in the instrument's order."""
        return tuple(area.codes[kind] for area in self.areas)

    def native(self, number: str, figure: FigureName) -> str:
        """What the map of that sex itself calls an area of the standard numbering."""
        return self.native_female.get(number, number) if figure == "female" else number

    def standard(self, number: str, figure: FigureName) -> str:
        """The standard number of an area by what the map of that sex itself calls it: `native` the other way round."""
        back = {native: standard for standard, native in self.native_female.items()} if figure == "female" else {}
        return back.get(number, number)


@cache
def load_instrument(name: InstrumentId) -> Instrument:
    """The facts of an instrument."""
    document = read_yaml(resource("data", "instruments", f"{name}.yaml"), f"{name}.yaml")
    return TypeAdapter(Instrument).validate_python(document.content)
