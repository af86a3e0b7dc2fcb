"""Strings of CHOIR and REDCap become drawings whose score is the same string; the renumbering happens once or never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.body.figure import FIGURES, FigureName
from bodymap.drawing.file import drawing_json, parse_drawing
from bodymap.report.instruments.choir_strings import MOST_LETTERS, choir_areas, drawing_of, redcap_areas
from bodymap.report.instruments.definition import load_instrument
from bodymap.report.instruments.results import score_result
from bodymap.report.instruments.scoring import SHARE
from tests.refusals import refused

CHOIR = load_instrument("choir")
IDS = CHOIR.all_codes("ids")
REDCAP = CHOIR.all_codes("redcap")

sets = st.sets(st.sampled_from(range(len(IDS))))
figures = st.sampled_from(FIGURES)


def scored(text: str, figure: FigureName, share: float = SHARE) -> dict[str, list[str]]:
    """What `score` says of a drawing file with this content."""
    result: dict[str, list[str]] = score_result(parse_drawing(text, "it"), share, ["choir"])["choir"]
    return result


@given(sets, figures, st.sampled_from([SHARE, 1e-6, 1.0]))
def test_areas_come_back_through_a_file(wanted: set[int], figure: FigureName, share: float) -> None:
    ids, keys = ([codes[n] for n in sorted(wanted)] for codes in (IDS, REDCAP))
    for areas in (choir_areas(",".join(ids), figure), redcap_areas(",".join(keys))):
        result = scored(drawing_json(drawing_of(areas, figure)), figure, share)
        assert (result["ids"], result["redcap"]) == (ids, keys)


@pytest.mark.parametrize("figure", FIGURES)
def test_every_area_alone_comes_back(figure: FigureName) -> None:
    for number in IDS:
        result = scored(drawing_json(drawing_of(choir_areas(number, figure), figure)), figure)
        assert result["ids"] == [number]


@given(sets)
def test_native_female_numbers_come_back_as_they_were(wanted: set[int]) -> None:
    natives = {IDS[n] for n in wanted}
    result = scored(drawing_json(drawing_of(choir_areas(",".join(natives), "female", "native"), "female")), "female")
    assert set(result["native_female"]) == natives
    assert {CHOIR.native(number, "female") for number in result["ids"]} == natives


def test_numbers_are_converted_only_when_told_and_only_for_women() -> None:
    def name(text: str, *how: str) -> list[str]:
        return [area.name for area in choir_areas(text, *how)]  # type: ignore[arg-type]

    assert name("112", "female") == name("112", "male") == name("112", "male", "native") == ["Bicep (front-left)"]
    assert name("112", "female", "native") == ["Abdomen (front-right)"]
    assert [area.name for area in redcap_areas("f12")] == ["Bicep (front-left)"]
    assert name("218", "female", "native") == name("218", "female") == ["Lower Back (back-left)"]


def test_a_man_has_no_native_female_numbers() -> None:
    assert scored(drawing_json(drawing_of(choir_areas("112", "male"), "male")), "male")["native_female"] is None


@pytest.mark.parametrize("text", ["218,223", " 223, 218,218 ", '"218,223"', "218 223", "218;223", "218,223,"])
def test_strings_are_read_as_people_write_them(text: str) -> None:
    assert [area.codes["ids"] for area in choir_areas(text, "male")] == ["218", "223"]


def test_no_areas_make_an_empty_drawing() -> None:
    assert drawing_of(choir_areas("", "female"), "female").marks == ()


@pytest.mark.parametrize(
    "text", ["100", "137", "200", "239", "0218", "218,abc", "f01", "218,-5", "1\x1b[2J", "9" * 3000]
)
def test_what_is_no_number_is_refused_in_one_sentence(text: str) -> None:
    with refused("choir.long_list" if len(text) > MOST_LETTERS else "choir.unknown_area"):
        choir_areas(text, "female")


def test_keys_are_whole_and_may_be_capitals() -> None:
    with refused("choir.unknown_area", area="f1", codes="redcap"):
        redcap_areas("f1")
    assert [area.codes["ids"] for area in redcap_areas("F01")] == ["101"]
