"""What the patient answered, as the printed page says it: the history, what moved a score, what was asked of red flags.

Nothing stands twice: an answer that only follows from one in the history is left to the history.
"""

from bodymap.atlas.questions import NUMBERS, Answer
from bodymap.drawing.model import AnswerValue
from bodymap.matching.answers import STRONGEST, contradicted
from bodymap.matching.match import Match
from bodymap.report.text.translation import _

MONTH, YEAR = 30.44, 365.25
"""Days, on average."""

MOST_DAYS, MOST_MONTHS = 60, 24
"""Durations up to these are said in days and in months."""


def days_words(days: int) -> str:
    """A duration as a person would say it, e.g. "1 day", "150 days, about 5 months", "3,650 days, about 10 years"."""
    told = f"{days:,} {'day' if days == 1 else 'days'}"
    if days <= MOST_DAYS:
        return told
    months = round(days / MONTH)
    return f"{told}, about " + (f"{months} months" if months < MOST_MONTHS else f"{round(days / YEAR)} years")


class AnswerWords:
    """The answers of one drawing in words: ids to words in `history`, the others as lists."""

    def __init__(self, match: Match) -> None:
        self._table, self._flags = match.knowledge.atlas.answers, match.knowledge.flags
        self._given = match.drawing.answers
        self._known = match.evidence.answers
        first = [one for one in self._table.values() if one.first is not None or one.kind != "yes_no"]
        first.sort(key=lambda one: len(self._table) if one.first is None else one.first)
        self.history = {one.id: self._told(one, self._given[one.id]) for one in first if one.id in self._given}

    def counted(self, match: Match) -> tuple[str, ...]:
        """The history, then the answers that moved a score, each "yes" before each "no"."""
        given = dict.fromkeys((one.answer, one.given) for row in match.ranking.rows for one in row.factors)
        order = list(self._table)
        counted = sorted(given, key=lambda entry: (not entry[1], order.index(entry[0])))
        said = [*self.history.values()]
        said += [self._told(self._table[answer], yes) for answer, yes in counted if not self._in_history(answer)]
        return tuple(text[:1].upper() + text[1:] if n == 0 else text for n, text in enumerate(said))

    def asked(self) -> tuple[str, ...]:
        """What was asked about red flags: each yes, then what was answered "no", one after the other."""
        every = dict.fromkeys(answer for flag in self._flags.flags for answer in flag.questions)
        asked = [one for one in every if one in self._known and not self._in_history(one)]
        denied = [self._table[one].wording for one in asked if not self._known[one]]
        return (
            *(f"{self._table[one].wording}: yes" for one in asked if self._known[one]),
            *(
                _("no to {wording}").format(wording=wording) if number == 0 else wording
                for number, wording in enumerate(denied)
            ),
        )

    def _in_history(self, name: str) -> bool:
        implied = self._table[name].implied
        return name in self.history or (name not in self._given and implied is not None and implied.by in self.history)

    def _told(self, answer: Answer, value: AnswerValue) -> str:
        if answer.kind not in NUMBERS:
            return f"{answer.wording}: {value if isinstance(value, str) else 'yes' if value else 'no'}"
        if answer.kind == "age":
            return f"{answer.wording} {value}"
        amount = days_words(int(value)) if answer.kind == "days" else f"{value} of {STRONGEST}"
        means = [
            one.wording
            for one in self._table.values()
            if one.implied and one.implied.by == answer.id and one.id not in self._given and self._known.get(one.id)
        ]
        return f"{answer.wording} {amount}" + (f" ({'; '.join(means)})" if means else "")


def brief_history(match: Match) -> str:
    """The history in a few words, e.g. "5 months, chronic · comes and goes · 7 of 10 · low back or hip pain before"."""
    given, known = match.drawing.answers, match.evidence.answers
    said = []
    days = given.get("pain_days")
    if isinstance(days, int) and not isinstance(days, bool):
        said.append(days_words(days).rpartition("about ")[2])
    wrong = contradicted(match.knowledge.atlas.answers, given)
    kind = "acute" if known.get("a_week_or_less") else "chronic" if known.get("chronic") else ""
    if kind and wrong & {"a_week_or_less", "chronic"}:
        kind = _("yet called {kind}: ask again").format(kind=kind)
    said = [", ".join(filter(None, [*said, kind]))] if said or kind else []
    said += [_("comes and goes")] if known.get("comes_and_goes") else ["constant"] if known.get("constant_pain") else []
    strength = given.get("pain_strength")
    said += [f"{strength} of {STRONGEST}"] if strength is not None else []
    if "history_of_low_back_pain" in known:
        had = known["history_of_low_back_pain"]
        said.append(_("{value} back or hip pain before").format(value="low" if had else "no low"))
    return " · ".join(said)
