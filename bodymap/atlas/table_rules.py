"""Rules for the tables beside the muscles: sets, places, questions, red flags and company agree with one another.

What a muscle's own file has to agree with is in `bodymap.atlas.rules`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bodymap.atlas.association_rules import AssociationRule
from bodymap.atlas.conditions import Condition, Place
from bodymap.atlas.flags import WHEN, RedFlag
from bodymap.atlas.parsing import near
from bodymap.atlas.questions import NUMBERS, Answer
from bodymap.atlas.rules import repeated
from bodymap.atlas.sets import MuscleSet
from bodymap.atlas.yaml_lines import Document, Loc, Problem
from bodymap.body.region_terms import region_terms


def place_problems(document: Document, places: Mapping[str, Place]) -> Iterator[Problem]:
    """Regions that are not in the list of regions."""
    regions = {f"{term.chart}/{term.name}" for term in region_terms()}
    for name, place in places.items():
        for number, region in enumerate(place.regions):
            if region not in regions:
                hint = near(region, regions) or "; see regions.csv, and leave the side out"
                yield document.problem((name, "regions", number), f"unknown region '{region}'{hint}")


def set_problems(document: Document, sets: Mapping[str, MuscleSet], names: Collection[str]) -> Iterator[Problem]:
    """Muscles of a set that are not known, or that stand in it twice."""
    for name, one in sets.items():
        muscles: Sequence[str] = () if one.muscles == "all" else one.muscles
        for number, muscle in enumerate(muscles):
            at = (name, "muscles", number)
            if muscle not in names:
                hint = near(muscle, names) or "; see known_muscles.yaml"
                yield document.problem(at, f"unknown muscle '{muscle}'{hint}")
            elif muscle in muscles[:number]:
                yield document.problem(at, f"'{muscle}' stands twice in the set '{name}'; each stands once")


def answer_problems(document: Document, answers: Sequence[Answer]) -> Iterator[Problem]:
    """Repeated ids, and answers that are implied by one that is not there or of another kind."""
    yield from repeated(document, answers, "id", (), "the answer")
    kinds = {answer.id: answer.kind for answer in answers}
    for number, answer in enumerate(answers):
        if answer.implied is None:
            continue
        at, by = (number, "implied"), answer.implied.by
        if answer.kind != "yes_no":
            yield document.problem(at, f"'{answer.id}' is of kind {answer.kind}; only a yes or no can be implied")
        if by not in kinds:
            yield document.problem((*at, "by"), f"unknown answer '{by}'{near(by, kinds)}")
        elif (kinds[by] in NUMBERS) != answer.implied.of_number or kinds[by] == "side":
            yield document.problem(
                (*at, "by"), f"'{by}' is of kind {kinds[by]}; numbers imply by bounds, yes and no by opposite"
            )
        elif any(one.id == by and one.implied for one in answers):
            yield document.problem((*at, "by"), f"'{by}' is implied itself; name the answer that implies it")


def company_problems(
    document: Document,
    rules: Sequence[AssociationRule],
    names: Collection[str],
    answers: Collection[str],
    places: Collection[str],
) -> Iterator[Problem]:
    """Repeated ids, and muscles, answers and places that are not there."""
    yield from repeated(document, rules, "id", (), "the rule")
    for number, rule in enumerate(rules):
        for index, muscle in enumerate(rule.muscles):
            if muscle not in names:
                hint = near(muscle, names) or "; see known_muscles.yaml"
                yield document.problem((number, "muscles", index), f"unknown muscle '{muscle}'{hint}")
        yield from _condition_problems(document, (number, "when"), rule.when, answers, places)


def flag_problems(
    document: Document, flags: Sequence[RedFlag], answers: Collection[str], places: Collection[str]
) -> Iterator[Problem]:
    """Everything in the red flags that does not agree with the places, the answers or itself."""
    yield from repeated(document, flags, "id", (), "the flag")
    for number, flag in enumerate(flags):
        at: Loc = (number,)
        yield from _condition_problems(document, (*at, "raised_by"), flag.raised_by, answers, places)
        for index, place in enumerate(flag.ask_also):
            if place not in places:
                hint = near(place, places) or "; add it to places.yaml"
                yield document.problem((*at, "ask_also", index), f"unknown place '{place}'{hint}")
        for field in ("questions", "cleared_by"):
            for index, answer in enumerate(getattr(flag, field)):
                yield from _unknown_answer(document, (*at, field, index), answer, answers)
        for index, trigger in enumerate(flag.raised_by):
            for answer in () if trigger.level == "ask" else trigger.answers:
                if answer not in flag.questions:
                    sentence = f"'{answer}' raises '{flag.id}' to {trigger.level}; name it among its questions"
                    yield document.problem((*at, "raised_by", index), sentence)
        for index, answer in enumerate(flag.cleared_by):
            if answer not in flag.questions:
                sentence = f"'{answer}' clears '{flag.id}'; name it among its questions"
                yield document.problem((*at, "cleared_by", index), sentence)
        yield from _text_problems(document, at, flag)


def _condition_problems(
    document: Document, at: Loc, conditions: Iterable[Condition], answers: Collection[str], places: Collection[str]
) -> Iterator[Problem]:
    for number, condition in enumerate(conditions):
        for loc, answer in condition.answers_at():
            yield from _unknown_answer(document, (*at, number, *loc), answer, answers)
        for loc, place in condition.places_at():
            if place not in places:
                hint = near(place, places) or "; add it to places.yaml"
                yield document.problem((*at, number, *loc), f"unknown place '{place}'{hint}")


def _unknown_answer(document: Document, at: Loc, answer: str, answers: Collection[str]) -> Iterator[Problem]:
    if answer not in answers:
        hint = near(answer, answers) or "; see answers.yaml"
        yield document.problem(at, f"unknown answer '{answer}'{hint}")


def _text_problems(document: Document, at: Loc, flag: RedFlag) -> Iterator[Problem]:
    for owner in ("therapist", "patient"):
        texts = getattr(flag, owner)
        for level in flag.levels:
            if level not in texts:
                yield document.problem((*at, owner), f"'{flag.id}' can stand at {level}; add a text for it to {owner}")
        for level in texts:
            if level not in flag.levels:
                yield document.problem((*at, owner, level), f"'{flag.id}' never stands at {level}; remove this text")
            elif (WHEN in texts[level]) != (level == "urgent"):
                sentence = f"the time belongs in the text of urgent, and in no other; write {WHEN} where it is said"
                yield document.problem((*at, owner, level), sentence)
