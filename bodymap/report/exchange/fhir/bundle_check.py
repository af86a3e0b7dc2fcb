"""Whether a bundle is what a FHIR server's validator takes: by fhir.resources, and by rules that it does not hold.

fhir.resources knows the elements and their types. It takes any word for a coded value, a reference to nothing, an
empty list and a time without a zone: those are looked at here.
"""

import base64
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from bodymap.body.region_terms import region_terms
from bodymap.report.exchange.fhir.codes import BINDINGS, CODINGS, CONTROL, REGIONS, UCUM, URIS, Json

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DATED = frozenset(("timestamp", "authored", "effectiveDateTime", "date", "creation"))
"""Members of our resources that hold a moment."""

ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def fhir_problems(bundle: Json) -> list[str]:
    """What is wrong with a bundle, each as a line with the place; empty for a bundle that may leave the house."""
    from fhir.resources.R4B.bundle import Bundle  # noqa: PLC0415  (costs 0.1 s: only for an export)

    empty = list(_plain(bundle, "Bundle"))
    if empty:
        return empty
    try:
        parsed = Bundle.model_validate(bundle)
    except ValidationError as error:
        return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False)]
    return [*_coded(parsed), *_whole(bundle)]


def _coded(model: BaseModel) -> Iterator[str]:
    """Every coded value of the parsed bundle: one without a list of values is a problem as well."""
    kind = str(getattr(model, "__resource_type__", type(model).__name__))
    for name, field in type(model).model_fields.items():
        value = getattr(model, name, None)
        for one in value if isinstance(value, list) else [value]:
            if one is None:
                continue
            if isinstance(one, BaseModel):
                yield from _coded(one)
            elif _is_code(field) and f"{kind}.{name}" != "Coding.code":
                allowed = BINDINGS.get(f"{kind}.{name}")
                if allowed is None or one not in allowed:
                    yield f"{kind}.{name}: '{one}' is none of its codes"
    if kind == "Coding":
        yield from _coding(getattr(model, "system", None), getattr(model, "code", None))
    if kind == "Identifier" and getattr(model, "system", None) not in (None, URIS):
        yield f"Identifier.system: '{getattr(model, 'system', None)}' is none of the systems that may be used"
    if kind == "Quantity" and getattr(model, "system", None) != UCUM:
        yield "Quantity: its unit is not one of UCUM"


def _is_code(field: FieldInfo) -> bool:
    """Whether FHIR says `code` of a field: the library tells it by a mark beside the type."""
    return "Code()" in f"{field.annotation} {field.metadata}"


def _coding(system: str | None, code: str | None) -> Iterator[str]:
    if system is None or system not in CODINGS:
        yield f"Coding.system: '{system}' is none of the systems that may be used"
        return
    codes = CODINGS[system]
    allowed = {f"{one.chart}/{one.name}" for one in region_terms()} if system == REGIONS else codes or frozenset()
    if code not in allowed:
        yield f"Coding.code: '{code}' is none of the codes of {system}"


def _plain(value: Any, where: str) -> Iterator[str]:
    """What holds of any JSON of FHIR: nothing is empty, a moment has its zone."""
    if value in ("", [], {}) or value is None or (isinstance(value, str) and not value.strip()):
        yield f"{where}: is empty"
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _plain(inner, f"{where}.{name}")
            if name in DATED and not (isinstance(inner, str) and INSTANT.fullmatch(inner)):
                yield f"{where}.{name}: '{inner}' is no moment with a time zone"
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _plain(inner, f"{where}[{number}]")
    elif isinstance(value, str) and CONTROL.search(value):
        yield f"{where}: holds a control character"


def _whole(bundle: Json) -> Iterator[str]:
    """Entries and what ties them: each once, each of the name that it is called by, no reference to nothing."""
    urls = Counter(str(entry.get("fullUrl")) for entry in bundle.get("entry", ()))
    yield from (f"{url}: stands in the bundle {count} times" for url, count in urls.items() if count > 1)
    for entry in bundle.get("entry", ()):
        url, resource = str(entry.get("fullUrl")), entry.get("resource", {})
        identity = str(resource.get("id"))
        if not ID.fullmatch(identity) or url != f"urn:uuid:{identity}":
            yield f"{url}: the resource in it is called '{identity}'"
        yield from (f"{url}: refers to {one}, which is not here" for one in _references(resource) if one not in urls)
        yield from (f"{url}: {problem}" for problem in _of_resource(resource))


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _of_resource(resource: Json) -> Iterator[str]:
    """Rules of single kinds that concern what we write; in brackets FHIR's own name of a rule."""
    kind = resource.get("resourceType")
    if kind == "QuestionnaireResponse":
        links = Counter(item["linkId"] for item in resource.get("item", ()))
        yield from (f"linkId '{link}' is given {count} times" for link, count in links.items() if count > 1)
    if kind == "Observation":
        if any(part["code"] == resource["code"] for part in resource.get("component", ())) and any(
            name.startswith("value") for name in resource
        ):
            yield "has a value beside a component of the same code (obs-7)"
        for part in resource.get("component", ()):
            if sum(name.startswith("value") for name in part) != 1:
                yield "a component has not exactly one value"
    if kind == "DocumentReference":
        for content in resource["content"]:
            attachment = content["attachment"]
            if "data" in attachment and "contentType" not in attachment:
                yield "its data does not say what it is (att-1)"
            if len(base64.b64decode(attachment["data"], validate=True)) != attachment["size"]:
                yield "its data has not the size that it says"
