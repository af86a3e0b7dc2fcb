"""How much slower a store is with 10,000 patients of 20 visits each than with one patient, in one run. Writes nothing.

    .venv/bin/python -m benchmarks.bench_store [--count PATIENTS] [--visits N] [--rounds N] [--folder DIR]

What a person waits for is measured on both files by turns: the start (the file is opened, and the first page asks for
today's patients, the latest and their number), a search after the beginnings of two names, after a single letter,
whose list is full, and after two letters that hundreds have, opening a patient and a visit, and saving a stroke.
Prints the medians and their ratios, and ends with code 1 if one is above 3. Times depend on the machine; ratios are
what `docs/reliability.md` quotes. A full run needs 2 GB in the folder.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from benchmarks.made_clinic import DESK, LAST_DAY, drawing, fill
from bodymap.clinic.store.open import open_file
from bodymap.clinic.store.store import Store

LIMIT = 3.0
"""Times slower that the large file may be."""

Action = Callable[[], object]


def start(path: Path, passphrase: str | None) -> None:
    """What happens until the first page stands."""
    with open_file(path, DESK, passphrase) as store:
        first_page(store)


def first_page(store: Store) -> None:
    """What the first page asks for."""
    store.seen_on(LAST_DAY.date())
    store.recent_patients()
    store.count()


def typed(store: Store, number: int) -> str:
    """What somebody types to find a patient: the beginnings of both names."""
    first, last = store.patient(f"p{number:07}").name.split(" ", 1)
    return f"{last[:4]} {first[:3]}"


def open_patient(store: Store, number: int) -> None:
    """A patient's page."""
    store.patient(f"p{number:07}")
    store.visits(f"p{number:07}")
    store.note("opened", f"p{number:07}")


def open_visit(store: Store, number: int) -> None:
    """A visit with its drawing."""
    store.visit(f"v{number:07}-00")


def save_stroke(store: Store, number: int, chance: Random) -> float:
    """A stroke of a visit; returns the seconds of the saving alone."""
    visit = store.visit(f"v{number:07}-00")
    changed = replace(visit, drawing=drawing(chance))
    begun = perf_counter()
    store.save_visit(changed)
    return perf_counter() - begun


def timed(action: Action) -> float:
    """Seconds that it takes."""
    begun = perf_counter()
    action()
    return perf_counter() - begun


def measure(files: dict[str, Path], passphrase: str | None, counts: dict[str, int], rounds: int) -> dict[str, float]:
    """The ratio of medians, large to small, for each action; prints as it goes. The files take turns."""
    stores = {name: open_file(path, DESK, passphrase) for name, path in files.items()}
    chance = {name: Random(f"{passphrase} {name}") for name in files}  # no drawing comes twice
    times: dict[str, dict[str, list[float]]] = {}
    for turn in range(rounds + 2):
        for name, store in stores.items():
            number = Random(turn).randrange(counts[name])
            words = typed(store, number)
            letters = " ".join(word[0] for word in words.split())
            # Saved first: the visit is then opened with a drawing that this process has not read before.
            one = {
                "save a stroke": save_stroke(store, number, chance[name]),
                "first page": timed(lambda store=store: first_page(store)),  # type: ignore[misc]  # mypy drops defaults
                "search, two words": timed(lambda store=store: store.search(words)),  # type: ignore[misc]  # noqa: B023
                "search, one letter": timed(lambda store=store: store.search(words[0])),  # type: ignore[misc]  # noqa: B023
                "search, two letters": timed(lambda store=store: store.search(letters)),  # type: ignore[misc]  # noqa: B023
                "open a patient": timed(lambda store=store: open_patient(store, number)),  # type: ignore[misc]  # noqa: B023
                "open a visit": timed(lambda store=store: open_visit(store, number)),  # type: ignore[misc]  # noqa: B023
            }
            for action, seconds in one.items():
                if turn >= 2:  # the first rounds fill caches
                    times.setdefault(action, {}).setdefault(name, []).append(seconds)
    for store in stores.values():
        store.close()
    for turn in range(max(3, rounds // 3)):
        for name, path in files.items():
            seconds = timed(lambda path=path: start(path, passphrase))  # type: ignore[misc]
            if turn:
                times.setdefault("start", {}).setdefault(name, []).append(seconds)
    ratios = {}
    for action, by_file in times.items():
        small, large = median(by_file["small"]), median(by_file["large"])
        ratios[action] = large / small
        print(f"  {action:<20}{1000 * small:9.2f} ms{1000 * large:9.2f} ms{large / small:8.2f} ×")
    return ratios


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark; 1 if something is more than `LIMIT` times slower."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=10_000, help="patients in the large file")
    parser.add_argument("--visits", type=int, default=20, help="visits of each")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--folder", type=Path, help="where the files are made, and taken away again")
    options = parser.parse_args(arguments)
    worst = 0.0
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        for kind, passphrase in (("plain", None), ("encrypted", "a passphrase of the benchmark")):
            files = {size: Path(name) / f"{kind}-{size}.db" for size in ("small", "large")}
            counts = {"small": 1, "large": options.count}
            for size, path in files.items():
                with open_file(path, DESK, passphrase) as store:
                    fill(store, counts[size], options.visits)
            size_mb = files["large"].stat().st_size / 1e6
            print(f"{kind}: one patient against {options.count:,}, {options.visits} visits each, {size_mb:,.0f} MB")
            worst = max(worst, *measure(files, passphrase, counts, options.rounds).values())
            for path in files.values():
                path.unlink()
    print(f"largest ratio {worst:.2f}, limit {LIMIT}")
    return 1 if worst > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
