"""A disk that is full: is anything that was acknowledged lost, is each failure one sentence, does it go on with room?

    .venv/bin/python -m benchmarks.full_disk [--only SCENE] [--read-only]

A small disk in memory (tmpfs), mounted where no other program sees it, holds what a scene works on. It is filled but
for some kilobytes, more each time until the work succeeds, so that the disk becomes full at every stage of it. After
each failure everything must be as before while the disk is still full, also as a machine finds it that was switched off
then; with room again the same work succeeds and leaves no crumbs. With `--read-only` the same on a disk that is
mounted read-only. Ends with code 1 if not. Needs Linux, and root or a
system that lets a user mount in a namespace of his own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.full_disk_scenes import SCENES, Scene, Work, Wrong
from benchmarks.mutate_cases import Seen, TwoSentences
from bodymap.errors import BodymapError

SIZE_KB = 6_144
"""Of the disk."""

INSIDE = "BODYMAP_BENCHMARK_DISK"
"""The environment variable that tells the program that it runs in a namespace of its own."""

BLOCK = 4_096
LEFT = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 640, 768, 1_024, 1_280, 1_400]
"""Blocks that are left free."""


def namespace() -> list[str] | None:
    """The command that lets a program mount without the rest of the machine noticing; None where nobody may."""
    for command in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        try:
            done = subprocess.run([*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False, capture_output=True)
        except FileNotFoundError:
            return None
        if done.returncode == 0:
            return command
    return None


@contextmanager
def disk(size_kb: int = SIZE_KB) -> Iterator[Path]:
    """A small disk of its own. Only within a namespace."""
    with tempfile.TemporaryDirectory(prefix="bodymap-") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_kb}k", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def fill_up(folder: Path, leave: int) -> Path:
    """A file that takes all room but so many bytes."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(BLOCK))
        except OSError:
            file.truncate(max(0, file.tell() // BLOCK * BLOCK - leave))
    return ballast


def protect(folder: Path, how: str) -> bool:
    """Makes the disk read-only ("ro") or lets it be written again ("rw"). False if a file on it is being written."""
    command = ["mount", "-o", f"remount,{how}", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@dataclass
class Tally:
    """What came of a scene."""

    failed: int = 0
    """Times that the disk was too full."""
    steps: set[str] = field(default_factory=set)
    """The sentences that were said."""
    wrong: list[str] = field(default_factory=list)


def play(scene: Scene) -> Tally:
    """Lets the disk become full at every stage of a scene."""
    tally, successes = Tally(), 0
    for blocks in LEFT:
        if successes == 2:
            return tally
        with disk() as folder, tempfile.TemporaryDirectory(prefix="bodymap-") as roomy:
            work = scene(folder, Path(roomy))
            ballast = fill_up(folder, blocks * BLOCK)
            successes += not _attempt(work, Path(roomy), tally, f"{blocks * BLOCK} bytes left", ballast.unlink)
    raise RuntimeError("the disk is too small for it")


def play_protected(scene: Scene) -> Tally | None:
    """Lets the disk be read-only; None where the scene has a file open, with which a disk cannot become so."""
    tally = Tally()
    with disk() as folder, tempfile.TemporaryDirectory(prefix="bodymap-") as roomy:
        work = scene(folder, Path(roomy))
        if not protect(folder, "ro"):
            work.end()
            return None
        _attempt(work, Path(roomy), tally, "read-only", lambda: protect(folder, "rw"))
    return tally


def _attempt(work: Work, roomy: Path, tally: Tally, when: str, mend: Callable[[], object]) -> bool:
    """Does a scene's work, looks at what is there, mends the disk and does it again. True if it failed at first."""
    failed = False
    try:
        seen = Seen()
        seen.does(work.act)
        failed = bool(seen.said)
        tally.failed += failed
        tally.steps |= {one.replace(str(work.disk), "DISK") for one in seen.said}
        work.holds(acted=not failed)
        work.holds_after_power_cut(roomy)
        mend()
        again = Seen()
        again.does(work.again)
        if again.said:
            raise Wrong(f"when the disk was mended it said: {again.said[0]}")
        work.holds(acted=True)
        work.tidy()
    except (TwoSentences, Wrong, BodymapError, OSError, ValueError, TypeError, AttributeError) as error:
        tally.wrong.append(f"{when}: {type(error).__name__}: {error}")
    finally:
        work.end()
    return failed


def main(arguments: list[str] | None = None) -> int:
    """Plays the scenes; 1 if something was lost, said badly, or did not go on."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", choices=SCENES, help="one scene alone")
    parser.add_argument("--read-only", action="store_true", help="a disk that is read-only instead")
    parser.add_argument("--sentences", action="store_true", help="print what was said")
    options = parser.parse_args(arguments)
    if INSIDE not in os.environ:
        command = namespace()
        if command is None:
            print("this system lets nobody mount a disk of his own")
            return 2
        program = [sys.executable, "-m", "benchmarks.full_disk", *(sys.argv[1:] if arguments is None else arguments)]
        return subprocess.run([*command, *program], env={**os.environ, INSIDE: "1"}, check=False).returncode
    wrong = 0
    for name in [options.only] if options.only else SCENES:
        found = play_protected(SCENES[name]) if options.read_only else play(SCENES[name])
        if found is None:
            continue
        tally = found
        wrong += len(tally.wrong)
        print(f"{name:<34}{tally.failed:5} times in vain{len(tally.wrong):5} wrong", flush=True)
        for line in [*tally.wrong, *(sorted(tally.steps) if options.sentences else ())]:
            print(f"    {line}")
    print(f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
