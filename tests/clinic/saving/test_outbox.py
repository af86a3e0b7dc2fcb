"""What an outbox promises: on the disk, unreadable without the key, and there again for the next login."""

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2  # it ships no types

from bodymap.clinic.model import Visit, VisitMetrics, new_id
from bodymap.clinic.saving.outbox import KEY_BYTES, Outbox, left_behind, parse_visit, same_content, visit_text
from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError
from tests.refusals import refused

KEY = bytes(range(KEY_BYTES))
OTHER_KEY = bytes(KEY_BYTES)
ACHE = Drawing(marks=(Mark(region="back/lumbar-right", quality="aching", intensity=6),))


def session(**more: Any) -> Visit:
    """A visit as a server gave it."""
    return replace(Visit(new_id(), new_id(), datetime.now(UTC), ACHE, "Unmistakable note", version=3), **more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where outboxes are kept."""
    return tmp_path / "state" / "outbox"


def leave(folder: Path, *visits: Visit, key: bytes = KEY) -> None:
    """What an earlier run left behind."""
    journal = Outbox(folder, key)
    for visit in visits:
        journal.put(visit)
    journal.close()


def names(folder: Path) -> list[str]:
    """The outboxes and locks that are there."""
    return sorted(one.suffix for one in folder.iterdir())


def raw(folder: Path, key: bytes = KEY) -> Any:
    """A connection to the only outbox in a folder."""
    (path,) = folder.glob("*.outbox")
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


# The first and last day that Python knows have no moment in every zone.
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.timezones())


@given(st.text(), st.text(), moments)
@example("", "", datetime(2010, 3, 14, 2, tzinfo=ZoneInfo("America/Boise")))  # an hour that was skipped
@example("", "", datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")))  # one that came twice
def test_a_visit_comes_back_as_it_was_put_whatever_was_typed(note: str, plan: str, started: datetime) -> None:
    visit = session(note=note, plan=plan, started=started)
    again = parse_visit(visit_text(visit))
    # Not by `==` of the moments: across zones it is False for hours that a change of the clock skips or repeats.
    assert again.started.isoformat() == visit.started.isoformat()
    assert replace(again, started=visit.started) == visit
    assert same_content(again, visit)


def test_a_newer_state_takes_the_place_of_the_older_and_order_is_kept(folder: Path) -> None:
    first, second = session(), session()
    with closing(Outbox(folder, KEY)) as journal:
        journal.put(first)
        journal.put(second)
        journal.put(replace(first, note="newer"))
        assert journal.visits() == [second, replace(first, note="newer")]
        assert journal.pending(second.id) == second
        assert journal.pending("another") is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", 7), ("patient", None), ("note", ["a"]), ("plan", {}), ("version", "3"), ("version", True),
        ("started", "2026-03-05T14:00:00"), ("started", "0001-01-01T00:00:00+14:00"), ("started", 5), ("drawing", {}),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_no_visit(key: str, value: object) -> None:
    text = json.dumps(json.loads(visit_text(session())) | {key: value})
    with pytest.raises((ValueError, TypeError, BodymapError)):
        parse_visit(text)


def test_letters_that_are_none_are_kept_too(folder: Path) -> None:
    with closing(Outbox(folder, KEY)) as journal:
        journal.put(session(note="half \ud83d and \0"))
        assert journal.visits()[0].note == "half \ud83d and \0"


def test_only_the_state_that_the_server_has_is_dropped(folder: Path) -> None:
    visit = session()
    with closing(Outbox(folder, KEY)) as journal:
        journal.put(replace(visit, note="newer"))
        journal.drop(visit)
        assert journal.visits() == [replace(visit, note="newer")]
        journal.drop(replace(visit, note="newer", version=9, figures=VisitMetrics(0.5)))
        assert journal.visits() == []
        journal.drop(visit)


def test_nobody_reads_it_without_the_key(folder: Path) -> None:
    leave(folder, session())
    (path,) = folder.glob("*.outbox")
    assert b"Unmistakable" not in path.read_bytes()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    before = path.read_bytes()
    assert left_behind(folder, OTHER_KEY) == []
    assert path.read_bytes() == before
    assert len(left_behind(folder, KEY)) == 1


def test_a_key_of_the_wrong_length_is_told_and_leaves_nothing(folder: Path) -> None:
    with refused("outbox.bad_key"):
        Outbox(folder, b"short")
    assert names(folder) == []


def test_an_empty_outbox_leaves_nothing(folder: Path) -> None:
    visit = session()
    journal = Outbox(folder, KEY)
    journal.put(visit)
    journal.forget(visit.id)
    journal.close()
    assert names(folder) == []


def test_a_killed_program_leaves_what_was_put(folder: Path) -> None:
    code = (
        "import os, signal\nfrom datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from bodymap.clinic.saving.outbox import Outbox\nfrom bodymap.clinic.model import Visit\n"
        "from bodymap.drawing.model import Drawing\n"
        f"journal = Outbox(Path({str(folder)!r}), bytes(range(32)))\n"
        "for number in range(3):\n"
        "    journal.put(Visit(str(number), 'p', datetime.now(UTC), Drawing(), version=number))\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    (left,) = left_behind(folder, KEY)
    assert [(visit.id, visit.version) for visit in left.visits] == [("0", 0), ("1", 1), ("2", 2)]
    assert left_behind(folder, KEY) == [left]
    left.discard(left.visits)
    assert left_behind(folder, KEY) == []
    assert names(folder) == []


def test_the_outbox_of_a_running_program_is_left_alone(folder: Path) -> None:
    with closing(Outbox(folder, KEY)) as journal:
        journal.put(session())
        assert left_behind(folder, KEY) == []
    assert len(left_behind(folder, KEY)) == 1


def test_what_a_newer_program_wrote_stays_for_it(folder: Path) -> None:
    """Neither offered nor thrown away, alone or beside what can be read."""
    visit = session()
    leave(folder, visit)
    with closing(raw(folder)) as connection:
        connection.execute("""INSERT INTO visit VALUES ('n', '{"format": 2}')""")
        connection.execute("INSERT INTO visit VALUES ('m', ?)", ("[" * 100_000,))
    (left,) = left_behind(folder, KEY)
    assert left.visits == (visit,)
    left.discard(left.visits)
    assert left_behind(folder, KEY) == []
    with closing(raw(folder)) as connection:
        assert connection.execute("SELECT id FROM visit ORDER BY rowid").fetchall() == [("n",), ("m",)]


def test_a_key_is_in_no_text_about_it(folder: Path) -> None:
    leave(folder, session())
    assert repr(KEY) not in repr(left_behind(folder, KEY))


@pytest.mark.parametrize("content", [b"", b"rubbish", os.urandom(8192), b"SQLite format 3\0" + bytes(4080)])
def test_a_file_that_is_no_outbox_is_passed_over(folder: Path, content: bytes) -> None:
    leave(folder, session())
    (folder / "0.outbox").write_bytes(content)
    assert len(left_behind(folder, KEY)) == 1


def test_no_folder_is_nothing_left_behind(folder: Path) -> None:
    assert left_behind(folder, KEY) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file is in the way")
    with refused("outbox.folder"):
        Outbox(tmp_path / "taken" / "outbox", KEY)


def test_a_disk_that_takes_no_more_is_told_and_what_was_put_stays(folder: Path) -> None:
    visit = session()
    journal = Outbox(folder, KEY)
    journal.put(visit)
    journal._connection.execute("PRAGMA max_page_count = 1")  # SQLite's own full disk
    with refused("outbox.unusable"):
        journal.put(replace(visit, note="long " * 5000))
    assert journal.visits() == [visit]
    journal.close()
    assert left_behind(folder, KEY)[0].visits == (visit,)
