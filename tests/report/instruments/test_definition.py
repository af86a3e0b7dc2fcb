"""The facts of the instruments: complete, consistent, with a source, and the page that says so is up to date."""

import pytest
from pydantic import ValidationError

from bodymap.report.instruments.definition import INSTRUMENTS, Instrument, InstrumentId, load_instrument
from tools.instruments_page import PAGE, page


@pytest.mark.parametrize(("name", "areas"), [("choir", 74), ("michigan", 35), ("wpi", 19)])
def test_every_instrument_has_its_areas_a_source_and_what_is_approximate(name: InstrumentId, areas: int) -> None:
    instrument = load_instrument(name)
    assert len(instrument.areas) == areas
    assert instrument.source
    assert instrument.licence
    assert instrument.approximate


def test_choir_has_both_numberings_in_the_same_order() -> None:
    choir = load_instrument("choir")
    assert choir.all_codes("ids") == tuple(str(n) for n in (*range(101, 137), *range(201, 239)))
    assert choir.all_codes("redcap") == tuple(
        f"{'fb'[int(number[0]) - 1]}{number[1:]}" for number in choir.all_codes("ids")
    )
    assert choir.areas[choir.all_codes("ids").index("219")].name == "Lower Back (back-right)"


def test_the_female_renumbering_is_that_of_choir() -> None:
    choir = load_instrument("choir")
    natives = {number: choir.native(number, "female") for number in choir.all_codes("ids")}
    changed = {number: native for number, native in natives.items() if number != native}
    assert changed == {"112": "114", "113": "115", "114": "116", "115": "117", "116": "112", "117": "113"}
    assert all(choir.standard(native, "female") == number for number, native in natives.items())
    assert all(choir.native(number, "male") == choir.standard(number, "male") == number for number in natives)


def test_michigan_has_the_keys_of_its_map() -> None:
    assert load_instrument("michigan").all_codes("keys") == tuple(str(n) for n in range(35))


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_a_side_in_a_name_is_the_side_of_the_area(name: InstrumentId) -> None:
    for area in load_instrument(name).areas:
        said = {"left" in area.name or area.name.startswith("Lt "): "left"}
        said[("right" in area.name or area.name.startswith("Rt "))] = said.get(True) or "right"
        assert area.side == said.get(True), area.name


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"areas": lambda areas: areas[1:]}, "part is of no area|other areas"),
        ({"areas": lambda areas: (*areas, areas[0])}, "name stands twice"),
        ({"codes": lambda codes: {**codes, "ids": "numbers"}}, "lacks a code"),
        ({"beside": lambda beside: (*beside, "Knee")}, "beside the rule"),
        ({"approximate": lambda some: (*some, {"why": "x", "areas": ["Knee"]})}, "approximation is of no area"),
        ({"native_female": lambda some: {"01": "02"}}, "renumbering"),
        ({"source": lambda source: ""}, "source"),
    ],
)
def test_facts_that_do_not_fit_are_refused(change: dict[str, object], words: str) -> None:
    facts = load_instrument("wpi").model_dump()
    ((field, edit),) = change.items()
    with pytest.raises(ValidationError, match=words):
        Instrument.model_validate({**facts, field: edit(facts[field])})  # type: ignore[operator]


def test_the_page_is_made_from_the_data() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run tools/instruments_page.py"
