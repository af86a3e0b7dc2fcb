"""The codes of a FHIR bundle: which systems they come from, and which values each coded element may hold.

Only what is free to use: HL7's own lists, LOINC under its licence, UCUM, three sides of SNOMED CT, and lists of our
own. `docs/exchange.md` says where each is from. What no free system has a code for stays plain text.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal
from uuid import UUID, uuid5

from bodymap.drawing.model import QUALITIES

Json = dict[str, Any]
SaidSide = Literal["left", "right", "both"]

NAMESPACE = UUID("5f0f3f0a-6d0e-5c39-9c11-2f6b3f6f5d4e")
"""Root of every uuid that an export makes: the same content gives the same uuid."""

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
URIS = "urn:ietf:rfc:3986"
"""The system of an identifier that is a URI itself."""
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"


def own_system(name: str) -> str:
    """The address of one of our own lists: a uuid, since the program has no host whose name it could use."""
    return f"urn:uuid:{uuid5(NAMESPACE, f'code-system/{name}')}"


REGIONS = own_system("region")
"""Ids of regions as `bodymap regions` lists them."""
QUALITY = own_system("quality")
"""The kinds of pain of the drawing file."""
OBSERVED = own_system("observed")
"""What an Observation of ours, or a component of it, is about."""

OBSERVED_WORDS: Mapping[str, str] = {
    "marked-pain": "Pain marked on a body chart",
    "side": "Side of the patient",
    "quality": "Kind of pain",
    "marked-share": "Share of the body charts that is marked",
}

SIDES: Mapping[SaidSide, tuple[str, str]] = {
    "left": ("7771000", "Left"),
    "right": ("24028007", "Right"),
    "both": ("51440002", "Right and left"),
}
"""SNOMED CT's qualifiers of laterality."""

PAIN_SCORE = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
"""LOINC's name for a strength from 0 to 10 as the patient says it."""

UNITS: Mapping[str, str] = {"{score}": "of 10", "d": "days", "%": "%"}
"""UCUM's code to the unit in words."""

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Letters that no text of FHIR may hold, tab and line breaks among them: ours stand on one line.

Joiners, which names in Persian and some emoji are written with, may stay.
"""

Codes = frozenset[str]
CODINGS: Mapping[str, Codes | None] = {
    SNOMED: frozenset(code for code, _ in SIDES.values()),
    LOINC: frozenset((PAIN_SCORE[0],)),
    CATEGORY: frozenset(("survey",)),
    QUALITY: frozenset(QUALITIES),
    OBSERVED: frozenset(OBSERVED_WORDS),
    REGIONS: None,  # compared with the charts by `check`
}
"""The codes of each system that a bundle of ours may use."""

BINDINGS: Mapping[str, Codes] = {
    "Bundle.type": frozenset(
        (
            "document",
            "message",
            "transaction",
            "transaction-response",
            "batch",
            "batch-response",
            "history",
            "searchset",
            "collection",
        )
    ),
    "Observation.status": frozenset(
        ("registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown")
    ),
    "QuestionnaireResponse.status": frozenset(("in-progress", "completed", "amended", "entered-in-error", "stopped")),
    "DocumentReference.status": frozenset(("current", "superseded", "entered-in-error")),
    "Patient.gender": frozenset(("male", "female", "other", "unknown")),
    "HumanName.use": frozenset(("usual", "official", "temp", "nickname", "anonymous", "old", "maiden")),
    "Identifier.use": frozenset(("usual", "official", "temp", "secondary", "old")),
    "Attachment.contentType": frozenset(("application/pdf", "application/json")),
    "Attachment.language": frozenset(("en-GB",)),
    "Quantity.code": frozenset(UNITS),
}
"""The values of each coded element that a bundle of ours writes, from the required bindings of FHIR R4B; where FHIR
leaves a whole standard open (media types, languages, UCUM), those that we write."""


def concept(words: str, *codings: Json) -> Json:
    """A CodeableConcept: the words that a person reads, and codes for a machine if there are any."""
    return {**({"coding": list(codings)} if codings else {}), "text": words}


def observed(code: str) -> Json:
    """The concept of something that we observe, from our own list."""
    words = OBSERVED_WORDS[code]
    return concept(words, {"system": OBSERVED, "code": code, "display": words})


def side_coding(side: SaidSide) -> Json:
    """A side of the patient as SNOMED CT says it."""
    code, words = SIDES[side]
    return {"system": SNOMED, "code": code, "display": words}


def quantity(value: float, unit: str) -> Json:
    """A number with a unit of UCUM."""
    return {"value": value, "unit": UNITS[unit], "system": UCUM, "code": unit}


def sides_of(sides: Sequence[str]) -> SaidSide | None:
    """The side that several regions lie on together; None where they lie on the midline only."""
    lateral = {side for side in sides if side != "midline"}
    if len(lateral) == 2:
        return "both"
    return "left" if lateral == {"left"} else "right" if lateral else None
