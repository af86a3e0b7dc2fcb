"""What is kept for the next start is never wrong and never needed: stale, damaged, half-written or not written."""

import pickle
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodymap import prepared as module
from bodymap.atlas.placing import place_points
from bodymap.atlas.shipped import load_atlas
from bodymap.body.chart_files import read_own_chart
from bodymap.matching.zone_index import ZoneIndex, build_index
from bodymap.prepared import SUFFIX, VARIABLE, prepared
from bodymap.resources import resource
from tests.matching.strategies import polygon


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of this test."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file that a value is made of."""
    path = tmp_path / "source.txt"
    path.write_text("one", encoding="utf-8")
    return path


class _Maker:
    """Makes a value of the source, and counts how often."""

    def __init__(self, source: Path) -> None:
        self.source, self.times = source, 0

    def __call__(self) -> dict[str, object]:
        self.times += 1
        return {"text": self.source.read_text(encoding="utf-8"), "numbers": np.arange(3.0)}

    def get(self) -> str:
        return str(prepared("test", (self.source,), self)["text"])


def _entry(folder: Path) -> Path:
    (path,) = folder.glob(f"*{SUFFIX}")
    return path


def test_it_is_made_once_and_again_when_what_it_is_made_of_changes(folder: Path, source: Path) -> None:
    make = _Maker(source)
    assert [make.get(), make.get(), make.times] == ["one", "one", 1]
    source.write_text("two", encoding="utf-8")
    assert [make.get(), make.get(), make.times] == ["two", "two", 2]
    assert len(list(folder.iterdir())) == 1, "the entry that was replaced is still there"


@pytest.mark.parametrize("changed", ["__version__", "_made_by"])
def test_another_version_of_the_program_or_a_library_makes_it_anew(
    folder: Path, source: Path, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = _Maker(source)
    make.get()
    module._made_by.cache_clear()
    monkeypatch.setattr(module, changed, "9" if changed == "__version__" else lambda: "other libraries")
    assert (make.get(), make.times) == ("one", 2)
    monkeypatch.undo()
    module._made_by.cache_clear()


@given(place=st.floats(0, 1, exclude_max=True), cut=st.booleans())
def test_a_damaged_or_half_written_entry_is_made_anew(
    tmp_path_factory: pytest.TempPathFactory, place: float, *, cut: bool
) -> None:
    base = tmp_path_factory.mktemp("damaged")
    source = base / "source.txt"
    source.write_text("one", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(base / "cache"))
        make = _Maker(source)
        make.get()
        path = _entry(base / "cache")
        content = bytearray(path.read_bytes())
        at = int(place * len(content))
        if cut:
            del content[at:]
        else:
            content[at] ^= 1
        path.write_bytes(content)
        assert (make.get(), make.times) == ("one", 2)
        assert (make.get(), make.times) == ("one", 2), "the damaged entry was not replaced"


def test_where_nothing_can_be_kept_everything_works(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = _Maker(source)
    for where in (str(source), str(source / "below"), "off", str(tmp_path / ("n" * 300))):
        monkeypatch.setenv(VARIABLE, where)
        assert make.get() == "one"
    assert make.times == 4
    assert source.read_text(encoding="utf-8") == "one"


def test_an_entry_is_a_folder(folder: Path, source: Path) -> None:
    make = _Maker(source)
    make.get()
    path = _entry(folder)
    path.unlink()
    path.mkdir()
    assert (make.get(), make.times) == ("one", 2)


class _Evil:
    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.target,)


def test_an_entry_that_would_run_something_is_not_read(folder: Path, source: Path, tmp_path: Path) -> None:
    make, target = _Maker(source), tmp_path / "touched"
    make.get()
    content = pickle.dumps(_Evil(target))
    _entry(folder).write_bytes(blake2b(content, digest_size=16).digest() + content)
    assert (make.get(), make.times) == ("one", 2)
    assert not target.exists()


def test_charts_and_zones_are_the_same_from_the_cache(folder: Path) -> None:
    def chart() -> object:
        return read_own_chart(resource("assets", "svg", "female-back.svg"), "female", "back")

    def zones() -> ZoneIndex:
        return build_index(place_points(load_atlas("articles"), "female"))

    prepared("chart", (), chart)
    again = prepared("chart", (), chart)
    assert again is not chart()
    assert {**vars(again)} == {**vars(chart())}
    made, kept = prepared("zones", (), zones), prepared("zones", (), zones)
    assert made is not kept
    assert (made.points, made.muscles, made.unpublished) == (kept.points, kept.muscles, kept.unpublished)
    for seed in range(5):
        areas = {"back": polygon(seed), "front": polygon(seed + 10)}
        assert np.array_equal(made.measure(areas), kept.measure(areas))  # type: ignore[arg-type]
