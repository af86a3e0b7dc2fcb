"""The program's way in, as `bodymap` and as `python -m bodymap`: quiet from the first moment on."""

import os
import sys

from bodymap import interrupts


def main() -> int:
    """Runs the command line; returns its exit code."""
    with interrupts.ending_at_once():
        # Without a console, as under pythonw, there is nowhere to print to. What is printed has to go somewhere.
        for name in ("stdin", "stdout", "stderr"):
            if getattr(sys, name) is None:
                mode = "r" if name == "stdin" else "w"
                setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  (open to the end)
        from bodymap.cli import main as command_line  # noqa: PLC0415  (takes long enough for a Ctrl+C)
    interrupts.listen()
    try:
        return command_line()
    except BaseException:
        if interrupts.interrupted():
            return 130
        raise


if __name__ == "__main__":
    sys.exit(main())
