"""Sentences for what can be wrong with what is handed on: folders, studies, scores, pictures and print; and forms."""

from collections.abc import Mapping

from bodymap.report.text.error_templates import Sentence, counted
from bodymap.report.text.translation import N_, _

_AREAS = {
    "ids": N_("'{area}' is not a CHOIR number (101 to 136 or 201 to 238). Correct it or leave it out."),
    "redcap": N_("'{area}' is not a REDCap key (f01 to f36 or b01 to b38). Correct it or leave it out."),
}

EXPORT_SENTENCES: Mapping[str, Sentence] = {
    "folder.not_empty": N_("The folder {folder} is not empty. Name a new folder, so that nothing is lost."),
    "folder.is_file": N_("{folder} is a file. Name a new folder."),
    "folder.unwritable": N_("The folder {folder} cannot be written: {reason}. Choose another place."),
    "folder.not_made": N_("The folder {folder} cannot be created: {reason}. Choose another folder."),
    "export.invalid_bundle": N_(
        "This drawing does not make a valid FHIR bundle ({detail}). Nothing was written; please report this."
    ),
    "study.key_beside_tables": N_(
        "The key file {path} would be passed on together with the tables. Keep it in another folder."
    ),
    "study.short_key": N_(
        "The key in {path} is too short to protect names. Name a new file and bodymap will create a key."
    ),
    "study.long_key": N_("{path} is not a key file: it is longer than {limit:,} bytes. Choose another file."),
    "study.unreadable_key": N_("The key file {path} cannot be read: {reason}. Check its name."),
    "study.key_not_made": N_("The key file {path} cannot be created: {reason}. Choose another place."),
    "choir.long_list": N_("The list of areas is longer than {limit:,} characters. Give those of one patient."),
    "choir.unknown_area": lambda values: _(_AREAS[str(values["codes"])]).format(**values),
    "score.share": N_("{share:g} is not a valid share. Give a number above 0 and at most 1, such as {example}."),
    "picture.png": N_("The picture could not be saved as PNG. Save it as SVG."),
    "picture.theme": N_("There is no theme '{theme}'. Choose one of: {known}."),
    "print.no_page": counted(
        N_("The sheet has only page 1. Choose page 1."), N_("Choose a page from 1 to {pages}."), "pages"
    ),
    "print.no_answer": N_("The printer does not answer. Check that it is on, and choose it again."),
    "print.stopped": N_("The printer stopped after page {page}. Check it and print again."),
    "patient.unsaved_note": N_("The note has not been saved. Save it or undo your changes first."),
    "birth.no_date": N_("'{text}' is not a date. Write it like 3.4.1979, 1979-04-03 or 3 Apr 1979."),
    "birth.no_such_day": N_("There is no such day as '{text}'. Write it like 3.4.1979, 1979-04-03 or 3 Apr 1979."),
    "birth.no_month": N_("'{text}' has no known month. Write it like 3.4.1979, 1979-04-03 or 3 Apr 1979."),
    "birth.short_year": N_("The year in '{text}' has two digits. Write all four, as in 3.4.1979."),
    "birth.two_readings": N_("'{text}' could be two different days. Name the month, as in {day} Apr {year}."),
    "birth.future": N_("The birth date {day} is in the future. Check the year."),
    "birth.too_old": N_("The birth date {day} is more than {years} years ago. Check the year."),
}
