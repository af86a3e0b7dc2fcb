"""A copy of the shipped atlas that a test may spoil."""

import shutil
from pathlib import Path

import pytest

from bodymap.resources import resource


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder `muscles` with one muscle, and the lists beside it."""
    muscles = tmp_path / "muscles"
    muscles.mkdir()
    shutil.copy(resource("data", "muscles", "gluteus_maximus.yaml"), muscles)
    for name in ("sources", "answers", "general", "known_muscles", "places", "company", "red_flags"):
        shutil.copy(resource("data", f"{name}.yaml"), tmp_path)
    return muscles
