"""A matched drawing as the bytes of a bundle file, with its printed sheet in it and both checks passed."""

from datetime import datetime

from bodymap.errors import BodymapError
from bodymap.matching.match import Match
from bodymap.report.exchange.fhir.bundle import PatientCard, bundle_json, fhir_bundle
from bodymap.report.exchange.fhir.bundle_check import fhir_problems


def bundle_bytes(matched: Match, key: str, card: PatientCard, when: datetime | None, pdf: bytes) -> bytes:
    """The bundle of a drawing. `key` tells it from equal drawings of others, see `fhir_bundle`.

    Raises BodymapError, and that would be a defect, if the bundle is not valid.
    """
    bundle = fhir_bundle(matched.drawing, key, card, when, pdf)
    problems = fhir_problems(bundle)
    if problems:
        raise BodymapError("export.invalid_bundle", detail=problems[0])
    return bundle_json(bundle).encode()
