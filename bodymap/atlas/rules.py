"""Rules that tie the files together: ids, sources, landmarks, relations and answers exist and are told apart.

Not geometry, which depends on the figure: a zone beside the body is found in `bodymap.atlas.placing`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from bodymap.atlas.entry import Source
from bodymap.atlas.model import Muscle, Spot, Work
from bodymap.atlas.parsing import near, path
from bodymap.atlas.yaml_lines import Document, Loc, Problem
from bodymap.body.chart_shape import OWN_CHARTS, ChartKind
from bodymap.body.figure import FIGURES, load_figure
from bodymap.body.region_terms import region_terms


def walk(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Every value inside a model with its path in the file, the model itself first."""
    yield loc, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*loc, field.alias or name))
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from walk(child, (*loc, key))
    elif isinstance(value, tuple):
        for number, child in enumerate(value):
            yield from walk(child, (*loc, number))


def source_problems(document: Document, content: Any, works: Mapping[str, Work]) -> Iterator[Problem]:
    """Sources that are not in the list of sources, and lines beyond the end of an article."""
    for loc, source in walk(content):
        if not isinstance(source, Source):
            continue
        work = works.get(source.id)
        if work is None:
            sentence = f"unknown source '{source.id}'{near(source.id, works)}; sources are listed in sources.yaml"
            yield document.problem(loc, sentence)
        elif (work.kind == "article") != (source.article is not None):
            kind, wrong = ("article", "work") if work.kind == "article" else ("work", "article")
            yield document.problem(loc, f"'{source.id}' is cited as {kind}: {source.id}, not as {wrong}")
        elif work.lines is not None and source.line is not None and source.line > work.lines:
            sentence = f"line {source.line} is beyond the article '{source.id}', which has {work.lines} lines"
            yield document.problem((*loc, "line"), sentence)


def repeated(document: Document, items: Sequence[Any], key: str, loc: Loc, what: str) -> Iterator[Problem]:
    """Items of a list that share a name or id with one before them."""
    seen: set[Any] = set()
    for number, item in enumerate(items):
        value = getattr(item, key)
        if value is not None and value in seen:
            at = (*loc, number, key)
            yield document.problem(at, f"{what} '{value}' stands twice in {path(loc)}; each stands once")
        seen.add(value)


def muscle_problems(
    document: Document,
    muscle: Muscle,
    stem: str,
    *,
    names: Collection[str],
    answers: Collection[str],
    places: Collection[str],
) -> Iterator[Problem]:
    """Everything in a muscle that does not agree with its file name, the lists beside it or the landmarks."""
    if muscle.id != stem:
        yield document.problem(("id",), f"the id '{muscle.id}' is not the file name '{stem}'; make them the same")
    elif muscle.id not in names:
        yield document.problem(("id",), f"'{muscle.id}' is not in known_muscles.yaml{near(muscle.id, names)}")
    for relations in ("tells_apart", "satellites", "companions"):
        for number, relation in enumerate(getattr(muscle, relations)):
            at = (relations, number, "muscle")
            if relation.muscle not in names:
                hint = near(relation.muscle, names) or "; see known_muscles.yaml"
                yield document.problem(at, f"unknown muscle '{relation.muscle}'{hint}")
            elif relation.muscle == muscle.id:
                yield document.problem(at, f"'{muscle.id}' is related to itself; name the other muscle")
    points = [point.name for point in muscle.trigger_points]
    for number, answer in enumerate(muscle.answers):
        here = ("answers", number)
        if answer.id not in answers:
            hint = near(answer.id, answers) or "; see answers.yaml"
            yield document.problem((*here, "id"), f"unknown answer '{answer.id}'{hint}")
        for index, point in enumerate(answer.points):
            if point not in points:
                yield document.problem(
                    (*here, "points", index), f"unknown trigger point '{point}'{near(point, points)}"
                )
        for loc, place in answer.drawn.places_at() if answer.drawn else ():
            if place not in places:
                hint = near(place, places) or "; see places.yaml"
                yield document.problem((*here, "drawn", *loc), f"unknown place '{place}'{hint}")
    yield from repeated(document, muscle.answers, "id", ("answers",), "the answer")
    yield from repeated(document, muscle.trigger_points, "name", ("trigger_points",), "the name")
    yield from repeated(document, muscle.trigger_points, "number", ("trigger_points",), "the number")
    yield from _landmark_problems(document, muscle)
    yield from _region_problems(document, muscle)


def _landmark_problems(document: Document, muscle: Muscle) -> Iterator[Problem]:
    for at, chart, spot in _spots(muscle):
        for figure in FIGURES:
            known = load_figure(figure).landmarks[OWN_CHARTS[chart]]
            if spot.landmark not in known:
                sentence = f"unknown landmark '{spot.landmark}' on the {chart} chart{near(spot.landmark, known)}"
                yield document.problem((*at, 0), sentence)
                break


def _spots(muscle: Muscle) -> Iterator[tuple[Loc, ChartKind, Spot]]:
    for number, point in enumerate(muscle.trigger_points):
        for chart, spot in point.position.items():
            yield ("trigger_points", number, "position", chart), chart, spot
    for at, zone in muscle.zones():
        for index, stroke in enumerate(zone.strokes):
            for place, spot in enumerate(stroke.along):
                yield (*at, "strokes", index, "along", place), stroke.chart, spot


def _region_problems(document: Document, muscle: Muscle) -> Iterator[Problem]:
    known = {f"{term.chart}/{term.name}" for term in region_terms()}
    named: list[tuple[Loc, str]] = []
    for where, zone in muscle.zones():
        named += [((*where, "regions", name), name) for name in zone.regions]
    for number, pattern in enumerate(muscle.patterns):
        spared = pattern.spares.regions if pattern.spares else ()
        named += [(("patterns", number, "spares", "regions", i), name) for i, name in enumerate(spared)]
    for at, name in named:
        region = name.removesuffix(":other")
        if region not in known:
            hint = near(region, known) or "; see regions.csv, and leave the side out"
            yield document.problem(at, f"unknown region '{region}'{hint}")
