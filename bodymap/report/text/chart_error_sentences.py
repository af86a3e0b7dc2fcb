"""Sentences for what can be wrong with charts: our own files, and SVG files of others."""

from collections.abc import Mapping

from bodymap.report.text.error_templates import Sentence, Values
from bodymap.report.text.translation import N_, _

_SIMPLIFY = N_("Simplify the drawing (join or remove small shapes, use fewer points) and export it again.")


def _simplify(sentence: str) -> Sentence:
    return lambda values: f"{_(sentence).format(**values)} {_(_SIMPLIFY)}"


def _no_shapes(values: Values) -> str:
    left_out = values["left_out"]
    assert isinstance(left_out, tuple)
    parts = ", ".join(f"{remark.count} × {remark.what}" for remark in left_out)
    sentence = _("'{file}' has no shape that could be a region (found: {parts}). Export the regions as closed paths.")
    return sentence.format(file=values["file"], parts=parts or _("nothing"))


CHART_SENTENCES: Mapping[str, Sentence] = {
    "chart.no_element": N_("The chart '{file}' is damaged: it has no '{element}'. Reinstall bodymap."),
    "chart.no_area": N_("The chart '{file}' is damaged: '{element}' has no area. Reinstall bodymap."),
    "chart.not_one_piece": N_("The chart '{file}' is damaged: '{element}' is not one piece. Reinstall bodymap."),
    "chart.opacity": N_(
        "The chart '{file}' is damaged: the opacity in line {line} is not a number. Reinstall bodymap."
    ),
    "chart.no_view_box": N_("The chart '{file}' is damaged: it has no viewBox. Reinstall bodymap."),
    "svg.is_folder": N_("'{file}' is a folder. Name an SVG file in it."),
    "svg.not_a_file": N_("'{file}' is not an ordinary file. Name an SVG file."),
    "svg.missing": N_("There is no file '{file}'. Check the name and the folder."),
    "svg.unreadable": N_("'{file}' cannot be opened: {reason}. Check the file and its permissions."),
    "svg.too_large": _simplify(N_("'{file}' is too large ({size} MB; the limit is {limit} MB).")),
    "svg.too_large_unpacked": _simplify(N_("'{file}' is too large (the limit is {limit} MB, uncompressed).")),
    "svg.empty": N_("'{file}' is empty. Export the chart from the drawing program again."),
    "svg.bad_compression": N_("'{file}' is a damaged compressed file (.svgz). Export the chart again."),
    "svg.broken_off": N_("'{file}' is an incomplete compressed file (.svgz). Export the chart again."),
    "svg.unfolds": _simplify(N_("'{file}' unfolds to more than {limit} MB.")),
    "svg.many_elements": _simplify(N_("'{file}' has more than {limit:,} elements.")),
    "svg.deep": _simplify(N_("'{file}' has groups nested more than {limit} deep (line {line}).")),
    "svg.many_attributes": _simplify(N_("'{file}' has an element with more than {limit:,} attributes.")),
    "svg.many_points": _simplify(N_("'{file}' has more than {limit:,} points.")),
    "svg.many_segments": _simplify(N_("'{file}' draws more than {limit:,} lines and curves.")),
    "svg.exhausting": _simplify(N_("'{file}' is too large or too deeply nested to be read.")),
    "svg.entity": N_(
        "'{file}' declares the entity '{entity}' (line {line}), which could load other files or grow without bound. "
        "Save it from a drawing program as plain SVG."
    ),
    "svg.not_xml": N_(
        "'{file}' is not a readable SVG file (line {line}, column {column}: {problem}). "
        "Open it in a drawing program and export it as SVG again."
    ),
    "svg.encoding": N_("'{file}' uses an unknown character encoding. Save it as UTF-8."),
    "svg.other_xml": N_("'{file}' is an XML file but not an SVG drawing. Name an SVG file."),
    "svg.repeats": N_(
        "'{file}' repeats its parts too often through `use` ({place}). "
        "Expand the copies in a drawing program and export it again."
    ),
    "svg.contains_itself": N_(
        "'{file}' cannot be drawn: '{element}' contains itself through a reference ({place}). "
        "Remove that reference in a drawing program and export it again."
    ),
    "svg.no_shapes": _no_shapes,
}
