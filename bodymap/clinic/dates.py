"""Days and moments as the program writes them, the same on a page, on paper and in what a message says.

Not how they are stored, nor how people type them.
"""

from datetime import date, datetime

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Our own, since those of the calendar change with the language of the machine."""


def day_words(day: date) -> str:
    """A day, e.g. "21 Nov 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date_words(when: datetime) -> str:
    """Day and time on the clock that the moment was given by, e.g. "21 Nov 2026, 10:40"."""
    return f"{day_words(when)}, {when:%H:%M}"


def local(when: datetime) -> datetime:
    """A moment on the clock of this machine; one without a time zone is taken for that already."""
    return when.astimezone()


def moment_words(when: datetime) -> str:
    """Day and time of a moment on the clock of this machine."""
    return date_words(local(when))
