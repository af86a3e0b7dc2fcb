"""Names in one line what the system lacks for `make run` or `make test`, and the command that installs it.

Runs before anything is installed, with whatever Python is at hand: only the standard library, and syntax that an old
Python reads far enough to be told that it is too old. Looks at the libraries and commands themselves rather than at
a package list, so that it is right on any Linux; only the command that it proposes is Debian's and Ubuntu's.
On Windows and macOS there is nothing to look for: the wheels bring everything.

    python3 tools/check_system.py run|test [--packages]

`--packages` prints the missing packages alone, for `.ci/run`, and ends with 0.
"""

from __future__ import annotations

import ctypes
import glob
import importlib.util
import os
import shutil
import sys

OLDEST = (3, 11)

# What Qt's xcb platform loads, by the Debian package that brings it. If any one is missing, Qt blames libxcb-cursor0.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# Commands that the tests start: a display without a screen, and readers of the printed page.
COMMANDS = {
    "xdotool": "xdotool",
    "Xvfb": "xvfb",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
}

SERVER = "postgresql"  # the tests start a server of their own; the one that Debian starts may run or not


def has_library(name: str) -> bool:
    """Whether the loader finds this shared library, where it finds Qt's."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_command(name: str) -> bool:
    """Whether this command is on the search path."""
    return shutil.which(name) is not None


def find_postgresql() -> str | None:
    """The folder of PostgreSQL's newest server, or None: Debian keeps the server's own commands off the search path."""
    on_path = shutil.which("initdb")
    # Not pathlib: its newer methods differ among the old Pythons that this file has to run on.
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")  # noqa: PTH207
    newest = max(found, key=lambda path: float(path.split("/")[4]), default=on_path)
    return None if newest is None else os.path.dirname(newest)  # noqa: PTH120


def can_make_venv() -> bool:
    """Whether this Python (or uv) can make a virtual environment; Debian packs that apart from Python."""
    return has_command("uv") or importlib.util.find_spec("ensurepip") is not None


def missing_packages(purpose: str) -> list[str]:
    """Debian packages that `purpose` ("run" or "test") lacks, in alphabetical order."""
    packages = {package for library, package in LIBRARIES.items() if not has_library(library)}
    if not can_make_venv():
        packages.add(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if purpose == "test":
        packages |= {package for command, package in COMMANDS.items() if not has_command(command)}
        if find_postgresql() is None:
            packages.add(SERVER)
    return sorted(packages)


def complaint(packages: list[str], has_apt: bool, is_root: bool) -> str:
    """The one line that a person reads."""
    listed = " ".join(packages)
    if not has_apt:
        return f"Missing on this system (Debian's names): {listed}. Install them with your package manager."
    sudo = "" if is_root else "sudo "
    return f"Missing system packages. Install them with: {sudo}apt-get install --no-install-recommends {listed}"


def main(arguments: list[str]) -> int:
    """Returns 0 if nothing is missing, 1 after saying what is."""
    if sys.version_info < OLDEST:
        print(
            f"bodymap needs Python {OLDEST[0]}.{OLDEST[1]} or newer, and this is {sys.version_info[0]}."
            f"{sys.version_info[1]}; name a newer one, for example: make PYTHON=python3.12 run",
            file=sys.stderr,
        )
        return 1
    if not sys.platform.startswith("linux"):
        return 0
    packages = missing_packages("test" if "test" in arguments else "run")
    if "--packages" in arguments:
        print(" ".join(packages))
        return 0
    if packages:
        print(complaint(packages, has_command("apt-get"), os.geteuid() == 0), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
