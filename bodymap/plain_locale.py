"""Keeps the C library's language and numbers out of what the program says and reads.

Qt, when it starts, sets the process to the desktop's locale. From then on months, and the reasons that the system
gives for an error, are in its language in the midst of our sentences, and C libraries read numbers with a comma.
"""

import locale

_CATEGORIES = ("LC_COLLATE", "LC_MESSAGES", "LC_MONETARY", "LC_NUMERIC", "LC_TIME")


def use_plain_locale() -> None:
    """As Python starts: only how letters are encoded (LC_CTYPE) is the desktop's. Call after making an application."""
    for name in _CATEGORIES:
        if hasattr(locale, name):  # Windows has no LC_MESSAGES
            locale.setlocale(getattr(locale, name), "C")
