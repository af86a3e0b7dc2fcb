"""Sentences for what can be wrong with drawings, the files that they stand in, and what a person asks of the atlas."""

from collections.abc import Mapping

from bodymap.report.text.error_templates import Sentence, Values, either
from bodymap.report.text.translation import N_, _
from bodymap.report.text.validation_words import problem_words

_STEPS = {"marks": N_("mark"), "points": N_("point"), "answers": N_("answer")}


def _invalid(values: Values) -> str:
    steps, problem, details = values["at"], values["problem"], values["values"]
    assert isinstance(steps, tuple)
    assert isinstance(details, Mapping)
    last = steps[-1] if steps else ""
    words = [_(_STEPS[step]) if step in _STEPS else step for step in steps]
    if words and problem in ("missing", "extra_forbidden"):
        words[-1] = f"'{last}'"
    where = " ".join(words) or _("the file")
    said = problem_words(str(problem), details)
    sentence = _("{path}: {where} {problem}. Correct it; docs/drawing-file.md describes the format.")
    return sentence.format(path=values["path"], where=where, problem=said)


def _suffixes(values: Values) -> str:
    suffixes = values["suffixes"]
    assert isinstance(suffixes, tuple)
    sentence = _("{path} does not say what to write. Give the output a name that ends in {suffixes}.")
    return sentence.format(path=values["path"], suffixes=_(" or ").join(suffixes))


_WANTED = {
    "yes_no": N_("The answer '{answer}' is {value} but should be true or false. Correct it."),
    "side": N_("The answer '{answer}' is {value} but should be left, right or both. Correct it."),
    "days": N_("The answer '{answer}' is {value} but should be a whole number of days. Correct it."),
    "strength": N_("The answer '{answer}' is {value} but should be a whole number from 0 to {strongest}. Correct it."),
    "age": N_("The answer '{answer}' is {value} but should be a whole number of years, up to {oldest}. Correct it."),
}

DRAWING_SENTENCES: Mapping[str, Sentence] = {
    "drawing.not_json": either(
        "line",
        N_("{path} is not valid JSON (line {line}). Choose a drawing saved by bodymap."),
        N_("{path} is not valid JSON. Choose a drawing saved by bodymap."),
    ),
    "drawing.other_format": N_(
        '{path} is not a bodymap drawing: it lacks "format": "bodymap-drawing". Choose another file.'
    ),
    "drawing.newer": either(
        "version",
        N_("{path} was written by a newer bodymap (format version {version}). Update this program."),
        N_("{path} was written by a newer bodymap. Update this program."),
    ),
    "drawing.invalid": _invalid,
    "drawing.too_large": N_("{path} is larger than {megabytes} MB, too large for a drawing. Choose another file."),
    "drawing.is_folder": N_("{path} is a folder. Choose a drawing file in it."),
    "drawing.missing": N_("{path} does not exist. Check the name."),
    "drawing.unreadable": N_("{path} cannot be read: {reason}. Check the file's permissions."),
    "drawing.not_text": N_("{path} is not a text file. Choose a drawing saved by bodymap."),
    "drawing.unwritable": N_("{path} cannot be written: {reason}. Nothing is lost; save it somewhere else."),
    "drawing.too_many_points": N_(
        "The drawing has {points} points; at most {most} can be worked with. Draw it with fewer points."
    ),
    "drawing.too_many_crossings": N_(
        "The edges of the marks cross each other more than {most} times. Draw outlines only, or use a wider brush."
    ),
    "drawing.unknown_region": either(
        "chart",
        N_("There is no region '{region}'. List the regions with `bodymap regions --chart {chart}`."),
        N_("There is no region '{region}'. List the regions with `bodymap regions`."),
    ),
    "answer.wrong_kind": lambda values: _(_WANTED[str(values["wanted"])]).format(**values),
    "muscle.unknown": N_("The atlas has no muscle '{muscle}'. Choose one of: {known}."),
    "atlas.misplaced": N_("{problems}."),
    "atlas.no_folder": N_("There is no folder {folder}. Name a folder with files <muscle id>.yaml."),
    "atlas.no_set": N_("There is no set '{name}'. Choose one of: {known}."),
    "atlas.no_set_or_folder": N_("There is no set or folder '{name}'. Name a folder, or one of these sets: {known}."),
    "atlas.unsound": either(
        "more",
        N_("{problem} (and {more} more). `bodymap atlas check` lists all mistakes."),
        N_("{problem}. `bodymap atlas check` lists all mistakes."),
    ),
    "figure.unknown": N_("There is no figure '{figure}'. Choose one of: {known}."),
    "file.unknown_suffix": _suffixes,
    "file.no_folder": N_("{path} cannot be written: there is no folder {folder}. Create it first."),
    "file.is_folder": N_("{path} is a folder. Give the name of a file in it."),
    "file.unwritable": N_("{path} cannot be written: {reason}. Choose another place."),
}
