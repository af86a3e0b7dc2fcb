"""Makes the files of one schema version that `test_migrating` opens: two invented patients with their visits.

    python -m tests.clinic.store.schema_files 0003

Run once for each new version, on the day that it is published; files that are there are never made anew. The rows are
written as the first version knew them and brought up to the version by its own scripts.
"""

import sys
from pathlib import Path

from bodymap.clinic.store.sql.engines import WRITES, file_engine
from bodymap.clinic.store.sql.schema_version import upgrade

FOLDER = Path(__file__).parent / "files"

PASSPHRASE = "invented patients"

DRAWING = (
    '{"format": "bodymap-drawing", "version": 1, "figure": "male", "answers": {"worse_upright": true}, '
    '"marks": [{"region": "back/lumbar-right", "quality": "aching", "intensity": 6}]}'
)

ROWS: dict[str, list[tuple[object, ...]]] = {
    "patient": [
        ("p1", "Zoë Müller", "1980-03-05", "A-12", "female", "", 2, "2026-03-05 13:00:00.000000", "Anna at desk 1",
         "2026-03-05 14:00:00.000000"),
        ("p2", "王小明", None, "", "male", "Calls himself Ming.", 1, "2026-03-06 08:30:00.500000", "Ben at desk 2",
         "2026-03-06 08:30:00.500000"),
    ],
    "visit": [
        ("v1", "p1", "2026-03-05 13:00:00.000000", "Better at night", "Heat",
         '{"marked":0.01,"mean_intensity":6.0,"highest_intensity":6,"regions":1,"first":[["iliopsoas","right"]],'
         '"confirmed":[]}', "0.1.0", "1", 3, "2026-03-05 14:00:00.000000", "Anna at desk 1", DRAWING,
         '{"muscles": [{"muscle": "iliopsoas", "side": "right"}]}'),
        ("v2", "p1", "2026-02-01 09:00:00.000000", "", "", "{}", None, None, 1, "2026-02-01 09:00:00.000000",
         "Ben at desk 2", '{"format": "bodymap-drawing", "version": 1, "figure": "female", "marks": []}', "{}"),
    ],
    "audit": [
        (1, "2026-03-05 13:00:00.000000", "Anna at desk 1", "added", "p1", None, ""),
        (2, "2026-03-05 14:00:00.000000", "Anna at desk 1", "printed", "p1", "v1", "A4"),
    ],
    "setting": [("pin", "a hash")],
}  # fmt: skip


def make(path: Path, version: str, passphrase: str | None = None) -> None:
    """Writes a file of a schema version."""
    engine = file_engine(path, passphrase)
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        upgrade(connection, "0001")
        for table, rows in ROWS.items():
            for row in rows:
                connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        upgrade(connection, version)
    engine.dispose()


if __name__ == "__main__":
    for name, key in ((f"schema-{sys.argv[1]}.sqlite", None), (f"schema-{sys.argv[1]}-encrypted.sqlite", PASSPHRASE)):
        if not (FOLDER / name).exists():
            make(FOLDER / name, sys.argv[1], key)
