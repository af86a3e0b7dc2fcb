"""What the printed summary says: the words and numbers of one drawing. How they stand on a page is in `report.page`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256

from bodymap import __version__
from bodymap.atlas.model import Atlas
from bodymap.atlas.reader import load_atlas, load_flags
from bodymap.body.chart import load_charts
from bodymap.body.figure import Side
from bodymap.drawing.model import Quality
from bodymap.drawing.words import QUALITY_WORDS, mark_words, region_words
from bodymap.matching.ranking import MuscleScore
from bodymap.matching.session import Match
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.chosen import leading_points, worth_showing
from bodymap.report.explain import marked_share, muscle_name, percent
from bodymap.report.unexplained import unexplained_regions
from bodymap.resources import resource

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Our own, since those of the calendar change with the language of the machine."""

NOTHING = "–"


@dataclass(frozen=True)
class MarkedRow:
    """Marks that are called the same: the place without side, the side, the kind of pain and its strength, 0 to 10."""

    place: str
    side: str
    quality: Quality | None
    strength: str

    @property
    def kind(self) -> str:
        """The kind of pain in words."""
        return QUALITY_WORDS[self.quality] if self.quality else NOTHING


@dataclass(frozen=True)
class RankedRow:
    """A muscle of the ranking as the page prints it; `chosen` are those that the charts show."""

    number: int
    muscle: str
    side: Side
    points: tuple[str, ...]
    explains: str
    filled: str
    answers: str
    """How many answers spoke for the muscle and how many against it, e.g. "+2 −1"."""
    score: str
    chosen: bool


@dataclass(frozen=True)
class Summary:
    """All that the page says about a drawing, in its order."""

    figure: str
    date: str
    flags: tuple[str, ...]
    """The red flags that stand, most urgent first, each with its level."""
    asked: tuple[str, ...]
    """What was asked about red flags, each with yes or no."""
    marked: tuple[MarkedRow, ...]
    marked_share: str
    answers: tuple[str, ...]
    """The answers that moved a score, each with yes or no."""
    ranked: tuple[RankedRow, ...]
    conclusion: tuple[str, ...]
    """The smallest set and what stays unexplained, or why there is no ranking: a sentence each."""
    origin: str


def date_words(when: datetime) -> str:
    """Day and time as the page writes them, e.g. "21 Nov 2026, 10:40"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}, {when:%H:%M}"


@cache
def atlas_edition() -> str:
    """Eight letters that change with any change of the shipped atlas, so that a page can be traced to what made it."""
    digest = sha256()
    for path in sorted(resource("data", "muscles").glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:8]


def summarise(match: Match, chosen: Collection[MuscleKey], when: datetime) -> Summary:
    """The summary of a matched drawing; `chosen` are the muscles that its charts show."""
    atlas = load_atlas()
    return Summary(
        figure="Woman" if match.drawing.figure == "female" else "Man",
        date=date_words(when),
        flags=tuple(f"{flag.level.capitalize()}: {flag.text}" for flag in match.warnings),
        asked=_asked(match, atlas),
        marked=_marked(match),
        marked_share=_marked_share(match),
        answers=_answers(match, atlas),
        ranked=tuple(_ranked(n, row, atlas, chosen) for n, row in enumerate(match.ranking.rows, start=1)),
        conclusion=_conclusion(match, atlas),
        origin=f"bodymap {__version__}, atlas of {len(atlas.muscles)} muscles, edition {atlas_edition()}",
    )


def _asked(match: Match, atlas: Atlas) -> tuple[str, ...]:
    asked = dict.fromkeys(answer for flag in load_flags().flags for answer in (*flag.questions, *flag.lowered_by))
    given = match.drawing.answers
    return tuple(f"{atlas.answers[one].wording}: {'yes' if given[one] else 'no'}" for one in asked if one in given)


def _marked(match: Match) -> tuple[MarkedRow, ...]:
    charts = load_charts(match.drawing.figure)
    rows = []
    for mark in match.drawing.marks:
        words = mark_words(mark, charts)
        strength = str(mark.intensity) if mark.intensity is not None else NOTHING
        rows.append(MarkedRow(words.place, words.side or NOTHING, mark.quality, strength))
    return tuple(dict.fromkeys(rows))


def _marked_share(match: Match) -> str:
    if not match.areas:
        return "Nothing is marked: no pain was drawn at this visit."
    share = marked_share(match) * 100
    return f"Marked: {f'{share:.1f}' if share >= 0.05 else '< 0.1'} % of the body charts."


def _answers(match: Match, atlas: Atlas) -> tuple[str, ...]:
    given = dict.fromkeys((one.answer, one.given) for row in match.ranking.rows for one in row.factors)
    order = list(atlas.answers)
    told = sorted(given, key=lambda entry: (not entry[1], order.index(entry[0])))
    said = [f"{atlas.answers[answer].wording}: {'yes' if yes else 'no'}" for answer, yes in told]
    return tuple(text[:1].upper() + text[1:] if n == 0 else text for n, text in enumerate(said))


def _ranked(number: int, row: MuscleScore, atlas: Atlas, chosen: Collection[MuscleKey]) -> RankedRow:
    speak_for = sum(one.factor > 1 for one in row.factors)
    against = len(row.factors) - speak_for
    counted = [f"{sign}{count}" for count, sign in ((speak_for, "+"), (against, "−")) if count]
    return RankedRow(
        number,
        muscle_name(atlas, row.muscle),
        row.side,
        tuple(point.name for point in leading_points(row)),
        percent(row.explained),
        percent(row.filled),
        " ".join(counted) or NOTHING,
        f"{row.score:.2f}",
        row.key in chosen,
    )


def _conclusion(match: Match, atlas: Atlas) -> tuple[str, ...]:
    if not match.areas:
        return ("Nothing is marked, so nothing is ranked.",)
    if not worth_showing(match):
        return ("No muscle of the atlas explains more than a stray dot of what is marked.",)
    names = [f"{muscle_name(atlas, step.row.muscle)} {step.row.side}" for step in match.cover]
    names = [names[0], *(name[:1].lower() + name[1:] for name in names[1:])]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    verb = "together cover" if len(names) > 1 else "alone covers"
    covered = f"Smallest set: {listed} {verb} {percent(match.cover[-1].explained)} of the marked area."
    if match.ranking.unexplained < 5e-4:
        return covered, "Every marked place lies in a zone."
    words = region_words(unexplained_regions(match))
    where = f" ({words[:1].lower()}{words[1:]})" if words else ""
    return covered, f"Not explained by any zone: {percent(match.ranking.unexplained)}{where}."
