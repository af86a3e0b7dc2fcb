"""Bad files and bad rows by the thousand: does the program always open them or say one sentence?

    .venv/bin/python -m benchmarks.mutate [--count CASES] [--seed N] [--only KIND] [--limit SECONDS]

Real files are mutated, bytes and JSON alike, values that nobody would write are put into the rows of stores, and
hypothesis makes files up. Each case runs in a worker that is killed after the limit. A case is well if everything that
a person may do with the file works or ends with one sentence; anything else is a traceback, or a hang. Ends with code 1
if there is one. What the cases are stands in `mutate_cases`, what they are made of in `mutations`.
"""

import argparse
import multiprocessing
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as hypothesis_seed

from benchmarks.mutate_cases import Files, Seen, cases, use_drawing
from benchmarks.mutations import documents

SHARES = {
    "drawing, bytes": 15, "drawing, values": 20, "store, plain": 15, "store, encrypted": 4, "store, rows": 14,
    "backup, plain": 5, "backup, encrypted": 2, "recovery file": 8, "outbox": 7, "made up": 10,
}  # fmt: skip
"""Per cent of the cases. A passphrase costs 0.2 s each time a file is opened, so these are fewer."""


# Workers


def work(channel: Connection, name: str, numbers: list[int], seed: int) -> None:
    """Runs cases and sends, before each, its number, and after it what came of it."""
    seen = Seen()
    with tempfile.TemporaryDirectory() as top:
        if name == "made up":
            _make_up(channel, numbers, seed, Path(top), seen)
            return
        (Path(top) / "real").mkdir()
        case = cases(Files(Path(top) / "real"), seen)[name]
        for number in numbers:
            folder = Path(top) / f"{number}"
            folder.mkdir()
            chance = Random(f"{seed} {name} {number}")
            _report(channel, number, seen, lambda folder=folder, chance=chance: case(folder, chance))  # type: ignore[misc]


def _make_up(channel: Connection, numbers: list[int], seed: int, folder: Path, seen: Seen) -> None:
    """Drawing files that hypothesis makes up, from the words that drawings know."""
    left = iter(numbers)

    @hypothesis_seed(seed)
    @settings(max_examples=len(numbers), database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(documents)
    def each(text: str) -> None:
        number = next(left, None)
        if number is not None:
            (folder / "d.json").write_text(text, encoding="utf-8", errors="surrogatepass")
            _report(channel, number, seen, lambda: use_drawing(folder / "d.json", seen))

    each()
    for number in left:  # hypothesis found no more that are new
        _report(channel, number, seen, lambda: None)


def _report(channel: Connection, number: int, seen: Seen, action: Callable[[], None]) -> None:
    seen.said = []
    channel.send(number)
    try:
        action()
    except BaseException:
        channel.send(("traceback", traceback.format_exc()))
    else:
        channel.send(("sentence" if seen.said else "opened", ""))


@dataclass
class Worker:
    """A process that works on cases of one kind."""

    name: str
    numbers: list[int]
    process: Any
    channel: Connection
    current: int | None = None
    since: float = field(default_factory=monotonic)


def start(name: str, numbers: list[int], seed: int) -> Worker:
    """Starts a worker."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(theirs, name, numbers, seed), daemon=True)
    process.start()
    theirs.close()
    return Worker(name, numbers, process, mine)


def outcomes(jobs: list[tuple[str, list[int]]], seed: int, limit: float) -> Iterator[tuple[str, int, str, str]]:
    """Kind, number, outcome and text of every case, two workers at a time."""
    running: list[Worker] = []
    while jobs or running:
        while jobs and len(running) < 2:
            name, numbers = jobs.pop(0)
            running.append(start(name, numbers, seed))
        wait([one.channel for one in running], timeout=1)
        for one in list(running):
            try:
                while one.channel.poll():
                    message = one.channel.recv()
                    one.since = monotonic()
                    if isinstance(message, int):
                        one.current = message
                    else:
                        yield (one.name, one.current or 0, *message)
                        one.current = None
            except EOFError:
                running.remove(one)
                one.process.join()
                if one.current is not None:
                    yield one.name, one.current, "traceback", f"the worker died: {one.process.exitcode}"
                    jobs.append((one.name, [number for number in one.numbers if number > one.current]))
                continue
            if one.current is not None and monotonic() - one.since > limit:
                one.process.kill()
                one.process.join()
                running.remove(one)
                yield one.name, one.current, "hang", f"longer than {limit} s"
                jobs.append((one.name, [number for number in one.numbers if number > one.current]))


def main(arguments: list[str] | None = None) -> int:
    """Runs the cases; 1 if one ended with a traceback or hung."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=SHARES)
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a case counts as hanging")
    options = parser.parse_args(arguments)
    shares = {options.only: 100} if options.only else SHARES
    jobs = [(name, list(range(max(1, options.count * share // 100)))) for name, share in shares.items()]
    tally: dict[str, Counter[str]] = {name: Counter() for name in shares}
    bad: list[str] = []
    for name, number, outcome, text in outcomes([job for job in jobs if job[1]], options.seed, options.limit):
        tally[name][outcome] += 1
        if outcome in ("traceback", "hang"):
            bad.append(f"{name}, case {number}: {outcome}\n{text}")
    for name, counts in tally.items():
        print(
            f"{name:<20}{counts.total():6} cases{counts['opened']:6} open{counts['sentence']:6} say a sentence"
            f"{counts['traceback']:4} tracebacks{counts['hang']:4} hangs"
        )
    print(f"{sum(one.total() for one in tally.values())} cases, {len(bad)} of them bad")
    for one in bad[:10]:
        print(one)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
