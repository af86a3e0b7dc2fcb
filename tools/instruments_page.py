"""Writes `docs/instruments.md`, how drawings are scored as instruments, from `data/instruments/` and `regions.csv`.

    .venv/bin/python -m tools.instruments_page

A test holds the page equal to the data; after a change of the data, run this and read what it made of it.
"""

from collections.abc import Iterator
from pathlib import Path

from bodymap.body.region_terms import region_terms
from bodymap.report.instruments import extent
from bodymap.report.instruments.definition import INSTRUMENTS, Instrument, load_instrument
from bodymap.report.instruments.mapping import unmapped_areas
from bodymap.report.instruments.scoring import SHARE
from bodymap.report.instruments.widespread import GENERALIZED

PAGE = Path(__file__).parent.parent / "docs" / "instruments.md"

HEAD = f"""\
# Instruments

One drawing, scored as the instruments that clinics and studies use. The scores count areas and measure extent; they
support an examination and say nothing of a cause. This page is made from `data/instruments/` and `data/regions.csv` by
`.venv/bin/python -m tools.instruments_page`; a test holds them equal.

```
bodymap score FILE… [--format table|json|csv] [--share S] [--instrument choir|michigan|wpi|extent]
bodymap import --instrument choir --ids 218,223 -o FILE.json [--figure female|male] [--numbering standard|native]
bodymap import --instrument choir --redcap b18,b23 -o FILE.json [--figure female|male]
```

In the window, *File → Scores as instruments* shows the same of the open drawing, with a button to copy it and one to
save it as CSV. The tables of a study ([drawings for others](exchange.md)) hold the counts and numbers too.

A folder stands for all drawings (`*.json`) in it: `bodymap score FOLDER --format csv > scores.csv` makes one table of a
study, a row a drawing. A file that cannot be read is named on standard error and left out; the exit code is then 1, or
2 if none could be read.

## When an area counts

- **A region counts as marked from {SHARE:g} of its area** (`--share` changes it; every result says it). It is the
  program's own measure everywhere, for visits and red flags too. Less, and a stroke over a border would count on both
  sides of it; more, and a pain drawn as a thin line would not count. No instrument has a published value: patients tick
  boxes.
- **An instrument's area counts when one region in it does**, not when that share of all its regions together is
  marked. The Widespread Pain Index has one area from elbow to fingertips on both charts, of which a wholly marked wrist
  is 3 %, and one lower leg, of which a stripe of 10 × 4 cm is 8 %: nobody with such a pain would leave them out. What
  reaches the share of the whole area always reaches that of one of its regions, so nothing is lost.
- What lies across the midline, such as the sacrum, is cut there for areas that have a side.
- In the JSON, `marked` is the share of each counted area, as far as it is drawn, that is marked; `approximate` says why
  areas are not quite the instrument's own, and for which (`areas`; left out, it is so for all). In the CSV it is 1
  where any are.

A person who ticks boxes and a person who draws do not say quite the same: compare scores of drawings with scores of
drawings.
"""

IMPORTING = """\
### Reading CHOIR and REDCap strings

`bodymap import` makes a drawing of such a string: the regions of each area become marks, those across the midline as
halves where only one side is ticked. `bodymap score` of it gives the same areas back at any share. Intensity and
quality are not in the string and stay unknown.

Numbers are taken as standard ones unless `--numbering native` says that they come from a CHOIR database as it is; only
then, and only for the female figure, they are renumbered, once. REDCap keys have the standard numbering for both
sexes. A number or key that is none is refused.

| area | standard | native female |
|---|---|---|
"""


def page() -> str:
    """The whole page as Markdown."""
    lines = [HEAD]
    for name in INSTRUMENTS:
        lines += _section(load_instrument(name))
    lines += _extent()
    return "\n".join([*lines, ""])


def _section(instrument: Instrument) -> Iterator[str]:
    yield f"## {instrument.name}"
    yield ""
    yield f"`{instrument.id}`, {len(instrument.areas)} areas. {instrument.note}"
    yield ""
    for kind, words in instrument.codes.items():
        yield f"- `{kind}`: {words}."
    yield f"- Source: {instrument.source}."
    yield f"- Rights: {instrument.licence}"
    without = unmapped_areas(instrument.id, "female")
    yield f"- Areas that no region stands for yet: {', '.join(without) or 'none'}."
    yield ""
    if instrument.parts:
        yield from _rule(instrument)
    yield "Approximate:"
    yield ""
    for one in instrument.approximate:
        yield f"- {', '.join(one.areas) or 'all areas'}: {one.why}"
    yield ""
    if instrument.native_female:
        yield IMPORTING + "\n".join(
            f"| {area.name} | {area.codes['ids']} | {instrument.native(area.codes['ids'], 'female')} |"
            for area in instrument.areas
            if area.codes["ids"] in instrument.native_female
        )
        yield ""
    yield from _areas(instrument)


def _rule(instrument: Instrument) -> Iterator[str]:
    yield f"Generalized pain in the 2016 rule is pain in at least {GENERALIZED} of {len(instrument.parts)} regions:"
    yield ""
    for part, names in instrument.parts.items():
        shown = [f"({name})" if name in instrument.beside else name for name in names]
        yield f"- {part}: {'; '.join(shown)}"
    yield ""
    yield "Areas in brackets are in the index and do not count for the regions."
    yield ""


def _areas(instrument: Instrument) -> Iterator[str]:
    """The table of areas, each pair of sides in a row, with the regions that make them."""
    kinds = list(instrument.codes)
    yield f"| area | {' | '.join(kinds)} | our regions |"
    yield f"|---|{'---|' * len(kinds)}---|"
    for word in dict.fromkeys(area.regions for area in instrument.areas):
        both = [area for area in instrument.areas if area.regions == word]
        names = "; ".join(area.name for area in both)
        codes = [", ".join(area.codes[kind] for area in both) for kind in kinds]
        yield f"| {names} | {' | '.join(codes)} | {_regions(instrument, word)} |"
    yield ""


def _regions(instrument: Instrument, word: str) -> str:
    terms = [term for term in region_terms() if getattr(term, instrument.column) == word]
    return ", ".join(f"`{term.chart}/{term.name}`{' ½' * _is_cut(instrument, word, term.sides)}" for term in terms)


def _is_cut(instrument: Instrument, word: str, sides: tuple[str, ...]) -> bool:
    return sides == ("midline",) and any(area.side for area in instrument.areas if area.regions == word)


def _extent() -> Iterator[str]:
    yield f"## {extent.NAME}"
    yield ""
    yield f"`extent`. {extent.NOTE}"
    yield ""
    yield "- `percent`: of the outlines of all charts together, and of each chart. Marks that overlap count once."
    yield "- `areas` and `count`: the sites, the largest first, with area and centroid."
    yield "- `side`: left, right, both, midline, or none where nothing is marked; `left` and `right` are shares."
    yield f"- Approximate: {extent.WHY}"
    yield f"- Source: {extent.SOURCE}."
    yield ""
    yield "## Not here"
    yield ""
    yield "The body-surface weights of R. B. Margolis and others (Pain 24(1), 57–65, 1986) are not public as far as we"
    yield "found, so percent of body surface in their sense is not computed."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
