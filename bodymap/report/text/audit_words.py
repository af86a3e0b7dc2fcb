"""The audit trail of a patient in words, and as a file of comma-separated values.

How lines are kept is the store's.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bodymap.clinic.dates import day_words, local, moment_words
from bodymap.clinic.model import Action, AuditLine
from bodymap.report.text.translation import _
from bodymap.tables import csv_text

ACTION_WORDS: dict[Action, str] = {
    "opened": "opened",
    "added": "added",
    "changed": "changed",
    "printed": "printed",
    "exported": "exported",
    "erased": "erased",
    "backed_up": _("backed up"),
    "restored": _("restored from a backup"),
    "handed_over": _("handed over to the patient"),
    "unlocked": _("taken back with the PIN"),
}

COLUMNS = ("When", "Who", "What")


def audit_row(line: AuditLine, visits: Mapping[str, datetime]) -> tuple[str, str, str]:
    """When, who and what of a line. `visits` says when visits began that are still kept, by id."""
    what = "Patient"
    if line.visit is not None:
        began = visits.get(line.visit)
        what = (
            _("Visit of {day_words}").format(day_words=day_words(local(began).date()))
            if began
            else _("A visit that is no longer kept")
        )
    said = f"{what} {ACTION_WORDS[line.action]}"
    return moment_words(line.when), line.actor, f"{said}: {line.detail}" if line.detail else said


def audit_csv(lines: Iterable[AuditLine], visits: Mapping[str, datetime]) -> str:
    """The trail as CSV: when in UTC, who, and what in words."""
    return csv_text(COLUMNS, ((line.when, *audit_row(line, visits)[1:]) for line in lines))


def audit_rows(lines: Sequence[AuditLine], visits: Mapping[str, datetime]) -> list[tuple[str, str, str]]:
    """All lines, newest first."""
    return [audit_row(line, visits) for line in sorted(lines, key=lambda line: line.when, reverse=True)]
