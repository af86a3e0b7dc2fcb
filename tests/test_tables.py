"""Tables read back as they were written, and nothing in them is run by a spreadsheet."""

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap.tables import csv_text, text_table

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_text_comes_back_but_for_the_guard(rows: list[tuple[str, str]]) -> None:
    head, *back = read(csv_text(("a", "b"), rows))
    assert head == ["a", "b"]
    assert [[cell.removeprefix("'") for cell in row] for row in back] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


@given(TEXT)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    cell, _ = read(csv_text(("a", "b"), [(text, "")]))[1]
    assert not cell.startswith(("=", "@", "\t", "\r", "\n"))
    if cell.startswith(("+", "-")):
        float(cell)


@pytest.mark.parametrize("text", ["=1+2", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "=HYPERLINK(0)", "-"])
def test_formulas_are_guarded(text: str) -> None:
    assert read(csv_text(("a",), [(text,)]))[1] == [f"'{text}"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), (True, "true"), (False, "false"), (-0.5, "-0.5"), (-3, "-3"), ("-0.5", "-0.5"), ("", ""),
        (date(2026, 12, 1), "2026-12-01"), (["b18", "b19"], "b18,b19"), ((), ""),
        (datetime(2026, 12, 1, 1, 30, tzinfo=timezone(timedelta(hours=2))), "2026-11-30T23:30:00+00:00"),
        (datetime(2026, 12, 1, tzinfo=UTC), "2026-12-01T00:00:00+00:00"),
    ],
)  # fmt: skip
def test_values_have_one_form(value: object, cell: str) -> None:
    assert read(csv_text(("a", "b"), [(value, "x")]))[1] == [cell, "x"]


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert text_table([("muscle", "side"), ("psoas", "left"), ("gluteus medius", "")]) == (
        "muscle          side\npsoas           left\ngluteus medius"
    )
