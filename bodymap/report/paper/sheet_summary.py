"""What the printed summary says: the words and numbers of one drawing.

What a sheet takes of them is in `report.therapist_sheet` and `report.patient_sheet`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bodymap import __version__
from bodymap.atlas.model import Atlas
from bodymap.body.figure import Side
from bodymap.drawing.model import Quality
from bodymap.drawing.words import QUALITY_WORDS, mark_words
from bodymap.matching.match import Match
from bodymap.matching.ranking import MuscleScore
from bodymap.matching.selection import leading_points
from bodymap.matching.warnings import RaisedFlag
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.instruments.widespread import widespread_pain_index
from bodymap.report.text.answer_words import AnswerWords
from bodymap.report.text.conclusion import conclude
from bodymap.report.text.findings_words import FoundEntry, found_by_hand, settled_words
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.number_words import marked_share, percent
from bodymap.report.text.set_words import set_words

WORTH_A_ROW = 0.005
"""Share of the marked pain below which a muscle has no row on paper: it would read "< 1 %"."""

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
    why: str
    """The same answers in words, e.g. "For it: pain on coughing. Against it: worse sitting: no."; empty for none."""
    chosen: bool
    found: FoundEntry | None
    """What the therapist found by hand, if anything."""


@dataclass(frozen=True)
class OpenFlag:
    """A red flag that is open: its level with what to do, what it is about, and which questions are still to ask."""

    text: str
    rule_out: str
    urgent: bool
    to_ask: tuple[str, ...]


def _open_flag(flag: RaisedFlag) -> OpenFlag:
    by_when = f", {flag.within}" if flag.within else ""
    text = f"{flag.level.capitalize()}{by_when}: {flag.text}"
    to_ask = tuple(one.wording for one in flag.questions if one.given is None)
    return OpenFlag(text, flag.rule_out, flag.level != "ask", to_ask)


@dataclass(frozen=True)
class Summary:
    """All that the page says about a drawing, in its order."""

    figure: str
    flags: tuple[OpenFlag, ...]
    """The red flags that are open, most urgent first."""
    settled: tuple[str, ...]
    """The red flags that the therapist settled, each with how it ended."""
    red_flags_asked: bool
    """Whether any question of danger was answered."""
    asked: tuple[str, ...]
    """What was asked about red flags, each with yes or no; what stands in the history is not repeated."""
    marked: tuple[MarkedRow, ...]
    marked_share: float
    """Of the body charts, 0 to 1."""
    index: str
    """The Widespread Pain Index, as far as a drawing tells it."""
    answers: tuple[str, ...]
    """The history and the answers that moved a score: a number with its unit, or yes or no."""
    compared: str
    """Which muscles the drawing was compared with."""
    ranked: tuple[RankedRow, ...]
    elsewhere: tuple[FoundEntry, ...]
    """What was found by hand at muscles that are not in the ranking."""
    conclusion: tuple[str, ...]
    """The smallest set and what stays unexplained, or why there is no ranking: a paragraph each."""
    origin: str


def summarise(match: Match, chosen: Collection[MuscleKey]) -> Summary:
    """The summary of a matched drawing; `chosen` are the muscles that its charts show."""
    known = match.knowledge
    atlas = known.atlas
    answers, found = AnswerWords(match), found_by_hand(match, atlas)
    return Summary(
        figure="Woman" if match.drawing.figure == "female" else "Man",
        flags=tuple(_open_flag(flag) for flag in match.warnings if flag.open),
        settled=tuple(settled_words(flag) for flag in match.warnings if not flag.open),
        red_flags_asked=match.red_flags_asked,
        asked=answers.asked(),
        marked=_marked(match),
        marked_share=marked_share(match),
        index=widespread_pain_index(match.drawing).words,
        answers=answers.counted(match),
        compared=set_words(known),
        ranked=tuple(
            _ranked(n, row, atlas, chosen, found)
            for n, row in enumerate(match.ranking.rows, start=1)
            if row.explained >= WORTH_A_ROW or row.key in chosen or row.key in found
        ),
        elsewhere=tuple(entry for key, entry in found.items() if key not in match.ranking.by_key),
        conclusion=conclude(match, atlas),
        origin=f"bodymap {__version__}, atlas of {len(atlas.muscles)} muscles, edition {known.edition}",
    )


def _marked(match: Match) -> tuple[MarkedRow, ...]:
    charts = match.charts
    rows = []
    for mark in match.drawing.marks:
        words = mark_words(mark, charts)
        strength = str(mark.intensity) if mark.intensity is not None else NOTHING
        rows.append(MarkedRow(words.place, words.side or NOTHING, mark.quality, strength))
    return tuple(dict.fromkeys(rows))


def _ranked(
    number: int,
    row: MuscleScore,
    atlas: Atlas,
    chosen: Collection[MuscleKey],
    found: Mapping[MuscleKey, FoundEntry],
) -> RankedRow:
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
        _why(row, atlas),
        row.key in chosen,
        found.get(row.key),
    )


def _why(row: MuscleScore, atlas: Atlas) -> str:
    """The answers that counted for a muscle and those that counted against it, in words."""
    said = []
    for lead, speaks_for in (("For it", True), ("Against it", False)):
        counted = [one for one in row.factors if (one.factor > 1) is speaks_for]
        told = [f"{atlas.answers[one.answer].wording}{'' if one.given else ': no'}" for one in counted]
        said += [f"{lead}: {'; '.join(told)}."] if told else []
    return " ".join(said)
