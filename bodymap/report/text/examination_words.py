"""Words for what muscles have to do with each other, for the order of examination, and for how steady the top is."""

from collections.abc import Collection, Sequence

from bodymap.atlas.model import Atlas
from bodymap.body.chart import Region
from bodymap.drawing.words import mark_words, region_words
from bodymap.matching.cover import CoverStep
from bodymap.matching.examination_order import ExamStep, Reason
from bodymap.matching.match import Match
from bodymap.matching.stability import ROWS, Perturbation
from bodymap.matching.unexplained import unexplained_regions
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import percent
from bodymap.report.text.translation import _

ORDINALS = ("first", "second", "third")
COUNTS = ("", _("one row"), _("two rows"), _("three rows"))


_RELATIONS = {
    "key": _("May keep {} active: {}"),
    "satellite": _("Satellite of {}: {}"),
    "companion": _("Companion of {}: {}"),
}


def reason_words(atlas: Atlas, reason: Reason) -> str:
    """A reason as a sentence."""
    if reason.kind in _RELATIONS:
        return _RELATIONS[reason.kind].format(english(atlas, reason.muscle), _inside(reason.says))
    numbers = {
        "rank": _("Number {number} of the ranking: explains {percent} of the marked pain.").format(
            number=reason.number, percent=percent(reason.share)
        ),
        "set": _("In the smallest set: with it {percent} is covered.").format(percent=percent(reason.share)),
        "untouched": _("The drawing touches none of its zones."),
    }
    return numbers.get(reason.kind, reason.says)


def company_line(atlas: Atlas, reasons: Sequence[Reason]) -> str:
    """The company of a row in a few words, e.g. "satellite of quadratus lumborum · companion of piriformis".

    Each muscle is named once: what keeps this one active comes first, then companions, then what it keeps active.
    """
    words = {"satellite": _("satellite of {}"), "companion": _("companion of {}"), "key": _("may keep {} active")}
    said = []
    named: set[str] = set()
    for kind, phrase in words.items():
        muscles = dict.fromkeys(reason.muscle for reason in reasons if reason.kind == kind)
        names = [english(atlas, muscle) for muscle in muscles if muscle not in named]
        named |= muscles.keys()
        if names:
            said.append(phrase.format(" and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))))
    return " · ".join(said)


def steadiness_words(atlas: Atlas, match: Match, found: Sequence[Perturbation]) -> str:
    """Whether the first rows hold if the drawing were a little different; empty where nothing is ranked."""
    if not found or not match.ranking.rows:
        return ""
    drawn = tuple(row.key for row in match.ranking.rows[:ROWS])
    moved = [one for one in found if one.rows[:1] != drawn[:1]]
    if moved:
        one = moved[0]
        more = _(", and {value} more such changes").format(value=len(moved) - 1) if len(moved) > 1 else ""
        more = _(", and one more such change") if len(moved) == 2 else more
        return _("Not steady: {variation}, {named} would come first{more}.").format(
            variation=_variation(match, one), named=_named(atlas, one.rows[0]), more=more
        )
    held = next(n for n in range(len(drawn), 0, -1) if all(one.rows[:n] == drawn[:n] for one in found))
    less = _(", or with one mark less") if any(one.kind == "without" for one in found) else ""
    tried = _("1 cm larger or smaller{less}").format(less=less)
    if held == len(drawn):
        first = _("first row") if held == 1 else f"first {COUNTS[held]}"
        return _("Steady: the {first} would be the same if the drawing were {tried}.").format(first=first, tried=tried)
    one = next(one for one in found if one.rows[: held + 1] != drawn[: held + 1])
    gone = len(one.rows) <= held
    other = (
        _("there would be no {ordinals}").format(ordinals=ORDINALS[held])
        if gone
        else _("{named} would come {ordinals}").format(named=_named(atlas, one.rows[held]), ordinals=ORDINALS[held])
    )
    return _("The {value} if the drawing were {tried}; {variation}, {other}.").format(
        value="first row holds" if held == 1 else f"first {COUNTS[held]} hold",
        tried=tried,
        variation=_variation(match, one),
        other=other,
    )


def _variation(match: Match, one: Perturbation) -> str:
    if one.mark is None:
        return _("drawn 1 cm {kind}").format(kind=one.kind)
    words = mark_words(match.drawing.marks[one.mark], match.charts)
    side = f", {words.side}" if words.side else ""
    return _("without the mark “{lower}{place}{side}”").format(
        lower=words.place[:1].lower(), place=words.place[1:], side=side
    )


def step_words(atlas: Atlas, step: CoverStep) -> str:
    """A muscle of the smallest set with its side, or both sides where either would do."""
    side = _("left or right") if step.either else step.row.side
    return f"{english(atlas, step.row.muscle)} {side}"


def _named(atlas: Atlas, key: MuscleKey) -> str:
    return f"{english(atlas, key[0])} {key[1]}"


def english(atlas: Atlas, muscle: str) -> str:
    """The English name of a muscle within a sentence, also of one that has no file yet."""
    name = atlas.names[muscle].english
    return name[:1].lower() + name[1:]


def step_name(atlas: Atlas, step: ExamStep) -> str:
    """Muscle and side of a step as a heading."""
    return f"{muscle_name(atlas, step.muscle)}, {step.side}"


def _inside(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def set_lines(match: Match, atlas: Atlas) -> list[str]:
    """The smallest set and what stays unexplained; with findings, the therapist's above the machine's own."""
    own = f"{_set_words(atlas, match.cover)} {_left_words(match.ranking.unexplained, unexplained_regions(match))}"
    if not match.examined:
        return [own if match.cover else "–"]
    words = _left_words(match.examined_open, unexplained_regions(match, match.examined_unexplained))
    same = match.examined_cover == match.cover and match.examined_open == match.ranking.unexplained
    alone = _("By overlap alone the same.") if same else _("By overlap alone: {own}").format(own=own)
    return [f"{_set_words(atlas, match.examined_cover, match.confirmed)} {words}", alone]


def _set_words(atlas: Atlas, steps: Sequence[CoverStep], confirmed: Collection[MuscleKey] = ()) -> str:
    if not steps:
        return _("No muscle in it.")
    words = [
        f"{'with ' if number else ''}{step_words(atlas, step)}{' ✓' if step.row.key in confirmed else ''} "
        f"{percent(step.explained)}"
        for number, step in enumerate(steps)
    ]
    text = ", ".join(words)
    return f"{text[:1].upper()}{text[1:]}.".replace(" %", "\u00a0%")


def _left_words(share: float, regions: Sequence[Region]) -> str:
    words = region_words(regions)
    where = f": {words[:1].lower()}{words[1:]}" if words else ""
    return f"Unexplained {percent(share)}{where}.".replace(" %", "\u00a0%")
