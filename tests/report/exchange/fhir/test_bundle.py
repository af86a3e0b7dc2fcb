"""The FHIR bundle: what is in it, that it is the same for the same drawing, and that every one is valid both ways."""

import base64
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.shipped import load_atlas
from bodymap.clinic.model import Patient
from bodymap.drawing.file import parse_drawing
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.report.exchange.fhir.bundle import PatientCard, bundle_json, fhir_bundle
from bodymap.report.exchange.fhir.bundle_check import fhir_problems
from tests.matching.strategies import drawings, questioned
from tests.report.drawings import WALK

WHEN = datetime(2026, 11, 27, 10, 40, tzinfo=timezone(timedelta(hours=1)))
CARD = PatientCard("a1", "Ann Møller", date(1971, 3, 9), "77-1")

moments = st.none() | st.datetimes(
    min_value=datetime(1900, 1, 1),
    timezones=st.timezones() | st.just(UTC),
)
cards = st.builds(
    PatientCard,
    id=st.sampled_from(["", "a1"]),
    name=st.text(max_size=20),
    birth_date=st.none() | st.dates(min_value=date(1900, 1, 1)),
    reference=st.text(max_size=8),
)


def resources(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


def component(observation: dict[str, Any], words: str) -> Any:
    """The value of the component that is called so; None where there is none."""
    for part in observation["component"]:
        if part["code"]["text"] == words:
            return next(value for name, value in part.items() if name.startswith("value"))
    return None


@settings(max_examples=50)
@given(
    drawings(least=0) | questioned(),
    st.text(max_size=9),
    cards,
    moments,
    st.none() | st.binary(min_size=1, max_size=40),
)
def test_every_bundle_is_valid_both_ways(
    drawing: Drawing, key: str, card: PatientCard, when: datetime | None, pdf: bytes | None
) -> None:
    bundle = fhir_bundle(drawing, key, card, when, pdf)
    assert fhir_problems(json.loads(bundle_json(bundle))) == []
    assert bundle == fhir_bundle(drawing, key, card, when, pdf)


@pytest.mark.parametrize("name", ["", " ", "x\ny", "\x00", "worse_upright "])
def test_answers_to_foreign_questions_are_told_whatever_they_are_called(name: str) -> None:
    answers = {name: 3, "other": "left", "worse_upright": True}
    content = {"format": "bodymap-drawing", "answers": answers}
    bundle = fhir_bundle(parse_drawing(json.dumps(content), "x"), "x")
    assert fhir_problems(bundle) == []
    items = resources(bundle, "QuestionnaireResponse")[0]["item"]
    assert [item["answer"] for item in items][1:] == [
        [{"valueInteger": 3}],
        [{"valueCoding": {"system": "http://snomed.info/sct", "code": "7771000", "display": "Left"}}],
    ]


def test_a_mark_is_an_observation_with_its_place_side_strength_and_kind() -> None:
    bundle = fhir_bundle(WALK, "walk", CARD, WHEN)
    observations = resources(bundle, "Observation")
    assert len(observations) == len(WALK.marks)
    first = observations[0]
    assert first["bodySite"] == {"text": "Low back, right"}
    assert first["effectiveDateTime"] == "2026-11-27T10:40:00+01:00"
    assert component(first, "Side of the patient")["coding"][0]["code"] == "24028007"
    assert component(first, "Strength of the pain, 0 to 10")["value"] == 6
    assert component(first, "Kind of pain")["coding"][0]["code"] == "aching"
    assert 0 < component(first, "Share of the body charts that is marked")["value"] < 5
    assert component(observations[3], "Strength of the pain, 0 to 10") is None
    assert component(observations[4], "Kind of pain") is None


def test_marks_point_at_the_places_that_they_name_and_each_place_is_there_once() -> None:
    twice = WALK.model_copy(update={"marks": (*WALK.marks, WALK.marks[0], Mark(region="back/sacrum"))})
    bundle = fhir_bundle(twice, "walk")
    places = {f"urn:uuid:{one['id']}": one for one in resources(bundle, "BodyStructure")}
    assert len({one["description"] for one in places.values()}) == len(places)
    observations = resources(bundle, "Observation")
    assert observations[0]["focus"] == observations[-2]["focus"]
    named = [places[one["reference"]] for one in observations[0]["focus"]]
    assert [one["location"]["coding"][0]["code"] for one in named] == ["back/lumbar"]
    assert [one["locationQualifier"][0]["coding"][0]["code"] for one in named] == ["24028007"]
    midline = places[observations[-1]["focus"][0]["reference"]]
    assert "locationQualifier" not in midline
    assert component(observations[-1], "Side of the patient") is None


def test_both_sides_are_said_as_such() -> None:
    band = parse_drawing(
        '{"format": "bodymap-drawing", "marks": [{"chart": "back", "stroke": {"points": [[-90, 640], [90, 640]],'
        ' "radius": 20}}]}',
        "band",
    )
    value = component(resources(fhir_bundle(band, "x"), "Observation")[0], "Side of the patient")
    assert value["coding"][0]["code"] == "51440002"


def test_answers_have_the_question_and_the_type_of_its_value() -> None:
    answers: dict[str, AnswerValue] = {
        "worse_upright": False,
        "pain_days": 12,
        "pain_strength": 7,
        "worse_side": "both",
    }
    bundle = fhir_bundle(Drawing(answers=answers), "x", when=WHEN)
    items = {item["linkId"]: item for item in resources(bundle, "QuestionnaireResponse")[0]["item"]}
    assert items.keys() == answers.keys()
    assert all(item["text"] == load_atlas().answers[name].question for name, item in items.items())
    assert items["worse_upright"]["answer"] == [{"valueBoolean": False}]
    assert items["pain_days"]["answer"][0]["valueQuantity"]["code"] == "d"
    assert items["pain_strength"]["answer"] == [{"valueInteger": 7}]
    assert items["worse_side"]["answer"][0]["valueCoding"]["code"] == "51440002"


def test_what_was_not_said_is_not_there() -> None:
    bundle = fhir_bundle(Drawing(), "x")
    assert resources(bundle, "QuestionnaireResponse") == resources(bundle, "Observation") == []
    assert resources(bundle, "Patient")[0].keys() == {"resourceType", "id"}
    assert not {"timestamp", "effectiveDateTime", "authored"} & set(bundle)


def test_the_person_is_told_as_far_as_the_card_tells_and_the_figure_tells_no_gender() -> None:
    stored = Patient("a1", "Ann Møller", date(1971, 3, 9), "77-1", figure="female", note="afraid of needles")
    person = resources(fhir_bundle(WALK, "x", PatientCard.of(stored)), "Patient")[0]
    assert (person["name"][0]["text"], person["birthDate"], person["identifier"][0]["value"]) == (
        "Ann Møller",
        "1971-03-09",
        "77-1",
    )
    assert "gender" not in person
    assert "needles" not in json.dumps(person)


@pytest.mark.parametrize("name", ["علی\u200cرضا", "Zoë 👩\u200d⚕️", "O\u2019Neil\u00a0Jr"])
def test_a_name_in_any_script_stays_as_it_is(name: str) -> None:
    bundle = fhir_bundle(WALK, "x", PatientCard(name=name))
    assert fhir_problems(bundle) == []
    assert resources(bundle, "Patient")[0]["name"][0]["text"] == name


def test_a_file_whose_name_is_no_text_makes_a_bundle() -> None:
    assert fhir_problems(fhir_bundle(WALK, "pain\udcff")) == []


def test_the_papers_come_back_as_they_went_in() -> None:
    bundle = fhir_bundle(WALK, "x", CARD, WHEN, b"%PDF-1.6 a page")
    attachments = [one["content"][0]["attachment"] for one in resources(bundle, "DocumentReference")]
    data = {one["contentType"]: base64.b64decode(one["data"]) for one in attachments}
    assert data["application/pdf"] == b"%PDF-1.6 a page"
    assert parse_drawing(data["application/json"].decode(), "again") == WALK


def ids(bundle: dict[str, Any]) -> list[str]:
    return [entry["fullUrl"] for entry in bundle["entry"]]


def test_equal_drawings_of_two_people_share_no_identity() -> None:
    assert not set(ids(fhir_bundle(WALK, "one.json"))) & set(ids(fhir_bundle(WALK, "two.json")))


def test_two_visits_of_a_stored_patient_name_one_patient_and_share_nothing_else() -> None:
    first, second = fhir_bundle(WALK, "v1", CARD, WHEN), fhir_bundle(WALK, "v2", replace(CARD, name="Ann Lee"), WHEN)
    assert set(ids(first)) & set(ids(second)) == {ids(first)[0]}


def test_another_pdf_changes_no_identity() -> None:
    assert ids(fhir_bundle(WALK, "x", pdf=b"a")) == ids(fhir_bundle(WALK, "x", pdf=b"b"))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        fhir_bundle(WALK, "x", when=WHEN.replace(tzinfo=None))
