"""What commands print: for people as their terminal shows it, for programs always in the same letters."""

import io
import json
import sys


def prepare_streams() -> None:
    """Lets anything be printed: names of files need not be text, and a terminal need not know every letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_data(text: str) -> None:
    """Prints JSON or CSV. Into a file or a pipe it goes as UTF-8 with plain line ends, whatever the system's own."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    print(text, end="" if text.endswith("\n") else "\n")


def print_json(content: object) -> None:
    """Prints JSON, as `print_data` does."""
    print_data(json.dumps(content, indent=1, ensure_ascii=False))
