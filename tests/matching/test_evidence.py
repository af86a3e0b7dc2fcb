"""What a drawing shows: which places are marked on which side, and when a condition of the tables holds."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodymap.atlas.conditions import Condition, Drawn, Place, SideRule
from bodymap.atlas.shipped import load_flags
from bodymap.body.areas import difference, size
from bodymap.body.chart_files import load_charts
from bodymap.body.figure import Side
from bodymap.drawing.geometry import chart_of, drawing_areas
from bodymap.drawing.model import Drawing, Mark, Quality, Stroke
from bodymap.matching.evidence import ENOUGH, SHARE, Evidence, Sides, gather
from tests.matching.strategies import REGIONS, mirrored_mark, questioned
from tests.refusals import refused

PLACES = {name: Place(words=name, regions=(f"back/{name}", f"front/{name}")) for name in ("a", "b", "c")}
RULES: tuple[SideRule, ...] = ("any", "same", "one", "both", "left", "right")
MIRRORED: dict[Side, Side] = {"left": "right", "right": "left", "midline": "midline"}

sides: st.SearchStrategy[frozenset[Side]] = st.frozensets(
    st.sampled_from(("left", "right", "midline")), min_size=1
)  # gather never writes an empty set
marked = st.dictionaries(st.sampled_from([region for place in PLACES.values() for region in place.regions]), sides)
named = st.lists(st.sampled_from(sorted(PLACES)), min_size=1, max_size=2, unique=True).map(tuple)


def evidence(found: Sides, numb: Sides | None = None, answers: Mapping[str, bool] | None = None) -> Evidence:
    """Evidence over the made-up places, on a female figure."""
    return Evidence("female", found, {"numb": numb or {}, "burning": {}}, answers or {}, PLACES)


def seen(drawing: Drawing) -> Evidence:
    """The evidence in a drawing with the places of the shipped tables and no answers."""
    charts = load_charts(drawing.figure)
    return gather(drawing, drawing_areas(drawing, charts), charts, load_flags().places, {})


def stroked(chart: str, *points: tuple[float, float], radius: float) -> Evidence:
    """The evidence in a drawing of one stroke."""
    mark = Mark.model_validate({"chart": chart, "stroke": Stroke(points=points, radius=radius)})
    return seen(Drawing(marks=(mark,)))


# Sides of conditions


@given(marked, named)
def test_the_rules_of_sides_imply_one_another(found: Sides, names: tuple[str, ...]) -> None:
    holds = {rule: evidence(found).holds(Condition(marked=names, side=rule)) for rule in RULES}
    assert not holds["same"] or holds["any"]
    for narrower in ("one", "both", "left", "right"):
        assert not holds[narrower] or holds["same"], narrower
    assert not (holds["one"] and holds["both"])
    assert not (holds["left"] and holds["right"]) or holds["both"]


@given(marked, named, st.sampled_from(RULES))
def test_a_rule_holds_in_the_mirror_as_before(found: Sides, names: tuple[str, ...], rule: SideRule) -> None:
    mirror = {region: frozenset(MIRRORED[side] for side in on) for region, on in found.items()}
    swapped: SideRule = "right" if rule == "left" else "left" if rule == "right" else rule
    here = evidence(found).where(Condition(marked=names, side=rule))
    there = evidence(mirror).where(Condition(marked=names, side=swapped))
    assert there == {MIRRORED[side] for side in here}


@given(marked, marked, named, st.sampled_from([rule for rule in RULES if rule != "one"]))
def test_more_paint_takes_no_condition_away_but_that_of_one_side(
    found: Sides, more: Sides, names: tuple[str, ...], rule: SideRule
) -> None:
    both = {region: found.get(region, frozenset()) | more.get(region, frozenset()) for region in {*found, *more}}
    condition = Condition(marked=names, side=rule)
    assert not evidence(found).holds(condition) or evidence(both).holds(condition)


@pytest.mark.parametrize(
    ("found", "holding"),
    [
        ({"back/a": {"left"}, "back/b": {"left"}}, {"any", "same", "one", "left"}),
        ({"back/a": {"left"}, "back/b": {"right"}}, {"any"}),
        ({"back/a": {"left", "right"}, "back/b": {"right"}}, {"any", "same", "right"}),
        ({"back/a": {"left", "right"}, "front/b": {"left", "right"}}, {"any", "same", "both", "left", "right"}),
        ({"back/a": {"midline"}, "back/b": {"right"}}, {"any", "same"}),
        ({"back/a": {"midline"}, "back/b": {"midline"}}, {"any", "same", "both"}),
        ({"back/a": {"left"}}, set()),
    ],
)
def test_what_each_rule_asks_of_two_places(found: dict[str, set[Side]], holding: set[str]) -> None:
    known = evidence({region: frozenset(on) for region, on in found.items()})
    assert {rule for rule in RULES if known.holds(Condition(marked=("a", "b"), side=rule))} == holding


@given(marked, named, named)
def test_what_must_not_be_marked_undoes_a_condition_and_nothing_else_does(
    found: Sides, names: tuple[str, ...], without: tuple[str, ...]
) -> None:
    known, plain = evidence(found), Condition(marked=names)
    held = known.holds(Condition(marked=names, without=without))
    assert held == (known.holds(plain) and not any(known.sides_of(name) for name in without))


@given(marked, st.dictionaries(st.sampled_from(["p", "q", "r"]), st.booleans()))
def test_all_of_wants_every_yes_and_any_of_one(found: Sides, answers: dict[str, bool]) -> None:
    known = evidence(found, answers=answers)
    yes = {name for name, value in answers.items() if value}
    assert known.holds(Condition(all_of=("p", "q"))) == ({"p", "q"} <= yes)
    assert known.holds(Condition(any_of=("p", "q"))) == bool({"p", "q"} & yes)
    assert known.holds(Condition(all_of=("r",), any_of=("p", "q"))) == ("r" in yes and bool({"p", "q"} & yes))


def test_a_figure_and_a_quality_narrow_a_condition() -> None:
    known = evidence({"back/a": frozenset({"left"}), "back/b": frozenset({"left"})}, {"back/b": frozenset({"left"})})
    assert known.holds(Condition(marked=("a",), figure="female"))
    assert not known.holds(Condition(marked=("a",), figure="male"))
    assert not known.holds(Condition(marked=("a",), quality="numb"))
    assert known.holds(Condition(marked=("b",), quality="numb"))
    assert known.marked_words(Condition(marked=("b",), quality="numb")) == "marked numb or tingling on the left: b"


# Patterns of one muscle's side


@given(marked, st.sampled_from(("left", "right")))
def test_a_pattern_looks_at_its_own_side_and_the_midline(found: Sides, side: Side) -> None:
    pattern = Drawn(marked=("a", "b"), without=("c",))
    other = MIRRORED[side]
    own = {region: on - {other} for region, on in found.items() if on - {other}}
    assert evidence(found).drawn(pattern, side) == evidence(own).drawn(pattern, side)


def test_a_pattern_needs_one_place_and_none_of_the_others() -> None:
    pattern = Drawn(marked=("a", "b"), without=("c",))
    left, right, across = (frozenset[Side]({side}) for side in ("left", "right", "midline"))
    assert evidence({"back/b": left}).drawn(pattern, "left")
    assert not evidence({"back/b": left}).drawn(pattern, "right")
    assert evidence({"back/b": across}).drawn(pattern, "right")
    assert evidence({"back/b": left, "front/c": right}).drawn(pattern, "left")
    assert not evidence({"back/b": left, "front/c": left}).drawn(pattern, "left")
    assert not evidence({"back/b": left, "front/c": across}).drawn(pattern, "left")


# From a drawing


@settings(max_examples=15)
@given(questioned())
def test_a_mirrored_drawing_is_marked_on_the_mirrored_sides(drawing: Drawing) -> None:
    mirror = drawing.model_copy(update={"marks": tuple(mirrored_mark(mark) for mark in drawing.marks)})
    here, there = seen(drawing), seen(mirror)
    for one, other in ((here.marked, there.marked), (here.felt["numb"], there.felt["numb"])):
        assert other == {region: {MIRRORED[side] for side in on} for region, on in one.items()}


@settings(max_examples=15)
@given(questioned())
def test_every_whole_region_is_marked_and_what_is_numb_is_marked_too(drawing: Drawing) -> None:
    known, charts = seen(drawing), load_charts(drawing.figure)
    for mark in drawing.marks:
        region = charts[chart_of(mark)].regions[mark.region or ""]
        on = known.marked[f"{charts[region.chart].shape.kind}/{region.name}"]
        assert region.side in on or "midline" in on
    assert known.felt["numb"].keys() <= known.marked.keys()


@pytest.mark.parametrize("quality", ["numb", "tingling", "aching", None])
def test_only_numb_and_tingling_count_as_numb(quality: Quality | None) -> None:
    known = seen(Drawing(marks=(Mark(region="back/calf-inner-left", quality=quality), Mark(region="back/sacrum"))))
    assert dict(known.felt["numb"]) == ({"back/calf-inner": {"left"}} if quality in ("numb", "tingling") else {})


@given(st.sampled_from([name for name in REGIONS if name.startswith("back/")]), st.floats(4, 30))
def test_a_dab_marks_a_region_from_a_tenth_of_it_or_half_a_dab_of_the_second_brush(region: str, radius: float) -> None:
    charts = load_charts("female")
    area = charts["back"].regions[region].area
    middle = area.representative_point()
    mark = Mark(chart="back", stroke=Stroke(points=((middle.x, middle.y),), radius=radius))
    drawing = Drawing(marks=(mark,))
    areas = drawing_areas(drawing, charts)
    inside = size(areas) - size(difference(areas, {"back": area}))
    stem, _, side = region.rpartition("-")
    expected = inside >= min(SHARE * area.area, ENOUGH)
    if side in ("left", "right"):
        assert (side in seen(drawing).marked.get(stem, ())) == expected
    else:
        assert (region in seen(drawing).marked) == expected


@pytest.mark.parametrize(
    ("x", "side"), [(0.0, "midline"), (14.0, "right"), (-14.0, "left"), (2.0, "midline"), (-2.0, "midline")]
)
def test_a_region_of_the_middle_is_on_the_side_that_holds_most_of_the_mark(x: float, side: Side) -> None:
    """On the back the patient's right is at positive x. The lesser half has to hold a fifth to count."""
    y = load_charts("female")["back"].regions["back/sacrum"].area.centroid.y
    assert stroked("back", (x, y - 10), (x, y + 10), radius=10).marked["back/sacrum"] == {side}


def test_a_mark_on_no_chart_is_told_in_one_sentence() -> None:
    drawing = Drawing(marks=(Mark(region="top/lumbar-left", quality="numb"),))
    with refused("drawing.unknown_region"):
        gather(drawing, {}, load_charts("female"), load_flags().places, {})


def test_answers_and_places_are_passed_on() -> None:
    known = seen(Drawing(figure="male"))
    assert (known.figure, dict(known.marked), dict(known.answers)) == ("male", {}, {})
    assert known.places is load_flags().places
    assert replace(known, answers={"q": True}).holds(Condition(all_of=("q",)))
