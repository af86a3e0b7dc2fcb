"""kill -9 at random moments, hundreds of times: is an acknowledged stroke ever lost, does a file ever not open?

    .venv/bin/python -m benchmarks.kill [--count KILLS] [--seed N] [--only SCENE]

Each scene starts a child that works on files and says over a pipe what it has finished: it is killed at a random moment
while it works, a child that finished first does not count. Then everything it had acknowledged must be there, and every
file must open. Ends with code 1 if not.

A kill stands for a crash of the program. A loss of power, which also takes what the system had not yet written, is what
`synchronous = FULL` and the flushes are for; it is not tried here.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.kill_scenes import ENDLESS, SCENES, Lost, Say
from bodymap.errors import BodymapError


@dataclass
class Tally:
    """What came of a scene."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    unopened: list[str] = field(default_factory=list)


def run_child(work: Callable[[Path, Say], None], folder: Path, delay: float | None) -> tuple[bool, list[str], float]:
    """Works in a child and kills it `delay` seconds after it was ready, or never.

    Returns whether it was killed at work, what it had acknowledged, and how long it worked.
    """
    reader, writer = os.pipe()
    child = os.fork()  # no threads run here, and no file is open
    if child == 0:
        _be_child(work, folder, reader, writer)
    os.close(writer)
    try:
        with os.fdopen(reader) as pipe:
            line = pipe.readline()
            begun = time.perf_counter()
            if delay is not None and line:
                time.sleep(delay)
                os.kill(child, signal.SIGKILL)
            lines = pipe.read().split("\n")[:-1]  # what was not said whole was not said
            lasted = time.perf_counter() - begun
    finally:
        with suppress(ProcessLookupError):
            if delay is not None:
                os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not killed and os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError("a child failed by itself: see above")
    return killed and "done" not in lines, [one for one in lines if one != "done"], lasted


def _be_child(work: Callable[[Path, Say], None], folder: Path, reader: int, writer: int) -> None:
    code = 1
    try:
        os.close(reader)
        tempfile.tempdir = str(folder)  # what a kill leaves goes with the folder

        def say(word: str) -> None:
            os.write(writer, f"{word}\n".encode())

        work(folder, say)
        say("done")
        code = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(code)


def play(name: str, kills: int, seed: int, folder: Path) -> Tally:
    """Kills a scene's child so many times."""
    scene, tally, chance = SCENES[name], Tally(), Random(f"{seed} {name}")
    master = folder / "master"
    master.mkdir()
    scene.prepare(master)
    lasts = ENDLESS  # seconds within which the child is killed
    if not scene.endless:
        trial = shutil.copytree(master, folder / "trial")
        _, _, lasts = run_child(scene.work, trial, None)
        shutil.rmtree(trial)
    for attempt in range(20 * kills):
        if tally.kills == kills:
            return tally
        place = shutil.copytree(master, folder / f"{attempt}")
        killed, acknowledged, _ = run_child(scene.work, place, chance.uniform(0, lasts))
        # A machine that is now quicker or slower than at the trial: most children should be killed at work.
        lasts *= 1 if scene.endless else 1.03 if killed else 0.9
        if killed:
            tally.kills += 1
            tally.acknowledged += len(acknowledged)
            try:
                scene.check(place, acknowledged)
            except Lost as error:
                tally.lost.append(f"{name}, attempt {attempt}: {error}")
            except BodymapError as error:
                tally.unopened.append(f"{name}, attempt {attempt}: {error}")
        shutil.rmtree(place)
    raise RuntimeError(f"{name}: the child finished before it was killed, too often")


def main(arguments: list[str] | None = None) -> int:
    """Plays the scenes; 1 if anything was lost or does not open."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=300, help="kills in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=SCENES, help="one scene alone")
    options = parser.parse_args(arguments)
    names = [options.only] if options.only else list(SCENES)
    each = -(-options.count // len(names))
    wrong: list[str] = []
    total = 0
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            tally = play(name, each, options.seed, Path(folder))
        total += tally.kills
        wrong += tally.lost + tally.unopened
        print(
            f"{name:<22}{tally.kills:5} kills{tally.acknowledged:8} acknowledged{len(tally.lost):5} lost"
            f"{len(tally.unopened):5} do not open",
            flush=True,
        )
    print(f"{total} kills, {len(wrong)} of them with a loss")
    for one in wrong:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
