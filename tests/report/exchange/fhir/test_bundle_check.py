"""The check of a bundle: it finds what fhir.resources lets pass, wherever it stands."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from bodymap.report.exchange.fhir.bundle import fhir_bundle
from bodymap.report.exchange.fhir.bundle_check import fhir_problems
from bodymap.report.exchange.fhir.codes import BINDINGS, CODINGS
from tests.report.drawings import WALK
from tests.report.exchange.fhir.test_bundle import CARD, WHEN

ANSWERED = WALK.model_copy(update={"answers": {"worse_upright": True, "pain_days": 12, "worse_side": "left"}})
BUNDLE = json.loads(json.dumps(fhir_bundle(ANSWERED, "walk", CARD, WHEN, b"%PDF")))
CODED = ("type", "status", "use", "contentType", "language", "code", "system", "gender")

Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every member of the bundle with its path."""
    if path:
        yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


def changed(path: Path, value: Any) -> dict[str, Any]:
    """The bundle with another value in a place."""
    bundle: dict[str, Any] = copy.deepcopy(BUNDLE)
    target: Any = bundle
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return bundle


def test_the_sound_bundle_is_sound() -> None:
    assert fhir_problems(BUNDLE) == []


def kinds(name: str) -> list[Path]:
    """One place for each way in which a member of that name occurs."""
    found: dict[tuple[str, ...], Path] = {}
    for path, value in places(BUNDLE):
        if path[-1] == name and isinstance(value, str):
            found.setdefault((_kind(path), *(key for key in path if isinstance(key, str))), path)
    return list(found.values())


def _kind(path: Path) -> str:
    return str(BUNDLE["entry"][path[1]]["resource"]["resourceType"]) if len(path) > 2 else "Bundle"


@pytest.mark.parametrize("path", [path for name in CODED for path in kinds(name)], ids=lambda path: f"{path}")
def test_a_value_that_is_no_code_is_found_in_every_coded_place(path: Path) -> None:
    bundle = changed(path, "finalx")
    Bundle.model_validate(bundle)  # fhir.resources takes it
    assert any("finalx" in problem or "unit" in problem for problem in fhir_problems(bundle))


def test_every_binding_but_those_of_the_gender_is_written_and_tried() -> None:
    """The gender is bound for whoever adds it; a figure tells none."""
    tried = {path[-1] for name in CODED for path in kinds(name)}
    assert {binding.partition(".")[2] for binding in BINDINGS} - tried == {"gender"}
    systems = {value for path, value in places(BUNDLE) if path[-1] == "system"}
    assert set(CODINGS) <= systems


def test_a_gender_is_checked() -> None:
    person = next(n for n, entry in enumerate(BUNDLE["entry"]) if entry["resource"]["resourceType"] == "Patient")
    assert fhir_problems(changed(("entry", person, "resource", "gender"), "female")) == []
    assert fhir_problems(changed(("entry", person, "resource", "gender"), "f"))


@pytest.mark.parametrize("empty", ["", " ", [], {}, None])
def test_an_empty_member_is_found_anywhere(empty: object) -> None:
    for path, value in places(BUNDLE):
        if isinstance(value, str):
            assert fhir_problems(changed(path, empty)), path


@pytest.mark.parametrize("moment", ["2026-11-27T10:40:00", "2026-11-27", "2026-11-27 10:40:00+01:00"])
@pytest.mark.parametrize("name", ["timestamp", "authored", "effectiveDateTime", "date", "creation"])
def test_a_moment_without_a_zone_is_found(name: str, moment: str) -> None:
    assert fhir_problems(changed(kinds(name)[0], moment))


def test_a_reference_to_nothing_is_found_in_every_place() -> None:
    for path in (path for path, _ in places(BUNDLE) if path[-1] == "reference"):
        assert any("not here" in one for one in fhir_problems(changed(path, "urn:uuid:nobody"))), path


def test_a_resource_that_is_called_otherwise_or_stands_twice_is_found() -> None:
    assert any("is called" in one for one in fhir_problems(changed(("entry", 0, "resource", "id"), "x")))
    twice = copy.deepcopy(BUNDLE)
    twice["entry"].append(twice["entry"][-1])
    assert any("2 times" in one for one in fhir_problems(twice))


def test_what_fhir_does_not_know_is_found() -> None:
    assert fhir_problems(changed(("entry", 0, "resource", "hair"), "red"))
    assert fhir_problems({"resourceType": "Bundle", "type": "collection", "entry": 5})


def test_a_control_character_and_a_wrong_size_are_found() -> None:
    named = next(path for path, value in places(BUNDLE) if value == CARD.name)
    assert any("control" in one for one in fhir_problems(changed(named, "Ann\x07")))
    size = next(path for path, _ in places(BUNDLE) if path[-1] == "size")
    assert any("size" in one for one in fhir_problems(changed(size, 1)))


def test_a_link_id_that_is_given_twice_is_found() -> None:
    links = [path for path, _ in places(BUNDLE) if path[-1] == "linkId"]
    first = next(value for path, value in places(BUNDLE) if path == links[0])
    assert any("linkId" in one for one in fhir_problems(changed(links[1], first)))
