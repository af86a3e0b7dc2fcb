"""What is wrong with a value in a file, by the code that its model gives: pydantic's own codes and ours.

For drawing files and the files of the atlas. A text ends without a full stop: the place stands before it, the advice
after it.
"""

from collections.abc import Mapping

from bodymap.report.text.error_templates import Sentence, filled
from bodymap.report.text.translation import N_

_SHOULD_BE_TEXT = N_("should be text")
_SHOULD_BE_WHOLE = N_("should be a whole number")
_SHOULD_BE_NUMBER = N_("should be a number")
_SHOULD_BE_YES_NO = N_("should be true or false")
_SHOULD_BE_LIST = N_("should be a list")
_SHOULD_BE_MAPPING = N_("should be an object with named fields")

PROBLEMS: Mapping[str, Sentence] = {
    # pydantic's
    "missing": N_("is missing"),
    "extra_forbidden": N_("is not a known key"),
    "literal_error": N_("should be {expected}"),
    "string_type": _SHOULD_BE_TEXT,
    "int_type": _SHOULD_BE_WHOLE,
    "int_from_float": _SHOULD_BE_WHOLE,
    "int_parsing": _SHOULD_BE_WHOLE,
    "float_type": _SHOULD_BE_NUMBER,
    "float_parsing": _SHOULD_BE_NUMBER,
    "finite_number": N_("should be a finite number"),
    "bool_type": _SHOULD_BE_YES_NO,
    "bool_parsing": _SHOULD_BE_YES_NO,
    "tuple_type": _SHOULD_BE_LIST,
    "list_type": _SHOULD_BE_LIST,
    "dict_type": _SHOULD_BE_MAPPING,
    "mapping_type": _SHOULD_BE_MAPPING,
    "model_type": _SHOULD_BE_MAPPING,
    "model_attributes_type": _SHOULD_BE_MAPPING,
    "greater_than": N_("should be greater than {gt}"),
    "greater_than_equal": N_("should be at least {ge}"),
    "less_than": N_("should be less than {lt}"),
    "less_than_equal": N_("should be at most {le}"),
    "too_short": N_("should have at least {min_length} entries"),
    "too_long": N_("should have at most {max_length} entries"),
    "string_too_short": N_("should have at least {min_length} characters"),
    "string_too_long": N_("should have at most {max_length} characters"),
    "string_pattern_mismatch": N_("is not written the way ids are"),
    # shapes and marks
    "shape.polygons": N_("should be a list of polygons, nested as in GeoJSON"),
    "shape.rings": N_("should be a list of rings, nested as in GeoJSON"),
    "shape.ring_points": N_("has a ring with fewer than four points"),
    "shape.open_ring": N_("has an open ring: make its last point equal to its first"),
    "shape.point": N_("has a point that is not a list of two numbers"),
    "shape.coordinate": N_("has '{value}' as a coordinate: give chart units from -10000 to 10000"),
    "shape.many_points": N_("has more than {limit} points"),
    "stroke.radii": N_("has {radii} radii for {points} points: give one radius, or one for each point"),
    "mark.not_one_shape": N_("should have exactly one of region, stroke and geometry"),
    "mark.chart_of_region": N_("has a chart beside its region: leave the chart out, the region names it"),
    "mark.no_chart": N_("has a {shape} but no chart: add the chart"),
    "answer.no_answer": N_(
        "is '{value}': give true or false, a whole number from 0 to {limit}, or left, right or both"
    ),
    "answer.no_age": N_("hold '{value}' as the age: give a whole number of years from 0 to {limit}"),
    "findings.muscle_twice": N_("list the same muscle twice: keep one of them"),
    "findings.flag_twice": N_("list the same flag twice: keep one of them"),
}


def problem_words(problem: str, values: Mapping[str, object]) -> str:
    """What is wrong, without the place: "should be at most 10". A code of pydantic that is not listed is named."""
    sentence = PROBLEMS.get(problem, N_("has a value that does not fit ({problem})"))
    return filled(sentence, {"problem": problem, **values})
