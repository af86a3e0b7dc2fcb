"""What is written of a drawing as FHIR R4B: who, what was answered, what was marked where, and the papers.

A Bundle of type `collection`: a set of resources to read. It orders nothing; a `transaction` would tell a server to
create a patient whom the server may have already. Plain data here, no FHIR library; `check` holds it against one.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid5

from bodymap import __version__
from bodymap.atlas.questions import Answer
from bodymap.atlas.shipped import load_atlas
from bodymap.body.chart import Chart, Region
from bodymap.body.chart_files import load_charts
from bodymap.body.chart_shape import SHAPES
from bodymap.body.figure import ChartName
from bodymap.clinic.model import Patient
from bodymap.drawing.file import drawing_json
from bodymap.drawing.geometry import mark_area
from bodymap.drawing.model import AnswerValue, Drawing, Mark
from bodymap.drawing.words import QUALITY_WORDS, mark_words, regions_marked
from bodymap.report.exchange.fhir.codes import (
    CATEGORY,
    CONTROL,
    LOINC,
    NAMESPACE,
    PAIN_SCORE,
    QUALITY,
    REGIONS,
    URIS,
    Json,
    concept,
    observed,
    quantity,
    side_coding,
    sides_of,
)

SHARE_DIGITS = 4
"""Of a share in per cent: a ten-thousandth of one is a dot."""

WRITTEN_BY_PROGRAM = {"no_pain_today": "No pain today", "sides_as_drawn": "The sides are as drawn"}
"""Words for the answers that no question asks for."""


@dataclass(frozen=True)
class PatientCard:
    """Who the drawing is of, as far as it may be told. Empty fields are left out."""

    id: str = ""
    """The stored patient's id: bundles of two visits of one patient then name the same Patient."""
    name: str = ""
    birth_date: date | None = None
    reference: str = ""
    """The clinic's own number."""

    @classmethod
    def of(cls, patient: Patient) -> "PatientCard":
        """The card of a stored patient. The figure is no gender and tells none."""
        return cls(patient.id, patient.name, patient.birth_date, patient.reference)


def plain(text: str) -> str:
    """A text that FHIR takes: no control characters, no blanks around it. May be empty, which FHIR does not take."""
    return CONTROL.sub(" ", text).strip()


def instant(when: datetime) -> str:
    """A moment as FHIR writes it. Raises ValueError where the time zone is missing."""
    offset = when.utcoffset()
    if offset is None:
        raise ValueError("a time without a time zone is no instant")
    if offset.total_seconds() % 60:  # zones of long ago, which FHIR cannot write
        when = when.astimezone(UTC)
    return when.isoformat(timespec="seconds")


def fhir_bundle(
    drawing: Drawing,
    key: str,
    card: PatientCard | None = None,
    when: datetime | None = None,
    pdf: bytes | None = None,
) -> Json:
    """The bundle of a drawing as JSON data. The same arguments give the same bundle.

    `key` tells the drawing from an equal one of somebody else: the visit's id, or the file's name; only a hash of it
    is written. `when` is when it was drawn, with a time zone; None where nobody knows, and then nothing is dated.
    `pdf` is the printed summary. Raises BodymapError for a mark that the charts don't know, ValueError for a `when`
    without a time zone.
    """
    return _Writer(drawing, key, card or PatientCard(), when).bundle(pdf)


def bundle_json(bundle: Json) -> str:
    """The text of a bundle's file."""
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _digest(*parts: str) -> str:
    return hashlib.sha256(
        "\0".join(parts).encode("utf-8", "surrogatepass")
    ).hexdigest()  # names of files need not be text


class _Writer:
    """Makes the resources of one drawing; each gets its uuid from the drawing and its own place in it."""

    def __init__(self, drawing: Drawing, key: str, card: PatientCard, when: datetime | None) -> None:
        self._drawing, self._card = drawing, card
        self._when = instant(when) if when else None
        self._charts: dict[ChartName, Chart] = load_charts(drawing.figure)
        self._whole = sum(chart.outline.area for chart in self._charts.values())
        self._text = drawing_json(drawing)
        said = (card.id, card.name, str(card.birth_date), card.reference, self._when or "")
        self._seed = _digest(key, self._text, *said)
        self._patient = self._uuid("Patient") if not card.id else str(uuid5(NAMESPACE, _digest("patient", card.id)))

    def _uuid(self, place: str) -> str:
        return str(uuid5(NAMESPACE, f"{self._seed}/{place}"))

    def bundle(self, pdf: bytes | None) -> Json:
        """All resources, those that others refer to first."""
        regions = {region.id: region for mark in self._drawing.marks for region in regions_marked(mark, self._charts)}
        resources = [
            self._person(),
            *self._answers(),
            *(self._place(region) for region in regions.values()),
            *(self._observation(number, mark) for number, mark in enumerate(self._drawing.marks, start=1)),
        ]
        related = [_reference(one["id"]) for one in resources if one["resourceType"] == "Observation"]
        papers = [("Pain drawing as bodymap stores it", "application/json", self._text.encode())]
        if pdf is not None:
            papers.insert(0, ("Summary of a pain drawing", "application/pdf", pdf))
        resources += [self._document(*paper, related) for paper in papers]
        identity = self._uuid("Bundle")
        return {
            "resourceType": "Bundle",
            "id": identity,
            "identifier": {"system": URIS, "value": f"urn:uuid:{identity}"},
            "type": "collection",
            **({"timestamp": self._when} if self._when else {}),
            "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources],
        }

    def _resource(self, kind: str, place: str, **content: object) -> Json:
        """A resource without the members that have nothing to say: FHIR knows no empty ones."""
        said = {name: value for name, value in content.items() if value is not None and value not in ("", [])}
        return {"resourceType": kind, "id": self._uuid(f"{kind}/{place}"), **said}

    def _person(self) -> Json:
        name, number = plain(self._card.name), plain(self._card.reference)
        identifier = {"use": "usual", "type": {"text": "Number at the clinic"}, "value": number}
        person = self._resource(
            "Patient",
            "",
            identifier=[identifier] if number else None,
            name=[{"use": "usual", "text": name}] if name else None,
            birthDate=self._card.birth_date.isoformat() if self._card.birth_date else None,
        )
        return {**person, "id": self._patient}

    def _answers(self) -> Iterator[Json]:
        """The QuestionnaireResponse, unless nothing was answered: an empty one would say that all was asked."""
        if not self._drawing.answers:
            return
        table = load_atlas().answers
        known = {name: value for name, value in self._drawing.answers.items() if name in table}
        others = [(name, value) for name, value in self._drawing.answers.items() if name not in table]
        items = [_item(name, table[name].question, table[name], value) for name, value in known.items()]
        for number, (name, value) in enumerate(others, start=1):
            # A foreign id may be any text; a linkId may not, and has to be the only one of its name.
            words = WRITTEN_BY_PROGRAM.get(name) or plain(name) or "A question without a name"
            items.append(_item(f"other-{number}", words, None, value))
        yield self._resource(
            "QuestionnaireResponse",
            "",
            status="completed",
            subject=_reference(self._patient),
            authored=self._when,
            source=_reference(self._patient),
            item=items,
        )

    def _place(self, region: Region) -> Json:
        side = sides_of([region.side])
        code = f"{SHAPES[region.chart].kind}/{region.name}"
        return self._resource(
            "BodyStructure",
            region.id,
            location=concept(
                f"{region.label} ({region.term})", {"system": REGIONS, "code": code, "display": region.label}
            ),
            locationQualifier=[concept(side.capitalize(), side_coding(side))] if side else None,
            description=f"{region.words}, as named on the {region.chart} chart",
            patient=_reference(self._patient),
        )

    def _observation(self, number: int, mark: Mark) -> Json:
        regions = regions_marked(mark, self._charts)
        return self._resource(
            "Observation",
            str(number),
            status="final",
            category=[
                concept("Said by the patient", {"system": CATEGORY, "code": "survey", "display": "Survey"}),
            ],
            code=observed("marked-pain"),
            subject=_reference(self._patient),
            focus=[_reference(self._uuid(f"BodyStructure/{region.id}")) for region in regions],
            effectiveDateTime=self._when,
            performer=[_reference(self._patient)],
            bodySite=concept(mark_words(mark, self._charts).text),
            method=concept(f"Pain drawing on the {self._drawing.figure} figure of bodymap {__version__}"),
            component=list(self._components(mark, regions)),
        )

    def _components(self, mark: Mark, regions: list[Region]) -> Iterator[Json]:
        side = sides_of([region.side for region in regions])
        if side is not None:
            words = "Both sides" if side == "both" else side.capitalize()
            yield {"code": observed("side"), "valueCodeableConcept": concept(words, side_coding(side))}
        if mark.intensity is not None:
            code = {"system": LOINC, "code": PAIN_SCORE[0], "display": PAIN_SCORE[1]}
            yield {
                "code": concept("Strength of the pain, 0 to 10", code),
                "valueQuantity": quantity(mark.intensity, "{score}"),
            }
        if mark.quality is not None:
            words = QUALITY_WORDS[mark.quality]
            coding = {"system": QUALITY, "code": mark.quality, "display": words}
            yield {"code": observed("quality"), "valueCodeableConcept": concept(words, coding)}
        share = round(100 * mark_area(mark, self._charts).area / self._whole, SHARE_DIGITS)
        yield {"code": observed("marked-share"), "valueQuantity": quantity(share, "%")}

    def _document(self, title: str, kind: str, content: bytes, related: list[Json]) -> Json:
        return self._resource(
            "DocumentReference",
            kind,
            status="current",
            type=concept(title),
            subject=_reference(self._patient),
            date=self._when,
            description=title,
            content=[
                {
                    "attachment": {
                        "contentType": kind,
                        "language": "en-GB",
                        "data": base64.b64encode(content).decode(),
                        "size": len(content),
                        "hash": base64.b64encode(hashlib.sha1(content).digest()).decode(),  # FHIR asks for SHA-1
                        "title": title,
                        **({"creation": self._when} if self._when else {}),
                    }
                }
            ],
            context={"related": related} if related else None,
        )


def _reference(identity: str) -> Json:
    return {"reference": f"urn:uuid:{identity}"}


def _item(link: str, words: str, question: Answer | None, value: AnswerValue) -> Json:
    return {"linkId": link, "text": words, "answer": [_answer(question, value)]}


def _answer(question: Answer | None, value: AnswerValue) -> Json:
    """The value with its type: yes or no, a duration in days, a strength, a side, or a number that nobody explains."""
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, str):
        return {"valueCoding": side_coding(value)}
    if question is not None and question.kind == "days":
        return {"valueQuantity": quantity(value, "d")}
    return {"valueInteger": value}
