"""The audit trail in words and as a file that other programs read back."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import get_args

from bodymap.clinic.model import Action, AuditLine
from bodymap.report.text.audit_words import ACTION_WORDS, COLUMNS, audit_csv, audit_row, audit_rows

WHEN = datetime(2026, 11, 21, 12, tzinfo=UTC)
BEGAN = {"v": datetime(2026, 11, 20, 12, tzinfo=UTC)}


def test_every_action_has_words() -> None:
    assert set(ACTION_WORDS) == set(get_args(Action))


def test_a_line_names_patient_or_visit() -> None:
    line = AuditLine(WHEN, "A. Miller at desk 1", "opened", "p")
    assert audit_row(line, BEGAN)[1:] == ("A. Miller at desk 1", "Patient opened")
    assert audit_row(AuditLine(WHEN, "A", "changed", "p", "v"), BEGAN)[2] == "Visit of 20 Nov 2026 changed"
    gone = audit_row(AuditLine(WHEN, "A", "printed", "p", "w", "summary"), BEGAN)[2]
    assert gone == "A visit that is no longer kept printed: summary"


def test_the_newest_line_stands_first() -> None:
    lines = [AuditLine(WHEN + timedelta(days=day), f"{day}", "opened", "p") for day in (1, 3, 2)]
    assert [who for _, who, _ in audit_rows(lines, {})] == ["3", "2", "1"]


def test_the_file_reads_back_whatever_the_words_are() -> None:
    lines = [AuditLine(WHEN, 'Ann "B", desk\n2', "exported", "p", None, "CSV, Ünïcode")]
    rows = list(csv.reader(io.StringIO(audit_csv(lines, BEGAN), newline="")))
    assert rows[0] == list(COLUMNS)
    assert datetime.fromisoformat(rows[1][0]) == WHEN
    assert rows[1][1:] == ['Ann "B", desk\n2', "Patient exported: CSV, Ünïcode"]
