"""The three places in which everything is tested: a plain file, an encrypted file, and a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bodymap.clinic.store.store import Store
from tests.postgres import ANNA, BEN, PASSPHRASE, PASSWORD, Place, Server, start_server, stop_server

__all__ = ["ANNA", "BEN", "PASSPHRASE", "PASSWORD", "Place", "Server", "start_server", "stop_server"]


@pytest.fixture(params=["plain", "encrypted", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each kind of place in turn, with no patients."""
    if request.param == "server":
        return request.getfixturevalue("server_place")  # type: ignore[no-any-return]  # pytest cannot know
    path = tmp_path / "clinic" / "patients.sqlite"
    return Place(path, PASSPHRASE if request.param == "encrypted" else None)


@pytest.fixture(params=["plain", "encrypted"])
def file_place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each kind of file in turn, with no patients."""
    path = tmp_path / "clinic" / "patients.sqlite"
    return Place(path, PASSPHRASE if request.param == "encrypted" else None)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An open store in each kind of place in turn."""
    with place.open() as opened:
        yield opened
