"""Opening a file: made for its owner alone, told apart by its first bytes, and refused with one sentence."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bodymap.clinic.model import Actor, Patient, Visit, new_id
from bodymap.clinic.store.opening import open_file, state_of
from bodymap.drawing.model import Drawing, Mark
from bodymap.errors import BodymapError

ANNA = Actor("Anna", "desk 1")
ZOE = Patient(new_id(), "Zoë O’Brien", date(1980, 3, 5), "A-12")


def one_sentence(error: BodymapError) -> bool:
    """Whether it is one line that says what to do and holds nothing of the database's own words."""
    text = str(error)
    return "\n" not in text and text.endswith(".") and "sqlalche" not in text.lower() and "SELECT" not in text


@pytest.mark.parametrize(("passphrase", "state"), [(None, "plain"), ("it's a “secret” é", "encrypted")])
def test_what_is_stored_is_there_when_opened_again(tmp_path: Path, passphrase: str | None, state: str) -> None:
    path = tmp_path / "new" / "folder" / "patients.sqlite"
    assert state_of(path) == "absent"
    with open_file(path, ANNA, passphrase) as store:
        patient = store.add_patient(ZOE)
        visit = store.add_visit(
            Visit(new_id(), patient.id, datetime.now(UTC), Drawing(marks=(Mark(region="back/sacrum"),)))
        )
    assert state_of(path) == state
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    with open_file(path, ANNA, passphrase) as store:
        assert store.patient(patient.id) == patient
        assert store.visit(visit.id) == visit


def test_a_new_file_and_its_folder_are_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "patients.sqlite"
    with open_file(path, ANNA) as store:
        store.add_patient(ZOE)
        assert {one.stat().st_mode & 0o777 for one in path.parent.iterdir()} == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700
