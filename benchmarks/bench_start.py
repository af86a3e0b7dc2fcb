"""How long `bodymap rank` and the window take until they show a ranking, with and without what the last start kept.

    .venv/bin/python -m benchmarks.bench_start [--rounds N]

Each round starts a fresh process for every case, one after the other, so that a busy machine slows all alike. The cases
are: nothing is kept; a first start, which keeps; a later start. Prints medians and ratios, writes nothing outside a
folder of its own; the ratios are what `docs/benchmarks.md` quotes.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "examples" / "low-back-and-leg.json"

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from bodymap.app import make_window
app = QApplication([])
folder = Path(sys.argv[1])
window = make_window(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), folder / "recovery")
window.open(Path(sys.argv[2]))
window.show_page(2)
window.show()
app.processEvents()
assert window.document.match.ranking.rows
"""


def seconds(command: list[str], cache: str) -> float:
    """How long a process takes with a cache folder, or `off`. Stops the run if it fails."""
    environment = {**os.environ, "BODYMAP_CACHE": cache, "QT_QPA_PLATFORM": "offscreen"}
    start = perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def main() -> None:
    """Runs all rounds and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as made:
        folder = Path(made)
        commands = {
            "bodymap rank": [sys.executable, "-m", "bodymap", "rank", str(EXAMPLE), "--set", "whole-body"],
            "window with Review": [sys.executable, "-c", WINDOW, str(folder), str(EXAMPLE)],
        }
        print(f"{'seconds, median':<20}{'nothing kept':>14}{'first start':>14}{'later start':>14}{'later : none':>14}")
        for name, command in commands.items():
            taken: dict[str, list[float]] = {"off": [], "first": [], "later": []}
            for number in range(rounds):
                cache = str(folder / f"{name} {number}")
                for case, where in (("off", "off"), ("first", cache), ("later", cache)):
                    taken[case].append(seconds(command, where))
            none, first, later = (median(one) for one in taken.values())
            print(f"{name:<20}{none:>14.2f}{first:>14.2f}{later:>14.2f}{later / none:>14.2f}")


if __name__ == "__main__":
    main()
