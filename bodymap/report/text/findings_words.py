"""What the therapist found and settled, as the printed page says it: muscles found by hand, red flags that ended.

The words of a sign, a verdict and an outcome are in `report.outcomes`; how the entries stand on a page is not here.
"""

from dataclasses import dataclass

from bodymap.atlas.model import Atlas
from bodymap.drawing.findings import VERDICTS, MuscleFinding, Verdict
from bodymap.matching.match import Match
from bodymap.matching.warnings import RaisedFlag
from bodymap.matching.zone_index import MuscleKey
from bodymap.report.text.muscle_names import muscle_name
from bodymap.report.text.outcome_words import OUTCOME_WORDS, SIGN_WORDS, VERDICT_WORDS


@dataclass(frozen=True)
class FoundEntry:
    """What was found at a muscle of one side."""

    verdict: Verdict | None
    name: str
    """The muscle with its side and the verdict, e.g. "Piriformis left, confirmed"."""
    signs: str
    """Points with their signs, e.g. "upper deep (tender, taut band), middle (twitch)"."""
    note: str

    @property
    def head(self) -> str:
        """The name as it leads to the text."""
        return self.name + (":" if self.signs else ".")

    @property
    def text(self) -> str:
        """Signs and note."""
        parts = [f"{self.signs}."] if self.signs else []
        return " ".join([*parts, f"Note: {self.note}"] if self.note else parts)


LONGEST_WORD = 80
"""Letters; what is longer is no word, and breaking it to a line's width would take seconds."""


def one_line(note: str) -> str:
    """A note without its line breaks."""
    return " ".join(word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…" for word in note.split())


def known_name(atlas: Atlas, muscle: str) -> str:
    """The name of a muscle as a heading, also of one that the atlas doesn't have: another's file may name it."""
    if muscle in atlas.muscles:
        return muscle_name(atlas, muscle)
    words = one_line(muscle.replace("_", " "))
    return words[:1].upper() + words[1:]


def found_by_hand(match: Match, atlas: Atlas) -> dict[MuscleKey, FoundEntry]:
    """An entry for each muscle and side with a finding: confirmed, ruled out, later, then those without a verdict."""
    said = [one for one in match.drawing.findings.muscles if one.says_something]
    said.sort(key=lambda one: (VERDICTS.index(one.verdict) if one.verdict else len(VERDICTS), one.key))
    return {one.key: _entry(one, atlas) for one in said}


def _entry(finding: MuscleFinding, atlas: Atlas) -> FoundEntry:
    name = f"{known_name(atlas, finding.muscle)} {finding.side}"
    if finding.verdict:
        name += f", {VERDICT_WORDS[finding.verdict]}"
    return FoundEntry(finding.verdict, name, _signs(finding, atlas), one_line(finding.note))


def _signs(finding: MuscleFinding, atlas: Atlas) -> str:
    """Points with their signs, in the order of the atlas."""
    known = atlas.muscles.get(finding.muscle)
    order = [point.name for point in known.trigger_points] if known else []
    points = sorted(finding.signs.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    return ", ".join(
        f"{one_line(name)} ({', '.join(SIGN_WORDS[sign] for sign in signs)})" for name, signs in points if signs
    )


def settled_words(flag: RaisedFlag) -> str:
    """How a red flag ended, e.g. "Ruled out by examination: a fracture of the hip. Note: X-ray of today"."""
    assert flag.settled is not None
    outcome = OUTCOME_WORDS[flag.settled.outcome]
    note = one_line(flag.settled.note)
    return f"{outcome[:1].upper()}{outcome[1:]}: {flag.rule_out}" + (f". Note: {note}" if note else "")
