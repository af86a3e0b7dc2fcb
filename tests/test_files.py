"""A finished file takes its place whole, or what stood there stays."""

import os
from pathlib import Path

import pytest

from bodymap.files import write_output
from tests.refusals import refused


def test_if_the_disk_is_full_the_old_file_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sheet.pdf"
    write_output(path, b"the first")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with refused("file.unwritable", path=path, reason="ENOSPC"):
        write_output(path, b"the second")
    monkeypatch.undo()
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("sheet.pdf", b"the first")]


@pytest.mark.skipif(os.name != "posix", reason="rights and links are those of POSIX")
def test_rights_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "sheet.pdf", tmp_path / "link.pdf"
    path.write_bytes(b"the first")
    path.chmod(0o640)
    link.symlink_to(path)
    write_output(link, b"the second")
    assert link.is_symlink()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"the second", 0o640)


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
def test_a_file_that_somebody_protected_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"the first")
    path.chmod(0o444)
    if os.geteuid() == 0:  # who may everything is told what anybody else is told
        monkeypatch.setattr("os.access", lambda *_: False)
    with refused("file.unwritable", reason="EACCES"):
        write_output(path, b"the second")
    assert path.read_bytes() == b"the first"
