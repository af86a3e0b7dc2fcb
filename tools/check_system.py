"""Installs what the system lacks for `make run` or `make test`, after one line that says what and why.

Runs before anything is installed, with whatever Python is at hand: only the standard library, and syntax that an old
Python reads far enough to be told that it is too old. Looks at the libraries and commands themselves rather than at
a package list, so that it is right on any Linux; only the names of the packages are Debian's and Ubuntu's.
On Windows and macOS there is nothing to look for: the wheels bring everything.

    python3 tools/check_system.py run|test|check [--install]

`run` is for the window, and asks for a screen too; `test` adds what the tests start; `check` is for the style checks.
Without `--install`, or where that is not possible, the line names the packages and the command that installs them,
and the exit code is 1.
"""

from __future__ import annotations

import ctypes
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

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
    """Debian packages that `purpose` ("run", "test" or "check") lacks, in alphabetical order."""
    packages = set()
    if not can_make_venv():
        packages.add(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if not os.path.exists("/etc/ssl/certs/ca-certificates.crt") and has_command("apt-get"):  # noqa: PTH110
        packages.add("ca-certificates")
    if purpose != "check":
        packages |= {package for library, package in LIBRARIES.items() if not has_library(library)}
    if purpose == "test":
        packages |= {package for command, package in COMMANDS.items() if not has_command(command)}
        if find_postgresql() is None:
            packages.add(SERVER)
    return sorted(packages)


WHY = {
    "run": "for the window",
    "test": "for the window and the tests",
    "check": "for Python's virtual environment",
}


def apt_command(packages: list[str]) -> list[str]:
    """What installs these packages, with the rights that it takes; empty where this system or account cannot."""
    if not has_command("apt-get"):
        return []
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if os.geteuid() == 0:
        return install
    return ["sudo", *install] if has_command("sudo") else []


def install(packages: list[str], purpose: str) -> bool:
    """Says what is installed and why, and does it; False if it could not be done."""
    command = apt_command(packages)
    if not command:
        return False
    server = "; PostgreSQL starts a server of its own then, which bodymap does not use" if SERVER in packages else ""
    count = f"{len(packages)} system package{'s' if len(packages) > 1 else ''}"
    print(f"bodymap needs {count} {WHY[purpose]}{server}: {' '.join(command)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = [*command[: command.index("apt-get")], "apt-get", "update"]
    # A package list may be missing, as in a container, or old. One broken source among many need not matter.
    _run([*update, "--quiet"], quiet)
    return _run(command, quiet) == 0


def _run(command: list[str], environment: Mapping[str, str]) -> int:
    """The exit code. sudo drops the environment, so the variable that apt looks at goes onto its command line."""
    if command[0] == "sudo":
        command = ["sudo", f"DEBIAN_FRONTEND={environment['DEBIAN_FRONTEND']}", *command[1:]]
    return subprocess.run(command, env=environment, check=False).returncode


def complaint(packages: list[str], purpose: str) -> str:
    """The one line that a person reads where nothing is installed."""
    listed = " ".join(packages)
    if not has_command("apt-get"):
        return f"Missing {WHY[purpose]} (Debian's names): {listed}. Install them with your package manager."
    command = f"apt-get update; apt-get install --no-install-recommends {listed}"
    if os.geteuid() == 0:
        return f"Missing {WHY[purpose]}: {listed}. Install them with: {command}"
    if has_command("sudo"):
        command = command.replace("apt-get", "sudo apt-get")
        return f"Missing {WHY[purpose]}: {listed}. Install them with: {command}"
    return f'Missing {WHY[purpose]}: {listed}. Let root install them: su -c "{command}"'


def screen_problem() -> str:
    """What keeps a window from opening; empty if nothing is known to."""
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    from bodymap.ui.window import screen  # noqa: PLC0415  (an old Python could not read it)

    return screen.screen_problem()


def main(arguments: list[str]) -> int:
    """Returns 0 if nothing is missing any more, 1 after saying what is, 2 if there is no screen."""
    if sys.version_info < OLDEST:
        print(
            f"bodymap needs Python {OLDEST[0]}.{OLDEST[1]} or newer, and this is {sys.version_info[0]}."
            f"{sys.version_info[1]}; name a newer one, for example: make PYTHON=python3.12 run",
            file=sys.stderr,
        )
        return 1
    if not sys.platform.startswith("linux"):
        return 0
    purpose = next((one for one in arguments if one in WHY), "run")
    problem = screen_problem() if purpose == "run" else ""
    if problem:
        print(f"bodymap: {problem}", file=sys.stderr)
        return 2
    packages = missing_packages(purpose)
    if packages and "--install" in arguments and install(packages, purpose):
        packages = missing_packages(purpose)
    if packages:
        print(complaint(packages, purpose), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
