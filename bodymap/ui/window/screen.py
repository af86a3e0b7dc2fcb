"""Whether there is a screen to open a window on, asked before Qt is: without one Qt ends the process.

No Qt here, and the standard library alone: `tools/check_system.py` asks the same before anything is installed.
"""

import ctypes
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bodymap.report.text.translation import _

_WITHOUT = _("`bodymap --help` lists the commands that need none")


def screen_problem() -> str:
    """What keeps a window from opening, as one sentence; empty if nothing is known to.

    Only Linux is asked: elsewhere a session always has its screen.
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if not sys.platform.startswith("linux") or platform not in ("", "xcb", "wayland"):
        return ""  # Qt's other platforms draw without a display server
    display = os.environ.get("DISPLAY", "") if platform != "wayland" else ""
    wayland = os.environ.get("WAYLAND_DISPLAY", "") if platform != "xcb" else ""
    if not display and not wayland:
        return _("There is no screen to open a window on; {without}.").format(without=_WITHOUT)
    if wayland and _wayland_answers(wayland):
        return ""
    if display and _x_answers():
        return ""
    name = display or wayland
    return _(
        "The screen {name} does not answer, or does not let this account in; start bodymap from the desktop of "
        "the person who is logged in; {without}."
    ).format(name=name, without=_WITHOUT)


def _wayland_answers(name: str) -> bool:
    place = Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / name
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(2)
        try:
            line.connect(str(place))
        except OSError:
            return False
    return True


def _x_answers() -> bool:
    """Asks with X's own library, which knows about rights too; True where it is missing, since Qt then says so."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    with _silence():
        connection = xcb.xcb_connect(None, None)
    # Left open on purpose: a server that is to serve one program, as Xvfb's, starts anew when its last client goes.
    return not xcb.xcb_connection_has_error(connection)


@contextmanager
def _silence() -> Iterator[None]:
    """X's library has words of its own for a key that is missing, and writes them past Python."""
    try:
        before = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)
        os.close(nowhere)
