"""How much a sheet says and how closely: from roomy on one page to cramped on two.

The first density with which a sheet keeps to its pages is taken, and then as much more as still fits. What a density
leaves out is counted in words; what it cuts short says so. Which words these are is in `report.therapist_sheet` and
`report.patient_sheet`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bodymap.report.paper.sheet_options import Version

PROGRAM, US = "see the program", "ask us"
"""Where the therapist, and where the patient, finds what a sheet leaves out. It ends a text that is cut."""

PROSE = 400
"""Letters of a note or a plan that no density cuts: whoever takes over the patient acts on them."""

MOST_PAGES = 2


@dataclass(frozen=True)
class Density:
    """One way to print a sheet. Lengths are in points, limits are entries of a list, `letters` those of a text."""

    pages: int
    size: float
    """Of the body text."""
    charts: float
    """Height of the charts."""
    notes: float
    """Least height of the room for handwriting."""
    entries: int
    """Of a list in running words, and of marks."""
    rows: int
    """Of the ranking; muscles confirmed, chosen or found come first."""
    few: int
    """Of flags, of findings away from the ranking, of sentences."""
    letters: int

    @property
    def prose(self) -> int:
        """Letters of a note or a plan."""
        return max(self.letters, PROSE)

    def towards(self, other: "Density", share: float) -> "Density":
        """What lies between this one and another; `share` 0 is this one, 1 the other."""

        def between(name: str) -> float:
            one, two = getattr(self, name), getattr(other, name)
            return float(one ** (1 - share) * two**share) if one and two else 0.0  # by factors, not by steps

        entries, rows, few, letters = (round(between(name)) for name in LIMITS)
        size, charts, notes = (between(name) for name in ("size", "charts", "notes"))
        return Density(self.pages, size, charts, notes, entries, rows, few, letters)


LIMITS = ("entries", "rows", "few", "letters")
"""What a density counts, rather than measures."""

_THERAPIST = (
    Density(1, 9.0, 262, 64, 60, 8, 40, 4_000),
    Density(1, 8.7, 225, 50, 60, 8, 40, 4_000),
    Density(1, 8.4, 190, 44, 60, 8, 40, 4_000),
    Density(2, 9.0, 290, 70, 60, 12, 40, 4_000),
    Density(2, 8.6, 240, 60, 60, 12, 40, 1_200),
    Density(2, 8.4, 220, 50, 40, 12, 20, 400),
    Density(2, 8.4, 200, 44, 30, 10, 10, 200),
    Density(2, 8.2, 190, 44, 20, 8, 6, 120),
    Density(2, 8.0, 180, 40, 12, 6, 4, 80),
)
# Large letters before one page: whoever takes the sheet home may be old, and have no glasses at hand.
_PATIENT = (
    Density(1, 13.0, 320, 60, 40, 0, 40, 4_000),
    Density(1, 12.0, 290, 40, 40, 0, 40, 4_000),
    Density(2, 14.0, 350, 80, 40, 0, 40, 4_000),
    Density(2, 13.0, 330, 80, 40, 0, 40, 4_000),
    Density(2, 12.0, 320, 80, 40, 0, 40, 4_000),
    Density(2, 11.0, 310, 60, 40, 0, 40, 4_000),
    Density(2, 10.5, 310, 60, 40, 0, 20, 1_200),
    Density(2, 10.0, 290, 60, 30, 0, 10, 400),
    Density(2, 9.5, 270, 40, 16, 0, 5, 200),
    Density(2, 9.5, 240, 40, 10, 0, 4, 120),
)
_BLANK = tuple(Density(1, 10.0, charts, 0, 0, 0, 0, 0) for charts in (430, 400, 370, 340))
DENSITIES: dict[Version, tuple[Density, ...]] = {"therapist": _THERAPIST, "patient": _PATIENT, "blank": _BLANK}
"""From roomy to cramped, for each version of the sheet."""


def shortened(text: str, letters: int, where: str = PROGRAM) -> str:
    """A text whole, or as much of its beginning as `letters` allow, with words that say where the rest is.

    It ends between two words where one ends near the limit; a text without spaces ends anywhere.
    """
    if len(text) <= letters:
        return text
    end = _cut_off(where)
    kept = text[: max(1, letters - len(end))]
    whole = kept.rpartition(" ")[0].rstrip(" ,;:.")
    return (whole if len(whole) > 0.7 * len(kept) else kept.rstrip()) + end


def _cut_off(where: str) -> str:
    return f"… ({where})"


def left_out_words(count: int, what: str = "", where: str = PROGRAM) -> str:
    """What a list says that was left out, e.g. "… and 3 more (see the program)"; empty for none."""
    return f"… and {count} more{f' {what}' if what else ''} ({where})" if count > 0 else ""


def joined_entries(entries: Sequence[str], most: int, letters: int) -> str:
    """Entries one after the other, at most so many of them and so many letters; what is left out is counted."""
    kept: list[str] = []
    length = 0
    for entry in entries[:most]:
        if kept and length + len(entry) > letters:
            break
        kept.append(shortened(entry, letters))
        length += len(entry) + 2
    return "; ".join(filter(None, [*kept, left_out_words(len(entries) - len(kept))]))


def paragraphs(text: str, letters: int, where: str = PROGRAM) -> list[str]:
    """The paragraphs of a note, its lines; together not longer than `letters` and not more lines than would fit."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    most = max(3, letters // 60)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    kept: list[str] = []
    for line in lines:
        room = letters - sum(map(len, kept))
        if room < len(_cut_off(where)):
            kept[-1] = kept[-1].removesuffix(_cut_off(where)) + _cut_off(where)
            break
        kept.append(shortened(line, room, where))
    return kept
