"""Sentences for what can be wrong with how a command was called."""

from collections.abc import Mapping

from bodymap.report.text.error_templates import Sentence, Values
from bodymap.report.text.translation import N_, _


def _no_drawing(values: Values) -> str:
    paths = values["paths"]
    assert isinstance(paths, tuple)
    return _("There is no drawing in {paths}. Name a folder with .json files.").format(paths=", ".join(paths))


COMMAND_SENTENCES: Mapping[str, Sentence] = {
    "command.no_drawing": _no_drawing,
    "command.no_drawing_of_figure": N_("No drawing is on the {figure} figure. Leave out --figure to count all."),
}
