"""Sentences for what can be wrong with how a command was called, and with the terminal it was called from."""

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
    "command.confirm_restore": N_("Restoring replaces everything in {place}. Add --yes to confirm."),
    "command.not_restored": N_("{place} has been left as it is. Type yes to restore."),
    "command.no_pin": N_("Nobody has a PIN in {place}; there is nothing to remove."),
    "command.whose_pin": N_("Several people have a PIN in {place}. Name one with --person: {known}."),
    "command.no_pin_of": N_("{person} has no PIN in {place}. Choose one of: {known}."),
    "command.no_terminal": N_(
        "There is no terminal to enter a secret. Set the environment variable {variable} (empty if there is none)."
    ),
    "command.passphrases_differ": N_("The two passphrases differ. Start again."),
    "command.nothing_typed": N_("Nothing was entered and nothing was done. Start again."),
    "command.bundle_for_patient": N_(
        "A bundle contains the therapist's sheet. Leave out --for, or export pages with --format pdf."
    ),
    "command.nothing_to_export": N_("Nothing to export. Name drawings or folders, or use --store for stored visits."),
    "command.one_drawing_options": N_(
        "--date and --reference apply to a single drawing. Export each patient's drawings separately."
    ),
    "command.store_and_drawings": N_("--store exports stored visits. Do not name drawings as well."),
    "command.store_options": N_("Stored visits have their own dates and references. Leave out --date and --reference."),
    "command.onto_drawing": N_("{path} is the drawing itself. Give the output another name."),
    "command.no_visit": N_("There is no visit in {place}. Name another place with --store."),
    "command.redcap_numbering": N_(
        "REDCap keys use the standard numbering for both sexes. Leave out --numbering native."
    ),
    # Worded by `bodymap.ui.window.screen`, which asks before the package is installed, too.
    "window.no_screen": N_("{detail}"),
    "installation.incomplete": N_("{part} is missing from this installation of bodymap. Install it again."),
    "command.output": N_("The output cannot be written: {reason}. Make room or choose another place."),
}
