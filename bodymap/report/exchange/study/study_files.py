"""The tables of a study as files: CSV or Parquet, and the data dictionary beside them as CSV."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from bodymap.files import write_output
from bodymap.report.exchange.study.columns import TABLES, Column, Row, columns, dictionary
from bodymap.tables import csv_text

Format = Literal["csv", "parquet"]
DICTIONARY = "dictionary.csv"


def write_study(folder: Path, rows: Iterable[Row], style: Format) -> list[Path]:
    """Writes all tables and their dictionary into a folder that is there; returns the files.

    Rows stand in the order of their pseudonyms, which says nothing about the order of names. Raises BodymapError if a
    file cannot be written.
    """
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    names = {table: name for name, table in TABLES.items()}
    for row in rows:
        tables[names[type(row)]].append(row)
    written = []
    for name, found in tables.items():
        found.sort(key=lambda row: (row.patient, row.drawing))  # stable: marks and ranks keep their order
        path = folder / f"{name}.{style}"
        content = _csv(found, columns(TABLES[name])) if style == "csv" else _parquet(found, name)
        write_output(path, content)
        written.append(path)
    write_output(folder / DICTIONARY, dictionary_csv().encode())
    return [*written, folder / DICTIONARY]


def dictionary_csv() -> str:
    """The data dictionary as CSV."""
    entries = dictionary()
    return csv_text(list(entries[0]), (entry.values() for entry in entries))


def _csv(rows: Sequence[Row], header: Sequence[Column]) -> bytes:
    names = [column.name for column in header]
    return csv_text(names, ([getattr(row, name) for name in names] for row in rows)).encode()


def _parquet(rows: Sequence[Row], name: str) -> bytes:
    """A table as Parquet. Meaning and unit of a column stand in its field's metadata too."""
    import pyarrow  # type: ignore[import-untyped]  # noqa: PLC0415  (ships no types; heavy, only for this format)
    import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: PLC0415

    types: Mapping[str, Any] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "yes_no": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    header = columns(TABLES[name])
    schema = pyarrow.schema(
        pyarrow.field(
            column.name,
            types[column.type],
            nullable=column.may_be_empty,
            metadata={"meaning": column.about.meaning, "unit": column.about.unit, "allowed": column.allowed},
        )
        for column in header
    )
    content = {column.name: [getattr(row, column.name) for row in rows] for column in header}
    sink = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(pyarrow.table(content, schema=schema), sink)
    return bytes(sink.getvalue())
